"""The year in which the organisation was founded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from auditor.model import Statement
from auditor.rules.facts.base import MAIN, YEAR, Fact, stated
from auditor.rules.lexicon import alternatives, entries

_SOME = r"(?:[\w'’-]+\s+){0,6}?"


def founded(statement: Statement, language: str, names: Sequence[str]) -> Iterator[Fact]:
    """Yield the year of founding, where the statement says it of the organisation itself."""
    for compiled in _patterns(language, tuple(names)):
        match = compiled.search(statement.text)
        if match:
            yield stated("founded", MAIN, match["year"], match["year"], statement)
            return


@cache
def _patterns(language: str, names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    def words(name: str) -> str:
        return alternatives(entries(f"founding.{name}", language))

    own = rf"(?<!\w)(?:{alternatives(names)}|{words('own')})"
    year = rf"(?P<year>{YEAR})(?!\w)"
    bodies = (
        # Duinrand werd door twee broers opgericht in 1921 / Duinrand was founded by two brothers in 1921
        rf"{own}\s+{words('after')}\s+{_SOME}(?:in\s+)?{year}",
        # Duinrand begon in 1921 / Duinrand started in 1921
        rf"{own}\s+{words('after_direct')}\s+in\s+{year}",
        # Duinrand werd in 1921 door twee broers opgericht
        rf"{own}\s+{words('split_verbs')}\s+{_SOME}in\s+{year}\s+{_SOME}{words('split_ends')}(?!\w)",
        # In 1921 werd Duinrand opgericht
        rf"(?<!\w)in\s+{year},?\s+{words('split_verbs')}\s+{own}\s+{_SOME}{words('split_ends')}(?!\w)",
        # In 1921 two brothers founded Duinrand
        rf"(?<!\w)in\s+{year},?\s+{_SOME}{words('founders')}\s+{own}(?!\w)",
        # Founded in 1921 in a barn, Duinrand has grown
        rf"^{words('before')}\s+in\s+{year}[^.]*?,\s+(?:is\s+|was\s+|heeft\s+)?{own}(?!\w)",
        # Duinrand, founded in 1921,
        rf"{own},\s+{words('before')}\s+in\s+{year}",
    )
    return tuple(re.compile(body, re.IGNORECASE) for body in bodies)
