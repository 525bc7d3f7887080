"""Boosted trees on named measures, read from a weights file and explained measure by measure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_LEAF: Final = -1


@dataclass(frozen=True)
class Forest:
    """For each class the sum of shallow trees, added to a baseline; the softmax of the sums are the probabilities.

    A tree is a list of nodes `(feature, threshold, left, right, value)`; the first is the root, and a leaf has the
    feature -1. A measure of at most the threshold goes left. The value of an inner node is what the tree would say
    without looking further, so that each step on the way down says what the measure it looked at was worth (the
    decomposition of Saabas, 2014).
    """

    classes: tuple[str, ...]
    features: tuple[str, ...]
    baseline: tuple[float, ...]
    trees: tuple[tuple[tuple[tuple[float, ...], ...], ...], ...]
    """Per class its trees."""

    def chances(self, rows: Sequence[Mapping[str, float]]) -> list[tuple[float, ...]]:
        """Return the probabilities of the classes, in their order, for each of many rows of measures."""
        if not rows:
            return []
        table = np.array([[row[name] for name in self.features] for row in rows])
        sums = [
            [base + math.fsum(line) for line in self._values(table, name).tolist()]
            for base, name in zip(self.baseline, self.classes, strict=True)
        ]
        return [softmax(row) for row in zip(*sums, strict=True)]

    def parts(self, measures: Mapping[str, float], name: str) -> dict[str, float]:
        """Return the share of each feature that was looked at in the log-odds of class `name` against the first."""
        shares: dict[str, float] = {}
        for kind, sign in ((name, 1.0), (self.classes[0], -1.0)):
            for tree in self.trees[self.classes.index(kind)]:
                node = tree[0]
                while node[0] != _LEAF:
                    feature = self.features[int(node[0])]
                    then = tree[int(node[2] if measures[feature] <= node[1] else node[3])]
                    shares[feature] = shares.get(feature, 0.0) + sign * (then[4] - node[4])
                    node = then
        return shares

    def _values(self, table: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        """Return rows x trees: the leaf value of each tree of class `name`."""
        nodes, depth = self._packed[name]
        rows = np.arange(len(table))[:, None]
        which = np.arange(nodes.shape[0])[None, :]
        at = np.zeros((len(table), nodes.shape[0]), dtype=np.intp)
        for _ in range(depth):
            here = nodes[which, at]
            leaf = here[..., 0] == _LEAF
            measured = table[rows, np.where(leaf, 0, here[..., 0]).astype(np.intp)]
            then = np.where(measured <= here[..., 1], here[..., 2], here[..., 3]).astype(np.intp)
            at = np.where(leaf, at, then)
        values: NDArray[np.float64] = nodes[which, at, 4]
        return values

    @cached_property
    def _packed(self) -> Mapping[str, tuple[NDArray[np.float64], int]]:
        """Return per class the nodes of its trees in one block, padded to the largest, and the greatest depth."""
        packed = {}
        for name, trees in zip(self.classes, self.trees, strict=True):
            block = np.full((len(trees), max(map(len, trees)), 5), _LEAF, dtype=np.float64)
            for k, tree in enumerate(trees):
                block[k, : len(tree)] = tree
            packed[name] = (block, max(_depth(tree) for tree in trees))
        return packed


def forest(entry: Mapping[str, Any]) -> Forest:
    """Return the forest that is written as `entry` in a weights file."""
    return Forest(
        classes=tuple(entry["classes"]),
        features=tuple(entry["features"]),
        baseline=tuple(entry["baseline"]),
        trees=tuple(tuple(tuple(tuple(node) for node in tree) for tree in trees) for trees in entry["trees"]),
    )


def softmax(sums: Sequence[float]) -> tuple[float, ...]:
    """Return probabilities in proportion to the exponentials of `sums`."""
    top = max(sums)
    powers = [math.exp(value - top) for value in sums]
    return tuple(power / math.fsum(powers) for power in powers)


def _depth(tree: Sequence[Sequence[float]], at: int = 0) -> int:
    node = tree[at]
    return 0 if node[0] == _LEAF else 1 + max(_depth(tree, int(node[2])), _depth(tree, int(node[3])))
