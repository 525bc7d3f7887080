"""From judged pairs and measured behaviour to one verdict per claim and social source."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from auditor.judge.phrases import Language, phrase
from auditor.judge.relation import Judged
from auditor.judge.verifier import Opinion
from auditor.model import Claim, Evidence, PromiseFigures, Relation, Verdict, VerdictLabel

_LIMIT: Final = 5
# What is listed: beside a decision only what might have decided, under `silent` also what came nearest, so that a
# reader can see what was passed over.
_NOTED: Final = 0.3
_NEAREST: Final = 0.1
_NEAREST_LIMIT: Final = 3
# What is less likely than this is nothing.
_LEAST: Final = 0.02
# How sure it is that measured behaviour is what it seems.
_MEASURED: Final = 0.95
_ORDER: Final[dict[VerdictLabel, tuple[Relation, ...]]] = {
    "contradicted": ("conflicts", "measured", "complaint", "shows", "repeats"),
    "disputed": ("conflicts", "measured", "shows", "complaint", "repeats"),
    "backed": ("shows", "measured", "repeats", "complaint", "conflicts"),
    "echoed": ("repeats", "shows", "measured", "complaint", "conflicts"),
}
_ANY_ORDER: Final[tuple[Relation, ...]] = ("conflicts", "measured", "shows", "repeats", "complaint")


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides: the moment, the window in days, the confidence below which the judge abstains, the language."""

    now: datetime
    window: int
    min_confidence: float
    language: Language


@dataclass(frozen=True, slots=True)
class Weighed:
    """A piece of evidence, and the probabilities that it shows, repeats or contradicts the claim."""

    evidence: Evidence
    opinion: Opinion


def weighed(judged: Judged, rules: Rules) -> Weighed | None:
    """Return a judged pair as evidence, or None for what is unrelated."""
    item = evidence_of(judged, rules)
    return Weighed(item, judged.opinion) if item else None


def evidence_of(judged: Judged, rules: Rules) -> Evidence | None:
    """Return a judged pair as it is listed, or None for what is unrelated."""
    if judged.relation is None or judged.confidence < _LEAST:
        return None
    unit = judged.pair.unit
    published = unit.published
    in_window = published is None or rules.now - timedelta(days=rules.window) <= published <= rules.now
    return Evidence(
        text=unit.text,
        relation=judged.relation,
        why=judged.why if in_window else f"{judged.why} ({phrase('old', rules.language)})",
        score=round(judged.pair.cosine, 4),
        confidence=round(judged.confidence, 4),
        url=unit.url,
        published=published,
        in_window=in_window,
        source=unit.source,
        place=unit.place,
        author_is_org=unit.by_org,
        language=unit.language,
    )


def measured_evidence(figures: PromiseFigures, source: str, rules: Rules) -> Evidence | None:
    """Return what was measured of a promise, if it was enough to tell."""
    if figures.kept not in ("kept", "broken") or figures.share is None:
        return None
    name = "reached" if figures.metric == "availability" else "measured"
    why = phrase(
        f"{name}_{figures.kept}",
        rules.language,
        within=figures.within,
        n=figures.n,
        share=figures.share,
        target=figures.target,
    )
    return Evidence(text=why, relation="measured", why=why, confidence=_MEASURED, source=source)


def decide(
    claim: Claim, source: str, items: Sequence[Weighed], measured: PromiseFigures | None, rules: Rules
) -> Verdict:
    """Return the verdict of `claim` on `source` from its evidence and, if there is any, measured behaviour.

    Two uncertain pieces make one that is less so. The confidence of a verdict is the probability of just that state.
    """
    figures = measured_evidence(measured, source, rules) if measured else None
    kept = measured.kept if figures and measured else None
    recent = [item.opinion for item in items if item.evidence.in_window]
    backing = _any([opinion.shows for opinion in recent] + ([_MEASURED] if kept == "kept" else []))
    against = _any([opinion.conflicts for opinion in recent] + ([_MEASURED] if kept == "broken" else []))
    repeated = _any([opinion.repeats for opinion in recent])
    least = rules.min_confidence
    label: VerdictLabel
    if against >= least and backing >= least:
        label, confidence = "disputed", against * backing
    elif against >= least:
        label, confidence = "contradicted", against * (1 - backing)
    elif backing >= least:
        label, confidence = "backed", backing * (1 - against)
    elif repeated >= least:
        label, confidence = "echoed", repeated * (1 - against) * (1 - backing)
    else:
        sure = (1 - against) * (1 - backing) * (1 - repeated)
        past = any(not item.evidence.in_window and item.opinion.related >= least for item in items)
        near = [item.evidence for item in items if item.evidence.confidence >= _NEAREST]
        return _silent(claim, source, near, sure=sure, past=past, rules=rules)
    order = _ORDER[label]
    listed = [*(e.evidence for e in items if e.evidence.confidence >= _NOTED), *([figures] if figures else [])]
    deciding = max(items, key=lambda item: float(getattr(item.opinion, order[0], 0.0)), default=None)
    if deciding and not any(e.relation == order[0] or e.relation == "measured" for e in listed):
        listed.append(deciding.evidence)
    ranked = sorted(listed, key=lambda e: (not e.in_window, order.index(e.relation), -e.confidence, str(e.url)))
    return Verdict(claim.id, source, label, round(confidence, 4), tuple(ranked[:_LIMIT]), phrase(label, rules.language))


def _any(chances: Sequence[float]) -> float:
    """Return the probability that the claim is shown (contradicted, repeated) by at least one of the best two pieces.

    More than two are not counted together: on a busy channel a little doubt about each of many would become a belief.
    """
    return 1 - math.prod(1 - chance for chance in sorted(chances)[-2:])


def _silent(  # noqa: PLR0913 - what was found, and how it stands
    claim: Claim, source: str, items: Sequence[Evidence], *, sure: float, past: bool, rules: Rules
) -> Verdict:
    """Return `silent`, and say whether that is for want of anything, of anything recent, or of certainty."""
    own = [e for e in items if e.relation != "complaint"]
    best = max((e.confidence for e in own if e.in_window), default=0.0)
    if past:
        name = "silent_old"
    elif best >= _NOTED:
        name = "silent_unsure"
    else:
        name = "silent_nearest" if best else "silent"
    ranked = sorted(items, key=lambda e: (-e.confidence, not e.in_window, _ANY_ORDER.index(e.relation), str(e.url)))
    return Verdict(
        claim.id,
        source,
        "silent",
        round(sure, 4),
        tuple(ranked[:_NEAREST_LIMIT]),
        phrase(name, rules.language, confidence=best),
    )
