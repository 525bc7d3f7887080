"""The encoder, once for all tests, and a channel full of small talk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support.channel import SMALL_TALK, Channel

from auditor.match import CachedEncode


@pytest.fixture(scope="session")
def encode() -> CachedEncode:
    """Return the embedded encoder."""
    return CachedEncode("embedded")


@pytest.fixture
def channel(encode: CachedEncode) -> Callable[..., Channel]:
    """Return a function that makes a channel full of small talk."""

    def make(**more: object) -> Channel:
        made = Channel(encode, **more)  # type: ignore[arg-type]  # fields of a channel
        return made.says(*SMALL_TALK)

    return make
