"""Contradictions without a figure: what a claim says, a unit denies, or says the opposite of.

    We deliver in every village.        On the islands we do not deliver.     what both say, denied
    Our shops are open on Sundays.      On Sundays we are closed.             "closed" against "open"
    You get your money back.            A voucher instead of your money.      "voucher" against "money back"

They are measures among others: the verifier weighs them, and they give the reason why a unit speaks against a claim.
What is shared is told by stems, compounds and the bilingual concepts, so that a Dutch post meets an English claim.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Final, Literal

from auditor.judge.clauses import Clause, Hit, clauses
from auditor.text.comparison.concepts import concepts, meaning
from auditor.text.words import kin, stem

Line = tuple[str, str | None]
"""A sentence and its language."""

MEASURES: Final = ("denied", "opposites")

_LANGUAGES: Final = ("nl", "en")
# A tie by the concept of a word ("winkel", "shop") is nearly as good as one by its stem.
_CONCEPT: Final = 0.8
# Of fewer texts than this nothing can be told about how rare a word is; no word is without any weight.
_FEW: Final = 40
_LEAST: Final = 0.05
# Two pairs of opposites say as much as more of them.
_MOST: Final = 2.0
# What a clause has to deny of the claim before that is worth telling.
_TELLING: Final = 0.15


@dataclass(frozen=True, slots=True)
class Reason:
    """What stands against the claim: words of the unit, and the words of the claim that they meet."""

    how: Literal["opposite", "denied"]
    said: str
    claimed: str


@dataclass(frozen=True, slots=True)
class Opposition:
    """The measures of one pair by name, and the reason, if there is one."""

    measures: Mapping[str, float]
    reason: Reason | None


def oppositions(
    claims: Sequence[Line], units: Sequence[Sequence[Line]], chosen: Sequence[tuple[int, int]]
) -> tuple[Opposition, ...]:
    """Return for each chosen (claim, unit) how far the unit stands against the claim. A unit is its sentences.

    `denied` is the share of the claim's words, by how rare they are among the units, that one clause of the unit denies
    and the claim does not: 0 to 1. `opposites` counts the words of the unit whose opposite the claim has, each by how
    rare its kind is: 0 to `_MOST`. Neither counts where both sides deny the same.
    """
    said = {k: tuple(chain.from_iterable(clauses(*line) for line in units[k])) for k in sorted({k for _, k in chosen})}
    claimed = {row: clauses(*claims[row]) for row in sorted({row for row, _ in chosen})}
    ties = _Ties(tuple(claimed.values()), tuple(said.values()))
    return tuple(_opposition(claimed[row], said[k], ties) for row, k in chosen)


def _opposition(claim: Sequence[Clause], unit: Sequence[Clause], ties: _Ties) -> Opposition:
    opposites, agreed = _met(claim, unit)
    weight = math.fsum(ties.rarity_of_kind(axis) for axis in opposites)
    share, denied = _denied(claim, [clause for k, clause in enumerate(unit) if k not in agreed], ties)
    reason = denied if share >= _TELLING else None
    if opposites:
        # Of two that are as rare, the longer words tell more.
        reason = opposites[
            max(opposites, key=lambda axis: (ties.rarity_of_kind(axis), len(opposites[axis].claimed), axis))
        ]
    return Opposition({"denied": share, "opposites": min(weight, _MOST)}, reason)


def _met(claim: Sequence[Clause], unit: Sequence[Clause]) -> tuple[dict[str, Reason], set[int]]:
    """Return the opposites that meet, by their name, and which clauses agree with the claim by denying an opposite.

    Who names both sides ("mend, don't replace") may be said to oppose nothing.
    """
    sides: dict[tuple[str, int], Hit] = {(hit.axis, hit.meant): hit for clause in claim for hit in clause.hits}
    met: dict[str, Reason] = {}
    agreed: set[int] = set()
    if not sides:
        return met, agreed
    said = {(hit.axis, hit.meant) for clause in unit for hit in clause.hits}
    for k, clause in enumerate(unit):
        for hit in clause.hits:
            other = (hit.axis, 1 - hit.meant)
            if (hit.axis, hit.meant) in sides:
                agreed |= {k} if hit.denied else set()
            elif other in sides and other not in said:
                met.setdefault(hit.axis, Reason("opposite", hit.said, sides[other].said))
    return met, agreed


def _denied(claim: Sequence[Clause], unit: Sequence[Clause], ties: _Ties) -> tuple[float, Reason | None]:
    """Return the largest share of the claim that a clause denies, and the word and what denies it."""
    denying = [clause for clause in unit if clause.denial]
    if not denying:
        return 0.0, None
    wanted = tuple(dict.fromkeys(chain.from_iterable(clause.words for clause in claim)))
    negative = set(chain.from_iterable(clause.denied for clause in claim))
    affirmed = [word for word in wanted if word not in negative]
    total = math.fsum(map(ties.rarity, wanted)) or 1.0
    best, reason = 0.0, None
    for clause in denying:
        if any(ties.tie(word, clause.words) for word in negative):
            continue  # both deny it
        shared = {word: ties.rarity(word) * ties.tie(word, clause.words) for word in affirmed}
        share = math.fsum(shared.values()) / total
        if share > best:
            best = share
            reason = Reason("denied", clause.denial, max(shared, key=lambda word: (shared[word], word)))
    return best, reason


class _Ties:
    """Which words of the claims and the units go together, and how rare words and opposites are among the units."""

    def __init__(self, claims: Sequence[Sequence[Clause]], units: Sequence[Sequence[Clause]]) -> None:
        said = [frozenset(chain.from_iterable(clause.words for clause in unit)) for unit in units]
        known = frozenset(chain.from_iterable(said))
        wanted = {word for claim in claims for clause in claim for word in (*clause.words, *clause.lacking)}
        self._tied = _tied(wanted, known)
        self._total = max(len(units), _FEW) + 1
        seen = Counter(chain.from_iterable(said))
        self._rarity = {
            word: self._rare(sum(seen[form] for form, strength in tied.items() if strength >= _CONCEPT))
            for word, tied in self._tied.items()
        }
        kinds = Counter(axis for unit in units for axis in {hit.axis for clause in unit for hit in clause.hits})
        self._kinds = {axis: self._rare(count) for axis, count in kinds.items()}

    def rarity(self, word: str) -> float:
        """Return how rare a word of a claim, or what it is tied to, is among the units: 0.05 to 1."""
        return self._rarity[word]

    def rarity_of_kind(self, axis: str) -> float:
        """Return how rare words of a pair of opposites are among the units."""
        return self._kinds[axis]

    def tie(self, word: str, said: Collection[str]) -> float:
        """Return the strength of the strongest tie between `word` and what is said, 0 without any."""
        tied = self._tied[word]
        return max((tied.get(other, 0.0) for other in said), default=0.0)

    def _rare(self, count: int) -> float:
        return max(math.log(self._total / (1 + count)) / math.log(self._total), _LEAST)


def _tied(wanted: Collection[str], known: Collection[str]) -> dict[str, dict[str, float]]:
    """Return for each wanted word the known ones it goes with, and how strongly."""
    by_stem: dict[str, list[str]] = defaultdict(list)
    by_concept: dict[int, list[str]] = defaultdict(list)
    for word in sorted(known):
        by_stem[stem(word)].append(word)
        for concept in _senses(word):
            by_concept[concept].append(word)
    related = kin({stem(word) for word in wanted}, by_stem.keys())
    ties = {}
    for word in sorted(wanted):
        tied = {other: _CONCEPT for concept in _senses(word) for other in by_concept[concept]}
        for near, strength in related[stem(word)]:
            for form in by_stem[near]:
                tied[form] = max(strength, tied.get(form, 0.0))
        ties[word] = tied
    return ties


@cache
def _senses(word: str) -> frozenset[int]:
    """Return the concepts of a word in either language, without those that say little by themselves."""
    found = [meaning(word, language) for language in _LANGUAGES]
    return frozenset(chain.from_iterable(m.concepts for m in found if m.whole)) - concepts().actions
