"""Where the data folders `config` and `reports` are, in a checkout and in an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

_PACKAGE = Path(__file__).resolve().parent


def data(folder: Literal["config", "reports"]) -> Path:
    """Return the data folder: inside the installed package, else beside it in the checkout."""
    packaged = _PACKAGE / "_data" / folder
    return packaged if packaged.is_dir() else _PACKAGE.parent / folder


@cache
def lexicon(topic: str, language: str) -> dict[str, Any]:
    """Return `config/lexicon/<topic>/<language>.yaml`; an empty one for a language that has no file.

    The result is shared between callers: read it, never change it.
    """
    path = data("config") / "lexicon" / topic / f"{language}.yaml"
    if not path.is_file():
        return {}
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return loaded
