"""Read one statement: its tokens, moments, amounts and terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from auditor.model import Term
from auditor.text.language import detect
from auditor.text.quantities.ages import ages, days_of_month
from auditor.text.quantities.amounts import Amount, amounts
from auditor.text.quantities.dates import Moment, moments
from auditor.text.quantities.hours import within_hours
from auditor.text.quantities.measured import Context, Found, found_in, per_of
from auditor.text.quantities.parts import sorted_money
from auditor.text.quantities.tokens import Line, tokenise
from auditor.text.quantities.worded import charges, worded_in
from auditor.text.quantities.words import LANGUAGES, pieces, words

# Calendar words that state a term without a number
_WORDED: Final = ("same_day", "same_working_day", "next_day", "next_working_day", "always_open", "office_only")
# Small words that only one of the two languages has
_SMALL_NL: Final = frozenset({"de", "het", "een", "en", "van", "op", "wij", "u", "je", "voor", "met", "niet", "uw"})
_SMALL_EN: Final = frozenset({"the", "a", "an", "and", "of", "on", "you", "your", "for", "with", "not", "are", "our"})


@dataclass(frozen=True, eq=False)
class Reading:
    """Everything that was read of one text. Two readings are the same only if they are one."""

    line: Line
    found: tuple[Found, ...] = ()
    amounts: tuple[Amount, ...] = ()
    moments: tuple[Moment, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return the terms in the order of the text."""
        return tuple(f.term for f in self.found)


def read_terms(  # noqa: PLR0913  each says something else about where the statement stands
    text: str,
    language: str | None,
    *,
    headings: Sequence[str] = (),
    label: str | None = None,
    published: datetime | None = None,
    currency: str | None = None,
) -> tuple[Term, ...]:
    """Return the terms that a statement states, in the order of the text.

    Args:
        text: one statement.
        language: "nl" or "en"; None is guessed; any other is read for its digits only.
        headings: the headings above it, outermost first; with `label` they tell what a fragment like "24 uur" measures.
        label: what names the text beside it (row header, term, question).
        published: when the document was published, for "binnen vijf jaar" and dates without a year.
        currency: unit of a price of nothing ("eur" or "gbp"); without it the money that the text names, else euro for
            Dutch and pounds for English.
    """
    titles = tuple(title for title in (label, *reversed(headings)) if title)
    return read(text, language, titles, published, currency).terms


@lru_cache(maxsize=8192)
def read(
    text: str,
    language: str | None,
    titles: tuple[str, ...] = (),
    published: datetime | None = None,
    currency: str | None = None,
) -> Reading:
    """Read one statement. `titles` holds its label and headings, nearest first; the rest is as in `read_terms`."""
    line = tokenise(text, words(language_of(text, language)))
    if not _promising(line):
        return Reading(line)
    dated, taken = moments(line)
    fixed = [*days_of_month(line), *ages(line)]
    for one in fixed:
        taken[one.start : one.end] = [True] * (one.end - one.start)
    seen = sorted_money(line, amounts(line, taken))
    context = Context(titles, published, seen, within_hours(line, dated))
    found: list[Found] = fixed
    used = 0
    for amount in seen:
        if amount.start < used:
            continue
        term = found_in(line, amount, context)
        found += [term] if term is not None else []
        # "a week" of "seven days a week" is no amount of its own, whether or not the seven days state a term
        used = term.end if term is not None else per_of(line, amount)[1]
    found += worded_in(line, dated, found, context, currency)
    found.sort(key=lambda f: (f.start, f.end))
    return Reading(line, tuple(found), seen, dated)


def language_of(text: str, language: str | None) -> str | None:
    """Return the language to read in: the one given, else Dutch or English, by their small words where those tell."""
    if language is not None:
        code = language.lower().split("-")[0].split("_")[0]
        return code if code in LANGUAGES else language
    small = set(pieces(text))
    dutch, english = len(small & _SMALL_NL), len(small & _SMALL_EN)
    if dutch != english:
        return "nl" if dutch > english else "en"
    return detect(text, LANGUAGES, "nl")


def _promising(line: Line) -> bool:
    """Say quickly whether a text can hold a term at all: most have no digit and no word of quantity."""
    lexicon = line.lexicon
    if any(t.kind == "number" for t in line.tokens) or not lexicon.triggers.isdisjoint(line.words):
        return True
    tables = (
        lexicon.free,
        lexicon.lifelong,
        lexicon.ages["turning"],
        lexicon.part_price["full"],
        lexicon.comparators["at_least"],  # "at least one apprentice", "minstens één"
        *(lexicon.calendars[name] for name in _WORDED),
        *lexicon.per.values(),
    )
    if any(table.any_in(line.words) for table in tables):
        return True
    calendars = line.lexicon.calendars
    if any(word in line.lexicon.days for word in line.words) or calendars["every_day_open"].any_in(line.words):
        return calendars["open_days"].any_in(line.words) or calendars["shut_days"].any_in(line.words)
    return any(charges(word) for word in line.words) or (
        lexicon.language == "nl" and any(_joined_number(word) for word in line.words)
    )


def _joined_number(word: str) -> bool:
    return len(word) > 7 and ("honderd" in word or "duizend" in word or word.endswith(("tig", "enhalf", "enhalve")))
