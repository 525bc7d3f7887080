"""Words in common, weighted by how rare they are among the texts at hand: names and terms of the trade count most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from auditor.resources import lexicon
from auditor.text.words import kin, stem, words


def overlap(
    claims: Sequence[str],
    texts: Sequence[str],
    *,
    ignore: Collection[str] = (),
    languages: Sequence[str] = ("nl", "en"),
) -> NDArray[np.float32]:
    """Return claims x texts: the share, 0 to 1, of a claim's weight in words that a text has too.

    A word weighs the logarithm of (texts / texts that have it); a compound counts for its part and the other way round.
    """
    empty = frozenset(word for language in languages for word in function_words(language)) | {w.lower() for w in ignore}
    bags = [_stems(text, empty) for text in texts]
    wanted = [_stems(text, empty) for text in claims]
    lines: dict[str, list[int]] = defaultdict(list)
    for k, bag in enumerate(bags):
        for word in bag:
            lines[word].append(k)
    related = kin({word for bag in wanted for word in bag}, lines)
    result = np.zeros((len(claims), len(texts)), dtype=np.float32)
    total = len(texts) + 1
    for line, bag in enumerate(wanted):
        weights = 0.0
        for word in sorted(bag):
            best = np.zeros(len(texts), dtype=np.float32)
            seen = 1
            for other, strength in related[word]:
                at = lines[other]
                best[at] = np.maximum(best[at], strength)
                seen += len(at)
            weight = float(np.log(total / min(seen, total)) + 0.1)
            weights += weight
            result[line] += weight * best
        if weights:
            result[line] /= weights
    return result


def function_words(language: str) -> frozenset[str]:
    """Return the words of `language` that carry no subject of their own."""
    return frozenset(str(lexicon("relations", language).get("function_words", "")).split())


def _stems(text: str, without: Collection[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if word not in without and len(word) > 1)
