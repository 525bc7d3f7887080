"""Hours that a promise states itself: "binnen een half uur, elke dag van 7 tot 22 uur", "24/7 bereikbaar"."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from auditor.model import Claim, Term
from auditor.settings.model import Holidays, Settings
from auditor.text.quantities import read_terms
from auditor.text.quantities.hours import days_from
from auditor.webcare.days import closed_on
from auditor.webcare.hours import OpenHours, Week
from auditor.webcare.lexicon import note

METRIC: Final = "opening_hours"
_HOURS: Final = 24


def week_of(term: Term) -> Week:
    """Return the hours of a term per weekday; an empty week where it does not say them ("office hours")."""
    if term.metric != METRIC or term.unit != "time" or term.high is None or term.hedge != "none":
        return ()
    if term.negated or not 0 <= term.value < _HOURS:
        return ()
    span = (round(term.value * 60), round(term.high * 60))
    days = days_from(term.per)
    return tuple(((span,) if day in days else ()) for day in range(7))


@lru_cache(maxsize=32)
def open_in(week: Week, timezone: str, holidays: Holidays) -> OpenHours:
    """Return the hours of a week as a calendar; "on working days" leaves holidays out, "every day" does not."""
    return OpenHours(ZoneInfo(timezone), week, _never if all(week) else closed_on(holidays))


def hours_beside(claim: Claim, term: Term, settings: Settings) -> OpenHours | None:
    """Return the hours that a claim states beside a reply time in working time; None where it states none, or several.

    They are read as the hours in which somebody can be reached, which is what they are.
    """
    if term.calendar != "working" or not term.text:
        return None
    beside = " ".join(claim.text.replace(term.text, " ", 1).split())
    weeks = _weeks(f"{note(claim.language or 'nl', 'reachable')} {beside}", claim.language)
    if len(weeks) != 1:
        return None
    return open_in(weeks[0], settings.organisation.timezone, settings.hours.holidays)


@lru_cache(maxsize=256)
def _weeks(text: str, language: str | None) -> tuple[Week, ...]:
    return tuple(dict.fromkeys(week for term in read_terms(text, language) if (week := week_of(term))))


def _never(_: date) -> bool:
    return False
