"""How often each promise was kept on a channel: the cases of every promise, their share, interval and error budget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

from auditor.model import Case, Claim, Conversation, Hedge, PromiseFigures, Term
from auditor.settings.model import Settings, Source
from auditor.webcare.availability import availability_terms, names_channel, outside_office
from auditor.webcare.measure import budget, wilson
from auditor.webcare.promises import deadline, in_time_of_day, names, platform_of, promise_terms, target_share
from auditor.webcare.stated_hours import hours_beside

Kept = Literal["kept", "broken", "undecided", "too_few"]
Metric = Literal["response_time", "availability"]

# "Reachable from 8 to 20" promises that somebody is there, not how fast: it is only called broken where it is certain
# that most of those who asked in the evening had to wait for the next office hours.
_MOST: Final = 0.5
_HEDGES: Final[tuple[Hedge, ...]] = ("none", "soft", "aspirational")


def compliance(
    source: Source, mine: Sequence[Conversation], claims: Sequence[Claim], settings: Settings, now: datetime
) -> tuple[PromiseFigures, ...]:
    """Return the figures of every promise that applies to a source, sorted by claim.

    Without a single case only a promise that names this very channel is listed.
    """
    found = (_promise(claim, source, mine, settings, now) for claim in claims)
    return tuple(sorted((figures for figures in found if figures is not None), key=lambda figures: figures.claim))


def cases(
    claim: Claim, source: Source, mine: Sequence[Conversation], settings: Settings, now: datetime
) -> tuple[Metric, tuple[Case, ...]]:
    """Return what is measured of a claim on a source, and the questions of the matching window it was measured on.

    A reply time comes before opening hours where one claim promises both. Where several terms of one claim apply to a
    question, the latest deadline counts: which of them was meant is not ours to tell.

    Raises:
        ConfigError: the country of the holidays is unknown.
    """
    since = now - timedelta(days=settings.matching.window)
    recent = [conversation for conversation in mine if conversation.asked_at >= since]
    timed = tuple(_timed(claim, source, recent, settings, now))
    if timed or any(promise_terms(claim, source, platform) for platform in _platforms(mine)):
        return "response_time", timed
    return "availability", tuple(_reached(claim, source, recent, settings, now))


def _timed(
    claim: Claim, source: Source, recent: Sequence[Conversation], settings: Settings, now: datetime
) -> Iterator[Case]:
    terms = {platform: promise_terms(claim, source, platform) for platform in _platforms(recent)}
    stated = {term: hours_beside(claim, term, settings) for found in terms.values() for term in found}
    for conversation in recent:
        timely = [
            term for term in terms[platform_of(conversation)] if in_time_of_day(term, conversation.asked_at, settings)
        ]
        if timely:
            due = max(deadline(term, conversation.asked_at, settings, stated[term]) for term in timely)
            yield _case(conversation, due, now)


def _reached(
    claim: Claim, source: Source, recent: Sequence[Conversation], settings: Settings, now: datetime
) -> Iterator[Case]:
    terms = {platform: availability_terms(claim, source, platform) for platform in _platforms(recent)}
    for conversation in recent:
        opens = [
            opening
            for term in terms[platform_of(conversation)]
            if (opening := outside_office(term, conversation.asked_at, settings)) is not None
        ]
        if opens:
            yield _case(conversation, min(opens), now)


def _case(conversation: Conversation, due: datetime, now: datetime) -> Case:
    if conversation.reply is not None:
        in_time = max(conversation.reply.created_at, conversation.asked_at) <= due
        return Case(conversation, due, "within" if in_time else "late")
    return Case(conversation, due, "unanswered" if now > due else "waiting")


def _promise(
    claim: Claim, source: Source, mine: Sequence[Conversation], settings: Settings, now: datetime
) -> PromiseFigures | None:
    metric, found = cases(claim, source, mine, settings, now)
    outcomes = [case.outcome for case in found if case.outcome != "waiting"]
    n, within = len(outcomes), outcomes.count("within")
    if n == 0 and not _is_named(claim, source, mine):
        return None
    hedge = _hedge(claim, source, mine) if metric == "response_time" else "none"
    target = target_share(claim, hedge, settings)
    return PromiseFigures(
        claim=claim.id,
        n=n,
        within=within,
        share=round(within / n, 4) if n else None,
        interval=wilson(within, n) if n else None,
        target=target,
        kept=_kept(within, n, target, _floor(metric, hedge, target), settings.webcare.min_cases),
        metric=metric,
        late=outcomes.count("late"),
        hedge=hedge,
        budget=budget(within, n, target) if n else None,
    )


def _kept(within: int, n: int, target: float, floor: float, min_cases: int) -> Kept:
    """Return the judgement: broken only where even the upper end of the interval lies below `floor`."""
    if n < min_cases:
        return "too_few"
    if wilson(within, n)[1] < floor:
        return "broken"
    return "kept" if within / n >= target else "undecided"


def _floor(metric: Metric, hedge: Hedge, target: float) -> float:
    """Return the share below which a promise is broken. An aim ("we try to") cannot be broken."""
    if metric == "availability":
        return _MOST
    return 0.0 if hedge == "aspirational" else target


def _hedge(claim: Claim, source: Source, mine: Sequence[Conversation]) -> Hedge:
    """Return the firmest wording of the terms that apply."""
    hedges = {term.hedge for term in _applicable(claim, source, mine)}
    return next((hedge for hedge in _HEDGES if hedge in hedges), "none")


def _applicable(claim: Claim, source: Source, mine: Sequence[Conversation]) -> Iterator[Term]:
    for platform in _platforms(mine):
        yield from promise_terms(claim, source, platform)


def _is_named(claim: Claim, source: Source, mine: Sequence[Conversation]) -> bool:
    if any(names(claim, term, source) for term in _applicable(claim, source, mine)):
        return True
    return bool(availability_terms(claim, source)) and names_channel(claim, source)


def _platforms(mine: Sequence[Conversation]) -> frozenset[str | None]:
    return frozenset({None, *(platform_of(conversation) for conversation in mine)})
