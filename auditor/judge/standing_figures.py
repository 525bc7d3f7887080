"""What a text puts later, lower or earlier than a claim, in figures that are no terms of one kind.

    by_year    something is done or over by a year, or stays, or is put off, until a later one
    so_many    there are always so many of a thing, or room for fewer, or fewer from now on
    extra      no more is paid than for something else, or so much more
    last_run   until when something runs, or when the last one leaves

They join the readings of judge/standing.py and like those only ever tell a conflict.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from auditor.judge.standing import Standing, made, sentences, table
from auditor.text.comparison.concepts import function_words
from auditor.text.comparison.groups import subject
from auditor.text.quantities.amounts import Amount
from auditor.text.quantities.clauses import bounds_of, negations
from auditor.text.quantities.reading import Reading
from auditor.text.quantities.words import LANGUAGES
from auditor.text.words import stem

_DATED: Final = frozenset({"deadline", "start_date"})
_SMALL_HOURS: Final = 6.0  # until so late a night is still the day before
_FREE: Final = ("vrij", "loos", "free")  # "gasvrij", "emissieloos"
_LONG: Final = 6
_SHORT: Final = 2
_BEFORE: Final = 8  # words before a number among which "only" is about it
_YEARS: Final = range(2020, 2100)
_NEAR: Final = 3  # words after a number that may name what it counts


@lru_cache(maxsize=8192)
def figures(reading: Reading) -> tuple[Standing, ...]:
    """Return what a text says of years, numbers, surcharges and last runs."""
    language = reading.line.lexicon.language
    if language not in LANGUAGES:
        return ()
    if not (reading.amounts or reading.moments or reading.found):
        return tuple(_extra(reading)) if table(language, "extra", "none").any_in(reading.line.words) else ()
    return (*_by_year(reading), *_so_many(reading), *_extra(reading), *_last_run(reading))


def _by_year(reading: Reading) -> Iterator[Standing]:
    """Read "gasvrij voor 2030" and "blijft tot 2033 op gas", "not before 2034", "moved to 2031"."""
    line, language = reading.line, reading.line.lexicon.language
    for first, end in sentences(reading):
        words = line.words[first:end]
        moved = table(language, "later", "moved").any_in(words)
        stays = table(language, "later", "stays").any_in(words)
        if line.lexicon.reports["past"].any_in(words) and not moved:
            continue
        for at in range(first, end):
            year = int(line.words[at]) if line.tokens[at].text.isdigit() and len(line.words[at]) == 4 else 0
            if year not in _YEARS:
                continue
            before = line.words[first:at]
            size = len(before)
            late = table(language, "later", "late").ending(before, size) > 0
            late = late or (before[-1:] == ("until",) and bool(negations(line, first, at)))
            past = bool(table(language, "later", "past").ending(before, size)) and stays and not late
            until = bool(table(language, "later", "until").ending(before, size)) and stays and not late
            put_off = moved and table(language, "later", "moved_to").ending(before, size) > 0
            if late or put_off or past or until:
                kept = frozenset() if late or put_off else _stems(reading, first, end)
                term = made(reading, "by_year", (first, end), held=False)
                yield Standing(
                    term, held=False, about=subject(reading), thing=kept, until=year + int(past and not late)
                )
    for found in reading.found:
        if found.term.metric not in _DATED or found.term.negated or found.term.unit not in {"year", "date"}:
            continue
        year = int(found.term.value if found.term.unit == "year" else found.term.value // 10_000)
        year -= int(found.term.unit == "year" and found.term.comparator == "<")
        term = made(reading, "by_year", (0, len(line)), held=True)
        yield Standing(term, held=True, about=subject(reading), thing=_ended(reading), until=year)
        return


def _ended(reading: Reading) -> frozenset[str]:
    """Return the stems of what a text says to end: "geen afval meer", "off gas", "gasvrij"."""
    line, language = reading.line, reading.line.lexicon.language
    found: set[str] = set()
    for _, after in table(language, "later", "ends").found(line.words):
        found |= _stems(reading, after, min(len(line), after + _NEAR))
    return frozenset(found | {stem(word[:-4]) for word in line.words if word.endswith(_FREE) and len(word) > _LONG})


def _stems(reading: Reading, first: int, end: int) -> frozenset[str]:
    """Return the stems of the words between two tokens that may name a thing."""
    line = reading.line
    small = function_words(line.lexicon.language)
    return frozenset(
        stem(line.words[at])
        for at in range(first, end)
        if line.tokens[at].kind == "word" and len(line.words[at]) > _SHORT and line.words[at] not in small
    )


def _so_many(reading: Reading) -> Iterator[Standing]:
    """Read "minstens tien kluizen in elke hal" and "plaats voor vier kluizen", "now one tree for each customer"."""
    line, language = reading.line, reading.line.lexicon.language
    for first, end in sentences(reading):
        words = line.words[first:end]
        each = table(language, "fewer", "each").any_in(words) or any(
            found.term.metric == "frequency" or found.term.per for found in reading.found
        )
        for amount in reading.amounts:
            if not (first <= amount.start < end and amount.kind == "count" and amount.certain and amount.value):
                continue
            if line.lexicon.reports["past"].any_in(line.words[slice(*bounds_of(line, amount.start))]):
                continue
            bound = next((f.term.comparator for f in reading.found if f.start <= amount.start < f.end), "=")
            thing = _counted(reading, amount)
            if not thing or negations(line, max(first, amount.start - 3), amount.start):
                continue
            if table(language, "fewer", "limit").any_in(line.words[max(first, amount.start - _BEFORE) : amount.start]):
                term = made(reading, "so_many", (first, end), held=False)
                yield Standing(term, held=False, about=subject(reading), minutes=amount.value, thing=thing)
            if bound in {">", ">="} or each:
                term = made(reading, "so_many", (first, end), held=True)
                yield Standing(term, held=True, about=subject(reading), minutes=amount.value, thing=thing)


def _counted(reading: Reading, amount: Amount) -> frozenset[str]:
    """Return the stems of the words after a number that name what it counts."""
    line = reading.line
    found: set[str] = set()
    at = amount.end
    while at < len(line) and len(found) < _NEAR and (line.tokens[at].kind == "word" or line.words[at] == "-"):
        word = line.words[at]
        if word in function_words(line.lexicon.language):
            break
        if len(word) > 3:
            found.add(stem(word))
        at += 1
    return frozenset(found)


def _extra(reading: Reading) -> Iterator[Standing]:
    """Read "voor dezelfde prijs als", "no surcharge" and "€ 2 meer dan", "a surcharge of £2"."""
    line, language = reading.line, reading.line.lexicon.language
    for first, end in sentences(reading):
        words = line.words[first:end]
        money = [a for a in reading.amounts if a.kind == "money" and first <= a.start < end and a.value > 0]
        if table(language, "extra", "none").any_in(words) and not money:
            term = made(reading, "extra", (first, end), held=True)
            yield Standing(term, held=True, about=subject(reading))
        elif money and not negations(line, first, end):
            named = table(language, "extra", "named").any_in(words)
            if named or any(table(language, "extra", "more").at(line.words, a.end) for a in money):
                term = made(reading, "extra", (first, end), held=False)
                yield Standing(term, held=False, about=subject(reading))


def _last_run(reading: Reading) -> Iterator[Standing]:
    """Read "runs until 3 am" and "the last one leaves at 1 am"."""
    line, language = reading.line, reading.line.lexicon.language
    for moment in reading.moments:
        if moment.kind != "clock" or not moment.start:
            continue
        first, end = next((s for s in sentences(reading) if s[0] <= moment.start < s[1]), (0, 0))
        words, before = line.words[first:end], line.words[: moment.start]
        if not table(language, "run", "words").any_in(words):
            continue
        until = table(language, "run", "until").ending(before, len(before)) > 0
        last = table(language, "run", "last").any_in(words) and table(language, "run", "at").ending(before, len(before))
        if until or last:
            hour = moment.value + (24 if moment.value < _SMALL_HOURS else 0)
            small = table(language, "run", "words"), table(language, "run", "last")
            named = frozenset(
                stem(word)
                for word in words
                if len(word) > _NEAR and not any(t.any_in((word,)) for t in small) and word not in line.lexicon.days
            )
            for held in (True, False):
                term = made(reading, "last_run", (first, end), held=held)
                yield Standing(term, held=held, about=subject(reading), minutes=hour * 60, thing=named)
            return
