"""Vectors that belong together: groups around the densest places, the same for the same vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Dense places are looked for in a sample of this size: the search compares every pair.
_SAMPLE: Final = 1500
# Two vectors are neighbours when they are nearer than this share of all pairs. It is relative, so that it holds for any
# model, whose cosines may all be high or all be low.
_NEAR: Final = 0.92
_ROUNDS: Final = 12


def groups(rows: NDArray[np.float32], limit: int) -> list[NDArray[np.intp]]:
    """Return the members (indices into `rows`) of each group, the largest first; every row is in one.

    Groups start at the rows with most neighbours that no earlier group has, and are then drawn to their own middle
    (spherical k-means). Nothing is random.

    Args:
        rows: n unit vectors.
        limit: at most so many groups; n vectors make about the square root of n / 1.5.
    """
    n = len(rows)
    if n == 0:
        return []
    wanted = max(1, min(limit, round((n / 1.5) ** 0.5)))
    vectors = rows.astype(np.float64)
    centres = _dense_places(vectors[np.unique(np.linspace(0, n - 1, min(n, _SAMPLE)).astype(np.intp))], wanted)
    belongs = np.zeros(n, dtype=np.intp)
    for _ in range(_ROUNDS):
        now = np.argmax(vectors @ centres.T, axis=1)
        moved = not np.array_equal(now, belongs)
        belongs = now
        kept = [vectors[belongs == k].sum(axis=0) for k in range(len(centres)) if (belongs == k).any()]
        centres = np.stack([_unit(total) for total in kept])
        belongs = np.argmax(vectors @ centres.T, axis=1)
        if not moved:
            break
    found = [np.flatnonzero(belongs == k) for k in range(len(centres))]
    return sorted((group for group in found if len(group)), key=lambda group: (-len(group), int(group[0])))


def _dense_places(sample: NDArray[np.float64], wanted: int) -> NDArray[np.float64]:
    """Return the middles of the densest neighbourhoods, at most `wanted`, each row in one of them."""
    near = sample @ sample.T
    pairs = near[np.triu_indices(len(sample), k=1)]
    radius = float(np.quantile(pairs, _NEAR)) if len(pairs) else 1.0
    neighbours = near >= radius
    np.fill_diagonal(neighbours, val=True)
    free = np.ones(len(sample), dtype=bool)
    centres: list[NDArray[np.float64]] = []
    while free.any() and len(centres) < wanted:
        counts = np.where(free, (neighbours & free).sum(axis=1), 0)
        group = neighbours[int(np.argmax(counts))] & free
        centres.append(_unit(sample[group].sum(axis=0)))
        free &= ~group
    return np.stack(centres)


def _unit(row: NDArray[np.float64]) -> NDArray[np.float64]:
    length = float(np.linalg.norm(row))
    return row / length if length else row
