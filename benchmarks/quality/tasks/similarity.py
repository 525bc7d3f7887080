"""How well the cosine of the embedded encoder goes along with what people call similar (STS benchmark, nl and en)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.bootstrap import interval
from benchmarks.quality.figures import Bench, Figure

_FAST = 300


def run(bench: Bench) -> tuple[Figure, ...]:
    """Return Spearman's rank correlation on the test split of each language, and across the two."""
    sides = {language: bench.rows(f"stsb_multi_mt/stsb_{language}_test.jsonl") for language in ("nl", "en")}
    sides = {language: bench.some(rows, _FAST) for language, rows in sides.items()}
    figures = [_figure(bench, name, sides[name], sides[name]) for name in ("nl", "en")]
    english = {row["id"]: row for row in sides["en"]}
    both = [row for row in sides["nl"] if row["id"] in english]
    figures.append(_figure(bench, "nl-en", both, [english[row["id"]] for row in both]))
    return tuple(figures)


def _figure(bench: Bench, name: str, left: list[dict[str, str]], right: list[dict[str, str]]) -> Figure:
    first = bench.encode([row["sentence1"] for row in left])
    second = bench.encode([row["sentence2"] for row in right])
    cosine = np.einsum("ij,ij->i", first.astype(np.float64), second.astype(np.float64))
    people = np.array([float(row["score"]) for row in left])

    def drawn(k: NDArray[np.intp]) -> float:
        return spearman(cosine[k], people[k])

    return Figure(f"sts.{name}_spearman", spearman(cosine, people), len(left), interval(len(left), drawn, rounds=300))


def spearman(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """Return Spearman's rank correlation, with the mean rank for ties."""
    return float(np.corrcoef(_ranks(a), _ranks(b))[0, 1])


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    means = last - (counts - 1) / 2
    ranks: NDArray[np.float64] = means[inverse]
    return ranks
