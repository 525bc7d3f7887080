"""What the collecting child tells its parent: one JSON object per line on its standard output."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from auditor.model import SourceReport
from auditor.settings.model import Settings


@dataclass(frozen=True, slots=True)
class Job:
    """What the parent asks for, as one line of JSON on the child's standard input."""

    settings: Settings
    names: tuple[str, ...]
    """The sources to collect, in the order of the configuration."""
    refresh: bool = False
    crashed: tuple[str, ...] = ()
    """Sources during which an earlier child ended without a word."""
    serial: bool = False
    """One source after the other, to find out which one ends the child."""
    explain: bool = False
    """See `Context.explain`."""
    workspace: Path | None = None
    """Collect into this folder instead of the configuration's own: a trial that leaves nothing behind."""
    whole: bool = True
    """All sources of the configuration are wanted, so that others in the store can be forgotten."""


@dataclass(frozen=True, slots=True)
class Began:
    """A source is being collected."""

    source: str
    event: Literal["began"] = "began"


@dataclass(frozen=True, slots=True)
class Went:
    """So many documents and posts of a source have arrived."""

    source: str
    done: int
    expected: int | None = None
    event: Literal["went"] = "went"


@dataclass(frozen=True, slots=True)
class Ended:
    """A source was collected, well or badly."""

    report: SourceReport
    event: Literal["ended"] = "ended"


@dataclass(frozen=True, slots=True)
class Failed:
    """The child cannot work at all. `store` says that the workspace is the reason."""

    message: str
    advice: str | None = None
    store: bool = False
    event: Literal["failed"] = "failed"


@dataclass(frozen=True, slots=True)
class Alive:
    """Nothing new, but the child is there; fails, and so ends the child, when the parent is not."""

    event: Literal["alive"] = "alive"


Event = Annotated[Began | Went | Ended | Failed | Alive, Field(discriminator="event")]
EVENTS: TypeAdapter[Began | Went | Ended | Failed | Alive] = TypeAdapter(Event)
JOBS: TypeAdapter[Job] = TypeAdapter(Job)
