"""Handles of people who are not the organisation are never stored: a keyed hash stands in their place.

The key is made once per workspace and stays there, so that one person keeps one pseudonym in every run, and nobody
without the key can test a list of known handles against the store.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Final

KEY_FILE: Final = "pseudonyms.key"
_KEY_BYTES: Final = 32


@lru_cache(maxsize=1 << 16)  # the same people come back all the time
def pseudonym(handle: str, key: bytes) -> str:
    """Return what stands for `handle` in the store: `anon-` and 12 hexadecimal digits of a keyed hash.

    A leading @ and the case of letters make no difference.
    """
    plain = handle.strip().lstrip("@").casefold()
    return "anon-" + hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()[:12]


def workspace_key(workspace: Path) -> bytes:
    """Return the key of the workspace, made at the first call and readable by its owner only."""
    path = workspace / KEY_FILE
    try:
        return path.read_bytes()
    except FileNotFoundError:
        workspace.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        key = secrets.token_bytes(_KEY_BYTES)
        file.write(key)
    return key
