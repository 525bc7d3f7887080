"""All words, numbers and dates of the reports, in the reader's language.

The messages in the code and the templates are English; a catalogue `reports/messages/<language>.po` translates them.
The catalogues are read as they are, so there is nothing to compile and nothing that can be out of step.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from auditor.errors import UsageError
from auditor.resources import data

SOURCE_LANGUAGE: Final = "en"


def mark(message: str) -> str:
    """Return `message` as it is: marks a constant for the extraction of messages."""
    return message


@cache
def _catalogue(language: str) -> NullTranslations:
    if language == SOURCE_LANGUAGE:
        return NullTranslations()
    path = data("reports") / "messages" / f"{language}.po"
    if not path.is_file():
        known = sorted(file.stem for file in path.parent.glob("*.po"))
        raise UsageError(
            f"There is no report in the language {language!r}.",
            advice=f"Languages: {', '.join([SOURCE_LANGUAGE, *known])}.",
        )
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


class Words:
    """Messages, numbers, dates and durations in one language; dates in a time zone, "" for as they stand.

    Raises:
        UsageError: there is no catalogue for the language.
        ZoneInfoNotFoundError: there is no such time zone.
    """

    def __init__(self, language: str, timezone: str = "") -> None:
        self.language = language
        self._zone = ZoneInfo(timezone) if timezone else None
        self._catalogue = _catalogue(language)
        # British dates and times of day read as Dutch ones do: day before month.
        self._locale = Locale.parse("en_GB" if language == "en" else language)

    def t(self, message: str, **values: object) -> str:
        """Return the translated message with `{name}` filled in. Values are never taken for a pattern."""
        text = self._catalogue.gettext(message)
        return text.format(**values) if values else text

    def nt(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the message for `n` things; `{n}` stands for the number."""
        return self._catalogue.ngettext(one, many, n).format(n=self.number(n), **values)

    def number(self, value: float) -> str:
        """Return a number with at most two decimals."""
        return format_decimal(value, format="#,##0.##", locale=self._locale)

    def percent(self, share: float) -> str:
        """Return a share, 0 to 1, in whole percents; what is not all is never called 100 %, nor what is some 0 %."""
        if 0 < share < 0.005:
            return self.t("less than {share}", share=format_percent(0.01, locale=self._locale))
        if 0.995 <= share < 1:
            return self.t("more than {share}", share=format_percent(0.99, locale=self._locale))
        return format_percent(share, format="#,##0%", locale=self._locale)

    def score(self, value: float) -> str:
        """Return a similarity or confidence with two decimals."""
        return format_decimal(value, format="0.00", locale=self._locale)

    def _local(self, when: datetime) -> datetime:
        """Return the moment in the time zone: a post of one in the morning is not one of the day before."""
        return when if self._zone is None or when.tzinfo is None else when.astimezone(self._zone)

    def date(self, when: datetime) -> str:
        """Return the day as "3 maart 2026"."""
        return format_date(self._local(when), format="long", locale=self._locale)

    def short_date(self, when: datetime) -> str:
        """Return the day as "3 mrt 2026"."""
        return format_date(self._local(when), format="medium", locale=self._locale)

    def day_and_month(self, when: datetime) -> str:
        """Return the day as "3 mrt"."""
        return format_skeleton("MMMd", self._local(when), locale=self._locale)

    def weekday(self, when: datetime, *, short: bool = False) -> str:
        """Return "maandag", or "ma"."""
        return format_date(when, format="EEEEEE" if short else "EEEE", locale=self._locale)

    def short_minutes(self, minutes: float) -> str:
        """Return a duration in its largest unit, short enough for a chart: "35 m", "4 u", "2 d"."""
        if minutes < 60:
            return self.t("{n}m", n=self.number(round(minutes)))
        if minutes < 48 * 60:
            return self.t("{n}h", n=self.number(round(minutes / 60)))
        return self.t("{n}d", n=self.number(round(minutes / 1440, 1)))

    def period(self, first: datetime | None, last: datetime | None) -> str:
        """Return "3 jan 2026 – 12 nov 2026"; one day once; empty if nothing is known."""
        days = list(dict.fromkeys(self.short_date(when) for when in (first, last) if when))
        return " – ".join(days)

    def listing(self, items: list[str] | tuple[str, ...]) -> str:
        """Return "a, b en c"."""
        return format_list(items, locale=self._locale) if items else ""

    def minutes(self, minutes: float | None) -> str:
        """Return a duration in its two largest units: "3 uur 32 min", "2 dagen 4 uur"; "–" for None."""
        if minutes is None:
            return "–"
        whole = round(minutes)
        days, rest = divmod(whole, 24 * 60)
        hours, mins = divmod(rest, 60)
        if days >= 10:
            hours = 0
        parts = (
            self.nt("{n} day", "{n} days", days) if days else "",
            self.nt("{n} hour", "{n} hours", hours) if hours else "",
            self.t("{n} min", n=mins) if not days and (mins or not hours) else "",
        )
        return " ".join(part for part in parts if part)
