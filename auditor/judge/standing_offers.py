"""Offers that end and things done less often: "de Leenkast stopt per 1 mei", "monthly rounds from now on".

    offer    what a claim calls by its own name, and of which a text says that it stops
    pace     how many times a year something is done, and fewer times from now on

They join the readings of judge/standing.py and like those only ever tell a conflict.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from auditor.judge.standing import Standing, made, sentences, table
from auditor.resources import lexicon
from auditor.text.comparison.concepts import function_words
from auditor.text.comparison.groups import subject
from auditor.text.quantities.clauses import negations
from auditor.text.quantities.reading import Reading
from auditor.text.quantities.words import LANGUAGES, Phrases, listed

_PACES: Final = (
    ("day", 365.25),
    ("fortnight", 26.09),
    ("week", 52.18),
    ("month", 12.0),
    ("quarter", 4.0),
    ("year", 1.0),
)
_SHORTEST: Final = 4  # letters of a name
_WHOLE: Final = frozenset(",.!;") | {"per", "na", "deze", "dit", "vanaf", "en", "on", "in", "as", "after", "and"}
_AFTER: Final = 3  # words after "stops" that tell whether it only stops here, or for now


@lru_cache(maxsize=8192)
def offers(reading: Reading) -> tuple[Standing, ...]:
    """Return the offers that a text names or ends, and how often it says that something is done."""
    if reading.line.lexicon.language not in LANGUAGES:
        return ()
    paced = _paced(reading.line.lexicon.language).any_in(reading.line.words)
    return (*_offers(reading), *(_paces(reading) if paced else ()))


@cache
def _paced(language: str) -> Phrases:
    """Return the words without which a text names no pace."""
    pace = lexicon("standing", language)["pace"]
    return Phrases(item for name, items in pace.items() if name != "changed" for item in listed(items))


def _names(reading: Reading, first: int, end: int, *, leading: bool = False) -> frozenset[str]:
    """Return the words of a sentence that are written as names; the first word of it only if `leading`."""
    line = reading.line
    calendar = {*line.lexicon.days, *line.lexicon.months}
    return frozenset(
        line.words[at]
        for at in range(first if leading else first + 1, end)
        if line.tokens[at].kind == "word"
        and line.tokens[at].text[:1].isupper()
        and not line.tokens[at].text.isupper()
        and len(line.words[at]) >= _SHORTEST
        and line.words[at] not in calendar
    )


def _offers(reading: Reading) -> Iterator[Standing]:
    """Read the names of what is offered, and "the Toolbox closes on 1 May" of what is no longer."""
    line, language = reading.line, reading.line.lexicon.language
    for first, end in sentences(reading):
        words = line.words[first:end]
        found = table(language, "offer", "ended").found(words)
        if not found:
            named = _names(reading, first, end, leading=True)
            if _names(reading, first, end) and not negations(line, first, end):
                term = made(reading, "offer", (first, end), held=True)
                yield Standing(term, held=True, about=(), thing=named)
            continue
        start, stop = found[0]
        after = words[stop : stop + _AFTER]
        named = _names(reading, first, first + start, leading=True)
        nearest = line.words[first + start - 1] if start else ""
        # "has ended its newsletter", "stopt met papier": that ends, not what is named
        whole = not after or after[0] in _WHOLE or words[stop - 1] in _WHOLE
        passing = (
            not whole
            or table(language, "offer", "of_a_part").any_in(after)
            or any(w in line.lexicon.days for w in words)
        )
        at = next((k for k, word in enumerate(words) if word in named), 0)
        alone = all(word in function_words(language) for word in words[:at])  # not "the queue for the Toolbox"
        if (
            nearest in named
            and alone
            and not passing
            and not {"met", "with"} & set(words[stop:])
            and words[-1:] != ("?",)
        ):
            term = made(reading, "offer", (first, end), held=False)
            yield Standing(term, held=False, about=(), thing=named)


def _paces(reading: Reading) -> Iterator[Standing]:
    """Read "every other week" and "monthly rounds from now on", "iedere zaterdag" and "voortaan om de week"."""
    line, language = reading.line, reading.line.lexicon.language
    for first, end in sentences(reading):
        words = line.words[first:end]
        pace = _pace(reading, first, end)
        if pace is None or negations(line, first, end):
            continue
        changed = table(language, "pace", "changed").any_in(words)
        term = made(reading, "pace", (first, end), held=not changed)
        yield Standing(term, held=not changed, about=subject(reading), minutes=pace)


def _pace(reading: Reading, first: int, end: int) -> float | None:
    """Return how many times a year a sentence says that something is done, None where it names no pace or two."""
    line, language = reading.line, reading.line.lexicon.language
    words = line.words[first:end]
    each = table(language, "pace", "each")
    if any(each.at(words, k) and words[k + 1] in line.lexicon.days for k in range(len(words) - 1)):
        return 52.18
    found = [times for name, times in _PACES if table(language, "pace", name).any_in(words)]
    return found[0] if len(found) == 1 else None
