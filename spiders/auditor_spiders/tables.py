"""Rows out of a CSV file or workbook of unknown make: its encoding, its delimiter, the line with the headers.

Rows are read anew each time they are asked for, so that memory does not grow with the file.
"""

from __future__ import annotations

import csv
import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from auditor_spiders import text_files, workbooks
from auditor_spiders.text_files import Opener, TextError

MAX_BYTES: Final = 1024**3
_MAX_CELL: Final = 4 * 1024**2
_DELIMITERS: Final = ";,\t|"
# What people call a tab in a YAML file.
_NAMED: Final = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
# Some exports begin with a paragraph of notes. The headers stand within this many rows.
_HEADER_WITHIN: Final = 25

Hits = Callable[[Sequence[str]], int]


class TableError(ValueError):
    """The file is no table that can be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Table:
    """Headers as written, and the rows below them, all as long as the headers."""

    headers: tuple[str, ...]
    _all_rows: Callable[[], Iterator[Sequence[str]]]
    _first: int
    about: str = ""
    """How it was read: delimiter and encoding, or the sheet."""

    def column(self, header: str) -> int:
        """Return the position of a header, whatever its case. Raises ValueError if there is none."""
        return [plain(name) for name in self.headers].index(plain(header))

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows. Raises TableError where the file turns out to be damaged."""
        width = len(self.headers)
        for row in itertools.islice(self._all_rows(), self._first, None):
            yield (*row[:width], *("",) * (width - len(row)))


def plain(header: str) -> str:
    """Return a header as it is compared."""
    return " ".join(header.replace("\ufeff", "").strip().strip("\"'").casefold().split())


def load(path: Path, hits: Hits, options: Mapping[str, str] | None = None) -> Table:
    """Open a CSV file or a workbook (XLSX, XLSM, XLS, ODS).

    Args:
        path: an existing file.
        hits: how many cells of a row are known headers; the first row with the most is taken as the headers.
        options: `delimiter`, `encoding` and `sheet`, where they are not to be found out.

    Raises:
        TableError: it is too large, no text, or has cells that are too large.
    """
    if path.stat().st_size > MAX_BYTES:
        raise TableError(f"> {MAX_BYTES // 1024**2} MB")
    options = options or {}
    if workbooks.is_workbook(path):
        try:
            return _best_sheet(path, hits, options.get("sheet"))
        except workbooks.WorkbookError as error:
            raise TableError(str(error)) from error
    return from_text(text_files.of(path), hits, options)


def from_text(opened: Opener, hits: Hits, options: Mapping[str, str] | None = None) -> Table:
    """Return the table in a text file that `opened` opens; see `load`."""
    options = options or {}
    try:
        encoding = text_files.encoding_of(opened, options.get("encoding"))
        head = list(itertools.islice(text_files.lines(opened, encoding), _HEADER_WITHIN * 4))
    except TextError as error:
        raise TableError(str(error)) from error
    delimiter = options.get("delimiter") or _delimiter(head, hits)
    delimiter = _NAMED.get(delimiter.casefold(), delimiter)
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise TableError(f"delimiter {delimiter!r}")
    shown = next((name for name, mark in _NAMED.items() if mark == delimiter), delimiter)
    return _with_headers(functools.partial(_csv_rows, opened, encoding, delimiter), hits, f"{shown}, {encoding}")


def _with_headers(rows: Callable[[], Iterator[Sequence[str]]], hits: Hits, about: str) -> Table:
    top = list(itertools.islice(rows(), _HEADER_WITHIN))
    if not top:
        return Table((), rows, 0)
    best = max(range(len(top)), key=lambda number: (hits(top[number]), -number))
    return Table(tuple(cell.replace("\ufeff", "").strip() for cell in top[best]), rows, best + 1, about)


def _best_sheet(path: Path, hits: Hits, wanted: str | None) -> Table:
    """Return the sheet with the most known headers; of equal ones the first."""
    names = workbooks.sheets(path)
    if wanted is not None:
        if wanted not in names:
            raise TableError(f"no sheet {wanted!r}; sheets: {', '.join(names)}")
        names = (wanted,)
    found = [_with_headers(functools.partial(workbooks.rows, path, name), hits, name) for name in names]
    return max(found, key=lambda table: hits(table.headers), default=Table((), lambda: iter(()), 0))


def _csv_rows(opened: Opener, encoding: str, delimiter: str) -> Iterator[Sequence[str]]:
    csv.field_size_limit(_MAX_CELL)
    try:
        for row in csv.reader(text_files.lines(opened, encoding), delimiter=delimiter):
            if any(row):
                yield row
    except (csv.Error, TextError, UnicodeError) as error:
        raise TableError(str(error)) from error


def _delimiter(head: Sequence[str], hits: Hits) -> str:
    """Return the delimiter that brings out most headers, and of equal ones the most frequent in the first line."""

    def rank(mark: str) -> tuple[int, int]:
        return max((hits(row) for row in _safe_rows(head, mark)), default=0), head[0].count(mark) if head else 0

    return max(_DELIMITERS, key=rank)


def _safe_rows(head: Iterable[str], mark: str) -> Iterator[Sequence[str]]:
    """Yield the rows of the head of a file; with the wrong delimiter they may be no rows at all."""
    csv.field_size_limit(_MAX_CELL)
    try:
        yield from csv.reader(head, delimiter=mark)
    except csv.Error:
        return
