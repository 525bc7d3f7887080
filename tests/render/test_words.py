"""Numbers, dates and durations as a reader of Dutch or English writes them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sample import day

from auditor.render.words import Words

NL, EN = Words("nl"), Words("en")


@pytest.mark.parametrize(
    ("minutes", "dutch", "english"),
    [
        (None, "–", "–"),
        (0, "0 min", "0 min"),
        (38.4, "38 min", "38 min"),
        (60, "1 uur", "1 hour"),
        (212, "3 uur 32 min", "3 hours 32 min"),
        (1440, "1 dag", "1 day"),
        (1445, "1 dag", "1 day"),
        (3110, "2 dagen 3 uur", "2 days 3 hours"),
        (14_520, "10 dagen", "10 days"),
    ],
)
def test_durations_have_their_two_largest_units(minutes: float | None, dutch: str, english: str):
    assert (dutch, english) == (NL.minutes(minutes), EN.minutes(minutes))


@pytest.mark.parametrize(
    ("share", "dutch"),
    [(0.0, "0%"), (0.001, "minder dan 1%"), (0.588, "59%"), (0.994, "99%"), (0.9966, "meer dan 99%"), (1.0, "100%")],
)
def test_what_is_not_all_is_never_called_all(share: float, dutch: str):
    assert dutch == NL.percent(share)


def test_numbers_dates_and_lists_are_localised():
    assert (NL.number(1312), EN.number(1312)) == ("1.312", "1,312")
    assert (NL.date(day(3, 3)), EN.date(day(3, 3))) == ("3 maart 2026", "3 March 2026")
    assert NL.short_date(day(3, 3)) == "3 mrt 2026"
    assert (NL.listing(["a", "b", "c"]), EN.listing(["a", "b", "c"])) == ("a, b en c", "a, b and c")
    assert NL.period(day(1, 1), day(3, 3)) == "1 jan 2026 – 3 mrt 2026"
    assert NL.period(None, day(3, 3)) == "3 mrt 2026"


def test_dates_are_those_of_the_organisation():
    evening = datetime(2026, 9, 30, 22, 30, tzinfo=UTC)
    assert (NL.short_date(evening), Words("nl", "Europe/Amsterdam").short_date(evening)) == (
        "30 sep 2026",
        "1 okt 2026",
    )
    assert Words("en", "Europe/Amsterdam").date(evening) == "1 October 2026"


def test_value_with_braces_is_not_taken_for_a_placeholder():
    """Channel names and file names come from outside."""
    assert NL.t("{file}, line {line}", file="{note}", line=3) == "{note}, regel 3"
