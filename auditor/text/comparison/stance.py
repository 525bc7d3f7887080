"""How a statement speaks: does it tell of a case, and does it set a special case apart?"""

from __future__ import annotations

from typing import Final

from auditor.text.comparison.groups import phrase_tokens
from auditor.text.quantities.reading import Reading

_SPECIAL: Final = frozenset(
    {"ingewikkeld", "ingewikkelde", "complex", "complexe", "uitzonderlijk", "uitzonderlijke", "uitzondering"}
    | {"uitzonderingen", "bijzondere", "maatwerk", "complicated", "exceptional"}
    | {"exceptionally", "bespoke", "unusual", "exception", "exceptions"}
)


def is_report(reading: Reading, *, bounded: bool) -> bool:
    """Say whether a statement tells what happened ("vorige week duurde het een half uur") and sets no terms.

    `bounded` says that its amount has a written bound: "within" speaks of terms even beside a past tense.
    """
    if bounded:
        return False
    words, reports = reading.line.words, reading.line.lexicon.reports
    past = reports["past"].any_in(words)
    return (past or reports["times"].any_in(words)) and not (
        reports["future"].any_in(words) or reports["present"].any_in(words)
    )


def urgency(reading: Reading) -> str | None:
    """Return "urgent" or "other" where a statement sets urgent cases apart from the rest, else None."""
    conditions = reading.line.lexicon.conditions
    named = phrase_tokens(reading)  # "emergency repair line" is the name of a desk
    words = tuple("" if index in named else word for index, word in enumerate(reading.line.words))
    if conditions["urgent"].any_in(words) or any(word.startswith("spoed") for word in words):
        return "urgent"
    return "other" if conditions["other"].any_in(words) else None


def is_special(reading: Reading) -> bool:
    """Say whether a statement is about exceptions only."""
    return bool(_SPECIAL & set(reading.line.words))
