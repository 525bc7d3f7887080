"""What a measurement gets and what it gives."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from benchmarks.quality.bootstrap import Interval

if TYPE_CHECKING:
    from auditor.match import CachedEncode
    from auditor.store import Store

Better = Literal["higher", "lower"]


class NoData(Exception):  # noqa: N818  it is no error: the measurement is left out and named
    """The data of a measurement is not there."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number.

    `name` ("terms.accuracy") is what the floors go by; `n` counts what it was measured on, and `interval` is its
    bootstrap 95 % interval (None for times and counts). `note` says what a reader must know about it.
    """

    name: str
    value: float
    n: int
    interval: Interval | None = None
    better: Better = "higher"
    unit: str = ""
    note: str = ""


@dataclass(frozen=True)
class Bench:
    """Where the data is and how much of it to use. `cache` keeps vectors between runs, outside the repository."""

    cache: Path
    data: Path | None = None
    gold: Path | None = None
    fast: bool = False
    auditor: Sequence[str] = ()
    """The command line that starts the auditor."""
    extra: dict[str, Any] = field(default_factory=dict)
    """What a measurement gives besides figures (a reliability table), by its name; written to the JSON results."""

    @cached_property
    def store(self) -> Store:
        """The vectors of earlier runs."""
        from auditor.store import Store

        self.cache.mkdir(parents=True, exist_ok=True)
        return Store.open(self.cache)

    @cached_property
    def encode(self) -> CachedEncode:
        """The embedded encoder with the vectors of earlier runs."""
        from auditor.match import EMBEDDED, CachedEncode

        return CachedEncode(EMBEDDED, self.store)

    def file(self, name: str, *, where: Literal["data", "gold"] = "data") -> Path:
        """Return the path of a file or folder of the data. Raises NoData if it is not there."""
        root = self.data if where == "data" else self.gold
        if root is None or not (root / name).exists():
            raise NoData(name)
        return root / name

    def rows(self, name: str, *, where: Literal["data", "gold"] = "data") -> list[dict[str, Any]]:
        """Return the rows of a JSON lines file. Raises NoData if it is not there."""
        return read_rows(self.file(name, where=where))

    def some(self, rows: list[dict[str, Any]], limit: int) -> list[dict[str, Any]]:
        """Return all rows, or in a fast run at most `limit` of them, spread evenly over the file."""
        if not self.fast or len(rows) <= limit:
            return rows
        return [rows[k * len(rows) // limit] for k in range(limit)]


@dataclass(frozen=True, slots=True)
class Task:
    """A measurement: its name for `--only`, what it measures in a few words, and the function that does it."""

    name: str
    title: str
    run: Callable[[Bench], tuple[Figure, ...]]


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
