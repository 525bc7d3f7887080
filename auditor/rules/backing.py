"""How a promise stands over all channels together: what `promise-unbacked` and `promise-stale` share.

A promise is *unbacked* when every channel that could be read is silent on it or only echoes it, and nothing older
backs it either. It is *stale* when the newest thing that backs it is old. The two never fire together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from auditor.rules.views import SUPPORT, ample, believed, nearly

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.model import Evidence, Relation, Verdict
    from auditor.rules.base import Audit, Options

HOLDING: Final[Mapping[str, tuple[Relation, ...]]] = {
    "promise-unbacked": ("shows", "conflicts"),
    "message-missing": ("shows", "repeats", "conflicts"),
}
"""Per rule: the relations of evidence that, if it were certain, would make another finding of this one, or none."""


@dataclass(frozen=True, slots=True)
class Support:
    """The newest thing that backs a claim, and on which channel."""

    source: str
    evidence: Evidence


def only_silent(verdicts: Sequence[Verdict], audit: Audit) -> bool:
    """Whether the readable channels are all silent or echoing, and at least one says enough for silence to mean it."""
    enough = ample(audit)
    return all(verdict.verdict in ("silent", "echoed") for verdict in verdicts) and any(
        verdict.source in enough for verdict in verdicts
    )


def newest_support(verdicts: Sequence[Verdict], audit: Audit) -> Support | None:
    """Return the newest backing of any age on any channel; measured behaviour and undated items count as new."""
    found = [
        Support(verdict.source, item)
        for verdict in verdicts
        for item in verdict.evidence
        if item.relation in SUPPORT and item.author_is_org and believed(item, audit)
    ]
    return max(found, key=lambda support: _moment(support.evidence), default=None)


def doubtful(verdict: Verdict, audit: Audit, rule: str, options: Options) -> bool:
    """Whether a channel has evidence that would silence `rule`, and that the judge was nearly, but not quite, sure of.

    A silence of which the judge is less sure than the rule's `certainty` is as doubtful, whatever makes it so. Then
    nobody can say that the channel shows nothing, nor that it does. `low-confidence` names the verdict instead.
    """
    if verdict.verdict == "silent" and verdict.confidence < options.get("certainty", 0.0):
        return True
    window = options.get("window")
    return any(
        item.relation in HOLDING[rule]
        and item.author_is_org
        and nearly(item, audit, options["margin"])
        and (window is None or not outdated(Support(verdict.source, item), audit, window))
        for item in verdict.evidence
    )


def outdated(support: Support, audit: Audit, days: int | None) -> bool:
    """Whether a backing is older than `days` (None: the matching window)."""
    published = support.evidence.published
    if published is None or support.evidence.relation == "measured":
        return False
    return published < audit.now - timedelta(days=audit.settings.matching.window if days is None else days)


def forgotten(support: Support | None, audit: Audit) -> bool:
    """Whether nothing backs a claim at all, or only what `promise-unbacked` is told to forget (its `window`)."""
    if support is None:
        return True
    setting = audit.settings.rules.get("promise-unbacked")
    days = setting.options.get("window") if setting else None
    return days is not None and outdated(support, audit, days)


def _moment(evidence: Evidence) -> float:
    published: datetime | None = evidence.published
    return float("inf") if published is None or evidence.relation == "measured" else published.timestamp()
