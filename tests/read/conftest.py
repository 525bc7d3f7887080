"""Documents made in the test: pages from HTML, PDFs written byte by byte, office files through their libraries."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import docx
import pptx
import pytest

from auditor.model import Document, RawDocument
from auditor.read import read

LANGUAGES = ("nl", "en")

ReadPage = Callable[..., Document]


@pytest.fixture
def page() -> ReadPage:
    """Read the HTML of a page body (or of a whole page) as a Document."""

    def make(html: str, *, url: str = "https://www.molenpad.example/pagina", language: str = "nl") -> Document:
        if "<html" not in html:
            head = f'<!DOCTYPE html>\n<html lang="{language}"><head><title>Molenpad</title></head>'
            html = f"{head}\n<body>\n{html}\n</body></html>"
        raw = RawDocument("site", url, "text/html", "", url=url)
        return read(raw, html.encode(), role="owned", languages=LANGUAGES)

    return make


@dataclass(frozen=True)
class Typed:
    """One line of text in a PDF: left and baseline in points, size, bold."""

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """Write a PDF with the given lines per page in the standard fonts."""

    def make(*pages: Sequence[Typed], title: str = "", creation: str = "") -> bytes:
        objects: list[bytes] = [b"", b""]
        fonts = b"<< /F1 %d 0 R /F2 %d 0 R >>" % (3, 4)
        objects += [
            b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name
            for name in (b"Helvetica", b"Helvetica-Bold")
        ]
        kids = []
        for lines in pages:
            content = b"BT\n"
            for line in lines:
                text = line.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
                font = b"F2" if line.bold else b"F1"
                content += b"/%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj\n" % (font, line.size, line.x, line.y, text)
            content += b"ET"
            objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font %s >> /Contents %d 0 R >>"
                % (fonts, len(objects))
            )
            kids.append(len(objects))
        objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
        objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (
            b" ".join(b"%d 0 R" % kid for kid in kids),
            len(kids),
        )
        objects.append(b"<< /Title (%s) /CreationDate (%s) >>" % (title.encode(), creation.encode()))
        out = b"%PDF-1.4\n"
        offsets = []
        for number, body in enumerate(objects, start=1):
            offsets.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
            len(objects) + 1,
            len(objects),
            start,
        )
        return out

    return make


@pytest.fixture
def read_bytes() -> ReadPage:
    """Read the bytes of a file with the given name."""

    def make(content: bytes, name: str, media_type: str = "") -> Document:
        return read(RawDocument("folders", name, media_type, "", path=name), content, role="owned", languages=LANGUAGES)

    return make


@pytest.fixture
def word() -> Callable[[Callable[[docx.document.Document], None]], bytes]:
    """Return the bytes of a Word document that a function filled."""

    def make(fill: Callable[[docx.document.Document], None]) -> bytes:
        document = docx.Document()
        fill(document)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return make


@pytest.fixture
def deck() -> Callable[[Callable[[pptx.presentation.Presentation], None]], bytes]:
    """Return the bytes of a slide deck that a function filled."""

    def make(fill: Callable[[pptx.presentation.Presentation], None]) -> bytes:
        presentation = pptx.Presentation()
        fill(presentation)
        out = io.BytesIO()
        presentation.save(out)
        return out.getvalue()

    return make
