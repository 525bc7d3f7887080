"""Which reader a document goes to: by its media type, else by the ending of its name."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Final

from auditor.model import Document, RawDocument, Role
from auditor.read.refused import RefusedError

HTML: Final = "html"
PDF: Final = "pdf"
DOCX: Final = "docx"
PPTX: Final = "pptx"
MARKDOWN: Final = "markdown"
TEXT: Final = "text"

_BY_TYPE: Final = {
    "text/html": HTML,
    "application/xhtml+xml": HTML,
    "application/pdf": PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": DOCX,
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": PPTX,
    "text/markdown": MARKDOWN,
    "text/plain": TEXT,
}
_BY_ENDING: Final = {
    ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".pdf": PDF, ".docx": DOCX, ".pptx": PPTX, ".md": MARKDOWN,
    ".markdown": MARKDOWN, ".txt": TEXT, ".text": TEXT,
}  # fmt: skip


def form(raw: RawDocument) -> str | None:
    """Return html, pdf, docx, pptx, markdown or text; None for a document of another type."""
    declared = _BY_TYPE.get(raw.media_type.partition(";")[0].strip().lower())
    ending = _BY_ENDING.get(posixpath.splitext(raw.path or raw.key)[1].lower())
    if declared is None or (declared == TEXT and ending is not None):  # servers send Markdown as text/plain
        return ending or declared
    return declared


def read(raw: RawDocument, content: bytes, *, role: Role, languages: Sequence[str]) -> Document:
    """Return the document that `content` holds.

    Args:
        raw: where it comes from and of what type it is.
        content: its bytes.
        role: that of its source.
        languages: of the organisation (ISO 639-1), most used first.

    Raises:
        ReadError: a RefusedError that says what is wrong with the file and what to do.
    """
    kind = form(raw)
    if kind is None:
        raise RefusedError("unknown_type", media_type=raw.media_type or posixpath.splitext(raw.key)[1] or "?")
    return _reader(kind)(raw, content, role=role, languages=languages)


def _reader(kind: str) -> Callable[..., Document]:
    """Return the reader. Its parser is loaded with the first document that needs it: a site needs no PDF library."""
    reader: Callable[..., Document] = getattr(import_module(f"auditor.read.{kind}"), f"read_{kind}")
    return reader
