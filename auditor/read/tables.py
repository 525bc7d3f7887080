"""Which cells of a table are headings, and what names the text in the others. The same for HTML, DOCX and PPTX."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MAX_NAME: Final = 80
"""Characters of a row header at the most; longer first cells are text."""
_FIGURE = re.compile(r"[\d\s.,:€$£%/+()-]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one cell and whether the author marked it as a heading (th, bold)."""

    text: str
    header: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """How many first rows are headings, whether the first column names its rows, and the column headings."""

    header_rows: int
    row_names: bool
    columns: tuple[str, ...]

    def row(self, text: str) -> str | None:
        """Return what names a row whose first cell is `text`: "4" under "Persons" is "Persons 4"."""
        if not text:
            return None
        column = self.columns[0] if self.columns else ""
        return f"{column} {text}" if column and _FIGURE.fullmatch(text) else text

    def column(self, at: int) -> tuple[str, ...]:
        """Return the heading of a column as a tuple of one or none."""
        return (self.columns[at],) if at < len(self.columns) and self.columns[at] else ()


def named(grid: Sequence[Sequence[Cell]]) -> Names:
    """Return what names the cells of `grid`, rows of cells from left to right."""
    width = max((len(row) for row in grid), default=0)
    header_rows = 1 if len(grid) > 1 and _is_header_row(grid, width) else 0
    columns = tuple(cell.text for cell in grid[0]) if header_rows else ()
    return Names(header_rows, _names_rows(grid[header_rows:], width, headed=header_rows > 0), columns)


def _is_header_row(grid: Sequence[Sequence[Cell]], width: int) -> bool:
    first = [cell for cell in grid[0] if cell.text]
    marked = sum(cell.header for cell in first)
    if first and marked == len(first):
        return len(first) > 1 or width == 1 or not all(row and row[0].header for row in grid[1:])
    if width == 2:
        return _heads_sentences(grid)
    if width < 3 or len(grid) < 3 or len(first) < width - 1:
        return False
    short = all(len(cell.text) <= 40 and not re.search(r"[\d.!?]", cell.text) for cell in first)
    return short and any(re.search(r"\d", cell.text) or len(cell.text) > 40 for row in grid[1:] for cell in row[1:])


def _heads_sentences(grid: Sequence[Sequence[Cell]]) -> bool:
    """Whether an unmarked first row of two cells names what is below: it is short, and sentences follow it."""
    if any(len(row) != 2 for row in grid):
        return False
    if any(len(cell.text.split()) > 3 or re.search(r"[\d.!?,]", cell.text) or not cell.text for cell in grid[0]):
        return False
    return all(row[1].text.endswith((".", "!")) and len(row[1].text.split()) > 3 for row in grid[1:])


def _names_rows(rows: Sequence[Sequence[Cell]], width: int, *, headed: bool) -> bool:
    names = [row[0] for row in rows if len(row) > 1 and row[0].text]
    if width < 2 or not names:
        return False
    if all(cell.header for cell in names):
        return True
    if any(len(cell.text) > MAX_NAME or cell.text.endswith((".", "!", ",")) for cell in names):
        return False
    figures = any(_FIGURE.fullmatch(cell.text) for cell in names)
    return not figures or (headed and len({cell.text for cell in names}) == len(names))
