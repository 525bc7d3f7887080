"""What is measured of a claim and a unit before anything is decided.

Similarities are never used as they are: they are set against how similar the claim is to everything else that is said
(`standing`) and how similar the unit is to every other claim (`rivalry`), so that another model with another range of
cosines gives features of the same size.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.judge.units import Unit
from auditor.model import Claim, Encode
from auditor.text.overlap import overlap

_FEW: float = 20.0


@dataclass(frozen=True, slots=True)
class Field:
    """Claims (rows) against units (columns)."""

    cosine: NDArray[np.float32]
    standing: NDArray[np.float32]
    """How many standard deviations the unit lies above what the claim has with other units."""
    rivalry: NDArray[np.float32]
    """How many standard deviations the claim lies above what the unit has with other claims."""
    shared: NDArray[np.float32]
    """Share of the claim's weight in words that the unit has."""
    back: NDArray[np.float32]
    """Share of the unit's weight in words that the claim has."""


def field(claims: Sequence[Claim], units: Sequence[Unit], encode: Encode, *, ignore: Collection[str] = ()) -> Field:
    """Measure all claims against all units of all sources together."""
    texts = [claim.text for claim in claims]
    rows = encode(texts)
    cosine = _cosines(rows, units, encode)
    among = rows @ rows.T
    # The background of a claim is what is said on the channels and what the other claims say.
    standing = _standard(cosine, np.concatenate([cosine, _without_self(among)], axis=1), axis=1)
    rivalry = _standard(cosine, np.concatenate([cosine, _typical(cosine)], axis=0), axis=0)
    bodies = [unit.text for unit in units]
    return Field(
        cosine=cosine,
        standing=standing,
        rivalry=rivalry,
        shared=overlap(texts, bodies, ignore=ignore),
        back=overlap(bodies, texts, ignore=ignore).T,
    )


def _cosines(rows: NDArray[np.float32], units: Sequence[Unit], encode: Encode) -> NDArray[np.float32]:
    """Return for each unit the mean of its best sentence's cosine and that of its sentences taken together."""
    sentences = [statement.text for unit in units for statement in unit.statements]
    vectors = encode(sentences)
    sizes = np.fromiter((len(unit.statements) for unit in units), dtype=np.intp, count=len(units))
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp)
    single = rows @ vectors.T
    best = np.maximum.reduceat(single, starts, axis=1)
    whole = np.add.reduceat(vectors, starts, axis=0)
    whole /= np.maximum(np.linalg.norm(whole, axis=1, keepdims=True), 1e-9)
    result: NDArray[np.float32] = ((best + rows @ whole.T) / 2).astype(np.float32)
    return result


def _without_self(among: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the similarities among claims without those of near twins, which say nothing about the background."""
    return np.where(among > 0.75, np.nan, among)


def _typical(cosine: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return two rows one standard deviation around the overall mean, a mild prior for organisations of few claims."""
    mean, spread = float(cosine.mean()), float(cosine.std())
    return np.stack([np.full(cosine.shape[1], mean - spread), np.full(cosine.shape[1], mean + spread)]).astype(
        np.float32
    )


def _standard(values: NDArray[np.float32], background: NDArray[np.float32], *, axis: int) -> NDArray[np.float32]:
    """Return `values` as standard deviations above the mean of `background` along `axis`."""
    mean = np.nanmean(background, axis=axis, keepdims=True)
    spread = np.maximum(np.nanstd(background, axis=axis, keepdims=True), 1e-3)
    result: NDArray[np.float32] = ((values - mean) / spread).astype(np.float32)
    return result
