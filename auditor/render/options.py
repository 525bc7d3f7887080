"""What a reader may choose about a report. Everything else in it comes from the results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Options:
    """How to write a report. The defaults suit a file."""

    language: Literal["nl", "en"] | None = None
    """None: the language of the run."""
    title: str | None = None
    """The heading of the report; None: the usual one."""
    redact_third_party: bool = True
    """Show other people's handles as "@…" and customers' messages as a description."""
    verbose: bool = False
    """`human`: list the claims that have no problem too."""
    colour: bool = False
    """`human`: with ANSI colours."""
    width: int = 100
    """`human`: columns of the terminal."""
    max_bytes: int = 65_000
    """`markdown`: how large it may be. A comment on GitHub holds 65,536 characters, a step summary 1 MiB."""
