"""Amounts that measure the organisation as a whole, whatever the verb: what it manages, turns over, carries a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from auditor.model import Statement, Term
from auditor.rules.facts.base import Fact, stated
from auditor.rules.lexicon import alternatives, entries, pattern
from auditor.text.quantities import read_terms

_MEASURES: Final = ("assets", "turnover", "budget", "travellers", "visitors", "patients", "customers")
_SOME = r"(?:[\w'’-]+\s+){0,4}?"
_AMOUNT = r"(?P<amount>(?:[€£$]\s?)?\d+(?:[.,]\d+)*(?:\s+(?:<scales>))?(?:\s+(?:<currencies>))?)"
_CURRENCY: Final = re.compile(r"[€£$]|(?:euros?|pounds?|dollars?)$", re.IGNORECASE)
_MONEY: Final = frozenset({"eur", "gbp", "usd", "chf"})


def measured(statement: Statement, language: str, names: Sequence[str]) -> Iterator[Fact]:
    """Yield the amounts that a sentence gives for the organisation as a whole.

    Rounded amounts ("bijna 2 miljard") and parts ("2 miljard in aandelen") are none. What is counted over a time is
    compared with what is counted over the same time.
    """
    if statement.label or not any(mark.isdigit() for mark in statement.text):
        return
    for measure in _MEASURES:
        for compiled in _patterns(measure, language, tuple(names)):
            match = compiled.search(statement.text)
            term = _term(match, measure, language) if match else None
            if match is None or term is None or _rounded(match.group(), language):
                continue
            period = _period(match.group(), language)
            if period is None and term.unit not in _MONEY:
                # Without a time, "30 000 travellers" may be those of a day or of a year.
                continue
            subject = " ".join(part for part in (measure, period) if part)
            fact = stated("figure", subject, f"{term.value:g}", match["amount"], statement)
            yield replace(fact, amount=term.value)
            break


def _term(match: re.Match[str], measure: str, language: str) -> Term | None:
    """Return the one exact amount, None where it is none of this kind."""
    counted = bool(entries(f"measures.{measure}.things", language))
    if counted:
        terms = read_terms(f"{match['amount']} {match['thing']}", language)
    else:
        # "Wij beheren 9,2 miljard" leaves the currency unsaid, which is the same one everywhere.
        written = match["amount"] if _CURRENCY.search(match["amount"]) else f"{match['amount']} euro"
        terms = read_terms(written, language)
    if len(terms) != 1 or terms[0].comparator != "=" or terms[0].high is not None:
        return None
    return terms[0] if (terms[0].unit in _MONEY) is not counted else None


def _rounded(text: str, language: str) -> bool:
    plain = re.sub(r"turn(?:s|ed)?\s+over", " ", text, flags=re.IGNORECASE)
    return bool(pattern("counts.about", language).search(plain))


def _period(text: str, language: str) -> str | None:
    for period in ("day", "week", "month", "year"):
        if re.search(rf"(?<!\w){alternatives(entries(f'measures.per.{period}', language))}(?!\w)", text, re.IGNORECASE):
            return period
    return None


@cache
def _patterns(measure: str, language: str, names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    def words(name: str) -> str:
        return alternatives(entries(f"measures.{name}", language))

    verbs, nouns, things = words(f"{measure}.verbs"), words(f"{measure}.nouns"), words(f"{measure}.things")
    own = rf"(?:{alternatives(names)}|{alternatives(entries('absolute.own', language))})"
    amount = _AMOUNT.replace("<scales>", words("scales")).replace("<currencies>", words("currencies"))
    period = alternatives(
        entry for name in ("day", "week", "month", "year") for entry in entries(f"measures.per.{name}", language)
    )
    # What is not said of all: "2 miljard in aandelen", "300 reizigers op lijn 4".
    whole = rf"(?:\s+{period})?(?=\s*[.,;:!?)]|\s*$|\s+{words('tail')}(?!\w))"
    exact = rf"(?<!\w)(?:{words('linking')}\s+)?{amount}"
    if entries(f"measures.{measure}.things", language):
        thing = rf"{amount}\s+(?P<thing>{things})(?!\w){whole}"
        bodies = [
            # Wij vervoeren elk jaar 4 miljoen reizigers
            rf"(?<!\w){own}\s+{verbs}\s+(?:{period}\s+)?{thing}",
            # Elk jaar vervoeren wij 4 miljoen reizigers
            rf"(?<!\w){period},?\s+{verbs}\s+(?:{own}\s+)?{thing}",
            # Elk jaar reizen 4 miljoen mensen met ons / Each year 4 million people travel with us
            rf"(?<!\w)(?:{period},?\s+)(?:{own}\s+{verbs}\s+)?{thing}",
        ]
    else:
        held = rf"(?:{_SOME}{nouns}\s+)"
        # A fund manages nothing else in money; a company makes and has more than its turnover.
        optional = "?" if measure == "assets" else ""
        bodies = [
            # Wij beleggen 9 miljard euro / Duinrand beheert een vermogen van 9 miljard euro
            rf"(?<!\w){own}\s+{verbs}\s+{held}{optional}{exact}{whole}",
            rf"(?<!\w){verbs}\s+(?:wij|we|{alternatives(names)})\s+{held}{optional}{exact}{whole}",
            # Ons vermogen is 9 miljard euro / Our turnover was 3 million pounds
            rf"(?<!\w)(?:ons|onze|our)\s+{nouns}\s+{exact}{whole}",
        ]
        if measure == "turnover":
            # Duinrand turns over 3 million pounds
            bodies.append(rf"(?<!\w){own}\s+turn(?:s|ed)?\s+over\s+{exact}{whole}")
    return tuple(re.compile(body, re.IGNORECASE) for body in bodies)
