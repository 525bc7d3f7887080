"""How findings are worded: texts in two languages, quotations, dates and lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from auditor.model import Evidence, Statement

Language = Literal["nl", "en"]
_QUOTE_LIMIT = 220


@dataclass(frozen=True, slots=True)
class Text:
    """The same text in Dutch and English, with {names} to fill in."""

    nl: str
    en: str

    def say(self, language: Language, /, **values: object) -> str:
        """Return the text in `language` with the names filled in. Raises KeyError for a name without a value."""
        return (self.nl if language == "nl" else self.en).format(**values)


def quote(text: str, language: Language, limit: int = _QUOTE_LIMIT) -> str:
    """Return `text` on one line between quotation marks, without its full stop, cut at a word beyond `limit`."""
    plain = " ".join(text.split())
    if plain.endswith(".") and not plain.endswith(".."):
        plain = plain[:-1]
    if len(plain) > limit:
        plain = plain[:limit].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    return f"‘{plain}’" if language == "nl" else f"“{plain}”"


def sentence(text: str) -> str:
    """Return a text as a sentence: with a capital, and a full stop where it ends without a mark. "" stays empty."""
    plain = text.strip()
    if not plain:
        return ""
    stop = "" if plain[-1] in ".!?…" else "."
    return f"{plain[0].upper()}{plain[1:]}{stop}"


def day(moment: datetime, language: Language, timezone: str) -> str:
    """Return the local date of `moment` as people write it: 18 juni 2026, 18 June 2026."""
    from babel.dates import format_date  # noqa: PLC0415 - loads locale data; `explain` needs none of it

    written: str = format_date(moment.astimezone(ZoneInfo(timezone)), "d MMMM y", locale=language)
    return written


def listing(items: Sequence[str], language: Language) -> str:
    """Return the items as a list in a sentence: a, b en c."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {'en' if language == 'nl' else 'and'} {items[-1]}"


def percent(share: float, language: Language) -> str:
    """Return a share of 0 to 1 as whole per cents."""
    return f"{share * 100:.0f}%" if language == "nl" else f"{share * 100:.0f} %".replace(" ", "")


def number(value: float, language: Language, digits: int = 1) -> str:
    """Return a number with at most `digits` decimals and the decimal mark of the language."""
    written = f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"
    return written.replace(".", ",") if language == "nl" else written


def said(evidence: Evidence, language: Language, timezone: str) -> str:
    """Return a piece of evidence as a quotation with its date, where it has one."""
    text = quote(evidence.text, language)
    if evidence.published is None:
        return text
    return f"{text} ({day(evidence.published, language, timezone)})"


def spoken(statement: Statement, language: Language, timezone: str) -> str:
    """Return a statement as a quotation with its date, where it has one."""
    text = quote(statement.text, language)
    if statement.published is None:
        return text
    return f"{text} ({day(statement.published, language, timezone)})"
