"""Say a term and the outcome of a comparison in Dutch or English."""

from __future__ import annotations

from typing import Any, Final, Literal

from auditor.model import Term
from auditor.resources import lexicon
from auditor.text.quantities.units import MONEY

Language = Literal["nl", "en"]

_SIGNS: Final = {"eur": "€ ", "gbp": "£", "usd": "$"}


def _words(words: Language, section: str) -> dict[str, Any]:
    table: dict[str, Any] = lexicon("quantities", words)["wording"][section]
    return table


def number(value: float, words: Language) -> str:
    """Return a number as it is written in the language: 1.500 or 1,500, 12,5 or 12.5."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if value != int(value) else f"{int(value):,}"
    return text.translate(str.maketrans(",.", ".,")) if words == "nl" else text


def value_text(term: Term, words: Language) -> str:
    """Return what a term states: "2 werkdagen", "€ 12,50", "at least 500"."""
    if term.metric in ("opening_hours", "opening_time", "closing_time", "opening_days"):
        return term.text
    if term.metric == "deadline":
        return f"{int(term.value)}" if term.unit == "year" else _date(term.value)
    if term.unit in MONEY:
        if term.value == 0:
            return "gratis" if words == "nl" else "free"
        money = f"{term.value:.2f}" if term.value != int(term.value) else number(term.value, words)
        return _SIGNS[term.unit] + (
            money.replace(".", ",") if words == "nl" and term.value != int(term.value) else money
        )
    value = number(term.value, words) + (f"-{number(term.high, words)}" if term.high is not None else "")
    one, _, many = str(_words(words, "units").get(term.unit, term.unit)).partition(" | ")
    many = many or one
    if term.unit == "lifetime":
        return one
    name = one if term.value == 1 and term.high is None else many
    if term.calendar == "working" and term.unit == "day":
        name = (
            ("werkdag" if name == one else "werkdagen")
            if words == "nl"
            else ("working day" if name == one else "working days")
        )
    elif term.calendar == "working":
        name += " in werktijd" if words == "nl" else " of working time"
    return f"{value}%" if name == "%" else f"{value} {name}".strip()


def _date(value: float) -> str:
    day = int(value)
    return f"{day // 10_000}-{day // 100 % 100:02d}-{day % 100:02d}"


def explain(a: Term | None, b: Term | None, reason: str, kind: str, words: Language) -> str:
    """Return the reason of an outcome: "reactietijd: 24 uur tegenover 2 werkdagen: een langere tijd"."""
    reasons = _words(words, "reasons")
    special = _words(words, reason) if reason in {"better", "worse"} else {}
    said = str(special.get(kind, reasons[reason]))
    if a is None or b is None:
        return said
    one, other = value_text(a, words), value_text(b, words)
    both = one if one == other else f"{one} {reasons['against']} {other}"
    return f"{_metric(a, words)}: {both}: {said}"


def term_text(term: Term, words: Language) -> str:
    """Return a term as it is listed: "reactietijd: ≤ 2 werkdagen", "price: € 24"."""
    sign = {"<=": "≤ ", ">=": "≥ ", "<": "< ", ">": "> "}.get(term.comparator, "")
    return f"{_metric(term, words)}: {sign}{value_text(term, words)}"


def _metric(term: Term, words: Language) -> str:
    return str(_words(words, "metrics").get(term.metric, term.metric.replace("_", " ")))
