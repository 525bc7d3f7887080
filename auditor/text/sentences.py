"""Sentence boundaries in Dutch and English.

`sentencex` (Wikimedia) proposes the boundaries; abbreviations as data (config/lexicon/sentences) take back those after
"d.w.z.", "tel." or an initial, and a few rules add those that it leaves out (line ends, emoji, "etc. Daarna"). The
figures of five splitters stand in benchmarks/sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import sentencex

from auditor.resources import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]

KNOWN: Final = ("nl", "en")
"""Languages with a lexicon of their own; a text in another one gets what holds in both."""

_OPENERS = "([{\"'“‘«„‚"
_CLOSERS = ")]}\"'”’»"
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞİŁŃŇŌŐŒŘŚŞŠŤŪŮŰŸŹŻŽ"
_EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\ufe0f\u200d"

_AFTER_EMOJI = re.compile(rf"(?:(?<=[^\s{_EMOJI}])|(?<=\s))(?:[{_EMOJI}]+|[:;]-?[)DP(])\s+(?=[{_OPENERS}]?[{_UPPER}])")
_ONLY_EMOJI = re.compile(rf"\s*(?:[{_EMOJI}\s]+|[:;]-?[)DP(])\s*")
_AFTER_BRACKET = re.compile(rf"[.!?…]\)\s+(?=[{_UPPER}])")
_QUOTED = re.compile(r"[\"“‘„«](.+)[\"”’»]", re.DOTALL)
_INITIAL = re.compile(rf"(?:[{_UPPER}]\.)*[{_UPPER}]")
_DOTTED = re.compile(r"[a-z](?:\.[a-z]+)+")
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{2,5}")
_CAMEL = re.compile(rf"[a-z]+[{_UPPER}]")


@dataclass(frozen=True, slots=True)
class _Rules:
    """The lexicon of one language, compiled."""

    library: str
    inner: frozenset[str]
    before_number: frozenset[str]
    suffixes: tuple[str, ...]
    titles: frozenset[str]
    open: frozenset[str]
    enders: frozenset[str]
    firms: frozenset[str]
    starters: frozenset[str]
    steps: frozenset[str]
    clitic: re.Pattern[str]
    """An apostrophe at the end of a piece that belongs to the next one, looked up with what follows it."""
    open_then_capital: re.Pattern[str]


@cache
def _rules(language: str | None) -> _Rules:
    names = (language,) if language in KNOWN else KNOWN
    found = [lexicon("sentences", name) for name in names if name]

    def words(key: str) -> frozenset[str]:
        return frozenset(word for one in found for word in one.get(key, ()))

    closing = words("open") | {word for word in words("before_number") if len(word) > 1}  # "C. Bos" is a name
    by_length = sorted(closing, key=lambda word: (-len(word), word))
    return _Rules(
        library=language or "en",
        inner=words("inner"),
        before_number=words("before_number"),
        suffixes=tuple(sorted(words("suffixes"))),
        titles=words("titles"),
        open=words("open"),
        enders=words("enders"),
        firms=words("firms"),
        starters=words("starters"),
        steps=words("steps"),
        clitic=re.compile(rf"(?:{'|'.join(sorted(words('clitics')))})\b"),
        open_then_capital=re.compile(
            rf"(?<![\w.])({'|'.join(map(re.escape, by_length))})\.\s+(?=[{_OPENERS}]?([{_UPPER}]\w*))", re.IGNORECASE
        ),
    )


def split(text: str, language: str | None) -> tuple[Span, ...]:
    """Return the sentences of `text` as (start, end) character spans, in order, without the spaces around them.

    A line end is a boundary unless a long line goes on in lower case. `language` is an ISO 639-1 code; without one,
    or with one that has no lexicon, the abbreviations of Dutch and English both hold.
    """
    base = (language or "").lower().split("-")[0] or None
    rules = _rules(base)
    spans: list[Span] = []
    for start, end in _lines(text):
        cuts = [start, *(start + cut for cut in _cuts(text[start:end], rules)), end]
        spans.extend(_trimmed(text, a, b) for a, b in pairwise(cuts))
    return tuple(span for span in spans if span[0] < span[1])


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _lines(text: str) -> Iterator[Span]:
    """Yield the pieces between line ends; a long line that goes on in lower case is one piece with the next."""
    start = line = 0
    for match in re.finditer(r"[^\S\n\r\u2028\u2029]*[\n\r\u2028\u2029]\s*", text):
        wrapped = match.start() - line >= _WRAPPED and len(re.findall(r"\r\n|\n|\r", match.group())) < 2
        line = match.end()
        if wrapped and text[match.start() - 1] not in ".:!?" and text[line : line + 1].islower():
            continue
        yield start, match.start()
        start = line
    yield start, len(text)


_WRAPPED = 45
"""Characters. Shorter lines were not broken for lack of room: they are items of a list."""


def _cuts(line: str, rules: _Rules) -> list[int]:
    """Return where `line` is cut, without its two ends."""
    if not line.strip():
        return []
    cuts: set[int] = set()
    at = 0
    for piece in sentencex.segment(rules.library, line)[:-1]:
        at += len(piece)
        cut = _moved(line, at, rules)
        if not _belongs_together(line[:cut], line[cut:], rules):
            cuts.add(cut)
    cuts.update(_added(line, rules))
    cuts.update(_inside_quotes(line, sorted(cuts), rules))
    return sorted(cut for cut in cuts if 0 < cut < len(line))


def _moved(line: str, cut: int, rules: _Rules) -> int:
    """Give an apostrophe back to the word it opens: "dicht. '" + "s Ochtends"."""
    if cut >= 2 and line[cut - 1] in "'’‘" and line[cut - 2].isspace() and rules.clitic.match(line, cut):
        return cut - 1
    return cut


def _belongs_together(left: str, right: str, rules: _Rules) -> bool:
    """Whether the boundary between `left` and `right` is none."""
    left, right = left.rstrip(), right.lstrip()
    if _ONLY_EMOJI.fullmatch(re.split(rf"\s(?=[{_OPENERS}]?[{_UPPER}])", right, maxsplit=1)[0]):
        return True  # the emoji belong to what they follow; _added cuts after them
    if not left.endswith(".") or left.endswith(".."):
        return False
    words = left[-80:].split()
    token = words[-1].lstrip(_OPENERS)[:-1]
    before = words[-2].strip(_OPENERS + _CLOSERS) if len(words) > 1 else ""
    following = right.lstrip(_OPENERS)
    return _is_inner(token, before, following, rules) or _is_number_of_line(words, rules)


def _is_inner(token: str, before: str, following: str, rules: _Rules) -> bool:
    """Whether the full stop after `token` belongs to an abbreviation inside the sentence."""
    low = token.lower()
    first = following[:1]
    if low in rules.inner or (rules.suffixes and low.endswith(rules.suffixes)):
        return True
    if low in rules.before_number:
        return first.isdigit()
    goes_on = not first.isupper() and not _CAMEL.match(following)
    if low in rules.open:
        word = re.match(r"\w+", following)
        return goes_on or (word is not None and word.group().lower() in _CALENDAR)
    if _INITIAL.fullmatch(token) and len(token) <= 6:
        return before.lower().rstrip(".") in rules.titles or bool(_INITIAL.fullmatch(before.rstrip(".")))
    return goes_on and (len(low) == 1 or bool(_DOTTED.fullmatch(low)) or bool(_CONSONANTS.fullmatch(low)))


# Names of days and months that follow "6 p.m." or "10.00 uur a.s." without opening a sentence.
_CALENDAR = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december", "gmt", "bst", "cet",
})  # fmt: skip


def _is_number_of_line(words: list[str], rules: _Rules) -> bool:
    """Whether all that stands before the boundary is the number of a list item ("1.", "Stap 1.")."""
    if not re.fullmatch(r"[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})\.", words[-1]):
        return False
    return len(words) == 1 or (len(words) == 2 and words[0].lower() in rules.steps)


def _added(line: str, rules: _Rules) -> Iterator[int]:
    """Yield the boundaries that the library leaves out."""
    for match in _AFTER_EMOJI.finditer(line):
        if line[: match.start()].strip(f" {_EMOJI}"):  # emoji that open a line are its bullet
            yield match.end()
    for match in _AFTER_BRACKET.finditer(line):
        opened = line.rfind("(", 0, match.start())
        if opened == 0 or (opened > 1 and line[:opened].rstrip()[-1:] in ".!?…"):
            yield match.end()
    for match in rules.open_then_capital.finditer(line):
        if _opens_sentence(line[: match.start()], match.group(1).lower(), match.group(2), rules):
            yield match.end()


def _opens_sentence(left: str, token: str, following: str, rules: _Rules) -> bool:
    """Whether the word after the open abbreviation `token` begins a sentence: "enz. Daarna", not "N.V. De Linde"."""
    if not following[0].isupper() or following.lower() in _CALENDAR:
        return False
    if token in rules.enders or token in rules.before_number:
        return True
    names = not left.strip() or left.rsplit(maxsplit=1)[-1][:1].isupper()
    return following.lower() in rules.starters and (names or token not in rules.firms)


def _inside_quotes(line: str, cuts: list[int], rules: _Rules) -> Iterator[int]:
    """Yield the boundaries inside a piece that is one quotation of several sentences."""
    edges = [0, *cuts, len(line)]
    for start, end in pairwise(edges):
        a, b = _trimmed(line, start, end)
        quoted = _QUOTED.fullmatch(line, a, b)
        if quoted and not set(quoted.group(1)) & set('"“”„«»'):
            for cut in _cuts(quoted.group(1), rules):
                yield quoted.start(1) + cut
