"""Verifiers: whether a unit shows, repeats or contradicts a claim, with the reasons that weighed most."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Any, Final, Protocol

from auditor.judge.head import Choice, Head, choice, head
from auditor.judge.pairs import Pair
from auditor.judge.trees import Forest, forest
from auditor.resources import data

RELATIONS: Final = ("shows", "repeats", "conflicts")

Reasons = tuple[tuple[str, float], ...]
"""Names of measures, each with its share of the log-odds; the largest first."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a verifier thinks of a pair: the probability that the unit shows, repeats or contradicts the claim.

    The three exclude one another; what is left to 1 is that the unit has nothing to do with the claim.
    """

    shows: float
    repeats: float
    conflicts: float
    explain: Callable[[], Reasons] = field(default=tuple, repr=False, compare=False)
    """Works out the reasons. Of thousands of pairs few are ever explained."""

    @property
    def reasons(self) -> Reasons:
        """Return the measures that weighed most in the likeliest of the three, with their share of its log-odds."""
        return self.explain()

    @property
    def related(self) -> float:
        """Return the probability that the unit is about the very thing the claim says."""
        return self.shows + self.repeats + self.conflicts

    @property
    def against(self) -> float:
        """Return the probability that, given that it is related, the unit says the opposite."""
        return self.conflicts / self.related if self.related else 0.0

    def scaled(self, related: float, against: float | None = None) -> Opinion:
        """Return the opinion with another probability of being related, and if given of being against."""
        conflicts = related * (self.against if against is None else against)
        agrees = self.shows + self.repeats
        share = self.shows / agrees if agrees else 0.5
        left = max(0.0, related - conflicts)
        return replace(self, shows=left * share, repeats=left * (1 - share), conflicts=conflicts)


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

    `affinity` uses what is measured of all claims and units; `form` tells reports from general statements; `relation`
    and `trees` judge the pairs that were read closely, and the mean of both counts.
    """

    revision: str
    affinity: Head
    form: Head
    relation: Choice
    trees: Forest


class PairClassifier:
    """The verifier that is shipped: a multinomial logistic model and boosted trees on the measures of a pair.

    The logistic model knows what speaks for and against in general, the trees what does so only together (a name in
    common in a report; a denial in the same words). The mean of the two was better than either on organisations held
    out.
    """

    name = "embedded"

    def __init__(self, weights: Weights) -> None:
        self.revision = weights.revision
        self._line, self._trees = weights.relation, weights.trees

    def opinions(self, pairs: Sequence[Pair]) -> tuple[Opinion, ...]:
        """Return one opinion per pair."""
        rows = [pair.measures for pair in pairs]
        both = zip(rows, self._line.chances(rows), self._trees.chances(rows), strict=True)
        return tuple(self._opinion(row, [(a + b) / 2 for a, b in zip(*found, strict=True)]) for row, *found in both)

    def _opinion(self, row: Mapping[str, float], chances: Sequence[float]) -> Opinion:
        found = dict(zip(self._line.classes, chances, strict=True))
        likeliest = max(RELATIONS, key=lambda name: found[name])
        return Opinion(found["shows"], found["repeats"], found["conflicts"], partial(self._reasons, row, likeliest))

    def _reasons(self, row: Mapping[str, float], likeliest: str) -> Reasons:
        shares = self._trees.parts(row, likeliest)
        for name, share in self._line.parts(row, likeliest).items():
            shares[name] = (shares.get(name, 0.0) + share) / 2
        return tuple(sorted(shares.items(), key=lambda part: (-abs(part[1]), part[0]))[:3])


@cache
def shipped() -> Weights:
    """Return the weights that are shipped."""
    path = data("config") / "models" / "verifier.json"
    return weights(json.loads(path.read_text(encoding="utf-8")))


def weights(entry: Mapping[str, Any]) -> Weights:
    """Return the weights of a weights file."""
    heads = entry["heads"]
    return Weights(
        str(entry["revision"]),
        head(heads["affinity"]),
        head(heads["form"]),
        choice(heads["relation"]),
        forest(heads["trees"]),
    )
