"""From judged pairs and measured behaviour to one verdict per claim and social source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from auditor.judge.phrases import Language, phrase
from auditor.judge.relation import Judged
from auditor.model import Claim, Evidence, PromiseFigures, Relation, Verdict, VerdictLabel

_LIMIT: Final = 5
# What is listed: beside a decision only what might have decided, under `silent` also what came nearest, so that a
# reader can see what was passed over.
_NOTED: Final = 0.3
_NEAREST: Final = 0.1
_NEAREST_LIMIT: Final = 3
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


def evidence_of(judged: Judged, rules: Rules) -> Evidence | None:
    """Return a judged pair as evidence, or None for what is unrelated."""
    if judged.relation is None or judged.confidence < _NEAREST:
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
    return Evidence(text=why, relation="measured", why=why, confidence=0.95, source=source)


def decide(
    claim: Claim, source: str, evidence: Sequence[Evidence], measured: PromiseFigures | None, rules: Rules
) -> Verdict:
    """Return the verdict of `claim` on `source` from its evidence and, if there is any, measured behaviour."""
    deciding = [e for e in evidence if e.in_window and e.confidence >= rules.min_confidence]
    by = {relation: [e for e in deciding if e.relation == relation] for relation in _ANY_ORDER}
    figures = measured_evidence(measured, source, rules) if measured else None
    kept = figures is not None and measured is not None and measured.kept == "kept"
    against = max([e.confidence for e in by["conflicts"]] + ([0.95] if figures and not kept else []), default=0.0)
    backing = max([e.confidence for e in by["shows"]] + ([0.95] if kept else []), default=0.0)
    items = [*(e for e in evidence if e.confidence >= _NOTED), *([figures] if figures else [])]
    label: VerdictLabel
    if against and backing:
        label, confidence = "disputed", min(against, backing)
    elif against:
        label, confidence = "contradicted", against
    elif backing:
        label, confidence = "backed", backing
    elif by["repeats"]:
        label, confidence = "echoed", max(e.confidence for e in by["repeats"])
    else:
        return _silent(claim, source, evidence, rules)
    order = _ORDER[label]
    ranked = sorted(items, key=lambda e: (not e.in_window, order.index(e.relation), -e.confidence, str(e.url)))
    return Verdict(claim.id, source, label, round(confidence, 4), tuple(ranked[:_LIMIT]), phrase(label, rules.language))


def _silent(claim: Claim, source: str, items: Sequence[Evidence], rules: Rules) -> Verdict:
    """Return `silent`, and say whether that is for want of anything, of anything recent, or of certainty."""
    own = [e for e in items if e.relation != "complaint"]
    best = max((e.confidence for e in own if e.in_window), default=0.0)
    if any(not e.in_window and e.confidence >= rules.min_confidence for e in own):
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
        round(1 - best, 4),
        tuple(ranked[:_NEAREST_LIMIT]),
        phrase(name, rules.language, confidence=best),
    )
