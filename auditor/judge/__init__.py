"""Does what a channel says show, repeat or contradict what the organisation claims?"""

from __future__ import annotations

from auditor.judge.decide import judge
from auditor.judge.owned import owned_conflicts

__all__ = ["judge", "owned_conflicts"]
