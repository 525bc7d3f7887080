"""The facts that flow through the pipeline: frozen, free of behaviour that needs the outside world.

The way of the data:

    RawDocument + bytes ──read──► Document(Block...) ──► Statement ──claims──► Claim(Term...)
    Post ─────────────────read──► Document ────────────► Statement ──judge──► Evidence ──► Verdict
                                                                    ──rules──► Finding  ──► Results
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

RUNNING_HEADER: Final = "running header"
"""The key in `Document.facts` of what stands in the margin of a document's first page."""
Role = Literal["owned", "social"]
SourceStatus = Literal["ok", "partial", "unreadable", "empty"]
ClaimKind = Literal["mission", "vision", "value", "product", "promise"]
VerdictLabel = Literal["backed", "echoed", "contradicted", "disputed", "silent", "not_verifiable", "unreadable"]
Relation = Literal["shows", "repeats", "conflicts", "complaint", "measured"]
Level = Literal["error", "warning", "info", "note"]
Hedge = Literal["none", "soft", "aspirational"]
Calendar = Literal["clock", "working"]
Comparator = Literal["<", "<=", "=", ">=", ">"]
BlockKind = Literal["heading", "paragraph", "item", "quote", "cell", "question", "meta"]
AcceptedBecause = Literal["acknowledged", "wont-fix", "false-positive"]
PostKind = Literal["post", "reply", "repost", "quote", "dm", "comment"]
VoiceGroup = Literal["personal", "informal", "inviting", "helpful"]

CLAIM_KINDS: Final[tuple[ClaimKind, ...]] = ("mission", "vision", "value", "product", "promise")
# The overall verdict of a claim is the first of these that any of its social sources has (contract, section 2).
VERDICT_ORDER: Final[tuple[VerdictLabel, ...]] = (
    "contradicted", "disputed", "backed", "echoed", "silent", "not_verifiable", "unreadable",
)  # fmt: skip
LEVEL_ORDER: Final[tuple[Level, ...]] = ("error", "warning", "info", "note")


def normalised(text: str) -> str:
    """Return `text` as it is compared and hashed: NFKC, no soft hyphens, lower case, words separated by one space."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").lower()
    return " ".join(re.findall(r"\w+", plain))


def stable_id(*parts: str, length: int = 10) -> str:
    """Return a hexadecimal id that depends on the parts alone, so that it is the same in every run."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:length]


class Encode(Protocol):
    """Turn texts into a float32 array with one row of unit length per text, in the same order."""

    def __call__(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Encode `texts`."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands. `line` counts from 1 in the file, `page` from 1 in a PDF or slide deck, and
    `start`/`end` are character offsets of the text in its block.
    """

    url: str | None = None
    path: str | None = None
    line: int | None = None
    page: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One thing that was fetched or read from disk, before it is parsed. Its bytes are in the store under `content`."""

    source: str
    key: str
    """Unique within the source: the canonical URL, or the path."""
    media_type: str
    content: str
    """sha256 of the bytes, hexadecimal."""
    url: str | None = None
    path: str | None = None
    fetched_at: datetime | None = None
    modified_at: datetime | None = None
    encoding: str | None = None
    """The charset of the HTTP header, if there was one."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post or message in the one shape that all channels share. Ids are opaque strings; times are aware."""

    source: str
    platform: str
    account: str
    id: str
    text: str
    created_at: datetime
    author_id: str
    author_is_org: bool
    kind: PostKind = "post"
    uri: str | None = None
    url: str | None = None
    lang: str | None = None
    observed_at: datetime | None = None
    edited_at: datetime | None = None
    parent_id: str | None = None
    root_id: str | None = None
    parent_created_at: datetime | None = None
    """The time of the parent where only that is known (X archive: read from the snowflake id)."""
    parent_author: str | None = None
    """Who wrote the parent, where the parent itself is not in the data."""
    mentions: tuple[str, ...] = ()
    title: str | None = None
    raw_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, quotation, table cell or question of a document."""

    kind: BlockKind
    text: str
    place: Place
    language: str | None = None
    level: int | None = None
    """Of a heading, 1 to 6."""
    headings: tuple[str, ...] = ()
    """The headings above this block, outermost first (for a heading: those above it)."""
    label: str | None = None
    """What names the text beside it: the row header of a table cell, the term of a definition, the question of an
    answer, the sentence that ends in a colon above a list."""
    attribution: str | None = None
    """Who is quoted, when the block is a quotation and says so."""


@dataclass(frozen=True, slots=True)
class Document:
    """One page, brochure, post or message with its blocks in reading order."""

    source: str
    role: Role
    id: str
    blocks: tuple[Block, ...]
    url: str | None = None
    path: str | None = None
    title: str | None = None
    language: str | None = None
    published: datetime | None = None
    page_type: str | None = None
    """A guess from the address and title: home, about, mission, values, service, product, news, vacancy, legal,
    contact or other."""
    facts: tuple[tuple[str, str], ...] = ()
    """Plain facts of the metadata (JSON-LD, front matter), such as ("telephone", "...")."""
    links: tuple[str, ...] = ()
    """Absolute addresses of profiles elsewhere that the document declares as its own (rel=me, sameAs, icons)."""
    post: Post | None = None
    notes: tuple[str, ...] = ()
    ignores: tuple[tuple[str, str | None], ...] = ()
    """(comment, text) of every `<!-- auditor: ignore ... -->`: the text that it stands before, None for all of it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence, heading or list item with its exact place and what surrounds it."""

    id: str
    text: str
    source: str
    role: Role
    document: str
    place: Place
    language: str | None = None
    block_kind: BlockKind = "paragraph"
    headings: tuple[str, ...] = ()
    label: str | None = None
    page_type: str | None = None
    title: str | None = None
    published: datetime | None = None
    post: Post | None = None
    before: str | None = None
    """The sentence before it in the same block."""
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """The typed, checkable part of a text.

    `value` is in `unit` ("hour", "day", "eur", "percent", "count", "year", ...). `high` is the upper end of a range.
    `calendar` says whether a duration runs on the clock or in opening hours or working days. `scope` names the
    channels or topics it holds for. `text` is the wording it was read from.
    """

    metric: str
    comparator: Comparator
    value: float
    unit: str
    calendar: Calendar | None = None
    high: float | None = None
    per: str | None = None
    scope: tuple[str, ...] = ()
    condition: str | None = None
    hedge: Hedge = "none"
    negated: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement in which the organisation says what it is or will do. One claim may stand in many places."""

    id: str
    kind: ClaimKind
    text: str
    language: str | None
    confidence: float
    source: str
    place: Place
    also_at: tuple[tuple[str, Place], ...] = ()
    """(source, place) of every other place where the same is said."""
    terms: tuple[Term, ...] = ()
    headings: tuple[str, ...] = ()
    published: datetime | None = None
    channels: tuple[str, ...] = ()
    """Names of the social sources it is about; empty: all of them."""
    testable: bool = True
    """False if nothing in it could be shown or refuted ("zo snel mogelijk" without more)."""
    decided_by: Literal["model", "person"] = "model"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement or a measured behaviour that bears on a claim, and why."""

    text: str
    relation: Relation
    why: str
    score: float | None = None
    confidence: float = 1.0
    url: str | None = None
    published: datetime | None = None
    in_window: bool = True
    source: str | None = None
    place: Place | None = None
    author_is_org: bool = True
    language: str | None = None
    """Of the text, so that a report can say it to a screen reader."""
    redacted: bool = False
    """The words of somebody else were left out."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one claim on one social source; evidence is sorted with the deciding item first."""

    claim: str
    source: str
    verdict: VerdictLabel
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class OwnedConflict:
    """Two claims of the organisation's own that do not go together: other terms for one thing, or another mission."""

    claim_a: Claim
    claim_b: Claim
    why: str
    kind: Literal["terms", "mission"]
    confidence: float = 1.0


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


@dataclass(frozen=True, slots=True)
class Mention:
    """A post of the organisation itself, quoted because of what it is about. `score` is a cosine, -1 to 1."""

    text: str
    source: str
    url: str | None = None
    published: datetime | None = None
    language: str | None = None
    score: float | None = None
    claim: str | None = None
    """Id of the claim that it lies nearest to."""


@dataclass(frozen=True, slots=True)
class ChannelFit:
    """How near the posts of a channel lie to mission, vision and values: `near` and `apart` of `posts`, the others
    in between.
    """

    source: str
    posts: int
    near: int
    apart: int
    nearest: tuple[Mention, ...] = ()
    farthest: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a group of posts and claims is about, with its point on a plane (-1 to 1) where near is alike.

    `told`: in posts, and a claim is near one of them or was judged on one (`both`); in posts that lie apart from every
    claim (`posts_only`) or neither near nor apart (`between`); in claims that no post lies near (`claims_only`).
    """

    id: str
    words: tuple[str, ...]
    """The words that set it apart; empty for the rest, in which nothing goes together."""
    posts: int
    by_source: tuple[tuple[str, int], ...]
    claims: tuple[str, ...]
    """Ids, the most central first; not all where there are many."""
    told: Literal["both", "posts_only", "claims_only", "between"]
    apart: int
    """How many of its posts lie apart from every claim."""
    nearness: float | None
    """Of its posts to the claim nearest to each: the median cosine."""
    x: float
    y: float
    examples: tuple[Mention, ...] = ()
    """The most central posts."""
    strays: tuple[Mention, ...] = ()
    """The posts farthest from every claim, of those that lie apart."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Why a finding is accepted: where somebody said so, the reason, and the last day on which it holds."""

    by: Literal["baseline", "inline"]
    reason: AcceptedBecause
    note: str = ""
    until: str | None = None
    """ISO date, included; None: without end."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to act on, with exactly one primary place."""

    id: str
    rule: str
    level: Level
    title: str
    message: str
    advice: str
    place: Place
    claim: str | None = None
    claims: tuple[str, ...] = ()
    """Further claims it is about, when there are two sides that are both claims."""
    source: str | None = None
    evidence: tuple[Evidence, ...] = ()
    status: Literal["new", "baselined"] = "new"
    confidence: float = 1.0
    accepted: Acceptance | None = None
    """Of a baselined finding; of a new one: the acceptance that ran out."""
    grey: bool = False
    """Whether the judgement is so near the limit of certainty that it warns and never fails the check."""
    written: Place | None = None
    """Where the text at `place` is written, when that is a page made from Markdown or a template; None if unknown."""
    why: str = ""
    """Why this matters to the reader of the site or the channel: the reason of the rule."""


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What was read of one source: the counts, the period, and in words what is missing."""

    name: str
    kind: str
    role: Role
    status: SourceStatus
    documents: int = 0
    statements: int = 0
    expected: int | None = None
    """How many there should be, where the other side says so ("N of M")."""
    first: datetime | None = None
    last: datetime | None = None
    notes: tuple[str, ...] = ()
    required: bool = False
    discovered: tuple[str, ...] = ()
    """Addresses of the organisation's own profiles that this source links to."""
    line: int | None = None
    """Of its entry in the configuration: where programs that want a line show findings without a file."""


@dataclass(frozen=True, slots=True)
class PastRun:
    """One kept run in figures. `new` and `solved` count findings (no notes) against the run before it; None where
    there is none, or where another model judged it.
    """

    number: int
    now: datetime
    snapshot: str
    model_revision: str
    by_level: tuple[tuple[str, int], ...]
    by_verdict: tuple[tuple[str, int], ...]
    new: int | None = None
    solved: int | None = None


@dataclass(frozen=True, slots=True)
class PastFinding:
    """A finding of the run before that is there no more, and why: nothing shows it now, its claim is gone, or nobody
    could look.
    """

    id: str
    rule: str
    level: Level
    title: str
    because: Literal["solved", "claim_gone", "channel_unread"]
    source: str | None = None
    claim: str = ""
    """The text of the claim that it was about."""


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What made the results. Everything that may differ between two equal runs stands here and nowhere else."""

    tool: str
    model: str
    model_revision: str
    snapshot: str
    now: datetime
    organisation: str = ""
    language: str = "nl"
    started: datetime | None = None
    duration_seconds: float | None = None
    handles: tuple[str, ...] = ()
    """The organisation's own accounts; every other handle in a text is somebody else's and is not shown by default."""
    parameters: tuple[tuple[str, str], ...] = ()
    """What the judgement depended on, as (name, value): ("matching.window", "365"), ("check.fail_on", "error")..."""
    history: tuple[PastRun, ...] = ()
    """The runs before this one and this one itself, oldest first."""
    fresh: tuple[str, ...] = ()
    """Ids of the findings (no notes) that the run before did not have; empty where there is none to compare with."""
    gone: tuple[PastFinding, ...] = ()
    """The findings (no notes) that only the run before had."""
    configuration: str = "auditor.yaml"
    """The configuration file, from the root of the repository; the paths of places count from its folder."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts, and the exit code that the gate decided on."""

    by_level: tuple[tuple[str, int], ...]
    by_verdict: tuple[tuple[str, int], ...]
    exit_code: int
    incomplete: bool = False
    reasons: tuple[str, ...] = field(default=())
    stale: tuple[str, ...] = ()
    """Acceptances (entries of the baseline, comments in pages) that no finding answers to, in words, one each."""


@dataclass(frozen=True, slots=True)
class Results:
    """Everything a report is made from."""

    run: RunInfo
    sources: tuple[SourceReport, ...]
    claims: tuple[Claim, ...]
    verdicts: tuple[Verdict, ...]
    webcare: tuple[WebcareFigures, ...]
    findings: tuple[Finding, ...]
    summary: Summary
    fits: tuple[ChannelFit, ...] = ()
    """Per channel, how near its posts lie to mission, vision and values. Shown, never judged by."""
    subjects: tuple[Subject, ...] = ()
    """What posts and claims are about. Shown, never judged by."""
