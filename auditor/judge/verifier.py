"""Verifiers: whether a unit bears on a claim and goes against it, with the reasons that weighed most."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Protocol

from auditor.judge.head import Head, head
from auditor.judge.pairs import Pair
from auditor.resources import data

_WORTH_EXPLAINING: Final = 0.1


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a verifier thinks of a pair.

    `related` is the probability that the unit is about the very thing the claim says; `against`, given that it is
    related, that it says the opposite. `reasons` are the measures that weighed most in `related`, largest first, with
    their share of the log-odds.
    """

    related: float
    against: float
    reasons: tuple[tuple[str, float], ...] = ()


class Verifier(Protocol):
    """Gives an opinion on pairs. `revision` changes whenever its opinions may change."""

    name: str
    revision: str

    def opinions(self, pairs: Sequence[Pair]) -> tuple[Opinion, ...]:
        """Return one opinion per pair, in the same order."""
        ...


@dataclass(frozen=True, slots=True)
class Weights:
    """The models of config/models/verifier.json.

    `affinity` uses what is measured of all claims and units; `form` tells reports from general statements; `related`
    and `against` judge the pairs that were read closely.
    """

    revision: str
    affinity: Head
    form: Head
    related: Head
    against: Head


class PairClassifier:
    """The verifier that is shipped: logistic models on the measures of a pair."""

    name = "embedded"

    def __init__(self, weights: Weights) -> None:
        self.revision = weights.revision
        self._weights = weights

    def opinions(self, pairs: Sequence[Pair]) -> tuple[Opinion, ...]:
        """Return one opinion per pair; reasons are worked out where there is something to explain."""
        rows = [pair.measures for pair in pairs]
        both = zip(self._weights.related.chances(rows), self._weights.against.chances(rows), rows, strict=True)
        return tuple(
            Opinion(related, against, self._reasons(row) if related >= _WORTH_EXPLAINING else ())
            for related, against, row in both
        )

    def _reasons(self, row: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
        parts = self._weights.related.parts(row)
        return tuple(sorted(parts, key=lambda part: (-abs(part[1]), part[0]))[:3])


@cache
def shipped() -> Weights:
    """Return the weights that are shipped."""
    path = data("config") / "models" / "verifier.json"
    return weights(json.loads(path.read_text(encoding="utf-8")))


def weights(entry: Mapping[str, Any]) -> Weights:
    """Return the weights of a weights file."""
    return Weights(str(entry["revision"]), **{name: head(entry["heads"][name]) for name in entry["heads"]})
