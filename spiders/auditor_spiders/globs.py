"""Include and exclude patterns on paths, as people know them from .gitignore."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache


@lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    """Return the regular expression of a glob. `**` crosses folders, `*` and `?` do not; without case."""
    anchored = "/" in pattern.rstrip("/")
    parts = []
    rest = pattern.strip("/")
    while rest:
        if rest.startswith("**/"):
            parts.append("(?:[^/]+/)*")
            rest = rest[3:]
        elif rest == "**" or rest.startswith("**"):
            parts.append(".*")
            rest = rest[2:]
        elif rest[0] == "*":
            parts.append("[^/]*")
            rest = rest[1:]
        elif rest[0] == "?":
            parts.append("[^/]")
            rest = rest[1:]
        else:
            parts.append(re.escape(rest[0]))
            rest = rest[1:]
    body = "".join(parts)
    if body.endswith("/.*"):  # the folder itself belongs to `folder/**`
        body = body[:-3] + "(?:/.*)?"
    start = "" if anchored else "(?:.*/)?"
    return re.compile(f"{start}{body}(?:/.*)?" if pattern.endswith("/") else f"{start}{body}/?", re.IGNORECASE)


def matches(path: str, patterns: Sequence[str]) -> bool:
    """Return whether a path (with or without a slash in front) matches any of the patterns.

    `*.pdf` matches at any depth, `/news/*` only what lies directly in the folder, `/news/**` and `/news/` everything
    in it, and the folder itself.
    """
    plain = path.lstrip("/")
    return any(_expression(pattern).fullmatch(plain) for pattern in patterns)


def selected(path: str, include: Sequence[str], exclude: Sequence[str]) -> bool:
    """Return whether a path is included (or there is no include list) and not excluded."""
    return (not include or matches(path, include)) and not matches(path, exclude)
