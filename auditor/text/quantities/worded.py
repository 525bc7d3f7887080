"""Terms that are said without an amount: "dezelfde dag", "gratis", "wekelijks", a date, opening hours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from auditor.model import Hedge, Term
from auditor.text.quantities.amounts import Amount
from auditor.text.quantities.clauses import Bound, bound, channels_in, condition_in, hedge_in, negations, sentence_of
from auditor.text.quantities.dates import Moment
from auditor.text.quantities.hours import opening_hours
from auditor.text.quantities.measured import Context, Found, is_past
from auditor.text.quantities.metrics import TIME_TO, metric_of
from auditor.text.quantities.tokens import Line, Token, tokenise
from auditor.text.quantities.units import MONEY

# "op 1 juli" says when something is, not by when
_ON_A_DAY: Final = frozenset(
    tuple(said.split()) for said in ("op", "on", "of", "of the", "during", "for", "rond", "per", ":", "to", "naar")
)
_BETWEEN: Final = frozenset({"tussen", "between"})
_DAYS: Final = (("next_working_day", True), ("same_working_day", True), ("next_day", False), ("same_day", False))
_PARTICIPLE: Final = re.compile(r"(?:op|af|in|uit|aan|bij|voor|na|over|weg|terug|schoon)?ge\w{2,}(?:d|t|en)")
_PACES: Final = ("2 year", "2 month", "2 week", "2 day", "year", "quarter", "month", "week", "day")
_SIGNS: Final = frozenset({"€", "£", "$", "eur", "gbp", "usd"})
_NO_PACE: Final = frozenset({"per", "dit", "in", "this", "a", "p", "/", "annual"})
_NONE_OF: Final = frozenset({"no", "without", "geen", "zonder"})
_FEES: Final = frozenset({"fee", "fees", "surcharge", "surcharges", "postage"})
_SHORT_FEE: Final = 8  # letters: "kosten" alone is left to the list of what is free
_COUNTED: Final = frozenset({"frequency", "day_of_month", "count", "price", "share", "discount", "volume"})


def worded_in(
    line: Line, moments: tuple[Moment, ...], found: Sequence[Found], context: Context, currency: str | None
) -> list[Found]:
    """Return the terms of a statement that no amount states, beside those already `found`."""
    made = list(found)
    made += _days(line, made, context)
    made += _lifelong(line, made)
    made += _free(line, made, currency)
    made += _dates(line, moments, context.published)
    made += _adverbs(line, made)
    made += _hours(line, moments, made, context)
    return made[len(found) :]


def _hedge(line: Line, index: int) -> Hedge:
    first, last = sentence_of(line, index)
    return hedge_in(line.words[first:last], line.lexicon)


def _days(line: Line, found: Sequence[Found], context: Context) -> list[Found]:
    """Read "dezelfde dag", "the next working day": one day, where the text is about how long something takes."""
    made: list[Found] = []
    for name, working in _DAYS:
        for start, end in line.lexicon.calendars[name].found(line.words):
            if any(f.start < end and start < f.end for f in (*found, *made)):
                continue
            amount = Amount("measure", 1.0, "day", start, end, working=working)
            metric = metric_of(line, amount, Bound("<=", explicit=True, start=start), context.titles)
            general = metric == "lead_time" and not _visited(line, start)
            if metric is None or metric not in TIME_TO or general:
                continue
            term = Term(
                metric,
                "<=",
                1.0,
                "day",
                "working" if working else "clock",
                scope=channels_in(line),
                condition=condition_in(line, amount, start),
                hedge=_hedge(line, start),
                negated=bool(negations(line, *sentence_of(line, start))),
                text=line.span(start, end),
            )
            made.append(Found(term, start, end, explicit=True))
    return made


def _visited(line: Line, index: int) -> bool:
    """Say whether the sentence is about somebody who comes: "de volgende werkdag komt er een monteur langs"."""
    words = line.words[slice(*sentence_of(line, index))]
    told = line.lexicon.reports["past"].any_in(words) or line.lexicon.reports["times"].any_in(words)
    return line.lexicon.visits.any_in(words) and not told


def _lifelong(line: Line, found: Sequence[Found]) -> list[Found]:
    """Read "levenslange garantie", "guaranteed for life": a warranty of a lifetime."""
    for start, end in line.lexicon.lifelong.found(line.words):
        first, last = sentence_of(line, start)
        said = line.words[first:last]
        if not line.lexicon.metrics["warranty"].any_in(said) or any(f.term.metric == "warranty" for f in found):
            continue
        hedge, denied = _hedge(line, start), bool(negations(line, first, last))
        term = Term("warranty", "=", 1.0, "lifetime", hedge=hedge, negated=denied, text=line.span(start, end))
        return [Found(term, start, end, explicit=True)]
    return []


def _free(line: Line, found: Sequence[Found], currency: str | None) -> list[Found]:
    """Read "gratis", "free of charge", "we do not charge": a price of nothing."""
    harmless = {i for a, b in line.lexicon.free_not.found(line.words) for i in range(a, b)}
    money = next((f.term.unit for f in found if f.term.unit in MONEY), None)
    unit = currency or money or ("eur" if line.lexicon.language == "nl" else "gbp")
    for start, end in line.lexicon.free.found(line.words) or _no_fee(line):
        hyphened = start > 0 and line.words[start - 1] == "-" and line.tokens[start].glued  # "plastic-free"
        priced = end + 1 < len(line) and line.words[end] == "from" and line.words[end + 1] in _SIGNS
        if (start in harmless and not priced) or hyphened:
            continue
        denied = any(0 < start - n <= 3 for n in negations(line, *sentence_of(line, start)))
        text, hedge = line.span(start, end), _hedge(line, start)
        term = Term("price", "=", 0.0, unit, scope=channels_in(line), hedge=hedge, negated=denied, text=text)
        return [Found(term, start, end, explicit=True)]
    return []


def _no_fee(line: Line) -> tuple[tuple[int, int], ...]:
    """Return where a charge of some kind is said not to be asked: "no exit fee", "zonder inschrijfkosten"."""
    spans = []
    for index, word in enumerate(line.words):
        if word not in _NONE_OF:
            continue
        ends = [at for at in range(index + 1, min(index + 4, len(line))) if charges(line.words[at])]
        limited = bool(ends) and line.words[ends[0] + 1 : ends[0] + 2] in {
            ("of",),
            ("van",),
        }  # "no fee of more than £10"
        if ends and not limited and not any(line.tokens[at].kind == "sign" for at in range(index, ends[0])):
            spans.append((index, ends[0] + 1))
    return tuple(spans)


def charges(word: str) -> bool:
    """Say whether a word names something that is charged: "fee", "inschrijfkosten"."""
    return word in _FEES or (len(word) > _SHORT_FEE and word.endswith(("kosten", "toeslag", "kostenvergoeding")))


def _dates(line: Line, moments: tuple[Moment, ...], published: datetime | None) -> list[Found]:
    """Read deadlines that are dates: "voor 1 juli 2027", "by 3 March"."""
    made = []
    for moment in moments:
        if moment.kind != "date":
            continue
        year = published.year * 10_000 if moment.value < 10_000 and published is not None else 0
        amount = Amount("year", moment.value + year, "date", moment.start, moment.end)
        limit = bound(line, amount, dated=True)
        said = line.words[limit.start : amount.start]
        between = _BETWEEN & set(line.words[max(0, limit.start - 4) : limit.start])
        past = is_past(line, replace(amount, value=amount.value // 10_000), published)
        if said in _ON_A_DAY and not line.lexicon.calendars["opening_on"].any_in(line.words):
            continue
        if amount.value < 10_000 or not limit.explicit or not said or between or past:
            continue
        metric = "start_date" if limit.comparator in {">", ">="} else "deadline"
        text, hedge = line.span(limit.start, moment.end), _hedge(line, moment.start)
        term = Term(metric, limit.comparator, amount.value, "date", hedge=hedge, negated=limit.negated, text=text)
        made.append(Found(term, limit.start, moment.end, explicit=True))
    return made


def _adverbs(line: Line, found: Sequence[Found]) -> list[Found]:
    """Read "wekelijks", "every month" as once per that time, where nothing else is counted."""
    if any(f.term.metric in _COUNTED for f in found):
        return []
    timed = any(f.term.metric in TIME_TO for f in found)  # "binnen een uur, elke dag": then the days are its calendar
    for name in _PACES:
        for start, end in line.lexicon.per[name].found(line.words):
            following = line.tokens[end] if end < len(line) else None
            alone = following is None or following.kind != "word" or len(following.plain) <= 3 or end - start > 1
            alone = alone or (following is not None and _done(following))
            if (
                alone and line.words[start] not in _NO_PACE and not (timed and name == "day")
            ):  # "the daily operation", "this year" count nothing
                hedge, text = _hedge(line, start), line.span(start, end)
                return [Found(Term("frequency", "=", 1.0, "count", per=name, hedge=hedge, text=text), start, end)]
    return []


def _done(token: Token) -> bool:
    """Say whether a word is a Dutch participle: "wordt wekelijks opgehaald", not "het wekelijks overleg"."""
    return bool(_PARTICIPLE.fullmatch(token.plain))


def _hours(line: Line, moments: tuple[Moment, ...], found: Sequence[Found], context: Context) -> list[Found]:
    """Read opening hours, unless they are the calendar of a time ("binnen 2 uur, van 9 tot 17 uur")."""
    if any(f.term.calendar is not None and f.term.metric in TIME_TO for f in found):
        return []
    opened = line.lexicon.calendars["open_words"]
    about = any(opened.any_in(tokenise(title, line.lexicon).words) for title in context.titles)
    end = len(line)
    return [Found(term, end, end, explicit=True) for term in opening_hours(line, moments, about_hours=about)]
