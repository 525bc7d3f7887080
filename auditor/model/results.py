"""Findings, and everything a report is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from auditor.model.claims import Claim, Evidence, Verdict
from auditor.model.documents import Place
from auditor.model.subjects import ChannelFit, Subject
from auditor.model.talks import WebcareFigures
from auditor.model.words import AcceptedBecause, Level, Role, SourceStatus


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Why a finding is accepted: where somebody said so, the reason, and the last day on which it holds."""

    by: Literal["baseline", "inline"]
    reason: AcceptedBecause
    note: str = ""
    until: str | None = None
    """ISO date, included; None: without end."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to act on, with exactly one primary place."""

    id: str
    rule: str
    level: Level
    title: str
    message: str
    advice: str
    place: Place
    claim: str | None = None
    claims: tuple[str, ...] = ()
    """Further claims it is about, when there are two sides that are both claims."""
    source: str | None = None
    evidence: tuple[Evidence, ...] = ()
    status: Literal["new", "baselined"] = "new"
    confidence: float = 1.0
    accepted: Acceptance | None = None
    """Of a baselined finding; of a new one: the acceptance that ran out."""
    grey: bool = False
    """Whether the judgement is so near the limit of certainty that it warns and never fails the check."""
    written: Place | None = None
    """Where the text at `place` is written, when that is a page made from Markdown or a template; None if unknown."""
    why: str = ""
    """Why this matters to the reader of the site or the channel: the reason of the rule."""


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What was read of one source: the counts, the period, and in words what is missing."""

    name: str
    kind: str
    role: Role
    status: SourceStatus
    documents: int = 0
    statements: int = 0
    expected: int | None = None
    """How many there should be, where the other side says so ("N of M")."""
    first: datetime | None = None
    last: datetime | None = None
    notes: tuple[str, ...] = ()
    required: bool = False
    discovered: tuple[str, ...] = ()
    """Addresses of the organisation's own profiles that this source links to."""
    line: int | None = None
    """Of its entry in the configuration: where programs that want a line show findings without a file."""


@dataclass(frozen=True, slots=True)
class PastRun:
    """One kept run in figures. `new` and `solved` count findings (no notes) against the run before it; None where
    there is none, or where another model judged it.
    """

    number: int
    now: datetime
    snapshot: str
    model_revision: str
    by_level: tuple[tuple[str, int], ...]
    by_verdict: tuple[tuple[str, int], ...]
    new: int | None = None
    solved: int | None = None


@dataclass(frozen=True, slots=True)
class PastFinding:
    """A finding of the run before that is there no more, and why: nothing shows it now, its claim is gone, or nobody
    could look.
    """

    id: str
    rule: str
    level: Level
    title: str
    because: Literal["solved", "claim_gone", "channel_unread"]
    source: str | None = None
    claim: str = ""
    """The text of the claim that it was about."""


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What made the results. Everything that may differ between two equal runs stands here and nowhere else."""

    tool: str
    model: str
    model_revision: str
    snapshot: str
    now: datetime
    organisation: str = ""
    language: str = "nl"
    started: datetime | None = None
    duration_seconds: float | None = None
    handles: tuple[str, ...] = ()
    """The organisation's own accounts; every other handle in a text is somebody else's and is not shown by default."""
    parameters: tuple[tuple[str, str], ...] = ()
    """What the judgement depended on, as (name, value): ("matching.window", "365"), ("check.fail_on", "error")..."""
    history: tuple[PastRun, ...] = ()
    """The runs before this one and this one itself, oldest first."""
    fresh: tuple[str, ...] = ()
    """Ids of the findings (no notes) that the run before did not have; empty where there is none to compare with."""
    gone: tuple[PastFinding, ...] = ()
    """The findings (no notes) that only the run before had."""
    configuration: str = "auditor.yaml"
    """The configuration file, from the root of the repository; the paths of places count from its folder."""
    timezone: str = ""
    """The organisation's time zone, in which dates are written; empty: dates are written as they stand."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts, and the exit code that the gate decided on."""

    by_level: tuple[tuple[str, int], ...]
    by_verdict: tuple[tuple[str, int], ...]
    exit_code: int
    incomplete: bool = False
    reasons: tuple[str, ...] = field(default=())
    stale: tuple[str, ...] = ()
    """Acceptances (entries of the baseline, comments in pages) that no finding answers to, in words, one each."""


@dataclass(frozen=True, slots=True)
class Results:
    """Everything a report is made from."""

    run: RunInfo
    sources: tuple[SourceReport, ...]
    claims: tuple[Claim, ...]
    verdicts: tuple[Verdict, ...]
    webcare: tuple[WebcareFigures, ...]
    findings: tuple[Finding, ...]
    summary: Summary
    fits: tuple[ChannelFit, ...] = ()
    """Per channel, how near its posts lie to mission, vision and values. Shown, never judged by."""
    subjects: tuple[Subject, ...] = ()
    """What posts and claims are about. Shown, never judged by."""
