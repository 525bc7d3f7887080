"""The run, station by station: snapshot ─► read ─► claims ─► match ─► judge ─► webcare ─► rules ─► gate ─► results.

Nothing here touches the network. Everything that decides is in the stations; these modules hand their facts on.
"""

from auditor.pipeline.accept import baseline_path, read_baseline, today
from auditor.pipeline.diff import check_change, snapshot_results
from auditor.pipeline.draft import check_draft
from auditor.pipeline.forget import forget_person, forget_source
from auditor.pipeline.reply_times import reply_times
from auditor.pipeline.run import check, claims, kept_results, last_results, read_results

__all__ = [
    "baseline_path",
    "check",
    "check_change",
    "check_draft",
    "claims",
    "forget_person",
    "forget_source",
    "kept_results",
    "last_results",
    "read_baseline",
    "read_results",
    "reply_times",
    "snapshot_results",
    "today",
]
