"""Opening the workspace database, and its failures in words that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError

from auditor.errors import StoreError
from auditor.store.schema import SCHEMA_VERSION, meta, metadata

FILE_NAME = "auditor.db"
# SQLite allows 32,766 variables in one statement since 3.32; rows here have at most seven columns.
_ROWS_AT_ONCE = 500
_BUSY_SECONDS = 30


def open_engine(workspace: Path | str, *, create: bool = True) -> tuple[Engine, str]:
    """Return the engine of a workspace folder or database URL, and how to name it to people.

    Raises:
        StoreError: it cannot be opened, is not ours, is newer than this program, or is missing and may not be created.
    """
    if isinstance(workspace, str) and "://" in workspace:
        engine = create_engine(workspace)
        where = engine.url.render_as_string(hide_password=True)
    else:
        folder = Path(workspace)
        file = folder / FILE_NAME
        where = str(file)
        if not create and not file.is_file():
            raise StoreError(
                f"Nothing has been collected yet: there is no {file}.", advice="Run `auditor collect` first."
            )
        _prepare_folder(folder)
        engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": _BUSY_SECONDS})
        event.listen(engine, "connect", _tune)
    with explained(where):
        _check_schema(engine, where)
    return engine, where


def _prepare_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise StoreError(
            f"The workspace {folder} cannot be written: {error.strerror}.", advice="Check the folder and its rights."
        ) from error


def _tune(connection: sqlite3.Connection, _record: object) -> None:
    """Let readers and one writer work at the same time (WAL), and overwrite what is deleted: a message that its writer
    took back must not stay readable in a free page.
    """
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _check_schema(engine: Engine, where: str) -> None:
    tables = set(inspect(engine).get_table_names())
    if "meta" in tables:
        with engine.connect() as connection:
            found = connection.scalar(select(meta.c.value).where(meta.c.key == "schema"))
        if found == str(SCHEMA_VERSION):
            return
        if found is not None and found.isdigit() and int(found) > SCHEMA_VERSION:
            raise StoreError(
                f"{where} was written by a newer auditor (schema {found}, this one knows {SCHEMA_VERSION}).",
                advice="Update auditor, or remove the workspace folder and collect again.",
            )
    elif tables:
        raise StoreError(f"{where} is a database of another program.", advice="Choose another workspace folder.")
    metadata.create_all(engine)
    with engine.begin() as connection:
        upsert(connection, meta, [{"key": "schema", "value": str(SCHEMA_VERSION)}])


def upsert(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]], *, replace: bool = True) -> None:
    """Insert rows; where the primary key exists already, replace the row or leave it."""
    pending = list(rows)
    keys = [column.name for column in table.primary_key]
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    for start in range(0, len(pending), _ROWS_AT_ONCE):
        batch = pending[start : start + _ROWS_AT_ONCE]
        statement = make(table)
        others = {name: statement.excluded[name] for name in batch[0] if name not in keys}
        if replace and others:
            statement = statement.on_conflict_do_update(index_elements=keys, set_=others)
        else:
            statement = statement.on_conflict_do_nothing(index_elements=keys)
        connection.execute(statement, batch)


def in_batches(keys: Iterable[str]) -> Iterator[list[str]]:
    """Split keys into lists that fit in one `IN (...)`."""
    pending = list(dict.fromkeys(keys))
    for start in range(0, len(pending), _ROWS_AT_ONCE):
        yield pending[start : start + _ROWS_AT_ONCE]


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Turn a database error into a StoreError that says what to do."""
    try:
        yield
    except OperationalError as error:
        reason = str(error.orig)
        if "locked" in reason or "busy" in reason:
            raise StoreError(
                f"{where} is in use by another process ({reason}).", advice="Wait until it is done, then try again."
            ) from error
        raise StoreError(f"{where} cannot be used: {reason}.", advice="Check the disk and the rights.") from error
    except DatabaseError as error:
        raise StoreError(
            f"{where} is damaged or no database: {error.orig}.",
            advice="Remove the workspace folder and run `auditor collect` again.",
        ) from error
    except SQLAlchemyError as error:
        raise StoreError(f"{where} cannot be used: {error}.") from error
