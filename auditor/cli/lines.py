"""JSON lines in and out, with a message that names the line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

from auditor.errors import UsageError


def read_rows(file: IO[str], *, required: Sequence[str], optional: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return the objects of a JSON lines file; empty lines are passed over.

    Raises:
        UsageError: a line that is no JSON object, lacks a required key that holds text, or has an optional one that
            holds something else.
    """
    rows: list[dict[str, Any]] = []
    name = getattr(file, "name", "standard input")
    try:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            rows.append(_row(line, f"{name}:{number}", required, optional))
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} is not written in UTF-8.") from error
    return rows


def _row(line: str, where: str, required: Sequence[str], optional: Sequence[str]) -> dict[str, Any]:
    try:
        row = json.loads(line.removeprefix("\ufeff"))
    except (json.JSONDecodeError, RecursionError) as error:
        raise UsageError(f"{where}: this is no JSON object.", advice="One object per line: JSON lines.") from error
    if not isinstance(row, dict):
        raise UsageError(f"{where}: this is no JSON object.", advice="One object per line: JSON lines.")
    for key in required:
        if key not in row or (key != "id" and not isinstance(row[key], str)):
            raise UsageError(f"{where}: {key!r} is missing or is no text.", advice=f"Needed: {', '.join(required)}.")
    for key in optional:
        if row.get(key) is not None and not isinstance(row[key], str):
            raise UsageError(f"{where}: {key!r} is no text.", advice="Leave it out, or write it between quotes.")
    return row


def write_rows(file: IO[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write one JSON object per line."""
    for row in rows:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
