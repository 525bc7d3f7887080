"""The term of one amount: what it measures, how it is bounded, on which calendar, per what, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from auditor.model import Calendar, Comparator, Hedge, Term
from auditor.text.quantities.amounts import Amount
from auditor.text.quantities.clauses import Bound, bound, calendar_of, channels_in, condition_in, hedge_in, sentence_of
from auditor.text.quantities.metrics import TIME_TO, metric_of
from auditor.text.quantities.tokens import Line
from auditor.text.quantities.units import dimension

_APPROXIMATE: Final = frozenset(
    {"ongeveer", "circa", "ca", "zo'n", "rond", "about", "around", "approximately", "roughly", "some"}
)
_LASTING: Final = frozenset(
    {"na", "after", "took", "takes", "take", "taking", "allow", "kost", "kostte", "lasts", "lasted", "reken"}
)
_LATE: Final = (("late",), ("delay",), ("delayed",), ("vertraging",), ("vertraagd",))
_PRONOUNS: Final = frozenset({"we", "they", "it", "he", "she", "i"})
_HAVE: Final = frozenset({"heeft", "hebben", "heb"})
_HAD: Final = frozenset({"is", "zijn", "werd", "heeft", "hebben", "heb"})
_AFTER: Final = frozenset({"na", "after"})
_PER: Final = (("per",), ("in",), ("de",), ("every",), ("elke",))
_ONCE: Final = frozenset({"eens", "eenmaal", "keer", "maal", "once"})
# A number for one year, beside the "dit jaar" and "this year" of the lexicon
_SOME_YEAR: Final = frozenset(
    {("volgend", "jaar"), ("komend", "jaar"), ("next", "year"), ("coming", "year"), ("school", "year")}
)
_SCHOOL_YEARS: Final = frozenset({"schooljaar", "studiejaar", "kalenderjaar"})
_APART: Final = frozenset({",", ".", ";", "?", "!", "or", "and", "en", "but", "maar"})
_EVERY: Final = frozenset({"elke", "iedere", "elk", "ieder", "every", "each"})
# "na 30 dagen kunt u niet meer ruilen" says how long one can, and denies nothing
_ENDING: Final = frozenset({"warranty", "return_window", "availability", "test_period"})
_PACES: Final = ("2 year", "2 month", "2 week", "2 day", "year", "quarter", "month", "week", "day", "hour")


@dataclass(frozen=True, slots=True)
class Found:
    """A term with the tokens it was read from (comparator and amount) and how it was written."""

    term: Term
    start: int
    end: int
    explicit: bool = False
    """The comparator is written, not supposed."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a statement beside its words: label and headings (nearest first), date, other amounts in it."""

    titles: tuple[str, ...] = ()
    published: datetime | None = None
    amounts: tuple[Amount, ...] = ()
    within_hours: bool = False
    """It names the hours between which something holds ("van 7 tot 22 uur"): a time in it runs in these hours only."""


def found_in(line: Line, amount: Amount, context: Context) -> Found | None:
    """Return the term of one amount, None where it states none."""
    if is_every(line, amount):
        return _every(line, amount)
    if amount.kind == "money" and not amount.certain:
        return None  # "a penny"
    limit = bound(line, amount, dated=amount.kind == "year")
    if not _states(line, amount, limit, context):
        return None
    metric = _metric(line, amount, limit, context)
    per, end = per_of(line, amount)
    timed = is_time(amount)
    if metric is None or (metric == "frequency" and per is None) or (per is not None and timed):
        return None  # "twice the difference" counts nothing; "zeven dagen per week" is no time that something takes
    comparator: Comparator = limit.comparator
    case = metric in {*_ENDING, "duration"} and _case(line, amount)
    first = min(limit.start, amount.start) - int(case and limit.start >= amount.start)
    if metric == "test_period" and _tested(line, amount):
        comparator = ">="
    elif metric in TIME_TO and comparator == "=":
        comparator = "<="
    value = amount.value
    if metric == "deadline" and amount.kind != "year" and context.published is not None:
        value += context.published.year
    term = Term(
        metric=metric,
        comparator=comparator,
        value=value,
        unit=amount.unit,
        calendar=_calendar(line, amount, context) if timed else None,
        high=amount.high,
        per=per,
        scope=() if amount.kind == "year" else channels_in(line),
        condition=condition_in(line, amount, min(limit.start, amount.start)),
        hedge=_hedge(line, amount),
        negated=(case and metric in _ENDING and _refused(line, amount)) or (limit.negated and metric not in _ENDING),
        text=line.span(first, end),
    )
    return Found(term, min(limit.start, amount.start), end, limit.explicit)


def _case(line: Line, amount: Amount) -> bool:
    """Say whether the time of a window is that of one case: "na 24 dagen nam de winkel hem terug"."""
    if not amount.start or line.words[amount.start - 1] not in _AFTER:
        return False
    first, last = sentence_of(line, amount.start)
    told = line.words[first:last]
    reports = line.lexicon.reports
    perfect = bool(_HAD & set(told)) and any(
        "ge" in w[:7] and w.endswith(("d", "t", "en")) and len(w) > 5 for w in told
    )
    regular = line.lexicon.language == "en" and any(w.endswith("ed") and len(w) > 4 for w in told)
    return (perfect or regular or reports["past"].any_in(told)) and not reports["present"].any_in(told)


def _refused(line: Line, amount: Amount) -> bool:
    """Say whether the case was turned down."""
    return line.lexicon.refusals.any_in(line.words[slice(*sentence_of(line, amount.start))])


def is_time(amount: Amount) -> bool:
    """Say whether an amount is a duration."""
    return amount.kind == "measure" and dimension(amount.unit) == "time"


def per_of(line: Line, amount: Amount) -> tuple[str | None, int]:
    """Return what an amount is counted per, and where its wording ends."""
    for gap in range(1 if is_time(amount) else 4):  # "within two days or you get a month free" is no pace
        at = amount.end + gap
        if at >= len(line) or line.words[at] in _APART or (line.words[at] == "of" and line.lexicon.language == "nl"):
            break
        for name, phrases in line.lexicon.per.items():
            length = phrases.at(line.words, at)
            if length and not (amount.kind == "times" and name == "item"):  # "once each repository is assessed"
                return name, at + length if gap == 0 else amount.end
    if amount.kind in {"count", "number", "times"}:
        first, last = sentence_of(line, amount.start)
        told = line.words[first:last]
        if any(pair in _SOME_YEAR for pair in pairwise(told)) or not _SCHOOL_YEARS.isdisjoint(told):
            return "year", amount.end
        return next((name for name in _PACES if line.lexicon.per[name].any_in(told)), None), amount.end
    return None, amount.end


def is_past(line: Line, amount: Amount, published: datetime | None) -> bool:
    """Say whether a year is one that the text looks back on."""
    if published is not None and amount.value < published.year:
        return True
    first, last = sentence_of(line, amount.start)
    told = line.words[first:last]
    if line.lexicon.reports["future"].any_in(told):
        return False
    regular = line.lexicon.language == "en" and any(a in _PRONOUNS and b.endswith("ed") for a, b in pairwise(told))
    perfect = bool(_HAVE & set(told)) and any(w.startswith("ge") and w.endswith(("d", "t", "en")) for w in told)
    return regular or perfect or line.lexicon.reports["past"].any_in(told)


def is_every(line: Line, amount: Amount) -> bool:
    """Say whether a duration is a pace: "elke twee weken", "every 30 days", "om de dag"."""
    before = line.words[amount.start - 1] if amount.start else ""
    return is_time(amount) and (before in _EVERY or _om_de(line, amount) or _once_per(line, amount))


def _once_per(line: Line, amount: Amount) -> bool:
    """Say whether something is done once in that time: "eens per twee weken", "once in three months"."""
    before = line.words[max(0, amount.start - 3) : amount.start]
    return amount.value > 1 and before[-1:] in _PER and bool(_ONCE & set(before))


def _om_de(line: Line, amount: Amount) -> bool:
    return line.words[max(0, amount.start - 2) : amount.start] in (("om", "de"), ("om", "het"))


def _every(line: Line, amount: Amount) -> Found:
    start = max(0, amount.start - (2 if _om_de(line, amount) or _once_per(line, amount) else 1))
    per = amount.unit if amount.value == 1 else f"{amount.value:g} {amount.unit}"
    text = line.span(start, amount.end)
    return Found(
        Term("frequency", "=", 1.0, "count", per=per, hedge=_hedge(line, amount), text=text), start, amount.end
    )


def _states(line: Line, amount: Amount, limit: Bound, context: Context) -> bool:
    """Say whether an amount of this kind states a term at all."""
    if amount.kind == "year":
        return limit.explicit and not is_past(line, amount, context.published)
    if amount.kind == "number" or (amount.kind == "count" and amount.value in {0.0, 1.0}):
        return limit.explicit
    return True


def _metric(line: Line, amount: Amount, limit: Bound, context: Context) -> str | None:
    metric = metric_of(line, amount, limit, context.titles, context.amounts)
    if metric == "deadline" and limit.comparator in {">", ">="}:
        return "start_date"
    if metric not in TIME_TO | {"duration", "test_period"}:
        return metric
    sure = amount.certain or limit.explicit or _lasting(line, amount)
    if metric in {"duration", "lead_time"} and _notice(line, amount) and not line.lexicon.slots.any_in(line.words):
        return "notice"  # "a day ahead", "minstens vijf dagen van tevoren"
    if not sure and (metric in {"duration", "lead_time"} or not context.titles):
        return None  # "you can skip a week"
    return _time_metric(line, amount, metric, context)


def _time_metric(line: Line, amount: Amount, metric: str, context: Context) -> str:
    """Return what a time measures where the words around it tell more than the metric that was found."""
    if metric in TIME_TO and _overdue(line, amount):
        return (
            "duration"  # "more than 20 minutes late and your fare is refunded": how late, not how long a refund takes
        )
    general = metric in {"duration", "lead_time"}
    if (general or metric == "test_period") and _tested(line, amount):
        return "test_period"
    if metric == "lead_time" and amount.unit == "year" and context.published is not None:
        return "deadline"  # "binnen vijf jaar" is a year, once it is known from when it counts
    if metric in TIME_TO and _slot(line, amount):
        return "duration"
    return "notice" if metric in TIME_TO and _notice(line, amount) else metric


def _overdue(line: Line, amount: Amount) -> bool:
    """Say whether it is how late something is: "20 minutes late", "een half uur vertraging"."""
    after = line.words[amount.end : amount.end + 2]
    return after[:1] in _LATE or after == ("te", "laat")


def _slot(line: Line, amount: Amount) -> bool:
    """Say whether the time is how long a slot lasts: "a two-hour slot", "een tijdvak van twee uur"."""
    near = line.words[max(0, amount.start - 3) : amount.start] + line.words[amount.end : amount.end + 2]
    return line.lexicon.slots.any_in(near)


def _notice(line: Line, amount: Amount) -> bool:
    """Say whether it is how long beforehand somebody has to say so: "tot 24 uur van tevoren", "two days ahead"."""
    after = line.words[amount.end : amount.end + 3]
    return line.lexicon.notice.at(after, 0) > 0


def _calendar(line: Line, amount: Amount, context: Context) -> Calendar | None:
    working = amount.working or (context.within_hours and dimension(amount.unit) == "time")
    return None if amount.unit == "year" else calendar_of(line, context.amounts, working_unit=working)


def _hedge(line: Line, amount: Amount) -> Hedge:
    first, last = sentence_of(line, amount.start)
    said = hedge_in(line.words[first:last], line.lexicon)
    approximate = amount.start and line.words[amount.start - 1] in _APPROXIMATE
    return "soft" if said == "none" and approximate else said


def _lasting(line: Line, amount: Amount) -> bool:
    """Say whether a word before "een uur" or "a week" tells that something took that long."""
    before = line.words[max(0, amount.start - 3) : amount.start]
    after = line.words[amount.end : amount.end + 2]  # "dat terugbetalen een maand duurt"
    return any(w in _LASTING or w.startswith(("duur", "wacht", "wait")) for w in before) or any(
        w.startswith("duur") for w in after
    )


def _tested(line: Line, amount: Amount) -> bool:
    """Say whether nothing happens "until it has been ... for 30 days"."""
    before = line.words[: amount.start]
    return before[-1:] in {("for",), ("lang",), ("minstens",)} and bool({"until", "nadat", "voordat"} & set(before))
