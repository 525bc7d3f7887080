"""How far something holds: "wholly paid by donors" on one page, "largely paid by donors" in that sentence on another.

Only the same sentence with another word of degree is compared: everything else that it says has to be equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from auditor.model import Statement
from auditor.rules.facts.base import Fact, content, stated
from auditor.rules.lexicon import pattern
from auditor.text.words import stem

_DEGREES: Final = ("whole", "part")
# With fewer words besides, two sentences may be about two things.
_LEAST: Final = 5


def degrees(statement: Statement, language: str, names: Sequence[str]) -> Iterator[Fact]:
    """Yield how far a statement says that something holds, where it says so once."""
    text = statement.text
    found = [(kind, match) for kind in _DEGREES for match in pattern(f"degrees.{kind}", language).finditer(text)]
    if len(found) != 1:
        return
    kind, match = found[0]
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    said = sorted({stem(word) for word in content(rest, "degrees.generic", language, names)})
    if len(said) >= _LEAST:
        yield stated("degree", " ".join(said), kind, match.group(), statement)
