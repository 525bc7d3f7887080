"""Reply times by weekday, hour, month and platform: when people ask, and how long they wait then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from auditor.model import Conversation, Slot
from auditor.webcare.measure import Percentile, median, percentile, rounded
from auditor.webcare.promises import platform_of

_WEEKDAYS: Final = tuple(str(day) for day in range(1, 8))
_HOURS: Final = tuple(f"{hour:02d}" for hour in range(24))


def by_weekday(mine: Sequence[Conversation], zone: ZoneInfo, definition: Percentile) -> tuple[Slot, ...]:
    """Return seven slots, "1" (Monday) to "7"; none without conversations."""
    return _slots(mine, lambda moment: str(moment.astimezone(zone).isoweekday()), _WEEKDAYS, definition)


def by_hour(mine: Sequence[Conversation], zone: ZoneInfo, definition: Percentile) -> tuple[Slot, ...]:
    """Return 24 slots, "00" to "23"; none without conversations."""
    return _slots(mine, lambda moment: f"{moment.astimezone(zone).hour:02d}", _HOURS, definition)


def by_month(mine: Sequence[Conversation], zone: ZoneInfo, definition: Percentile) -> tuple[Slot, ...]:
    """Return a slot for every month from the first question to the last question or reply, quiet ones included."""
    moments = [c.asked_at for c in mine] + [c.reply.created_at for c in mine if c.reply is not None]
    local = [moment.astimezone(zone) for moment in moments]
    keys = tuple(_months(min(local), max(local))) if local else ()
    return _slots(mine, lambda moment: f"{moment.astimezone(zone):%Y-%m}", keys, definition)


def by_platform(mine: Sequence[Conversation], definition: Percentile) -> tuple[Slot, ...]:
    """Return a slot per platform where one source mixes several, else none."""
    groups: dict[str, list[Conversation]] = defaultdict(list)
    for conversation in mine:
        groups[platform_of(conversation) or ""].append(conversation)
    if len(groups) < 2:
        return ()
    return tuple(
        slot(key, group, sum(c.reply is not None for c in group), definition) for key, group in sorted(groups.items())
    )


def slot(key: str, asked: Sequence[Conversation], replies: int, definition: Percentile) -> Slot:
    """Return the figures of the conversations of one slot."""
    states = [conversation.state for conversation in asked]
    clock = [c.minutes for c in asked if c.minutes is not None]
    working = [c.working_minutes for c in asked if c.working_minutes is not None]
    return Slot(
        key=key,
        conversations=len(states),
        answered=states.count("answered"),
        unanswered=states.count("unanswered"),
        open=states.count("open"),
        replies=replies,
        median_minutes=rounded(median(clock, definition)),
        p90_minutes=rounded(percentile(clock, 0.9, definition)),
        median_working_minutes=rounded(median(working, definition)),
        p90_working_minutes=rounded(percentile(working, 0.9, definition)),
    )


def _slots(
    mine: Sequence[Conversation], key_of: Callable[[datetime], str], keys: Iterable[str], definition: Percentile
) -> tuple[Slot, ...]:
    if not mine:
        return ()
    asked: dict[str, list[Conversation]] = defaultdict(list)
    replies: dict[str, int] = defaultdict(int)
    for conversation in mine:
        asked[key_of(conversation.asked_at)].append(conversation)
        if conversation.reply is not None:
            replies[key_of(conversation.reply.created_at)] += 1
    return tuple(slot(key, asked[key], replies[key], definition) for key in keys)


def _months(first: datetime, last: datetime) -> Iterator[str]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield f"{year}-{month:02d}"
        year, month = (year + month // 12, month % 12 + 1)
