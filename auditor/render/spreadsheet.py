"""Cells of a table for a spreadsheet: none of them can be taken for a formula."""

from __future__ import annotations

from typing import Final

from auditor.render.safe_text import clean

# What spreadsheets start a formula or a command with, their full-width forms included.
_FORMULA: Final = tuple("=+-@\t\r|%＝＋－＠")


def cell(value: object) -> object:
    """Return a value for a cell: text cleaned, and with a quotation mark before what would start a formula."""
    if not isinstance(value, str):
        return value
    text = clean(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
