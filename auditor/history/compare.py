"""Two results of one model, held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from auditor.errors import ModelError
from auditor.model import LEVEL_ORDER, Claim, Finding, Results, Verdict, VerdictLabel


@dataclass(frozen=True, slots=True)
class Gone:
    """A finding that is there no more, and why: nothing shows it now, its claim is gone, or nobody could look."""

    finding: Finding
    because: Literal["solved", "claim_gone", "channel_unread"]


Because = Literal["claim_new", "evidence_new", "evidence_gone", "settings", "channel_read", "judged"]


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that the judgement depends on and that differs; None where one side does not have it."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A claim that a channel is judged otherwise on than before."""

    claim: str
    """Its id."""
    text: str
    source: str
    before: VerdictLabel
    after: VerdictLabel
    why: str
    """In words, as the later verdict says it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two results. Notes are left out: they are about the audit."""

    new: tuple[Finding, ...]
    gone: tuple[Gone, ...]
    changed: tuple[Change, ...]
    claims_new: tuple[Claim, ...]
    claims_gone: tuple[Claim, ...]
    reasons: Mapping[str, Because] = field(default_factory=dict)
    """Why each new finding is there, by its id: its claim is new, a post is new or gone, a setting differs, a channel
    could not be read before; `judged` where none of these shows."""
    settings: tuple[Setting, ...] = ()
    """What differs in the configuration, as far as judgements depend on it."""

    @property
    def solved(self) -> tuple[Gone, ...]:
        """What is gone although somebody looked."""
        return tuple(item for item in self.gone if item.because != "channel_unread")


def compare(before: Results, after: Results) -> Comparison:
    """Return what differs; everything most severe first, then in one fixed order.

    Raises:
        ModelError: different models judged them (exit code 2).
    """
    comparable(before, after)
    old, new = _findings(before), _findings(after)
    claims_before = {claim.id: claim for claim in before.claims}
    claims_after = {claim.id: claim for claim in after.claims}
    unread = {report.name for report in after.sources if report.status == "unreadable"}

    def gone(finding: Finding) -> Gone:
        if finding.source in unread:
            return Gone(finding, "channel_unread")
        lost = finding.claim is not None and finding.claim not in claims_after
        return Gone(finding, "claim_gone" if lost else "solved")

    fresh = _ordered(new[key] for key in new.keys() - old.keys())
    settings = _settings(before, after)
    return Comparison(
        new=fresh,
        gone=tuple(gone(finding) for finding in _ordered(old[key] for key in old.keys() - new.keys())),
        changed=tuple(_changes(before, after, claims_after)),
        claims_new=tuple(sorted((c for c in after.claims if c.id not in claims_before), key=lambda claim: claim.id)),
        claims_gone=tuple(sorted((c for c in before.claims if c.id not in claims_after), key=lambda claim: claim.id)),
        reasons={item.id: _because(item, before, after, settings=bool(settings)) for item in fresh},
        settings=settings,
    )


def _settings(before: Results, after: Results) -> tuple[Setting, ...]:
    old, new = dict(before.run.parameters), dict(after.run.parameters)
    names = sorted(name for name in old.keys() | new.keys() if name != "check.diff")
    return tuple(Setting(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name))


def _because(finding: Finding, before: Results, after: Results, *, settings: bool) -> Because:
    """Return the nearest reason for a new finding: what it is about, what it rests on, how it was judged."""
    known = {claim.id for claim in before.claims}
    if any(claim not in known for claim in (finding.claim, *finding.claims) if claim):
        return "claim_new"
    unread = {report.name for report in before.sources if report.status == "unreadable"}
    if finding.source in unread:
        return "channel_read"
    was, now = _rests_on(before, finding.claim), _rests_on(after, finding.claim)
    if {item.text for item in finding.evidence if item.text} & (now - was):
        return "evidence_new"
    if was - now:
        return "evidence_gone"
    return "settings" if settings else "judged"


def _rests_on(results: Results, claim: str | None) -> set[str]:
    verdicts = (verdict for verdict in results.verdicts if verdict.claim == claim)
    return {item.text for verdict in verdicts for item in verdict.evidence}


def comparable(before: Results, after: Results) -> None:
    """Refuse results of two models or revisions. Raises ModelError (exit code 2)."""
    if before.run.model_revision != after.run.model_revision:
        raise ModelError(
            f"Different models made these results: {before.run.model}@{before.run.model_revision} and "
            f"{after.run.model}@{after.run.model_revision}.",
            advice="A difference could come from either. Check the older snapshot again with the newer model.",
        )


def _findings(results: Results) -> dict[tuple[str, str], Finding]:
    return {(finding.rule, finding.id): finding for finding in results.findings if finding.level != "note"}


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(
        sorted(findings, key=lambda item: (LEVEL_ORDER.index(item.level), item.rule, item.source or "", item.id))
    )


def _changes(before: Results, after: Results, claims: dict[str, Claim]) -> Iterable[Change]:
    old = {(verdict.claim, verdict.source): verdict for verdict in before.verdicts}
    for verdict in sorted(after.verdicts, key=lambda item: (item.claim, item.source)):
        earlier = old.get((verdict.claim, verdict.source))
        if earlier is not None and earlier.verdict != verdict.verdict and verdict.claim in claims:
            text = claims[verdict.claim].text
            yield Change(verdict.claim, text, verdict.source, earlier.verdict, verdict.verdict, _why(verdict))


def _why(verdict: Verdict) -> str:
    return verdict.why or next((item.why for item in verdict.evidence), "")
