"""Looking for words in everything that a workspace holds, compressed or not."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path


def traces(folder: Path, *words: str, inside: bool = True) -> list[str]:
    """Return where any of the words stands in the files of a folder, in any case.

    With `inside`, databases are read too, their compressed values unpacked.
    """
    wanted = [word.casefold() for word in words]
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if any(word in _plain(path.read_bytes()) for word in wanted):
            found.append(str(path.relative_to(folder)))
        if inside and path.suffix == ".db":
            found += [where for where, value in values(path) if any(word in _plain(value) for word in wanted)]
    return found


def values(database: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every value of every table of a database, unpacked, with the name of its column."""
    connection = sqlite3.connect(database)
    try:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            cursor = connection.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            for row in cursor:
                for name, value in zip(names, row, strict=True):
                    if isinstance(value, bytes | str):
                        yield f"{table}.{name}", _unpacked(value)
    finally:
        connection.close()


def _unpacked(value: bytes | str) -> bytes:
    if isinstance(value, str):
        return value.encode()
    try:
        return zlib.decompress(value)
    except zlib.error:
        return value


def _plain(data: bytes) -> str:
    return data.decode("utf-8", "replace").casefold()
