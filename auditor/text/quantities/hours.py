"""Read opening hours: "op werkdagen van 8.30 tot 17.00 uur", "24/7", "open until 8 pm on Thursdays".

They become terms with the metric `opening_hours`, `value` and `high` in hours since midnight (unit "time"), and the
days in `per`: "mon-fri", "mon-sun", "thu". A text that says "office hours" and no times is read as 9 to 17 on working
days with the hedge "soft", because the hours are then not its own.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

from auditor.model import Term
from auditor.text.quantities.clauses import channels_in, negations, sentence_of
from auditor.text.quantities.dates import Moment
from auditor.text.quantities.tokens import Line

_SHUTTING: Final = ("sluit", "close", "shut", "dicht")
NAMES: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WORKDAYS: Final = frozenset(range(5))
EVERY_DAY: Final = frozenset(range(7))
_REASONS: Final = frozenset({"wegens", "vanwege", "door", "ivm", "omdat", "because", "due", "owing", "for"})
# Words of one occasion: hours beside them are not those of every day
_OCCASIONS: Final = frozenset(
    {"vandaag", "morgen", "vanavond", "vanmiddag", "overmorgen", "vannacht", "today", "tomorrow", "tonight", "deze"}
    | {"this", "volgende", "next", "storing", "werkzaamheden", "maintenance", "outage", "kerst", "christmas"}
)


def days_text(days: frozenset[int]) -> str:
    """Return a set of weekdays (0 is Monday) as "mon-fri" or "mon,wed"."""
    ordered = sorted(days)
    if len(ordered) > 1 and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return f"{NAMES[ordered[0]]}-{NAMES[ordered[-1]]}"
    return ",".join(NAMES[d] for d in ordered)


def days_from(text: str | None) -> frozenset[int]:
    """Return the weekdays of `days_text`; every day for an empty or unknown text."""
    if not text:
        return EVERY_DAY
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        if first not in NAMES or (last and last not in NAMES):
            return EVERY_DAY
        found |= set(range(NAMES.index(first), NAMES.index(last or first) + 1))
    return frozenset(found)


def days_in(line: Line, start: int, end: int) -> frozenset[int]:
    """Return the weekdays that tokens `start` to `end` name, empty if they name none."""
    words, found = line.words, set[int]()
    links = line.lexicon.calendars["clock_to"]
    index = start
    while index < end:
        day = _day(line, index)
        if day is None:
            index += 1
            continue
        after = index + 1 + (1 if words[index + 1 : index + 2] == (".",) else 0)
        gap = links.at(words, after)
        joined = gap and words[after] not in ("en", "and")
        last = _day(line, after + gap) if joined and after + gap < end else None
        found |= set(range(day, last + 1)) if last is not None and last > day else {day}
        index = after + gap + 1 if last is not None else index + 1
    part = words[start:end]
    if line.lexicon.calendars["working_days"].any_in(part):
        found |= WORKDAYS
    if line.lexicon.calendars["every_day"].any_in(part):
        found |= EVERY_DAY
    if line.lexicon.calendars["weekend"].any_in(part) and not negations(line, start, end):
        found |= {5, 6}
    return frozenset(found)


def _day(line: Line, index: int) -> int | None:
    word = line.words[index]
    if word in line.lexicon.short_days and word in (
        "do",
        "wo",
        "za",
        "zo",
        "vr",
        "ma",
        "di",
        "sun",
        "sat",
        "wed",
        "mon",
    ):
        near = line.words[index + 1 : index + 3] + line.words[max(0, index - 2) : index]
        others = any(w in line.lexicon.days for w in near) or any(w in ("-", "–", ".", ":", "t") for w in near)
        if not others:
            return None
    return line.lexicon.days.get(word)


def _term(line: Line, hours: tuple[float, float], days: frozenset[int], start: int, end: int) -> Term:
    per, scope, text = days_text(days), channels_in(line), line.span(start, end)
    return Term("opening_hours", "=", hours[0], "time", high=hours[1], per=per, scope=scope, text=text)


def opening_hours(line: Line, moments: tuple[Moment, ...], *, about_hours: bool) -> tuple[Term, ...]:
    """Return the opening hours that a text states. `about_hours` says that its heading or label is about them."""
    words = line.words
    opened = about_hours or line.lexicon.calendars["open_words"].any_in(words)
    found = list(_ranges(line, moments, opened=opened))
    if found or not opened:
        return tuple(found)
    for start, end in line.lexicon.calendars["always_open"].found(words):
        denied = [n for n in negations(line, *sentence_of(line, start)) if 0 < start - n <= 3]
        return (replace(_term(line, (0.0, 24.0), EVERY_DAY, start, end), negated=bool(denied)),)
    for start, end in line.lexicon.calendars["every_day_open"].found(words):
        if not moments:  # every day, and nothing is said of the hours
            scope, text = channels_in(line), line.span(start, end)
            return (Term("opening_days", "=", 7, "time", per=days_text(EVERY_DAY), scope=scope, text=text),)
    for start, end in line.lexicon.calendars["office_only"].found(words):
        return (replace(_term(line, (9.0, 17.0), WORKDAYS, start, end), hedge="soft"),)
    return _closing(line, moments) or _days_only(line, moments)


def _days_only(line: Line, moments: tuple[Moment, ...]) -> tuple[Term, ...]:
    """Read "open van maandag tot en met zaterdag" and "closed on Sundays": days, with no word of the hours."""
    opens, shut = line.lexicon.calendars["open_days"], line.lexicon.calendars["shut_days"]
    if moments:
        return ()  # hours or a date stand there: one occasion, or days of which the hours are known
    for start, _ in (*opens.found(line.words), *shut.found(line.words)):
        first, last = sentence_of(line, start)
        days = days_in(line, first, last)
        if not _every_week(line, days, first, last):
            continue
        closed = bool(shut.at(line.words, start)) != bool(negations(line, first, last))
        text, per = line.span(first, last), days_text(days)
        scope = channels_in(line)
        return (Term("opening_days", "=", len(days), "time", negated=closed, per=per, scope=scope, text=text),)
    return ()


def _every_week(line: Line, days: frozenset[int], first: int, last: int) -> bool:
    """Say whether days are those of every week: "vrijdag zijn we dicht" may be one Friday, "on Fridays" is not."""
    words = line.words[first:last]
    if not days or _OCCASIONS & set(words):
        return False
    plural = any(word in line.lexicon.days and word.endswith(("dagen", "days")) for word in words)
    named = [k for k, word in enumerate(words) if word in line.lexicon.days]
    two = len(days) == 2 and bool(named) and words[named[0] - 1] in ("op", "on") and not _REASONS & set(words)
    return len(days) > 2 or plural or two or line.lexicon.calendars["each_week"].any_in(words)


def within_hours(line: Line, moments: tuple[Moment, ...]) -> bool:
    """Say whether a text names hours of the day from and to which something holds."""
    clocks = [m for m in moments if m.kind == "clock"]
    return any(_joined(line, first, second) for first, second in pairwise(clocks))


def _joined(line: Line, first: Moment, second: Moment) -> bool:
    gap = line.lexicon.calendars["clock_to"].at(line.words, first.end) if first.end < len(line) else 0
    return bool(gap) and first.end + gap == second.start


def _ranges(line: Line, moments: tuple[Moment, ...], *, opened: bool) -> list[Term]:
    clocks = [m for m in moments if m.kind == "clock"]
    found = []
    for first, second in pairwise(clocks):
        if not _joined(line, first, second):
            continue
        start, end = sentence_of(line, first.start)
        days = days_in(line, start, end)
        if not (opened or days or _standing(line, moments, (start, end))) or _closed(line, start, end):
            continue
        if len(clocks) > 2:
            days = days_in(line, *_own_part(clocks, first, second, (start, end))) or days
        high = second.value + 12 if second.value < first.value and second.value + 12 <= 24 else second.value
        if first.value < high <= 24:
            found.append(_term(line, (first.value, high), days or EVERY_DAY, first.start, second.end))
    return found


def _standing(line: Line, moments: tuple[Moment, ...], sentence: tuple[int, int]) -> bool:
    """Say whether hours without a day and a word for open are those of every day, and not of one occasion."""
    words = line.words[slice(*sentence)]
    reports = line.lexicon.reports
    dated = any(m.kind == "date" for m in moments) or bool(_OCCASIONS & set(words))
    return not (dated or reports["past"].any_in(words) or reports["times"].any_in(words))


def _own_part(clocks: list[Moment], first: Moment, second: Moment, sentence: tuple[int, int]) -> tuple[int, int]:
    """Return the part of the sentence that belongs to one of several ranges: from the range before to its own end."""
    earlier = [m.end for m in clocks if m.end <= first.start]
    several = earlier or any(m.start >= second.end for m in clocks)
    return max([sentence[0], *earlier]), second.end if several else sentence[1]


def _closed(line: Line, start: int, end: int) -> bool:
    """Say whether the hours are those of being closed, and not "outside 9 to 5 we are closed"."""
    words = line.words[start:end]
    outside = any(w in ("buiten", "outside", "daarbuiten", "alleen", "only") for w in words)
    return (
        not outside
        and line.lexicon.calendars["closed_outside"].any_in(words)
        and not any(w in ("open", "geopend", "bereikbaar") for w in words)
    )


def _closing(line: Line, moments: tuple[Moment, ...]) -> tuple[Term, ...]:
    """Read "open tot 20 uur op donderdag" and "open from 9 am": one side of the day only."""
    opens = (
        "open",
        "opens",
        "geopend",
        "bereikbaar",
        "available",
        "terecht",
        "close",
        "closes",
        "sluit",
        "sluiten",
        "staffed",
        "shut",
        "shuts",
        "opent",
        "dicht",
    )
    scope = channels_in(line)
    for moment in moments:
        before = line.words[moment.start - 1] if moment.kind == "clock" and moment.start else ""
        start, end = sentence_of(line, moment.start)
        if not any(w in opens for w in line.words[start:end]):
            continue
        days = days_in(line, start, end) or EVERY_DAY
        text = line.span(max(start, moment.start - 1), moment.end)
        if before in ("tot", "until", "till", "to") or (
            before in ("om", "at") and any(w.startswith(_SHUTTING) for w in line.words[start:end])
        ):
            return (Term("closing_time", "=", moment.value, "time", None, per=days_text(days), scope=scope, text=text),)
        if before in ("vanaf", "from", "om", "at"):
            return (Term("opening_time", "=", moment.value, "time", None, per=days_text(days), scope=scope, text=text),)
    return ()
