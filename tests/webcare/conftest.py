"""The function that most tests of reply times begin with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest
from webcare.scripts import NOW, SOURCE, make_posts, make_settings

from auditor.model import Conversation, Post
from auditor.webcare import conversations


@pytest.fixture
def talk() -> Callable[..., tuple[Conversation, ...]]:
    """Return a function that gives the conversations of a script, or of posts."""

    def read(script: str | Sequence[Post], *, now: datetime = NOW, **webcare: Any) -> tuple[Conversation, ...]:
        posts = make_posts(script) if isinstance(script, str) else script
        return conversations(posts, SOURCE, make_settings(**webcare), now)

    return read
