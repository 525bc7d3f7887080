"""One term of a promise against one term of another statement about the same: same, compatible or conflict.

Each term is brought to one figure in the base unit of its dimension. For a time that something takes, a price or a
distance the smaller figure is the better service; for a warranty, a discount or a number of things the larger. Two
figures count as equal within two per cent where months and years are involved (30 days and one month), else only when
they are equal.

Working days against clock days: n working days last n + 2 * (n // 5) days at best and n + 2 * ((n + 4) // 5) at
worst, which decides whether the one keeps the other on every day of asking.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

from auditor.model import Term
from auditor.resources import lexicon
from auditor.text.comparison.families import WINDOWS, Direction, direction, family, general_of
from auditor.text.quantities.hours import days_from
from auditor.text.quantities.units import base, dimension
from auditor.text.quantities.words import LANGUAGES, Phrases, listed, pieces

Outcome = Literal["same", "compatible", "conflict"]
_DAY: Final = 1440.0
_PER_YEAR: Final = {
    "year": 1.0,
    "quarter": 4.0,
    "month": 12.0,
    "week": 52.18,
    "day": 365.25,
    "hour": 8766.0,
    "minute": 525_960.0,
}
_OFFICE: Final = (7.0, 19.0)  # hours that "office hours" without times may mean


@dataclass(frozen=True, slots=True)
class Compared:
    """The outcome and the key of its reason in words.py."""

    outcome: Outcome
    reason: str


def compare_values(a: Term, b: Term, *, report: bool = False) -> Compared:
    """Compare two terms of one family. `report` says that B tells of a case and states no terms."""
    if family(a) == "hours":
        return _days(a, b) if "opening_days" in (a.metric, b.metric) else _hours(a, b)
    special = general_of(a, b)
    if special is not None:
        a, b = replace(a, metric=special), replace(b, metric=special)
    if a.metric == "price" and a.comparator in {">", ">="} and b.comparator not in {">", ">="}:
        # "from ten euros" leaves every price open
        return Compared("conflict", "other_price") if _below_floor(a, b) else Compared("compatible", "no_guarantee")
    if a.negated or b.negated:
        return _denied(a, b)
    if b.metric in WINDOWS - {"availability"} and told_case(b):
        # an item taken back after 24 days keeps 30 days of returning, and one taken back after 40 more than keeps it
        return Compared("compatible", "case_keeps" if _figure(b) <= _figure(a) else "better")
    if a.calendar == "working" or b.calendar == "working":
        calendars = _calendars(a, b, report=report)
        if calendars is not None:
            return calendars
    paced = (
        a.per is not None and b.per is not None
    )  # "this week" and "every week" are the same pace only if both say one
    x, y = _figure(a, paced=paced), _figure(b, paced=paced)
    return (_under_cap if _capped(a) else _figures)(a, b, x, y, report=report)


def _below_floor(a: Term, b: Term) -> bool:
    """Say whether B names less than the "at least three pounds a kilo" that A does; "from ten euros" is no floor."""
    plain = a.metric == b.metric == "price" and a.comparator == ">=" and b.comparator == "=" and not b.negated
    alike = a.per == b.per and a.per is not None and a.unit == b.unit
    return plain and alike and b.value < a.value and _floors().at(pieces(a.text), 0) > 0


@cache
def _floors() -> Phrases:
    """Return the words for "at least" of all languages but for those that only name the lowest of several prices."""
    known = [said for name in LANGUAGES for said in listed(lexicon("quantities", name)["comparators"]["at_least"])]
    return Phrases([said for said in known if said not in {"vanaf", "starting at", "starting from", "upwards of"}])


def told_case(term: Term) -> bool:
    """Say whether a term is the time after which one case came: its wording begins with "na" or "after"."""
    return term.text.partition(" ")[0].lower() in {"na", "after"}


def _figure(term: Term, *, paced: bool = True) -> float:
    """Return the value of a term in its base unit; of a range the end that is promised. `paced` counts per year."""
    if term.metric in ("deadline", "start_date"):
        return _deadline(term)
    top = direction(term) == "less" and term.comparator != ">="
    value = term.high if term.high is not None and top else term.value
    if term.metric in ("frequency", "count", "price") and term.per is not None and paced:
        amount, _, unit = term.per.rpartition(" ")
        if unit in _PER_YEAR:
            return value * _PER_YEAR[unit] / float(amount or 1)
    return base(value, term.unit)


def _deadline(term: Term) -> float:
    """Return a deadline as YYYYMMDD, the last day that keeps it."""
    value = term.high if term.high is not None else term.value
    if term.unit == "date":
        return value - 1 if term.comparator == "<" else value
    return (value - 1 if term.comparator == "<" else value) * 10_000 + 1231


def _equal(a: Term, b: Term, x: float, y: float) -> bool:
    if a.metric == "deadline" and a.unit != b.unit:
        return int(x) // 10_000 == int(y) // 10_000
    mixed = dimension(a.unit) == "time" and a.unit != b.unit
    loose = mixed and bool({a.unit, b.unit} & {"month", "year", "week", "day"})
    loose = loose or (a.metric == "price" and a.per != b.per)  # a year is 52 weeks or 365 days, as one likes
    return abs(x - y) <= (0.02 if loose else 1e-6) * max(abs(x), abs(y))


def _figures(a: Term, b: Term, x: float, y: float, *, report: bool) -> Compared:
    """Compare two figures in the direction of the metric."""
    better = direction(a) if direction(a) != "none" else direction(b)
    if a.metric == b.metric == "duration" and a.comparator != "=":
        better = "more" if a.comparator in {">", ">="} else "less"  # "at least forty hours of training"
    if a.metric == b.metric == "share" and a.comparator == "=":
        better = "none"  # two reported shares are two facts
    if better == "none":
        return _facts(a, b, x, y, report=report)
    equal = _equal(a, b, x, y)
    good = y < x if better == "less" else y > x
    # a bound on the wrong side: "at least three days" of waiting, "at most 100" of what is promised
    wrong_a, wrong_b = _wrong_side(a, better), _wrong_side(b, better)
    if wrong_a != wrong_b:
        return _across(better, good=good, equal=equal, promised=wrong_b)
    if equal:
        return _equal_terms(a, b, report=report)
    if report:
        return Compared("compatible", "case_keeps") if good else Compared("conflict", "case_misses")
    if good and _other_price(a, b):
        return Compared("conflict", "other_price")
    return Compared("compatible", "better") if good else Compared("conflict", "worse")


def _capped(term: Term) -> bool:
    """Say whether a number is one that will not be passed: "hooguit twaalf per groep", not "tot 500 euro vergoed"."""
    return (
        term.metric in {"count", "frequency"} and term.comparator in {"<", "<="} and _caps().any_in(pieces(term.text))
    )


@cache
def _caps() -> Phrases:
    """Return the words for "no more than" of all languages: a term keeps its wording and not its language."""
    return Phrases([said for name in LANGUAGES for said in listed(lexicon("quantities", name)["comparators"]["caps"])])


def _under_cap(a: Term, b: Term, x: float, y: float, *, report: bool) -> Compared:
    """Compare with a number that will not be passed: fewer keeps it, more breaks it."""
    most = base(b.high, b.unit) if b.high is not None and b.per == a.per else y
    if b.comparator in {">", ">="}:
        return Compared("conflict", "opposite_bound") if y > x else Compared("compatible", "no_guarantee")
    if _equal(a, b, x, most) and b.high is None and b.comparator == a.comparator:
        return _equal_terms(a, b, report=report)
    if most <= x:
        return Compared("compatible", "case_keeps" if report else "better")
    return Compared("conflict", "case_misses" if report else "more_than_most")


def _across(better: Direction, *, good: bool, equal: bool, promised: bool) -> Compared:
    """Compare "at most" with "at least"; `promised` says that A is bounded on the side of the better service."""
    if promised:
        return Compared("compatible", "no_guarantee") if good and not equal else Compared("conflict", "opposite_bound")
    worse = better == "more" and not good and not equal
    return Compared("conflict", "worse") if worse else Compared("compatible", "better")


def _other_price(a: Term, b: Term) -> bool:
    """Say whether two prices are given as facts: then a lower one is another fact and not a better offer."""
    return a.metric == b.metric == "price" and a.comparator == b.comparator == "=" and a.value > 0


def _wrong_side(term: Term, better: Direction) -> bool:
    if term.metric in ("warranty", "return_window", "price", "deadline", "discount", "test_period", "availability"):
        return False
    return term.comparator in (">", ">=") if better == "less" else term.comparator in ("<", "<=")


def _facts(a: Term, b: Term, x: float, y: float, *, report: bool) -> Compared:
    """Compare two figures of which neither side is better: another figure is another fact."""
    if _equal(a, b, x, y):
        return _equal_terms(a, b, report=report)
    return Compared("conflict", "other_value")


def _equal_terms(a: Term, b: Term, *, report: bool) -> Compared:
    if report:
        return Compared("compatible", "case_keeps")
    if a.hedge != "none" and b.hedge == "none":
        return Compared("compatible", "firmer")
    if a.hedge == "none" and b.hedge != "none":
        return Compared("same", "equal_hedged")
    return Compared("same", "equal")


def _denied(a: Term, b: Term) -> Compared:
    """Compare terms of which one is denied: "binnen een dag lukt niet" breaks every promise of a day or less."""
    if a.metric == "price":
        return Compared("same", "equal") if a.negated == b.negated else Compared("conflict", "denied")
    x, y = _figure(a), _figure(b)
    if a.negated and b.negated:
        return _equal_terms(a, b, report=False) if _equal(a, b, x, y) else Compared("compatible", "both_denied")
    if a.negated:
        return Compared("compatible", "better")
    less = direction(a) == "less" or direction(b) == "less"
    breaks = y >= x * 0.98 if less else y <= x * 1.02
    return Compared("conflict", "denied") if breaks else Compared("compatible", "no_guarantee")


def _calendars(a: Term, b: Term, *, report: bool) -> Compared | None:
    """Compare a working-time term with a clock-time one; None where both run alike, or the figures alone tell."""
    if a.calendar == b.calendar or direction(a) == "more":
        return None
    x, y = _figure(a), _figure(b)
    in_hours = (a if a.calendar == "working" else b).unit not in {"day", "week"}
    if in_hours:
        return _office_hours(a, b, x, y)
    if a.calendar == "working":
        return _working_promised(a, b, x / _DAY, y / _DAY, report=report)
    return _working_given(a, b, x / _DAY, y / _DAY, report=report)


def _office_hours(a: Term, b: Term, x: float, y: float) -> Compared | None:
    """Compare hours of office time with time on the clock, of which a third is taken as certainly inside them."""
    if _wrong_side(b, "less"):
        return None
    if a.calendar == "working":
        return Compared("compatible", "clock_for_working") if y <= x else None
    return Compared("compatible", "better") if y * 3 <= x else Compared("conflict", "working_for_clock")


def _working_promised(a: Term, b: Term, days_a: float, days_b: float, *, report: bool) -> Compared:
    """Compare a promise of working days with days on the clock: the fewest that the working days can last decide."""
    fewest = days_a + 2 * (int(days_a) // 5)
    if _wrong_side(b, "less"):
        return Compared("conflict", "opposite_bound") if days_b >= fewest else Compared("compatible", "no_guarantee")
    if days_b > fewest * 1.001:
        return Compared("conflict", "case_misses" if report else "worse")
    if int(days_a) % 5 == 0 and abs(days_b - fewest) < 0.01 and b.unit in {"week", "day"}:
        return _equal_terms(a, b, report=report)  # five working days are a week
    return Compared("compatible", "case_keeps" if report else "clock_for_working")


def _working_given(a: Term, b: Term, days_a: float, days_b: float, *, report: bool) -> Compared:
    """Compare a promise of days on the clock with working days: the most that these can last decide."""
    if _wrong_side(b, "less"):
        return Compared("conflict", "opposite_bound") if days_b >= days_a else Compared("compatible", "no_guarantee")
    if int(days_b) % 5 == 0 and abs(days_a - days_b * 7 / 5) < 0.01:
        return _equal_terms(a, b, report=report)
    most = days_b + 2 * ((int(days_b) + 4) // 5)
    return Compared("conflict", "working_for_clock") if most > days_a + 0.01 else Compared("compatible", "better")


def _week(term: Term) -> dict[int, tuple[float, float]]:
    """Return the open hours of each weekday."""
    if term.metric == "closing_time":
        return dict.fromkeys(days_from(term.per), (0.0, term.value))
    if term.metric == "opening_time":
        return dict.fromkeys(days_from(term.per), (term.value, 24.0))
    return dict.fromkeys(days_from(term.per), (term.value, term.high if term.high is not None else 24.0))


def _days(a: Term, b: Term) -> Compared:
    """Compare the days of opening, where one side says nothing of the hours; a negated term tells the days closed."""
    one, other = set(days_from(a.per)), set(days_from(b.per))
    if a.negated and b.negated:
        return Compared("same", "equal") if one == other else Compared("conflict", "other_value")
    if a.negated:
        return Compared("compatible", "wider" if one & other else "no_guarantee")
    if b.negated:
        return Compared("conflict", "narrower") if one & other else Compared("compatible", "no_guarantee")
    if one == other:
        return Compared("same", "equal")
    return Compared("compatible", "wider") if one < other else Compared("conflict", "narrower")


def _hours(a: Term, b: Term) -> Compared:
    """Compare opening hours: B keeps A's promise if it is open at least when A is."""
    if a.negated != b.negated:
        return Compared("conflict", "denied")
    if a.metric != b.metric and "opening_hours" not in (a.metric, b.metric):
        return Compared("compatible", "better")
    one, other = _week(a), _week(b)
    if a.metric != b.metric:  # a closing time against whole hours: only the side that both state
        side = 1 if "closing_time" in (a.metric, b.metric) else 0
        return _one_side(one, other, side)
    if "soft" in (a.hedge, b.hedge) and "24" not in (f"{a.high:g}", f"{b.high:g}"):
        near = all(_OFFICE[0] <= hours[0] and hours[1] <= _OFFICE[1] for hours in (*one.values(), *other.values()))
        if near and set(one) == set(other):
            return Compared("same", "equal")
    if one == other:
        return Compared("same", "equal")
    covered = all(
        day in other and other[day][0] <= hours[0] and other[day][1] >= hours[1] for day, hours in one.items()
    )
    return Compared("compatible", "wider") if covered else Compared("conflict", "narrower")


def _one_side(one: dict[int, tuple[float, float]], other: dict[int, tuple[float, float]], side: int) -> Compared:
    shared = sorted(set(one) & set(other))
    if not shared:
        return Compared("compatible", "better")
    if all(one[d][side] == other[d][side] for d in shared):
        return Compared("same", "equal")
    kept = all(other[d][side] >= one[d][side] if side else other[d][side] <= one[d][side] for d in shared)
    return Compared("compatible", "wider") if kept else Compared("conflict", "narrower")
