"""What a plain fact is, and the words that say what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from auditor.model import normalised
from auditor.rules.lexicon import pattern, whole

if TYPE_CHECKING:
    from auditor.model import Place, Statement

FactKind = Literal["phone", "email", "address", "hours", "founded", "figure", "degree", "dues"]
MAIN: Final = "main"
YEAR: Final = r"(?:1[5-9]\d\d|20\d\d)"
"""A year, as part of a regular expression."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One stated fact: what it is about, its value as compared, and the words and place it was read from."""

    kind: FactKind
    subject: str
    """What it is about; facts are compared only when these words are equal."""
    value: str
    shown: str
    """The value as it is written."""
    text: str
    source: str
    document: str
    place: Place
    statement: Statement | None = None
    amount: float | None = None
    """The value as a number, where near values are no conflict."""


def stated(kind: FactKind, subject: str, value: str, shown: str, statement: Statement) -> Fact:
    """Return a fact that a statement states, quoted with its label."""
    text = f"{statement.label.rstrip(': ')}: {statement.text}" if statement.label else statement.text
    return Fact(
        kind=kind,
        subject=subject,
        value=value,
        shown=shown.strip(),
        text=text,
        source=statement.source,
        document=statement.document,
        place=statement.place,
        statement=statement,
    )


def content(text: str, generic: str, language: str, names: Sequence[str]) -> set[str]:
    """Return the words of a text that say what it is about: no numbers, general words or name of the organisation."""
    without = whole(names).sub(" ", text) if names else text
    words = re.findall(r"[^\W\d_]+", normalised(without))
    return {word for word in words if not pattern(generic, language).fullmatch(word)}
