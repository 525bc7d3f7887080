"""Conversations with the public, and the figures of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from auditor.model.documents import Post
from auditor.model.words import Hedge, VoiceGroup


@dataclass(frozen=True, slots=True)
class Trait:
    """One trait of good webcare in one reply: whether the exchange calls for it, whether the reply has it, and the
    words (or the figure) that show it.
    """

    name: str
    group: VoiceGroup
    due: bool
    has: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One question to the organisation on one channel and its first reply (webcare definitions 1 to 5)."""

    source: str
    id: str
    asked: Post | None
    """The first inbound message; None where the channel holds only the organisation's own posts (X archive)."""
    asked_at: datetime
    reply: Post | None
    state: Literal["answered", "unanswered", "open"]
    minutes: float | None = None
    working_minutes: float | None = None
    handoff: bool = False
    """The reply moves the talk to a private channel."""
    automatic: int = 0
    """Automatic replies that were passed over: they do not stop the clock."""
    traits: tuple[Trait, ...] = ()
    """What the reply has of good webcare; empty without a reply."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question held against a promise: until when it could be answered, and what became of it.

    `waiting`: no reply yet, and not due. It counts neither way.
    """

    conversation: Conversation
    due: datetime
    outcome: Literal["within", "late", "unanswered", "waiting"]


@dataclass(frozen=True, slots=True)
class ErrorBudget:
    """The room that a promised share leaves, as shares of all cases: of `allowed`, `used` was used up by misses.

    With a target of 0.9, `allowed` is 0.1; 7 misses in 100 cases make `used` 0.07. `room` is how many of this number of
    cases may miss, `misses` how many did.
    """

    allowed: float
    used: float
    room: int
    misses: int


@dataclass(frozen=True, slots=True)
class PromiseFigures:
    """How often one promise was kept on one channel: `within` of `n`, as a share with its Wilson 95 % interval."""

    claim: str
    n: int
    within: int
    share: float | None
    interval: tuple[float, float] | None
    target: float = 0.9
    kept: Literal["kept", "broken", "undecided", "too_few"] = "undecided"
    metric: Literal["response_time", "availability"] = "response_time"
    """`availability`: of the questions asked in the promised hours outside office hours, how many got a reply before
    the next office hours began."""
    late: int = 0
    """Answered, but past the promised time. The other misses got no reply."""
    hedge: Hedge = "none"
    """`soft` ("usually within an hour") is held against a lower share; `aspirational` ("we aim to") is never broken."""
    budget: ErrorBudget | None = None
    """None without cases."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The conversations of one weekday, hour, month or platform, by the local time of the question.

    `key` is "1" (Monday) to "7", "00" to "23", "2026-03", or a platform. `replies` counts the first replies given in
    it, by their own time.
    """

    key: str
    conversations: int
    answered: int
    unanswered: int
    open: int
    replies: int
    median_minutes: float | None
    p90_minutes: float | None
    median_working_minutes: float | None
    p90_working_minutes: float | None


@dataclass(frozen=True, slots=True)
class TraitShare:
    """How many of the replies of a channel that call for a trait have it."""

    name: str
    group: VoiceGroup
    due: int
    has: int
    share: float | None


@dataclass(frozen=True, slots=True)
class TimeBin:
    """How many first replies took at most `upto` minutes and more than the bin before, on the clock and in opening
    hours; `upto` None: longer than all bins.
    """

    upto: float | None
    clock: int
    working: int


@dataclass(frozen=True, slots=True)
class WebcareFigures:
    """Reply times of one channel in minutes; None where nothing was answered."""

    source: str
    conversations: int
    answered: int
    unanswered: int
    open: int
    median_minutes: float | None
    p90_minutes: float | None
    median_working_minutes: float | None
    p90_working_minutes: float | None
    promises: tuple[PromiseFigures, ...] = ()
    notes: tuple[str, ...] = ()
    histogram: tuple[TimeBin, ...] = ()
    """Reply times, shortest first; empty where nothing was answered."""
    handoffs: int = 0
    """First replies that move the talk to a private channel; they count as replies."""
    automatic: int = 0
    """Automatic replies that were passed over."""
    by_weekday: tuple[Slot, ...] = ()
    by_hour: tuple[Slot, ...] = ()
    by_month: tuple[Slot, ...] = ()
    by_platform: tuple[Slot, ...] = ()
    """Only where one source mixes several."""
    traits: tuple[TraitShare, ...] = ()
    """Reply quality, as shares of the channel."""
