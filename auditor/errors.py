"""The errors that auditor raises on purpose, and the exit code each one ends the program with.

    AuditorError            exit 4 unless a subclass says otherwise
    +- UsageError           exit 2   a wrong argument or option
    +- ConfigError          exit 2   the configuration cannot be used (file, line, excerpt, advice)
    +- ModelError           exit 2   a model cannot be loaded or does not fit what was stored
    +- StoreError           exit 2   the workspace cannot be opened, or holds nothing yet
    +- ReadError            a document that cannot be read; becomes a note on its source, never ends a run
    +- CollectError         a source that cannot be collected; becomes the status of that source
    +- NothingToCompare     exit 5   no claims, or no social items

Each carries a message for people: what is wrong, where, and what to do next.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

EXIT_CLEAN = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_INCOMPLETE = 3
EXIT_INTERNAL = 4
EXIT_NOTHING = 5
EXIT_INTERRUPTED = 130


class AuditorError(Exception):
    """Something the user can act on. `advice` says what to do next."""

    exit_code = EXIT_INTERNAL

    def __init__(self, message: str, *, advice: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message}\n{self.advice}" if self.advice else self.message


class UsageError(AuditorError):
    """A wrong argument or option."""

    exit_code = EXIT_USAGE


class ConfigError(AuditorError):
    """The configuration cannot be used. The message quotes the file, the line and an excerpt."""

    exit_code = EXIT_USAGE


def nearest(name: str, known: Iterable[str]) -> str:
    """Return what to do about an unknown name: the nearest known one, where one is near, and all there are."""
    names = tuple(known)
    folded = {item.casefold(): item for item in names}
    close = difflib.get_close_matches(name.casefold(), folded, n=1)
    hint = f"Did you mean {folded[close[0]]!r}? " if close else ""
    return f"{hint}Known: {', '.join(names) or 'none'}."


class ModelError(AuditorError):
    """A model cannot be loaded, or is not the one whose figures are stored."""

    exit_code = EXIT_USAGE


class StoreError(AuditorError):
    """The workspace cannot be opened, or holds nothing yet."""

    exit_code = EXIT_USAGE


class ReadError(AuditorError):
    """A document that cannot be read. The audit goes on and says so beside the source."""


class CollectError(AuditorError):
    """A source that cannot be collected. The audit goes on; the source is `unreadable`."""


class NothingToCompare(AuditorError):  # noqa: N818 - a state of the data, not a fault
    """There are no claims, or no social items: nothing was judged, which is not the same as nothing wrong."""

    exit_code = EXIT_NOTHING
