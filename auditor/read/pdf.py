"""A PDF as a Document: paragraphs, items and table cells under their headings, each with its page."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Final

from auditor.model import RUNNING_HEADER, Document, RawDocument, Role
from auditor.read.dates import read_date
from auditor.read.hyphens import Words, joined, vocabulary
from auditor.read.languages import with_languages
from auditor.read.outline import Outline, Setting, cleaned
from auditor.read.page_type import guessed
from auditor.read.pdf_lines import LARGER, MARGIN, Line, body_size, is_bullet, lines_of
from auditor.read.refused import RefusedError
from auditor.read.tables import Cell, named
from auditor.text.language import WIDE, detect

MEGABYTES: Final = 1024
SECONDS: Final = 30
MAX_HEADING_WORDS: Final = 18
_HEADER_LENGTH: Final = 300
_PAGES = Path(__file__).with_name("pdf_pages.py")
_ENDS = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def read_pdf(raw: RawDocument, content: bytes, *, role: Role, languages: Sequence[str]) -> Document:
    """Return the PDF as a Document. Raises RefusedError for what is no PDF, protected, scanned or exhausting."""
    found = extracted(content)
    pages = found["pages"]
    lines = lines_of(pages)
    if not any(re.search(r"\w", line.text) for line in lines):
        if any(page["pictures"] for page in pages):
            raise RefusedError("scanned", pages=found["total"])
        raise RefusedError("no_text")
    outline = Outline(url=raw.url, path=raw.path)
    sample = " ".join(line.text for line in lines[:60])
    words = Words(vocabulary(line.text for line in lines), detect(sample, WIDE, default=languages[0]))
    _add(outline, _parts(lines), words, body_size(lines))
    language, blocks = with_languages(outline.blocks, None, languages)
    first = next((block.text for block in outline.blocks if block.kind == "heading"), None)
    title = _title(found["title"], first)
    unread = found["total"] - len(pages)
    return Document(
        source=raw.source,
        role=role,
        id=raw.key,
        blocks=blocks,
        url=raw.url,
        path=raw.path,
        title=title,
        language=language,
        published=_created(found["created"]),
        page_type=guessed(raw.url or raw.path, (title, first)),
        facts=_running_header(pages[0]),
        notes=(f"{unread} of {found['total']} pages could not be read.",) if unread else (),
    )


def extracted(content: bytes) -> dict[str, Any]:
    """Return the runs of text of a PDF from a child process (pdf_pages), so that no PDF can exhaust this one."""
    if b"%PDF-" not in content[:1024]:
        raise RefusedError("no_pdf")
    command = [sys.executable, "-I", str(_PAGES), str(MEGABYTES), str(SECONDS)]
    try:
        child = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS + 10, check=False)  # noqa: S603 - our own file
    except subprocess.TimeoutExpired as error:
        raise RefusedError("exhausting_pdf", seconds=SECONDS, megabytes=MEGABYTES) from error
    if child.returncode != 0:
        if b"Error" in child.stderr and b"MemoryError" not in child.stderr:
            raise RefusedError("broken_pdf")
        raise RefusedError("exhausting_pdf", seconds=SECONDS, megabytes=MEGABYTES)
    found: dict[str, Any] = json.loads(child.stdout)
    if "error" in found:
        raise RefusedError("old_or_protected" if found["error"] == "protected" else "broken_pdf", what="PDF")
    return found


@dataclass(slots=True)
class _Part:
    """Lines that belong together: a paragraph, an item, a heading or the rows of a table."""

    lines: list[Line] = field(default_factory=list)
    marker: str = ""

    @property
    def last(self) -> Line:
        return self.lines[-1]


def _parts(lines: Sequence[Line]) -> list[_Part]:
    """Return the lines in parts, in reading order."""
    leading = _leading(lines)
    edges = _right_edges(lines)
    parts: list[_Part] = []
    for line in lines:
        if parts and _goes_on(parts[-1], line, leading, edges):
            parts[-1].lines.append(line)
        else:
            parts.append(_Part([line], line.marker))
    return parts


def _leading(lines: Sequence[Line]) -> dict[float, float]:
    """Return the usual distance between the lines of a paragraph for each type size, in points."""
    steps: dict[float, list[float]] = {}
    for first, second in pairwise(lines):
        step = first.bottom - second.bottom
        if first.page == second.page and abs(first.size - second.size) < 0.6 and 0 < step < 2.6 * first.size:
            steps.setdefault(round(first.size), []).append(step)
    return {size: median(found) for size, found in steps.items() if len(found) >= 3}


def _right_edges(lines: Sequence[Line]) -> dict[tuple[int, int], float]:
    """Return how far to the right the lines reach, per page and beginning (in steps of 40 points)."""
    edges: dict[tuple[int, int], float] = {}
    for line in lines:
        key = (line.page, round(line.left / 40))
        edges[key] = max(edges.get(key, 0.0), line.right)
    return edges


def _goes_on(part: _Part, line: Line, leading: dict[float, float], edges: dict[tuple[int, int], float]) -> bool:
    """Whether a line continues a part."""
    last = part.last
    if line.marker or bool(line.cells) != bool(last.cells):
        return False
    if line.cells:
        return last.page == line.page
    # Bold may begin or end inside a paragraph, but then the line before is full and the sentence goes on.
    full = last.right >= edges[last.page, round(last.left / 40)] - 0.12 * (last.right - last.left)
    same = line.bold == last.bold or (full and not _ENDS.search(last.text) and line.text[:1].islower())
    return abs(line.size - last.size) <= 0.6 and same and _reads_on(part, line, leading, edges)


def _reads_on(part: _Part, line: Line, leading: dict[float, float], edges: dict[tuple[int, int], float]) -> bool:
    """Whether a line in the same type stands and reads like the next line of a part."""
    last = part.last
    ended = bool(_ENDS.search(last.text))
    if line.page != last.page or line.bottom > last.top:  # the next column or page
        broken = last.text.rstrip()[-1:] in "-\u00ad\u2010"
        return not last.bold and not ended and (broken or line.text[:1].islower())
    step = last.bottom - line.bottom
    usual = leading.get(round(line.size), 1.25 * line.size)
    if step > 1.4 * max(usual, line.size):
        return False
    if part.marker:
        hanging = line.left >= part.lines[0].left + 0.5 * line.size
        return hanging or not ended
    edge = edges[last.page, round(last.left / 40)]
    short = last.right < edge - 0.2 * max(edge - last.left, 1.0)
    indented = line.left > last.left + 0.8 * line.size and len(part.lines) > 1
    return not (ended and (short or indented))


def _add(outline: Outline, parts: Sequence[_Part], known: Words, body: float) -> None:
    sizes = _heading_sizes(parts, body)
    for part in parts:
        first = part.lines[0]
        if first.cells:
            _add_table(outline, part)
            continue
        text = joined([line.text for line in part.lines], known)
        if _is_heading(part, text, body):
            numbered = f"{part.marker} {text}" if part.marker and not is_bullet(part.marker) else text
            larger = first.size >= LARGER * body
            level = 1 + sizes.index(_rounded(first.size)) if larger else len(sizes) + 1
            level += len(re.findall(r"\d+", part.marker)[1:])  # "2.1" stands under "2."
            outline.heading(numbered, min(level, 6), page=first.page)
        elif part.marker and not (len(text.split()) < 2 and not re.search(r"[^\W\d_]", text)):
            outline.add(text, Setting(kind="item", depth=round(first.left)), page=first.page)
        else:
            outline.add(text, Setting(), page=first.page)


def _heading_sizes(parts: Sequence[_Part], body: float) -> list[float]:
    """Return the type sizes of headings, largest first."""
    sizes = {
        _rounded(part.lines[0].size)
        for part in parts
        if part.lines[0].size >= LARGER * body and _is_heading(part, " ".join(line.text for line in part.lines), body)
    }
    return sorted(sizes, reverse=True)


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _is_heading(part: _Part, text: str, body: float) -> bool:
    first = part.lines[0]
    words = len(text.split())
    if first.cells or words > MAX_HEADING_WORDS or len(part.lines) > 4 or not re.search(r"[^\W\d_]{2}", text):
        return False
    if is_bullet(part.marker) or text.endswith((",", ";")) or (text.endswith(".") and words > 6):
        return False
    if first.size >= LARGER * body:
        return True
    capitals = text.isupper() and 2 <= words <= 10
    return first.size >= 0.9 * body and not text.endswith(".") * (words > 3) and (first.bold or capitals)


def _add_table(outline: Outline, part: _Part) -> None:
    """Add the rows of a table as cells, named by the first row and column."""
    columns = sorted({round(cell.left) for line in part.lines for cell in line.cells})
    lefts = [left for at, left in enumerate(columns) if at == 0 or left - columns[at - 1] > 6]
    grid = [list(_placed(line, lefts)) for line in part.lines]
    names = named([[Cell(text, header=bold) for text, bold in row] for row in grid])
    for number, row in enumerate(grid):
        page = part.lines[number].page
        label: str | None = None
        for at, (text, _) in enumerate(row):
            if number < names.header_rows:
                outline.column_heading(text, Setting(), page=page)
                continue
            outline.add(text, Setting(kind="cell", label=label, columns=names.column(at)), page=page)
            if at == 0 and names.row_names:
                label = names.row(cleaned(text))


def _placed(line: Line, lefts: Sequence[float]) -> Iterator[tuple[str, bool]]:
    """Yield (text, bold) for every column of a row; nothing stands where the row has no run."""
    for at, left in enumerate(lefts):
        until = lefts[at + 1] if at + 1 < len(lefts) else float("inf")
        here = [cell for cell in line.cells if left - 6 <= cell.left < until - 6]
        yield (
            " ".join(cell.text for cell in here).replace("\u00ad", "-"),
            bool(here) and all(cell.bold for cell in here),
        )


def _title(declared: str, first: str | None) -> str | None:
    """Return the declared title unless it is a file name or a leftover of the program that made it."""
    declared = cleaned(declared)
    usable = " " in declared and not re.search(
        r"\.\w{2,4}$|^(?:microsoft|untitled|document\d*|naamloos)\b", declared, re.IGNORECASE
    )
    return declared if usable else first or declared or None


def _running_header(page: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what stands above and below the text of the first page, where it holds a number: a version, a date."""
    low, high = page["height"] * MARGIN, page["height"] * (1 - MARGIN)
    found = [run[0] for run in page["runs"] if run[4] < low or run[2] > high]
    text = cleaned(" ".join(found))[:_HEADER_LENGTH]
    return ((RUNNING_HEADER, text),) if re.search(r"\d", text) else ()


def _created(value: str) -> datetime | None:
    """Return the date of creation; programs that write the same bytes each time put the first day of an epoch there."""
    match = _DATE.match(value)
    if match is None or match.groups() in {(year, "01", "01") for year in ("1970", "1980", "2000")}:
        return None
    return read_date("-".join(match.groups()))
