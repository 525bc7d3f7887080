"""Scores over labelled items, and how far chance may move them (percentile bootstrap, fixed seed).

Efron & Tibshirani, An Introduction to the Bootstrap (1993), chapter 13: items are drawn with replacement and the score
is computed again; the 2.5th and 97.5th percentiles bound the interval.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Interval = tuple[float, float]
Score = Callable[[NDArray[np.intp]], float]

SEED: Final = 20
ROUNDS: Final = 1000


def interval(n: int, score: Score, *, rounds: int = ROUNDS, seed: int = SEED) -> Interval | None:
    """Return the 95 % interval of `score`, a function of the indices drawn; None for fewer than two items."""
    if n < 2:
        return None
    rng = np.random.default_rng(seed)
    scores = [score(rng.integers(0, n, n)) for _ in range(rounds)]
    low, high = np.percentile(scores, [2.5, 97.5])
    return float(low), float(high)


def accuracy(gold: Sequence[str], guess: Sequence[str]) -> float:
    """Return the share of items with the right label."""
    return sum(g == p for g, p in zip(gold, guess, strict=True)) / len(gold) if gold else 0.0


def f1(tp: float, fp: float, fn: float) -> float:
    """Return the harmonic mean of precision and recall from counts; 0 where nothing was found and nothing wanted."""
    return 2 * tp / (2 * tp + fp + fn) if tp else 0.0


def label_f1(gold: Sequence[str], guess: Sequence[str], label: str) -> float:
    """Return the F1 of one label."""
    pairs = list(zip(gold, guess, strict=True))
    tp = sum(g == label == p for g, p in pairs)
    return f1(tp, sum(p == label != g for g, p in pairs), sum(g == label != p for g, p in pairs))


def macro_f1(gold: Sequence[str], guess: Sequence[str]) -> float:
    """Return the mean F1 over the labels that occur in `gold`."""
    labels = sorted(set(gold))
    return sum(label_f1(gold, guess, label) for label in labels) / len(labels) if labels else 0.0


def recall(gold: Sequence[str], guess: Sequence[str], label: str) -> float:
    """Return the share of the items of a label that were found."""
    found = [g == p for g, p in zip(gold, guess, strict=True) if g == label]
    return sum(found) / len(found) if found else 0.0


def precision(gold: Sequence[str], guess: Sequence[str], label: str) -> float:
    """Return the share of the items called `label` that are."""
    right = [g == p for g, p in zip(gold, guess, strict=True) if p == label]
    return sum(right) / len(right) if right else 0.0


Labelled = Callable[[Sequence[str], Sequence[str]], float]


def over_labels(gold: Sequence[str], guess: Sequence[str], score: Labelled) -> tuple[float, Interval | None]:
    """Return a score of two label sequences with its interval."""
    golden, guessed = np.array(gold), np.array(guess)

    def drawn(k: NDArray[np.intp]) -> float:
        return score(golden[k].tolist(), guessed[k].tolist())

    return score(gold, guess), interval(len(gold), drawn)
