"""Which findings a change causes: those that are there with it and were not there, or less severe, before it."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import LEVEL_ORDER, Finding


def caused(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings of `after` that the change causes, in their order. Notes are about the audit: none does."""
    earlier = {(finding.rule, finding.id): finding for finding in before}
    return tuple(
        finding
        for finding in after
        if finding.level != "note" and _worse(earlier.get((finding.rule, finding.id)), finding)
    )


def _worse(before: Finding | None, after: Finding) -> bool:
    if before is None:
        return True
    if before.grey and not after.grey:
        return True
    return LEVEL_ORDER.index(after.level) < LEVEL_ORDER.index(before.level)
