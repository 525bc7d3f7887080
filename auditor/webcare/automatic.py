"""Which replies came from a machine: they do not stop the clock."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from auditor.errors import ConfigError
from auditor.model import Post, normalised
from auditor.webcare.lexicon import plain

# The same text this many times within this time (webcare definitions, 3).
REPEATS: Final = 3
WITHIN: Final = timedelta(minutes=2)


def automatic(replies: Iterable[Post], patterns: Iterable[str]) -> frozenset[str]:
    """Return the ids of the replies that are automatic.

    A reply is automatic when its text, apart from handles and addresses, was sent three times or more within two
    minutes, or when it matches one of the configured patterns (regular expressions, any case).

    Raises:
        ConfigError: a pattern is no regular expression.
    """
    configured = tuple(_compiled(pattern) for pattern in patterns)
    by_text: dict[str, list[Post]] = defaultdict(list)
    found: set[str] = set()
    for post in replies:
        if any(pattern.search(post.text) for pattern in configured):
            found.add(post.id)
        text = normalised(plain(post.text))
        if text:
            by_text[text].append(post)
    for same in by_text.values():
        same.sort(key=lambda post: post.created_at)
        for first, last in zip(range(len(same)), range(REPEATS - 1, len(same)), strict=False):
            if same[last].created_at - same[first].created_at <= WITHIN:
                found.update(post.id for post in same[first : last + 1])
    return frozenset(found)


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise ConfigError(
            f"webcare.autoreply_patterns: {pattern!r} is no regular expression: {error}.",
            advice="Put a backslash before characters such as ( [ * + ? that stand for themselves.",
        ) from error
