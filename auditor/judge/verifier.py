"""Verifiers: how a unit probably relates to a claim, as probabilities with the reasons that weighed most."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from auditor.judge.pairs import Pair
from auditor.resources import data


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a verifier thinks of a pair, terms aside.

    `related` is the probability that the unit is about the very thing the claim says; `shows`, given that it is
    related, that it reports something done rather than only saying it again; `against`, given that it is related,
    that it says the opposite. `reasons` are the measures that weighed most, largest first, with their weight in
    log-odds.
    """

    related: float
    shows: float
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
class Head:
    """A logistic model on named measures, each scaled by the mean and spread of the training data."""

    features: tuple[str, ...]
    mean: tuple[float, ...]
    spread: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    def log_odds(self, measures: Mapping[str, float]) -> tuple[float, tuple[tuple[str, float], ...]]:
        """Return the log-odds and the share of each feature in it."""
        parts = tuple(
            (name, weight * (min(max((measures[name] - mean) / spread, -4.0), 4.0)))
            for name, mean, spread, weight in zip(self.features, self.mean, self.spread, self.weights, strict=True)
        )
        return self.bias + math.fsum(part for _, part in parts), parts


class PairClassifier:
    """The verifier that is shipped: three logistic models on the measures of a pair (config/models/verifier.json)."""

    name = "embedded"

    def __init__(self, weights: Mapping[str, Any]) -> None:
        self.revision = str(weights["revision"])
        self._heads = {name: _head(entry) for name, entry in weights["heads"].items()}

    def opinions(self, pairs: Sequence[Pair]) -> tuple[Opinion, ...]:
        """Return one opinion per pair."""
        return tuple(self._opinion(pair) for pair in pairs)

    def _opinion(self, pair: Pair) -> Opinion:
        related, reasons = self._heads["related"].log_odds(pair.measures)
        shows, _ = self._heads["shows"].log_odds(pair.measures)
        against, _ = self._heads["against"].log_odds(pair.measures)
        top = tuple(sorted(reasons, key=lambda part: (-abs(part[1]), part[0]))[:3])
        return Opinion(sigmoid(related), sigmoid(shows), sigmoid(against), top)


def sigmoid(log_odds: float) -> float:
    """Return the probability of log-odds, safe at both ends."""
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, log_odds))))


@cache
def embedded() -> PairClassifier:
    """Return the shipped verifier."""
    path = data("config") / "models" / "verifier.json"
    return PairClassifier(json.loads(path.read_text(encoding="utf-8")))


def _head(entry: Mapping[str, Any]) -> Head:
    return Head(
        features=tuple(entry["features"]),
        mean=tuple(entry["mean"]),
        spread=tuple(entry["spread"]),
        weights=tuple(entry["weights"]),
        bias=float(entry["bias"]),
    )
