"""Time inside opening hours: how many minutes lie between two instants, and when a term runs out.

Everything is worked out on local days, because that is how opening hours are written, and then turned into instants:
a day on which the clock changes has 23 or 25 hours. All arguments and results are aware datetimes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from auditor.settings.model import Hours, Settings
from auditor.webcare.days import closed_on

Span = tuple[datetime, datetime]
Week = tuple[tuple[tuple[int, int], ...], ...]

_DAY = 24 * 60
# What "working" means for an organisation that gave no opening hours: said in a note wherever it is used.
OFFICE_WEEK: Week = (((9 * 60, 17 * 60),),) * 5 + ((),) * 2
_WHOLE_DAYS: Week = (((0, _DAY),),) * 5 + ((),) * 2
# Ten years without an open minute: the hours or holidays leave no time at all.
_HORIZON = timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class OpenHours:
    """Opening hours per weekday (0 = Monday) in local minutes since midnight, and the days that are off.

    A span whose end does not lie after its beginning runs on into the next day, and belongs to the day it begins on.
    """

    zone: ZoneInfo
    week: Week
    closed: Callable[[date], bool]
    _known: dict[date, tuple[Span, ...]] = field(default_factory=dict, compare=False, repr=False, hash=False)

    def local_day(self, moment: datetime) -> date:
        """Return the date at the organisation's place."""
        return moment.astimezone(self.zone).date()

    def is_working_day(self, day: date) -> bool:
        """Return whether the organisation opens on that date."""
        return bool(self.week[day.weekday()]) and not self.closed(day)

    def spans(self, day: date) -> tuple[Span, ...]:
        """Return the open spans that begin on a date, in order and without overlap, in UTC."""
        if day not in self._known:
            self._known[day] = tuple(self._spans(day))
        return self._known[day]

    def close_of(self, day: date) -> datetime:
        """Return when the organisation closes on a working day; the end of the date on any other."""
        spans = self.spans(day)
        return spans[-1][1] if spans else instant(day, _DAY, self.zone, closing=True)

    def is_open(self, moment: datetime) -> bool:
        """Return whether the organisation is open at a moment; the minute of closing is not."""
        day = self.local_day(moment)
        return any(start <= moment < end for day in (day - timedelta(days=1), day) for start, end in self.spans(day))

    def next_opening(self, moment: datetime) -> datetime:
        """Return when the organisation opens next, after `moment`.

        Raises:
            ValueError: it is never open.
        """
        moment = moment.astimezone(UTC)
        for start, _ in _from(moment, self):
            if start > moment:
                return start
        raise ValueError("no open time within ten years")

    def _spans(self, day: date) -> Iterator[Span]:
        if not self.is_working_day(day):
            return
        last: Span | None = None
        for start, end in sorted(self.week[day.weekday()]):
            until = end if end > start else end + _DAY
            span = instant(day, start, self.zone), instant(day, until, self.zone, closing=True)
            if last is not None and span[0] <= last[1]:
                last = last[0], max(last[1], span[1])
                continue
            if last is not None:
                yield last
            last = span
        if last is not None and last[0] < last[1]:
            yield last


def open_hours(settings: Settings) -> OpenHours | None:
    """Return the configured opening hours; None where none are given, which means always open.

    Raises:
        ConfigError: the country of the holidays is unknown.
    """
    return office_hours(settings) if settings.hours.given else None


def office_hours(settings: Settings) -> OpenHours:
    """Return the configured opening hours, else Monday to Friday from 9 to 5, for terms in working time.

    Raises:
        ConfigError: the country of the holidays is unknown.
    """
    return _calendar(settings.organisation.timezone, settings.hours)


@lru_cache(maxsize=8)
def _calendar(timezone: str, hours: Hours) -> OpenHours:
    """Build the calendar once: working out holidays is slow, and the spans of a day are kept in it."""
    return OpenHours(ZoneInfo(timezone), hours.week if hours.given else OFFICE_WEEK, closed_on(hours.holidays))


@lru_cache(maxsize=8)
def whole_days(hours: OpenHours) -> OpenHours:
    """Return the same working days, open from midnight to midnight: for "within 24 hours on working days"."""
    week: Week = tuple(((0, _DAY),) if spans else () for spans in hours.week)
    return OpenHours(hours.zone, week if any(week) else _WHOLE_DAYS, hours.closed)


def instant(day: date, minutes: int, zone: ZoneInfo, *, closing: bool = False) -> datetime:
    """Return the instant at which a local clock shows `minutes` since midnight of `day`, in UTC.

    Where the clock shows it twice, an opening is the first time and a closing the second. Where it is skipped, the
    instant of the change.
    """
    naive = datetime.combine(day, time()) + timedelta(minutes=minutes)
    while True:
        moment = naive.replace(tzinfo=zone, fold=1 if closing else 0).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == naive:
            return moment
        naive += timedelta(minutes=1)


def working_minutes(start: datetime, end: datetime, hours: OpenHours | None) -> float:
    """Return how many minutes between two instants are open; all of them where `hours` is None."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)  # two local times are subtracted by their clocks
    if hours is None:
        return max(0.0, (end - start).total_seconds() / 60)
    total = 0.0
    for span in _from(start, hours):
        if span[0] >= end:
            break
        total += max(0.0, (min(end, span[1]) - max(start, span[0])).total_seconds())
    return total / 60


def after_working_minutes(start: datetime, minutes: float, hours: OpenHours) -> datetime:
    """Return when `minutes` of open time have passed since `start`. A term that just fills a day ends at closing time.

    Raises:
        ValueError: the organisation is never open.
    """
    start = start.astimezone(UTC)
    left = timedelta(minutes=minutes)
    for span in _from(start, hours):
        begin = max(start, span[0])
        if span[1] - begin >= left:
            return begin + left
        left -= max(timedelta(), span[1] - begin)
    raise ValueError("no open time within ten years")


def close_of_working_day(start: datetime, days: int, hours: OpenHours) -> datetime:
    """Return the close of the N-th working day after the local date of `start`; N = 0 is that date itself, if it is a
    working day that has not closed yet, else the next one.

    Raises:
        ValueError: the organisation is never open.
    """
    day = hours.local_day(start)
    if days == 0:
        if hours.is_working_day(day) and start <= hours.close_of(day):
            return hours.close_of(day)
        days = 1
    last = day + _HORIZON
    while days and day < last:
        day += timedelta(days=1)
        days -= hours.is_working_day(day)
    if days:
        raise ValueError("no working day within ten years")
    return hours.close_of(day)


def _from(start: datetime, hours: OpenHours) -> Iterator[Span]:
    """Yield the open spans in order, beginning with those of the local day before `start` (it may run past midnight).

    A span that begins before the one of the evening before has ended only counts from there.
    """
    day = hours.local_day(start) - timedelta(days=1)
    last = day + _HORIZON
    reached: datetime | None = None
    while day <= last:
        for begin, end in hours.spans(day):
            fresh = begin if reached is None else max(begin, reached)
            if end > fresh:
                reached = end
                yield fresh, end
        day += timedelta(days=1)
