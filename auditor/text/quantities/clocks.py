"""Read times of day in words: "om elf uur", "tien uur 's avonds", "half past nine", "two in the afternoon"."""

from __future__ import annotations

import re
from typing import Final

from auditor.text.quantities.numbers import Number, number_at
from auditor.text.quantities.tokens import Line

_AT: Final = frozenset({"om", "at"})
_EDGES: Final = frozenset(
    {"om", "voor", "na", "vanaf", "tot", "tussen", "en", "rond", "van"}
    | {"at", "before", "after", "from", "until", "till", "by", "between", "and", "to", "around"}
)
_BEFORE: Final = frozenset({"voor", "na"})
_PARTS_NL: Final = {"ochtends": 0, "morgens": 0, "middags": 12, "avonds": 12, "nachts": 0}
_PARTS_EN: Final = {"morning": 0, "afternoon": 12, "evening": 12, "night": 12}
_AN_HOUR: Final = range(1, 25)
# "voor tien uur gebracht", "wie voor negen uur bestelt": beside these an hour is one of the day
_HANDED: Final = re.compile(r"(?:be|in|aan|op|af)?(?:ge(?:bracht|meld|beld|maild|leverd|boekt)|steld?|stelt)|binnen")
_ORDERED: Final = re.compile(r"bestel|aanmeld|meld|bel[td]?$|lever|reserve")  # "bestel je voor twaalf uur"
_OFFICE: Final = range(6, 24)


def clock_at(line: Line, index: int) -> tuple[float, int] | None:
    """Return the hour since midnight that is said at token `index`, and where its wording ends; None for none."""
    return _dutch(line, index) if line.lexicon.language == "nl" else _english(line, index)


def _hour(line: Line, index: int) -> Number | None:
    """Return a whole number that can be an hour."""
    number = number_at(line, index) if index < len(line) else None
    sound = number is not None and number.certain and number.value == int(number.value)
    return number if sound and number is not None and int(number.value) in _AN_HOUR else None


def _dutch(line: Line, index: int) -> tuple[float, int] | None:
    before = line.words[index - 1] if index else ""
    if before not in _EDGES:
        return None
    hour = _hour(line, index)
    past = _past_the_hour(line, index, hour) if before == "om" else None
    if past is not None or hour is None or line.words[hour.end : hour.end + 1] != ("uur",):
        return past
    end = hour.end + 1
    part = line.words[end : end + 3]
    if part[:2] == ("'", "s") and part[-1] in _PARTS_NL:
        return _in_part(hour.value, _PARTS_NL[part[-1]], part[-1]), end + 3
    asked = any(_ORDERED.match(word) for word in line.words[max(0, index - 4) : index])
    handed = before in _BEFORE and int(hour.value) in _OFFICE and (asked or _HANDED.fullmatch("".join(part[:1])))
    return (hour.value, end) if before == "om" or handed else None


def _past_the_hour(line: Line, index: int, minutes: Number | None) -> tuple[float, int] | None:
    """Read "half tien", "tien over acht", "vijf voor twaalf"."""
    half = line.words[index] == "half"
    if not half and (minutes is None or line.words[minutes.end : minutes.end + 1] not in {("over",), ("voor",)}):
        return None
    whole = _hour(line, index + 1 if half or minutes is None else minutes.end + 1)
    if whole is None or whole.value > 12:
        return None
    if half or minutes is None:
        return whole.value - 0.5, whole.end
    sign = 1 if line.words[minutes.end] == "over" else -1
    return whole.value + sign * minutes.value / 60, whole.end


def _english(line: Line, index: int) -> tuple[float, int] | None:
    if not index or line.words[index - 1] not in _EDGES:
        return None
    words = line.words
    if words[index : index + 2] in {("half", "past"), ("quarter", "past"), ("quarter", "to")}:
        whole = _hour(line, index + 2)
        shift = 0.5 if words[index] == "half" else 0.25 if words[index + 1] == "past" else -0.25
        return (whole.value + shift, whole.end) if whole is not None and whole.value <= 12 else None
    hour = _hour(line, index)
    if hour is None or hour.value > 12:
        return None
    said = words[hour.end : hour.end + 3]
    part = (
        said[2] if said[:2] == ("in", "the") and len(said) == 3 else said[1] if said[:1] == ("at",) and said[1:] else ""
    )
    if part not in _PARTS_EN:
        return None
    return _in_part(hour.value, _PARTS_EN[part], part), hour.end + (3 if said[0] == "in" else 2)


def _in_part(hour: float, add: int, part: str) -> float:
    """Return an hour of twelve as one of the day."""
    if hour == 12:
        return 24.0 if part in {"nachts", "night", "avonds"} else 12.0
    return hour + add if hour < 12 else hour
