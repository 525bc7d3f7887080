"""Find absolute and generic green claims in a sentence: "de groenste bank van het land", "our eco-friendly boxes".

A boast is a statement of fact about the organisation or what it offers. Wishes ("willen de groenste worden"), denials,
questions and what is said of somebody else are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from auditor.rules.lexicon import MAX_LENGTH, alternatives, entries, pattern

Kind = Literal["absolute", "green"]
_WORDS_BETWEEN = r"(?:[\w'’-]+\s+){0,6}?"
_NOUNS = r"(?:[\w'’-]+\s+){0,4}?"
_NOUNS_OF = r"(?:\s+[\w'’-]+){1,3}?\s+"
_FUTURE = re.compile(r"\b(?:in|by|uiterlijk|voor|before)\s+(?:the\s+end\s+of\s+|eind\s+)?20\d\d\b", re.IGNORECASE)
_FRAGMENT_WORDS = 9


@dataclass(frozen=True, slots=True)
class Boast:
    """An absolute or green claim: the words that make it, and where they stand in the text."""

    kind: Kind
    words: str
    start: int
    end: int
    fragment: bool = False
    """A heading or slogan without a verb."""


def find(text: str, language: str, names: Sequence[str], *, slogans: bool) -> Boast | None:
    """Return the boast that `text` makes, None where it makes none.

    `names` are the organisation's; `slogans` says whether phrases without a verb count ("Nederlands beste bank").
    """
    if len(text) > MAX_LENGTH or text.rstrip().endswith("?"):
        return None
    for kind, compiled in _sentence_patterns(language, tuple(names)):
        match = compiled.search(text)
        if match and not _weakened(text, match, language):
            return Boast(kind, match["boast"], match.start("boast"), match.end("boast"))
    if slogans and len(text.split()) <= _FRAGMENT_WORDS:
        for kind, compiled in _slogan_patterns(language):
            match = compiled.match(text)
            if match and not _weakened(text, match, language):
                return Boast(kind, match["boast"], match.start("boast"), match.end("boast"), fragment=True)
    return None


def supported(text: str, language: str) -> bool:
    """Whether a text gives a ground: a measured figure, a certificate, a source, an explanation or a link."""
    if re.search(r"https?://|www\.", text):
        return True
    lists = ("sources", "certificates", "explanations")
    return any(pattern(f"support.{name}", language).search(text) for name in lists) or bool(
        _figures(language).search(text)
    )


def _weakened(text: str, match: re.Match[str], language: str) -> bool:
    """Whether the sentence wishes, promises, denies or dates in the future what it names."""
    return bool(
        pattern("absolute.people", language).search(match.group())
        or pattern("wishes.words", language).search(text)
        or pattern("wishes.negations", language).search(text[: match.end("boast")])
        or _FUTURE.search(text)
    )


@cache
def _figures(language: str) -> re.Pattern[str]:
    return re.compile(rf"\d[\d.,]*\s*{alternatives(entries('support.units', language))}(?!\w)", re.IGNORECASE)


@cache
def _sentence_patterns(language: str, names: tuple[str, ...]) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """Return the patterns of sentences in which the organisation states a boast of itself or its products."""
    if not entries("absolute.superlatives", language):
        return ()
    own = alternatives(entries("absolute.own", language))
    named = alternatives(names)
    # The organisation itself, or "onze/our" with the thing it is about. A comma or another verb breaks it off, so that
    # "our courier, Swift, says its vans are green" is not ours.
    subject = rf"(?:{named}|{own}(?:\s+[\w'’-]+){{0,4}}?)"
    being = alternatives(entries("absolute.being", language))
    stating = rf"(?:{subject}\s+{being}|{alternatives(entries('absolute.contracted', language))})"
    doing = alternatives(entries("green.doing", language))
    between = rf"(?:{alternatives(entries('absolute.between', language))}\s+)*"
    green = rf"(?:100\s?%\s+)?{alternatives(entries('green.terms', language))}"
    tail = r"(?:\s+[\w'’-]+)?"
    superlative = rf"{_leading(language)}{_superlative(language)}{tail}"
    first = rf"(?:(?:de|the)\s+)?{alternatives(entries('absolute.first', language))}"
    start, end = r"(?<!\w)", r"(?!\w)"
    # "Wij bieden de beste zorg van de regio": of what is offered only where a place says of what it is the best.
    offering = alternatives(entries("absolute.offering", language))
    placed = rf"{superlative}{_NOUNS_OF}{alternatives(entries('absolute.where', language))}"
    # Dutch turns subject and verb around: "Daarmee zijn wij de groenste ...".
    return (
        ("absolute", _compiled(rf"{start}{stating}\s+{between}(?P<boast>{superlative}|{first}){end}")),
        (
            "absolute",
            _compiled(rf"{start}{being}\s+(?:{named}|{own})\s+{between}(?P<boast>{superlative}|{first}){end}"),
        ),
        ("absolute", _compiled(rf"{start}{subject}\s+{offering}\s+(?:u\s+|je\s+|you\s+)?(?P<boast>{placed}){end}")),
        ("green", _compiled(rf"{start}(?:{subject}\s+{doing}|{stating})\s+{_WORDS_BETWEEN}(?P<boast>{green}){end}")),
        ("green", _compiled(rf"{start}{doing}\s+(?:{named}|{own})\s+{_WORDS_BETWEEN}(?P<boast>{green}){end}")),
        ("green", _compiled(rf"{start}{own}\s+(?P<boast>{green})\s+[\w'’-]+")),
    )


@cache
def _slogan_patterns(language: str) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """Return the patterns of slogans: a superlative with a kind of organisation, or a green term that opens."""
    if not entries("absolute.superlatives", language):
        return ()
    kinds = alternatives(entries("absolute.kinds", language))
    green = alternatives(entries("green.terms", language))
    return (
        (
            "absolute",
            _compiled(rf"\s*(?P<boast>{_leading(language)}{_superlative(language)}\s+{_NOUNS}{kinds})(?!\w)"),
        ),
        (
            "absolute",
            _compiled(
                rf"\s*(?P<boast>{_leading(language)}{_superlative(language)}{_NOUNS_OF}"
                rf"{alternatives(entries('absolute.where', language))})(?!\w)"
            ),
        ),
        (
            "green",
            _compiled(rf"\s*(?:(?:een|an?)\s+)?(?P<boast>(?:100\s?%\s+)?{green})(?!\w)(?!\s+(?:of|or|or|voor|for)\b)"),
        ),
    )


def _leading(language: str) -> str:
    articles = alternatives(entries("absolute.articles", language))
    places = alternatives(entries("absolute.places", language))
    return rf"(?:{articles}|{places})\s+(?:[\w'’-]+\s+)??"


def _superlative(language: str) -> str:
    return rf"(?:aller)?{alternatives(entries('absolute.superlatives', language))}"


def _compiled(body: str) -> re.Pattern[str]:
    return re.compile(body, re.IGNORECASE)
