"""Which stated term is held against which promised one: one kind of measure, one scope, and counts of one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from auditor.judge.rivals import subject
from auditor.judge.standing import Standing
from auditor.model import Statement, Term
from auditor.text.comparison.families import comparable, family
from auditor.text.quantities.metrics import TIME_TO
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
_CUTS: Final = re.compile(r"[,;:.!?()–—]|\b(?:en|and|but|maar)\b")
_AFTERWARDS: Final = re.compile(
    r"\b(?:after (?:that|which|those)|afterwards|thereafter|from then on|daarna|nadien|erna)\b", re.IGNORECASE
)
_ASKING: Final = re.compile(
    r"\b(?:\w*bestel\w*|reserve\w*|boek\w*|vraag\w*|order\w*|book\w*|request\w*|ask)\b", re.IGNORECASE
)
_ANSWERS: Final = frozenset({"response_time", "confirmation_time"})
# What every price and time is said with, and names nothing
_SAID_OF_ALL: Final = subject(
    "gratis free kost kosten cost costs price prijs euro pounds betaalt pay pays vanaf maximaal minstens hooguit "
    "werkdag werkdagen dag dagen uur uren week weken maand maanden jaar jaren kwartier minuut minuten "
    "day days hour hours weeks month months year years minute minutes"
)
_WORKING: Final = re.compile(r"\bworking (?:day|hour|week)s?\b", re.IGNORECASE)
_PAYS: Final = re.compile(r"\b(?:pay|pays|charged?|betaal\w*|betalen|rekenen)\b", re.IGNORECASE)
_STILL: Final = re.compile(r"\b(?:still|even after|nog|ook na|zelfs na)\b", re.IGNORECASE)
_WHOLE: Final = 100.0
_CENT: Final = 0.005
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
        and not _one_desk(claimed, stated)
    ):
        return False
    if family(claimed) == "price" and _other_measure(claimed.per, stated.per):
        return False
    return family(claimed) not in TALLIES or bool(_kindred(promised, other))


def _one_desk(claimed: Term, stated: Term) -> bool:
    """Whether waiting and being answered are one: both on a channel that the two name."""
    return {claimed.metric, stated.metric} == {"response_time", "waiting_time"} and bool(
        set(claimed.scope) & set(stated.scope)
    )


def breaks_otherwise(promised: Stated, other: Stated) -> bool:
    """Whether a term of another measure breaks a promised one: half price where it was free, "still after 2030" where
    it was to be done by 2030.
    """
    a, b = promised.term, other.term
    if a.metric == "price" and a.value == 0 and not a.negated:
        part = b.metric == "discount" and 0 < b.value < _WHOLE and not b.negated
        return part and bool(_PAYS.search(other.text)) and shared(promised.text, other.text) > 1
    late = a.metric == "deadline" and b.metric == "start_date" and a.unit == b.unit == "year"
    goes_on = late and b.comparator == ">" and b.value >= a.value and bool(_STILL.search(other.text))
    return goes_on and shared(promised.text, other.text) > 1


def multiplied(promised: Term, other: Stated, stated: Sequence[Stated]) -> bool:
    """Whether a price is the promised one so many times as the text counts: "seven seats, 28 pounds"."""
    if promised.metric != "price" or other.term.metric != "price":
        return False
    counts = [item.term.value for item in stated if item.term.metric == "count" and item.text]
    return any(n > 1 and abs(n * promised.value - other.term.value) < _CENT for n in counts)


def offered(promised: Stated, stated: Sequence[Stated]) -> tuple[Stated, ...]:
    """Return the terms of a unit as they stand against one promised term.

    To have to order three days ahead is to wait three days. Where something is promised for nothing, a price or a
    least amount that the unit asks for the same thing counts, and not what it gives away besides.
    """
    term = promised.term
    if term.metric in TIME_TO - _ANSWERS:
        return tuple(_awaited(item) if akin(promised.text, item.text) else item for item in stated)
    if term.metric == "price" and term.value == 0 and not term.negated:
        asked = tuple(_asked(item) for item in stated if _asks(item))
        kept = [item for item in asked if _closer(promised, item, stated)]
        return tuple(kept) or tuple(stated)
    return tuple(stated)


def _awaited(item: Stated) -> Stated:
    term = item.term
    if term.metric != "notice" or term.comparator in {"<", "<="} or not _ASKING.search(item.text):
        return item
    return replace(item, term=replace(term, metric="lead_time", comparator="<="))


def _asks(item: Stated) -> bool:
    """Whether a term is a price above nothing, or an amount to spend before anything is free."""
    return item.term.metric in {"price", "order_threshold"} and item.term.value > 0 and not item.term.negated


def _asked(item: Stated) -> Stated:
    return replace(item, term=replace(item.term, metric="price", comparator="="))


def _closer(promised: Stated, price: Stated, stated: Sequence[Stated]) -> bool:
    """Whether a price beside something free is the one of what was promised: its clause names that, or it begins when
    the free time ends ("free for two years, and 15 pounds after that").
    """
    free = [item for item in stated if item.term.metric == "price" and item.term.value == 0 and item.text == price.text]
    if not free:
        return False  # a price alone is held against the promise as any other
    if _AFTERWARDS.search(_clause(price)):
        return akin(promised.text, price.text) and not _AFTERWARDS.search(promised.text)
    return akin(promised.text, _clause(price)) and not akin(promised.text, _clause(free[0]))


def akin(one: str, other: str) -> bool:
    """Whether two texts share a word for a thing, or relatives of one; "free" and "costs" name none."""
    return shared(one, other) > 0


def shared(one: str, other: str) -> int:
    """Return how many words for things in one text have a relative in the other."""
    a, b = (subject(_WORKING.sub(" ", text)) - _SAID_OF_ALL for text in (one, other))
    return sum(bool(ties) for ties in kin(a, b).values())


def _clause(item: Stated) -> str:
    """Return the clause of a text in which a term stands."""
    before, said, after = item.text.partition(item.term.text)
    return _CUTS.split(before)[-1] + said + _CUTS.split(after, maxsplit=1)[0]


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
