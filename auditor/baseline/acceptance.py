"""What is accepted: findings that stand in the baseline, or that a comment in the page suppresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from auditor.baseline.entries import ONLY_IN_CHANGES, Baseline, Entry, counts, flat
from auditor.errors import ModelError
from auditor.model import Finding, SourceReport


@dataclass(frozen=True, slots=True)
class Applied:
    """The findings in their order, those accepted marked, and the entries that no longer do anything."""

    findings: tuple[Finding, ...]
    stale: tuple[Entry, ...] = ()
    """No finding answers to them: what they accepted is solved, or its text was changed."""
    expired: tuple[Entry, ...] = ()
    """Their last day is over, and the finding is there again."""


def apply(
    findings: Sequence[Finding], baseline: Baseline, now: datetime, *, reports: Sequence[SourceReport] = ()
) -> Applied:
    """Mark the findings that the baseline accepts on the day of `now` (in the organisation's time zone).

    None is dropped. `reports` are the sources that were read: an entry about a channel that could not be read this time
    is not stale, because nobody knows.
    """
    today = now.date()
    expired: list[Entry] = []
    marked: list[Finding] = []
    by_id = {(entry.id, entry.rule): entry for entry in baseline.entries}
    for finding in findings:
        entry = by_id.get((finding.id, finding.rule))
        if entry is None or finding.status == "baselined" or not counts(finding):
            marked.append(finding)
        elif entry.expired(today):
            expired.append(entry)
            marked.append(replace(finding, accepted=entry.acceptance))
        else:
            marked.append(replace(finding, status="baselined", accepted=entry.acceptance))
    stale = tuple(entry for entry in baseline.entries if is_stale(entry, findings, reports))
    return Applied(tuple(marked), stale, tuple(expired))


def is_stale(entry: Entry, findings: Sequence[Finding], reports: Sequence[SourceReport] = ()) -> bool:
    """Whether no finding answers to an entry although its channel was read."""
    if any(finding.id == entry.id and finding.rule == entry.rule for finding in findings):
        return False
    if entry.rule in ONLY_IN_CHANGES:
        return False  # `check --diff` finds it and a whole audit cannot
    return not any(report.name == entry.channel and report.status == "unreadable" for report in reports)


def same_model(baseline: Baseline, model: str, revision: str, *, name: str) -> None:
    """Refuse a baseline that another model made: what it accepts cannot be told from what is new.

    The revision decides; a model in a folder has another name on every machine.

    Raises:
        ModelError: the revision differs (exit code 2).
    """
    if baseline.revision != flat(revision):
        raise ModelError(
            f"{name} was made with {baseline.model}@{baseline.revision}; this check uses {model}@{revision}.",
            advice="Look at what differs with `auditor check --no-baseline`, then run `auditor baseline update` "
            "(with --accept-new where you accept what the new model finds).",
        )
