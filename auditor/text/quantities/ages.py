"""Read two fixed points that are no durations: ages ("vanaf uw zestigste") and days of the month ("the 20th of each").

An age becomes the metric `age` in years, bounded below ("from 60") or above ("children under 12"). A day of the month
becomes `day_of_month` with the day as its value, in the unit `day_of_month`, per month.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Final

from auditor.model import Comparator, Term
from auditor.text.quantities.clauses import hedge_in, sentence_of
from auditor.text.quantities.measured import Found
from auditor.text.quantities.numbers import number_at
from auditor.text.quantities.tokens import Line
from auditor.text.quantities.words import words

_AGES: Final = range(2, 111)
_PEOPLE_REACH: Final = 3  # tokens between "kinderen" and "tot 12 jaar"
_OVER: Final = re.compile(
    r"""
    \b(?P<side>over|under)[- ](?P<n>\d{1,2})s?\b(?![\w%.,]*\d)            # over-65s, under 5s
  | (?<![\w.,€£$])(?P<plus>\d{2})(?:\+(?=\s*['’]?ers|[\s.,;:)!]|$)|-?plus(?:sers?)?\b)   # 65+, 65-plussers
    """,
    re.IGNORECASE | re.VERBOSE,
)
_IN_THE_MONTH: Final[dict[str, str]] = {
    "nl": r"van\s+(?:elke|iedere|de|een)\s+maand|van\s+de\s+volgende\s+maand|per\s+maand",
    "en": r"of\s+(?:every|each|the|a)\s+month|of\s+the\s+(?:following|next)\s+month|each\s+month|every\s+month|monthly",
}
_TURNING: Final[tuple[tuple[str, Comparator], ...]] = (("turning", ">="), ("turned_to", "<"))
_SIDES: Final[tuple[tuple[str, Comparator], ...]] = (("from", ">="), ("to", "<"))
_YEARS: Final = (("jaar",), ("years",), ("year",))
_YOUNGER: Final = frozenset({"under", "younger", "jonger"})
_AGED: Final = frozenset({"age", "aged", "ages", "leeftijd", "turn", "are"})
_SUFFIXES: Final = (("ste",), ("de",), ("e",), ("th",), ("st",), ("nd",), ("rd",))
_BIRTHDAYS: Final = (("verjaardag",), ("levensjaar",), ("birthday",))
_OWN: Final = frozenset({"uw", "je", "jouw", "hun", "your", "their", "zijn", "haar"})
# Words after "vanaf uw zestigste" that name no thing which the ordinal would count ("vanaf uw derde bestelling")
_AFTER_AN_AGE: Final = frozenset(
    {
        "is",
        "mag",
        "kan",
        "you",
        "u",
        "je",
        "zijn",
        "gratis",
        "free",
        "and",
        "en",
        "of",
        "or",
        "go",
        "travel",
        "swim",
        "get",
    }
    | {"pay", "ride", "eat", "may", "can", "must", "are", "who", "with", "have", "need", "enter", "stay", "play"}
)


# "op de 23e" alone is a day of the month beside words of paying; elsewhere it can be a floor or a place in a row
_PAYING: Final = ("betaal", "betal", "stort", "rekening", "maand", "salaris", "pay", "paid", "account", "due", "month")
_BARE_DAY: Final = re.compile(
    r"\b(?:op|on|by|uiterlijk|before|voor)\s+(?:de|the)\s+(?P<d>[0-3]?\d)(?:st|nd|rd|th|ste|de|e)(?=\s*(?:[.,;:!?)]|$|op\b|this\b|deze\b))",
    re.IGNORECASE,
)


@cache
def _month_days(language: str) -> re.Pattern[str]:
    day = r"(?P<d>[0-3]?\d)\s?(?:st|nd|rd|th|ste|de|e)"
    return re.compile(rf"(?<![\w.,]){day}\s+(?:dag\s+|day\s+)?(?:{_IN_THE_MONTH[language]})", re.IGNORECASE)


@cache
def _ordinals(language: str) -> dict[str, float]:
    """Return the ordinals that name an age: "zestigste", "zevenenzestigste", "sixtieth"."""
    lexicon = words(language).numbers
    table: dict[str, int] = {**lexicon["small"], **lexicon["tens"]}
    if language == "nl":
        found = {f"{word}ste" if n >= 20 else f"{word}de": float(n) for word, n in table.items() if n in _AGES}
        ones = {word: n for word, n in lexicon["small"].items() if 1 <= n <= 9}
        tens = lexicon["tens"].items()
        joined = {
            f"{one}{join}{ten}ste": float(n + m) for one, n in ones.items() for ten, m in tens for join in ("en", "ën")
        }
        return found | joined | {"achtste": 8.0, "derde": 3.0}
    return {
        (f"{word[:-1]}ieth" if word.endswith("y") else f"{word}th").replace("fiveth", "fifth"): float(n)
        for word, n in table.items()
        if n in _AGES
    } | {"twelfth": 12.0, "eighth": 8.0, "ninth": 9.0, "third": 3.0}


def days_of_month(line: Line) -> list[Found]:
    """Read "de 20e van elke maand", "on the 1st of the month"."""
    found = []
    patterns = [_month_days(line.lexicon.language)]
    if any(word.startswith(_PAYING) for word in line.words):
        patterns.append(_BARE_DAY)
    matches = [match for pattern in patterns for match in pattern.finditer(line.text)]
    for match in matches[:1]:
        day = int(match["d"])
        if not 1 <= day <= 31:
            continue
        start, end = _tokens(line, *match.span())
        by = bool({"uiterlijk", "by", "voor", "before", "latest"} & set(line.words[max(0, start - 3) : start]))
        comparator: Comparator = "<=" if by else "="
        hedge = hedge_in(line.words[slice(*sentence_of(line, start))], line.lexicon)
        term = Term(
            "day_of_month", comparator, float(day), "day_of_month", per="month", hedge=hedge, text=line.span(start, end)
        )
        found.append(Found(term, start, end, explicit=True))
    return found


def ages(line: Line) -> list[Found]:
    """Read the ages from or up to which something holds, at most one for each place."""
    if line.lexicon.ages["not_ages"].any_in(line.words):
        return []
    found: list[Found] = []
    for start in range(len(line)):
        if found and start < found[-1].end:
            continue
        one = _worded(line, start) or _ranged(line, start) or _numbered(line, start)
        found += [one] if one is not None else []
    if found:
        return found
    for match in _OVER.finditer(line.text):
        under = (match["side"] or "").lower() == "under"
        start, end = _tokens(line, *match.span())
        plural = match["side"] is None or match.group().endswith("s") or "-" in match.group()
        if plural:
            found.append(_found(line, float(match["n"] or match["plus"]), "<" if under else ">=", start, end))
    return found


def _worded(line: Line, start: int) -> Found | None:
    """Read "vanaf uw zestigste", "from your sixtieth birthday", "vanaf je 67ste"."""
    for name, comparator in _TURNING:
        length = line.lexicon.ages[name].at(line.words, start)
        at = start + length
        if not length or at >= len(line):
            continue
        age, end = _ordinals(line.lexicon.language).get(line.words[at]), at + 1
        if age is None and line.words[at].isdigit() and line.words[end : end + 1] in _SUFFIXES:
            age, end = float(line.words[at]), end + 1
        named = line.words[end : end + 1] in _BIRTHDAYS
        owned = line.words[at - 1] in _OWN
        if age in _AGES and age is not None and (named or (owned and not _next_noun(line, end))):
            return _found(line, age, comparator, start, end + int(named))
    return None


def _next_noun(line: Line, end: int) -> bool:
    """Say whether the ordinal counts a thing that is named after it: "vanaf uw derde bestelling"."""
    if end >= len(line) or line.tokens[end].kind != "word":
        return False
    return line.words[end] not in _AFTER_AN_AGE and not line.words[end].endswith("t")


def _numbered(line: Line, start: int) -> Found | None:
    """Read "vanaf 60 jaar", "children under 12", "18 jaar en ouder", "from the age of 60"."""
    side, length = _side(line, start)
    number = number_at(line, start + length) if start + length < len(line) else None
    if number is None or not number.certain or number.value not in _AGES:
        return None
    end = number.end
    year = line.words[end : end + 1] in _YEARS
    if year:
        end += 2 if line.words[end + 1 : end + 2] == ("old",) else 1
    after = line.lexicon.ages["after"].at(line.words, end)
    if after and (year or _people_near(line, start)):
        younger = line.words[end + after - 1] in _YOUNGER
        return _found(line, number.value, "<=" if younger else ">=", start, end + after)
    if side is None:
        return None
    said = set(line.words[start : start + length])
    aged = bool(_AGED & said)
    if not (aged or _people_near(line, start, anywhere=side == ">=" and year)):
        return None
    if not (year or aged) and (line.lexicon.language == "nl" or not _bare(line, start, end)):
        return None
    including = "t/m" in said or {"tot", "met"} <= said
    return _found(line, number.value, "<=" if including else side, start, end)


def _side(line: Line, start: int) -> tuple[Comparator | None, int]:
    """Return on which side of an age the words at token `start` bound, and how many they are."""
    lengths = {side: line.lexicon.ages[name].at(line.words, start) for name, side in _SIDES}
    side = max(lengths, key=lambda s: lengths[s])
    return (side, lengths[side]) if lengths[side] else (None, 0)


def _bare(line: Line, start: int, end: int) -> bool:
    """Say whether a number without "years" is an age: "children under 12 go free", but not "visit up to 20 shops"."""
    people = line.words[start - 1 : start] if start else ()
    follows = line.tokens[end] if end < len(line) else None
    alone = follows is None or follows.plain in _AFTER_AN_AGE or (follows.kind == "sign" and follows.plain in ",.;:!?)")
    return alone and people != ("you",) and line.lexicon.ages["people"].any_in(people)


def _ranged(line: Line, start: int) -> Found | None:
    """Read "kinderen van 4 tot 12 jaar", "4 to 11 year olds"."""
    number = number_at(line, start)
    if number is None or not number.certain or number.value not in _AGES or number.end >= len(line):
        return None
    gap = line.lexicon.calendars["clock_to"].at(line.words, number.end)
    top = number_at(line, number.end + gap) if gap and number.end + gap < len(line) else None
    if top is None or top.value not in _AGES or top.value <= number.value:
        return None
    end = top.end + int(line.words[top.end : top.end + 1] == ("-",))
    if line.words[end : end + 1] not in _YEARS:
        return None
    olds = line.words[end + 1 : end + 2] in {("olds",), ("old",)} or line.words[end + 1 : end + 3] == ("-", "olds")
    if not (olds or _people_near(line, start)):
        return None
    found = _found(line, number.value, "=", start, end + 1)
    return replace(found, term=replace(found.term, high=top.value))


def _people_near(line: Line, start: int, *, anywhere: bool = False) -> bool:
    """Say whether people are named right before token `start`, or `anywhere` in its sentence."""
    first, last = sentence_of(line, start)
    part = line.words[first:last] if anywhere else line.words[max(first, start - _PEOPLE_REACH) : start]
    return line.lexicon.ages["people"].any_in(part)


def _found(line: Line, value: float, comparator: Comparator, start: int, end: int) -> Found:
    hedge = hedge_in(line.words[slice(*sentence_of(line, start))], line.lexicon)
    term = Term("age", comparator, value, "year", hedge=hedge, text=line.span(start, end))
    return Found(term, start, end, explicit=True)


def _tokens(line: Line, start: int, end: int) -> tuple[int, int]:
    """Return the tokens that cover the characters `start` up to `end`."""
    inside = [i for i, token in enumerate(line.tokens) if start <= token.start < end]
    return inside[0], inside[-1] + 1
