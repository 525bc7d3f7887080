"""Times as interfaces write them, as instants in UTC."""

from __future__ import annotations

from datetime import UTC, datetime


def iso(value: object) -> datetime | None:
    """Return an ISO 8601 time, with `Z`, `+00:00` or `+0000`; UTC where it has no offset; None for what is none."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def epoch_ms(value: object) -> datetime | None:
    """Return milliseconds since 1970; None for what is no such number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
