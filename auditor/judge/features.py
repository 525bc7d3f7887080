"""What is measured of claims and units before anything is read closely: a field of claims (rows) and units (columns).

Similarities are never used as they are: they are set against how similar the claim is to everything else that is said
(`standing`) and how similar the unit is to every other claim (`rivalry`), so that another model with another range of
cosines gives features of the same size.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from auditor.judge.head import Head
from auditor.judge.units import Unit
from auditor.model import Claim, Encode
from auditor.text.overlap import overlap
from auditor.text.words import stem, words

Matrix = NDArray[np.float32]

# A rival further away than this (log-odds) is no rival.
_FAR: Final = 6.0
_LONG: Final = 25
_NAME: Final = re.compile(r"(?<=[\w,;:’'\"] )[A-Z][\w-]{2,}")
_CAPITAL: Final = re.compile(r"\b[A-Z][\w-]{2,}")
# Standard deviations above the mean similarity among claims.
_TWIN: Final = 3.0


@dataclass(frozen=True, slots=True)
class Field:
    """Claims against units, one matrix per measure."""

    cosine: Matrix
    measures: Mapping[str, Matrix]
    twins: NDArray[np.bool_]
    """Claims x claims: those that promise the same thing in other terms. They are no rivals for a unit."""


def field(claims: Sequence[Claim], units: Sequence[Unit], encode: Encode, *, ignore: Collection[str] = ()) -> Field:
    """Measure all claims against all units of all sources together. There is at least one of each."""
    texts = [claim.text for claim in claims]
    bodies = [unit.text for unit in units]
    rows = encode(texts)
    cosine = _cosines(rows, units, encode)
    spoken, written = [claim.language for claim in claims], [unit.language for unit in units]
    there = overlap(texts, bodies, ignore=ignore, left_languages=spoken, right_languages=written)
    back = overlap(bodies, texts, ignore=ignore, left_languages=written, right_languages=spoken)
    # Past this length a longer text says no more about the one thing it is compared with.
    length = np.fromiter((np.log1p(min(len(words(b)), _LONG)) for b in bodies), dtype=np.float32, count=len(bodies))
    measures = {
        # The background of a claim is what is said on the channels and what the other claims say.
        "standing": _standard(cosine, np.concatenate([cosine, _without_twins(rows @ rows.T)], axis=1), axis=1),
        "rivalry": _standard(cosine, np.concatenate([cosine, _typical(cosine)], axis=0), axis=0),
        "shared": there.share,
        "common": there.weight,
        "shared_words": there.count,
        "rarest": there.rarest,
        "named": _named(texts, bodies, ignore),
        "back": np.ascontiguousarray(back.share.T),
        "length": np.broadcast_to(length, cosine.shape),
    }
    return Field(cosine, measures, _twins(claims, rows @ rows.T))


def _named(texts: Sequence[str], bodies: Sequence[str], ignore: Collection[str]) -> Matrix:
    """Return 1 where a body has a name that stands in a text: a word with a capital inside the sentence."""
    own = frozenset(stem(word) for word in ignore)
    where: dict[str, list[int]] = {}
    for k, body in enumerate(bodies):
        for name in {stem(word) for word in _CAPITAL.findall(body)} - own:
            where.setdefault(name, []).append(k)
    result = np.zeros((len(texts), len(bodies)), dtype=np.float32)
    for row, text in enumerate(texts):
        for name in {stem(word) for word in _NAME.findall(text)}:
            result[row, where.get(name, [])] = 1
    return result


def _twins(claims: Sequence[Claim], among: Matrix) -> NDArray[np.bool_]:
    """Return which claims promise the same thing: nearer than almost all pairs, with a metric in common."""
    result = np.zeros(among.shape, dtype=np.bool_)
    if len(claims) < 3:
        return result
    upper = among[np.triu_indices(len(claims), 1)]
    near = (among - upper.mean()) / max(float(upper.std()), 1e-3) > _TWIN
    metrics = [frozenset(term.metric for term in claim.terms) for claim in claims]
    for i, j in np.argwhere(near).tolist():
        result[i, j] = i != j and bool(metrics[i] & metrics[j])
    return result


def affinity(found: Field, head: Head) -> Matrix:
    """Return the log-odds that claim and unit belong together, by the field's measures alone."""
    total = np.full(found.cosine.shape, head.bias, dtype=np.float32)
    for name, mean, spread, weight in zip(head.features, head.mean, head.spread, head.weights, strict=True):
        total += np.float32(weight) * np.clip((found.measures[name] - mean) / spread, -4, 4).astype(np.float32)
    return total


def margins(scores: Matrix, units: Sequence[Unit], twins: NDArray[np.bool_]) -> tuple[Matrix, Matrix]:
    """Return how far each score lies above its best rival: among the claims of its unit, and the units of its source.

    A unit seldom bears on more than one or two claims, and of many units that resemble a claim a little none bears on
    it. Customers' words compete with one another only, and twins among the claims not with each other.
    """
    among_claims = _lead(scores, axis=0)
    for row in np.flatnonzero(twins.any(axis=1)).tolist():
        rivals = np.delete(scores, np.append(np.flatnonzero(twins[row]), row), axis=0)
        best = rivals.max(axis=0) if len(rivals) else scores[row] - _FAR
        among_claims[row] = np.clip(scores[row] - best, -_FAR, _FAR)
    among_units = np.zeros_like(scores)
    groups: dict[tuple[str, bool], list[int]] = {}
    for k, unit in enumerate(units):
        groups.setdefault((unit.source, unit.by_org), []).append(k)
    for columns in groups.values():
        among_units[:, columns] = _lead(scores[:, columns], axis=1)
    return among_claims, among_units


def _lead(scores: Matrix, *, axis: int) -> Matrix:
    """Return each score minus the best other one along `axis`, at most `_FAR` either way."""
    if scores.shape[axis] < 2:
        return np.full_like(scores, _FAR)
    top = np.partition(scores, -2, axis=axis)
    second, first = np.split(np.take(top, [-2, -1], axis=axis), 2, axis=axis)
    rival = np.where(scores >= first, second, first)
    return np.clip(scores - rival, -_FAR, _FAR)


def _cosines(rows: Matrix, units: Sequence[Unit], encode: Encode) -> Matrix:
    """Return for each unit the mean of its best sentence's cosine and that of its sentences taken together."""
    vectors = encode([statement.text for unit in units for statement in unit.statements])
    sizes = np.fromiter((len(unit.statements) for unit in units), dtype=np.intp, count=len(units))
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp)
    best = np.maximum.reduceat(rows @ vectors.T, starts, axis=1)
    whole = np.add.reduceat(vectors, starts, axis=0)
    whole /= np.maximum(np.linalg.norm(whole, axis=1, keepdims=True), 1e-9)
    result: Matrix = ((best + rows @ whole.T) / 2).astype(np.float32)
    return result


def _without_twins(among: Matrix) -> Matrix:
    """Return the similarities among claims without those of near twins, which say nothing about the background."""
    return np.where(among > 0.75, np.nan, among)


def _typical(cosine: Matrix) -> Matrix:
    """Return two rows one standard deviation around the overall mean, a mild prior for organisations of few claims."""
    mean, spread = float(cosine.mean()), float(cosine.std())
    rows = [np.full(cosine.shape[1], mean - spread), np.full(cosine.shape[1], mean + spread)]
    return np.stack(rows).astype(np.float32)


def _standard(values: Matrix, background: Matrix, *, axis: int) -> Matrix:
    """Return `values` as standard deviations above the mean of `background` along `axis`."""
    mean = np.nanmean(background, axis=axis, keepdims=True)
    spread = np.maximum(np.nanstd(background, axis=axis, keepdims=True), 1e-3)
    result: Matrix = ((values - mean) / spread).astype(np.float32)
    return result
