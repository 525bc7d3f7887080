"""Times of day before which one has to order or ask: "voor 22.00 uur besteld", "after 6 pm it is a day later"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from auditor.text.quantities.clauses import sentence_of
from auditor.text.quantities.reading import Reading

_BEFORE: Final = frozenset({"before", "by", "until", "till", "voor", "tot", "uiterlijk"})
_AFTER: Final = frozenset({"after", "na", "vanaf", "from"})
# Words of asking and ordering: only beside them a time of day is one before which something has to be asked
_ASKING: Final = (
    "aanvra", "aangevra", "vraagt", "meld", "gemeld", "belt", "boek", "geboekt", "reserv", "gereserv", "mailt",
    "order", "request", "book", "report", "call", "ask", "place", "submit", "ingedien", "inlever", "ingelever",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cutoff:
    """An hour of the day since midnight, and where it stands. `after` says that the text tells what holds past it."""

    hour: float
    after: bool = False


def cutoff(reading: Reading) -> Cutoff | None:
    """Return the hour before or after which one asks, None where the text names none beside a word of asking."""
    line = reading.line
    for moment in reading.moments:
        if moment.kind != "clock" or not moment.start:
            continue
        before = line.words[moment.start - 1]
        said = line.words[slice(*sentence_of(line, moment.start))]
        if before in _BEFORE | _AFTER and any(word.startswith(_ASKING) or "bestel" in word for word in said):
            return Cutoff(float(moment.value), after=before in _AFTER)
    return None


def earlier(a: Cutoff | None, b: Cutoff | None) -> bool:
    """Say whether B asks earlier than A does: the service that A promises until ten ends at six."""
    return a is not None and b is not None and not a.after and b.hour < a.hour
