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
# Rows that go down the trees together: as many as stay in a processor's cache.
_BLOCK: Final = 512


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
        chances: list[tuple[float, ...]] = []
        for first in range(0, len(table), _BLOCK):
            block = table[first : first + _BLOCK]
            sums = [
                [base + math.fsum(line) for line in self._values(block, name).tolist()]
                for base, name in zip(self.baseline, self.classes, strict=True)
            ]
            chances += [softmax(row) for row in zip(*sums, strict=True)]
        return chances

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
        packed = self._packed[name]
        rows = np.arange(0, table.size, table.shape[1], dtype=np.intp)[:, None]
        at = np.broadcast_to(packed.roots, (len(table), len(packed.roots)))
        for _ in range(packed.depth):
            low = np.take(table, rows + packed.feature[at]) <= packed.threshold[at]
            at = packed.after[2 * at + ~low]
        return packed.value[at]

    @cached_property
    def _packed(self) -> Mapping[str, _Packed]:
        return {name: _pack(trees) for name, trees in zip(self.classes, self.trees, strict=True)}


@dataclass(frozen=True, slots=True)
class _Packed:
    """The trees of a class as one list of nodes. A leaf is followed by itself, whatever is measured."""

    roots: NDArray[np.intp]
    feature: NDArray[np.intp]
    threshold: NDArray[np.float64]
    after: NDArray[np.intp]
    """Two per node: where a measure of at most the threshold leads, and where a higher one does."""
    value: NDArray[np.float64]
    depth: int


def _pack(trees: Sequence[Sequence[Sequence[float]]]) -> _Packed:
    roots = np.cumsum([0, *map(len, trees)])
    nodes = np.array([node for tree in trees for node in tree], dtype=np.float64)
    offset = np.repeat(roots[:-1], np.diff(roots))
    leaf = nodes[:, 0] == _LEAF
    itself = np.arange(len(nodes))
    after = np.stack([np.where(leaf, itself, offset + nodes[:, side].astype(np.intp)) for side in (2, 3)], axis=1)
    return _Packed(
        roots=roots[:-1].astype(np.intp),
        feature=np.where(leaf, 0, nodes[:, 0]).astype(np.intp),
        threshold=np.ascontiguousarray(nodes[:, 1]),
        after=after.astype(np.intp).ravel(),
        value=np.ascontiguousarray(nodes[:, 4]),
        depth=max(_depth(tree) for tree in trees),
    )


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
