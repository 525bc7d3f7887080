"""Read numbers in digits and in words, Dutch and English.

No library was found that reads Dutch number words as people write them (see tests/text/test_quantities_numbers.py for the
list each was tried on): they miss the joined forms ("vierentwintig"), the halves ("anderhalve", "tweeënhalf") or both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from auditor.text.quantities.tokens import Line, tokenise
from auditor.text.quantities.words import listed, plain, words

_THOUSANDS: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_VULGAR: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_LETTER_SCALES: Final = {"k": 1000.0}


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the tokens it was read from. `certain` is False for a mere article ("een week", "a week")."""

    value: float
    start: int
    end: int
    certain: bool = True
    worded: bool = False


def digits(text: str, language: str | None) -> float | None:
    """Return the value of a number in digits: "1.500", "1,500", "12,50", "12.5"; None for one that is no number.

    A group of exactly three digits after a dot or comma is thousands, unless the sign is the decimal sign of the language
    and the group does not end in a zero ("3.141" in English, "1,125" in Dutch). Two different signs: the last is decimal.
    """
    text = text.replace("\u00a0", "").replace("\u202f", "")  # "16 383" with a hard space
    signs = [c for c in text if c in ".,"]
    if not signs:
        return float(text) if len(text) <= 15 else None
    decimal = "," if language == "nl" else "."
    if len(set(signs)) == 2:
        last = max(text.rfind("."), text.rfind(","))
        whole = text[:last]
        if text.count(text[last]) > 1 or not _THOUSANDS.fullmatch(whole):
            return None
        return float(re.sub(r"[.,]", "", whole) + "." + text[last + 1 :])
    head, _, tail = text.partition(signs[0])
    if len(signs) > 1:
        return float(re.sub(r"[.,]", "", text)) if _THOUSANDS.fullmatch(text) else None
    if len(tail) == 3 and 1 <= len(head) <= 3 and head != "0" and not head.startswith("0"):
        thousands = signs[0] != decimal or tail.endswith("0")
        return float(head + tail) if thousands else float(f"{head}.{tail}")
    return float(f"{head}.{tail}")


@cache
def dutch(word: str) -> float | None:
    """Return the value of a Dutch number word in one piece: "honderdtwintig", "drieëntwintigduizend", "tweeënhalf"."""
    table = words("nl").numbers
    simple = {**table["small"], **table["tens"], **table["other"]}
    if word in simple:
        return float(simple[word])
    half = re.fullmatch(r"(.+)enhal(?:f|ve)", word)
    if half:
        whole = dutch(half[1])
        return whole + 0.5 if whole is not None and whole == int(whole) and whole < 1000 else None
    for scale, size in (("duizend", 1000.0), ("honderd", 100.0)):
        if scale in word:
            left, _, right = word.partition(scale)
            head = dutch(left) if left else 1.0
            rest = 0.0
            if right:
                tail = (
                    dutch(right.removeprefix("en")) if right.startswith("en") and dutch(right) is None else dutch(right)
                )
                if tail is None or tail >= size:
                    return None
                rest = tail
            if (
                head is None
                or head < 1
                or (scale == "honderd" and head >= 100)
                or (scale == "duizend" and head >= 1000)
            ):
                return None
            return head * size + rest
    for ten, value in table["tens"].items():
        if word.endswith(ten) and len(word) > len(ten):
            unit = word[: -len(ten)]
            if unit.endswith("en") and unit[:-2] in table["small"] and 0 < table["small"][unit[:-2]] < 10:
                return float(table["small"][unit[:-2]] + value)
    return None


def _english(line: Line, start: int) -> Number | None:
    """Read "two hundred and five", "twenty-four", "a hundred", "a dozen" from token `start`."""
    table = line.lexicon.numbers
    ones, tens, scales = table["small"], table["tens"], table["scales"]
    total, group, index, seen = 0.0, 0.0, start, False
    room = "any"  # what may follow: any word, a unit after tens, or a scale only
    while index < len(line):
        token = line.tokens[index]
        word = token.plain
        if word == "-" and seen and token.glued and index + 1 < len(line) and line.tokens[index + 1].glued:
            joined = line.words[index + 1] in ones or line.words[index + 1] in scales
            if not joined or (room != "unit" and line.words[index + 1] in ones):
                break
            index += 1
            continue
        if (
            word == "and"
            and seen
            and room == "after hundred"
            and index + 1 < len(line)
            and (line.words[index + 1] in ones or line.words[index + 1] in tens)
        ):
            index += 1
            continue
        if word in ones and (room in ("any", "after hundred") or (room == "unit" and 0 < ones[word] < 10)):
            group += ones[word]
            room = "scale"
        elif word in tens and room in ("any", "after hundred"):
            group += tens[word]
            room = "unit"
        elif word in scales and (seen or (start == index and word in ("dozen",))):
            size = scales[word]
            if size == 100:
                group = (group or 1.0) * 100
                room = "after hundred"
            elif size in (12, 20):
                group = (group or 1.0) * size
                room = "scale"
            else:
                total, group = total + (group or 1.0) * size, 0.0
                room = "after hundred"
        elif (
            not seen
            and word in ("a", "an")
            and index + 1 < len(line)
            and line.words[index + 1] in scales
            and line.words[index + 1] != "score"
        ):
            group = 1.0
        else:
            break
        seen = True
        index += 1
    while index > start and line.words[index - 1] in ("-", "and"):
        index -= 1
    return Number(total + group, start, index, worded=True) if seen else None


def _dutch_words(line: Line, start: int) -> Number | None:
    """Read "vierentwintig", "drie honderd", "twee miljoen", "een dozijn" from token `start`."""
    value = dutch(line.words[start])
    scales = line.lexicon.numbers["scales"]
    word = line.words[start]
    if value is None:
        return Number(float(scales[word]), start, start + 1, worded=True) if word in ("honderd", "duizend") else None
    index = start + 1
    while index < len(line) and (line.words[index] in scales or line.words[index] == "dozijn"):
        value *= scales.get(line.words[index], 12)
        index += 1
    certain = word != "een" or line.tokens[start].text.lower() != "een" or index > start + 1
    return Number(value, start, index, certain=certain, worded=True)


def _halved(line: Line, number: Number) -> Number:
    """Add the half of "two and a half" or "twee en een half", and a glued "½"."""
    words_, end = line.words, number.end
    if end < len(line) and line.tokens[end].text in _VULGAR and line.tokens[end].glued:
        return Number(number.value + _VULGAR[line.tokens[end].text], number.start, end + 1)
    join, halves = line.lexicon.numbers["and"], listed(line.lexicon.numbers["halves"])
    if words_[end : end + 1] == (join,):
        article = 1 if words_[end + 1 : end + 2] and words_[end + 1] in ("a", "een") else 0
        if words_[end + 1 + article : end + 2 + article] and words_[end + 1 + article] in halves:
            return Number(number.value + 0.5, number.start, end + 2 + article, worded=number.worded)
    return number


def number_at(line: Line, start: int) -> Number | None:
    """Return the number that begins at token `start`, in digits or words, with its scale ("1,2 miljoen", "20k")."""
    token = line.tokens[start]
    if token.text in _VULGAR:
        return Number(_VULGAR[token.text], start, start + 1)
    if token.kind == "number":
        value = digits(token.text, line.lexicon.language)
        if value is None:
            return None
        end = start + 1
        scales = line.lexicon.numbers["scales"]
        if end < len(line):
            following = line.tokens[end]
            if following.glued and following.plain in _LETTER_SCALES:
                return Number(value * _LETTER_SCALES[following.plain], start, end + 1)
            if following.plain in scales and following.kind == "word" and following.plain != "score":
                return Number(value * scales[following.plain], start, end + 1)
        return _halved(line, Number(value, start, end))
    if token.kind != "word":
        return None
    number = _dutch_words(line, start) if line.lexicon.language == "nl" else _english(line, start)
    if number is not None:
        return _halved(line, number)
    table = line.lexicon.numbers
    if token.plain in listed(table["halves"]):
        return Number(0.5, start, start + 1, worded=True)
    if token.plain in (plain(a) for a in listed(table["articles"])):
        return Number(1.0, start, start + 1, certain=False, worded=True)
    return None


def in_words(text: str, language: str) -> float | None:
    """Return the value of a number that is written out ("twenty-four", "vierentwintig"), None if it is no number."""
    line = tokenise(text, words(language))
    number = number_at(line, 0) if len(line) else None
    return number.value if number is not None and number.end == len(line) else None
