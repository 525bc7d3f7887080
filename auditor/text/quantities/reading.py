"""Put the amounts of a text together with what is said around them: the terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Final

from auditor.model import Comparator, Hedge, Term
from auditor.text.quantities.amounts import Amount, amounts
from auditor.text.quantities.clauses import (
    Bound,
    bound,
    calendar_of,
    channels_in,
    condition_in,
    hedge_in,
    negations,
    sentence_of,
)
from auditor.text.quantities.dates import Moment, moments
from auditor.text.quantities.hours import opening_hours
from auditor.text.quantities.metrics import TIME_TO, metric_of
from auditor.text.quantities.tokens import Line, tokenise
from auditor.text.quantities.units import dimension
from auditor.text.quantities.words import LANGUAGES, Words, words

_APPROXIMATE: Final = frozenset(
    {"ongeveer", "circa", "ca", "zo'n", "rond", "about", "around", "approximately", "roughly", "some"}
)
_LASTING: Final = frozenset({"na", "after", "took", "takes", "take", "kost", "kostte", "lasts", "lasted"})
# "op 1 juli" says when something is, not by when
_ON_A_DAY: Final = tuple(
    tuple(s.split()) for s in ("op", "on", "of", "of the", "during", "for", "rond", "per", ":", "to", "naar")
)
_BETWEEN: Final = frozenset({"tussen", "between"})
_PRONOUNS: Final = frozenset({"we", "they", "it", "he", "she", "i"})
_HAVE: Final = frozenset({"heeft", "hebben", "heb"})
_EVERY: Final = frozenset({"elke", "iedere", "elk", "ieder", "every", "each"})
_FREQUENT: Final = {
    "jaarlijks": "year", "maandelijks": "month", "wekelijks": "week", "dagelijks": "day", "yearly": "year", "annually": "year", "monthly": "month",
    "weekly": "week", "daily": "day", "quarterly": "quarter",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A term with the tokens it was read from (comparator and amount) and how it was written."""

    term: Term
    start: int
    end: int
    explicit: bool = False
    """The comparator is written, not supposed."""
    noun: str | None = None
    date: bool = False


@dataclass(frozen=True, eq=False)
class Reading:
    """Everything that was read of one text. Two readings are the same only if they are one."""

    line: Line
    lexicon: Words
    found: tuple[Found, ...]
    amounts: tuple[Amount, ...]
    moments: tuple[Moment, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return the terms in the order of the text."""
        return tuple(f.term for f in self.found)


def language_of(text: str, language: str | None) -> str | None:
    """Return the language to read in: the one given, else Dutch or English by their small words."""
    if language is not None:
        code = language.lower().split("-")[0].split("_")[0]
        return code if code in LANGUAGES else language
    small = set(tokenise(text).words)
    dutch = len(
        small
        & {
            "de",
            "het",
            "een",
            "en",
            "van",
            "is",
            "op",
            "wij",
            "we",
            "u",
            "je",
            "voor",
            "met",
            "binnen",
            "niet",
            "uur",
            "dagen",
            "zijn",
            "uw",
            "per",
            "euro",
        }
    )
    english = len(
        small
        & {
            "the",
            "a",
            "an",
            "and",
            "of",
            "is",
            "on",
            "we",
            "you",
            "your",
            "for",
            "with",
            "within",
            "not",
            "hours",
            "days",
            "are",
            "to",
            "our",
            "per",
        }
    )
    return "nl" if dutch >= english else "en"


@lru_cache(maxsize=8192)
def read(
    text: str,
    language: str | None,
    context: tuple[str, ...] = (),
    published: datetime | None = None,
    currency: str | None = None,
) -> Reading:
    """Read one statement. `context` holds its label and headings, nearest first."""
    lexicon = words(language_of(text, language))
    line = tokenise(text)
    if not _promising(line, lexicon):
        return Reading(line, lexicon, (), (), ())
    dated, taken = moments(line, lexicon)
    seen = amounts(line, lexicon, taken)
    found: list[Found] = []
    used = -1
    for amount in seen:
        if amount.start < used:
            continue
        every = _every(line, lexicon, amount)
        one = every or _found(line, lexicon, amount, seen, context, published)
        if one is None:
            used = _per(line, lexicon, amount)[1]  # "a week" of "seven days a week" is no amount of its own
            continue
        found.append(one)
        used = one.end
    found += _days(line, lexicon, found, context)
    found += _free(line, lexicon, found, currency)
    found += _dates(line, lexicon, dated, published)
    found += _adverbs(line, lexicon, found)
    found += _hours(line, lexicon, dated, found, context)
    found.sort(key=lambda f: (f.start, f.end))
    return Reading(line, lexicon, tuple(found), seen, dated)


def read_terms(
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
        headings: the headings above it, outermost first; with `label` they tell what a fragment such as "24 uur" measures.
        label: what names the text beside it (row header, term, question).
        published: when the document was published, for "binnen vijf jaar" and dates without a year.
        currency: unit of a price of nothing ("eur" or "gbp"); without it the money that the text names, else euro for Dutch
            and pounds for English.
    """
    context = tuple(c for c in (label, *reversed(headings)) if c)
    return read(text, language, context, published, currency).terms


def _promising(line: Line, lexicon: Words) -> bool:
    return (
        any(t.kind == "number" or t.plain in lexicon.triggers for t in line.tokens)
        or lexicon.free.any_in(line.words)
        or (lexicon.language == "nl" and any(_joined_number(word) for word in line.words))
    )


def _joined_number(word: str) -> bool:
    return len(word) > 7 and ("honderd" in word or "duizend" in word or word.endswith(("tig", "enhalf", "enhalve")))


def _found(
    line: Line,
    lexicon: Words,
    amount: Amount,
    seen: Sequence[Amount],
    context: tuple[str, ...],
    published: datetime | None,
) -> Found | None:
    """Return the term of one amount, None where it states none."""
    limit = bound(line, lexicon, amount, dated=amount.kind == "year")
    if amount.kind == "year" and (not limit.explicit or _past(line, lexicon, amount, published)):
        return None
    if amount.kind in ("count", "number") and not _counts(line, amount, limit):
        return None
    metric = metric_of(line, lexicon, amount, limit, context)
    if metric == "deadline" and limit.comparator in (">", ">="):
        metric = "start_date"
    if metric is None or (
        not amount.certain and not limit.explicit and metric in ("duration", "lead_time") and not _lasting(line, amount)
    ):
        return None
    per, end = _per(line, lexicon, amount)
    if (metric == "frequency" and per is None) or (
        per is not None and amount.kind == "measure" and dimension(amount.unit) == "time"
    ):
        return None  # "twice the difference" counts nothing; "zeven dagen per week" is no time that something takes
    first, last = sentence_of(line, amount.start)
    comparator: Comparator = limit.comparator
    if metric in TIME_TO and comparator == "=":
        comparator = "<="
    if _tested(line, amount) and metric in ("duration", "lead_time", "test_period"):
        metric, comparator = "test_period", ">="
    timed = amount.kind == "measure" and dimension(amount.unit) == "time"
    value, unit = amount.value, amount.unit
    if metric == "lead_time" and unit == "year" and published is not None:
        metric, value = "deadline", published.year + value
    hedge: Hedge = hedge_in(line.words[first:last], lexicon)
    if hedge == "none" and amount.start and line.words[amount.start - 1] in _APPROXIMATE:
        hedge = "soft"
    scope = () if amount.kind == "year" else channels_in(line, lexicon)
    term = Term(
        metric=metric,
        comparator=comparator,
        value=value,
        unit=unit,
        calendar=calendar_of(line, lexicon, seen, working_unit=amount.working) if timed and unit != "year" else None,
        high=amount.high,
        per=per,
        scope=scope,
        condition=condition_in(line, lexicon, amount),
        hedge=hedge,
        negated=limit.negated,
        text=line.span(min(limit.start, amount.start), end),
    )
    return Found(term, min(limit.start, amount.start), end, limit.explicit, amount.noun, date=amount.kind == "year")


def _counts(line: Line, amount: Amount, limit: Bound) -> bool:
    """Say whether a bare number counts something that may be a term."""
    if amount.kind == "number" or amount.value in (0.0, 1.0):
        return limit.explicit
    return True


def _past(line: Line, lexicon: Words, amount: Amount, published: datetime | None) -> bool:
    """Say whether a year is one that the text looks back on."""
    if published is not None and amount.value < published.year:
        return True
    first, last = sentence_of(line, amount.start)
    told = line.words[first:last]
    if lexicon.reports["future"].any_in(told):
        return False
    pairs = zip(told, told[1:], strict=False)
    regular = lexicon.language == "en" and any(a in _PRONOUNS and b.endswith("ed") for a, b in pairs)
    perfect = bool(_HAVE & set(told)) and any(w.startswith("ge") and w.endswith(("d", "t", "en")) for w in told)
    return regular or perfect or lexicon.reports["past"].any_in(told)


def _lasting(line: Line, amount: Amount) -> bool:
    """Say whether a word before "een uur" or "a week" tells that something took that long."""
    return any(
        w in _LASTING or w.startswith(("duur", "wacht", "wait"))
        for w in line.words[max(0, amount.start - 3) : amount.start]
    )


def _tested(line: Line, amount: Amount) -> bool:
    """Say whether nothing happens "until it has been ... for 30 days"."""
    before = line.words[: amount.start]
    return before[-1:] in (("for",), ("lang",), ("minstens",)) and any(
        w in ("until", "nadat", "voordat") for w in before
    )


def _per(line: Line, lexicon: Words, amount: Amount) -> tuple[str | None, int]:
    """Return what an amount is counted per, and where its wording ends."""
    for gap in range(4):
        at = amount.end + gap
        if at >= len(line) or line.words[at] in (",", ".", ";", "?", "!"):
            break
        for name, phrases in lexicon.per.items():
            length = phrases.at(line.words, at)
            if length:
                return name, at + length if gap == 0 else amount.end
    if amount.kind in ("count", "number", "times"):
        first, last = sentence_of(line, amount.start)
        for name in ("year", "quarter", "month", "week", "day", "hour"):
            if lexicon.per[name].any_in(line.words[first:last]):
                return name, amount.end
    return None, amount.end


def _every(line: Line, lexicon: Words, amount: Amount) -> Found | None:
    """Read "elke twee weken" and "every 30 days" as a frequency."""
    before = line.words[amount.start - 1] if amount.start else ""
    two = line.words[max(0, amount.start - 2) : amount.start]
    if amount.kind != "measure" or dimension(amount.unit) != "time" or not (before in _EVERY or two == ("om", "de")):
        return None
    start = amount.start - (2 if two == ("om", "de") else 1)
    per = amount.unit if amount.value == 1 else f"{amount.value:g} {amount.unit}"
    term = Term(
        "frequency",
        "=",
        1.0,
        "count",
        per=per,
        hedge=_hedge(line, lexicon, amount.start),
        text=line.span(start, amount.end),
    )
    return Found(term, start, amount.end)


def _hedge(line: Line, lexicon: Words, index: int) -> Hedge:
    first, last = sentence_of(line, index)
    return hedge_in(line.words[first:last], lexicon)


def _days(line: Line, lexicon: Words, found: list[Found], context: tuple[str, ...]) -> list[Found]:
    """Read "dezelfde dag", "the next working day": one day, where the text is about how long something takes."""
    made: list[Found] = []
    for name, working in (
        ("next_working_day", True),
        ("same_working_day", True),
        ("next_day", False),
        ("same_day", False),
    ):
        for start, end in lexicon.calendars[name].found(line.words):
            if any(f.start < end and start < f.end for f in (*found, *made)):
                continue
            amount = Amount("measure", 1.0, "day", start, end, working=working)
            metric = metric_of(line, lexicon, amount, Bound("<=", explicit=True, start=start), context)
            if metric not in TIME_TO or metric == "lead_time":
                continue
            made.append(
                Found(
                    Term(
                        metric, "<=", 1.0, "day", "working" if working else "clock", scope=channels_in(line, lexicon), condition=condition_in(line, lexicon, amount),
                        hedge=_hedge(line, lexicon, start), negated=bool(negations(line, lexicon, *sentence_of(line, start))), text=line.span(start, end),
                    ),
                    start, end, explicit=True,
                )
            )  # fmt: skip
    return made


def _free(line: Line, lexicon: Words, found: list[Found], currency: str | None) -> list[Found]:
    """Read "gratis", "free of charge", "we do not charge": a price of nothing."""
    harmless = {i for a, b in lexicon.free_not.found(line.words) for i in range(a, b)}
    money = next((f.term.unit for f in found if dimension(f.term.unit) in ("eur", "gbp", "usd")), None)
    unit = currency or money or ("eur" if lexicon.language == "nl" else "gbp")
    for start, end in lexicon.free.found(line.words):
        hyphened = (
            end < len(line) and line.words[start - 1 : start] == ("-",) and start > 0 and line.tokens[start].glued
        )
        if start in harmless or hyphened:
            continue
        denied = [n for n in negations(line, lexicon, *sentence_of(line, start)) if 0 < start - n <= 3]
        term = Term(
            "price",
            "=",
            0.0,
            unit,
            scope=channels_in(line, lexicon),
            hedge=_hedge(line, lexicon, start),
            negated=bool(denied),
            text=line.span(start, end),
        )
        return [Found(term, start, end, explicit=True)]
    return []


def _dates(line: Line, lexicon: Words, dated: tuple[Moment, ...], published: datetime | None) -> list[Found]:
    """Read deadlines that are dates: "voor 1 juli 2027", "by 3 March"."""
    made = []
    for moment in dated:
        if moment.kind != "date":
            continue
        value = moment.value if moment.value >= 10_000 else moment.value + (published.year * 10_000 if published else 0)
        amount = Amount("year", value, "date", moment.start, moment.end)
        limit = bound(line, lexicon, amount, dated=True)
        said = line.words[limit.start : amount.start]
        loose = said in _ON_A_DAY or _BETWEEN & set(line.words[max(0, limit.start - 4) : limit.start])
        if (
            value < 10_000
            or not limit.explicit
            or not said
            or loose
            or _past(line, lexicon, replace(amount, value=value // 10_000), published)
        ):
            continue
        term = Term(
            "start_date" if limit.comparator in (">", ">=") else "deadline",
            limit.comparator,
            value,
            "date",
            hedge=_hedge(line, lexicon, moment.start),
            negated=limit.negated,
            text=line.span(limit.start, moment.end),
        )
        made.append(Found(term, limit.start, moment.end, explicit=True, date=True))
    return made


def _adverbs(line: Line, lexicon: Words, found: list[Found]) -> list[Found]:
    """Read "wekelijks", "monthly" as once per that time, where nothing else is counted."""
    if any(f.term.metric in ("frequency", "count", "price", "share", "discount", "volume") for f in found):
        return []
    for index, word in enumerate(line.words):
        following = line.tokens[index + 1] if index + 1 < len(line) else None
        alone = following is None or following.kind != "word" or len(following.plain) <= 3
        if word in _FREQUENT and alone:  # "the daily operation" counts nothing
            return [
                Found(
                    Term(
                        "frequency",
                        "=",
                        1.0,
                        "count",
                        per=_FREQUENT[word],
                        hedge=_hedge(line, lexicon, index),
                        text=line.tokens[index].text,
                    ),
                    index,
                    index + 1,
                )
            ]
    return []


def _hours(
    line: Line, lexicon: Words, dated: tuple[Moment, ...], found: list[Found], context: tuple[str, ...]
) -> list[Found]:
    """Read opening hours, unless they are the calendar of a time ("binnen 2 uur, van 9 tot 17 uur")."""
    if any(f.term.calendar is not None and f.term.metric in TIME_TO for f in found):
        return []
    about = any(lexicon.calendars["open_words"].any_in(tokenise(text).words) for text in context)
    return [
        Found(term, len(line), len(line), explicit=True)
        for term in opening_hours(line, lexicon, dated, about_hours=about)
    ]
