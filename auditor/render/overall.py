"""The overall verdict of a claim: what its verdicts on the single channels come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auditor.model import VERDICT_ORDER, Verdict, VerdictLabel


def overall_verdicts(verdicts: Iterable[Verdict]) -> Mapping[str, VerdictLabel]:
    """Return the overall verdict of every claim id that has at least one verdict."""
    labels: dict[str, list[VerdictLabel]] = {}
    for verdict in verdicts:
        labels.setdefault(verdict.claim, []).append(verdict.verdict)
    return {claim: VERDICT_ORDER[min(map(VERDICT_ORDER.index, found))] for claim, found in labels.items()}
