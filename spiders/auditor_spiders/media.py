"""Media types: which ones are read, and how a file shows what it is."""

from __future__ import annotations

import posixpath
from typing import Final

HTML: Final = "text/html"
PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
MARKDOWN: Final = "text/markdown"
TEXT: Final = "text/plain"

BY_EXTENSION: Final = {
    ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".pdf": PDF, ".docx": DOCX, ".pptx": PPTX,
    ".md": MARKDOWN, ".markdown": MARKDOWN, ".txt": TEXT,
}  # fmt: skip
BROCHURES: Final = frozenset({PDF, DOCX, PPTX})
_ONLY_BYTES: Final = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "application/x-download", "application/zip"}
)
# Pages are a few hundred kB at most; brochures with photographs are not.
MAX_PAGE_BYTES: Final = 8 * 1024 * 1024
MAX_BROCHURE_BYTES: Final = 32 * 1024 * 1024


def of_path(path: str) -> str | None:
    """Return the media type that a file's ending stands for, or None if such a file is not read."""
    return BY_EXTENSION.get(posixpath.splitext(path)[1].lower())


def of_response(header: str | None, path: str, body: bytes) -> str | None:
    """Return the media type of an HTTP answer that is read, or None for any other.

    The header decides where it says something; where it says nothing or only "bytes", the first bytes and the ending.
    """
    declared = (header or "").partition(";")[0].strip().lower()
    if declared in {HTML, "application/xhtml+xml"}:
        return HTML
    if declared in BROCHURES:
        return declared
    if declared not in {
        "",
        "application/octet-stream",
        "binary/octet-stream",
        "application/x-download",
        "application/zip",
    }:
        return None
    if body.startswith(b"%PDF-"):
        return PDF
    found = of_path(path)
    if body.startswith(b"PK\x03\x04"):
        return found if found in {DOCX, PPTX} else None
    return HTML if not declared and body.lstrip()[:1] == b"<" else None


def max_bytes(media_type: str | None) -> int:
    """Return how large a file of this type may be."""
    return MAX_BROCHURE_BYTES if media_type in BROCHURES else MAX_PAGE_BYTES


def charset(header: str | None) -> str | None:
    """Return the charset of a Content-Type header."""
    for part in (header or "").split(";")[1:]:
        name, _, value = part.strip().partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None
