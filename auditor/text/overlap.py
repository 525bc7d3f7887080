"""Words in common, weighted by how rare they are among the texts at hand: names and terms of the trade count most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from auditor.resources import lexicon
from auditor.text.words import kin, stem, words

# Among fewer texts than this nothing can be told about rarity; they are taken for a sample of as many.
_FEW: Final = 40


@dataclass(frozen=True, slots=True)
class Overlap:
    """What texts on the left (rows) have in common with texts on the right (columns)."""

    share: NDArray[np.float32]
    """Share, 0 to 1, of the left text's weight in words that the right text has too."""
    weight: NDArray[np.float32]
    """The weight of those words: a word weighs the logarithm of (right texts / right texts that have it)."""
    count: NDArray[np.float32]
    """How many they are; a compound and its part count for less than one."""


def overlap(
    left: Sequence[str],
    right: Sequence[str],
    *,
    ignore: Collection[str] = (),
    languages: Sequence[str] = ("nl", "en"),
) -> Overlap:
    """Return the words in common. `ignore` holds words that never count, such as the organisation's own name."""
    empty = frozenset(word for language in languages for word in function_words(language)) | {w.lower() for w in ignore}
    lines: dict[str, list[int]] = defaultdict(list)
    for k, text in enumerate(right):
        for word in _stems(text, empty):
            lines[word].append(k)
    at = {word: np.asarray(ks, dtype=np.intp) for word, ks in lines.items()}
    wanted = [_stems(text, empty) for text in left]
    related = kin({word for bag in wanted for word in bag}, at)
    shape = (len(left), len(right))
    share, weight, count = (np.zeros(shape, dtype=np.float32) for _ in range(3))
    total = max(len(right), _FEW) + 1
    for row, bag in enumerate(wanted):
        whole = 0.0
        for word in sorted(bag):
            ties = related[word]
            seen = 1 + sum(len(at[other]) for other, _ in ties)
            rarity = float(np.log(total / min(seen, total)) + 0.1)
            whole += rarity
            # From weak to strong, so that the strongest tie stands where a text has several relatives of the word.
            best = {}
            for other, strength in reversed(ties):
                best.update(dict.fromkeys(at[other].tolist(), strength))
            if best:
                ks = np.fromiter(best, dtype=np.intp, count=len(best))
                strengths = np.fromiter(best.values(), dtype=np.float32, count=len(best))
                weight[row, ks] += rarity * strengths
                count[row, ks] += strengths
        if whole:
            share[row] = weight[row] / whole
    return Overlap(share, weight, count)


def function_words(language: str) -> frozenset[str]:
    """Return the words of `language` that carry no subject of their own."""
    return frozenset(str(lexicon("relations", language).get("function_words", "")).split())


def _stems(text: str, without: Collection[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if word not in without and len(word) > 1)
