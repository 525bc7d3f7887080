"""Split a text into words, numbers and signs with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from auditor.text.quantities.words import Words, plain

Kind = Literal["word", "number", "sign"]

_TOKEN: Final = re.compile(
    r"""
    (?P<number>\d{1,3}(?:[\u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,](?=\d)\d+)*)
  | (?P<word>[^\W\d_]+(?:['’](?=[^\W\d_])[^\W\d_]+)*[²³]?)
  | (?P<sign>[^\w\s]|_|[½¼¾²³])
    """,
    re.VERBOSE | re.UNICODE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign. `glued` says that nothing stands between it and the token before."""

    text: str
    plain: str
    start: int
    end: int
    kind: Kind
    glued: bool


@dataclass(frozen=True, eq=False)
class Line:
    """A text with its tokens and the lexicon of its language. `words` holds the compared form of each token."""

    text: str
    tokens: tuple[Token, ...]
    lexicon: Words

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return the tokens in lower case without accents."""
        return tuple(token.plain for token in self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    def span(self, start: int, end: int) -> str:
        """Return the text of tokens `start` up to `end`."""
        if start >= end:
            return ""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]


def tokenise(text: str, lexicon: Words) -> Line:
    """Return the tokens of `text`. Digits are always tokens of their own: "20k" is "20" and a glued "k"."""
    found: list[Token] = []
    end = -1
    for match in _TOKEN.finditer(text):
        kind: Kind = "word" if match["word"] else "number" if match["number"] else "sign"
        if kind == "number" and not match.group().isascii():
            kind = "sign"  # digits of other scripts: no reading of them is claimed
        found.append(Token(match.group(), plain(match.group()), match.start(), match.end(), kind, match.start() == end))
        end = match.end()
    return Line(text, tuple(found), lexicon)
