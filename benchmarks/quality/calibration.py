"""Is the audit right as often as it says? Reliability table and expected calibration error.

Naeini, Cooper & Hauskrecht, Obtaining Well Calibrated Probabilities Using Bayesian Binning (AAAI 2015): items are put
in bins by their confidence; the error is the mean distance between confidence and share right, weighted by the size of
the bin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.bootstrap import interval
from benchmarks.quality.figures import Figure

BINS: Final = 10


class Sure(NamedTuple):
    """How sure the audit was of an answer, 0 to 1, and whether it was right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence lies in [low, high): how many, how sure on average, and the share that is right."""

    low: float
    high: float
    n: int
    confidence: float
    right: float


def bins(items: Sequence[Sure], count: int = BINS) -> tuple[Bin, ...]:
    """Return the bins that hold any item; a confidence of 1 belongs to the last."""
    found = []
    for k in range(count):
        low, high = k / count, (k + 1) / count
        inside = [item for item in items if min(int(item.confidence * count), count - 1) == k]
        if inside:
            n = len(inside)
            mean = sum(item.confidence for item in inside) / n
            found.append(Bin(low, high, n, mean, sum(item.right for item in inside) / n))
    return tuple(found)


def expected_error(items: Sequence[Sure], count: int = BINS) -> float:
    """Return the expected calibration error, 0 to 1; 0 for no items."""
    return sum(b.n * abs(b.confidence - b.right) for b in bins(items, count)) / len(items) if items else 0.0


def reliability(items: Sequence[Sure]) -> list[dict[str, Any]]:
    """Return the bins as rows for the results."""
    return [{key: round(value, 4) for key, value in asdict(b).items()} for b in bins(items)]


def error_figure(name: str, items: Sequence[Sure]) -> Figure:
    """Return the expected calibration error as a figure."""

    def drawn(k: NDArray[np.intp]) -> float:
        return expected_error([items[i] for i in k])

    return Figure(name, expected_error(items), len(items), interval(len(items), drawn, rounds=300), better="lower")
