"""Find dates, times of day and whatever else has digits and is no quantity: phone numbers, postcodes, codes."""

from __future__ import annotations

import bisect
import calendar
import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from auditor.text.quantities.tokens import Line
from auditor.text.quantities.words import words

_NO_QUANTITY: Final = re.compile(
    r"""
    https?://\S+ | www\.\S+ | [\w.+-]+@[\w-]+\.[\w.-]+ | (?<!\w)[@\#]\w[\w.-]*            # addresses, handles, hashtags
  | (?<![\w.,])(?:\+\d{1,3}|00\d{2})[\s.()-]{0,2}(?:\(0\)\s?)?\d[\d\s().-]{6,14}\d         # international phone numbers
  | (?<![\w.,])0\d{1,4}[\s)-]{0,2}\d{2,4}(?:[\s-]?\d{2,4}){0,3}(?![\d.,]*\d)                # national phone numbers
  | (?<![\w.,])[1-9]\d{3}\s?[A-Z]{2}(?![\w%])(?!\s+(?:per|maximum))                          # Dutch postcode
  | \b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b                                                     # British postcode
  | \b[A-Z]{2}\d{2}[\s]?[A-Z]{4}(?:\s?\d{2,4}){2,4}\b                                        # bank account
  | \bv\d+(?:\.\d+)*\b | \b\d+(?:\.\d+){2,}(?![\d,])                                         # versions
  | \b\d+(?:st|nd|rd|th|ste|de|e)\b                                                          # ordinals
  | \b\d{7,}\b                                                                               # registration numbers
  | (?<![\w.,])\d{1,3}/\d{1,3}(?![\w/])                                                      # ratios, also 24/7
  | \[\^?\d+\]                                                                               # footnotes
  | ^\s*\d+\.\d+(?=\s+[A-Z])                                                               # section numbers
    """,
    re.VERBOSE,
)
_YEAR_SPAN: Final = re.compile(r"\b(?:19|20)\d\d(?:\.(?=\d{3}))?")
_ISO: Final = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_NUMERIC: Final = re.compile(r"(?<![\w.,/-])(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)(?![\w/-])")
_CLOCK: Final = re.compile(
    r"(?<![\w.,:])(?P<h>[01]?\d|2[0-4])(?:[.:](?P<m>[0-5]\d))?\s?(?P<mark>uur|u\.?|h|a\.?m\.?|p\.?m\.?|o'clock)?(?![\w:]|[.,]\d)",
    re.IGNORECASE,
)
_NOON: Final = re.compile(r"\b(?P<word>noon|midnight|middernacht|twaalf uur 's middags)\b", re.IGNORECASE)


# Words around "8.30" that make it a time of day
_EDGES: Final = frozenset(
    {"van", "vanaf", "tussen", "tot", "om", "voor", "na", "from", "until", "till", "between", "at", "before", "after"}
    | {"by", "-", "–"}
)
_FOLLOWS: Final = frozenset({"tot", "-", "–", "—", "en", "to", "until", "till", "and", "uur"})
_ENDS: Final = frozenset({"tot", "-", "–", "om", "until", "till", "to", "at"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or a time of day in tokens `start` up to `end`.

    kind "date": `value` is YYYYMMDD, the last day it can mean; without a year, the year part is 0.
    kind "clock": `value` is hours since midnight. kind "none": digits that say neither and no quantity.
    """

    kind: Literal["date", "clock", "none"]
    start: int
    end: int
    value: float = 0.0


@cache
def _month_patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = sorted(words(language).months, key=len, reverse=True)
    # English months are names ("may" is a verb); Dutch ones are written small.
    alternatives = "|".join(n.capitalize() if language == "en" else f"(?i:{n})" for n in names)
    ordinal = r"(?:st|nd|rd|th|ste|de|e)?"
    day_first = re.compile(
        rf"(?<![\w.,])(?P<d>[0-3]?\d){ordinal}"
        rf"(?:\s*(?:-|–|—|/|en|and|tot|to|t/m|tot en met|&)\s*(?P<d2>[0-3]?\d){ordinal})?"
        rf"\s+(?:of\s+)?(?P<mon>{alternatives})\b\.?(?:,?\s+(?P<y>(?:19|20)\d\d)\b)?"
    )
    month_first = re.compile(
        rf"\b(?P<mon>{alternatives})\b\.?(?:\s+(?P<d>[0-3]?\d){ordinal}(?![\d.,:]*\d)(?:\s*(?:-|–|—)\s*(?P<d2>[0-3]?\d)\b)?)?(?:\s*,?\s+(?P<y>(?:19|20)\d\d)\b)?"
    )
    return day_first, month_first


def _last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1] if year else 31


class _Finder:
    """Collects moments and remembers which tokens are taken."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.starts = [t.start for t in line.tokens]
        self.taken = [False] * len(line)
        self.moments: list[Moment] = []

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """Return the tokens that cover the characters `start` up to `end`."""
        first = max(0, bisect.bisect_right(self.starts, start) - 1)
        last = bisect.bisect_left(self.starts, end)
        return first, max(last, first + 1)

    def add(self, kind: Literal["date", "clock", "none"], start: int, end: int, value: float = 0.0) -> None:
        first, last = self.tokens(start, end)
        if any(self.taken[first:last]):
            return
        self.taken[first:last] = [True] * (last - first)
        self.moments.append(Moment(kind, first, last, value))


def _dates(finder: _Finder, text: str) -> None:
    for match in _ISO.finditer(text):
        finder.add("date", *match.span(), value=float(match[1] + match[2] + match[3]))
    for match in _NUMERIC.finditer(text):
        day, month = int(match[1]), int(match[2])
        if 1 <= month <= 12 and 1 <= day <= 31:
            finder.add("date", *match.span(), value=int(match[3]) * 10000 + month * 100 + day)
        elif 1 <= day <= 12 and 1 <= month <= 31:
            finder.add("date", *match.span(), value=int(match[3]) * 10000 + day * 100 + month)
    for pattern in _month_patterns(finder.line.lexicon.language):
        for match in pattern.finditer(text):
            if match["d"] is None and match["y"] is None:
                continue
            if match["y"] is None and match.group()[-1:].isdigit() and _measured(finder.line, match.end()):
                continue  # "vanaf maart 25 euro": the figure is no day
            year, month = int(match["y"] or 0), finder.line.lexicon.months[match["mon"].lower()]
            day = int(match["d2"] or match["d"]) if match["d"] else _last_day(year, month)
            if 1 <= day <= 31:
                finder.add("date", *match.span(), value=year * 10000 + month * 100 + day)


def _measured(line: Line, end: int) -> bool:
    """Say whether a unit stands right after the characters before `end`."""
    at = next((i for i, token in enumerate(line.tokens) if token.start >= end), len(line))
    return line.words[at : at + 1] in line.lexicon.units and line.words[at] not in _FOLLOWS


def _hours(match: re.Match[str]) -> float:
    hour = int(match["h"]) + int(match["m"] or 0) / 60
    mark = (match["mark"] or "").lower().replace(".", "")
    if mark == "pm" and hour < 12:
        return hour + 12
    return hour - 12 if mark == "am" and 12 <= hour < 13 else hour


def _clock_context(finder: _Finder, match: re.Match[str]) -> bool:
    """Say whether "9", "9 uur" or "8.30" at this place is a time of day and not a quantity."""
    mark = (match["mark"] or "").lower().replace(".", "")
    if mark in ("am", "pm", "o'clock"):
        return True
    first, last = finder.tokens(*match.span())
    before = finder.line.words[first - 1] if first else ""
    after = finder.line.words[last] if last < len(finder.line) else ""
    if match["m"] is not None:
        if ":" in match.group() or mark in ("uur", "u", "h"):
            return True
        return len(match["m"]) == 2 and (before in _EDGES and (after in _FOLLOWS or before in _ENDS))
    if mark in ("uur", "u", "h") and int(match["h"]) <= 24:
        before2 = finder.line.words[first - 2] if first > 1 else ""
        if before in ("om", "'") or (before == "voor" and int(match["h"]) <= 23):
            return True
        opened = finder.line.lexicon.calendars["open_words"].any_in(finder.line.words)
        return (
            opened
            and int(match["h"]) <= 23
            and before in ("vanaf", "tot")
            and before2 not in ("binnen", "uiterlijk", "op")
        )
    return False


def _clock_ranges(finder: _Finder) -> None:
    """Read "van 9 tot 17 uur", "from nine to five", "9-17 uur", where a day or an opening makes sense of it."""
    from auditor.text.quantities.numbers import number_at  # noqa: PLC0415  numbers and dates stand side by side

    line, links = finder.line, finder.line.lexicon.calendars["clock_to"]
    opened = finder.line.lexicon.calendars["open_words"].any_in(line.words) or finder.line.lexicon.calendars[
        "working"
    ].any_in(line.words)
    dayed = any(
        w in finder.line.lexicon.days and (w not in finder.line.lexicon.short_days or len(w) > 2) for w in line.words
    )
    for index in range(len(line) - 2):
        first = number_at(line, index)
        if first is None or finder.taken[index] or first.end >= len(line):
            continue
        gap = links.at(line.words, first.end)
        if not gap or first.end + gap >= len(line):
            continue
        second = number_at(line, first.end + gap)
        if second is None or finder.taken[second.start] or not (first.certain and second.certain):
            continue
        low, high = first.value, second.value
        after = line.words[second.end] if second.end < len(line) else ""
        before = line.words[index - 1] if index else ""
        whole = low == int(low) and high == int(high)
        hour = after in ("uur", "u", "h", "hrs", "o")
        started = before in ("van", "tussen", "from", "between")
        if started and after in ("pm", "p.m.") and whole and low <= 12 and 1 <= high <= 11:  # "between 2 and 6 pm"
            end = second.end + 1
            finder.taken[index:end] = [True] * (end - index)
            finder.moments.append(Moment("clock", first.start, first.end, low + 12 if low < high else low))
            finder.moments.append(Moment("clock", second.start, end, high + 12))
            continue
        span = low < high <= 24 and high - low >= 2 and low >= 5
        span12 = 6 <= low <= 12 and 1 <= high <= 11 and high + 12 > low + 2
        unit = (line.words[second.end],) in finder.line.lexicon.units if second.end < len(line) else False
        if not whole or (unit and not hour):
            continue
        if (hour and started and span) or (
            (dayed or opened or hour) and (span or (span12 and high < low)) and (started or dayed or opened)
        ):
            high = high + 12 if high < low else high
            end = second.end + (1 if hour else 0)
            finder.taken[index:end] = [True] * (end - index)
            finder.moments.append(Moment("clock", first.start, first.end, low))
            finder.moments.append(Moment("clock", second.start, end, high))


def _worded_clocks(finder: _Finder) -> None:
    """Read "om elf uur", "half past nine", "two in the afternoon"."""
    from auditor.text.quantities.clocks import clock_at  # noqa: PLC0415  numbers and dates stand side by side

    for index in range(len(finder.line)):
        if finder.taken[index]:
            continue
        told = clock_at(finder.line, index)
        if told is not None and not any(finder.taken[index : told[1]]):
            finder.taken[index : told[1]] = [True] * (told[1] - index)
            finder.moments.append(Moment("clock", index, told[1], told[0]))


def moments(line: Line) -> tuple[tuple[Moment, ...], list[bool]]:
    """Return the moments of a text in order, and for each token whether it is taken by one of them."""
    finder, text = _Finder(line), line.text
    if any(c.isdigit() for c in text):
        _dates(finder, text)
    _clock_ranges(finder)
    if any(c.isdigit() for c in text):
        clocks = [m for m in _CLOCK.finditer(text) if _clock_context(finder, m)]
        for match in clocks:
            finder.add("clock", *match.span(), value=_hours(match))
        for match in _NO_QUANTITY.finditer(text):
            if not _YEAR_SPAN.fullmatch(match.group()):
                finder.add("none", *match.span())
    _worded_clocks(finder)
    for match in _NOON.finditer(text):
        finder.add("clock", *match.span(), value=24.0 if match["word"].lower() in ("midnight", "middernacht") else 12.0)
    finder.moments.sort(key=lambda m: m.start)
    return tuple(finder.moments), finder.taken
