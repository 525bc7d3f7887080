"""The lines of a WhatsApp chat: where a message begins, when it was sent, and what is no message.

    25-06-26 09:15 - Klant: Hoe laat zijn jullie open?            Android
    [25-06-26, 09:15:02] Klant: Hoe laat zijn jullie open?        iOS
    6/25/26, 9:15 AM - Customer: When do you open?                12 hours, month first

Lines in any other form go on with the message above them. Nothing says which number is the day: the numbers, the order
of the messages and the sign between the numbers do; where they leave it open, the chat is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Final

from auditor.resources import lexicon

_MARKS: Final = "\u200e\u200f\u202a\u202b\u202c\ufeff"
# Around names: WhatsApp puts a tilde before people who are not in the address book.
_PADDING: Final = _MARKS + " ~\u00a0\u202f"
_HEADER: Final = re.compile(
    rf"[{_MARKS}]*(?P<bracket>\[)?"
    r"(?P<a>\d{1,4})(?P<sign>[-/.])(?P<b>\d{1,2})(?P=sign)(?P<c>\d{1,4}),?[\s\u202f]+"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?"
    r"(?:[\s\u202f]*(?P<half>[ap])\.?[\s\u202f]?m\.?)?"
    rf"(?(bracket)\]|[\s\u202f]+[-–,])\s[{_MARKS}]*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_SENDER: Final = re.compile(r"(?P<name>[^:\"“”\n]{1,100}):(?:[ \n]|$)(?P<text>.*)", re.DOTALL)
_LANGUAGES: Final = ("nl", "en")
# A file that holds no message within this many lines is no chat.
_LOOK: Final = 50

Day = tuple[int, int, int]
"""The three numbers of a date, as written."""


class AmbiguousDaysError(ValueError):
    """The days can be read in two ways. Holds one of them."""


class NoChatError(ValueError):
    """The file is no chat, or mixes two."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message or notice: its local time, who sent it (None: WhatsApp itself), and its text.

    `text` is empty for an attachment without words; None stands for what is no message any more.
    """

    at: datetime
    author: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Style:
    """How one chat writes its lines."""

    bracket: bool
    sign: str
    order: str
    """The order of day, month and year: "dmy", "mdy" or "ymd"."""


def is_chat(lines: Iterable[str]) -> bool:
    """Return whether the first lines of a file look like a chat: one of them begins a message with a sender."""
    for number, line in enumerate(lines):
        found = _HEADER.match(line)
        if found and _SENDER.match(found["rest"]):
            return True
        if number >= _LOOK:
            return False
    return False


def style(lines: Iterable[str], date_format: str | None = None) -> Style:
    """Return how a chat writes its lines, from all of them.

    Args:
        lines: the whole chat.
        date_format: a `strptime` format that says which number is the day.

    Raises:
        AmbiguousDaysError: nothing tells the day from the month.
        NoChatError: no line begins a message.
    """
    first: re.Match[str] | None = None
    days: list[Day] = []
    for line in lines:
        found = _HEADER.match(line)
        if found is None:
            continue
        first = first or found
        day = (int(found["a"]), int(found["b"]), int(found["c"]))
        if _same_style(found, first) and (not days or days[-1] != day):
            days.append(day)
    if first is None:
        raise NoChatError
    order = _given(date_format) if date_format else _order(days, first["sign"])
    return Style(first["bracket"] is not None, first["sign"], order)


def messages(lines: Iterable[str], style: Style) -> Iterator[Line]:
    """Yield the messages and notices of a chat, each with all its lines."""
    found: re.Match[str] | None = None
    more: list[str] = []
    for line in lines:
        begins = _HEADER.match(line)
        moment = _moment(begins, style) if begins and _fits(begins, style) else None
        if begins is None or moment is None:
            more.append(line)
            continue
        if found is not None:
            yield _line(found, more, style)
        found, more = begins, []
    if found is not None:
        yield _line(found, more, style)


def _same_style(found: re.Match[str], first: re.Match[str]) -> bool:
    return (found["bracket"], found["sign"]) == (first["bracket"], first["sign"])


def _fits(found: re.Match[str], style: Style) -> bool:
    return (found["bracket"] is not None, found["sign"]) == (style.bracket, style.sign)


def _order(days: list[Day], sign: str) -> str:
    if all(a > 31 for a, _, _ in days):
        return "ymd"
    day_first = all(b <= 12 for _, b, _ in days)
    month_first = all(a <= 12 for a, _, _ in days)
    if not day_first and not month_first:
        raise NoChatError
    if day_first != month_first:
        return "dmy" if day_first else "mdy"
    if all(a == b for a, b, _ in days):
        return "dmy"  # the same day either way
    # Messages stand in the order of time: where one reading goes back in time and the other never does, that tells.
    back_by_day = _goes_back((c, b, a) for a, b, c in days)
    back_by_month = _goes_back((c, a, b) for a, b, c in days)
    if back_by_day != back_by_month:
        return "mdy" if back_by_day else "dmy"
    if sign != "/":
        return "dmy"  # who writes dashes or dots between the numbers writes the day first
    raise AmbiguousDaysError("/".join(map(str, days[0])))


def _given(date_format: str) -> str:
    found = "".join(letter.lower() for letter in re.findall(r"%([dmyY])", date_format))
    if found not in {"dmy", "mdy", "ymd"}:
        raise NoChatError
    return found


def _goes_back(days: Iterable[Day]) -> bool:
    previous: Day | None = None
    for day in days:
        if previous is not None and day < previous:
            return True
        previous = day
    return False


def _moment(found: re.Match[str], style: Style) -> datetime | None:
    """Return the local time of a header; None for numbers that are no time, so for no header."""
    numbers = dict(zip(style.order, (int(found["a"]), int(found["b"]), int(found["c"])), strict=True))
    year = numbers["y"] + (2000 if numbers["y"] < 100 else 0)
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    try:
        day = date(year, numbers["m"], numbers["d"])
        return datetime.combine(day, time(hour, int(found["minute"]), int(found["second"] or 0)))
    except ValueError:
        return None


def _line(found: re.Match[str], more: list[str], style: Style) -> Line:
    at = _moment(found, style)
    assert at is not None
    whole = found["rest"].rstrip("\r\n")
    sender = _SENDER.match(whole)
    if sender is None:
        return Line(at, None, whole)
    text = sender["text"]
    marked = text.startswith("\u200e")
    rest = "\n".join(line.rstrip("\r\n") for line in more)
    text = text.lstrip(_MARKS)
    if _words("deleted").fullmatch(text):
        return Line(at, sender["name"].strip(_PADDING), None)
    is_medium = _words("omitted").fullmatch(text) or _attachment().fullmatch(text)
    if marked and not is_medium:
        return Line(at, None, text)  # iOS: a notice that carries the name of the chat
    text = rest if is_medium else f"{text}\n{rest}" if rest else text
    return Line(at, sender["name"].strip(_PADDING), _edited().sub("", text).strip())


@cache
def _words(kind: str) -> re.Pattern[str]:
    """Match a whole message that is one of the phrases of `kind`, with or without angle brackets and a full stop."""
    phrases = "|".join(re.escape(phrase) for name in _LANGUAGES for phrase in lexicon("exports", name)[kind])
    return re.compile(rf"[{_MARKS}<\s]*(?:{phrases})[.>\s{_MARKS}]*", re.IGNORECASE)


@cache
def _attachment() -> re.Pattern[str]:
    phrases = "|".join(re.escape(phrase) for name in _LANGUAGES for phrase in lexicon("exports", name)["attached"])
    return re.compile(rf"[{_MARKS}]*(?:<(?:{phrases}): [^>\n]+>|[^\n]{{1,200}} \((?:{phrases})\))", re.IGNORECASE)


@cache
def _edited() -> re.Pattern[str]:
    phrases = "|".join(re.escape(phrase) for name in _LANGUAGES for phrase in lexicon("exports", name)["edited"])
    return re.compile(rf"\s?[{_MARKS}]*<?(?:{phrases})>?\s*$", re.IGNORECASE)
