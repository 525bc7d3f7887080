"""Dates as exports write them. Whether 03/04 is in March or in April is decided for a whole column, or refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
Order = Literal["day first", "month first"]
Parse = Callable[[str], datetime | None]

_NUMERIC: Final = re.compile(
    r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:[\sT,]+(?:om\s+|at\s+)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([ap]\.?m\.?)?)?",
    re.IGNORECASE,
)
_WORDED: Final = re.compile(
    r"(?:[a-z]+,?\s+)?(?:(\d{1,2})\.?\s+([a-z]{3,9})\.?|([a-z]{3,9})\.?\s+(\d{1,2}),?)\s+(\d{4})"
    r"(?:[\s,]+(?:om\s+|at\s+)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([ap]\.?m\.?)?)?",
    re.IGNORECASE,
)
_MONTHS: Final = {
    "jan": 1, "feb": 2, "mar": 3, "maa": 3, "mrt": 3, "apr": 4, "may": 5, "mei": 5, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip


class AmbiguousDatesError(ValueError):
    """Every date of a column can be read with the day or with the month first. Holds one of them."""


def reader(values: Iterable[str], zone: str, date_format: str | None = None) -> Parse:
    """Return a function that reads the dates of one column as instants in UTC; it gives None for what is no date.

    Args:
        values: all values of the column, read once; they decide on the order of day and month.
        zone: the time zone of dates without an offset.
        date_format: a `strptime` format, where the column needs one.

    Raises:
        AmbiguousDatesError: dates with slashes, none of which shows the order. With dashes or dots the day is first.
    """
    here = ZoneInfo(zone)
    order = _order(values) if date_format is None else "day first"

    def parse(value: str) -> datetime | None:
        text = " ".join(value.split())
        try:
            found = datetime.strptime(text, date_format) if date_format else _read(text, order)  # noqa: DTZ007  # below
        except (ValueError, OverflowError, OSError):
            return None
        if found is None:
            return None
        return (found if found.tzinfo else found.replace(tzinfo=here)).astimezone(UTC)

    return parse


def _order(values: Iterable[str]) -> Order:
    slashed = None
    can_be: set[Order] = {"day first", "month first"}
    for value in values:
        found = _NUMERIC.fullmatch(" ".join(value.split()))
        if not found:
            continue
        if int(found[1]) > 12:
            can_be.discard("month first")
        if int(found[3]) > 12:
            can_be.discard("day first")
        if found[2] == "/":
            slashed = slashed or value
            if found[8]:  # who writes "2:30 PM" after a slashed date writes the month first
                can_be.discard("day first")
    if slashed is not None and len(can_be) != 1:
        raise AmbiguousDatesError(slashed)
    return "day first" if "day first" in can_be or not can_be else "month first"


def _read(text: str, order: Order) -> datetime | None:
    if re.fullmatch(r"\d{10}(?:\.\d+)?|\d{13}", text):
        return datetime.fromtimestamp(float(text) / (1000 if len(text) == 13 and "." not in text else 1), UTC)
    if found := _NUMERIC.fullmatch(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        day, month = (first, second) if order == "day first" else (second, first)
        return _moment(date(year + (2000 if year < 100 else 0), month, day), found.groups()[4:])
    if found := _WORDED.fullmatch(text):
        month_name = (found[2] or found[3])[:3].lower()
        if month_name in _MONTHS:
            day = int(found[1] or found[4])
            return _moment(date(int(found[5]), _MONTHS[month_name], day), found.groups()[5:])
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return parsedate_to_datetime(text) if "," in text or ":" in text else None


def _moment(day: date, clock: tuple[str | None, ...]) -> datetime:
    """Return the moment on a day that (hour, minute, second, am or pm) say; midnight where they are missing."""
    hour, minute, second, half = clock
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half.lower().startswith("p") else 0)
    return datetime.combine(day, time(hours, int(minute or 0), int(second or 0)))
