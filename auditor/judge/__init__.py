"""Does what a channel says show, repeat or contradict what the organisation claims?"""

from __future__ import annotations

from auditor.judge.decide import judge, load_verifier
from auditor.judge.owned import owned_conflicts
from auditor.judge.pairs import Pair
from auditor.judge.verifier import Opinion, Verifier

__all__ = ["Opinion", "Pair", "Verifier", "judge", "load_verifier", "owned_conflicts"]
