"""A folder of brochures is read by the patterns that people write."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from auditor.collect.protocol import Context, Expected, Fetched, Item, Note
from auditor.errors import CollectError
from auditor.settings.model import Organisation, Source
from auditor_spiders import media
from auditor_spiders.files import read


def run(path: Path, root: Path, **changes: Any) -> Iterator[Item]:
    source = Source(**{"name": "brochures", "kind": "files", "path": path, **changes})
    return read(source, Context(Organisation(name="Bakkerij Korst"), root, datetime(2026, 3, 1, tzinfo=UTC), "en"))


def names(items: Iterator[Item]) -> list[str | None]:
    return [item.document.path for item in items if isinstance(item, Fetched)]


@pytest.fixture
def brochures(tmp_path: Path) -> Path:
    folder = tmp_path / "brochures"
    for name in (
        "b.PDF",
        "a.pdf",
        "diep/c.docx",
        "d.pptx",
        "e.md",
        "f.html",
        "g.txt",
        "h.odt",
        ".verborgen.pdf",
        "~$a.docx",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return folder


def test_every_known_type_is_read_in_the_order_of_the_paths(brochures: Path, tmp_path: Path) -> None:
    items = list(run(brochures, tmp_path))

    assert names(iter(items)) == [
        "brochures/a.pdf", "brochures/b.PDF", "brochures/d.pptx", "brochures/e.md", "brochures/f.html",
        "brochures/g.txt", "brochures/diep/c.docx",
    ]  # fmt: skip
    assert Expected(7) in items
    assert not [item for item in items if isinstance(item, Note)]


def test_types_follow_the_ending_without_case(brochures: Path, tmp_path: Path) -> None:
    found = {
        item.document.path: item.document.media_type for item in run(brochures, tmp_path) if isinstance(item, Fetched)
    }

    assert found["brochures/b.PDF"] == media.PDF
    assert found["brochures/diep/c.docx"] == media.DOCX
    assert found["brochures/e.md"] == "text/markdown"


def test_patterns_choose(brochures: Path, tmp_path: Path) -> None:
    assert names(run(brochures, tmp_path, include=("*.pdf",))) == ["brochures/a.pdf", "brochures/b.PDF"]
    assert names(run(brochures, tmp_path, include=("diep/*",))) == ["brochures/diep/c.docx"]
    assert names(run(brochures, tmp_path, include=("*.pdf",), exclude=("b.*",))) == ["brochures/a.pdf"]


def test_one_file_may_be_named(brochures: Path, tmp_path: Path) -> None:
    assert names(run(brochures / "e.md", tmp_path)) == ["brochures/e.md"]


def test_a_type_that_nobody_reads_is_named_where_it_was_asked_for(brochures: Path, tmp_path: Path) -> None:
    (note,) = [item for item in run(brochures, tmp_path, include=("*.odt",)) if isinstance(item, Note)]

    assert note == Note("Files of these types are not read: .odt.", "partial")


def test_a_folder_without_brochures_says_what_was_looked_for(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    (note,) = [item for item in run(tmp_path / "leeg", tmp_path, include=("*.pdf",)) if isinstance(item, Note)]

    assert note == Note("leeg holds no file that matches: *.pdf.")


def test_a_path_that_is_missing_or_not_configured_is_named(tmp_path: Path) -> None:
    with pytest.raises(CollectError, match="There is no brochures"):
        list(run(tmp_path / "brochures", tmp_path))


def test_a_path_outside_the_folder_of_the_configuration_is_written_in_full(brochures: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()

    assert names(run(brochures / "e.md", elsewhere)) == [(brochures / "e.md").as_posix()]
