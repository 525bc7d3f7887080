"""A small organisation on disk, and its settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditor.settings.model import Settings

Configure = Callable[..., Settings]


@pytest.fixture
def configure(tmp_path: Path) -> Configure:
    """Return a function that makes settings for sources below the temporary folder; `path` may be relative."""

    def make(*sources: dict[str, Any], language: str = "en") -> Settings:
        return Settings.model_validate(
            {
                "organisation": {"name": "Bakkerij Korst"},
                "file": tmp_path / "auditor.yaml",
                "sources": [source | {"path": tmp_path / source["path"]} for source in sources],
                "report": {"language": language},
            }
        )

    return make


@pytest.fixture
def folders(tmp_path: Path) -> list[dict[str, Any]]:
    """Return three sources of kind `files`, each with one text."""
    for name in ("een", "twee", "drie"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "tekst.txt").write_text(f"tekst {name}")
    return [{"name": name, "kind": "files", "path": name} for name in ("een", "twee", "drie")]
