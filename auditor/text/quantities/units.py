"""Units, what they measure, and conversion between those that measure the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_DAY: Final = 1440.0
_YEAR: Final = 365.25 * _DAY  # a year and its months in days, leap years averaged: 12 months are exactly one year


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit measures and how many of the dimension's base unit it is."""

    dimension: str
    factor: float


UNITS: Final[dict[str, Unit]] = {
    "second": Unit("time", 1 / 60),
    "minute": Unit("time", 1.0),
    "hour": Unit("time", 60.0),
    "day": Unit("time", _DAY),
    "week": Unit("time", 7 * _DAY),
    "month": Unit("time", _YEAR / 12),
    "year": Unit("time", _YEAR),
    "lifetime": Unit("time", 100 * _YEAR),
    "centimetre": Unit("length", 0.01),
    "metre": Unit("length", 1.0),
    "kilometre": Unit("length", 1000.0),
    "mile": Unit("length", 1609.344),
    "gram": Unit("weight", 0.001),
    "kilogram": Unit("weight", 1.0),
    "tonne": Unit("weight", 1000.0),
    "litre": Unit("volume", 0.001),
    "cubic_metre": Unit("volume", 1.0),
    "square_metre": Unit("area", 1.0),
    "hectare": Unit("area", 10_000.0),
    "kilowatt_hour": Unit("energy", 1.0),
    "megabyte": Unit("data", 1.0),
    "gigabyte": Unit("data", 1000.0),
    "percent": Unit("share", 1.0),
    "percentage_point": Unit("points", 1.0),
    "eur": Unit("eur", 1.0),
    "gbp": Unit("gbp", 1.0),
    "usd": Unit("usd", 1.0),
    "count": Unit("count", 1.0),
    "time": Unit("clock", 1.0),
}
# Names of the lexicon that are stored as so many of another unit, because nobody compares in fortnights.
COMPOSED: Final[dict[str, tuple[float, str]]] = {
    "quarter hour": (15.0, "minute"),
    "24 hours": (24.0, "hour"),
    "fortnight": (14.0, "day"),
    "quarter year": (3.0, "month"),
    "half year": (6.0, "month"),
    "cent": (0.01, "eur"),
    "penny": (0.01, "gbp"),
    "percentage point": (1.0, "percentage_point"),
    "working day": (1.0, "day"),
    "working hour": (1.0, "hour"),
    "weekend": (2.0, "day"),
    "times": (1.0, "count"),
}
MONEY: Final = frozenset({"eur", "gbp", "usd"})


def dimension(unit: str) -> str:
    """Return what `unit` measures; an unknown unit measures itself."""
    return UNITS[unit].dimension if unit in UNITS else unit


def convert(value: float, unit: str, to: str) -> float:
    """Return `value` of `unit` in the unit `to`.

    Raises:
        ValueError: if the two do not measure the same.
    """
    if unit == to:
        return value
    if dimension(unit) != dimension(to):
        raise ValueError(f"{unit} cannot be given in {to}")
    return value * UNITS[unit].factor / UNITS[to].factor


def base(value: float, unit: str) -> float:
    """Return `value` in the base unit of its dimension: minutes, metres, kilograms, cubic metres, or itself."""
    return value * UNITS[unit].factor if unit in UNITS else value


def composed(value: float, name: str) -> tuple[float, str]:
    """Return the value and unit that a name of the lexicon is stored as: 2 fortnights are 28 days."""
    factor, unit = COMPOSED.get(name, (1.0, name))
    return value * factor, unit
