"""Rows out of a CSV file of unknown make: its encoding, its delimiter, and the line on which the headers stand."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MAX_BYTES: Final = 512 * 1024**2
_MAX_CELL: Final = 4 * 1024**2
_DELIMITERS: Final = ";,\t|"
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Some exports begin with a paragraph of notes. The headers stand within this many rows.
_HEADER_WITHIN: Final = 25


class TableError(ValueError):
    """The file is no table that can be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Table:
    """Headers as written, and the rows below them, all as long as the headers."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, header: str) -> int:
        """Return the position of a header, whatever its case. Raises ValueError if there is none."""
        return [plain(name) for name in self.headers].index(plain(header))


def plain(header: str) -> str:
    """Return a header as it is compared."""
    return " ".join(header.replace("\ufeff", "").strip().strip("\"'").casefold().split())


def load(path: Path, hits: Callable[[Sequence[str]], int]) -> Table:
    """Read a CSV file.

    Args:
        path: an existing file.
        hits: how many cells of a row are known headers; the first row with the most is taken as the headers.

    Raises:
        TableError: it is too large, no text, or has cells that are too large.
    """
    if path.stat().st_size > MAX_BYTES:
        raise TableError(f"> {MAX_BYTES // 1024**2} MB")
    text = decoded(path.read_bytes()).replace("\x00", "")
    csv.field_size_limit(_MAX_CELL)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, hits))
        rows = [tuple(row) for row in lines if any(row)]
    except csv.Error as error:
        raise TableError(str(error)) from error
    if not rows:
        return Table((), ())
    best = max(range(min(_HEADER_WITHIN, len(rows))), key=lambda number: (hits(rows[number]), -number))
    headers = tuple(cell.replace("\ufeff", "").strip() for cell in rows[best])
    width = len(headers)
    return Table(headers, tuple((*row[:width], *("",) * (width - len(row))) for row in rows[best + 1 :]))


def decoded(content: bytes) -> str:
    """Return the text of a file: by its byte order mark, else UTF-8, else Windows-1252.

    Raises:
        TableError: it is none of these.
    """
    name = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    for encoding in (name, "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            reason = str(error)
    raise TableError(reason)


def _delimiter(text: str, hits: Callable[[Sequence[str]], int]) -> str:
    """Return the delimiter that brings out most headers, and of equal ones the most frequent in the first line."""
    head = text[:65536].splitlines(keepends=True)[:_HEADER_WITHIN]

    def rank(mark: str) -> tuple[int, int]:
        rows = csv.reader(head, delimiter=mark)
        return max((hits(row) for row in rows), default=0), head[0].count(mark) if head else 0

    return max(_DELIMITERS, key=rank)
