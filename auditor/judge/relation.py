"""The relation of one unit to one claim: terms decide first, then the verifier's opinion, never a similarity."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.judge.pairs import Pair
from auditor.judge.phrases import Language, phrase
from auditor.judge.verifier import Opinion
from auditor.model import Relation

# A complaint needs less: it decides nothing and only points where to look.
_COMPLAINT_FLOOR = 0.4


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with its relation and how sure that is; `relation` is None for what is unrelated."""

    pair: Pair
    relation: Relation | None
    confidence: float
    why: str


def relate(pair: Pair, opinion: Opinion, language: Language) -> Judged:
    """Return the relation of a pair."""
    related, terms = opinion.related, pair.terms
    if not pair.unit.by_org:
        complains = pair.cues.complaint > 0 and related >= _COMPLAINT_FLOOR
        return Judged(pair, "complaint" if complains else None, related, phrase("complaint", language))
    if terms.label == "conflict":
        return Judged(pair, "conflicts", related, phrase("conflicts", language, why=terms.why))
    if opinion.against > 0.5 and terms.label not in ("same", "compatible"):
        return Judged(pair, "conflicts", related * opinion.against, phrase("against", language))
    relation: Relation = "shows" if pair.told >= 0.5 else "repeats"
    if terms.label in ("same", "compatible"):
        return Judged(pair, relation, related, phrase(f"{relation}_terms", language, why=terms.why))
    return Judged(pair, relation, related, phrase(relation, language))
