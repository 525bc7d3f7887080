"""Plain facts that a text states: phone numbers, addresses, opening hours, founding years, figures, degrees, dues.

Two facts may be compared only when they are about the same thing: `subject` says what that is, in words that must be
equal ("main", "spoedlijn", "bezoekadres", "balie maandag"). Whatever is left unsaid or unclear gives no fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.model import Document, Place, Statement
from auditor.rules.facts.base import MAIN, YEAR, Fact, FactKind
from auditor.rules.facts.compared import compared
from auditor.rules.facts.contacts import addresses, emails, national, phones
from auditor.rules.facts.degrees import degrees
from auditor.rules.facts.dues import dues
from auditor.rules.facts.figures import counted, repeated
from auditor.rules.facts.founding import founded
from auditor.rules.facts.hours import hours
from auditor.rules.facts.measures import measured
from auditor.rules.lexicon import MAX_LENGTH

__all__ = ["MAIN", "Fact", "FactKind", "compared", "declared", "national", "read"]

_DIGIT = re.compile(r"\d")
_ORGANISATION_PAGES = ("home", "contact", "about", None)


def read(statement: Statement, language: str, names: Sequence[str]) -> Iterator[Fact]:
    """Yield the facts that a statement states. `names` are the organisation's."""
    if len(statement.text) > MAX_LENGTH:
        return
    if "@" in statement.text:
        yield from emails(statement, names)
    yield from counted(statement, language, names)
    yield from degrees(statement, language, names)
    yield from dues(statement, language)
    if not _DIGIT.search(statement.text):
        return
    yield from phones(statement, language, names)
    yield from addresses(statement, language)
    yield from hours(statement, language, names)
    yield from founded(statement, language, names)
    yield from repeated(statement, language)
    yield from measured(statement, language, names)


def declared(document: Document) -> Iterator[Fact]:
    """Yield the facts of the organisation as a whole that a page declares in its metadata (JSON-LD, front matter)."""
    if document.page_type not in _ORGANISATION_PAGES:
        return
    place = Place(url=document.url, path=document.path)
    for key, value in document.facts:
        name = re.split(r"[.:/]", key)[-1].lower()
        if name == "telephone" and (number := national(value)):
            yield Fact("phone", MAIN, number, value, value, document.source, document.id, place)
        elif name == "foundingdate" and (year := re.match(YEAR, value)):
            yield Fact("founded", MAIN, year.group(), year.group(), value, document.source, document.id, place)
