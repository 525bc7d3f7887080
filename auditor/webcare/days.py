"""Public holidays of a country, through the `holidays` library, with days added and removed."""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import date
from typing import Final

from auditor.errors import ConfigError
from auditor.settings.model import Holidays

# The library keeps only what all four nations of the United Kingdom share when no subdivision is named. England is
# where an organisation that writes "GB" nearly always is; others name theirs (SCT, WLS, NIR).
_DEFAULT_SUBDIVISION: Final = {"GB": "ENG", "UK": "ENG"}


def closed_on(rules: Holidays) -> Callable[[date], bool]:
    """Return a function that tells whether a date is a holiday.

    Days in `rules.remove` are ordinary days, days in `rules.add` are holidays; without a country only those count.

    Raises:
        ConfigError: the country or subdivision is unknown.
    """
    removed, added = frozenset(rules.remove), frozenset(rules.add)
    public: Container[date] = _public(rules.country.upper(), rules.subdivision) if rules.country else frozenset()

    def closed(day: date) -> bool:
        return day in added or (day not in removed and day in public)

    return closed


def _public(country: str, subdivision: str | None) -> Container[date]:
    """Return the holidays of a country; the library works out a year when it is first asked for."""
    import holidays  # noqa: PLC0415  # 0.1 s, and only an audit with opening hours needs it

    try:
        return holidays.country_holidays(country, subdiv=subdivision or _DEFAULT_SUBDIVISION.get(country))
    except NotImplementedError as error:
        place = f"{country}-{subdivision}" if subdivision else country
        raise ConfigError(
            f"hours.holidays: no holidays are known for {place}.",
            advice="Give the ISO 3166 code of the country (NL, BE, GB) and, where needed, of the subdivision.",
        ) from error
