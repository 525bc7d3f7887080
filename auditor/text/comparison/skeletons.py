"""Two texts that are the same sentence but for their figures: what a changed fact looks like in any language."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from auditor.text.quantities.numbers import digits, number_at
from auditor.text.quantities.reading import Reading
from auditor.text.quantities.words import plain

_ALIKE: Final = 0.92  # share of equal words; "Via Facebook" for "Via Instagram" in a short sentence lies below it
_FEWEST: Final = 6  # words of both texts together: of fewer, one word can be all that is said


@dataclass(frozen=True, slots=True)
class Skeletons:
    """Whether two texts have the same words around their figures, and where the figures differ.

    `differ` holds the token places, in A and in B, of the figures that are not equal.
    """

    alike: bool
    words_equal: bool = False
    differ: tuple[tuple[int, int], ...] = ()


def _split(reading: Reading) -> tuple[Counter[str], list[tuple[float, int]]]:
    """Return the words of a text without its figures, and the figures with their places."""
    bones: Counter[str] = Counter()
    figures: list[tuple[float, int]] = []
    line, language = reading.line, reading.line.lexicon.language
    index = 0
    while index < len(line):
        token = line.tokens[index]
        number = number_at(line, index)
        if number is not None and number.certain:
            figures.append((number.value, index))
            index = number.end
            continue
        if token.kind == "number":
            value = digits(token.text, language)
            figures += (
                [(value, index)] if value is not None else [(float(p), index) for p in re.findall(r"\d+", token.text)]
            )
        elif token.kind == "word":
            bones[plain(token.text)] += 1
        index += 1
    return bones, figures


def skeletons(a: Reading, b: Reading) -> Skeletons:
    """Compare the words around the figures of two texts."""
    words_a, words_b = len(a.line), len(b.line)
    if not words_a or not words_b or max(words_a, words_b) > 1.5 * min(words_a, words_b) + 3:
        return Skeletons(alike=False)
    (bones_a, figures_a), (bones_b, figures_b) = _split(a), _split(b)
    total = sum(bones_a.values()) + sum(bones_b.values())
    if total < _FEWEST or 2 * sum((bones_a & bones_b).values()) < _ALIKE * total:
        return Skeletons(alike=False)
    if len(figures_a) != len(figures_b):
        return Skeletons(alike=False)
    differ = tuple((i, j) for (x, i), (y, j) in zip(figures_a, figures_b, strict=True) if x != y)
    return Skeletons(alike=True, words_equal=bones_a == bones_b, differ=differ)
