"""Text and positions of a PDF. Runs as a program of its own, in a child process with limits.

    python pdf_pages.py < brochure.pdf > pages.json

A PDF of 250 kB can unpack to 1.6 GB inside the parser; here that ends this process and nothing else. Imports only
pypdfium2, so that a child starts quickly. The output is one JSON object: `{"error": "protected" | "broken"}` or
`{"title", "created", "total", "pages": [{"width", "height", "pictures", "runs": [...]}]}`, where a run is
`[text, left, bottom, right, top, size, bold]` of text on one line without a wide gap, in points, in stream order.
"""

from __future__ import annotations

import json
import sys
from ctypes import byref, c_double, c_int, create_string_buffer
from typing import Any

MAX_PAGES = 600
GAP = 1.6
"""Times the type size: a wider gap on one line parts two columns or two cells. Justified text stays below 1."""
_JOIN = {"\ufffe", "\x02", "\u00ad"}
"""What pdfium writes for a hyphen at the end of a line."""


def limited(megabytes: int, seconds: int) -> None:
    """Limit the memory and processor time of this process, where the system can."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, megabytes * 2**20), (resource.RLIMIT_CPU, seconds)):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def extracted(content: bytes) -> dict[str, Any]:
    """Return the object described above."""
    import pypdfium2  # noqa: PLC0415 - after the limits
    from pypdfium2 import raw  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        code = raw.FPDF_GetLastError()
        return {"error": "protected" if code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY} else "broken"}
    total = len(document)
    pages = []
    for number in range(min(total, MAX_PAGES)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            continue  # one damaged page; the others are read, and `total` says how many there should be
        width, height = page.get_size()
        pictures = any(item.type == raw.FPDF_PAGEOBJ_IMAGE for item in page.get_objects(max_depth=2))
        pages.append(
            {"number": number + 1, "width": width, "height": height, "pictures": pictures, "runs": runs(text.raw, raw)}
        )
        text.close()
        page.close()
    meta = document.get_metadata_dict()
    return {"title": meta.get("Title", ""), "created": meta.get("CreationDate", ""), "total": total, "pages": pages}


def runs(text: Any, raw: Any) -> list[list[Any]]:
    """Return the runs of one page."""
    found: list[list[Any]] = []
    current = _Run()
    box = [c_double() for _ in range(4)]
    left, right, bottom, top = box
    for at in range(raw.FPDFText_CountChars(text)):
        char = chr(raw.FPDFText_GetUnicode(text, at))
        if char in "\r\n":
            current.ended = True
            continue
        if char == "\x00":
            continue
        if char.isspace() or raw.FPDFText_IsGenerated(text, at) == 1:
            current.space(char)
            continue
        if not raw.FPDFText_GetCharBox(text, at, byref(left), byref(right), byref(bottom), byref(top)):
            continue
        size = raw.FPDFText_GetFontSize(text, at)
        edges = (left.value, bottom.value, right.value, top.value)
        if current.text and current.breaks(edges):
            current = _closed(current, found)
        if not current.text:
            current.start(size, _scaled(text, at, size, raw), _is_bold(text, at, raw))
        elif current.bold and len(current.text) % BOLD_SAMPLE == 0:
            current.bold = _is_bold(text, at, raw)
        current.add(char, edges)
    _closed(current, found)
    return found


BOLD_SAMPLE = 6
"""Characters after which the weight is looked at again: a bold first word makes no bold line."""


class _Run:
    """Characters on one line so far."""

    def __init__(self) -> None:
        self.text = ""
        self.box = (0.0, 0.0, 0.0, 0.0)
        self.raw_size = 0.0
        self.size = 0.0
        self.bold = False
        self.gap = ""
        self.ended = False
        """Whether pdfium saw a line end after the last character; it also sees one before a raised figure."""

    def start(self, raw_size: float, size: float, bold: bool) -> None:
        self.raw_size, self.size, self.bold = raw_size, size, bold

    def space(self, char: str) -> None:
        if char in _JOIN or char == "-":
            self.text += "\u00ad"
        elif self.text:
            self.gap = " "

    def breaks(self, edges: tuple[float, float, float, float]) -> bool:
        """Whether a character begins a new run: another line, a wide gap, or a step back."""
        left, bottom, right, top = self.box
        height = max(top - bottom, self.size * 0.5, 1.0)
        if self.ended and not -0.1 * self.size < edges[0] - right < 0.4 * self.size:
            return True
        raised = 0.35 * self.size if edges[0] - right < 0.4 * self.size else 0.0
        if edges[1] > top + raised or edges[3] < bottom - raised:
            return True
        return edges[0] - right > GAP * max(self.size, height) or edges[0] < left - height

    def add(self, char: str, edges: tuple[float, float, float, float]) -> None:
        if not self.text:
            self.box = edges
        else:
            old = self.box
            self.box = (min(old[0], edges[0]), min(old[1], edges[1]), max(old[2], edges[2]), max(old[3], edges[3]))
        self.text += self.gap + ("\u00ad" if char in _JOIN else char)
        self.gap = ""
        self.ended = False


def _closed(run: _Run, found: list[list[Any]]) -> _Run:
    if run.text.strip("\u00ad "):
        found.append([run.text, *(round(edge, 1) for edge in run.box), round(run.size, 1), run.bold])
    return _Run()


def _scaled(text: Any, at: int, size: float, raw: Any) -> float:
    """Return the type size as it appears: the font size times the scale of the text matrix."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(text, at, byref(matrix)):
        return size
    return float(size * max((matrix.b**2 + matrix.d**2) ** 0.5, 1e-3))


def _is_bold(text: Any, at: int, raw: Any) -> bool:
    if raw.FPDFText_GetFontWeight(text, at) >= 600:
        return True
    name = create_string_buffer(128)
    flags = c_int()
    raw.FPDFText_GetFontInfo(text, at, name, 128, byref(flags))
    return any(word in name.value.lower() for word in (b"bold", b"black", b"heavy"))


def main() -> int:
    """Read a PDF from standard input within the limits given as arguments, and write JSON."""
    limited(int(sys.argv[1]), int(sys.argv[2]))
    json.dump(extracted(sys.stdin.buffer.read()), sys.stdout)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
