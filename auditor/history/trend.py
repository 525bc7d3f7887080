"""How it goes over the runs. Each run carries the figures of those before it, so that a report needs no store."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from auditor.model import Finding, PastRun, Results

MAX_RUNS: Final = 100
"""Kept in the history of a run; a daily audit sees a season."""


def with_history(results: Results, previous: Results | None, number: int) -> Results:
    """Return the results with the runs up to and with this one.

    A run that found nothing else in the same snapshot than the run before it is no new point: judging again changes
    nothing, so it gives the same bytes.

    Args:
        results: of this run.
        previous: of the run before it, None for the first.
        number: of this run, counted from 1.
    """
    if previous is None:
        return _with(results, (_point(results, number),))
    earlier = previous.run.history or (_point(previous, max(number - 1, 1)),)
    point = _point(results, number)
    if previous.run.model_revision == results.run.model_revision:
        old, new = _ids(previous), _ids(results)
        point = replace(point, new=len(new - old), solved=len(old - new))
        same = (earlier[-1].snapshot, earlier[-1].by_level, earlier[-1].by_verdict)
        if old == new and same == (point.snapshot, point.by_level, point.by_verdict):
            return _with(results, earlier)
    return _with(results, (*earlier, point)[-MAX_RUNS:])


def _with(results: Results, history: tuple[PastRun, ...]) -> Results:
    return replace(results, run=replace(results.run, history=history))


def _point(results: Results, number: int) -> PastRun:
    return PastRun(
        number=number,
        now=results.run.now,
        snapshot=results.run.snapshot,
        model_revision=results.run.model_revision,
        by_level=results.summary.by_level,
        by_verdict=results.summary.by_verdict,
    )


def _ids(results: Results) -> set[tuple[str, str]]:
    return {(finding.rule, finding.id) for finding in results.findings if _counts(finding)}


def _counts(finding: Finding) -> bool:
    return finding.level != "note"
