"""Promised opening hours ("24/7 bereikbaar", "reachable from 8 to 8") against when replies are really given.

What such a promise adds to ordinary office hours is put to the test: a question asked in the promised hours but outside
Monday to Friday 9 to 5 is a case, and it was reached when somebody replied before the next office hours began.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from auditor.model import Claim, Term
from auditor.settings.model import Holidays, Settings, Source
from auditor.webcare.channels import channels_of, covers, scope_of
from auditor.webcare.days import closed_on
from auditor.webcare.hours import OFFICE_WEEK, OpenHours
from auditor.webcare.lexicon import phrases
from auditor.webcare.stated_hours import METRIC, open_in, week_of

# A telephone number beside the hours: then they are the telephone's.
_NUMBER: Final = re.compile(r"(?<!\w)\+?\(?\d[\d\s()-]{7,}\d(?!\w)")


def availability_terms(claim: Claim, source: Source, platform: str | None = None) -> tuple[Term, ...]:
    """Return the opening hours of a claim that are to be measured on a source.

    They are, when the claim says that somebody can be reached then (not that a shop or counter is open), and it names
    this channel or social media at large; or names no channel, no telephone number and no matter of its own (faults,
    emergencies).
    """
    if source.role != "social" or not phrases("reachable").search(claim.text):
        return ()
    return tuple(term for term in claim.terms if week_of(term) and _is_for(claim, term, source, platform))


def names_channel(claim: Claim, source: Source) -> bool:
    """Return whether the claim names this very channel."""
    return source.name in claim.channels or any(
        scope_of(claim, term, ()) & channels_of(source) for term in claim.terms if term.metric == METRIC
    )


def outside_office(term: Term, asked_at: datetime, settings: Settings) -> datetime | None:
    """Return when the next office hours begin after a question that was asked in the promised hours and outside office
    hours; None for every other question.

    Raises:
        ConfigError: the country of the holidays is unknown.
    """
    promised = open_in(week_of(term), settings.organisation.timezone, settings.hours.holidays)
    office = _office(settings.organisation.timezone, settings.hours.holidays)
    if not promised.is_open(asked_at) or office.is_open(asked_at):
        return None
    return office.next_opening(asked_at)


def _is_for(claim: Claim, term: Term, source: Source, platform: str | None) -> bool:
    here = channels_of(source, platform)
    if claim.channels:
        return source.name in claim.channels or covers(claim.channels, here)
    scope = scope_of(claim, term, ())
    if scope:
        return covers(scope, here)
    around = (claim.text, *claim.headings[-2:])
    return not _NUMBER.search(claim.text) and not any(map(phrases("other_matters").search, around))


@lru_cache(maxsize=8)
def _office(timezone: str, holidays: Holidays) -> OpenHours:
    return OpenHours(ZoneInfo(timezone), OFFICE_WEEK, closed_on(holidays))
