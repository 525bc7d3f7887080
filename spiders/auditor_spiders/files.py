"""A folder of brochures: PDF, DOCX, PPTX, Markdown, HTML and text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from auditor.collect.protocol import Context, Expected, Fetched, Item, Note
from auditor.model import RawDocument
from auditor.settings.model import Source
from auditor_spiders import disk, media
from auditor_spiders.globs import selected

DEFAULT_INCLUDE: Final = ("*.pdf", "*.docx", "*.pptx", "*.md", "*.markdown", "*.html", "*.htm", "*.txt")


def read(source: Source, context: Context) -> Iterator[Item]:
    """Yield the files of a folder, or the one file that `path` names.

    Raises:
        CollectError: the path is not there.
    """
    root = disk.root_of(source, context)
    include = source.include or DEFAULT_INCLUDE
    chosen: list[Path] = []
    unknown: set[str] = set()
    for found in disk.files(root, context):
        if isinstance(found, Note):
            yield found
            continue
        relative = found.relative_to(root).as_posix() if found != root else found.name
        if found != root and not selected(relative, include, source.exclude):
            continue
        if media.of_path(found.name) is None:
            unknown.add(found.suffix.lower() or found.name)
        else:
            chosen.append(found)
    if unknown:
        yield Note(context.say("file-types", types=", ".join(sorted(unknown))), "partial")
    if not chosen and not unknown:
        yield Note(context.say("no-files", path=context.relative(root), patterns=", ".join(include)))
    yield Expected(len(chosen))
    for path in chosen:
        content = disk.load(path, media.MAX_BROCHURE_BYTES, context)
        if isinstance(content, Note):
            yield content
            continue
        name = context.relative(path)
        media_type = media.of_path(path.name)
        assert media_type is not None
        document = RawDocument(source.name, name, media_type, "", path=name, fetched_at=context.now)
        yield Fetched.of(document, content)
