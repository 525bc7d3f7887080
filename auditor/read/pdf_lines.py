"""The lines of a PDF in reading order, without running headers, footers and page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any, Final

LARGER: Final = 1.08
"""Times the body size from which type is that of a heading: precision 1.00, recall 0.96 to 1.00 on six made PDFs."""
MARGIN: Final = 0.13
"""Share of the page height at the top and bottom in which running headers and footers stand."""
SAME_PLACE: Final = 8.0
"""Points. A running header stands at the same height on every page."""
COLUMN_TEXT: Final = 28
"""Characters. Runs side by side that are longer than this on average are columns of text, shorter ones a table."""
MARKER_GAP: Final = 6.0
"""Times the type size: a bullet or number stands at most this far to the left of its text."""
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:pagina|page|blz\.?|bladzijde|p\.)\s*)?\d{1,4}(?:\s*(?:van|of|/|\||-)\s*\d{1,4})?[-–—|\s]*",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[ivxlc]{1,6}")
_LEADERS = re.compile(r"(?:[.·…]\s?){4,}\s*\d{1,4}\s*$")  # a line of a table of contents
_MARKER = re.compile(
    r"(?:[•▪▸►●○◦■□✓✔☑➤➔→‣·*–—-]|[\ue000-\uf8ff]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|o)"
)
_NOT_BULLET = re.compile(r"\(?(?:\d|[a-zA-Z]|[ivx]{1,4}[.)])")


@dataclass(frozen=True, slots=True)
class Line:
    """Text on one line of one column; positions in points from the lower left corner of the page.

    `marker` is the bullet or number that opens it, with `indent` where the text after it begins. `cells` are the runs
    of a table row, left to right, where the line is one.
    """

    page: int
    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool
    marker: str = ""
    indent: float = 0.0
    cells: tuple[Line, ...] = ()

    @property
    def middle(self) -> float:
        """The height of the middle of the line."""
        return (self.bottom + self.top) / 2

    def beside(self, other: Line) -> bool:
        """Whether two lines stand at the same height."""
        lower, upper = max(self.bottom, other.bottom), min(self.top, other.top)
        return upper - lower > 0.4 * min(self.top - self.bottom, other.top - other.bottom)


def lines_of(pages: Sequence[dict[str, Any]]) -> list[Line]:
    """Return the lines of all pages in reading order. `pages` are those of pdf_pages."""
    everything: list[Line] = []
    heights: dict[int, float] = {}
    for page in pages:
        heights[page["number"]] = page["height"]
        everything += [Line(page["number"], run[0], *run[1:7]) for run in page["runs"]]
    kept = [line for line in _without_furniture(everything, heights) if not _LEADERS.search(line.text)]
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in kept:
        by_page[line.page].append(line)
    body = body_size(kept)
    return [line for number in heights for line in _ordered(_with_wide_headings(_with_markers(by_page[number]), body))]


def _without_furniture(lines: Sequence[Line], heights: dict[int, float]) -> list[Line]:
    """Drop page numbers, and what stands at the same height in the margin of most pages or of three or more."""
    margin: dict[str, list[Line]] = defaultdict(list)
    edges = _edges(lines)
    for line in lines:
        if _in_margin(line, heights[line.page], edges[line.page]):
            margin[re.sub(r"\d+", "#", line.text.lower()).strip()].append(line)
    furniture: set[int] = set()
    least = 2 if len(heights) <= 3 else 3
    for key, found in margin.items():
        if _PAGE_NUMBER.fullmatch(found[0].text) or (_ROMAN.fullmatch(key) and len(heights) > 2):
            furniture.update(id(line) for line in found)
            continue
        height = median(line.middle for line in found)
        same = [line for line in found if abs(line.middle - height) <= SAME_PLACE]
        if len({line.page for line in same}) >= least:
            furniture.update(id(line) for line in same)
    return [line for line in lines if id(line) not in furniture]


def _edges(lines: Iterable[Line]) -> dict[int, tuple[float, float]]:
    """Return how low and how high the text of each page reaches."""
    edges: dict[int, tuple[float, float]] = {}
    for line in lines:
        low, high = edges.get(line.page, (line.bottom, line.top))
        edges[line.page] = (min(low, line.bottom), max(high, line.top))
    return edges


def _in_margin(line: Line, height: float, edges: tuple[float, float]) -> bool:
    """Whether a line stands in the margin, or is the outermost line of a page with wide margins."""
    if line.bottom > height * (1 - MARGIN) or line.top < height * MARGIN:
        return True
    outermost = line.bottom <= edges[0] + 1 or line.top >= edges[1] - 1
    return outermost and (line.bottom > height * (1 - 2 * MARGIN) or line.top < height * 2 * MARGIN)


def _with_markers(lines: Sequence[Line]) -> list[Line]:
    """Give each line its bullet or number: at its beginning, or as a run of its own somewhere to the left.

    Some programs draw all bullets of a page after its text, so the run is looked for on the page, not in the order.
    """
    markers = [line for line in lines if _MARKER.fullmatch(line.text.strip())]
    others = [line for line in lines if not _MARKER.fullmatch(line.text.strip())]
    owned: dict[int, Line] = {}
    for marker in markers:
        beside = [
            line for line in others if marker.beside(line) and 0 <= line.left - marker.right <= MARKER_GAP * line.size
        ]
        if beside:
            owned[id(min(beside, key=lambda line: line.left))] = marker
    return [_marked(line, owned.get(id(line))) for line in others]


def _marked(line: Line, marker: Line | None) -> Line:
    match = re.match(rf"({_MARKER.pattern})\s+(?=\S)", line.text)
    if match is not None and not _is_word(match[1]):  # also the letter after a bullet: "• a) ..."
        indent = line.left + match.end() / len(line.text) * (line.right - line.left)
        line = replace(line, text=line.text[match.end() :], marker=match[1], indent=indent)
    if marker is None:
        return line
    return replace(line, left=marker.left, marker=marker.text.strip(), indent=line.indent or line.left)


def _with_wide_headings(lines: Sequence[Line], body: float) -> list[Line]:
    """Join the words of a heading that was set to the full width of its column.

    Such a word stands beside the one before it and not where the lines of a column begin.
    """
    starts = Counter(round(line.left / 4) for line in lines)
    result: list[Line] = []
    for line in lines:
        last = result[-1] if result else None
        if (
            last is not None
            and min(line.size, last.size) >= LARGER * body
            and last.beside(line)
            and line.left > last.right
            and starts[round(line.left / 4)] < 3
        ):
            result[-1] = replace(last, text=f"{last.text} {line.text}", right=line.right)
        else:
            result.append(line)
    return result


def _is_word(marker: str) -> bool:
    """A single letter without full stop or bracket is a word ("o" is a bullet of its own run only)."""
    return len(marker) == 1 and marker.isalpha() and not "\ue000" <= marker <= "\uf8ff"


def _ordered(lines: list[Line]) -> list[Line]:
    """Return the lines of one page in reading order, with the rows of tables joined.

    The order in the file is nearly always the order of reading. It is not where columns were written line by line,
    side by side, or where parts were placed in any order; then the white space between them decides.
    """
    pairs = [(first, second) for first, second in pairwise(lines) if first.beside(second) and second.left > first.right]
    if len(pairs) >= 3:
        shorter = [min(len(first.text), len(second.text)) for first, second in pairs]
        if median(shorter) >= COLUMN_TEXT:
            return _by_space(lines)
    if _steps_back(lines) >= 2:
        lines = _by_space(lines)
    return _with_rows(lines)


def _steps_back(lines: Sequence[Line]) -> int:
    """Count how often the text goes on above where it was, in the same column: no reader does that."""
    count = 0
    for first, second in pairwise(lines):
        overlap = min(first.right, second.right) - max(first.left, second.left)
        if second.bottom > first.top and overlap > 0.3 * min(first.right - first.left, second.right - second.left):
            count += 1
    return count


def _by_space(lines: list[Line]) -> list[Line]:
    """Order lines by the white space: parts across the page from top to bottom, columns between them left to right."""
    if len(lines) < 2:
        return lines
    gutter = _gutter(lines)
    if gutter is None:
        return sorted(lines, key=lambda line: (-round(line.middle / 3), line.left))
    across = sorted((line for line in lines if line.left < gutter < line.right), key=lambda line: -line.middle)
    result: list[Line] = []
    rest = [line for line in lines if not line.left < gutter < line.right]
    for bar in [*across, None]:
        band = rest if bar is None else [line for line in rest if line.middle > bar.middle]
        taken = {id(line) for line in band}
        rest = [line for line in rest if id(line) not in taken]
        result += _by_space([line for line in band if line.right <= gutter])
        result += _by_space([line for line in band if line.left >= gutter])
        if bar is not None:
            result.append(bar)
    return result


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return where a strip of white parts most lines into a left and a right column; None where none does."""
    left_edge, right_edge = min(line.left for line in lines), max(line.right for line in lines)
    best: tuple[int, float] | None = None
    for start in sorted({line.right for line in lines}):
        at = start + 3.0
        if not left_edge + 0.15 * (right_edge - left_edge) < at < right_edge - 0.15 * (right_edge - left_edge):
            continue
        left = sum(line.right < at for line in lines)
        right = sum(line.left > at for line in lines)
        across = len(lines) - left - right
        if left >= 3 and right >= 3 and across <= 0.2 * len(lines):
            facing = sum(any(a.beside(b) for b in lines if b.left > at) for a in lines if a.right < at)
            if (
                facing >= 2
                and (best is None or (-across, min(left, right)) > (best[0], 0))
                and (best is None or -across > best[0])
            ):
                best = (-across, at)
    return None if best is None else best[1]


def _with_rows(lines: Sequence[Line]) -> list[Line]:
    """Join runs that stand side by side into the rows of a table, where two or more rows follow each other."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and rows[-1][-1].beside(line) and line.left > rows[-1][-1].right and not line.marker:
            rows[-1].append(line)
        else:
            rows.append([line])
    result: list[Line] = []
    for at, row in enumerate(rows):
        neighbours = [rows[other] for other in (at - 1, at + 1) if 0 <= other < len(rows)]
        if len(row) > 1 and any(_aligned(row, other) for other in neighbours):
            result.append(_row(row))
        else:
            result += row
    return result


def _aligned(row: Sequence[Line], other: Sequence[Line]) -> bool:
    return len(other) > 1 and sum(any(abs(a.left - b.left) < 6 for b in other) for a in row) >= 2


def _row(cells: Sequence[Line]) -> Line:
    first, last = cells[0], cells[-1]
    return replace(
        first,
        text=" ".join(cell.text for cell in cells),
        bottom=min(cell.bottom for cell in cells),
        right=last.right,
        top=max(cell.top for cell in cells),
        bold=all(cell.bold for cell in cells),
        cells=tuple(cells),
    )


def is_bullet(marker: str) -> bool:
    """Whether a marker is a bullet, not a number or letter."""
    return bool(marker) and not _NOT_BULLET.match(marker)


def body_size(lines: Iterable[Line]) -> float:
    """Return the type size of most of the text, in points; 10 where there is none."""
    characters: dict[float, int] = defaultdict(int)
    for line in lines:
        characters[round(line.size * 2) / 2] += len(line.text)
    return max(characters, key=lambda size: (characters[size], -size), default=10.0)
