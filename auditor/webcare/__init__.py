"""Reply times: which questions were asked on a channel, when they were answered, and whether that is what was promised.

The definitions are those of docs/webcare.md: conversation, inbound item, first reply, clock and working minutes,
unanswered and open, nearest-rank 90th percentile, Wilson interval.
"""

from __future__ import annotations

from auditor.webcare.compliance import cases
from auditor.webcare.conversations import Unit, conversations
from auditor.webcare.figures import figures
from auditor.webcare.measure import PERCENTILES, Percentile
from auditor.webcare.promises import applies, deadline, promise_terms

__all__ = [
    "PERCENTILES",
    "Percentile",
    "Unit",
    "applies",
    "cases",
    "conversations",
    "deadline",
    "figures",
    "promise_terms",
]
