"""Dates as pages, front matter and office files write them, as aware datetimes."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime


def read_date(value: object) -> datetime | None:
    """Return an aware datetime (UTC where no offset is given) from ISO 8601 or RFC 2822 text, a date or a datetime.

    None for anything else: a date that must be guessed at is no date.
    """
    if isinstance(value, datetime):
        return value if value.tzinfo is not None else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if not isinstance(value, str):
        return None
    text = value.strip()
    for parse in (datetime.fromisoformat, parsedate_to_datetime, _loose):
        try:
            found = parse(text)
        except (ValueError, IndexError):
            continue
        if found.year >= 1970:
            return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
    return None


def _loose(text: str) -> datetime:
    """Read "2026-05-03 10:00 +0200", "2026-5-3" and "21-5-2026", as authors write them. Raises ValueError."""
    dutch = re.fullmatch(r"(\d{1,2})-(\d{1,2})-(\d{4})", text)
    if dutch is not None and int(dutch[1]) > 12:  # otherwise day and month could be the other way round
        return datetime(int(dutch[3]), int(dutch[2]), int(dutch[1]), tzinfo=UTC)
    match = re.match(
        r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?", text
    )
    if match is None:
        raise ValueError(text)
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    offset = (match[7] or "Z").replace("Z", "+00:00")
    return datetime.fromisoformat(f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{offset}")
