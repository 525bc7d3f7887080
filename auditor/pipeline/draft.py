"""Drafts, judged before they are published: each a channel of one post, held against the claims of the snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from auditor import judge as judging
from auditor import read, rules
from auditor.errors import NothingToCompare
from auditor.match import CachedEncode
from auditor.model import Claim, Finding, Post, Results, SourceReport, Statement, Verdict
from auditor.pipeline.gather import gather
from auditor.pipeline.overlay import Snapshot
from auditor.pipeline.run import extract_claims, open_snapshot, run_info
from auditor.rules import gate
from auditor.rules.gate import FailOn
from auditor.rules.registry import RULES
from auditor.settings import Settings

DRAFT: Final = "draft"
# What one text can be wrong about. The other rules are about whole channels, or about what is missing.
_APPLICABLE: Final = frozenset({"promise-contradicted", "claim-unsubstantiated", "fact-conflict", "off-message"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that is not published yet, and what it is called: a file's path, or just "draft"."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be said of drafts."""

    reports: tuple[SourceReport, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    findings: tuple[Finding, ...] = ()


def check_draft(settings: Settings, text: str, *, fail_on: FailOn | None = None) -> Results:
    """Judge a draft text (a post, a paragraph) against the claims of the snapshot.

    Raises:
        NothingToCompare: the snapshot holds no claims.
    """
    settings = settings.model_copy(update={"now": settings.now or datetime.now(UTC)})
    assert settings.now is not None
    with open_snapshot(settings) as store:
        encode = CachedEncode(settings.matching.model, store)
        claims = extract_claims(settings, gather(settings, store), encode)
        if not claims:
            raise NothingToCompare(
                "There are no claims to hold the draft against.",
                advice="Run `auditor collect`, and see `auditor claims list`.",
            )
        told = judge_drafts(settings, [Draft(DRAFT, text)], store, encode, claims)
        run = run_info(settings, store.snapshot_id(), encode, settings.now)
    summary = gate.decide(told.findings, told.reports, claims, 1, settings, fail_on, verdicts=told.verdicts)
    spoken_of = {verdict.claim for verdict in told.verdicts}
    shown = tuple(claim for claim in claims if claim.id in spoken_of)
    return Results(run, told.reports, shown, told.verdicts, (), told.findings, summary)


def judge_drafts(
    settings: Settings, drafts: Sequence[Draft], snapshot: Snapshot, encode: CachedEncode, claims: Sequence[Claim]
) -> Told:
    """Return what is wrong with drafts; their findings stand in the drafts, on the line that they are about."""
    if not drafts or not claims:
        return Told()
    now = settings.now or datetime.now(UTC)
    material = gather(settings, snapshot)
    said = {draft.name: _statements(draft, settings, now) for draft in drafts}
    reports = tuple(
        SourceReport(name, DRAFT, "social", "ok", 1, len(items), first=now, last=now) for name, items in said.items()
    )
    verdicts = judging.judge(claims, said, reports, (), settings=settings, encode=encode, now=now)
    audit = rules.Audit(
        settings=settings, now=now, claims=claims, verdicts=verdicts, sources=reports,
        documents=material.documents_of(settings, "owned"),
        statements=[item for items in material.statements_of(settings, "owned").values() for item in items],
        social={**material.statements_of(settings, "social"), **said}, drafts=frozenset(said), encode=encode,
    )  # fmt: skip
    findings = rules.run(audit, [rule for rule in RULES if rule.id in _APPLICABLE])
    return Told(
        reports,
        tuple(verdict for verdict in verdicts if verdict.evidence),
        tuple(finding for finding in findings if finding.source in said),
    )


def _statements(draft: Draft, settings: Settings, now: datetime) -> tuple[Statement, ...]:
    post = Post(
        source=draft.name, platform=DRAFT, account=DRAFT, id=draft.name, text=draft.text, created_at=now,
        author_id=DRAFT, author_is_org=True,
    )  # fmt: skip
    document = read.from_post(post, role="social", languages=settings.organisation.languages)
    return tuple(read.statements(document))
