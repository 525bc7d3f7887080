"""Word fields: which words belong to the same small corner of life (`config/lexicon/wordfields`).

A post that shows a promise seldom has its words: "eighteen sheep and a nervous dog" shows that a ferry takes livestock,
and "it came back with a new zip" that a shop repairs. A word field (Trier's Wortfeld) holds the words of one such
corner in Dutch and English, so that what a reader takes for granted can be looked up, and be shown in an explanation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal

from auditor.resources import data
from auditor.text.overlap import function_words
from auditor.text.words import MIN_PART, MIN_STEM, stem, words

Language = Literal["nl", "en"]
Fields = Mapping[int, float]
"""Fields by number, each with how surely a word stands in it, 0 to 1."""

EMPTY: Final = function_words("nl") | function_words("en")
LANGUAGES: Final[tuple[Language, ...]] = ("nl", "en")
# What a part of a compound says of the whole, and a word of an expression of all of it.
PART: Final = 0.7
LOOSE: Final = 0.25


@dataclass(frozen=True, slots=True)
class WordFields:
    """The fields by number, and where a word or an expression stands in them."""

    names: tuple[str, ...]
    by_word: Mapping[Language, Mapping[str, Fields]]
    by_stem: Mapping[Language, Mapping[str, Fields]]
    by_expression: Mapping[Language, Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]]
    """The first stem of an expression that carries a subject to its further ones and its field."""


@cache
def wordfields() -> WordFields:
    """Return the shipped word fields.

    Raises:
        ValueError: a line is not `name: words | words`; names file and line.
    """
    return parsed(sorted((data("config") / "lexicon" / "wordfields").glob("*.txt")))


def parsed(paths: Iterable[Path]) -> WordFields:
    """Return the word fields of these files: a field a line, `name: Dutch, words | English, words`."""
    names: list[str] = []
    single: dict[Language, dict[str, dict[int, float]]] = {language: defaultdict(dict) for language in LANGUAGES}
    several: dict[Language, dict[str, list[tuple[tuple[str, ...], int]]]]
    several = {language: defaultdict(list) for language in LANGUAGES}
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip() or line.startswith("#"):
                continue
            name, colon, rest = line.partition(":")
            sides = rest.split("|")
            if not colon or len(sides) != len(LANGUAGES):
                raise ValueError(f"{path.name}, line {number}: write `name: Dutch, words | English, words`")
            for language, side in zip(LANGUAGES, sides, strict=True):
                for entry in side.split(","):
                    said = entry.split()
                    parts = [word for word in said if word not in EMPTY]
                    strength = 1.0 if len(said) == 1 else LOOSE
                    for word in parts:
                        known = single[language][word]
                        known[len(names)] = max(strength, known.get(len(names), 0.0))
                    if len(parts) > 1:
                        first, *further = map(stem, parts)
                        several[language][first].append((tuple(further), len(names)))
            names.append(name.strip())
    return WordFields(
        tuple(names),
        {language: dict(table) for language, table in single.items()},
        {language: _by_stem(table) for language, table in single.items()},
        {language: {start: tuple(ends) for start, ends in table.items()} for language, table in several.items()},
    )


def _by_stem(table: Mapping[str, Fields]) -> dict[str, Fields]:
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for word, fields in table.items():
        known = found[stem(word)]
        for field, strength in fields.items():
            known[field] = max(strength, known.get(field, 0.0))
    return dict(found)


@lru_cache(maxsize=16_384)
def fields_of(text: str, language: str | None) -> Mapping[str, Fields]:
    """Return per word (its stem) or expression (its stems) of `text` that stands in a field: the fields.

    A word counts 1, a part of a compound `PART`, a word of an expression `LOOSE`; an expression counts 1 where all its
    words that carry a subject are there. Words of the other language are looked up where a text's own has none: posts
    mix the two.
    """
    order: tuple[Language, ...] = ("en", "nl") if language == "en" else LANGUAGES
    found: dict[str, Fields] = {}
    whole = words(text)
    roots = frozenset(stem(word) for word in whole)
    for word in whole:
        root = stem(word)
        if root in found or len(word) < 2 or word in EMPTY:
            continue
        for spoken in order:
            for further, field in wordfields().by_expression[spoken].get(root, ()):
                if roots.issuperset(further):
                    key = " ".join((root, *sorted(further)))
                    found[key] = {**found.get(key, {}), field: 1.0}
        fields = _of_word(word, order)
        if fields:
            found[root] = fields
    return found


@lru_cache(maxsize=200_000)
def _of_word(word: str, order: tuple[Language, ...]) -> Fields:
    known = wordfields()
    for language in order:
        exact, like = known.by_word[language].get(word, {}), known.by_stem[language].get(stem(word), {})
        if exact or like:
            return {field: max(exact.get(field, 0.0), like.get(field, 0.0)) for field in sorted({*exact, *like})}
    for cut in range(MIN_PART, len(word) - MIN_PART + 1):
        # From the longest second part on: the head of a compound, which says what kind of thing it is.
        head = known.by_stem["nl"].get(stem(word[cut:]))
        if head:
            first = _first(word[:cut])
            return {f: PART * max(head.get(f, 0.0), first.get(f, 0.0)) for f in sorted({*head, *first})}
    return {}


def _first(part: str) -> Fields:
    """Return the fields of the first part of a compound, with or without the letters that join it to the second."""
    known = wordfields().by_word["nl"]
    forms = (part, part.removesuffix("s"), part.removesuffix("en"), part.removesuffix("e"))
    return next((known[form] for form in forms if len(form) >= MIN_STEM and form in known), {})
