"""Opening hours of one desk on one day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.model import Statement
from auditor.rules.facts.base import Fact, content, stated
from auditor.rules.lexicon import pattern

_TIMES = re.compile(
    r"(\d{1,2})(?:[.:](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?\s*(?:uur\s*)?(?:-|–|tot|to|until|till)\s*"
    r"(\d{1,2})(?:[.:](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?(?:\s*uur)?(?![\w.:]*\d)",
    re.IGNORECASE,
)


def hours(statement: Statement, language: str, names: Sequence[str]) -> Iterator[Fact]:
    """Yield the opening time that a statement gives for the days and the desk that it and its headings name."""
    around = " ".join((*statement.headings[-1:], statement.label or "", statement.text))
    found = list(_TIMES.finditer(statement.text))
    if len(found) != 1 or not pattern("hours.cues", language).search(around):
        return
    days = sorted({day.group().lower() for day in pattern("hours.days", language).finditer(around)})
    if not days:
        return
    rest = statement.text.replace(found[0].group(), " ")
    context = f"{statement.title or ''} {' '.join(statement.headings)} {statement.label or ''} {rest}"
    words = content(context, "phones.generic", language, names)
    words = {word for word in words if not pattern("hours.days", language).fullmatch(word)}
    words = {word for word in words if not pattern("hours.cues", language).fullmatch(word)}
    start, end = _clock(found[0], 1), _clock(found[0], 4)
    if start and end:
        subject = " ".join((*sorted(words), *days))
        yield stated("hours", subject, f"{start}-{end}", found[0].group(), statement)


def _clock(match: re.Match[str], group: int) -> str:
    hour, minute = int(match[group]), int(match[group + 1] or 0)
    half = (match[group + 2] or "").replace(".", "").lower()
    if half == "pm" and hour < 12:
        hour += 12
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else ""
