"""Find the phrases of a lexicon in a row of words, in one pass.

A phrase is a row of words as a communication professional writes it down in `config/lexicon/claims/*.yaml`:

    word     that word                  <n>     a number, in digits or in words
    word*    every word that begins so  <year>  a year
    *word    every word that ends so    ..      at most six words in between
    a|b      one of these words      ^  at the start of a phrase: only where the sentence starts
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from auditor.claims.wordlists import word_list

GAP: Final = 6
_WORD: Final = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]\w*(?:['’\-]\w+)*|[€£$%?!:;,.…]")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text as written (`shown`) and in lower case with straight apostrophes (`plain`)."""

    shown: tuple[str, ...]
    plain: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.plain)


def words(text: str) -> Words:
    """Split `text` into words, numbers and the marks that matter for the form of a sentence."""
    shown = tuple(_WORD.findall(text))
    return Words(shown, tuple(word.lower().replace("’", "'") for word in shown))


def is_number(word: str) -> bool:
    """Whether `word` is a number in digits or a number word."""
    return word[:1].isdigit() or word in word_list("numbers")


@dataclass(frozen=True, slots=True)
class _Element:
    """One place in a phrase: what may stand there."""

    exact: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    number: bool = False
    year: bool = False
    gap: bool = False

    def fits(self, word: str) -> bool:
        if word in self.exact:
            return True
        if self.number and is_number(word):
            return True
        if self.prefixes and word.startswith(self.prefixes):
            return True
        if self.suffixes and word.endswith(self.suffixes):
            return True
        return self.year and _YEAR.fullmatch(word) is not None


def _element(part: str) -> _Element:
    if part == "..":
        return _Element(gap=True)
    if part == "<n>":
        return _Element(number=True)
    if part == "<year>":
        return _Element(year=True)
    choices = part.lower().split("|")
    return _Element(
        exact=frozenset(choice for choice in choices if "*" not in choice),
        prefixes=tuple(choice[:-1] for choice in choices if choice.endswith("*")),
        suffixes=tuple(choice[1:] for choice in choices if choice.startswith("*")),
    )


class Phrases:
    """The compiled phrases of many signals; `find` names every signal that a row of words shows."""

    def __init__(self, signals: Mapping[str, Iterable[str]]) -> None:
        self._starts: dict[str, list[tuple[str, tuple[_Element, ...]]]] = {}
        self._stems: dict[str, list[tuple[str, tuple[_Element, ...]]]] = {}
        self._numbers: list[tuple[str, tuple[_Element, ...]]] = []
        self._endings: list[tuple[str, tuple[_Element, ...]]] = []
        self._opening: dict[str, list[tuple[_Element, ...]]] = {}
        for name, phrases in signals.items():
            for phrase in phrases:
                parts = str(phrase).split()
                if parts[0] == "^":
                    self._opening.setdefault(name, []).append(tuple(map(_element, parts[1:])))
                else:
                    self._add(name, tuple(map(_element, parts)))

    def _add(self, name: str, elements: tuple[_Element, ...]) -> None:
        first = elements[0]
        for word in first.exact:
            self._starts.setdefault(word, []).append((name, elements))
        for stem in first.prefixes:
            # Looked up by three letters, so that one pass over the words costs the same however long the lexicon is.
            self._stems.setdefault(stem[:3], []).append((name, elements))
        if first.number or first.year:
            self._numbers.append((name, elements))
        if first.suffixes:
            self._endings.append((name, elements))

    def find(self, plain: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Return for every signal that occurs the span (first word, one past the last) of its first occurrence."""
        found: dict[str, tuple[int, int]] = {}
        for name, phrases in self._opening.items():
            end = max((_match(elements, 0, plain, 0) for elements in phrases), default=-1)
            if end >= 0:
                found[name] = (0, end)
        for start, word in enumerate(plain):
            for name, elements in self._candidates(word):
                if name not in found and (end := _match(elements, 0, plain, start)) >= 0:
                    found[name] = (start, end)
        return found

    def _candidates(self, word: str) -> Iterator[tuple[str, tuple[_Element, ...]]]:
        yield from self._starts.get(word, ())
        yield from self._stems.get(word[:3], ())
        if is_number(word):
            yield from self._numbers
        yield from self._endings


def _match(elements: tuple[_Element, ...], index: int, plain: Sequence[str], at: int) -> int:
    """Return one past the last word of `elements[index:]` matched from `at`, or -1."""
    if index == len(elements):
        return at
    element = elements[index]
    if element.gap:
        for skip in range(GAP + 1):
            if at + skip >= len(plain) or (skip and plain[at + skip - 1] in ".?!"):
                return -1
            if (end := _match(elements, index + 1, plain, at + skip)) >= 0:
                return end
        return -1
    if at < len(plain) and element.fits(plain[at]):
        return _match(elements, index + 1, plain, at + 1)
    return -1
