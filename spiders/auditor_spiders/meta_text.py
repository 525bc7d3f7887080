"""Meta's downloads hold UTF-8 bytes written as Latin-1 characters."""

from __future__ import annotations

from typing import Any


def repaired(text: str) -> str:
    """Return a string of the download as it was written: its Latin-1 characters are UTF-8 bytes. Kept if not."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def repaired_all(value: Any) -> Any:
    """Return JSON with every string repaired, keys too."""
    if isinstance(value, str):
        return repaired(value)
    if isinstance(value, list):
        return [repaired_all(item) for item in value]
    if isinstance(value, dict):
        return {repaired(key): repaired_all(item) for key, item in value.items()}
    return value
