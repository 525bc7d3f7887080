"""What the codes of the results are called: word, sign and explanation of every verdict, level, status, kind.

The signs are distinct shapes, so that no meaning hangs on a colour.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from auditor.model import ClaimKind, Level, Relation, SourceStatus, VerdictLabel
from auditor.render.words import mark


class Term(NamedTuple):
    """A code's word (a message to translate), its sign for text, and a sentence that says what it means."""

    word: str
    sign: str
    meaning: str


VERDICTS: Final[dict[VerdictLabel, Term]] = {
    "contradicted": Term(
        mark("contradicted"), "✗",
        mark("The channel states other terms than the claim, or what was measured there misses them."),
    ),
    "disputed": Term(
        mark("disputed"), "±", mark("The channel both shows it and contradicts it."),
    ),
    "backed": Term(
        mark("backed"), "✓",
        mark("The channel shows it: something done, a result, an example, or measured behaviour that meets the terms."),
    ),
    "echoed": Term(
        mark("only repeated"), "≈", mark("The channel repeats the claim; nothing there shows it."),
    ),
    "silent": Term(
        mark("silent"), "○", mark("Nothing on the channel bears on it."),
    ),
    "not_verifiable": Term(
        mark("not testable"), "?", mark("The claim says nothing that could be shown or refuted."),
    ),
    "unreadable": Term(
        mark("not read"), "∅", mark("The channel could not be read, so nothing is said about it."),
    ),
}  # fmt: skip

LEVELS: Final[dict[Level, Term]] = {
    "error": Term(mark("error"), "■", mark("Put this right: it harms trust, or is simply wrong.")),
    "warning": Term(mark("warning"), "▲", mark("Look at this: it weakens the story.")),
    "info": Term(mark("suggestion"), "●", mark("Worth knowing; it can be better.")),
    "note": Term(mark("note"), "◆", mark("Limits what this audit can say.")),
}

STATUSES: Final[dict[SourceStatus, Term]] = {
    "ok": Term(mark("read"), "✓", mark("Everything was read.")),
    "partial": Term(mark("partly read"), "◐", mark("A part is missing.")),
    "unreadable": Term(mark("not readable"), "∅", mark("Nothing could be read.")),
    "empty": Term(mark("empty"), "○", mark("It was read, and there is nothing in it.")),
}

# Names of products stay as they are; only what an adviser would not understand is put into words.
SOURCE_KINDS: Final[dict[str, str]] = {
    "web": mark("website"),
    "static": mark("website as built"),
    "files": mark("documents"),
    "feed": mark("feed"),
    "csv": mark("export (table)"),
    "x-archive": mark("X archive"),
    "meta-export": mark("download from Meta"),
}

KINDS: Final[dict[ClaimKind, Term]] = {
    "mission": Term(mark("mission"), "", mark("Missions")),
    "vision": Term(mark("vision"), "", mark("Visions")),
    "value": Term(mark("value"), "", mark("Values")),
    "product": Term(mark("product"), "", mark("Products and services")),
    "promise": Term(mark("promise"), "", mark("Promises")),
}

RELATIONS: Final[dict[Relation, str]] = {
    "shows": mark("shows it"),
    "repeats": mark("repeats it"),
    "conflicts": mark("contradicts it"),
    "complaint": mark("complaint"),
    "measured": mark("measured"),
}

KEPT: Final[dict[str, Term]] = {
    "kept": Term(mark("kept"), "✓", ""),
    "broken": Term(mark("not kept"), "✗", ""),
    "undecided": Term(mark("cannot be told yet"), "±", ""),
    "too_few": Term(mark("too few cases"), "?", ""),
}

EXIT_CODES: Final[dict[int, str]] = {
    0: mark("nothing at or above the level that fails the check"),
    1: mark("findings at or above the level that fails the check"),
    3: mark("a required source could not be read whole"),
    5: mark("there was nothing to compare: no claims, or no messages on social channels"),
}

# How the sections list verdicts: what asks for action first.
PROBLEMS_FIRST: Final[tuple[VerdictLabel, ...]] = (
    "contradicted", "disputed", "silent", "echoed", "not_verifiable", "unreadable", "backed",
)  # fmt: skip
