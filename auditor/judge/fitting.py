"""Which stated term is held against which promised one: one kind of measure, one scope, and counts of one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from auditor.judge.rivals import subject
from auditor.judge.standing import Standing
from auditor.model import Statement, Term
from auditor.text.comparison.families import comparable, family
from auditor.text.words import kin

# Platforms on which an organisation talks in public; a promise for "social" holds for each of them.
SOCIAL: Final = frozenset({
    "bluesky", "facebook", "instagram", "linkedin", "mastodon", "pinterest", "snapchat", "social", "threads", "tiktok",
    "twitter", "x", "youtube",
})  # fmt: skip
_GENERAL_TIME: Final = frozenset({"duration", "lead_time", "processing_time"})
_PERIODS: Final = frozenset({"year", "quarter", "month", "week", "day"})
# Tallies of which the whole sentence tells what they are of; beside a number stands what it counts.
_OF_ALL: Final = frozenset({"share", "frequency"})
_NEAR: Final = 3  # words after a number
_MARKS: Final = re.compile(r"[.,;:!?()]")
# A number of things, done or counted once, says nothing against a number promised per year or in all.
TALLIES: Final = frozenset({"count", "frequency", "volume", "weight", "share"})


@dataclass(frozen=True, slots=True)
class Stated:
    """A term, with the statement of a unit that states it."""

    term: Term
    statement: Statement | None = None
    text: str = ""
    """What it was read from."""
    explicit: bool = False
    """Whether a bound is written ("within"), which no mere story has."""
    standing: Standing | None = None
    """What holds or not, where there is no figure: such a term only ever makes a conflict."""


def fits(promised: Stated, other: Stated) -> bool:
    """Whether two terms can be held against each other: one kind of measure, one scope, and counts of one thing."""
    claimed, stated = promised.term, other.term
    if not (comparable(claimed, stated) and same_scope(claimed.scope, stated.scope)):
        return False
    if (
        family(claimed) == "time"
        and claimed.metric != stated.metric
        and not {claimed.metric, stated.metric} & _GENERAL_TIME
    ):
        return False
    if family(claimed) == "price" and _other_measure(claimed.per, stated.per):
        return False
    return family(claimed) not in TALLIES or bool(_kindred(promised, other))


def closeness(promised: Stated, other: Stated) -> tuple[bool, bool, int, bool]:
    """Return what tells the stated term that a claim term is best held against."""
    claimed, stated = promised.term, other.term
    return (
        claimed.metric == stated.metric,
        (claimed.per, claimed.unit) == (stated.per, stated.unit),
        _kindred(promised, other),
        claimed.value == stated.value,
    )


def _other_measure(per: str | None, other: str | None) -> bool:
    """Whether prices are of two things to count by: a month and a ride, a person and a night."""
    return per is not None and other is not None and per != other and not {per, other} <= _PERIODS


def _kindred(claimed: Stated, stated: Stated) -> int:
    """Return how many words that say what a figure counts have a relative among those of the other figure."""
    return sum(bool(ties) for ties in kin(_counted(claimed), _counted(stated)).values())


def _counted(item: Stated) -> frozenset[str]:
    """Return the words for what a term counts: the few after a number, all of the sentence for a share or a pace."""
    if item.term.metric in _OF_ALL:
        return subject(item.text)
    after = item.text.partition(item.term.text)[2] if item.term.text else ""
    near = _MARKS.split(after, maxsplit=1)[0].split()[:_NEAR]
    return subject(f"{item.term.text} {' '.join(near)}")


def same_scope(promised: Sequence[str], stated: Sequence[str]) -> bool:
    """Whether terms for `stated` channels or topics can bear on terms for `promised` ones. Nothing named: all."""
    a, b = {name.lower() for name in promised}, {name.lower() for name in stated}
    if not a or not b or a & b:
        return True
    return ("social" in a and bool(b & SOCIAL)) or ("social" in b and bool(a & SOCIAL))
