"""Pairs of a claim and a unit with everything that is measured of them, ready to be judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from auditor.judge.cues import Cues, read_cues
from auditor.judge.features import Field
from auditor.judge.units import Unit
from auditor.model import Candidate, Claim

_LIMIT: Final = 8
_FLOOR: Final = 0.5
_ENOUGH_WORDS: Final = 0.15


@dataclass(frozen=True, slots=True)
class Pair:
    """One claim, one unit that may bear on it, and their measures by name."""

    claim: Claim
    unit: Unit
    cosine: float
    measures: Mapping[str, float]
    cues: Cues


def pairs(
    claims: Sequence[Claim],
    units: Sequence[Unit],
    found: Field,
    candidates: Mapping[str, Sequence[Candidate]] | None = None,
) -> tuple[Pair, ...]:
    """Return the pairs worth judging, in the order of claims and units.

    They are those that `candidates` names for each claim id, or without candidates the units of each source that
    stand out most by meaning and by words.
    """
    column = {(s.source, s.id): k for k, unit in enumerate(units) for s in unit.statements}
    members: dict[str, list[int]] = defaultdict(list)
    for k, unit in enumerate(units):
        members[unit.source].append(k)
    best_claim = found.standing.max(axis=0)
    cues: dict[int, Cues] = {}
    made = []
    for row, claim in enumerate(claims):
        chosen: dict[str, set[int]] = defaultdict(set)
        if candidates is None:
            chosen.update({source: _outstanding(found, row, np.asarray(ks)) for source, ks in members.items()})
        else:
            for candidate in candidates.get(claim.id, ()):
                found_at = column.get((candidate.statement.source, candidate.statement.id))
                if found_at is not None:
                    chosen[units[found_at].source].add(found_at)
        for source in sorted(chosen):
            line = found.standing[row]
            order = sorted(chosen[source], key=lambda k: -line[k])
            for place, k in enumerate(order):
                if k not in cues:
                    cues[k] = read_cues(units[k].text, units[k].language)
                runner_up = line[order[1]] if place == 0 and len(order) > 1 else line[order[0]]
                measures = {
                    "standing": float(found.standing[row, k]),
                    "rivalry": float(found.rivalry[row, k]),
                    "shared": float(found.shared[row, k]),
                    "back": float(found.back[row, k]),
                    "rank": float(np.log1p(place)),
                    "lead": float(np.clip(line[k] - runner_up, -4, 4)),
                    "claim_lead": float(np.clip(line[k] - best_claim[k], -4, 0)),
                    **_counted(cues[k]),
                }
                made.append(Pair(claim, units[k], float(found.cosine[row, k]), measures, cues[k]))
    return tuple(made)


def _outstanding(found: Field, row: int, columns: NDArray[np.intp]) -> set[int]:
    """Return the columns of one source that stand out most for a claim, by meaning and by words."""
    standing, shared = found.standing[row, columns], found.shared[row, columns]
    by_meaning = [k for k in np.argsort(-standing, kind="stable")[:_LIMIT] if standing[k] > _FLOOR]
    by_words = [k for k in np.argsort(-shared, kind="stable")[:_LIMIT] if shared[k] > _ENOUGH_WORDS]
    return {int(columns[k]) for k in (*by_meaning, *by_words)}


def _counted(cues: Cues) -> dict[str, float]:
    """Return the cues as measures; more than three of a kind say no more than three."""
    return {
        "past": min(cues.past, 3),
        "when": min(cues.when, 3),
        "general": min(cues.general, 3),
        "aim": min(cues.aim, 3),
        "counts": min(cues.counts, 3),
        "clock": min(cues.clock, 3),
        "names": min(cues.names, 3),
        "question": min(cues.question, 3),
        "negation": min(cues.negation, 3),
        "length": float(np.log1p(cues.length)),
    }
