"""Say a term and the outcome of a comparison in Dutch or English."""

from __future__ import annotations

from typing import Final, Literal

from auditor.model import Term
from auditor.text.quantities.units import MONEY

Language = Literal["nl", "en"]

_UNITS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "nl": {
        "minute": ("minuut", "minuten"), "hour": ("uur", "uur"), "day": ("dag", "dagen"), "week": ("week", "weken"), "month": ("maand", "maanden"),
        "year": ("jaar", "jaar"), "metre": ("meter", "meter"), "kilometre": ("kilometer", "kilometer"), "mile": ("mijl", "mijl"), "percent": ("%", "%"),
        "cubic_metre": ("m³", "m³"), "litre": ("liter", "liter"), "count": ("", ""), "second": ("seconde", "seconden"), "kilogram": ("kg", "kg"),
        "percentage_point": ("procentpunt", "procentpunt"), "square_metre": ("m²", "m²"),
    },
    "en": {
        "minute": ("minute", "minutes"), "hour": ("hour", "hours"), "day": ("day", "days"), "week": ("week", "weeks"), "month": ("month", "months"),
        "year": ("year", "years"), "metre": ("metre", "metres"), "kilometre": ("kilometre", "kilometres"), "mile": ("mile", "miles"), "percent": ("%", "%"),
        "cubic_metre": ("m³", "m³"), "litre": ("litre", "litres"), "count": ("", ""), "second": ("second", "seconds"), "kilogram": ("kg", "kg"),
        "percentage_point": ("percentage point", "percentage points"), "square_metre": ("m²", "m²"),
    },
}  # fmt: skip
_METRICS: Final[dict[str, dict[str, str]]] = {
    "nl": {
        "response_time": "reactietijd", "confirmation_time": "bevestiging", "processing_time": "behandeltijd", "repair_time": "hersteltijd", "delivery_time": "levertijd",
        "refund_time": "terugbetaling", "publication_time": "publicatie", "waiting_time": "wachttijd", "test_period": "proefperiode", "return_window": "retourtermijn",
        "warranty": "garantie", "availability": "beschikbaarheid", "price": "prijs", "price_change": "prijswijziging", "order_threshold": "bestelgrens", "deadline": "streefdatum",
        "frequency": "aantal keer", "count": "aantal", "volume": "hoeveelheid", "discount": "korting", "distance": "afstand", "opening_hours": "openingstijden",
        "closing_time": "sluitingstijd", "opening_time": "openingstijd", "lead_time": "termijn", "duration": "duur", "share": "aandeel", "limit": "grens", "weight": "gewicht",
    },
    "en": {
        "response_time": "response time", "confirmation_time": "confirmation", "processing_time": "processing time", "repair_time": "repair time", "delivery_time": "delivery time",
        "refund_time": "refund", "publication_time": "publication", "waiting_time": "waiting time", "test_period": "test period", "return_window": "return period",
        "warranty": "warranty", "availability": "availability", "price": "price", "price_change": "price change", "order_threshold": "order threshold", "deadline": "deadline",
        "frequency": "frequency", "count": "number", "volume": "amount", "discount": "discount", "distance": "distance", "opening_hours": "opening hours",
        "closing_time": "closing time", "opening_time": "opening time", "lead_time": "time", "duration": "duration", "share": "share", "limit": "limit", "weight": "weight",
    },
}  # fmt: skip
_REASONS: Final[dict[str, dict[str, str]]] = {
    "nl": {
        "equal": "dezelfde voorwaarden", "equal_hedged": "dezelfde voorwaarden, met een voorbehoud", "firmer": "dezelfde voorwaarden, zonder het voorbehoud",
        "better": "gunstiger dan beloofd", "worse": "ongunstiger dan beloofd", "case_keeps": "een geval dat de belofte nakomt", "case_misses": "een geval dat de belofte niet haalt",
        "opposite_bound": "ten minste tegenover ten hoogste", "no_guarantee": "geen andere toezegging", "denied": "wordt ontkend", "both_denied": "beide ontkennen het",
        "other_value": "een andere waarde", "other_price": "een andere prijs", "clock_for_working": "kloktijd waar werktijd beloofd is", "working_for_clock": "werktijd waar kloktijd beloofd is",
        "wider": "ruimer dan beloofd", "narrower": "beperkter dan beloofd", "other_subject": "gaat over iets anders", "other_channel": "gaat over een ander kanaal",
        "nothing": "niets om te vergelijken", "special": "een bijzonder geval", "same_text": "dezelfde tekst", "one_channel": "geldt voor één kanaal", "other_wording": "dezelfde zin met een andere waarde",
        "against": "tegenover",
    },
    "en": {
        "equal": "the same terms", "equal_hedged": "the same terms, hedged", "firmer": "the same terms, without the hedge", "better": "better than promised", "worse": "worse than promised",
        "case_keeps": "a case that keeps the promise", "case_misses": "a case that misses the promise", "opposite_bound": "at least against at most", "no_guarantee": "no other commitment",
        "denied": "is denied", "both_denied": "both deny it", "other_value": "another value", "other_price": "another price", "clock_for_working": "clock time where working time was promised",
        "working_for_clock": "working time where clock time was promised", "wider": "wider than promised", "narrower": "narrower than promised", "other_subject": "is about something else",
        "other_channel": "is about another channel", "nothing": "nothing to compare", "special": "a special case", "same_text": "the same text", "one_channel": "holds for one channel",
        "other_wording": "the same sentence with another value", "against": "against",
    },
}  # fmt: skip
_LONGER: Final[dict[str, dict[str, dict[str, str]]]] = {
    "nl": {
        "worse": {"time": "een langere tijd", "price": "een hogere prijs", "distance": "een grotere afstand", "deadline": "later", "more": "minder dan beloofd"},
        "better": {"time": "een kortere tijd", "price": "een lagere prijs", "distance": "een kleinere afstand", "deadline": "eerder", "more": "meer dan beloofd"},
    },
    "en": {
        "worse": {"time": "a longer time", "price": "a higher price", "distance": "a longer distance", "deadline": "later", "more": "less than promised"},
        "better": {"time": "a shorter time", "price": "a lower price", "distance": "a shorter distance", "deadline": "earlier", "more": "more than promised"},
    },
}  # fmt: skip
_SIGNS: Final = {"eur": "€ ", "gbp": "£", "usd": "$"}


def number(value: float, words: Language) -> str:
    """Return a number as it is written in the language: 1.500 or 1,500, 12,5 or 12.5."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if value != int(value) else f"{int(value):,}"
    return text.translate(str.maketrans(",.", ".,")) if words == "nl" else text


def value_text(term: Term, words: Language) -> str:
    """Return what a term states: "2 werkdagen", "€ 12,50", "at least 500"."""
    if term.metric in ("opening_hours", "opening_time", "closing_time"):
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
    one, many = _UNITS[words].get(term.unit, (term.unit, term.unit))
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
    said = _LONGER[words].get(reason, {}).get(kind) or _REASONS[words][reason]
    if a is None or b is None:
        return said
    name = _METRICS[words].get(a.metric, a.metric.replace("_", " "))
    return f"{name}: {value_text(a, words)} {_REASONS[words]['against']} {value_text(b, words)}: {said}"
