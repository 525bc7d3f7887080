"""Statements and settings of a small organisation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditor.model import Place, Statement
from auditor.settings.model import Claims, Organisation, Settings, Source


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        organisation=Organisation(name="Stichting Waterrijk", aliases=("Waterrijk",)),
        sources=(
            Source(name="site", kind="static", path=tmp_path),
            Source(name="folders", kind="files", path=tmp_path),
            Source(name="bluesky", kind="bluesky", role="social", actor="waterrijk.example"),
            Source(name="facebook-pagina", kind="meta-export", role="social", path=tmp_path),
        ),
        claims=Claims(review_file=tmp_path / "claims.review.yaml"),
        file=tmp_path / "auditor.yaml",
    )


@pytest.fixture
def say() -> Callable[..., Statement]:
    """Make statements, numbered, on one page unless told otherwise."""
    made = []

    def statement(text: str, *, path: str = "service.html", source: str = "site", **more: Any) -> Statement:
        made.append(text)
        values: dict[str, Any] = {"page_type": "service", "language": "nl", "role": "owned"} | more
        return Statement(
            id=f"s{len(made)}",
            text=text,
            source=source,
            document=path,
            place=Place(path=path, line=len(made)),
            **values,
        )

    return statement
