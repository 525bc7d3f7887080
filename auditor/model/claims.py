"""What the organisation says it is or will do, and what each channel says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from auditor.model.documents import Place
from auditor.model.words import Calendar, ClaimKind, Comparator, Hedge, Relation, VerdictLabel


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
