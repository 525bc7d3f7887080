"""Promised opening hours against when replies are really given."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from webcare.scripts import NOW, SOURCE, make_posts, make_settings
from webcare.test_promises import make_claim, reply_within

from auditor.model import Claim, Term
from auditor.settings.model import Source
from auditor.text.quantities import read_terms
from auditor.webcare import conversations, figures
from auditor.webcare.availability import availability_terms, outside_office

ALWAYS = Term("opening_hours", "=", 0, "time", high=24, per="mon-sun", text="24/7")
EVENING = Term("opening_hours", "=", 8, "time", high=20, per="mon-fri", text="8 tot 20 uur")


def evenings(waits: list[float | None], asked: str = "2026-04-13 19:00") -> str:
    """Return a script of questions on weekday evenings, each answered after so many hours (None: never)."""
    lines = []
    day = datetime.fromisoformat(asked)
    for number, wait in enumerate(waits):
        while day.weekday() > 4 or (day.month, day.day) in {(4, 27), (5, 14)}:  # King's Day, Ascension Day
            day += timedelta(days=1)
        lines.append(f"q{number} {day:%Y-%m-%d %H:%M} vrager{number}: @molen Is er meel?")
        if wait is not None:
            lines.append(f"a{number}<q{number} {day + timedelta(hours=wait):%Y-%m-%d %H:%M} molen: Ja.")
        day += timedelta(days=1)
    return "\n".join(lines)


def measure(script: str, claim: Claim, **webcare: Any) -> Any:
    configured = make_settings(**webcare)
    found = conversations(make_posts(script), SOURCE, configured, NOW, claims=[claim])
    (promise,) = figures(SOURCE, found, [claim], configured, NOW).promises
    return promise


@pytest.mark.parametrize(
    ("waits", "kept"),
    [
        ([1.0] * 10, "kept"),
        ([13.9] * 10, "kept"),  # answered before nine the next morning
        ([14.5] * 20, "broken"),  # half past nine: left to the office, but for Fridays
        ([None] * 12, "broken"),
        ([1.0] * 6 + [14.5] * 6, "undecided"),
        ([14.5] * 9, "too_few"),
    ],
)
def test_who_asks_in_the_evening_is_answered_in_the_evening(waits: list[float | None], kept: str) -> None:
    promise = measure(evenings(waits), make_claim("Ons webcareteam is 24/7 bereikbaar.", ALWAYS))

    assert (promise.metric, promise.n, promise.kept) == ("availability", len(waits), kept)


def test_questions_in_office_hours_say_nothing_of_the_evening() -> None:
    claim = make_claim("Ons webcareteam is bereikbaar van 8 tot 20 uur.", EVENING)

    promise = measure(evenings([1.0] * 10) + "\nz 2026-05-06 11:00 zoe: @molen Is er gist?", claim)

    assert (promise.n, promise.within) == (10, 10)


def test_questions_outside_the_promised_hours_are_no_cases() -> None:
    claim = make_claim("Ons webcareteam is bereikbaar van 8 tot 20 uur.", EVENING)

    assert measure(evenings([1.0] * 9) + "\nz 2026-05-06 20:00 zoe: @molen Is er gist?", claim).n == 9


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2026-05-08 19:00", "2026-05-11 09:00"),  # Friday evening: the next office hours are on Monday
        ("2026-05-08 16:59", None),
        ("2026-05-08 17:00", "2026-05-11 09:00"),
        ("2026-05-09 12:00", "2026-05-11 09:00"),
        ("2026-05-13 23:00", "2026-05-15 09:00"),  # Ascension Day is no office day
        ("2026-05-14 11:00", "2026-05-15 09:00"),
        ("2026-05-11 08:59", "2026-05-11 09:00"),
    ],
)
def test_around_the_clock_is_held_against_the_next_office_hours(asked: str, expected: str | None) -> None:
    (post,) = make_posts(f"q {asked} an: x")
    wanted = None if expected is None else make_posts(f"q {expected} an: x")[0].created_at

    assert outside_office(ALWAYS, post.created_at, make_settings()) == wanted


def test_working_days_leave_holidays_out_and_every_day_does_not() -> None:
    (holiday,) = make_posts("q 2026-05-14 18:00 an: x")  # Ascension Day, a Thursday

    assert outside_office(EVENING, holiday.created_at, make_settings()) is None
    assert outside_office(ALWAYS, holiday.created_at, make_settings()) is not None


@pytest.mark.parametrize(
    ("text", "language", "measured"),
    [
        ("Ons webcareteam is 24/7 bereikbaar.", "nl", ["kanaal", "x"]),
        ("Via X zijn we dag en nacht bereikbaar.", "nl", ["x"]),
        ("Wij zijn 24/7 bereikbaar.", "nl", ["kanaal", "x"]),
        ("We are available from 8am to 8pm, seven days a week.", "en", ["kanaal", "x"]),
        ("We're here 24/7 on Mastodon.", "en", ["kanaal"]),
        ("Telefonisch zijn we 24/7 bereikbaar.", "nl", []),
        ("Wij zijn 24/7 bereikbaar op 0199 302010.", "nl", []),
        ("Bij storingen zijn wij 24/7 bereikbaar.", "nl", []),
        ("De winkel is open van 8 tot 20 uur.", "nl", []),
    ],
)
def test_where_opening_hours_are_measured(text: str, language: str, measured: list[str]) -> None:
    claim = make_claim(text, *read_terms(text, language))
    sources = (SOURCE, Source(name="x", kind="x-archive", role="social"))

    assert [source.name for source in sources if availability_terms(claim, source)] == measured


def test_a_reply_time_comes_before_opening_hours() -> None:
    claim = make_claim("Wij zijn 24/7 bereikbaar en reageren binnen een uur.", reply_within(1, "hour"), ALWAYS)

    assert measure(evenings([0.5] * 10), claim).metric == "response_time"


def test_nothing_is_measured_on_an_owned_source() -> None:
    claim = make_claim("Ons webcareteam is 24/7 bereikbaar.", ALWAYS)

    assert availability_terms(claim, Source(name="site", kind="web")) == ()
