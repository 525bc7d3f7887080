"""What people write in short in `auditor.yaml`, and the plain form it stands for.

YAML 1.1 has traps: `off` and `no` arrive as False, `8:30` as the number 510 (base sixty). Where the meaning is certain
it is restored here; where it is not, the message says to use quotes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

Days = int | Annotated[str, Field(pattern=r"^\d+\s*[dwmyjg]\w*$")]
LevelInFile = Literal["off", "info", "warning", "error", "note", False]
HoursInFile = Annotated[
    dict[str, Any],
    Field(
        description='Opening hours per day or range of days, as in `mon-fri: ["08:30-17:00"]`; and `holidays`.',
        examples=[{"mon-fri": ["08:30-17:00"], "thu": ["08:30-20:00"], "holidays": {"country": "NL"}}],
    ),
]
RuleInFile = LevelInFile | list[Any] | dict[str, Any]

_DAYS = {
    name: index
    for index, names in enumerate(
        (
            ("mon", "monday", "ma", "maandag"),
            ("tue", "tuesday", "di", "dinsdag"),
            ("wed", "wednesday", "wo", "woensdag"),
            ("thu", "thursday", "do", "donderdag"),
            ("fri", "friday", "vr", "vrijdag"),
            ("sat", "saturday", "za", "zaterdag"),
            ("sun", "sunday", "zo", "zondag"),
        )
    )
    for name in names
}
_PERIOD = re.compile(r"^(\d{1,2})[:.](\d{2})\s*(?:-|–|tot|to)\s*(\d{1,2})[:.](\d{2})$")
_IN_DAYS = {"d": 1, "w": 7, "m": 30.4375, "y": 365, "j": 365}
_CLOSED = (None, False, "closed", "gesloten", "")


def as_level(value: object) -> object:
    """Give `off` back its name, which YAML reads as False; `warn` is what other tools call a warning."""
    if value is False:
        return "off"
    return "warning" if value == "warn" else value


def as_word(value: object) -> object:
    """Give the codes `no` (Norwegian) and `NO` (Norway) back their name, which YAML reads as False."""
    return "no" if value is False else value


def as_country(value: object) -> object:
    """Return a country code in capitals; `NO` (Norway) arrives as False."""
    return "NO" if value is False else value.upper() if isinstance(value, str) else value


def as_plain(value: object) -> object:
    """Return a number as the text it was written as: `account: 2414183`."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def as_tuple(value: object) -> object:
    """Let a single word stand for a list of one."""
    return (value,) if isinstance(value, str) else value


def as_source_map(value: object) -> object:
    """Let a single word stand for a list of one; `off` arrives as False."""
    return ("off",) if value is False else as_tuple(value)


def as_days(value: object) -> object:
    """Turn `365d`, `26w`, `12m` or `2y` into days; a bare number is days already."""
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"(\d+)\s*([dwmyj])\w*", value.strip().lower())
    if not match:
        raise ValueError("write a duration as 365d, 26w, 12m or 2y")
    return round(int(match[1]) * _IN_DAYS[match[2]])


def as_rule(value: object) -> object:
    """Turn `error`, `[error, {window: 180d}]`, `{website: off}` or `{level: ..., ...}` into level and options."""
    if isinstance(value, str) or value is False:
        return {"level": as_level(value)}
    if isinstance(value, list | tuple):
        if not value or len(value) > 2:
            raise ValueError("write a rule as a level, or as [level, {option: value}]")
        options = value[1] if len(value) == 2 else {}
        if not isinstance(options, Mapping):
            # ValueError, because pydantic turns only that into an explained mistake.
            raise ValueError(  # noqa: TRY004
                "the second part of a rule is a mapping of options, such as {window: 180d}"
            )
        return {"level": as_level(value[0]), "options": _options(options)}
    if isinstance(value, Mapping):
        if set(value) <= {"level", "options", "channels"} and value:
            return {**value, "options": _options(value.get("options") or {})}
        return {"channels": dict(value)}
    return value


def _options(options: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): as_days(item) if key == "window" else item for key, item in options.items()}


def as_hours(value: object) -> object:
    """Turn `{mon-fri: [...], thu: [...], holidays: {...}}` into one list of periods per weekday.

    The more specific line wins: a single day over a range, a shorter range over a longer one.
    """
    if not isinstance(value, Mapping) or "week" in value:
        return value
    lines = [(_days(str(key)), periods) for key, periods in value.items() if key != "holidays"]
    week: list[tuple[tuple[int, int], ...]] = [()] * 7
    for days, periods in sorted(lines, key=lambda line: -len(line[0])):
        for day in days:
            week[day] = _periods(periods)
    return {"week": tuple(week), "holidays": value.get("holidays") or {}}


def _days(key: str) -> tuple[int, ...]:
    first, dash, last = key.strip().lower().partition("-")
    try:
        start, end = _DAYS[first.strip()], _DAYS[(last if dash else first).strip()]
    except KeyError as error:
        raise ValueError(
            f"{key!r} is no day; write mon, tue, wed, thu, fri, sat, sun or a range such as mon-fri"
        ) from error
    return tuple((start + step) % 7 for step in range((end - start) % 7 + 1))


def _periods(value: object) -> tuple[tuple[int, int], ...]:
    if value in _CLOSED or value == []:
        return ()
    return tuple(_period(item) for item in (value if isinstance(value, list | tuple) else [value]))


def _period(value: object) -> tuple[int, int]:
    match = _PERIOD.match(value.strip()) if isinstance(value, str) else None
    if not match:
        raise ValueError(f'{value!r} is no period; write it in quotes, such as "08:30-17:00"')
    start, end = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
    if max(int(match[2]), int(match[4])) > 59 or max(start, end) > 1440:
        raise ValueError(f"{value!r} is no time of day")
    return start, end if end > start else end + 1440
