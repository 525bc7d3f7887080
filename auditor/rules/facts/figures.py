"""Figures: how many shops, homes or inhabitants there are, and the one number of a sentence that stands twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from auditor.model import Statement, normalised
from auditor.rules.facts.base import YEAR, Fact, content, stated
from auditor.rules.lexicon import alternatives, entries, pattern
from auditor.text.quantities import read_terms

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NUMERAL = r"(?P<number>\d{1,3}(?:[.,]\d{3})+|\d+|[^\W\d_]+)"
_NARROWED = (
    r"(?!\s+(?:in|at|on|near|around|te|op|aan|bij|met|voor|van|for|with|that|die|waar|without|zonder|per|of|from|uit))"
)
_MIN_WORDS = 5


def counted(statement: Statement, language: str, names: Sequence[str]) -> Iterator[Fact]:
    """Yield how many of something the organisation says that it has: "wij hebben negen winkels".

    Rounded figures ("ruim 300") and parts ("three shops in Leeds") are none.
    """
    if statement.label:
        return
    for compiled in _counts(language, tuple(names)):
        for match in compiled.finditer(statement.text):
            value = _value(f"{match['number']} {match['noun']}", language)
            if value is not None:
                fact = stated("figure", match["noun"].lower(), f"{value:g}", match["number"], statement)
                yield replace(fact, amount=value)


def repeated(statement: Statement, language: str) -> Iterator[Fact]:
    """Yield the one number of a full sentence; the subject is the sentence itself without it."""
    if statement.block_kind not in ("paragraph", "item") or statement.label:
        return
    numbers = _NUMBER.findall(statement.text)
    if len(numbers) != 1 or re.fullmatch(YEAR, numbers[0]):
        return
    if len(content(statement.text, "numbers.words", language, ())) < _MIN_WORDS:
        return
    masked = normalised(_NUMBER.sub(" ", statement.text))
    worded = [word for word in masked.split() if pattern("numbers.words", language).fullmatch(word)]
    yield stated("figure", masked, " ".join((numbers[0], *worded)), numbers[0], statement)


def _value(text: str, language: str) -> float | None:
    """Return the exact number of things that a phrase names, None where it names none or more than one."""
    terms = read_terms(text, language)
    exact = len(terms) == 1 and terms[0].unit == "count" and terms[0].comparator == "=" and terms[0].high is None
    return terms[0].value if exact and terms[0].value > 1 else None


@cache
def _counts(language: str, names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    def words(name: str) -> str:
        return alternatives(entries(f"counts.{name}", language))

    own = rf"(?:{alternatives(names)}|{alternatives(entries('absolute.own', language))})"
    thing = rf"{_NUMERAL}\s+(?P<noun>{words('nouns')})(?!\w){_NARROWED}"
    # "about" stands between verb and number; then the number does not follow, and the pattern fails as it should.
    bodies = (
        rf"(?<!\w){own}\s+{words('having')}\s+{thing}",
        rf"(?<!\w){words('having')}\s+(?:wij|we|{alternatives(names)})\s+{thing}",
        rf"(?<!\w){words('all')}\s+{thing}",
    )
    return tuple(re.compile(body, re.IGNORECASE) for body in bodies)
