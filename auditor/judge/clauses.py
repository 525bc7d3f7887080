"""Clauses of a sentence with what they deny, and the words in them that have an opposite.

The words are those of config/lexicon/opposition: phrases parted by commas, in which `*` stands for letters at the end
of a word and `...` for up to five words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from auditor.resources import lexicon
from auditor.text.overlap import function_words
from auditor.text.words import cleaned, words

_LANGUAGES: Final = ("nl", "en")
_EMPTY: Final = function_words("nl") | function_words("en")
_SENTENCE: Final = re.compile(r"(?<=[.!?…])\s+")
# A clause ends where a new subject, a reason or a denial begins: "dear, and we never", "a person and no menu".
_CLAUSE: Final = re.compile(
    r"[;:,()–—]|\s-\s"
    r"|\s(?=(?:maar|want|omdat|zodat|terwijl|hoewel|dus|but|because|so that|while|although)\s)"
    r"|\s(?=(?:en|and)\s(?:geen|niet|nooit|no|not|never|nothing"
    r"|we|wij|je|jij|u|hij|zij|ze|er|dat|dit|het|you|they|he|she|it|there|that|this)\s)",
    re.IGNORECASE,
)
_GAP: Final = 5
_Tokens = tuple[str, ...]
_Sides = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A word on one of the two sides of a pair of opposites."""

    axis: str
    """The name of the pair in the lexicon."""
    side: int
    said: str
    """The words, with the one that denies them."""
    denied: bool

    @property
    def meant(self) -> int:
        """Return the side it stands on: "not free" is on the side of what costs."""
        return 1 - self.side if self.denied else self.side


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause, as far as it may stand against another."""

    words: _Tokens
    """The words that carry a subject, each once, in order."""
    denial: str
    """What denies the whole of it, or nothing."""
    lacking: _Tokens
    """The words that follow a "without" or an "instead of"."""
    hits: tuple[Hit, ...]

    @property
    def denied(self) -> _Tokens:
        """Return the words that are not so."""
        return self.words if self.denial else self.lacking


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a phrase stands: its first word, the word after its last, and the sides it is on."""

    start: int
    end: int
    sides: _Sides
    gap: bool


@lru_cache(maxsize=65_536)
def clauses(text: str, language: str | None) -> tuple[Clause, ...]:
    """Return the clauses of `text`. Without a language that has a lexicon, the words of all count."""
    known = (language,) if language in _LANGUAGES else _LANGUAGES
    return tuple(
        _clause(words(part), known, asks=sentence.rstrip().endswith("?"))
        for sentence in _SENTENCE.split(cleaned(text))
        for part in _CLAUSE.split(sentence)
        if words(part)
    )


def _clause(tokens: _Tokens, languages: Sequence[str], *, asks: bool) -> Clause:
    denial = ""
    lacking: list[str] = []
    hits: dict[tuple[str, int], Hit] = {}
    for language in languages:
        book = _book(language)
        masked = _masked(tokens, book["seems"])
        lacks = list(book["lacks"].find(masked))
        # A question or a case denies nothing: "if you can't come", "geen auto?".
        case = asks or tokens[0] in book["cases"].single
        denials = [] if case else list(book["denies"].find(masked))
        if lacks and denials:  # "nothing without": two denials affirm
            denials, lacks = [], []
        if denials and not denial:
            denial = _said(tokens, denials[0])
        lacking += [w for place in lacks for w in tokens[place.end : place.end + _GAP] if w not in _EMPTY]
        narrow = book["determiners"].single
        for place in book["opposites"].find(tokens):
            denier = _denier(tokens, place, denials, lacks, narrow)
            said = _quoted(tokens, place, denier)
            for axis, side in place.sides:
                hits.setdefault((axis, side), Hit(axis, side, said, denier is not None))
    subject = dict.fromkeys(word for word in tokens if word not in _EMPTY and len(word) > 1)
    return Clause(tuple(subject), denial, tuple(lacking), tuple(hits.values()))


def _denier(
    tokens: _Tokens, place: _Place, denials: Sequence[_Place], lacks: Sequence[_Place], narrow: Collection[str]
) -> _Place | None:
    """Return what denies the phrase at `place`: a word like "no" what follows it closely, "not" the whole clause."""
    for denial in (*denials, *lacks):
        if place.start <= denial.start < place.end:
            return None  # part of the phrase itself: "not included"
    for denial in (*denials, *lacks):
        follows = 0 <= place.start - denial.end < _GAP
        if follows or (denial in denials and _said(tokens, denial) not in narrow):
            return denial
    return None


def _said(tokens: _Tokens, place: _Place) -> str:
    """Return a phrase as it is quoted: of one with a gap, the words on both sides of it."""
    said = tokens[place.start : place.end]
    return f"{said[0]} … {said[-1]}" if place.gap and len(said) > 2 else " ".join(said)


def _quoted(tokens: _Tokens, place: _Place, denier: _Place | None) -> str:
    """Return the phrase and what denies it in the order of the text, with dots for what stands between."""
    if denier is None:
        return _said(tokens, place)
    first, last = sorted((place, denier), key=lambda p: p.start)
    between = " " if last.start <= first.end else " … "
    return f"{_said(tokens, first)}{between}{_said(tokens, last)}"


def _masked(tokens: _Tokens, seems: _Phrases) -> _Tokens:
    """Return the words without those that look like a denial and are none."""
    masked = list(tokens)
    for place in seems.find(tokens):
        masked[place.start : place.end] = [""] * (place.end - place.start)
    return tuple(masked)


class _Phrases:
    """Phrases that are looked up word by word, the longest first."""

    def __init__(self, entries: Mapping[_Tokens, _Sides]) -> None:
        self.single = frozenset(entry[0] for entry in entries if len(entry) == 1)
        self._exact: dict[str, list[tuple[_Tokens, _Sides]]] = defaultdict(list)
        self._begun: dict[str, list[tuple[_Tokens, _Sides]]] = defaultdict(list)
        for entry, sides in sorted(entries.items(), key=lambda item: (-len(item[0]), item[0])):
            if entry[0].endswith("*"):
                self._begun[entry[0][:2]].append((entry, sides))
            else:
                self._exact[entry[0]].append((entry, sides))

    def find(self, tokens: _Tokens) -> Iterator[_Place]:
        """Yield where phrases stand. No word is read twice, but for those in the gap of a phrase."""
        if not self._begun and self._exact.keys().isdisjoint(tokens):
            return
        free = 0
        for at, word in enumerate(tokens):
            entries = self._exact.get(word, []) + self._begun.get(word[:2], [])
            if at < free or not entries:
                continue
            place = _stands(entries, tokens, at)
            if place:
                yield place
                free = at if place.gap else place.end


def _stands(entries: Sequence[tuple[_Tokens, _Sides]], tokens: _Tokens, at: int) -> _Place | None:
    """Return the first of the entries that stands at that place."""
    for entry, sides in entries:
        end = _match(entry, tokens, at)
        if end:
            return _Place(at, end, sides, "..." in entry)
    return None


def _match(entry: _Tokens, tokens: _Tokens, at: int) -> int:
    """Return the place after the phrase that begins at `at`, 0 where it does not stand there."""
    for k, part in enumerate(entry):
        if part == "...":
            rest = entry[k + 1 :]
            return next((end for gap in range(_GAP + 1) if (end := _match(rest, tokens, at + gap))), 0)
        if at >= len(tokens) or not (tokens[at] == part or (part[-1] == "*" and tokens[at].startswith(part[:-1]))):
            return 0
        at += 1
    return at


@cache
def _book(language: str) -> Mapping[str, _Phrases]:
    raw = lexicon("opposition", language)
    plain = ("denies", "determiners", "lacks", "seems", "cases")
    book = {kind: _Phrases(dict.fromkeys(_listed(str(raw[kind])), ())) for kind in plain}
    sides: dict[_Tokens, set[tuple[str, int]]] = defaultdict(set)
    for entry in _listed(str(raw["skips"])):
        sides[entry] = set()
    for axis, line in raw["opposites"].items():
        for side, part in enumerate(str(line).split("|")):
            for entry in _listed(part):
                sides[entry].add((axis, side))
    book["opposites"] = _Phrases({entry: tuple(sorted(found)) for entry, found in sides.items()})
    return book


def _listed(text: str) -> Iterator[_Tokens]:
    for phrase in text.split(","):
        entry = tuple(phrase.split())
        if entry:
            yield entry
