"""Lines of a file: which a change touched, and on which a sentence stands."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Final

from auditor.model import normalised

# Marks of Markdown and HTML that stand between words and are no words themselves.
_MARKS: Final = re.compile(r"<[^>]{0,400}>|&[a-z]+;|&#\d+;|[*_`~#>|\\\[\]()!-]+")
_MAX_LINES: Final = 20_000
"""Above it every line counts as changed: comparing longer files line by line takes too long."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change did to one file, in lines of the file as it is now, counted from 1."""

    lines: frozenset[int]
    """Added or changed."""
    removed_at: tuple[tuple[int, str], ...] = ()
    """(line, text): what was taken out or replaced, and the line that stands there now."""
    cut: bool = False
    """Whether anything was taken out with nothing in its place."""


def touched(before: str | None, after: str) -> Touched:
    """Return what changed between two texts; `before` is None for a new file."""
    new = after.splitlines()
    if before is None:
        return Touched(frozenset(range(1, len(new) + 1)))
    old = before.splitlines()
    if max(len(old), len(new)) > _MAX_LINES:
        return Touched(frozenset(range(1, len(new) + 1)))
    lines: set[int] = set()
    removed: list[tuple[int, str]] = []
    cut = False
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        lines.update(range(j1 + 1, j2 + 1))
        if i2 > i1:
            removed.append((min(j1 + 1, max(len(new), 1)), "\n".join(old[i1:i2])))
            cut = cut or tag == "delete"
    return Touched(frozenset(lines), tuple(removed), cut)


def where(text: str, sought: str, *, near: int | None = None) -> tuple[int, ...]:
    """Return the lines of `text` that the words of `sought` stand on, one after the other; empty if they do not.

    Marks between the words make no difference. Of several places the one at or after line `near` is taken, else the
    first.
    """
    wanted = _words(sought)
    if not wanted:
        return ()
    words: list[str] = []
    lines: list[int] = []
    for number, line in enumerate(text.splitlines(), start=1):
        found = _words(line)
        words += found
        lines += [number] * len(found)
    size = len(wanted)
    hits = [at for at in range(len(words) - size + 1) if words[at] == wanted[0] and words[at : at + size] == wanted]
    if not hits:
        return ()
    hit = next((at for at in hits if near is not None and lines[at] >= near), hits[0])
    return tuple(dict.fromkeys(lines[hit : hit + size]))


def _words(text: str) -> list[str]:
    return normalised(_MARKS.sub(" ", text)).split()
