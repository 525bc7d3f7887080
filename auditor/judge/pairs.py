"""Pairs of a claim and a unit that stand out, read closely: their measures, cues and terms."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from auditor.judge.cues import Cues, read_cues
from auditor.judge.features import Field, Matrix, margins
from auditor.judge.head import Head
from auditor.judge.meaning import senses, with_standing
from auditor.judge.opposition import Reason, oppositions
from auditor.judge.phrases import Language
from auditor.judge.rivals import Subjects, leading
from auditor.judge.terms import (
    Terms,
    TermView,
    asks_place,
    bearing,
    claim_terms,
    placed,
    postponed,
    story_measures,
    term_measures,
    unit_terms,
)
from auditor.judge.ties import ties
from auditor.judge.units import Unit
from auditor.model import Claim, Encode
from auditor.text.quantities import is_negated
from auditor.text.words import stems

# The units per claim and source that are read closely, and the log-odds by the field alone below which none is: of 658
# written pairs in which a text bears on a claim, 617 were read when this was set.
PER_SOURCE: Final = 6
HOPELESS: Final = -4.5
# What is compared among rivals: how far a pair stands out by the meaning of its words, and by word fields.
_STANDING: Final = {"sense": ("sense_row", "sense_column"), "tie": ("tie_weight_row", "tie_back_column")}
_FEW: Final = 40

_NOTHING: Final = Terms(())


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
    against: Reason | None = None
    """What in the wording of the unit stands against the claim, if anything does."""


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

    def read_for(self, claimed: Terms, k: int) -> Terms:
        """Return as much of a unit's terms as matters for a claim: nothing, or the terms, or their place too."""
        if not claimed.stated:
            return _NOTHING
        if not asks_place(claimed):
            return self.terms(k)
        if k not in self._placed:
            self._placed[k] = placed(self._units[k], self.terms(k))
        return self._placed[k]


def pairs(  # noqa: PLR0913 - the two sides, what was measured of them, and what measures more
    claims: Sequence[Claim],
    units: Sequence[Unit],
    found: Field,
    scores: Matrix,
    form: Head,
    *,
    encode: Encode,
    language: Language,
    ignore: Collection[str] = (),
) -> tuple[Pair, ...]:
    """Return the pairs worth reading closely, in the order of claims and units.

    They are the `PER_SOURCE` units of each source with the highest of `scores` for a claim. `ignore` are words that
    never count as a name. `form` tells reports from general statements, `encode` gives the vectors of single words.
    """
    among_claims, among_units = margins(scores, units, found.twins)
    reader = _Reader(units)
    groups = _groups(units)
    chosen = [(row, k) for row in range(len(claims)) for k in _outstanding(scores[row], groups)]
    column = {k: place for place, k in enumerate(sorted({k for _, k in chosen}))}
    sense = senses([claim.text for claim in claims], [units[k].text for k in column], encode, ignore=ignore)
    tied = ties(
        [claim.text for claim in claims],
        [units[k].text for k in column],
        claim_languages=[claim.language for claim in claims],
        body_languages=[units[k].language for k in column],
        ignore=ignore,
    )
    meant = {**sense, **with_standing(tied)}
    rarity = _metric_rarity(reader.terms(k) for k in sorted({k for row, k in chosen if claims[row].terms}))
    claimed = {row: claim_terms(claims[row]) for row in sorted({row for row, _ in chosen})}
    subjects = Subjects([claim.text for claim in claims], [units[k].text for k in column])
    group = {k: (units[k].source, units[k].by_org) for k in column}
    leads = [
        leading(name, chosen, [sum(float(meant[of][row, column[k]]) for of in standing) for row, k in chosen], group)
        for name, standing in _STANDING.items()
    ]
    rows = []
    at_units = np.array(chosen, dtype=np.intp).reshape(-1, 2)
    at_read = np.array([(row, column[k]) for row, k in chosen], dtype=np.intp).reshape(-1, 2)
    margin = {"affinity": scores, "claim_margin": among_claims, "unit_margin": among_units}
    measured = zip(_taken({**found.measures, **margin}, at_units), _taken(meant, at_read), strict=True)
    for (row, k), (of_pair, of_meaning), *ahead in zip(chosen, measured, *leads, strict=True):
        measures = {
            **of_pair,
            "own": float(units[k].by_org),
            "reply": float(units[k].is_reply),
            **wording(claims[row], units[k], reader.cues(k)),
            **of_meaning,
            **{name: value for lead in ahead for name, value in lead.items()},
            **subjects.shared(row, units[k].text),
            **reader.cues(k).measures(),
        }
        rows.append(measures)
    opposed = oppositions(
        [(claim.text, claim.language) for claim in claims],
        [[(statement.text, statement.language) for statement in units[k].statements] for k in column],
        [(row, column[k]) for row, k in chosen],
    )
    made = []
    for (row, k), measures, told, against in zip(chosen, rows, form.chances(rows), opposed, strict=True):
        cues = reader.cues(k)
        stated = reader.read_for(claimed[row], k)
        view = bearing(claimed[row], stated, told=told > 0.5, dated=cues.once > 0, language=language)
        if view.label not in ("conflict", "same", "compatible") and cues.delay:
            late = postponed(claimed[row], units[k], language=language)
            view = late if late.label == "conflict" else view
        measures |= {
            "told": told,
            **term_measures(claimed[row], stated, view, rarity),
            **story_measures(claimed[row], view, cues, told=told > 0.5),
            **against.measures,
        }
        cosine = float(found.cosine[row, k])
        made.append(Pair(claims[row], units[k], cosine, measures, cues, told, view, against.reason))
    return tuple(made)


def _taken(matrices: Mapping[str, Matrix], at: NDArray[np.intp]) -> list[dict[str, float]]:
    """Return for each place (row, column) what the matrices hold there."""
    rows, columns = at.T
    taken = [matrix[rows, columns].tolist() for matrix in matrices.values()]
    return [dict(zip(matrices, values, strict=True)) for values in zip(*taken, strict=True)]


def _groups(units: Sequence[Unit]) -> tuple[NDArray[np.intp], ...]:
    """Return the columns of each source, the organisation's words and other people's apart."""
    columns: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for k, unit in enumerate(units):
        columns[unit.source, unit.by_org].append(k)
    return tuple(np.asarray(group, dtype=np.intp) for group in columns.values())


def _outstanding(scores: Matrix, groups: Sequence[NDArray[np.intp]]) -> Iterator[int]:
    """Yield the units of each group with the highest scores, best first, that are not hopeless."""
    for columns in groups:
        likely = columns[scores[columns] > HOPELESS]
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


def wording(claim: Claim, unit: Unit, cues: Cues) -> dict[str, float]:
    """Return how the sentence of the unit that is nearest to the claim in words stands to it.

    `verbatim` is the share of words in common, 0 to 1; `denies` is 1 where one of the two denies something and the
    other does not.
    """
    wanted = _stems(claim.text)
    share, nearest = max((_common(wanted, _stems(s.text)), -k) for k, s in enumerate(unit.statements))
    said = unit.statements[-nearest]
    # Without any word of denial there is nothing to read closely.
    denied = cues.negation > 0 and _denies(said.text, said.language)
    return {"verbatim": share, "denies": float(denied != _denies(claim.text, claim.language))}


def _common(wanted: frozenset[str], said: frozenset[str]) -> float:
    return len(wanted & said) / max(len(wanted), len(said)) if wanted and said else 0.0


@lru_cache(maxsize=65_536)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stems(text))


@lru_cache(maxsize=65_536)
def _denies(text: str, language: str | None) -> bool:
    return is_negated(text, language)
