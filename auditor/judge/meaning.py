"""How near the words of a claim and a unit are in meaning, word by word.

A sentence vector says what a text is about as a whole; a post that shows a claim is often about something else as a
whole, and has one or two words that belong to the claim's ("jumper" to "clothes", "verloren spullen" to "gevonden
voorwerpen", "refund" to "terugbetaling"). Each word is embedded alone, and each word of the one text is held against
the nearest word of the other (the matching of BERTScore: Zhang et al., ICLR 2020, with vectors of single words).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from auditor.model import Encode
from auditor.text.overlap import function_words
from auditor.text.words import words

Matrix = NDArray[np.float32]

MEASURES: Final = ("sense", "sense_weight", "sense_back")
# Cosine below which two single words have nothing to do with each other.
_NOTHING: Final = 0.35
# Among fewer texts than this nothing can be told about how rare a word is.
_FEW: Final = 40


def senses(
    claims: Sequence[str], bodies: Sequence[str], encode: Encode, *, ignore: Collection[str] = ()
) -> Mapping[str, Matrix]:
    """Return measures of claims (rows) against bodies (columns), and how each stands among its row and its column.

    `sense` is the mean, over the claim's words, of the cosine with the nearest word of the body, `sense_back` the same
    from the body's side, `sense_weight` the sum of what lies above `_NOTHING`. Rare words weigh most. `<name>_row` and
    `<name>_column` are the same in standard deviations above the mean of the claim, and of the body.
    """
    left = [_subject(text, ignore) for text in claims]
    right = [_subject(text, ignore) for text in bodies]
    known_left, known_right = (sorted(set(chain.from_iterable(lines))) for lines in (left, right))
    if not known_left or not known_right:
        return with_standing({name: np.zeros((len(left), len(right)), np.float32) for name in MEASURES})
    rarity = _rarity(right)
    at_left = {word: k for k, word in enumerate(known_left)}
    at_right = {word: k for k, word in enumerate(known_right)}
    near = np.asarray(encode(known_left) @ encode(known_right).T, dtype=np.float32)
    there = _nearest(near, right, at_right)
    back = _nearest(near.T, left, at_left)
    weights_left, weights_right = _weights(left, at_left, rarity), _weights(right, at_right, rarity)
    total_left = np.maximum(weights_left.sum(axis=1, keepdims=True), 1e-6)
    total_right = np.maximum(weights_right.sum(axis=1, keepdims=True), 1e-6)
    measures = {
        "sense": weights_left @ there / total_left,
        "sense_weight": weights_left @ np.maximum(there - _NOTHING, 0),
        "sense_back": (weights_right @ back / total_right).T,
    }
    return with_standing({name: measures[name].astype(np.float32) for name in MEASURES})


def _subject(text: str, ignore: Collection[str]) -> tuple[str, ...]:
    """Return the words of `text` that carry a subject, each once."""
    found = (w for w in words(text) if len(w) > 1 and w not in ignore and w not in _EMPTY)
    return tuple(dict.fromkeys(found))


_EMPTY: Final = function_words("nl") | function_words("en")


def _rarity(lines: Sequence[tuple[str, ...]]) -> Mapping[str, float]:
    """Return per word the logarithm of (texts / texts that have it)."""
    seen: dict[str, int] = {}
    for word in chain.from_iterable(lines):
        seen[word] = seen.get(word, 0) + 1
    total = max(len(lines), _FEW) + 1
    return {word: float(np.log(total / (count + 1))) + 0.1 for word, count in seen.items()}


def _nearest(near: Matrix, lines: Sequence[tuple[str, ...]], at: Mapping[str, int]) -> Matrix:
    """Return per word (rows of `near`) and line the best cosine with a word of the line; 0 for a line without words."""
    by_word = np.ascontiguousarray(near.T)
    result = np.zeros((len(lines), near.shape[0]), dtype=np.float32)
    for k, line in enumerate(lines):
        if line:
            by_word[[at[word] for word in line]].max(axis=0, out=result[k])
    return np.ascontiguousarray(result.T)


def _weights(lines: Sequence[tuple[str, ...]], at: Mapping[str, int], rarity: Mapping[str, float]) -> Matrix:
    """Return lines x words: the weight of each word in its line. A word that no body has is as rare as can be."""
    rarest = max(rarity.values(), default=1.0)
    result = np.zeros((len(lines), len(at)), dtype=np.float32)
    for k, line in enumerate(lines):
        for word in line:
            result[k, at[word]] = rarity.get(word, rarest)
    return result


def with_standing(measures: Mapping[str, Matrix]) -> Mapping[str, Matrix]:
    """Return the measures, and each in standard deviations above the mean of its row and of its column."""
    rows = {f"{name}_row": _standing(matrix, axis=1) for name, matrix in measures.items()}
    columns = {f"{name}_column": _standing(matrix, axis=0) for name, matrix in measures.items()}
    return {**measures, **rows, **columns}


def _standing(values: Matrix, *, axis: int) -> Matrix:
    if not values.size:  # a channel without own messages: nothing stands anywhere
        return values
    mean, spread = values.mean(axis=axis, keepdims=True), values.std(axis=axis, keepdims=True)
    result: Matrix = ((values - mean) / np.maximum(spread, 1e-3)).astype(np.float32)
    return result
