"""How it goes over the runs. Each run carries the figures of those before it, so that a report needs no store."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from auditor.history.compare import Comparison, compare
from auditor.model import PastFinding, PastRun, Results

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
        found = compare(previous, results)
        point = replace(point, new=len(found.new), solved=len(found.solved))
        same = (earlier[-1].snapshot, earlier[-1].by_level, earlier[-1].by_verdict)
        if not found.new and not found.gone and same == (point.snapshot, point.by_level, point.by_verdict):
            kept = replace(results.run, fresh=previous.run.fresh, gone=previous.run.gone)
            return _with(replace(results, run=kept), earlier)
        results = _with_changes(results, previous, found)
    return _with(results, (*earlier, point)[-MAX_RUNS:])


def _with(results: Results, history: tuple[PastRun, ...]) -> Results:
    return replace(results, run=replace(results.run, history=history))


def _with_changes(results: Results, previous: Results, found: Comparison) -> Results:
    """Return the results with what is new in them and what is there no more, by name."""
    texts = {claim.id: claim.text for claim in previous.claims}
    gone = tuple(
        PastFinding(
            id=item.finding.id,
            rule=item.finding.rule,
            level=item.finding.level,
            title=item.finding.title,
            because=item.because,
            source=item.finding.source,
            claim=texts.get(item.finding.claim or "", ""),
        )
        for item in found.gone
    )
    return replace(results, run=replace(results.run, fresh=tuple(sorted(f.id for f in found.new)), gone=gone))


def _point(results: Results, number: int) -> PastRun:
    return PastRun(
        number=number,
        now=results.run.now,
        snapshot=results.run.snapshot,
        model_revision=results.run.model_revision,
        by_level=results.summary.by_level,
        by_verdict=results.summary.by_verdict,
    )
