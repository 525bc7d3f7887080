"""The figures of one channel: counts, median, nearest-rank 90th percentile, and each promise with its interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Final, Literal

from auditor.model import Claim, Conversation, PromiseFigures, WebcareFigures
from auditor.settings.model import Settings, Source
from auditor.webcare.histogram import histogram
from auditor.webcare.lexicon import note
from auditor.webcare.promises import deadline, in_time_of_day, names, platform_of, promise_terms, target_share

Kept = Literal["kept", "broken", "undecided", "too_few"]

# The two-sided 95 % point of the normal distribution.
_Z: Final = 1.959963984540054


def figures(
    source: Source, conversations: Sequence[Conversation], claims: Sequence[Claim], settings: Settings, now: datetime
) -> WebcareFigures:
    """Return the reply times of one source, and how often each promise that applies to it was kept.

    Args:
        source: the source, with role `social`.
        conversations: of any sources, as `conversations()` gives them; only those of `source` count.
        claims: all claims; those with a reply time that applies here get figures. A promise is measured on the
            questions of the last `matching.window` days.
        settings: hours, target share, least number of cases.
        now: the moment of judging, aware.

    Raises:
        ConfigError: the country of the holidays is unknown.
    """
    mine = tuple(conversation for conversation in conversations if conversation.source == source.name)
    answered = [conversation for conversation in mine if conversation.state == "answered"]
    clock = [conversation.minutes for conversation in answered if conversation.minutes is not None]
    working = [c.working_minutes for c in answered if c.working_minutes is not None]
    measured = tuple(found for claim in claims if (found := _promise(claim, source, mine, settings, now)))
    return WebcareFigures(
        source=source.name,
        conversations=len(mine),
        answered=len(answered),
        unanswered=sum(conversation.state == "unanswered" for conversation in mine),
        open=sum(conversation.state == "open" for conversation in mine),
        median_minutes=_rounded(median(clock)) if clock else None,
        p90_minutes=percentile(clock, 0.9),
        median_working_minutes=_rounded(median(working)) if working else None,
        p90_working_minutes=percentile(working, 0.9),
        promises=tuple(sorted(measured, key=lambda promise: promise.claim)),
        notes=tuple(_notes(source, mine, claims, settings)),
        histogram=histogram(mine),
    )


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the nearest-rank percentile: the smallest value that at least `share` of all do not exceed."""
    if not values:
        return None
    rank = max(1, math.ceil(round(share * len(values), 9)))
    return _rounded(sorted(values)[rank - 1])


def wilson(within: int, n: int) -> tuple[float, float]:
    """Return the Wilson 95 % interval of a share, `n` at least 1.

    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212.
    """
    share, square = within / n, _Z * _Z
    centre = (share + square / (2 * n)) / (1 + square / n)
    half = _Z / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    return round(max(0.0, centre - half), 4), round(min(1.0, centre + half), 4)


def _promise(
    claim: Claim, source: Source, mine: Sequence[Conversation], settings: Settings, now: datetime
) -> PromiseFigures | None:
    """Return how often a claim's reply time was kept on a source; None where it has none that applies here.

    Counted are answered questions and unanswered ones that are past the deadline. Where several terms of one claim
    apply to a question, the latest deadline counts: which of them was meant is not ours to tell. Without a single
    case only a promise that names this very channel is listed.
    """
    since = now - timedelta(days=settings.matching.window)
    terms = {
        platform: promise_terms(claim, source, platform)
        for platform in {None, *(platform_of(conversation) for conversation in mine)}
    }
    n = within = 0
    for conversation in mine:
        timely = [
            term
            for term in terms[platform_of(conversation)]
            if in_time_of_day(term, conversation.asked_at, settings) and conversation.asked_at >= since
        ]
        if not timely:
            continue
        due = max(deadline(term, conversation.asked_at, settings) for term in timely)
        if conversation.reply is not None:
            n += 1
            within += max(conversation.reply.created_at, conversation.asked_at) <= due
        elif now > due:
            n += 1
    if n == 0 and not any(names(claim, term, source) for applicable in terms.values() for term in applicable):
        return None
    target = target_share(claim, settings)
    return PromiseFigures(
        claim=claim.id,
        n=n,
        within=within,
        share=round(within / n, 4) if n else None,
        interval=wilson(within, n) if n else None,
        target=target,
        kept=_kept(within, n, target, settings.webcare.min_cases),
    )


def _kept(within: int, n: int, target: float, min_cases: int) -> Kept:
    """Return the judgement: broken only where even the upper end of the interval lies below the target."""
    if n < min_cases:
        return "too_few"
    if wilson(within, n)[1] < target:
        return "broken"
    return "kept" if within / n >= target else "undecided"


def _rounded(minutes: float) -> float:
    return round(minutes, 1)


def _notes(source: Source, mine: Sequence[Conversation], claims: Sequence[Claim], settings: Settings) -> list[str]:
    """Return in words what the figures do not show."""
    language = settings.report.language
    if not mine:
        return [note(language, "no_questions")]
    notes = []
    answered = sum(conversation.state == "answered" for conversation in mine)
    unanswered = sum(conversation.state == "unanswered" for conversation in mine)
    if all(conversation.asked is None for conversation in mine):
        notes.append(note(language, "own_posts_only"))
    else:
        notes.append(note(language, "seen", answered=answered, unanswered=unanswered))
    handoffs = sum(conversation.handoff for conversation in mine)
    if handoffs:
        notes.append(note(language, "handoffs", count=handoffs, answered=answered))
    working = any(term.calendar == "working" for claim in claims for term in promise_terms(claim, source))
    if working and not settings.hours.given:
        notes.append(note(language, "office_hours_assumed"))
    return notes
