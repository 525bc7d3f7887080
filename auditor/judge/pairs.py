"""Pairs of a claim and a unit that stand out, read closely: their measures, cues and terms."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from auditor.judge.cues import Cues, read_cues
from auditor.judge.features import Field, Matrix, margins
from auditor.judge.head import Head, sigmoid
from auditor.judge.phrases import Language
from auditor.judge.terms import Terms, TermView, bearing, claim_terms, postponed, term_measures, unit_terms
from auditor.judge.units import Unit
from auditor.model import Candidate, Claim
from auditor.text.quantities import is_negated
from auditor.text.words import stem, stems

# The units per claim and source that are read closely. Of the written training pairs that any model could tell from
# the rest, all stand among the first six by affinity (benchmarks/quality/verifier.py).
PER_SOURCE: Final = 6
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


@dataclass(slots=True)
class _Reader:
    """Reads the cues and terms of a unit once."""

    units: Sequence[Unit]
    cues: dict[int, Cues]
    stated: dict[int, Terms]

    def read(self, k: int) -> tuple[Cues, Terms]:
        if k not in self.cues:
            self.cues[k] = read_cues(self.units[k].text, self.units[k].language)
            self.stated[k] = unit_terms(self.units[k])
        return self.cues[k], self.stated[k]


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
    reader = _Reader(units, {}, {})
    chosen = [
        (row, k)
        for row, claim in enumerate(claims)
        for k in _outstanding(scores[row], units, None if allowed is None else allowed[claim.id])
    ]
    rarity = _metric_rarity(reader.read(k)[1] for k in sorted({k for _, k in chosen}))
    claimed = {row: claim_terms(claims[row]) for row in sorted({row for row, _ in chosen})}
    made = []
    for row, k in chosen:
        cues, stated = reader.read(k)
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
        view = bearing(claimed[row], stated, told=told > 0.5, dated=cues.when > 0, language=language)
        if view.label not in ("conflict", "same", "compatible") and cues.delay:
            late = postponed(claimed[row], units[k], language=language)
            view = late if late.label == "conflict" else view
        measures |= {"told": told, **term_measures(claimed[row], stated, view, rarity)}
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


def _outstanding(scores: Matrix, units: Sequence[Unit], allowed: frozenset[int] | None) -> Iterator[int]:
    """Yield the units of each source with the highest scores; customers' words are counted apart."""
    taken: Counter[tuple[str, bool]] = Counter()
    for k in np.argsort(-scores, kind="stable").tolist():
        group = (units[k].source, units[k].by_org)
        if taken[group] < PER_SOURCE and (allowed is None or k in allowed):
            taken[group] += 1
            yield k


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

    `verbatim` is the share of words in common, 0 to 1; `denies` is 1 where one of the two denies and the other does not.
    """
    wanted = frozenset(stems(claim.text))
    share, nearest = max(
        ((_common(wanted, frozenset(stems(s.text))), -k) for k, s in enumerate(unit.statements)), default=(0.0, 0)
    )
    said = unit.statements[-nearest]
    denies = is_negated(claim.text, claim.language) != is_negated(said.text, said.language)
    return {"verbatim": share, "denies": float(denies)}


def _common(wanted: frozenset[str], said: frozenset[str]) -> float:
    return len(wanted & said) / max(len(wanted), len(said)) if wanted and said else 0.0


def _named(claim: Claim, unit: Unit, ignore: Collection[str]) -> float:
    """Whether the unit has a name that the claim gives: a word with a capital inside a sentence, in both."""
    names = {stem(name) for name in _NAME.findall(claim.text) if name.lower() not in ignore}
    return float(bool(names & {stem(name) for name in _CAPITAL.findall(unit.text)}))
