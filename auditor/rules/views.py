"""Ways to look at an audit that several rules share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from auditor.model import Place

if TYPE_CHECKING:
    from auditor.model import Claim, Evidence, PromiseFigures, SourceReport, Statement, Verdict
    from auditor.rules.base import Audit

SUPPORT = ("shows", "measured")
"""Relations of evidence that shows a claim; what only repeats it does not."""


def judged(audit: Audit, kinds: Iterable[str]) -> Iterator[tuple[Claim, tuple[Verdict, ...]]]:
    """Yield every claim of these kinds with its verdicts on the sources that could be read."""
    wanted = set(kinds)
    by_claim: dict[str, list[Verdict]] = {}
    for verdict in audit.verdicts:
        if verdict.verdict != "unreadable":
            by_claim.setdefault(verdict.claim, []).append(verdict)
    for claim in audit.claims:
        if claim.kind in wanted and claim.id in by_claim:
            yield claim, tuple(by_claim[claim.id])


def social_reports(audit: Audit) -> tuple[SourceReport, ...]:
    """Return the reports of the social sources, in their order."""
    return tuple(report for report in audit.sources if report.role == "social")


def own(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield what the organisation itself says on a social source: no customers, no reposts of others."""
    for statement in statements:
        post = statement.post
        if post is None or (post.author_is_org and post.kind != "repost"):
            yield statement


def posts_of(audit: Audit, source: str) -> int:
    """Return how many posts and replies of the organisation itself were read on a social source."""
    return len({statement.document for statement in own(audit.social.get(source, ()))})


def ample(audit: Audit) -> frozenset[str]:
    """Return the social sources with enough posts to conclude anything from silence (`matching.min_posts`)."""
    least = audit.settings.matching.min_posts
    return frozenset(
        report.name
        for report in social_reports(audit)
        if report.status in ("ok", "partial") and posts_of(audit, report.name) >= max(least, 1)
    )


def recent(statement: Statement, audit: Audit) -> bool:
    """Whether a statement lies inside the matching window; undated ones count as recent."""
    if statement.published is None:
        return True
    return statement.published >= audit.now - timedelta(days=audit.settings.matching.window)


def believed(item: Evidence, audit: Audit) -> bool:
    """Whether the judge took a piece of evidence for certain enough.

    What it was less sure of stays listed beside a verdict, for a person to look at.
    """
    return item.confidence >= audit.settings.matching.min_confidence


def nearly(item: Evidence, audit: Audit, margin: float) -> bool:
    """Whether the judge was too uncertain of a piece of evidence, but by no more than `margin`."""
    least = audit.settings.matching.min_confidence
    # Confidences have four decimals; without rounding, 0.5 - 0.3 would be a little more than 0.2.
    return round(least - margin, 4) <= item.confidence < least


def figures_of(audit: Audit, claim: str, source: str) -> PromiseFigures | None:
    """Return how often a promise was kept on a source, where that was measured."""
    for channel in audit.webcare:
        if channel.source == source:
            for figures in channel.promises:
                if figures.claim == claim:
                    return figures
    return None


def where(source: str, place: Place, other: str) -> str:
    """Return how to name a place beside another: by its source, or by its file or page where they share the source."""
    if source != other:
        return source
    return place.url or place.path or source


def configuration(audit: Audit) -> Place:
    """Return the configuration file as the place of a finding that is about a source as a whole."""
    return Place(path=audit.settings.file.name)
