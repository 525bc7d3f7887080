"""Whether membership costs anything: "membership is free" on a page, "members pay an annual fee" in the articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from auditor.model import Statement
from auditor.rules.facts.base import Fact, stated
from auditor.rules.lexicon import alternatives, entries, pattern

_SUBJECT: Final = "membership"
_BETWEEN: Final = r"\W+(?:[\w'’-]+\W+){0,%d}?"


def dues(statement: Statement, language: str) -> Iterator[Fact]:
    """Yield that membership is free, or that members owe something, where it is said of all members."""
    if pattern("dues.some", language).search(statement.text):
        return  # free for the young, dues for firms
    for value in ("free", "owed"):
        if match := _pattern(value, language).search(statement.text):
            yield stated("dues", _SUBJECT, value, match["shown"], statement)
            return


@cache
def _pattern(value: str, language: str) -> re.Pattern[str]:
    said = {
        name: alternatives(entries(f"dues.{name}", language))
        for name in ("membership", "members", "free", "pay", "fee")
    }
    if value == "free":
        return re.compile(rf"\b{said['membership']}{_BETWEEN % 3}(?P<shown>{said['free']})\b", re.IGNORECASE)
    return re.compile(
        rf"\b{said['members']}{_BETWEEN % 5}{said['pay']}{_BETWEEN % 6}(?P<shown>{said['fee']})\b", re.IGNORECASE
    )
