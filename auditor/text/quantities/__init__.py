"""Read what people write about quantities, in Dutch and English: numbers, units, bounds, calendars, prices, dates.

text -> tokens -> moments (dates, times of day, codes) -> amounts (number and unit) -> terms (what is said about them)
"""

from __future__ import annotations

from auditor.model import Hedge
from auditor.text.quantities.clauses import hedge_in, negations
from auditor.text.quantities.reading import language_of, read_terms
from auditor.text.quantities.tokens import tokenise
from auditor.text.quantities.words import words

__all__ = ["hedge_of", "is_negated", "read_terms"]


def hedge_of(text: str, language: str | None) -> Hedge:
    """Return how firmly a text speaks.

    "none", "soft" ("doorgaans", "usually") or "aspirational" ("we streven", "aim to").
    """
    line = tokenise(text, words(language_of(text, language)))
    return hedge_in(line.words, line.lexicon)


def is_negated(text: str, language: str | None) -> bool:
    """Say whether a text denies something; "niet alleen", "no problem" and the like deny nothing."""
    line = tokenise(text, words(language_of(text, language)))
    return bool(negations(line, 0, len(line)))
