"""Logistic models on named measures, with weights that a person can read."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from auditor.judge.trees import softmax


@dataclass(frozen=True, slots=True)
class Head:
    """Weights per feature, each feature scaled by the mean and spread of the training data and cut at four spreads."""

    features: tuple[str, ...]
    mean: tuple[float, ...]
    spread: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    def parts(self, measures: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
        """Return the share of each feature in the log-odds."""
        return tuple(
            (name, weight * min(max((measures[name] - mean) / spread, -4.0), 4.0))
            for name, mean, spread, weight in zip(self.features, self.mean, self.spread, self.weights, strict=True)
        )

    def log_odds(self, measures: Mapping[str, float]) -> float:
        """Return the log-odds."""
        return self.bias + math.fsum(part for _, part in self.parts(measures))

    def chances(self, rows: Sequence[Mapping[str, float]]) -> list[float]:
        """Return the probability of each of many rows of measures."""
        if not rows:
            return []
        table = np.array([[row[name] for name in self.features] for row in rows])
        cut = np.clip((table - np.array(self.mean)) / np.array(self.spread), -4.0, 4.0)
        # Row by row, for a product of matrices may add in another order on another machine.
        return [sigmoid(self.bias + math.fsum(line)) for line in (cut * np.array(self.weights)).tolist()]


@dataclass(frozen=True, slots=True)
class Choice:
    """A multinomial logistic model on named measures: one row of weights and one bias per class.

    The first class is what is left where none of the others holds.
    """

    classes: tuple[str, ...]
    features: tuple[str, ...]
    mean: tuple[float, ...]
    spread: tuple[float, ...]
    weights: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]

    def chances(self, rows: Sequence[Mapping[str, float]]) -> list[tuple[float, ...]]:
        """Return the probabilities of the classes, in their order, for each of many rows of measures."""
        if not rows:
            return []
        table = np.array([[row[name] for name in self.features] for row in rows])
        cut = np.clip((table - np.array(self.mean)) / np.array(self.spread), -4.0, 4.0)
        # Row by row, for a product of matrices may add in another order on another machine.
        sums = (
            [bias + math.fsum(line) for line in (cut * np.array(weights)).tolist()]
            for weights, bias in zip(self.weights, self.bias, strict=True)
        )
        return [softmax(row) for row in zip(*sums, strict=True)]

    def parts(self, measures: Mapping[str, float], name: str) -> dict[str, float]:
        """Return the share of each feature in the log-odds of class `name` against the first class."""
        chosen, nothing = self.weights[self.classes.index(name)], self.weights[0]
        return {
            feature: (a - b) * min(max((measures[feature] - mean) / spread, -4.0), 4.0)
            for feature, mean, spread, a, b in zip(self.features, self.mean, self.spread, chosen, nothing, strict=True)
        }


def head(entry: Mapping[str, Any]) -> Head:
    """Return the head that is written as `entry` in a weights file."""
    return Head(
        features=tuple(entry["features"]),
        mean=tuple(entry["mean"]),
        spread=tuple(entry["spread"]),
        weights=tuple(entry["weights"]),
        bias=float(entry["bias"]),
    )


def choice(entry: Mapping[str, Any]) -> Choice:
    """Return the multinomial model that is written as `entry` in a weights file."""
    return Choice(
        classes=tuple(entry["classes"]),
        features=tuple(entry["features"]),
        mean=tuple(entry["mean"]),
        spread=tuple(entry["spread"]),
        weights=tuple(tuple(row) for row in entry["weights"]),
        bias=tuple(entry["bias"]),
    )


def sigmoid(log_odds: float) -> float:
    """Return the probability of log-odds, safe at both ends."""
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, log_odds))))


def log_odds(probability: float) -> float:
    """Return the log-odds of a probability, finite at both ends."""
    safe = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(safe / (1 - safe))
