"""The terms that a person wrote into the review file, checked so that a slip of the pen is shown and not believed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import chain
from typing import Any, Final

from auditor.claims.yaml_lines import Entry, fail
from auditor.model import Term
from auditor.text.quantities.units import UNITS

_KEYS: Final = tuple(Term.__dataclass_fields__)
_NEEDED: Final = ("metric", "comparator", "value", "unit")
_TEXTS: Final = ("metric", "unit", "per", "condition", "text")
_CHOICES: Final[Mapping[str, Sequence[object]]] = {
    "comparator": ("<", "<=", "=", ">=", ">"),
    "calendar": ("clock", "working", None),
    "hedge": ("none", "soft", "aspirational"),
    "negated": (True, False),
}
_METRICS: Final = (
    "response_time", "confirmation_time", "processing_time", "repair_time", "delivery_time", "refund_time", "warranty",
    "publication_time", "waiting_time", "test_period", "return_window", "availability", "price", "price_change",
    "order_threshold", "deadline", "frequency", "count", "volume", "notice",
)  # fmt: skip


def read_term(entry: Entry, key: str, row: Mapping[str, Any]) -> Term:
    """Return one term.

    Args:
        entry: the entry of the review file.
        key: what tells the line of the term in the entry.
        row: the term as it stands there.

    Raises:
        ConfigError: it cannot be used; the message names file and line.
    """
    wrong = next(chain(_keys(row), _choices(row), _types(row), _names(row)), "")
    if wrong:
        raise fail(entry, key, wrong)
    scope = row.get("scope", ())
    scope = (scope,) if isinstance(scope, str) else tuple(str(item) for item in scope)
    high = None if row.get("high") is None else float(row["high"])
    return Term(**{**row, "value": float(row["value"]), "high": high, "scope": scope})


def _keys(row: Mapping[str, Any]) -> Iterator[str]:
    for key in row:
        if key not in _KEYS:
            yield f"a term has no key {key!r}{_or_near(str(key), _KEYS)}; known are {', '.join(_KEYS)}"
    for key in _NEEDED:
        if key not in row:
            yield f"a term needs {key!r}"


def _choices(row: Mapping[str, Any]) -> Iterator[str]:
    for key, choices in _CHOICES.items():
        if key in row and row[key] not in choices:
            known = ", ".join(str(choice) for choice in choices if choice is not None)
            yield f"{row[key]!r} is no {key}; known are {known}"


def _types(row: Mapping[str, Any]) -> Iterator[str]:
    for key in ("value", "high"):
        number = row.get(key, 0)
        if not (key == "high" and number is None) and (isinstance(number, bool) or not isinstance(number, int | float)):
            yield f"the {key} {number!r} of a term is no number"
    for key in _TEXTS:
        if row.get(key) is not None and not isinstance(row[key], str):
            yield f"the {key} {row[key]!r} of a term is no text"
    if not isinstance(row.get("scope", ()), str | list | tuple):
        yield f"the scope {row['scope']!r} of a term is no list of names"


def _names(row: Mapping[str, Any]) -> Iterator[str]:
    """Things that are counted and metrics are open lists; what looks like a slip of the pen is in none of them."""
    for key, known in (("unit", tuple(UNITS)), ("metric", _METRICS)):
        if row[key] not in known and (near := _or_near(row[key], known)):
            yield f"{row[key]!r} is no {key}{near}"


def _or_near(word: str, known: Sequence[str]) -> str:
    near = get_close_matches(word, known, n=1, cutoff=0.75)
    return f"; did you mean {near[0]!r}?" if near else ""
