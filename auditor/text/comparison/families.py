"""Which metrics can be held against each other, and which side of a value is the better service."""

from __future__ import annotations

from typing import Final, Literal

from auditor.model import Term
from auditor.text.quantities.metrics import TIME_TO
from auditor.text.quantities.units import MONEY, dimension

Direction = Literal["less", "more", "none"]

WINDOWS: Final = frozenset({"warranty", "return_window", "test_period", "availability"})
_GENERAL: Final = (
    (frozenset({"duration", "lead_time"}), WINDOWS),
    (frozenset({"share"}), frozenset({"discount", "price_change"})),
)
# Deliveries, appointments, answers and decisions run into each other in what people write; money back does not.
_NAMED: Final = TIME_TO - {"lead_time", "processing_time", "waiting_time"}
_HOURS: Final = frozenset({"opening_hours", "opening_time", "closing_time", "opening_days"})
_MORE: Final = frozenset({"discount", "count", "frequency", "volume", "weight"}) | WINDOWS
_LESS: Final = (
    frozenset({"price", "distance", "deadline", "order_threshold", "price_change", "waiting_time", "lead_time"})
    | {"travel_time"}
    | TIME_TO
)
# Where the bound tells which side serves: data kept "at most" so long, not parts kept in stock; "at least 120 km of new
# pipes", which is a length of work and no way to go; notice that has to be given, and notice that one gets.
_BY_BOUND: Final[dict[tuple[str, str], Direction]] = {
    ("availability", "<"): "less",
    ("distance", ">"): "more",
    ("notice", "<"): "less",
    ("notice", ">"): "more",
}


def family(term: Term) -> str:
    """Return the family of a term: only terms of one family are compared."""
    if term.metric in TIME_TO or term.metric == "duration":
        return "time"
    if term.metric in _HOURS:
        return "hours"
    if term.metric == "price" and dimension(term.unit) in MONEY:
        return "price"
    return term.metric


def direction(term: Term) -> Direction:
    """Return which values of a term's metric are the better service."""
    bounded = _BY_BOUND.get((term.metric, term.comparator.rstrip("=")))
    if bounded is not None:
        return bounded
    if term.metric in _LESS:
        return "less"
    if term.metric == "share" and term.comparator != "=":
        return "more" if term.comparator in {">", ">="} else "less"  # "at least 95% on time"
    return "more" if term.metric in _MORE else "none"


def general_of(a: Term, b: Term) -> str | None:
    """Return the special metric where one term has it and the other only says "so long" or "so many per cent"."""
    for general, special in _GENERAL:
        if a.metric in general and b.metric in special:
            return b.metric
        if b.metric in general and a.metric in special:
            return a.metric
    return None


def apart(a: Term, b: Term) -> bool:
    """Say whether two times are of different services: money back is neither a delivery nor an answer."""
    return a.metric != b.metric and "refund_time" in (a.metric, b.metric) and {a.metric, b.metric} <= _NAMED


def comparable(a: Term, b: Term) -> bool:
    """Say whether two terms measure the same kind of thing, whatever they are about."""
    if apart(a, b):
        return False
    if family(a) != family(b):
        # "30 dagen" after a word for a warranty and without one: the unit decides where one side is general
        return general_of(a, b) is not None and dimension(a.unit) == dimension(b.unit)
    if family(a) in ("deadline", "start_date"):
        return {a.unit, b.unit} <= {"year", "date"}
    if family(a) == "price" and 0.0 in (a.value, b.value):
        return True
    return dimension(a.unit) == dimension(b.unit)


def same_metric(a: Term, b: Term) -> bool:
    """Say whether two terms are plainly of one metric: a specific one on both sides."""
    general = {"duration", "lead_time", "count", "share", "distance", "price", "deadline", "discount"}
    days = {a.metric, b.metric} - {"opening_days"}
    if len(days) == 1 and days < _HOURS:
        return True  # days of opening and hours of opening are both about being open
    return a.metric == b.metric and a.metric not in general
