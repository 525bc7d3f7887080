"""Refuse files whose shape is meant to exhaust the reader, before a parser sees them.

Measured on hostile pages: one tag with 200,000 attributes or 200,000 nested elements hang every HTML parser tried, and
a 200 kB archive unpacks to 200 MB. The limits below are far above what pages and brochures for people need.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from auditor.read.refused import RefusedError

MAX_HTML_BYTES: Final = 16 * 2**20
MAX_ELEMENTS: Final = 200_000
MAX_NESTING: Final = 1_500
MAX_ATTRIBUTES: Final = 1_000
MAX_TEXT_BYTES: Final = 16 * 2**20
MAX_UNPACKED_BYTES: Final = 512 * 2**20
MAX_PART_BYTES: Final = 64 * 2**20
"""Of one XML part of an office file: python-docx and python-pptx read each part whole."""
MAX_RATIO: Final = 200
"""Unpacked to packed bytes of one XML part above 1 MiB. Office XML compresses 5 to 30 times, bombs 1,000 times."""
MAX_PARTS: Final = 10_000

# Void elements and those whose end tag is optional say nothing about nesting.
_FLAT = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param",
    "path", "circle", "rect", "line", "use", "g", "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot",
    "option", "optgroup", "colgroup", "html", "body", "head",
})  # fmt: skip
# One pass: comments and raw text are stepped over (unclosed ones run to the end, as in a browser), tags are found.
_STARTS = (
    r"<(?:!--(?:[^-]++|-(?!->))*+(?:-->)?"
    r"|(?P<raw>script|style|textarea|title|noscript|xmp)\b(?:[^<]++|<(?!/(?P=raw)\b))*+"
    r"|(?P<name>[a-zA-Z][^\s/>]{0,60})"
)
_START = re.compile(rf"{_STARTS})", re.DOTALL | re.IGNORECASE)
_TOKEN = re.compile(rf"{_STARTS}|/(?P<end>[a-zA-Z][^\s/>]{{0,60}}))", re.DOTALL | re.IGNORECASE)
"""With end tags too, which only matter on pages with enough elements to nest deeply."""
_LONG_TAG = 20_000
"""Characters between two tags above which the attributes of the first are counted."""

LINE_ATTRIBUTE: Final = "data-auditor-line"


def marked(html: str) -> str:
    """Return `html` with the line on which each start tag ends written into it, for parsers that keep no places.

    Raises RefusedError for a page that is too large, too deeply nested or has a tag with too many attributes.
    """
    if len(html) > MAX_HTML_BYTES:
        raise RefusedError("too_large", limit=MAX_HTML_BYTES // 2**20)
    pieces: list[str] = []
    copied = counted = elements = nesting = previous = 0
    line = 1
    for match in _START.finditer(html):
        start = match.start()
        if start - previous > _LONG_TAG:
            _refuse_attributes(html, previous, start)
        previous = match.end()
        name = match["name"]
        if name is None:
            if (match["raw"] or "").lower() == "noscript":
                # A browser that runs scripts skips it whole; parsed, a "<iframe/>" in it would swallow the page.
                pieces += (html[copied:start], "\n" * match.group().count("\n"), "<noscript>")
                copied = previous
            continue
        elements += 1
        nesting += name.lower() not in _FLAT
        line += html.count("\n", counted, start)
        counted = start
        inside = line + html.count("\n", start, html.find(">", previous))  # the tag itself may run over lines
        pieces += (html[copied:previous], f" {LINE_ATTRIBUTE}={inside} ")
        copied = previous
    if len(html) - previous > _LONG_TAG:
        _refuse_attributes(html, previous, len(html))
    if elements > MAX_ELEMENTS:
        raise RefusedError("too_many_elements", count=elements, limit=MAX_ELEMENTS)
    if nesting > MAX_NESTING:
        _refuse_depth(html)
    pieces.append(html[copied:])
    return "".join(pieces)


def _refuse_depth(html: str) -> None:
    """Raise RefusedError if the page opens more elements inside each other than any real one."""
    depth = 0
    for match in _TOKEN.finditer(html):
        if _nests(match["name"]):
            depth += 1
            if depth > MAX_NESTING:
                raise RefusedError("too_deep", limit=MAX_NESTING)
        elif depth and _nests(match["end"]):
            depth -= 1


def _nests(tag: str | None) -> bool:
    return tag is not None and tag.lower() not in _FLAT


def _refuse_attributes(html: str, start: int, end: int) -> None:
    """Raise RefusedError if the tag that is open at `start` has more attributes than any real one."""
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", html[start:end])
    if bare.partition(">")[0].count("=") > MAX_ATTRIBUTES or len(bare.partition(">")[0].split()) > MAX_ATTRIBUTES:
        raise RefusedError("too_many_attributes", limit=MAX_ATTRIBUTES)


def check_archive(content: bytes, what: str) -> None:
    """Raise RefusedError if an office file (a zip archive) is broken, encrypted or a bomb."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusedError("old_or_protected", what=what)
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise RefusedError("no_office_file", what=what) from error
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED_BYTES:
        raise RefusedError("swollen", what=what, packed=len(content), unpacked=unpacked)
    for part in parts:
        if part.flag_bits & 1:
            raise RefusedError("protected", what=what)
        if not part.filename.endswith((".xml", ".rels")):
            continue
        swollen = part.file_size > 2**20 and part.file_size > MAX_RATIO * max(part.compress_size, 1)
        if part.file_size > MAX_PART_BYTES or swollen:
            raise RefusedError("swollen", what=what, packed=part.compress_size, unpacked=part.file_size)
