"""Reply times: which questions were asked on a channel, when they were answered, and whether that is what was promised.

The definitions are those of docs/webcare.md: conversation, inbound item, first reply, clock and working minutes,
unanswered and open, nearest-rank 90th percentile, Wilson interval.
"""

from __future__ import annotations

from auditor.webcare.conversations import conversations
from auditor.webcare.figures import figures
from auditor.webcare.promises import applies, deadline, promise_terms

__all__ = ["applies", "conversations", "deadline", "figures", "promise_terms"]
