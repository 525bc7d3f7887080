"""The relation of one unit to one claim: terms decide first, then the verifier's opinion, never a similarity."""

from __future__ import annotations

import math
from collections import Counter
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
# A unit bears on one or two claims; what it says of a third is mostly chance.
_CLAIMS_PER_UNIT: Final = 2
_CERTAIN: Final = 0.9
# The unit's best rival claim may be this much nearer (log-odds) where terms conflict, and not at all without terms.
_CONFLICT_MARGIN: Final = -1.0
# Mixed into channels of 450 foreign posts of the same kind, silence was kept for 0.4 of the claims without this, for
# 0.6 with 0.5, at the price of 0.96 and 0.79 of what was there to be found.
_CHANCE: Final = 0.4
_TRAINED_SIZE: Final = 60


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with its relation and how sure that is; `relation` is None for what is unrelated."""

    pair: Pair
    relation: Relation | None
    confidence: float
    why: str


def relate_all(
    pairs: Sequence[Pair], opinions: Sequence[Opinion], sizes: Mapping[str, int], language: Language
) -> tuple[Judged, ...]:
    """Return the relation of each pair, in the same order, after the claims have competed for each unit.

    `sizes` holds the number of units per source: among many, one resembles any claim by chance.
    """
    opinions = [_sober(opinion, sizes[pair.unit.source]) for pair, opinion in zip(pairs, opinions, strict=True)]
    rank: dict[int, int] = {}
    seen: Counter[int] = Counter()
    for k in sorted(range(len(pairs)), key=lambda k: -opinions[k].related):
        rank[k] = seen[id(pairs[k].unit)]
        seen[id(pairs[k].unit)] += 1
    return tuple(
        relate(pair, _crowded(opinion, rank[k]), language)
        for k, (pair, opinion) in enumerate(zip(pairs, opinions, strict=True))
    )


def relate(pair: Pair, opinion: Opinion, language: Language) -> Judged:
    """Return the relation of a pair.

    Terms decide before wording, and a contradiction needs more than the rest: a unit that puts it in someone else's
    mouth or in the past contradicts nothing, nor does one that is nearer to another claim.
    """
    related, terms = opinion.related, pair.terms
    if not pair.unit.by_org:
        complains = pair.cues.complaint > 0 and related >= _COMPLAINT_FLOOR
        return Judged(pair, "complaint" if complains else None, related, phrase("complaint", language))
    elsewhere = pair.cues.others > 0 or pair.cues.era > 0
    margin = pair.measures["claim_margin"]
    if terms.label == "conflict":
        if elsewhere or (margin < _CONFLICT_MARGIN and not pair.measures["metric_special"]):
            return Judged(pair, None, related, "")
        return Judged(pair, "conflicts", related, phrase("conflicts", language, why=terms.why))
    met = terms.label in ("same", "compatible")
    # A denial in the present is a rule, whatever figures stand beside it.
    ruled = pair.told < 0.5 or (pair.cues.past == 0 and pair.measures["denies"])
    worded = pair.measures["denies"] or pair.cues.negation or pair.cues.change
    if opinion.against > 0.5 and not met and not elsewhere and margin >= 0 and ruled and worded:
        return Judged(pair, "conflicts", related * opinion.against, phrase("against", language))
    relation: Relation = "shows" if pair.told >= 0.5 else "repeats"
    if met:
        return Judged(pair, relation, related, phrase(f"{relation}_terms", language, why=terms.why))
    return Judged(pair, relation, related, phrase(relation, language))


def _sober(opinion: Opinion, size: int) -> Opinion:
    """Return the opinion as it stands among `size` units instead of those of a training channel."""
    if size <= _TRAINED_SIZE:
        return opinion
    odds = log_odds(opinion.related) - _CHANCE * math.log(size / _TRAINED_SIZE)
    return replace(opinion, related=sigmoid(odds))


def _crowded(opinion: Opinion, rank: int) -> Opinion:
    """Return the opinion with less confidence where `rank` other claims of the unit come first."""
    if rank < _CLAIMS_PER_UNIT or opinion.related >= _CERTAIN:
        return opinion
    return replace(opinion, related=opinion.related / 2)
