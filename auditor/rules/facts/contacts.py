"""Phone numbers, e-mail addresses and visiting addresses, each with whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from auditor.model import Statement, normalised
from auditor.rules.facts.base import MAIN, Fact, content, stated
from auditor.rules.lexicon import alternatives, entries, pattern

_PHONE = re.compile(
    r"(?<![\w/.,-])(?:\+\d{1,3}[\s-]?)?(?:\(0?\d{1,5}\)|0\d{1,4}|\d{1,4})(?:(?:\s?[.–-]\s?|\s)?\d{2,8}){1,5}(?![\w/]|[.,]\d)"
)
_EMAIL = re.compile(r"(?<![\w.+-])([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")
_DUTCH_STREET = re.compile(r"((?:[A-ZÀ-Þ0-9][\w'’.-]*\s+){1,4})(\d{1,5}(?:[\s-]?[a-zA-Z])?)(?!\w)")
_ENGLISH_STREET = re.compile(r"(\d{1,5}[a-zA-Z]?(?:[-–]\d+)?)\s+((?:[A-Z][\w'’-]*\s?){2,4})")


def phones(statement: Statement, language: str, names: Sequence[str]) -> Iterator[Fact]:
    """Yield the one phone number of a statement that speaks of phoning."""
    around = " ".join((statement.label or "", *statement.headings[-1:], statement.text))
    if not pattern("phones.cues", language).search(around) or pattern("phones.not_phone", language).search(
        f"{statement.label or ''} {statement.text}"
    ):
        return
    found = [(match.group(), national(match.group())) for match in _PHONE.finditer(statement.text)]
    numbers = [(shown, digits) for shown, digits in found if digits]
    if len(numbers) != 1:
        return
    shown, digits = numbers[0]
    subject = _phone_subject(statement, shown, language, names)
    if subject:
        yield stated("phone", subject, digits, shown.strip(), statement)


def _phone_subject(statement: Statement, shown: str, language: str, names: Sequence[str]) -> str:
    """Return whose number it is: `main`, or the words that narrow it down; the innermost heading narrows down too."""
    if pattern("phones.main", language).search(statement.text):
        return MAIN
    rest, cut = _without_other_ways(statement.text, shown, language)
    if cut and statement.page_type in ("service", "product"):
        # There, "call ... or ask at the desk" is about that service.
        return ""
    own = content(f"{statement.label or ''} {rest}", "phones.generic", language, names)
    above = content(" ".join(statement.headings[-1:]), "phones.generic", language, names)
    if len(own) > 3:
        # A long sentence says more than whose number it is; that cannot be compared.
        return ""
    return " ".join(sorted(own or above)) or MAIN


def _without_other_ways(text: str, shown: str, language: str) -> tuple[str, bool]:
    """Return a text without the number and without other ways to reach somebody, and whether there were any.

    "Ask your question online or call ... or drop in" says no more about whose number it is than "Call ...".
    """
    before, _, after = text.partition(shown)
    either = alternatives(entries("phones.or", language))
    for_whom = alternatives(entries("phones.narrowing", language))
    kept = re.split(rf"\s{either}\s(?!{for_whom}(?!\w))", f" {after}", maxsplit=1)[0]
    calling = alternatives(entries("phones.calling", language))
    ways = alternatives(entries("phones.ways", language))
    other = re.compile(
        rf"(?:^|[.?!,:]\s+){ways}(?!\w)[^,.?!:]*?,?\s{either}\s+(?={calling}(?!\w))",
        re.IGNORECASE,
    )
    shorter = other.sub(" ", before)
    return f"{shorter} {kept}", shorter != before or kept.strip() != after.strip()


def national(text: str) -> str:
    """Return a phone number in national form, "" where it cannot be one (9 to 11 digits, or a 0800-like number)."""
    plain = re.sub(r"\(0\)", "", text.strip())
    digits = re.sub(r"\D", "", plain)
    if plain.startswith("+") or digits.startswith("00"):
        digits = "0" + digits.removeprefix("00")[2:]
    if not digits.startswith("0"):
        return ""
    short = digits.startswith(("0800", "0900", "088")) and 8 <= len(digits) <= 11
    return digits if short or 9 <= len(digits) <= 11 else ""


def emails(statement: Statement, names: Sequence[str]) -> Iterator[Fact]:
    """Yield the addresses in the organisation's own domains; the subject is what stands before the @."""
    tokens = {word for name in names for word in normalised(name).split() if len(word) > 3}
    for match in _EMAIL.finditer(statement.text):
        local, domain = match[1].lower(), match[2].lower()
        if any(token in domain.replace("-", "") for token in tokens):
            # Hosts under one domain are no conflict (root@mail, root@web), so the last two labels are what counts.
            yield stated("email", local, ".".join(domain.split(".")[-2:]), match.group(), statement)


def addresses(statement: Statement, language: str) -> Iterator[Fact]:
    """Yield the street address that a label ("Bezoekadres") or a sentence ("u vindt ons aan ...") gives a role."""
    role, text = _role(statement, language)
    match = (_DUTCH_STREET if language == "nl" else _ENGLISH_STREET).search(text) if role else None
    if match:
        yield stated("address", role, normalised(match.group()), match.group(), statement)


def _role(statement: Statement, language: str) -> tuple[str, str]:
    """Return what an address is for, and the text that holds it; ("", "") where nothing says so."""
    text, label = statement.text, (statement.label or "").strip(" :")
    opening = _opening(language).match(f"{text} ")
    if opening:
        return normalised(opening[1]), text[opening.end() :]
    if label and pattern("addresses.roles", language).fullmatch(label):
        return normalised(label), text
    sentence = pattern("addresses.visiting", language).search(text)
    brochure = (statement.place.path or "").lower().endswith((".pdf", ".docx", ".pptx", ".md"))
    if sentence and (brochure or statement.page_type in (None, "home", "about", "contact")):
        return entries("addresses.visit_role", language)[0], text[sentence.end() :]
    return "", ""


@cache
def _opening(language: str) -> re.Pattern[str]:
    roles = alternatives(entries("addresses.roles", language))
    return re.compile(rf"\s*({roles})\s*:?\s+", re.IGNORECASE)
