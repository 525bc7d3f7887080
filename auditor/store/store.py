"""One workspace database: the snapshot, vectors, parsed documents and the results of runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from sqlalchemy import Engine, Table, delete, func, select, union

from auditor.errors import StoreError
from auditor.model import Post, RawDocument, SourceReport
from auditor.store import records, schema
from auditor.store.database import explained, in_batches, open_engine, upsert
from auditor.store.erase import Eraser
from auditor.store.writer import SourceWriter

_COLLECTED: Final = "collected"


@dataclass(frozen=True, slots=True)
class Run:
    """A finished check: when it began (ISO 8601), the snapshot it judged, and its `results.json`."""

    started: str
    snapshot: str
    results: str


class Store:
    """The workspace database. Use it as a context manager; several processes may read while one writes."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self._where = where
        self.erase = Eraser(engine, where)
        """Removes people, sources and what is too old."""
        self._asked_vectors: set[str] = set()
        self._asked_cache: set[tuple[str, str]] = set()

    @classmethod
    def open(cls, workspace: Path | str, *, create: bool = True) -> Self:
        """Open a workspace folder or a database URL, and create it if it is not there.

        Raises:
            StoreError: damaged, in use, written by a newer version, or missing while `create` is false.
        """
        return cls(*open_engine(workspace, create=create))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self._engine.dispose()

    # What was collected

    def stamp(self, when: datetime) -> None:
        """Remember when something was collected last (aware). It is no part of the snapshot's identity."""
        with explained(self._where), self._engine.begin() as connection:
            upsert(connection, schema.meta, [{"key": _COLLECTED, "value": when.isoformat()}])

    def collected_at(self) -> datetime | None:
        """Return when something was collected last; None before that, or where an earlier version did it."""
        query = select(schema.meta.c.value).where(schema.meta.c.key == _COLLECTED)
        with explained(self._where), self._engine.connect() as connection:
            found = connection.scalar(query)
        return datetime.fromisoformat(found) if found else None

    def reports(self) -> tuple[SourceReport, ...]:
        """Return what was read of every source, sorted by name; of one that is being read, what there is so far."""
        table = schema.sources
        with explained(self._where), self._engine.connect() as connection:
            rows = connection.execute(select(table).order_by(table.c.name)).all()
            reports = []
            for row in rows:
                report = records.report_from_json(row.report)
                if row.pending is not None and row.current == row.pending:
                    # A first run that did not finish: its report was written before the items arrived.
                    counts = [
                        connection.scalar(
                            select(func.count()).select_from(items).where(*_of(items, row.name, row.current))
                        )
                        or 0
                        for items in (schema.documents, schema.posts)
                    ]
                    report = replace(report, documents=sum(counts))
                reports.append(report)
        return tuple(reports)

    def documents(self, source: str) -> tuple[RawDocument, ...]:
        """Return the documents of a source, sorted by key."""
        table = schema.documents
        rows = self._records(table, source, table.c.key)
        return tuple(records.document_from_json(record) for record in rows)

    def posts(self, source: str) -> tuple[Post, ...]:
        """Return the posts of a source, sorted by time and id."""
        rows = self._records(schema.posts, source, schema.posts.c.id)
        return tuple(
            sorted((records.post_from_json(record) for record in rows), key=lambda post: (post.created_at, post.id))
        )

    def _records(self, table: Table, source: str, order: Any) -> Sequence[str]:
        current = select(schema.sources.c.current).where(schema.sources.c.name == source).scalar_subquery()
        query = select(table.c.record).where(table.c.source == source, table.c.generation == current).order_by(order)
        with explained(self._where), self._engine.connect() as connection:
            return connection.scalars(query).all()

    def content(self, sha256: str) -> bytes:
        """Return the bytes with that hash.

        Raises:
            StoreError: they are not in the store.
        """
        query = select(schema.contents.c.deflated).where(schema.contents.c.sha256 == sha256)
        with explained(self._where), self._engine.connect() as connection:
            found = connection.scalar(query)
        if found is None:
            raise StoreError(f"{self._where} holds no content {sha256}.", advice="Run `auditor collect --refresh`.")
        return records.inflate(found)

    def state(self, source: str) -> str | None:
        """Return the text that the collector of the source left for its next run."""
        query = select(schema.sources.c.state).where(schema.sources.c.name == source)
        with explained(self._where), self._engine.connect() as connection:
            return connection.scalar(query)

    def identity(self, source: str) -> str | None:
        """Return what the stored snapshot of the source was collected from (see `begin`)."""
        query = select(schema.sources.c.identity).where(schema.sources.c.name == source)
        with explained(self._where), self._engine.connect() as connection:
            return connection.scalar(query)

    def snapshot_id(self, names: Sequence[str] | None = None) -> str:
        """Return `sha256:...` over the content of all sources (or of those named): no times of fetching, no order."""
        reports = [report for report in self.reports() if names is None or report.name in names]
        return records.snapshot_id(
            reports,
            (document for report in reports for document in self.documents(report.name)),
            (post for report in reports for post in self.posts(report.name)),
        )

    # Collecting

    def begin(self, source: str, *, identity: str, pending: SourceReport) -> SourceWriter:
        """Start to write a source; see `SourceWriter`.

        Args:
            source: its name.
            identity: what it points at. Another identity than the stored one drops the earlier snapshot.
            pending: the report that stands until the source is finished, when nothing was collected before.
        """
        with explained(self._where):
            return SourceWriter(self._engine, self._where, source, identity, pending)

    def put_report(self, report: SourceReport) -> None:
        """Replace the report of a source and leave its items, as for a source that could not be read this time."""
        table = schema.sources
        with explained(self._where), self._engine.begin() as connection:
            connection.execute(
                table.update().where(table.c.name == report.name).values(report=records.report_to_json(report))
            )

    def forget_others(self, names: Sequence[str]) -> None:
        """Drop every source that is not among `names`, with its items."""
        with explained(self._where), self._engine.connect() as connection:
            known = connection.scalars(select(schema.sources.c.name)).all()
        for name in known:
            if name not in names:
                self.erase.source(name)

    def sweep(self) -> int:
        """Remove bytes that no document and no stored response refers to; return how many."""
        used = union(select(schema.documents.c.content), select(schema.responses.c.content))
        with explained(self._where), self._engine.begin() as connection:
            return connection.execute(delete(schema.contents).where(schema.contents.c.sha256.not_in(used))).rowcount

    # What was computed

    def vectors(self, revision: str, keys: Sequence[str]) -> dict[str, bytes]:
        """Return the stored vectors (float32, little endian) among `keys` of one model revision."""
        table = schema.vectors
        found: dict[str, bytes] = {}
        self._asked_vectors.update(keys)
        with explained(self._where), self._engine.connect() as connection:
            for batch in in_batches(keys):
                query = select(table.c.key, table.c.vector).where(table.c.revision == revision, table.c.key.in_(batch))
                found.update((key, vector) for key, vector in connection.execute(query).all())
        return found

    def put_vectors(self, revision: str, vectors: Mapping[str, bytes]) -> None:
        """Store vectors (float32, little endian) under their keys."""
        rows = [{"revision": revision, "key": key, "vector": vector} for key, vector in vectors.items()]
        self._asked_vectors.update(vectors)
        with explained(self._where), self._engine.begin() as connection:
            upsert(connection, schema.vectors, rows)

    def cached(self, kind: str, key: str) -> bytes | None:
        """Return what was stored under `kind` and `key`, or None."""
        return self.cached_many(kind, (key,)).get(key)

    def cached_many(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Return what was stored under `kind` for each of the keys that are there."""
        table = schema.cache
        found: dict[str, bytes] = {}
        wanted = tuple(keys)
        self._asked_cache.update((kind, key) for key in wanted)
        with explained(self._where), self._engine.connect() as connection:
            for batch in in_batches(wanted):
                query = select(table.c.key, table.c.deflated).where(table.c.kind == kind, table.c.key.in_(batch))
                found.update((row.key, records.inflate(row.deflated)) for row in connection.execute(query))
        return found

    def put_cached(self, kind: str, key: str, value: bytes) -> None:
        """Store something that can be computed again."""
        self.put_cached_many(kind, {key: value})

    def put_cached_many(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Store several at once: one transaction, one wait for the disk."""
        rows = [{"kind": kind, "key": key, "deflated": records.deflate(value)} for key, value in values.items()]
        self._asked_cache.update((kind, key) for key in values)
        with explained(self._where), self._engine.begin() as connection:
            upsert(connection, schema.cache, rows)

    def drop_unasked(self) -> int:
        """Remove vectors and parsed documents that nothing asked for since the store was opened; return how many.

        After a whole check those are the ones of texts that are no longer in the snapshot.
        """
        return self.erase.unused(frozenset(self._asked_vectors), frozenset(self._asked_cache))

    # Runs

    def put_run(self, started: datetime | str, snapshot: str, results_json: str) -> None:
        """Keep the results of a check."""
        when = started if isinstance(started, str) else started.isoformat()
        row = {"started": when, "snapshot": snapshot, "results": records.deflate(results_json.encode())}
        with explained(self._where), self._engine.begin() as connection:
            connection.execute(schema.runs.insert(), row)

    def runs(self) -> tuple[Run, ...]:
        """Return all kept runs, oldest first."""
        with explained(self._where), self._engine.connect() as connection:
            rows = connection.execute(select(schema.runs).order_by(schema.runs.c.id)).all()
        return tuple(Run(row.started, row.snapshot, records.inflate(row.results).decode()) for row in rows)

    def run_count(self) -> int:
        """Return how many runs are kept."""
        with explained(self._where), self._engine.connect() as connection:
            return connection.scalar(select(func.count()).select_from(schema.runs)) or 0

    def run(self, number: int) -> Run | None:
        """Return a kept run by its number, 1 for the oldest and -1 for the last; None where there is none."""
        if number == 0:
            return None
        order = schema.runs.c.id if number > 0 else schema.runs.c.id.desc()
        query = select(schema.runs).order_by(order).offset(abs(number) - 1).limit(1)
        with explained(self._where), self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Run(row.started, row.snapshot, records.inflate(row.results).decode())

    def latest_results(self) -> str | None:
        """Return the `results.json` of the last run."""
        query = select(schema.runs.c.results).order_by(schema.runs.c.id.desc()).limit(1)
        with explained(self._where), self._engine.connect() as connection:
            found = connection.scalar(query)
        return None if found is None else records.inflate(found).decode()


def _of(table: Table, source: str, generation: int) -> tuple[Any, Any]:
    return table.c.source == source, table.c.generation == generation
