"""A Word document as a Document: headings, paragraphs, items, quotations and table cells, in the order of the body."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from auditor.model import Document, RawDocument, Role
from auditor.read.dates import read_date
from auditor.read.guard import check_archive
from auditor.read.languages import with_languages
from auditor.read.outline import Outline, Setting, cleaned
from auditor.read.page_type import guessed
from auditor.read.refused import RefusedError
from auditor.read.tables import Cell, named

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table
    from docx.text.paragraph import Paragraph

# Style names are stored in English whatever the language of Word; templates of others are often Dutch.
_HEADING = re.compile(r"(?:heading|kop|titre|überschrift)\s*(\d)", re.IGNORECASE)
_TITLE: Final = frozenset({"title", "titel", "documenttitel"})
_SUBTITLE: Final = frozenset({"subtitle", "ondertitel"})
_QUOTE = re.compile(r"quote|citaat", re.IGNORECASE)
_LIST = re.compile(r"list|lijst|opsomming|bullet", re.IGNORECASE)
_CONTENTS = re.compile(r"toc\s*\d|inhopg|table of contents|header|footer|koptekst|voettekst", re.IGNORECASE)
MAX_BOLD_WORDS: Final = 12
MAX_TABLE_DEPTH: Final = 4


def read_docx(raw: RawDocument, content: bytes, *, role: Role, languages: Sequence[str]) -> Document:
    """Return the document. Raises RefusedError for a file that is broken, protected or unpacks to far too much."""
    check_archive(content, "DOCX")
    document = _opened(content)
    outline = Outline(url=raw.url, path=raw.path)
    _Body(outline).add(document)
    if not outline.blocks:
        raise RefusedError("no_text")
    language, blocks = with_languages(outline.blocks, None, languages)
    core = properties(content, document)
    first = next((block.text for block in outline.blocks if block.kind == "heading"), None)
    title = cleaned(core.title or "") if core is not None else None
    return Document(
        source=raw.source,
        role=role,
        id=raw.key,
        blocks=blocks,
        url=raw.url,
        path=raw.path,
        title=title or first,
        language=language,
        published=written(core),
        page_type=guessed(raw.url or raw.path, (title, first)),
    )


def properties(content: bytes, document: Any) -> Any:
    """Return the core properties that an office file holds, or None: the libraries make some up, dated today."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "docProps/core.xml" not in archive.namelist():
            return None
    return document.core_properties


def _opened(content: bytes) -> WordDocument:
    import docx  # noqa: PLC0415 - 0.06 s that only Word documents need

    try:
        return docx.Document(io.BytesIO(content))
    except Exception as error:  # python-docx lets KeyError, ValueError and XML errors through for damaged files
        raise RefusedError("broken_office", what="DOCX") from error


def written(core: Any) -> datetime | None:
    """Return when an office file was last changed; None for the date that libraries put there (2013-12-23)."""
    if core is None:
        return None
    try:
        found = read_date(core.modified or core.created)
    except ValueError:
        return None
    return None if found is None or found.date().isoformat() in {"2013-12-23", "2013-01-27", "1980-01-01"} else found


class _Body:
    """Walks the paragraphs and tables of a document in order."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline

    def add(self, document: WordDocument) -> None:
        """Add the whole body."""
        for part in document.iter_inner_content():
            self._part(part, Setting(), depth=0)

    def _part(self, part: Any, setting: Setting, *, depth: int) -> None:
        if hasattr(part, "rows"):
            self._table(part, setting, depth=depth)
        else:
            self._paragraph(part, setting)

    def _paragraph(self, paragraph: Paragraph, setting: Setting) -> None:
        text = paragraph.text.strip()
        style = (paragraph.style.name or "") if paragraph.style is not None else ""
        if not text or _CONTENTS.match(style):
            return
        level = _level(paragraph, style, text)
        indent = _list_level(paragraph, style)
        if level is not None and setting.kind == "paragraph":
            self.outline.heading(text, level)
        elif indent is not None:
            kind = setting.kind if setting.kind == "cell" else "item"
            self.outline.add(text, Setting(kind=kind, label=setting.label, columns=setting.columns, depth=indent))
        elif _QUOTE.search(style):
            self.outline.add(text, Setting(kind="quote"))
        elif text.endswith("?") and setting.kind == "paragraph" and _is_bold(paragraph) and len(text.split()) <= 25:
            self.outline.question(text, setting)
        else:
            self.outline.add(text, setting)

    def _table(self, table: Table, setting: Setting, *, depth: int) -> None:
        if depth > MAX_TABLE_DEPTH:
            return
        rows = [list(_cells(row)) for row in table.rows]
        if max((len(row) for row in rows), default=0) < 2:  # a frame around text
            for cell in (cell for row in rows for cell in row):
                self._inner(cell, setting, depth)
            return
        styled = _heads_first_row(table)
        names = named(
            [
                [Cell(cleaned(cell.text), header=(styled and at == 0) or _is_bold_cell(cell)) for cell in row]
                for at, row in enumerate(rows)
            ]
        )
        for cell in (cell for row in rows[: names.header_rows] for cell in row):
            self.outline.column_heading(cell.text, setting)
        for row in rows[names.header_rows :]:
            label: str | None = None
            for at, cell in enumerate(row):
                columns = (*setting.columns, *names.column(at))
                self._inner(cell, Setting(kind="cell", label=label, columns=columns), depth)
                if at == 0 and names.row_names:
                    label = names.row(cleaned(cell.text))

    def _inner(self, cell: Any, setting: Setting, depth: int) -> None:
        for part in cell.iter_inner_content():
            self._part(part, setting, depth=depth + 1)


def _cells(row: Any) -> Iterator[Any]:
    """Yield the cells of a row once each; merged cells come several times."""
    seen: set[int] = set()
    for cell in row.cells:
        if id(cell._tc) not in seen:  # noqa: SLF001 - the only identity that merged cells share
            seen.add(id(cell._tc))  # noqa: SLF001 - the same
            yield cell


def _heads_first_row(table: Table) -> bool:
    """Whether the first row is marked as one that repeats on each page, or a table style draws it as a heading."""
    first = table.rows[0]._tr.trPr if table.rows else None  # noqa: SLF001 - python-docx does not say so
    if first is not None and any(child.tag.endswith("}tblHeader") for child in first):
        return True
    style = (table.style.name or "") if table.style is not None else ""
    look = table._tbl.tblPr.find("{*}tblLook")  # noqa: SLF001 - the same
    drawn = look is not None and any(
        name.endswith("}firstRow") and value in {"1", "true"} for name, value in look.attrib.items()
    )
    return drawn and bool(re.match(r"(?:grid|list|light|medium|dark|colorful|plain) ", style, re.IGNORECASE))


def _level(paragraph: Paragraph, style: str, text: str) -> int | None:
    """Return the heading level: from the style, its outline level, or a short bold paragraph without a full stop."""
    name = style.strip().lower()
    if name in _TITLE:
        return 1
    if name in _SUBTITLE:
        return 2
    match = _HEADING.match(name)
    if match:
        return min(max(int(match[1]), 1), 6)
    words = len(text.split())
    if words <= MAX_BOLD_WORDS and text[-1] not in ".!?:,;" and "\n" not in text and _is_bold(paragraph):
        return 6
    return None


def _list_level(paragraph: Paragraph, style: str) -> int | None:
    """Return how deep an item is nested (0 for the outermost list); None for a paragraph that is no item."""
    properties: Any = paragraph._p.pPr  # noqa: SLF001 - python-docx has no list API
    numbering = properties.numPr if properties is not None else None
    if numbering is not None:
        level = numbering.ilvl
        return int(level.val) if level is not None else 0
    if _LIST.match(style):
        match = re.search(r"\d", style)
        return int(match.group()) - 1 if match else 0
    return None


def _is_bold(paragraph: Paragraph) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)


def _is_bold_cell(cell: Any) -> bool:
    paragraphs = [paragraph for paragraph in cell.paragraphs if paragraph.text.strip()]
    return bool(paragraphs) and all(_is_bold(paragraph) for paragraph in paragraphs)
