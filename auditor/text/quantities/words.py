"""The quantity words of one language: config/lexicon/quantities/<language>.yaml as sets and phrase tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from auditor.resources import lexicon

LANGUAGES: Final = ("nl", "en")
_PIECE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|[^\w\s]|_", re.UNICODE)


@cache
def plain(word: str) -> str:
    """Return `word` in lower case without accents: "één" and "Vóór" become "een" and "voor"."""
    decomposed = unicodedata.normalize("NFD", word.lower().replace("’", "'"))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


@cache
def listed(value: str | None) -> tuple[str, ...]:
    """Return the items of a comma list of the lexicon."""
    return tuple(item.strip().strip('"') for item in (value or "").split(",") if item.strip())


@cache
def plainly(value: str) -> frozenset[str]:
    """Return the items of a comma list in lower case without accents."""
    return frozenset(plain(item) for item in listed(value))


def pieces(phrase: str) -> tuple[str, ...]:
    """Return the words and signs of a phrase as the tokens of a text are compared."""
    return tuple(plain(p) for p in _PIECE.findall(phrase))


class Phrases:
    """A set of phrases that can be looked for from their first or their last word.

    An item that ends in `*` stands for every word that begins so, or holds it where it is long ("*" after "vergunning"
    also finds "bouwvergunning"). An item `a ... b` stands for b at most six words after a.
    """

    def __init__(self, items: Iterable[str]) -> None:
        self._first: dict[str, list[tuple[str, ...]]] = {}
        self._last: dict[str, list[tuple[str, ...]]] = {}
        self._gaps: dict[str, list[tuple[str, ...]]] = {}
        stems = []
        for item in items:
            if item.endswith("*"):
                stems.append(plain(item[:-1]))
                continue
            if " ... " in item:
                head, _, tail = item.partition(" ... ")
                self._gaps.setdefault(plain(head), []).append(pieces(tail))
                continue
            phrase = pieces(item)
            if phrase:
                self._first.setdefault(phrase[0], []).append(phrase)
                self._last.setdefault(phrase[-1], []).append(phrase)
        for table in (self._first, self._last):
            for found in table.values():
                found.sort(key=len, reverse=True)
        self._stems = tuple(sorted(set(stems)))
        self._starts = frozenset(self._first) | frozenset(self._gaps)
        self._inner = tuple(stem for stem in self._stems if len(stem) >= 6)
        self._known: dict[str, bool] = {}

    def _by_stem(self, word: str) -> bool:
        if not self._stems:
            return False
        known = self._known.get(word)
        if known is None:
            known = word.startswith(self._stems) or any(stem in word for stem in self._inner)
            if len(self._known) < 50_000:
                self._known[word] = known
        return known

    def at(self, words: tuple[str, ...], index: int) -> int:
        """Return how many words of the longest phrase that begins at `index` (0: none)."""
        if index >= len(words):
            return 0
        word = words[index]
        for phrase in self._first.get(word, ()):
            if words[index : index + len(phrase)] == phrase:
                return len(phrase)
        for tail in self._gaps.get(word, ()):
            for at in range(index + 1, min(index + 8, len(words))):
                if words[at : at + len(tail)] == tail:
                    return at + len(tail) - index
        return 1 if self._by_stem(word) else 0

    def ending(self, words: tuple[str, ...], end: int) -> int:
        """Return how many words of the longest phrase that ends before `end` (0: none)."""
        if end <= 0:
            return 0
        for phrase in self._last.get(words[end - 1], ()):
            if end >= len(phrase) and words[end - len(phrase) : end] == phrase:
                return len(phrase)
        return 1 if self._by_stem(words[end - 1]) else 0

    def found(self, words: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
        """Return (start, end) of every phrase in `words`, longest first at each place, without overlap."""
        if not self._may_stand_in(words):
            return ()
        spans = []
        index = 0
        while index < len(words):
            length = self.at(words, index)
            if length:
                spans.append((index, index + length))
            index += length or 1
        return tuple(spans)

    def any_in(self, words: tuple[str, ...]) -> bool:
        """Say whether one of the phrases stands in `words`."""
        return self._may_stand_in(words) and any(self.at(words, index) for index in range(len(words)))

    def _may_stand_in(self, words: tuple[str, ...]) -> bool:
        """Say quickly whether a first word of a phrase is there at all: in most texts none is."""
        return bool(self._stems) or not self._starts.isdisjoint(words)


@dataclass(frozen=True, slots=True)
class Words:
    """The lexicon of one language, ready to be looked up."""

    language: str
    numbers: Mapping[str, Any]
    units: Mapping[tuple[str, ...], str]
    longest_unit: int
    per: Mapping[str, Phrases]
    comparators: Mapping[str, Phrases]
    fillers: frozenset[str]
    after_fillers: frozenset[str]
    negation: Phrases
    harmless: Phrases
    denials: Phrases
    attain: Phrases
    refusals: Phrases
    slots: Phrases
    notice: Phrases
    visits: Phrases
    lifelong: Phrases
    unwanted: Phrases
    """What one wants less of: a larger share of it is no better service."""
    soft: Phrases
    aspirational: Phrases
    calendars: Mapping[str, Phrases]
    days: Mapping[str, int]
    short_days: frozenset[str]
    months: Mapping[str, int]
    channels: Mapping[str, Phrases]
    not_channels: Phrases
    conditions: Mapping[str, Phrases]
    metrics: Mapping[str, Phrases]
    free: Phrases
    part_price: Mapping[str, Phrases]
    ages: Mapping[str, Phrases]
    free_not: Phrases
    references: frozenset[str]
    reports: Mapping[str, Phrases]
    range_words: frozenset[str]
    triggers: frozenset[str]
    """Words without which a text that holds no digit holds no quantity either."""


def _tables(section: Mapping[str, Any], skip: tuple[str, ...] = ()) -> dict[str, Phrases]:
    return {
        name: Phrases(listed(items)) for name, items in section.items() if name not in skip and isinstance(items, str)
    }


def _triggers(raw: Mapping[str, Any], units: Mapping[tuple[str, ...], str]) -> frozenset[str]:
    """Return the number words, units and months."""
    tables = ("small", "tens", "scales", "other", "times", "fractions")
    found = {plain(str(word)) for table in tables for word in raw["numbers"][table]}
    found |= {phrase[-1] for phrase in units} | {plain(month) for month in raw["calendars"]["months"]}
    return frozenset((found | {"half", "halve"}) - {"een", "one", "p", "m", "x", "may", "sec"})


@cache
def words(language: str | None) -> Words:
    """Return the lexicon of `language`; of English for a language without one."""
    raw = lexicon("quantities", language if language in LANGUAGES else "en")
    units: dict[tuple[str, ...], str] = {}
    for name, items in raw["units"].items():
        for item in listed(items):
            units.setdefault(pieces(item), name)
    calendars = raw["calendars"]
    return Words(
        language=language if language in LANGUAGES else "en",
        numbers=raw["numbers"],
        units=units,
        longest_unit=max(map(len, units)),
        per=_tables(raw["per"]),
        comparators=_tables(raw["comparators"], ("fillers", "after_fillers")),
        fillers=frozenset(plain(w) for item in listed(raw["comparators"]["fillers"]) for w in pieces(item)),
        after_fillers=frozenset(plain(w) for w in listed(raw["comparators"]["after_fillers"])),
        negation=Phrases(listed(raw["negation"]["words"])),
        harmless=Phrases(listed(raw["negation"]["harmless"])),
        denials=Phrases(listed(raw["negation"]["denials"])),
        attain=Phrases(listed(raw["negation"]["attain"])),
        refusals=Phrases(listed(raw["negation"]["refusals"])),
        slots=Phrases(listed(raw["slots"])),
        notice=Phrases(listed(raw["notice"])),
        visits=Phrases(listed(raw["visits"])),
        lifelong=Phrases(listed(raw["lifelong"])),
        unwanted=Phrases(listed(raw["negation"]["unwanted"])),
        soft=Phrases(listed(raw["hedges"]["soft"])),
        aspirational=Phrases(listed(raw["hedges"]["aspirational"])),
        calendars=_tables(calendars),
        days={plain(day): number for day, number in calendars["days"].items()},
        short_days=frozenset(listed(calendars["day_abbreviations"])),
        months={plain(month): number for month, number in calendars["months"].items()},
        channels=_tables(raw["channels"], ("not_channels",)),
        not_channels=Phrases(listed(raw["channels"]["not_channels"])),
        conditions=_tables(raw["conditions"]),
        metrics=_tables(raw["metrics"]),
        free=Phrases(listed(raw["free"])),
        part_price=_tables(raw["part_price"]),
        ages=_tables(raw["ages"]),
        free_not=Phrases(listed(raw.get("free_not"))),
        references=frozenset(listed(raw["references"])),
        reports=_tables(raw["reports"]),
        range_words=frozenset(w for item in listed(raw["numbers"]["range"]) for w in pieces(item)),
        triggers=_triggers(raw, units),
    )
