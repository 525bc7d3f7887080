"""The statistics of reply times: percentiles by their definition, the Wilson interval, the error budget."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, Literal, get_args

from auditor.model import ErrorBudget

Percentile = Literal["nearest-rank", "lower", "linear"]
"""`nearest-rank`: the smallest value that at least the share of all do not exceed (ours, docs/webcare.md). `lower`: the
value at index floor(share x (n - 1)), without interpolation. `linear`: between that value and the next one in
proportion, as spreadsheets do. They differ in small numbers, so figures of another program can only be compared by its
own definition.
"""
PERCENTILES: Final[tuple[Percentile, ...]] = get_args(Percentile)

# The two-sided 95 % point of the normal distribution.
_Z: Final = 1.959963984540054
# Nine decimals are finer than any share of a whole number of cases, and coarser than what floating point adds to it.
_SHARE_DIGITS: Final = 9


def percentile(values: Sequence[float], share: float, definition: Percentile = "nearest-rank") -> float | None:
    """Return the percentile of `values` at `share` (0 to 1); None where there are none."""
    if not values:
        return None
    ordered = sorted(values)
    if definition == "nearest-rank":
        return ordered[max(1, math.ceil(round(share * len(ordered), _SHARE_DIGITS))) - 1]
    at = round(share * (len(ordered) - 1), _SHARE_DIGITS)
    below = math.floor(at)
    if definition == "lower" or below == at:
        return ordered[below]
    return ordered[below] + (at - below) * (ordered[below + 1] - ordered[below])


def median(values: Sequence[float], definition: Percentile = "nearest-rank") -> float | None:
    """Return the median of `values`; None where there are none.

    The mean of the middle two where their number is even, as everybody expects. Only `lower` takes the lower of them.
    """
    return percentile(values, 0.5, "lower" if definition == "lower" else "linear")


def wilson(within: int, n: int) -> tuple[float, float]:
    """Return the Wilson 95 % interval of a share, `n` at least 1.

    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212.
    """
    share, square = within / n, _Z * _Z
    centre = (share + square / (2 * n)) / (1 + square / n)
    half = _Z / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    return round(max(0.0, centre - half), 4), round(min(1.0, centre + half), 4)


def budget(within: int, n: int, target: float) -> ErrorBudget:
    """Return what the target leaves room for, and how much of it was used; `n` at least 1."""
    allowed = round(1 - target, _SHARE_DIGITS)
    return ErrorBudget(
        allowed=round(allowed, 4),
        used=round((n - within) / n, 4),
        room=math.floor(round(allowed * n, _SHARE_DIGITS)),
        misses=n - within,
    )


def rounded(minutes: float | None) -> float | None:
    """Return minutes to one decimal."""
    return None if minutes is None else round(minutes, 1)
