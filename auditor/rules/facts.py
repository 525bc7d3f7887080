"""Plain facts that a text states: phone numbers, e-mail addresses, street addresses, opening hours, founding years.

Two facts may be compared only when they are about the same thing: `subject` says what that is, in words that must be
equal ("main", "spoedlijn", "bezoekadres", "balie maandag"). Whatever is left unsaid or unclear gives no fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from auditor.model import Place, normalised
from auditor.rules.lexicon import MAX_LENGTH, alternatives, entries, pattern, whole

if TYPE_CHECKING:
    from auditor.model import Document, Statement

FactKind = Literal["phone", "email", "address", "hours", "founded", "figure"]
MAIN = "main"

_PHONE = re.compile(
    r"(?<![\w/.,-])(?:\+\d{1,3}[\s-]?)?(?:\(0?\d{1,5}\)|0\d{1,4}|\d{1,4})(?:(?:\s?[.–-]\s?|\s)?\d{2,8}){1,5}(?![\w/]|[.,]\d)"
)
_EMAIL = re.compile(r"(?<![\w.+-])([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")
_DUTCH_STREET = re.compile(r"((?:[A-ZÀ-Þ0-9][\w'’.-]*\s+){1,4})(\d{1,5}(?:[\s-]?[a-zA-Z])?)(?!\w)")
_ENGLISH_STREET = re.compile(r"(\d{1,5}[a-zA-Z]?(?:[-–]\d+)?)\s+((?:[A-Z][\w'’-]*\s?){2,4})")
_TIMES = re.compile(
    r"(\d{1,2})(?:[.:](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?\s*(?:uur\s*)?(?:-|–|tot|to|until|till)\s*"
    r"(\d{1,2})(?:[.:](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?(?:\s*uur)?(?![\w.:]*\d)",
    re.IGNORECASE,
)
_YEAR = r"(1[5-9]\d\d|20\d\d)"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MIN_FIGURE_WORDS = 5
_ORGANISATION_PAGES = ("home", "contact", "about", None)


@dataclass(frozen=True, slots=True)
class Fact:
    """One stated fact: what it is about, its value as compared, and the words and place it was read from."""

    kind: FactKind
    subject: str
    value: str
    shown: str
    text: str
    source: str
    document: str
    place: Place
    statement: Statement | None = None


def read(statement: Statement, language: str, names: Sequence[str]) -> Iterator[Fact]:
    """Yield the facts that a statement states. `names` are the organisation's."""
    if len(statement.text) > MAX_LENGTH:
        return
    yield from _phones(statement, language, names)
    yield from _emails(statement, names)
    yield from _addresses(statement, language)
    yield from _hours(statement, language, names)
    yield from _founded(statement, language, names)
    yield from _figures(statement, language)


def declared(document: Document) -> Iterator[Fact]:
    """Yield the facts of the organisation as a whole that a page declares in its metadata (JSON-LD, front matter)."""
    if document.page_type not in _ORGANISATION_PAGES:
        return
    place = Place(url=document.url, path=document.path)
    for key, value in document.facts:
        name = re.split(r"[.:/]", key)[-1].lower()
        if name == "telephone" and (digits := _digits(value)):
            yield Fact("phone", MAIN, digits, value, value, document.source, document.id, place)
        elif name == "foundingdate" and (year := re.match(_YEAR, value)):
            yield Fact("founded", MAIN, year[1], year[1], value, document.source, document.id, place)


def _fact(kind: FactKind, subject: str, value: str, shown: str, statement: Statement) -> Fact:
    text = f"{statement.label.rstrip(': ')}: {statement.text}" if statement.label else statement.text
    return Fact(kind, subject, value, shown, text, statement.source, statement.document, statement.place, statement)


# ---------------------------------------------------------------- phone numbers


def _phones(statement: Statement, language: str, names: Sequence[str]) -> Iterator[Fact]:
    around = " ".join((statement.label or "", *statement.headings[-1:], statement.text))
    if not pattern("phones.cues", language).search(around) or pattern("phones.not_phone", language).search(
        f"{statement.label or ''} {statement.text}"
    ):
        return
    found = [(match.group(), _digits(match.group())) for match in _PHONE.finditer(statement.text)]
    numbers = [(shown, digits) for shown, digits in found if digits]
    if len(numbers) != 1:
        return
    shown, digits = numbers[0]
    subject = _phone_subject(statement, shown, language, names)
    if subject:
        yield _fact("phone", subject, digits, shown.strip(), statement)


def _phone_subject(statement: Statement, shown: str, language: str, names: Sequence[str]) -> str:
    """Return whose number it is: `main`, or the words that narrow it down; the innermost heading narrows down too."""
    rest = statement.text.replace(shown, " ")
    if pattern("phones.main", language).search(statement.text):
        return MAIN
    own = _content(f"{statement.label or ''} {rest}", "phones.generic", language, names)
    above = _content(" ".join(statement.headings[-1:]), "phones.generic", language, names)
    if len(own) > 3:
        # A long sentence says more than whose number it is; that cannot be compared.
        return ""
    return " ".join(sorted(own or above)) or MAIN


def _digits(text: str) -> str:
    """Return a phone number in national form, "" where it cannot be one (9 to 11 digits, or a 0800-like number)."""
    plain = re.sub(r"\(0\)", "", text.strip())
    digits = re.sub(r"\D", "", plain)
    if plain.startswith("+") or digits.startswith("00"):
        digits = "0" + digits.removeprefix("00")[2:]
    if not digits.startswith("0"):
        return ""
    short = digits.startswith(("0800", "0900", "088")) and 8 <= len(digits) <= 11
    return digits if short or 9 <= len(digits) <= 11 else ""


# ---------------------------------------------------------------- e-mail and street addresses


def _emails(statement: Statement, names: Sequence[str]) -> Iterator[Fact]:
    tokens = {word for name in names for word in normalised(name).split() if len(word) > 3}
    for match in _EMAIL.finditer(statement.text):
        local, domain = match[1].lower(), match[2].lower()
        if any(token in domain.replace("-", "") for token in tokens):
            # Hosts under one domain are no conflict (root@mail, root@web), so the last two labels are what counts.
            yield _fact("email", local, ".".join(domain.split(".")[-2:]), match.group(), statement)


def _addresses(statement: Statement, language: str) -> Iterator[Fact]:
    text = statement.text
    label = (statement.label or "").strip()
    opening = re.match(rf"\s*({alternatives(entries('addresses.roles', language))})\s*:?\s+", f"{text} ", re.IGNORECASE)
    if opening:
        role, text = opening[1], text[opening.end() :]
    elif label and pattern("addresses.roles", language).fullmatch(label.rstrip(": ")):
        role = label.rstrip(": ")
    else:
        return
    match = _DUTCH_STREET.search(text) if language == "nl" else _ENGLISH_STREET.search(text)
    if match:
        yield _fact("address", normalised(role), normalised(match.group()), match.group().strip(), statement)


# ---------------------------------------------------------------- opening hours


def _hours(statement: Statement, language: str, names: Sequence[str]) -> Iterator[Fact]:
    around = " ".join((*statement.headings[-1:], statement.label or "", statement.text))
    found = list(_TIMES.finditer(statement.text))
    if len(found) != 1 or not pattern("hours.cues", language).search(around):
        return
    days = sorted({day.group().lower() for day in pattern("hours.days", language).finditer(around)})
    if not days:
        return
    rest = statement.text.replace(found[0].group(), " ")
    context = f"{statement.title or ''} {' '.join(statement.headings)} {statement.label or ''} {rest}"
    words = _content(context, "phones.generic", language, names)
    words = {word for word in words if not pattern("hours.days", language).fullmatch(word)}
    words = {word for word in words if not pattern("hours.cues", language).fullmatch(word)}
    start, end = _clock(found[0], 1), _clock(found[0], 4)
    if start and end:
        subject = " ".join((*sorted(words), *days))
        yield _fact("hours", subject, f"{start}-{end}", found[0].group().strip(), statement)


def _clock(match: re.Match[str], group: int) -> str:
    hour, minute = int(match[group]), int(match[group + 1] or 0)
    half = (match[group + 2] or "").replace(".", "").lower()
    if half == "pm" and hour < 12:
        hour += 12
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else ""


# ---------------------------------------------------------------- founding year


def _founded(statement: Statement, language: str, names: Sequence[str]) -> Iterator[Fact]:
    for compiled in _founding(language, tuple(names)):
        match = compiled.search(statement.text)
        if match:
            year = match["year"]
            yield _fact("founded", MAIN, year, year, statement)
            return


@cache
def _founding(language: str, names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    own = rf"(?:{alternatives(names)}|{alternatives(entries('founding.own', language))})"
    after = alternatives(entries("founding.after", language))
    verbs = alternatives(entries("founding.split_verbs", language))
    ends = alternatives(entries("founding.split_ends", language))
    before = alternatives(entries("founding.before", language))
    year = rf"(?P<year>{_YEAR})"
    some = r"(?:[\w'’-]+\s+){0,6}?"
    bodies = (
        rf"(?<!\w){own}\s+{after}\s+{some}(?:in\s+)?{year}(?!\w)",
        rf"(?<!\w){own}\s+{verbs}\s+{some}in\s+{year}\s+{some}{ends}(?!\w)",
        rf"^{before}\s+in\s+{year}\b[^.]*?,\s+(?:is\s+|was\s+|heeft\s+)?{own}(?!\w)",
    )
    return tuple(re.compile(body, re.IGNORECASE) for body in bodies)


# ---------------------------------------------------------------- figures in equal sentences


def _figures(statement: Statement, language: str) -> Iterator[Fact]:
    """Yield the numbers of a full sentence; the subject is the sentence itself without its numbers."""
    if statement.block_kind not in ("paragraph", "item") or statement.label:
        return
    numbers = _NUMBER.findall(statement.text)
    words = _content(statement.text, "numbers.words", language, ())
    small = [word for word in normalised(statement.text).split() if pattern("numbers.words", language).fullmatch(word)]
    if len(numbers) == 1 and len(words) >= _MIN_FIGURE_WORDS and not re.fullmatch(_YEAR, numbers[0]):
        masked = " ".join(word for word in normalised(_NUMBER.sub(" ", statement.text)).split())
        yield _fact("figure", masked, " ".join((numbers[0], *small)), numbers[0], statement)


def _content(text: str, generic: str, language: str, names: Sequence[str]) -> set[str]:
    """Return the words of a text that say what it is about: no numbers, general words or name of the organisation."""
    without = whole(names).sub(" ", text) if names else text
    words = re.findall(r"[^\W\d_]+", normalised(without))
    return {word for word in words if not pattern(generic, language).fullmatch(word)}
