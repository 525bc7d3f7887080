"""The figures of one channel: counts, median, 90th percentile, breakdowns, reply quality, and each promise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from auditor.model import Claim, Conversation, WebcareFigures
from auditor.settings.model import Settings, Source
from auditor.webcare.compliance import compliance
from auditor.webcare.histogram import histogram
from auditor.webcare.hours import office_hours
from auditor.webcare.lexicon import note
from auditor.webcare.measure import Percentile
from auditor.webcare.promises import promise_terms
from auditor.webcare.slots import by_hour, by_month, by_platform, by_weekday, slot
from auditor.webcare.voice import shares


def figures(  # noqa: PLR0913 - the facts of a channel; what is optional is named
    source: Source,
    conversations: Sequence[Conversation],
    claims: Sequence[Claim],
    settings: Settings,
    now: datetime,
    *,
    definition: Percentile = "nearest-rank",
) -> WebcareFigures:
    """Return the reply times of one source, and how often each promise that applies to it was kept.

    Args:
        source: the source, with role `social`.
        conversations: of any sources, as `conversations()` gives them; only those of `source` count.
        claims: all claims; those with a reply time or opening hours that apply here get figures. A promise is measured
            on the questions of the last `matching.window` days.
        settings: hours, target share, least number of cases.
        now: the moment of judging, aware.
        definition: of the percentiles, for comparison with another program.

    Raises:
        ConfigError: the country of the holidays is unknown.
    """
    mine = tuple(conversation for conversation in conversations if conversation.source == source.name)
    zone = office_hours(settings).zone
    whole = slot("", mine, sum(conversation.reply is not None for conversation in mine), definition)
    return WebcareFigures(
        source=source.name,
        conversations=whole.conversations,
        answered=whole.answered,
        unanswered=whole.unanswered,
        open=whole.open,
        median_minutes=whole.median_minutes,
        p90_minutes=whole.p90_minutes,
        median_working_minutes=whole.median_working_minutes,
        p90_working_minutes=whole.p90_working_minutes,
        promises=compliance(source, mine, claims, settings, now),
        notes=tuple(_notes(source, mine, claims, settings)),
        histogram=histogram(mine),
        handoffs=sum(conversation.handoff for conversation in mine),
        automatic=sum(conversation.automatic for conversation in mine),
        by_weekday=by_weekday(mine, zone, definition),
        by_hour=by_hour(mine, zone, definition),
        by_month=by_month(mine, zone, definition),
        by_platform=by_platform(mine, definition),
        traits=shares(mine),
    )


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
        private = {conversation.asked.kind == "dm" for conversation in mine if conversation.asked is not None}
        seen = "seen" if private == {False} else "seen_private" if private == {True} else "seen_all"
        notes.append(note(language, seen, answered=answered, unanswered=unanswered))
    handoffs = sum(conversation.handoff for conversation in mine)
    if handoffs:
        notes.append(note(language, "handoffs", count=handoffs, answered=answered))
    automatic = sum(conversation.automatic for conversation in mine)
    if automatic:
        notes.append(note(language, "automatic", count=automatic))
    working = any(term.calendar == "working" for claim in claims for term in promise_terms(claim, source))
    if working and not settings.hours.given:
        notes.append(note(language, "office_hours_assumed"))
    return notes
