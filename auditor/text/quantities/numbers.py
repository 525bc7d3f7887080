"""Read numbers in digits and in words, Dutch and English.

Libraries were tried on twelve Dutch and eight English number words (`WORDS` in tests/text/test_quantities_numbers.py):
text2num 3.1 reads 9 and 5, number-parser 0.3 reads 0 and 5, dutchtext2num 0.1 reads 9 and 0. None reads halves
("anderhalve", "tweeënhalf", "two and a half") or dozens, which promises are full of, and none gives places in the text.
dateparser 1.5 reads dates but no "binnen vijf jaar" or "voor eind 2027"; quantulum3 0.10 takes "€ 12,50" for 12 and 50.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from auditor.text.quantities.tokens import Line, tokenise
from auditor.text.quantities.words import listed, plainly, words

_THOUSANDS: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_VULGAR: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_LETTER_SCALES: Final = {"k": 1e3, "K": 1e3, "M": 1e6}  # "5m" is five metres


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

    A group of exactly three digits after a dot or comma is thousands, unless the sign is the decimal sign of the
    language and the group does not end in a zero ("3.141" in English, "1,125" in Dutch). Two different signs: the
    last is decimal.
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
    for scale, size, most in (("duizend", 1000.0, 1000.0), ("honderd", 100.0, 100.0)):
        if scale in word:
            left, _, right = word.partition(scale)
            return _dutch_scaled(left, right, size, most)
    return _dutch_tens(word)


def _dutch_scaled(left: str, right: str, size: float, most: float) -> float | None:
    """Return "twee", "honderd", "vijf" as 205; at most `most` times `size`."""
    head = dutch(left) if left else 1.0
    tail = dutch(right) if right else 0.0
    if tail is None and right.startswith("en"):
        tail = dutch(right.removeprefix("en"))
    if head is None or tail is None or not 1 <= head < most or tail >= size:
        return None
    return head * size + tail


def _dutch_tens(word: str) -> float | None:
    """Return "vierentwintig" as 24."""
    table = words("nl").numbers
    for ten, value in table["tens"].items():
        unit = word.removesuffix(ten)
        if unit != word and unit.endswith("en") and 0 < table["small"].get(unit[:-2], 0) < 10:
            return float(table["small"][unit[:-2]] + value)
    return None


class _English:
    """Adds up English number words; `room` says what may follow: anything, a unit after tens, or a scale only."""

    def __init__(self, line: Line) -> None:
        table = line.lexicon.numbers
        self.ones, self.tens, self.scales = table["small"], table["tens"], table["scales"]
        self.total, self.group, self.room = 0.0, 0.0, "any"

    def take(self, word: str) -> bool:
        """Add a word; False if it does not continue the number."""
        fresh = self.room in {"any", "after hundred"}
        if word in self.ones and (fresh or (self.room == "unit" and 0 < self.ones[word] < 10)):
            self.group += self.ones[word]
            self.room = "scale"
        elif word in self.tens and fresh:
            self.group += self.tens[word]
            self.room = "unit"
        elif word in self.scales:
            self._scale(self.scales[word])
        else:
            return False
        return True

    def _scale(self, size: float) -> None:
        if size <= 100:
            self.group = (self.group or 1.0) * size
        else:
            self.total, self.group = self.total + (self.group or 1.0) * size, 0.0
        self.room = "after hundred" if size >= 100 else "scale"


def _english(line: Line, start: int) -> Number | None:
    """Read "two hundred and five", "twenty-four", "a hundred", "a dozen" from token `start`."""
    sum_, words_ = _English(line), line.words
    index = start
    if words_[start] in {"a", "an"}:
        if words_[start + 1 : start + 2] not in {(scale,) for scale in sum_.scales if scale != "score"}:
            return None
        index += 1
    elif words_[start] in sum_.scales and words_[start] != "dozen":
        return None
    end = index
    while index < len(line):
        step = 1 if index > start and _joins(line, index, sum_) else 0
        if index + step >= len(line) or not sum_.take(words_[index + step]):
            break
        index += step + 1
        end = index
    return Number(sum_.total + sum_.group, start, end, worded=True) if sum_.room != "any" else None


def _joins(line: Line, index: int, number: _English) -> bool:
    """Say whether "-" or "and" at `index` joins the words of one number: "twenty-four", "two hundred and five"."""
    word, following = line.words[index], line.words[index + 1 : index + 2]
    if not following:
        return False
    if word == "-":
        glued = line.tokens[index].glued and line.tokens[index + 1].glued
        return glued and ((number.room == "unit" and following[0] in number.ones) or following[0] in number.scales)
    return (
        word == "and"
        and number.room == "after hundred"
        and (following[0] in number.ones or following[0] in number.tens)
    )


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
        article = 1 if words_[end + 1 : end + 2] in {("a",), ("een",)} else 0
        if words_[end + 1 + article : end + 2 + article] and words_[end + 1 + article] in halves:
            return Number(number.value + 0.5, number.start, end + 2 + article, worded=number.worded)
    return number


def number_at(line: Line, start: int) -> Number | None:
    """Return the number that begins at token `start`, in digits or words, with its scale ("1,2 miljoen", "20k")."""
    token = line.tokens[start]
    if token.text in _VULGAR:
        return Number(_VULGAR[token.text], start, start + 1)
    if token.kind == "number":
        return _in_digits(line, start)
    if token.kind != "word":
        return None
    number = _dutch_words(line, start) if line.lexicon.language == "nl" else _english(line, start)
    return _halved(line, number) if number is not None else _half_or_article(line, start)


def _in_digits(line: Line, start: int) -> Number | None:
    value, end = digits(line.tokens[start].text, line.lexicon.language), start + 1
    if value is None:
        return None
    following = line.tokens[end] if end < len(line) else None
    if following is not None and following.glued and following.text in _LETTER_SCALES:
        return Number(value * _LETTER_SCALES[following.text], start, end + 1)
    scales = line.lexicon.numbers["scales"]
    if following is not None and following.plain in scales and following.plain != "score":
        return Number(value * scales[following.plain], start, end + 1)
    return _halved(line, Number(value, start, end))


def _half_or_article(line: Line, start: int) -> Number | None:
    table, word = line.lexicon.numbers, line.words[start]
    if word in listed(table["halves"]):
        return Number(0.5, start, start + 1, worded=True)
    if word in plainly(table["articles"]):
        return Number(1.0, start, start + 1, certain=False, worded=True)
    return None


def in_words(text: str, language: str) -> float | None:
    """Return the value of a number that is written out ("twenty-four", "vierentwintig"), None if it is no number."""
    line = tokenise(text, words(language))
    number = number_at(line, 0) if len(line) else None
    return number.value if number is not None and number.end == len(line) else None
