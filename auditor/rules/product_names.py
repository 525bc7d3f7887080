"""Find names of products and services where a text introduces them as such.

A name is one to four capitalised words. It counts only where the sentence says what it is ("Fietsfit, ons nieuwe
abonnement"), that it is there to be had ("is nu te bestellen"), that it is used ("geleend via de ..."), or that
something is now called so. Names of people, places, days and other companies' services are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from auditor.rules.lexicon import MAX_LENGTH, alternatives, entries, whole

_CAPITAL = r"[A-ZÀ-Þ][\w'’&+-]*"
_LINK = r"(?:van|de|het|voor|op|aan|by|of|the|for|to|&)"
NAME = rf"{_CAPITAL}(?:\s+(?:{_LINK}\s+)?{_CAPITAL}){{0,3}}"
_USED = rf"(?:[A-ZÀ-Þ][a-zà-ÿ]{{2,}}[\w-]*(?:\s+{_CAPITAL}){{1,3}}|[A-ZÀ-Þ][a-zà-ÿ]{{4,}}[\w-]*)"
_ADJECTIVES = r"(?:[a-zà-ÿ-]+\s+){0,2}?"
_ACRONYM = re.compile(r"^[A-Z0-9&.-]{1,5}$")
_NOISE = re.compile(r"https?://\S+|[#@][\w.-]+")

How = Literal["called", "offered", "used", "renamed"]


@dataclass(frozen=True, slots=True)
class Introduction:
    """A name, how the text introduces it, and for a new name the old one."""

    name: str
    how: How
    old: str | None = None


def introduced(text: str, language: str) -> Iterator[Introduction]:
    """Yield the products and services that a sentence introduces by name."""
    if len(text) > MAX_LENGTH:
        return
    plain = _NOISE.sub(" ", text)
    for how, compiled in _patterns(language):
        for match in compiled.finditer(plain):
            name = _bare(match["name"], language)
            old = _bare(match["old"], language) if "old" in compiled.groupindex else None
            # A single word that opens a sentence has its capital from there: "Koffie is nu te koop".
            opening = how == "offered" and " " not in name and plain.startswith(name)
            if _is_name(name, language) and not opening and (old is None or _is_name(old, language)):
                yield Introduction(name, how, old)


def _bare(name: str, language: str) -> str:
    """Return a name without the words before it that have their capital from the beginning of the sentence."""
    words = name.strip(" .,!").split()
    leading = entries("products.leading", language)
    while len(words) > 1 and words[0].lower() in leading:
        words = words[1:]
    return " ".join(words)


def _is_name(name: str, language: str) -> bool:
    """Whether a capitalised phrase may name a product: no acronym, no known name of something else, no place."""
    words = name.split()
    if not words or _ACRONYM.match(name) or _known("brands", language).search(name):
        return False
    rest = _known("not_names", language).sub("", name)
    return bool(re.search(r"[A-ZÀ-Þ]", rest)) and not _place(language).search(words[-1])


@cache
def _known(name: str, language: str) -> re.Pattern[str]:
    return whole(entries(f"products.{name}", language))


@cache
def _place(language: str) -> re.Pattern[str]:
    """Dutch writes the kind of place at the end of one word (Dorpsstraat), English as a word of its own."""
    return re.compile(rf"\w*{alternatives(entries('products.places', language))}$", re.IGNORECASE)


@cache
def _patterns(language: str) -> tuple[tuple[How, re.Pattern[str]], ...]:
    if not entries("products.nouns", language):
        return ()

    def words(name: str) -> str:
        return f"(?i:{alternatives(entries(f'products.{name}', language))})"

    # Dutch compounds end in the noun: "koffieabonnement". English writes it apart: "coffee subscription".
    nouns = alternatives(entries("products.nouns", language))
    noun = rf"(?:[a-zà-ÿ]*{nouns}|\w+-{nouns})(?!\w)"
    own, new, readers, articles = words("own"), words("new"), words("readers"), words("articles")
    adjective = r"(?:(?i:nieuwe?|gratis|eigen|new|free|own|very\s+own)\s+)?"
    old = rf"(?P<old>{_CAPITAL}(?:\s+{_CAPITAL}){{0,3}})"
    return (
        ("called", _compiled(rf"(?P<name>{NAME}),\s+(?:{own}|{new})\s+{_ADJECTIVES}{noun}")),
        (
            "called",
            _compiled(rf"(?<!\w)(?:{own}|{new})\s+{adjective}{noun},?\s+(?:(?i:called|genaamd)\s+)?(?P<name>{NAME})"),
        ),
        ("called", _compiled(rf"(?<!\w){own}\s+{adjective}(?P<name>{NAME})[\s-]+{noun}")),
        (
            "offered",
            _compiled(
                rf"(?P<name>{NAME})\s+(?:is|zijn|are)\s+(?:nu|now|vanaf\s+\w+|weer|back)?\s*{words('available')}"
            ),
        ),
        (
            "offered",
            _compiled(
                rf"{words('launching')}\s+(?:\w+\s+){{0,3}}?{adjective}(?P<name>{NAME}),?\s+(?:{own}|{new}|{articles})\s+{_ADJECTIVES}{noun}"
            ),
        ),
        (
            "used",
            _compiled(
                rf"^(?:Met|With|Via)\s+(?:{own}\s+|(?:de|het|the)\s+)?{adjective}(?P<name>{NAME})\s+(?:[a-z]+\s+)?{readers}(?!\w)"
            ),
        ),
        (
            "used",
            _compiled(
                rf"(?<!\w){words('using')}(?!\w).*?(?<!\w){words('through')}\s+(?:de|het|the|{own})\s+{adjective}(?P<name>{_USED})"
            ),
        ),
        (
            "used",
            _compiled(
                rf"(?<!\w){words('through')}\s+(?:de|het|the|{own})\s+{adjective}(?P<name>{_USED})\s.*?(?<!\w){words('using')}(?!\w)"
            ),
        ),
        (
            "renamed",
            _compiled(
                rf"{old}\s+{words('renamed')}\s+(?:(?:\d{{1,2}}\s+)?[a-z]+\s+)?(?:\d{{4}}\s+)?(?:(?:de|het|the)\s+)?(?P<name>{NAME})"
            ),
        ),
    )


def _compiled(body: str) -> re.Pattern[str]:
    return re.compile(body)
