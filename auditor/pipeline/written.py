"""In which Markdown or template file, on which line, a text stands that a built or published page shows."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from auditor.change import SourceMap, map_of, where
from auditor.model import Finding, Place, Results
from auditor.settings import Settings, Source

MAX_FILES = 5_000
_MAX_BYTES = 2_000_000
_ENOUGH = 4
"""Words that must follow each other for a file that the page's address does not point to."""


class Writing:
    """The source files of the sites in a configuration, read once each."""

    def __init__(self, settings: Settings, top: Path) -> None:
        self._settings = settings
        self._top = top
        self._text = cache(_text)
        self._maps: dict[str, SourceMap | None] = {}

    def of(self, finding: Finding, results: Results, place: Place | None = None) -> Place | None:
        """Return where the text at a place of a finding (by default its primary one) is written, None if unknown."""
        at = place or finding.place
        source, text = _shown(finding, results, at)
        if source is None or not text or source not in {item.name for item in self._settings.sources}:
            return None
        if source not in self._maps:
            self._maps[source] = map_of(self._settings.source(source), self._settings, self._top)
        written = self._maps[source]
        if written is not None and at.path is not None and self._is_written(written, at.path):
            return None
        page = _page(at, self._settings.source(source), self._settings) if written is not None else None
        if written is None or page is None:
            return None
        return self._found(written, page, text)

    def _is_written(self, written: SourceMap, path: str) -> bool:
        """Whether a path is a source file itself: a change is judged on these."""
        relative = Path(os.path.relpath(self._settings.folder / path, written.folder)).as_posix()
        return written.holds(relative)

    def _found(self, written: SourceMap, page: str, text: str) -> Place | None:
        for name in written.candidates(page):
            lines = where(self._text(written.folder / name), text)
            if lines:
                return self._place(written.folder / name, lines[0])
        if len(text.split()) < _ENOUGH:
            return None
        hits = [(file, lines[0]) for file in self._files(written) if (lines := where(self._text(file), text))]
        return self._place(*hits[0]) if len(hits) == 1 else None

    def _files(self, written: SourceMap) -> Iterable[Path]:
        count = 0
        for root in dict.fromkeys(written.folder / root for root in written.roots):
            for folder, folders, names in os.walk(root):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                for name in sorted(names):
                    file = Path(folder, name)
                    count += 1
                    if count > MAX_FILES:
                        return
                    if written.holds(file.relative_to(written.folder).as_posix()):
                        yield file

    def _place(self, file: Path, line: int) -> Place:
        return Place(path=Path(os.path.relpath(file, self._settings.folder)).as_posix(), line=line)


def _text(file: Path) -> str:
    if not file.is_file() or file.stat().st_size > _MAX_BYTES:
        return ""
    return file.read_text(encoding="utf-8-sig", errors="replace")


def _shown(finding: Finding, results: Results, place: Place) -> tuple[str | None, str]:
    """Return the source and the words at a place of a finding."""
    wanted = {finding.claim, *finding.claims}
    for claim in results.claims:
        if claim.id in wanted:
            for source, at in ((claim.source, claim.place), *claim.also_at):
                if at == place:
                    return source, claim.text
    for item in finding.evidence:
        if item.place == place:
            return item.source, item.text
    return None, ""


def _page(place: Place, source: Source, settings: Settings) -> str | None:
    """Return the path of a page, as its address or its file in the build has it."""
    if source.kind == "web":
        return unquote(urlsplit(place.url).path) if place.url else None
    if place.path is None or source.path is None:
        return None
    return Path(os.path.relpath(settings.folder / place.path, source.path)).as_posix()
