"""Pairs of a claim and a unit that stand out, read closely: their measures, cues and terms."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from auditor.judge.cues import Cues, read_cues
from auditor.judge.features import Field, Matrix, margins
from auditor.judge.head import Head, sigmoid
from auditor.judge.phrases import Language
from auditor.judge.terms import (
    Terms,
    TermView,
    bearing,
    claim_terms,
    postponed,
    story_measures,
    talks,
    term_measures,
    unit_channels,
    unit_terms,
)
from auditor.judge.units import Unit
from auditor.model import Candidate, Claim
from auditor.text.quantities import is_negated
from auditor.text.words import stem, stems

# The units per claim and source that are read closely. Of the written training pairs that any model could tell from
# the rest, all stand among the first six by affinity (benchmarks/quality/verifier.py).
PER_SOURCE: Final = 6
# Log-odds by the field alone, below which a pair is not read: of those that bear on a claim one in fifty is lost.
HOPELESS: Final = -6.0
_FEW: Final = 40
_NAME: Final = re.compile(r"(?<=[\w,;:’'\"] )[A-Z][\w-]{2,}")
_CAPITAL: Final = re.compile(r"\b[A-Z][\w-]{2,}")


@dataclass(frozen=True, slots=True)
class Pair:
    """One claim, one unit that may bear on it, and their measures by name."""

    claim: Claim
    unit: Unit
    cosine: float
    measures: Mapping[str, float]
    cues: Cues
    told: float
    """The probability that the unit tells of something done, rather than saying how things are."""
    terms: TermView


class _Reader:
    """Reads the cues and terms of a unit once, and only of units that a claim asks for."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._cues: dict[int, Cues] = {}
        self._stated: dict[int, Terms] = {}
        self._placed: dict[int, Terms] = {}

    def cues(self, k: int) -> Cues:
        if k not in self._cues:
            self._cues[k] = read_cues(self._units[k].text, self._units[k].language)
        return self._cues[k]

    def terms(self, k: int) -> Terms:
        if k not in self._stated:
            self._stated[k] = unit_terms(self._units[k])
        return self._stated[k]

    def placed_terms(self, k: int) -> Terms:
        """Return the terms of a unit with the channels that it names."""
        if k not in self._placed:
            self._placed[k] = replace(self.terms(k), channels=unit_channels(self._units[k]))
        return self._placed[k]


def pairs(  # noqa: PLR0913 - the two sides, what was measured of them, and two models
    claims: Sequence[Claim],
    units: Sequence[Unit],
    found: Field,
    scores: Matrix,
    form: Head,
    *,
    language: Language,
    ignore: Collection[str] = (),
    candidates: Mapping[str, Sequence[Candidate]] | None = None,
) -> tuple[Pair, ...]:
    """Return the pairs worth reading closely, in the order of claims and units.

    They are the `PER_SOURCE` units of each source with the highest of `scores` for a claim, and nothing else than
    `candidates` names where that is given. `ignore` are words that never count as a name. `form` tells reports from
    general statements.
    """
    among_claims, among_units = margins(scores, units, found.twins)
    allowed = None if candidates is None else _allowed(units, candidates)
    reader = _Reader(units)
    groups = _groups(units)
    chosen = [
        (row, k)
        for row, claim in enumerate(claims)
        for k in _outstanding(scores[row], groups, None if allowed is None else allowed[claim.id])
    ]
    rarity = _metric_rarity(reader.terms(k) for k in sorted({k for _, k in chosen}))
    claimed = {row: claim_terms(claims[row]) for row in sorted({row for row, _ in chosen})}
    made = []
    for row, k in chosen:
        cues = reader.cues(k)
        stated = reader.placed_terms(k) if talks(claimed[row]) else reader.terms(k)
        measures = {name: float(matrix[row, k]) for name, matrix in found.measures.items()}
        measures |= {
            "affinity": float(scores[row, k]),
            "claim_margin": float(among_claims[row, k]),
            "unit_margin": float(among_units[row, k]),
            **wording(claims[row], units[k]),
            "named": _named(claims[row], units[k], ignore),
            **cues.measures(),
        }
        told = sigmoid(form.log_odds(measures))
        view = bearing(claimed[row], stated, told=told > 0.5, dated=cues.once > 0, language=language)
        if view.label not in ("conflict", "same", "compatible") and cues.delay:
            late = postponed(claimed[row], units[k], language=language)
            view = late if late.label == "conflict" else view
        measures |= {
            "told": told,
            **term_measures(claimed[row], stated, view, rarity),
            **story_measures(claimed[row], view, cues, told=told > 0.5),
        }
        made.append(Pair(claims[row], units[k], float(found.cosine[row, k]), measures, cues, told, view))
    return tuple(made)


def _allowed(units: Sequence[Unit], candidates: Mapping[str, Sequence[Candidate]]) -> dict[str, frozenset[int]]:
    """Return per claim id the units that hold one of its candidates."""
    column = {(s.source, s.id): k for k, unit in enumerate(units) for s in unit.statements}
    places: dict[str, frozenset[int]] = defaultdict(frozenset)
    for name, group in candidates.items():
        keys = [(c.statement.source, c.statement.id) for c in group]
        places[name] = frozenset(column[key] for key in keys if key in column)
    return places


def _groups(units: Sequence[Unit]) -> tuple[NDArray[np.intp], ...]:
    """Return the columns of each source, the organisation's words and other people's apart."""
    columns: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for k, unit in enumerate(units):
        columns[unit.source, unit.by_org].append(k)
    return tuple(np.asarray(group, dtype=np.intp) for group in columns.values())


def _outstanding(scores: Matrix, groups: Sequence[NDArray[np.intp]], allowed: frozenset[int] | None) -> Iterator[int]:
    """Yield the units of each group with the highest scores, best first, that are not hopeless."""
    for columns in groups:
        likely = columns[scores[columns] > HOPELESS]
        if allowed is not None:
            likely = likely[[k in allowed for k in likely.tolist()]]
        best = likely[np.argsort(-scores[likely], kind="stable")[:PER_SOURCE]]
        yield from best.tolist()


def _metric_rarity(stated: Iterator[Terms]) -> dict[str, float]:
    """Return how rare each metric is among the units: the logarithm of (units / units that state it)."""
    seen: Counter[str] = Counter()
    total = 1
    for terms in stated:
        total += 1
        seen.update({item.term.metric for item in terms.stated})
    return {metric: math.log(max(total, _FEW) / (count + 1)) for metric, count in seen.items()}


def wording(claim: Claim, unit: Unit) -> dict[str, float]:
    """Return how the sentence of the unit that is nearest to the claim in words stands to it.

    `verbatim` is the share of words in common, 0 to 1; `denies` is 1 where one of the two denies something and the
    other does not.
    """
    wanted = _stems(claim.text)
    share, nearest = max(((_common(wanted, _stems(s.text)), -k) for k, s in enumerate(unit.statements)))
    said = unit.statements[-nearest]
    return {
        "verbatim": share,
        "denies": float(_denies(claim.text, claim.language) != _denies(said.text, said.language)),
    }


def _common(wanted: frozenset[str], said: frozenset[str]) -> float:
    return len(wanted & said) / max(len(wanted), len(said)) if wanted and said else 0.0


@lru_cache(maxsize=65_536)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stems(text))


@lru_cache(maxsize=65_536)
def _denies(text: str, language: str | None) -> bool:
    return is_negated(text, language)


def _named(claim: Claim, unit: Unit, ignore: Collection[str]) -> float:
    """Whether the unit has a name that the claim gives: a word with a capital inside a sentence, in both."""
    names = {stem(name) for name in _NAME.findall(claim.text) if name.lower() not in ignore}
    return float(bool(names & {stem(name) for name in _CAPITAL.findall(unit.text)}))
