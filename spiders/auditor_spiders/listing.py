"""The parts that an interface is described with: its lists, and what its refusals mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from auditor.model import Post

Query = Mapping[str, str]
ProblemKind = Literal["limited", "token", "forbidden", "missing", "version", "spent", "other"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What an answer means that is no success. `detail` is the interface's own word for it."""

    kind: ProblemKind
    detail: str = ""
    until: datetime | None = None
    """When it answers again, where that is known."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of an interface, in pages.

    Attributes:
        name: in the state; stable over the runs.
        path: below the base address.
        query: of the first page, without a cursor.
        take: turns the body of a page into posts.
        main: a failure before its first page means that nothing can be read at all.
        scope: what it needs the token to be allowed to, for the message where that is missing.
    """

    name: str
    path: str
    query: Query
    take: Callable[[Any], Iterable[Post]]
    main: bool = False
    scope: str = ""
    thread: str | None = None
    """The key of the thread that it holds; None for a list of posts."""
    size: str | None = None
    """The parameter that says how many elements a page holds."""
    top: Query | None = None
    """What leaves out of a walk from the top what an earlier run of the same look read: it is paid for."""
    optional: bool = False
    """Whether the channel is whole without it: it needs a permission that few tokens have."""


def first_of(*cases: tuple[bool, ProblemKind]) -> ProblemKind | None:
    """Return the first kind of which the condition holds; None where none does."""
    return next((kind for holds, kind in cases if holds), None)
