"""Writing and keeping up a baseline: taking findings in, and taking out what no longer does anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from auditor.baseline.acceptance import is_stale
from auditor.baseline.entries import ACKNOWLEDGED, Baseline, Entry, counts, entry_of
from auditor.model import Acceptance, Finding, Results, SourceReport


def written(results: Results, why: Acceptance = ACKNOWLEDGED) -> Baseline:
    """Return a baseline of everything that the results found, but for notes and what a comment accepts already."""
    start = Baseline(results.run.model, results.run.model_revision)
    return updated(start, results, debt(start, results.findings, date.min), why)


def debt(baseline: Baseline, findings: Iterable[Finding], today: date) -> tuple[Finding, ...]:
    """Return the findings that the baseline does not accept today: new ones, and those whose last day is over."""
    by_id = {(entry.id, entry.rule): entry for entry in baseline.entries}
    open_ones = []
    for finding in findings:
        entry = by_id.get((finding.id, finding.rule))
        suppressed = finding.accepted is not None and finding.accepted.by == "inline"
        if counts(finding) and not suppressed and (entry is None or entry.expired(today)):
            open_ones.append(finding)
    return tuple(open_ones)


def updated(
    baseline: Baseline, results: Results, accepted: Sequence[Finding] = (), why: Acceptance = ACKNOWLEDGED
) -> Baseline:
    """Return the baseline as it should be after these results: without stale entries, with those `accepted` now.

    Reasons, notes and dates of entries that stay are kept. An entry that ran out and is accepted again takes those of
    `why`; one that ran out and is not accepted stays, so that its words are not lost.
    """
    claims = {claim.id: claim for claim in results.claims}
    findings = {(finding.id, finding.rule): finding for finding in results.findings}
    kept: dict[str, Entry] = {}
    for entry in _alive(baseline, results.findings, results.sources):
        finding = findings.get((entry.id, entry.rule))
        if finding is None:  # its channel could not be read this time
            kept[entry.id] = entry
            continue
        kept[entry.id] = entry_of(finding, claims, entry.acceptance)
    for finding in accepted:
        kept[finding.id] = entry_of(finding, claims, why)
    ordered = tuple(sorted(kept.values(), key=lambda entry: (entry.id, entry.rule)))
    return Baseline(results.run.model, results.run.model_revision, ordered)


def extended(baseline: Baseline, results: Results, accepted: Sequence[Finding], why: Acceptance) -> Baseline:
    """Return the baseline with those `accepted` now added: results of a change say nothing of what it holds."""
    claims = {claim.id: claim for claim in results.claims}
    kept = {entry.id: entry for entry in baseline.entries} | {f.id: entry_of(f, claims, why) for f in accepted}
    ordered = tuple(sorted(kept.values(), key=lambda entry: (entry.id, entry.rule)))
    return replace(baseline, entries=ordered)


def pruned(
    baseline: Baseline, findings: Sequence[Finding], today: date, *, reports: Sequence[SourceReport] = ()
) -> Baseline:
    """Return the baseline without entries that do nothing: stale ones, and those whose last day is over."""
    alive = _alive(baseline, findings, reports)
    return replace(baseline, entries=tuple(entry for entry in alive if not entry.expired(today)))


def _alive(baseline: Baseline, findings: Sequence[Finding], reports: Sequence[SourceReport]) -> list[Entry]:
    return [entry for entry in baseline.entries if not is_stale(entry, findings, reports)]
