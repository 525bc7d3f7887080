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
from typing import Final, Literal

from auditor.rules.lexicon import MAX_LENGTH, alternatives, entries, whole

_CAPITAL = r"[A-ZÀ-Þ][\w'’&+-]*"
_LINK = r"(?:van|de|het|voor|op|aan|by|of|the|for|to|&)"
NAME = rf"{_CAPITAL}(?:\s+(?:{_LINK}\s+)?{_CAPITAL}){{0,3}}"
_USED = rf"(?:[A-ZÀ-Þ][a-zà-ÿ]{{2,}}[\w-]*(?:\s+{_CAPITAL}){{1,3}}|[A-ZÀ-Þ][a-zà-ÿ]{{4,}}[\w-]*)"
_SINGLE_DUTCH = r"[A-ZÀ-Þ][a-zà-ÿ]{5,}(?<!se)(?<!sche)(?<!er)(?!\w)(?!-)"
_DOUBLE = rf"{_CAPITAL}(?:\s+{_CAPITAL}){{1,2}}"
_ACRONYM = re.compile(r"^[A-Z0-9&.-]{1,5}$")
_NOISE = re.compile(r"https?://\S+|[#@][\w.-]+")

How = Literal["called", "offered", "used", "renamed", "taught", "arrived"]


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
            named = _is_name(name, language, place=how == "taught")
            if named and not opening and (old is None or _is_name(old, language)):
                yield Introduction(name, how, old)


def _bare(name: str, language: str) -> str:
    """Return a name without the words before it that have their capital from the beginning of the sentence."""
    words = name.strip(" .,!").split()
    leading = entries("products.leading", language)
    while len(words) > 1 and words[0].lower() in leading:
        words = words[1:]
    return " ".join(words)


def _is_name(name: str, language: str, *, place: bool = False) -> bool:
    """Whether a capitalised phrase may name a product: no acronym, no known name of something else, no place.

    With `place` it may end as places do: people learn in a "Slaapschool", and it is no school.
    """
    words = name.split()
    others = (_known("brands", language), _known("titles", language))
    if not words or _ACRONYM.match(name) or any(known.search(name) for known in others):
        return False
    rest = _known("not_names", language).sub("", name)
    return bool(re.search(r"[A-ZÀ-Þ]", rest)) and (place or not _place(language).search(words[-1]))


@cache
def _known(name: str, language: str) -> re.Pattern[str]:
    return whole(entries(f"products.{name}", language))


@cache
def _place(language: str) -> re.Pattern[str]:
    """Dutch writes the kind of place at the end of one word (Dorpsstraat), English as a word of its own."""
    return re.compile(rf"\w*{alternatives(entries('products.places', language))}$", re.IGNORECASE)


# <name> is the name; <own>, <noun> ... are the lists of the lexicon, in lower case but for <own> and <launching>.
# Dutch compounds end in the noun ("koffieabonnement"); English writes it apart ("coffee subscription").
_TEMPLATES: Final[tuple[tuple[How, str], ...]] = (
    # Fietsfit, ons nieuwe abonnement / Crumb Club, our bread subscription
    ("called", r"<name>,\s+(?:<own>|<new>)\s+<few><noun>"),
    # onze nieuwe app Snelmeld / our new app, Tapnote
    ("called", r"(?<!\w)(?:<own>|<new>)\s+<adjective><noun>,?\s+(?:(?:called|genaamd)\s+)?<name>"),
    # our new Fixit app / onze Fixit-app
    ("called", r"(?<!\w)<own>\s+<adjective><name>[\s-]+<noun>"),
    # de cursus Samen Lezen
    ("called", r"(?<!\w)(?:[Dd]e|[Hh]et|[Tt]he)\s+<taught>\s+<name>"),
    # onze nieuwe Buurtbus rijdt; not: onze nieuwe Utrechtse winkel / our new Bath shop
    ("called", r"(?<!\w)<own>\s+(?:nieuwe|new)\s+<coined>(?=\s*[.,:;!?]|\s+<verb>(?!\w))"),
    # Het Kruimel Pakket is nu te bestellen
    ("offered", r"<name>\s+(?:is|zijn|are)\s+(?:nu|now|vanaf\s+\w+|weer|back)?\s*<available>"),
    # We lanceren vandaag Buurbaas, een app / We lanceren de Buurcoach / Introducing the Mending Hour
    ("offered", r"(?<!\w)<launching>\s+(?:[a-zà-ÿ]+\s+){0,3}?<name>,\s+(?:<own>|<new>|<article>)\s+<few><noun>"),
    ("offered", r"(?<!\w)<launching>\s+(?:[a-zà-ÿ]+\s+){0,2}?(?:<article>|<own>)\s+<adjective><used>"),
    # Met Ruilmee wisselt u / With Mend by Mail you send
    ("used", r"^(?:Met|With|Via)\s+(?:<own>\s+|(?:de|het|the)\s+)?<adjective><name>\s+(?:[a-z]+\s+)?<reader>(?!\w)"),
    # huurden een tent via de Kampeerhoek / via de Kampeerhoek huurden 40 gezinnen
    ("used", r"(?<!\w)<using>(?!\w).*?(?<!\w)<through>\s+(?:de|het|the|<own>)\s+<adjective><used>"),
    ("used", r"(?<!\w)<through>\s+(?:de|het|the|<own>)\s+<adjective><used>\s.*?(?<!\w)<using>(?!\w)"),
    # In de Slaapschool leren slechte slapers / At the Sleep School bad sleepers learn
    ("taught", r"(?<!\w)(?:[Ii]n|[Bb]ij|[Oo]p|[Aa]t)\s+(?:de|het|the|<own>)\s+<adjective><format>\s+<learning>(?!\w)"),
    # In de Ruilkelder kunt u speelgoed ruilen / In the Swap Cellar you can swap toys
    ("taught", r"(?<!\w)(?:[Ii]n|[Bb]ij|[Oo]p|[Aa]t)\s+(?:de|het|the|<own>)\s+<adjective><format>\s+<able>(?!\w)"),
    # BikeBack is here: / Our Swap Cellar is here!
    ("arrived", r"(?<!\w)<camel>\s+<arrived>\s*(?:[:!.,–—-]|$)"),
    ("arrived", r"(?<!\w)(?:(?i:de|het|the)|<own>)\s+<adjective><format>\s+<arrived>\s*(?:[:!.,–—-]|$)"),
    # De Wegwijs heet sinds 1 mei Stadsgids / Our Loan Shed has a new name: the Tool Library
    ("renamed", r"<old>\s+<renamed>\s+(?:(?:\d{1,2}\s+)?[a-z]+\s+)?(?:\d{4}\s+)?(?:(?:de|het|the)\s+)?<name>"),
)


@cache
def _patterns(language: str) -> tuple[tuple[How, re.Pattern[str]], ...]:
    if not entries("products.nouns", language):
        return ()
    nouns = alternatives(entries("products.nouns", language))
    formats = alternatives(entries("products.formats", language))
    pupils = alternatives(entries("products.pupils", language))
    parts = {
        "name": rf"(?P<name>{NAME})",
        "used": rf"(?P<name>{_USED})",
        # A capital inside an English sentence is often a place ("our new Bath shop"); two of them are a name.
        "coined": rf"(?P<name>{_SINGLE_DUTCH if language == 'nl' else _DOUBLE})",
        "old": rf"(?P<old>{_CAPITAL}(?:\s+{_CAPITAL}){{0,3}})",
        # Dutch compounds are one word ("Slaapschool"), English ones two ("Sleep School").
        "format": rf"(?P<name>(?:{_CAPITAL}\s+){{0,2}}[A-ZÀ-Þ][a-zà-ÿ-]+{formats})(?!\w)"
        if language == "nl"
        else rf"(?P<name>(?:{_CAPITAL}\s+){{1,2}}{formats})(?!\w)",
        "camel": r"(?P<name>(?!Ma?c[A-Z])[A-ZÀ-Þ][a-zà-ÿ]+(?:[A-ZÀ-Þ][a-zà-ÿ]+)+)",
        # "In de Dorpsschool leren kinderen" is about a school.
        "learning": rf"{_few_before(language)}{alternatives(entries('products.learning', language))}(?!\s+{pupils})",
        "noun": rf"(?:[a-zà-ÿ]*{nouns}|\w+-{nouns})(?!\w)",
        "few": r"(?:[a-zà-ÿ-]+\s+){0,2}?",
        "adjective": r"(?:(?:nieuwe?|gratis|eigen|new|free|own|very\s+own)\s+)?",
        "own": _either_case("own", language),
        "new": _either_case("new", language),
        "launching": _either_case("launching", language),
        "article": alternatives(entries("products.articles", language)),
        "reader": alternatives(entries("products.readers", language)),
        **{name: alternatives(entries(f"products.{name}", language)) for name in _LISTS},
    }
    return tuple((how, re.compile(_filled(template, parts))) for how, template in _TEMPLATES)


_LISTS = ("available", "using", "through", "renamed", "taught", "verb", "able", "arrived")


def _few_before(language: str) -> str:
    """Return what may stand before the verb: nothing in Dutch, the subject in English."""
    return "" if language == "nl" else r"(?:[a-z-]+\s+){1,3}?"


def _either_case(name: str, language: str) -> str:
    return f"(?i:{alternatives(entries(f'products.{name}', language))})"


def _filled(template: str, parts: dict[str, str]) -> str:
    """Return a template with its <parts> filled in; the name of a group, `(?P<...>`, is none."""
    return re.sub(r"(?<!\?P)<(\w+)>", lambda match: parts[match[1]], template)
