"""Accepted findings: a file that a team keeps beside its configuration, so that only what is new fails the check.

Pure: nothing here reads the clock. A finding is never dropped, it is marked; an entry that ran out gives it back.
"""

from auditor.baseline.acceptance import Applied, apply, is_stale, same_model
from auditor.baseline.entries import Baseline, Entry, entry_of
from auditor.baseline.file import dumps, loads, read
from auditor.baseline.inline import Suppressed, suppress
from auditor.baseline.upkeep import debt, extended, pruned, updated, written

__all__ = [
    "Applied",
    "Baseline",
    "Entry",
    "Suppressed",
    "apply",
    "debt",
    "dumps",
    "entry_of",
    "extended",
    "is_stale",
    "loads",
    "pruned",
    "read",
    "same_model",
    "suppress",
    "updated",
    "written",
]
