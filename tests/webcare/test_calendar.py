"""When a promised time runs out, over weekends, holidays, nights and changes of the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import ConfigError
from auditor.model import Term
from auditor.settings.model import Holidays, Hours, Organisation, Settings, Source
from auditor.webcare import deadline
from auditor.webcare.hours import OpenHours, after_working_minutes, office_hours, open_hours, working_minutes

OFFICE = (((540, 1020),),) * 5 + ((),) * 2
WEEKS: dict[str, Any] = {
    "office": OFFICE,
    "late": (*OFFICE[:3], ((540, 1200),), *OFFICE[4:]),
    "lunch": (((540, 720), (780, 1020)),) * 5 + ((),) * 2,
    "night": (((1320, 360),),) * 7,
    "always": (((0, 1440),),) * 7,
    "saturday": (((600, 1080),),) * 6 + ((),),
    "none": ((),) * 7,
}
CASES = yaml.safe_load((Path(__file__).parent / "calendar.yaml").read_text(encoding="utf-8"))


def make_settings(case: dict[str, Any]) -> Settings:
    """Return settings with the hours and holidays of a case."""
    holidays = Holidays(
        country=case.get("country", "NL"),
        subdivision=case.get("subdivision"),
        add=tuple(case.get("add", ())),
        remove=tuple(case.get("remove", ())),
    )
    return Settings(
        organisation=Organisation(name="Voorbeeld", timezone=case.get("zone", "Europe/Amsterdam")),
        hours=Hours(week=WEEKS[case.get("hours", "office")], holidays=holidays),
        sources=(Source(name="x", kind="x-archive", role="social"),),
    )


def local(text: str, configured: Settings) -> datetime:
    """Read a local time of the organisation."""
    return datetime.fromisoformat(str(text)).replace(tzinfo=ZoneInfo(configured.organisation.timezone))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_deadline(case: dict[str, Any]) -> None:
    configured = make_settings(case)
    value, unit, calendar = case["term"]
    term = Term("response_time", "<=", value, unit, calendar, high=case.get("high"), text=case.get("text", ""))

    due = deadline(term, local(case["asked"], configured), configured)

    zone = ZoneInfo(configured.organisation.timezone)
    assert local(case["due"], configured).astimezone(UTC) == due, due.astimezone(zone)


@pytest.mark.parametrize(
    ("start", "end", "hours", "expected"),
    [
        ("2026-03-29 00:00", "2026-03-30 00:00", "always", 23 * 60),
        ("2026-10-25 00:00", "2026-10-26 00:00", "always", 25 * 60),
        ("2026-03-28 22:00", "2026-03-29 06:00", "night", 7 * 60),
        ("2026-10-24 22:00", "2026-10-25 06:00", "night", 9 * 60),
        ("2026-01-09 16:30", "2026-01-12 09:30", "office", 60),
        ("2026-01-10 00:00", "2026-01-11 23:00", "office", 0),
        ("2026-01-12 08:00", "2026-01-12 18:00", "lunch", 7 * 60),
        ("2026-01-12 12:15", "2026-01-12 12:45", "lunch", 0),
        ("2026-12-24 12:00", "2027-01-04 12:00", "office", 5 * 60 + 4 * 480 + 3 * 60),
        ("2026-01-12 10:00", "2026-01-12 10:00", "office", 0),
    ],
)
def test_open_minutes_between_two_moments(start: str, end: str, hours: str, expected: float) -> None:
    configured = make_settings({"hours": hours, "country": None if hours in {"always", "night"} else "NL"})

    minutes = working_minutes(local(start, configured), local(end, configured), open_hours(configured))

    assert expected == minutes


def test_without_opening_hours_every_minute_counts() -> None:
    """No hours configured means always open, and a day on which the clock changes still has 23 hours."""
    configured = make_settings({"hours": "none"})

    minutes = working_minutes(
        local("2026-03-29 00:00", configured), local("2026-03-30 00:00", configured), open_hours(configured)
    )

    assert minutes == 23 * 60


def test_overlapping_hours_are_counted_once() -> None:
    configured = Settings(
        organisation=Organisation(name="Voorbeeld"),
        hours=Hours(week=(((540, 780), (720, 1020)),) * 7),
        sources=(Source(name="x", kind="x-archive", role="social"),),
    )
    start, end = local("2026-01-12 00:00", configured), local("2026-01-13 00:00", configured)

    assert working_minutes(start, end, open_hours(configured)) == 8 * 60


def test_an_evening_that_runs_into_the_next_morning_is_counted_once() -> None:
    """22:00-10:00 and 09:00-17:00 overlap for an hour every morning."""
    configured = Settings(
        organisation=Organisation(name="Voorbeeld"),
        hours=Hours(week=(((540, 1020), (1320, 600)),) * 7),
        sources=(Source(name="x", kind="x-archive", role="social"),),
    )
    start, end = local("2026-01-12 00:00", configured), local("2026-01-13 00:00", configured)

    assert working_minutes(start, end, open_hours(configured)) == (17 + 2) * 60


def test_an_unknown_country_is_a_mistake_in_the_configuration() -> None:
    configured = make_settings({"country": "ZZ"})

    with pytest.raises(ConfigError, match="ZZ"):
        open_hours(configured)


def test_hours_without_a_single_open_day_are_refused() -> None:
    """A term in working time never ends where every day is a holiday."""
    zone = ZoneInfo("Europe/Amsterdam")
    never = OpenHours(zone, OFFICE, lambda _: True)

    with pytest.raises(ValueError, match="ten years"):
        after_working_minutes(datetime(2026, 1, 12, 9, tzinfo=zone), 60, never)


MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))  # noqa: DTZ001


@settings(max_examples=60, deadline=None)
@given(MOMENTS, st.integers(1, 5000), st.sampled_from(["office", "late", "lunch", "night", "always", "saturday"]))
def test_what_is_added_is_what_is_counted(start: datetime, minutes: int, hours: str) -> None:
    """The minutes between a start and its deadline are the minutes of the term."""
    calendar = office_hours(make_settings({"hours": hours}))

    end = after_working_minutes(start, minutes, calendar)

    assert minutes == pytest.approx(working_minutes(start, end, calendar), abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(MOMENTS, st.lists(st.integers(0, 20_000), min_size=2, max_size=2), st.sampled_from(["office", "night", "lunch"]))
def test_open_minutes_add_up(start: datetime, parts: list[int], hours: str) -> None:
    """Counting to a point in between and on from there is counting through; it never exceeds the clock."""
    calendar = office_hours(make_settings({"hours": hours}))
    middle = start + timedelta(minutes=parts[0])
    end = middle + timedelta(minutes=parts[1])

    whole = working_minutes(start, end, calendar)

    assert whole == pytest.approx(working_minutes(start, middle, calendar) + working_minutes(middle, end, calendar))
    assert 0 <= whole <= sum(parts) + 1e-6


WEEK_NAMES = st.sampled_from(["office", "late", "lunch", "night", "always", "saturday"])


@settings(max_examples=60, deadline=None)
@given(MOMENTS, st.integers(0, 20_000), st.integers(0, 20_000), WEEK_NAMES)
def test_who_waits_longer_waits_no_fewer_open_minutes(start: datetime, wait: int, more: int, hours: str) -> None:
    """Open minutes never go back with the clock, are never negative, and none pass before the question."""
    calendar = office_hours(make_settings({"hours": hours}))
    end = start + timedelta(minutes=wait)

    counted = working_minutes(start, end, calendar)

    assert 0 <= counted <= wait + 1e-6
    assert counted <= working_minutes(start, end + timedelta(minutes=more), calendar)
    assert counted <= working_minutes(start - timedelta(minutes=more), end, calendar)
    assert working_minutes(end, start - timedelta(minutes=1), calendar) == 0


@settings(max_examples=60, deadline=None)
@given(
    MOMENTS, st.integers(0, 10_000), st.integers(1, 40), st.integers(0, 40), WEEK_NAMES,
    st.sampled_from(["minute", "hour", "day"]), st.sampled_from(["clock", "working"]),
)  # fmt: skip
def test_a_deadline_is_never_before_the_question_and_moves_with_it(  # noqa: PLR0917 - one per input
    asked: datetime, later: int, value: int, more: int, hours: str, unit: str, calendar: Any
) -> None:
    """A later question is never due earlier, nor is a longer term.

    All hours are said to be working hours here: "24 hours on working days" speaks of whole days, and ends before 9
    office hours do.
    """
    configured = make_settings({"hours": hours})

    def due(moment: datetime, amount: int) -> datetime:
        return deadline(Term("response_time", "<=", amount, unit, calendar, text="in werkuren"), moment, configured)

    assert due(asked, value) > asked
    assert due(asked + timedelta(minutes=later), value) >= due(asked, value)
    assert due(asked, value + more) >= due(asked, value)


@settings(max_examples=40, deadline=None)
@given(MOMENTS, WEEK_NAMES)
def test_the_next_opening_is_open_and_nothing_is_open_before_it(moment: datetime, hours: str) -> None:
    calendar = office_hours(make_settings({"hours": hours}))

    opening = calendar.next_opening(moment)

    assert opening > moment
    assert calendar.is_open(opening)
    if not calendar.is_open(moment):
        assert working_minutes(moment, opening, calendar) == 0
