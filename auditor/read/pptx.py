"""A slide deck as a Document: titles are headings, a slide is a page, speaker notes are left out."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from auditor.model import Document, RawDocument, Role
from auditor.read.docx import properties, written
from auditor.read.guard import check_archive
from auditor.read.languages import with_languages
from auditor.read.outline import Outline, Setting, cleaned
from auditor.read.page_type import guessed
from auditor.read.refused import RefusedError
from auditor.read.tables import Cell, named

if TYPE_CHECKING:
    from pptx.presentation import Presentation

MAX_SHAPES: Final = 20_000
_FURNITURE: Final = frozenset({"DATE", "FOOTER", "SLIDE_NUMBER", "HEADER"})
_TITLES: Final = frozenset({"TITLE", "CENTER_TITLE", "VERTICAL_TITLE"})
ROW: Final = 300_000
"""EMU, about 0.8 cm: shapes whose tops differ less stand side by side and are read from left to right."""


def read_pptx(raw: RawDocument, content: bytes, *, role: Role, languages: Sequence[str]) -> Document:
    """Return the deck. Raises RefusedError for a file that is broken, protected or unpacks to far too much."""
    check_archive(content, "PPTX")
    deck = _opened(content)
    outline = Outline(url=raw.url, path=raw.path)
    for number, slide in enumerate(deck.slides, start=1):
        if slide._element.get("show") != "0":  # noqa: SLF001 - python-pptx does not say which slides are hidden
            _add_slide(outline, slide, number)
    if not outline.blocks:
        raise RefusedError("no_text")
    language, blocks = with_languages(outline.blocks, None, languages)
    core = properties(content, deck)
    first = next((block.text for block in outline.blocks if block.kind == "heading"), None)
    declared = cleaned(core.title or "") if core is not None else ""
    title = first if declared.lower() in {"", "powerpoint presentation", "powerpoint-presentatie"} else declared
    return Document(
        source=raw.source,
        role=role,
        id=raw.key,
        blocks=blocks,
        url=raw.url,
        path=raw.path,
        title=title,
        language=language,
        published=written(core),
        page_type=guessed(raw.url or raw.path, (title, first)),
    )


def _opened(content: bytes) -> Presentation:
    import pptx  # noqa: PLC0415 - 0.13 s that only slide decks need

    try:
        return pptx.Presentation(io.BytesIO(content))
    except Exception as error:  # python-pptx lets KeyError, ValueError and XML errors through for damaged files
        raise RefusedError("broken_office", what="PPTX") from error


def _add_slide(outline: Outline, slide: Any, number: int) -> None:
    shapes = [shape for at, shape in enumerate(_shapes(slide.shapes)) if at < MAX_SHAPES]
    title = slide.shapes.title
    opening = number == 1 or _layout(slide) in {"Title Slide", "Titeldia", "Section Header", "Sectiekop"}
    if title is not None and title.text_frame.text.strip():
        outline.heading(title.text_frame.text, 1 if opening else 2, page=number)
    for shape in sorted(shapes, key=_place):
        placeholder = _placeholder(shape)
        if placeholder in _FURNITURE or placeholder in _TITLES:
            continue
        if shape.has_table:
            _add_table(outline, shape.table, number)
        elif shape.has_text_frame:
            _add_text(outline, shape, placeholder, number)


def _shapes(shapes: Any, depth: int = 0) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes"):  # a group
            if depth < 8:
                yield from _shapes(shape.shapes, depth + 1)
        elif getattr(shape, "has_table", False) or shape.has_text_frame:
            yield shape


def _place(shape: Any) -> tuple[int, int]:
    return (shape.top or 0) // ROW, shape.left or 0


def _placeholder(shape: Any) -> str:
    return shape.placeholder_format.type.name if shape.is_placeholder and shape.placeholder_format.type else ""


def _layout(slide: Any) -> str:
    return slide.slide_layout.name or ""


def _add_text(outline: Outline, shape: Any, placeholder: str, page: int) -> None:
    paragraphs = [paragraph for paragraph in shape.text_frame.paragraphs if paragraph.text.strip()]
    listed = placeholder in {"BODY", "OBJECT"} and len(paragraphs) > 1
    for paragraph in paragraphs:
        text = paragraph.text.replace("\v", "\n")
        if placeholder == "SUBTITLE":
            outline.add(text, Setting(), page=page)
        elif (listed or paragraph.level > 0 or _has_bullet(paragraph)) and not text.rstrip().endswith(":"):
            outline.add(text, Setting(kind="item", depth=paragraph.level), page=page)
        else:
            outline.add(text, Setting(), page=page)


def _has_bullet(paragraph: Any) -> bool:
    properties = paragraph._p.pPr  # noqa: SLF001 - python-pptx has no bullet API
    return properties is not None and any(child.tag.endswith(("}buChar", "}buAutoNum")) for child in properties)


def _add_table(outline: Outline, table: Any, page: int) -> None:
    rows = [[cleaned(cell.text_frame.text) for cell in row.cells] for row in table.rows]
    names = named([[Cell(text, header=table.first_row and at == 0) for text in row] for at, row in enumerate(rows)])
    for number, row in enumerate(rows):
        label: str | None = None
        for at, text in enumerate(row):
            if number < names.header_rows:
                outline.column_heading(text, Setting(), page=page)
                continue
            outline.add(text, Setting(kind="cell", label=label, columns=names.column(at)), page=page)
            if at == 0 and names.row_names:
                label = names.row(text)
