"""Which promise holds for which question, and until when it could be kept."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from auditor.model import Claim, Conversation, Hedge, Term
from auditor.settings.model import Settings, Source
from auditor.webcare.channels import channels_of, covers, scope_of
from auditor.webcare.hours import (
    OpenHours,
    after_working_minutes,
    close_of_working_day,
    instant,
    office_hours,
    whole_days,
)
from auditor.webcare.lexicon import phrases, raw_patterns
from auditor.webcare.stated_hours import hours_beside

METRIC: Final = "response_time"
_MINUTES: Final = {
    "second": 1 / 60,
    "minute": 1,
    "hour": 60,
    "day": 24 * 60,
    "week": 7 * 24 * 60,
    "month": 30 * 24 * 60,
}
_WORKING_DAYS: Final = {"day": 1, "week": 5}
_DAY: Final = 24 * 60
_WORD_OF_ADDRESS: Final = re.compile(r"[^\W\d_]+")


def applies(claim: Claim, term: Term, source: Source, platform: str | None = None) -> bool:
    """Return whether a reply time that is promised is to be measured on a source.

    It is, when the term is an upper limit on a reply time, and
    * the claim is tied to channels by name (`claim.channels`) and this is one of them, or
    * it names this channel, or social media at large and this is one, or
    * it names no channel and is about messages or questions in general, not about one matter (complaints, requests,
      orders...), and its condition, if it has one, is one that any question may meet.

    Args:
        claim: the promise.
        term: one of its terms.
        source: a configured source; on one with role `owned` nothing is measured.
        platform: where one source mixes several, that of the message ("facebook").
    """
    if source.role != "social" or not _limits_reply_time(term) or not _can_be_met(term):
        return False
    here = channels_of(source, platform)
    if claim.channels:
        return source.name in claim.channels or covers(claim.channels, here)
    scope = _scope(claim, term)
    return covers(scope, here) if scope else _is_general(claim)


def names(claim: Claim, term: Term, source: Source) -> bool:
    """Return whether a promise names this very channel, rather than social media or messages at large."""
    return source.name in claim.channels or bool(_scope(claim, term) & channels_of(source))


def promise_terms(claim: Claim, source: Source, platform: str | None = None) -> tuple[Term, ...]:
    """Return the reply times of a claim that are to be measured on a source."""
    return tuple(term for term in claim.terms if applies(claim, term, source, platform))


def _scope(claim: Claim, term: Term) -> frozenset[str]:
    return scope_of(claim, term, [other for other in claim.terms if other is not term and _limits_reply_time(other)])


def deadline(term: Term, asked_at: datetime, settings: Settings, stated: OpenHours | None = None) -> datetime:
    """Return until when a question asked at `asked_at` could be answered in time.

    On the clock a term runs from the question. In working time, hours and minutes count inside the opening hours
    (those that the promise states, `stated`; else the configured ones, else Monday to Friday 9 to 5), and N days end at
    the close of the N-th working day after the day of asking. "Within 24 hours on working days" speaks of whole days,
    so only the days off are left out.

    Raises:
        ConfigError: the country of the holidays is unknown.
        ValueError: the organisation is never open.
    """
    hours = stated or office_hours(settings)
    amount = term.high if term.high is not None else term.value
    if term.calendar != "working":
        return _clock(term, amount, asked_at, hours)
    if term.unit in _WORKING_DAYS:
        days = 0 if phrases("same_day").search(term.text) else math.ceil(amount * _WORKING_DAYS[term.unit])
        return close_of_working_day(asked_at, days, hours)
    minutes = amount * _MINUTES[term.unit]
    if minutes >= _DAY and not phrases("working_hours").search(term.text):
        hours = whole_days(hours)
    return after_working_minutes(asked_at, minutes, hours)


def due_at(source: Source, claims: Sequence[Claim], settings: Settings) -> Callable[[Conversation], datetime]:
    """Return a function that gives the moment after which a conversation without a reply is unanswered.

    That is the earliest deadline that an applicable promise sets; hedged ones ("usually", "we aim to") set none.
    Where none applies, `webcare.default_hours` on the clock.
    """
    default = timedelta(hours=settings.webcare.default_hours)

    @cache
    def firm(platform: str | None) -> tuple[tuple[Term, OpenHours | None], ...]:
        return tuple(
            (term, hours_beside(claim, term, settings))
            for claim in claims
            for term in promise_terms(claim, source, platform)
            if term.hedge == "none"
        )

    def due(conversation: Conversation) -> datetime:
        deadlines = [
            deadline(term, conversation.asked_at, settings, stated)
            for term, stated in firm(platform_of(conversation))
            if in_time_of_day(term, conversation.asked_at, settings)
        ]
        return min(deadlines, default=conversation.asked_at + default)

    return due


def platform_of(conversation: Conversation) -> str | None:
    """Return the platform a conversation was held on."""
    post = conversation.asked or conversation.reply
    return post.platform if post else None


def in_time_of_day(term: Term, asked_at: datetime, settings: Settings) -> bool:
    """Return whether a question meets a condition such as "asked before 5 pm"; true where the term has none."""
    limit = _minutes_before(term.condition or "")
    if limit is None:
        return True
    local = asked_at.astimezone(office_hours(settings).zone)
    return local.hour * 60 + local.minute < limit


def target_share(claim: Claim, hedge: Hedge, settings: Settings) -> float:
    """Return the share of questions that must be answered in time: what the claim itself says, else the setting for
    its wording. "Usually" and "on average" promise most, not nearly all.
    """
    said = [term.value for term in claim.terms if term.metric == "share" and 50 <= term.value <= 100]
    if said:
        return said[0] / 100
    return settings.webcare.soft_share if hedge == "soft" else settings.webcare.target_share


def _limits_reply_time(term: Term) -> bool:
    return (
        term.metric == METRIC
        and not term.negated
        and term.comparator in {"<", "<=", "="}
        and term.unit in _MINUTES
        and term.value > 0
    )


def _can_be_met(term: Term) -> bool:
    """Return whether any question may meet the term's condition; "in an emergency" is not ours to tell."""
    condition = term.condition
    if not condition or condition == "other" or _minutes_before(condition) is not None:
        return True
    return bool(phrases("benign_conditions").search(condition)) and not phrases("other_matters").search(condition)


def _is_general(claim: Claim) -> bool:
    """Return whether a promise that names no channel is about answering messages, whatever they are about."""
    place = " ".join(_WORD_OF_ADDRESS.findall(f"{claim.place.path or ''} {urlsplit(claim.place.url or '').path}"))
    around = (claim.text, *claim.headings[-2:], place)
    if any(map(phrases("other_matters").search, around)):
        return False
    if phrases("answering").search(claim.text):
        return True
    return bool(phrases("answers").search(claim.text)) and any(map(phrases("messages").search, around))


def _clock(term: Term, amount: float, asked_at: datetime, hours: OpenHours) -> datetime:
    today = hours.local_day(asked_at)
    if phrases("same_day").search(term.text):
        return instant(today, _DAY, hours.zone, closing=True)
    if phrases("next_day").search(term.text):
        return instant(today + timedelta(days=1), _DAY, hours.zone, closing=True)
    return asked_at.astimezone(UTC) + timedelta(minutes=amount * _MINUTES[term.unit])


def _minutes_before(condition: str) -> int | None:
    """Return the time of day, in minutes, before which a question must be asked; None where there is none."""
    for pattern in raw_patterns("before_time"):
        if found := pattern.search(condition):
            hour, minute, *half = found.groups()
            afternoon = bool(half and half[0] and half[0].lower() == "p" and int(hour) < 12)
            return (int(hour) + 12 * afternoon) * 60 + int(minute or 0)
    return None
