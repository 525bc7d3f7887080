"""How reply times are spread: counts per bin, on the clock and in opening hours."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Final

from auditor.model import Conversation, TimeBin

# Ends of the bins in minutes: the terms that organisations promise, so that a promise ends where a bin ends.
BOUNDS: Final = (15, 30, 60, 120, 240, 480, 720, 1440, 2880, 4320, 7200, 10080)


def histogram(conversations: Sequence[Conversation]) -> tuple[TimeBin, ...]:
    """Return the reply times of the answered conversations, each bin that any reply could be in; () without one.

    A conversation whose time in opening hours is not known counts on the clock only.
    """
    answered = [conversation for conversation in conversations if conversation.state == "answered"]
    clock = Counter(_bin(c.minutes) for c in answered if c.minutes is not None)
    working = Counter(_bin(c.working_minutes) for c in answered if c.working_minutes is not None)
    if not clock:
        return ()
    return tuple(TimeBin(upto, clock[k], working[k]) for k, upto in enumerate((*map(float, BOUNDS), None)))


def _bin(minutes: float) -> int:
    """Return the number of the bin; a time of exactly its end is in it, as it is within the promise."""
    return bisect_left(BOUNDS, minutes)
