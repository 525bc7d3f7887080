"""Workbooks: rows of text out of XLSX and XLS, without trusting them.

calamine reads the values that were saved last; formulas are never computed and macros never run. It lays a sheet out
as a rectangle in memory, with the text of every cell written out: a single cell far down to the right, or one long text
that a million cells refer to, would fill it. Both are measured in the file first.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from array import array
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_OLE_BYTES: Final = 64 * 1024**2
# All parts together, unpacked. 100,000 messages of 300 characters with ten columns make some 80 MB.
MAX_UNPACKED: Final = 512 * 1024**2
MAX_PARTS: Final = 10_000
# Cells of one sheet, empty ones included: about 40 bytes each.
MAX_CELLS: Final = 8_000_000
# All texts of a sheet, written out.
MAX_TEXT: Final = 256 * 1024**2
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_CELL: Final = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ROW: Final = re.compile(rb'<(?:\w+:)?row\b[^>]{0,200}?\br="(\d{1,7})"')
# A cell that refers to a shared text by its number.
_SHARED: Final = re.compile(rb't="s"[^>]{0,200}>\s{0,20}<(?:\w+:)?v>(\d{1,9})<')
_STRING_END: Final = re.compile(rb"</(?:\w{1,8}:)?si>")
_STRINGS: Final = "xl/sharedStrings.xml"
_CHUNK: Final = 1024**2
_LONGEST_MATCH: Final = 300
# Excel keeps 15 digits of a number: the id of a post that was saved as one is damaged.
_EXACT: Final = 10**15


class WorkbookError(ValueError):
    """The workbook cannot be read, or is made to do harm; the message says why."""


def is_workbook(path: Path) -> bool:
    """Return whether a file begins as a workbook does."""
    with path.open("rb") as stream:
        head = stream.read(len(_OLE))
    return head.startswith(_ZIP) or head == _OLE


def sheets(path: Path) -> tuple[str, ...]:
    """Return the names of the sheets. Raises WorkbookError."""
    _distrust(path)
    with _opened(path) as book:
        return tuple(book.sheet_names)


def rows(path: Path, sheet: str) -> Iterator[Sequence[str]]:
    """Yield the rows of a sheet that hold anything, as text. Dates are ISO 8601. Raises WorkbookError."""
    with _opened(path) as book:
        try:
            for row in book.get_sheet_by_name(sheet).iter_rows():
                cells = [_text(value) for value in row]
                if any(cells):
                    yield cells
        except CalamineError as error:
            raise WorkbookError(str(error)) from error


def _opened(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError as error:
        raise WorkbookError("it is locked with a password") from error
    except (CalamineError, OSError) as error:
        raise WorkbookError(str(error)) from error


def _text(value: object) -> str:
    """Return the value of a cell as people see it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat(*(" ",) if isinstance(value, datetime) else ())
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _distrust(path: Path) -> None:
    """Raise WorkbookError for a workbook that would fill the memory, or is none."""
    if path.stat().st_size == 0:
        raise WorkbookError("it is empty")
    with path.open("rb") as stream:
        if stream.read(len(_OLE)) == _OLE:
            if path.stat().st_size > MAX_OLE_BYTES:
                raise WorkbookError(f"> {MAX_OLE_BYTES // 1024**2} MB")
            return
    try:
        with zipfile.ZipFile(path) as zipped:
            parts = zipped.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise WorkbookError(f"it would unpack to more than {MAX_UNPACKED // 1024**2} MB")
            names = {part.filename for part in parts}
            if "content.xml" in names:
                raise WorkbookError("it is an OpenDocument sheet; save it as XLSX or CSV")
            lengths = _text_lengths(zipped) if _STRINGS in names else array("I")
            for part in parts:
                if _SHEET.fullmatch(part.filename):
                    _measure(zipped, part, lengths)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise WorkbookError(str(error) or type(error).__name__) from error


def _measure(zipped: zipfile.ZipFile, part: zipfile.ZipInfo, lengths: array[int]) -> None:
    """Refuse a sheet whose cells span a rectangle that is too large, or whose texts are too long all together."""
    low_row = low_column = 2**31
    high_row = high_column = total = 0
    for text in _windows(zipped, part):
        for found in _CELL.finditer(text):
            row, column = int(found[2]), _number(found[1])
            low_row, high_row = min(low_row, row), max(high_row, row)
            low_column, high_column = min(low_column, column), max(high_column, column)
        for found in _ROW.finditer(text):
            low_row, high_row = min(low_row, int(found[1])), max(high_row, int(found[1]))
        total += sum(lengths[int(found[1])] for found in _SHARED.finditer(text) if int(found[1]) < len(lengths))
    if high_row and (high_row - low_row + 1) * max(1, high_column - low_column + 1) > MAX_CELLS:
        raise WorkbookError(f"{part.filename} spans more than {MAX_CELLS:,} cells")
    if total > MAX_TEXT:
        raise WorkbookError(f"{part.filename} holds more than {MAX_TEXT // 1024**2} MB of text")


def _text_lengths(zipped: zipfile.ZipFile) -> array[int]:
    """Return how many bytes each shared text takes in the file, in order."""
    lengths = array("I")
    open_since = position = 0
    rest = b""
    with zipped.open(_STRINGS) as stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            for found in _STRING_END.finditer(text):
                lengths.append(position + found.end() - open_since)
                open_since = position + found.end()
            kept = max(0, len(text) - 16, open_since - position)
            position += kept
            rest = text[kept:]
    return lengths


def _windows(zipped: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the bytes of a part in pieces that overlap, so that nothing is cut in two."""
    rest = b""
    with zipped.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            yield rest + chunk
            rest = chunk[-_LONGEST_MATCH:]


def _number(letters: bytes) -> int:
    value = 0
    for letter in letters:
        value = value * 26 + letter - 64
    return value
