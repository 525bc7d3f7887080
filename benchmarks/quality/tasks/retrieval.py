"""Evidence retrieval: among the sentences of a cited page, does one that supports the claim stand in the first five?

The ranking takes the two views by which auditor.match finds candidates, vectors and words in common, each in standard
deviations above the page's mean, and adds them. Nothing is fitted.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.bootstrap import interval
from benchmarks.quality.figures import Bench, Figure

FILE: Final = "wice/dev.jsonl"
_FAST: Final = 40


def run(bench: Bench) -> tuple[Figure, ...]:
    """Return recall at 1 and 5 over the claims that have supporting sentences, and that of each view alone."""
    rows = [row for row in bench.rows(FILE) if any(row["supporting_sentences"])]
    rows = bench.some(rows, _FAST)
    first = {view: np.array([_first(row, view, bench) for row in rows]) for view in ("both", "words", "vectors")}
    return (
        _figure("wice.recall_at_5", first["both"] < 5),
        _figure("wice.recall_at_1", first["both"] < 1),
        _figure("wice.recall_at_5_words", first["words"] < 5),
        _figure("wice.recall_at_5_vectors", first["vectors"] < 5),
    )


def _first(row: dict[str, Any], view: str, bench: Bench) -> int:
    """Return the rank, from 0, of the first supporting sentence."""
    from auditor.text.overlap import overlap

    sentences = row["evidence"]
    score = np.zeros(len(sentences))
    if view != "words":
        score += _standing(bench.encode(sentences) @ bench.encode([row["claim"]])[0])
    if view != "vectors":
        score += _standing(overlap([row["claim"]], sentences).share[0])
    wanted = {index for group in row["supporting_sentences"] for index in group}
    order = np.argsort(-score, kind="stable")
    return next(rank for rank, index in enumerate(order) if int(index) in wanted)


def _standing(values: NDArray[np.float32]) -> NDArray[np.float64]:
    wide = values.astype(np.float64)
    standing: NDArray[np.float64] = (wide - wide.mean()) / (wide.std() or 1.0)
    return standing


def _figure(name: str, hit: NDArray[np.bool_]) -> Figure:
    def drawn(k: NDArray[np.intp]) -> float:
        return float(hit[k].mean())

    return Figure(name, float(hit.mean()), len(hit), interval(len(hit), drawn))
