"""The progress bars of a collect, on standard error and only where someone watches."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol


class Step(Protocol):
    """Moves the bar of a source."""

    def __call__(self, name: str, done: int, expected: int | None = None, *, ended: bool = False) -> None:
        """Show that `done` items of the source arrived, of `expected` if that is known."""


def watched() -> bool:
    """Return whether a person looks at standard error: a terminal, and not one of a CI service."""
    return sys.stderr.isatty() and os.environ.get("CI", "").lower() not in {"1", "true"}


@contextmanager
def bars(names: Sequence[str], *, shown: bool) -> Iterator[Step]:
    """Yield a function that moves the bar of a source."""
    if not (shown and watched()):
        yield _nothing
        return
    from rich.console import Console  # noqa: PLC0415 - rich is only needed where someone watches
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        width = max((len(name) for name in names), default=0)
        tasks = {name: progress.add_task(name.ljust(width), total=None, start=False) for name in names}

        def step(name: str, done: int, expected: int | None = None, *, ended: bool = False) -> None:
            total = max(done, 1) if ended else expected
            progress.start_task(tasks[name])
            progress.update(tasks[name], completed=max(done, 1) if ended else done, total=total)

        yield step


def _nothing(name: str, done: int, expected: int | None = None, *, ended: bool = False) -> None:
    """Show nothing."""
