"""Tokens of the organisation's own: read from the environment, sent to one host, and never written down anywhere."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from auditor.settings.model import Source
from auditor.settings.tokens import variable
from auditor_spiders.site import is_loopback

_HIDDEN: Final = "***"
# As they stand in addresses (`paging.next` of the Graph API) and headers.
_IN_TEXT: Final = re.compile(
    r"(?P<name>\b(?:access_token|bearer_token|api_?key|key|token|client_secret)=|\bBearer\s+)[^\s&\"'<>,;)]+",
    re.IGNORECASE,
)
# A shorter value would also stand in ordinary words.
_SHORTEST: Final = 8


def token_of(source: Source) -> str | None:
    """Return the token in the environment variable of the source; None where there is none."""
    name = variable(source)
    return (os.environ.get(name, "").strip() or None) if name else None


def is_safe(url: str) -> bool:
    """Return whether a token may be sent to this address: encrypted, or to this machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or is_loopback(parts.hostname or "")


def scrub(text: str, secrets: Iterable[str] = ()) -> str:
    """Return the text without these tokens, and without what looks like one in an address or a header."""
    for secret in secrets:
        if len(secret) >= _SHORTEST:
            text = text.replace(secret, _HIDDEN)
    return _IN_TEXT.sub(rf"\g<name>{_HIDDEN}", text)


class Scrubbing(logging.Formatter):
    """A formatter of log lines, tracebacks too, that hides tokens."""

    def __init__(self, pattern: str, secrets: Iterable[str]) -> None:
        super().__init__(pattern)
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without tokens."""
        return scrub(super().format(record), self._secrets)
