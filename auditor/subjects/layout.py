"""Points on a plane whose distances are those of the vectors, as far as a plane allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROUNDS: Final = 120


def plane(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return n points, coordinates -1 to 1, for n unit vectors; the same for the same vectors.

    Starts from the two principal components and then moves the points until their distances are nearest to one minus
    the cosine (SMACOF: De Leeuw, "Applications of convex analysis to multidimensional scaling", 1977). Each axis
    points so that its farthest point is positive; the first axis is the longer one.
    """
    n = len(rows)
    if n < 2:
        return np.zeros((n, 2))
    wanted = np.clip(1 - rows @ rows.T, 0, None)
    points = _principal(rows)
    if n > 2:
        for _ in range(_ROUNDS):
            points = _step(points, wanted)
        points = _principal(points)
    most = float(np.abs(points).max())
    return points / most if most > 0 else points


def _step(points: NDArray[np.float64], wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the points after one Guttman transform, which never makes the fit worse."""
    now = np.linalg.norm(points[:, None] - points[None], axis=2)
    ratio = np.divide(wanted, now, out=np.zeros_like(wanted), where=now > 1e-9)
    pull = -ratio
    np.fill_diagonal(pull, 0)
    np.fill_diagonal(pull, -pull.sum(axis=1))
    moved: NDArray[np.float64] = pull @ points / len(points)
    return moved


def _principal(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the rows on their two principal axes."""
    centred = rows - rows.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    points: NDArray[np.float64] = centred @ axes[:2].T
    if points.shape[1] < 2:
        points = np.hstack([points, np.zeros((len(points), 2 - points.shape[1]))])
    for axis in range(2):
        farthest = int(np.argmax(np.abs(points[:, axis])))
        if points[farthest, axis] < 0:
            points[:, axis] = -points[:, axis]
    return points
