"""The relation of one unit to one claim: the verifier's opinion within what terms and wording allow."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from auditor.judge.head import log_odds, sigmoid
from auditor.judge.pairs import Pair
from auditor.judge.phrases import Language, phrase
from auditor.judge.verifier import Opinion
from auditor.model import Relation

# A complaint needs less: it decides nothing and only points where to look.
_COMPLAINT_FLOOR: Final = 0.4
# Mixed into channels of 450 foreign posts of the same kind, silence was kept for 0.4 of the claims without this, for
# 0.6 with 0.5, at the price of 0.96 and 0.79 of what was there to be found.
_CHANCE: Final = 0.4
_TRAINED_SIZE: Final = 60
_UNRELATED: Final = Opinion(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with its likeliest relation, how sure that is, and why; `relation` is None for what is unrelated.

    `opinion` holds the probabilities of all three relations, as they count for the verdict.
    """

    pair: Pair
    opinion: Opinion
    relation: Relation | None
    confidence: float
    why: str


def relate_all(
    pairs: Sequence[Pair], opinions: Sequence[Opinion], sizes: Mapping[str, int], language: Language
) -> tuple[Judged, ...]:
    """Return the relation of each pair, in the same order.

    `sizes` holds the number of units per source: among many, one resembles any claim by chance.
    """
    return tuple(
        relate(pair, _sober(opinion, sizes[pair.unit.source]), language)
        for pair, opinion in zip(pairs, opinions, strict=True)
    )


def relate(pair: Pair, opinion: Opinion, language: Language) -> Judged:
    """Return the relation of a pair."""
    if not pair.unit.by_org:
        complains = pair.cues.complaint > 0 and opinion.related >= _COMPLAINT_FLOOR
        relation: Relation | None = "complaint" if complains else None
        return Judged(pair, _UNRELATED, relation, opinion.related, phrase("complaint", language))
    found = _allowed(pair, opinion)
    sides: dict[Relation, float] = {"shows": found.shows, "repeats": found.repeats, "conflicts": found.conflicts}
    likeliest = max(sides, key=lambda name: sides[name])
    confidence = sides[likeliest]
    if not confidence:
        return Judged(pair, found, None, 0.0, "")
    return Judged(pair, found, likeliest, confidence, _why(pair, likeliest, language))


def _allowed(pair: Pair, opinion: Opinion) -> Opinion:
    """Return the opinion within what the terms and the wording allow.

    Terms decide before wording: a unit that states terms in conflict neither shows nor repeats the claim. What is put
    in someone else's mouth or in the past contradicts nothing, and wording alone contradicts no claim but the nearest.
    """
    elsewhere = pair.cues.others > 0 or pair.cues.era > 0
    if pair.terms.elsewhere:
        return _UNRELATED
    if pair.terms.label == "conflict":
        return _UNRELATED if elsewhere else replace(opinion, shows=0.0, repeats=0.0, conflicts=opinion.related)
    if elsewhere or pair.measures["claim_margin"] < 0:
        return replace(opinion, conflicts=0.0)
    return opinion


def _why(pair: Pair, relation: Relation, language: Language) -> str:
    if relation == "conflicts":
        if pair.terms.label == "conflict":
            return phrase("conflicts", language, why=pair.terms.why)
        return _wording(pair, language)
    if pair.terms.label in ("same", "compatible"):
        return phrase(f"{relation}_terms", language, why=pair.terms.why)
    return phrase(relation, language)


def _wording(pair: Pair, language: Language) -> str:
    """Return why a unit without terms in conflict contradicts the claim: by which words, if they are known."""
    if pair.against is None:
        return phrase("against", language)
    return phrase(f"against_{pair.against.how}", language, said=pair.against.said, claimed=pair.against.claimed)


def _sober(opinion: Opinion, size: int) -> Opinion:
    """Return the opinion as it stands among `size` units instead of those of a training channel."""
    if size <= _TRAINED_SIZE:
        return opinion
    return opinion.scaled(sigmoid(log_odds(opinion.related) - _CHANCE * math.log(size / _TRAINED_SIZE)))
