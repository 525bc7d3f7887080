"""A draft, judged before it is published: a channel of one post, held against the claims of the snapshot."""

from __future__ import annotations

from datetime import UTC, datetime

from auditor import judge as judging
from auditor import read, rules
from auditor.errors import NothingToCompare
from auditor.match import CachedEncode
from auditor.model import Post, Results, SourceReport
from auditor.pipeline.gather import gather
from auditor.pipeline.run import extract_claims, open_snapshot, run_info
from auditor.rules import gate
from auditor.rules.gate import FailOn
from auditor.rules.registry import RULES
from auditor.settings import Settings

DRAFT = "draft"
# What one text can be wrong about. The other rules are about whole channels, or about what is missing.
_APPLICABLE = frozenset({"promise-contradicted", "claim-unsubstantiated", "fact-conflict"})


def check_draft(settings: Settings, text: str, *, fail_on: FailOn | None = None) -> Results:
    """Judge a draft text (a post, a paragraph) against the claims of the snapshot.

    Raises:
        NothingToCompare: the snapshot holds no claims.
    """
    now = settings.now or datetime.now(UTC)
    with open_snapshot(settings) as store:
        encode = CachedEncode(settings.matching.model, store)
        material = gather(settings, store)
        claims = extract_claims(settings, material, encode)
        if not claims:
            raise NothingToCompare(
                "There are no claims to hold the draft against.",
                advice="Run `auditor collect`, and see `auditor claims list`.",
            )
        post = Post(
            source=DRAFT, platform=DRAFT, account=DRAFT, id=DRAFT, text=text, created_at=now, author_id=DRAFT,
            author_is_org=True,
        )  # fmt: skip
        document = read.from_post(post, role="social", languages=settings.organisation.languages)
        social = {DRAFT: tuple(read.statements(document))}
        report = SourceReport(DRAFT, DRAFT, "social", "ok", 1, len(social[DRAFT]), first=now, last=now)
        verdicts = judging.judge(claims, social, (report,), (), settings=settings, encode=encode, now=now)
        audit = rules.Audit(
            settings=settings, now=now, claims=claims, verdicts=verdicts, sources=(report,),
            documents=material.documents_of(settings, "owned"),
            statements=[item for items in material.statements_of(settings, "owned").values() for item in items],
            social=social, encode=encode,
        )  # fmt: skip
        findings = tuple(
            finding
            for finding in rules.run(audit, [rule for rule in RULES if rule.id in _APPLICABLE])
            if finding.source == DRAFT
        )
        summary = gate.decide(findings, (report,), claims, 1, settings, fail_on, verdicts=verdicts)
        run = run_info(settings, store.snapshot_id(), encode, now)
    spoken_of = {verdict.claim for verdict in verdicts if verdict.evidence}
    return Results(
        run,
        (report,),
        tuple(claim for claim in claims if claim.id in spoken_of),
        tuple(verdict for verdict in verdicts if verdict.evidence),
        (),
        findings,
        summary,
    )
