"""Writing one source: into a generation of its own, which becomes the snapshot in one step."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, func, select

from auditor.model import Post, RawDocument, SourceReport
from auditor.store import records, schema
from auditor.store.database import explained, upsert

# What is buffered before it is written: an interrupted run loses no more than this.
_MAX_ITEMS = 64
_MAX_BYTES = 4_000_000
_MAX_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """An HTTP response kept for the next run. `stored_at` is in seconds since 1970, UTC."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    stored_at: float
    resumed: bool
    """Stored by a run of this source that was interrupted: it need not be asked for again."""


class SourceWriter:
    """Collects what one source holds now. Nothing replaces the earlier snapshot before `finish`.

    In a first run, what was written stays visible when the run is interrupted. In every case the next run goes on
    where this one stopped.
    """

    def __init__(self, engine: Engine, where: str, source: str, identity: str, pending: SourceReport) -> None:
        self._engine = engine
        self._where = where
        self.source = source
        self._documents: dict[str, RawDocument] = {}
        self._posts: dict[str, Post] = {}
        self._contents: dict[str, bytes] = {}
        self._responses: dict[str, dict[str, Any]] = {}
        self._waiting = 0
        self._flushed_at = time.monotonic()
        self._seen_documents: set[str] = set()
        self._seen_posts: set[str] = set()
        with engine.begin() as connection:
            self._enter(connection, identity, pending)

    def _enter(self, connection: Connection, identity: str, pending: SourceReport) -> None:
        table = schema.sources
        row = connection.execute(select(table).where(table.c.name == self.source)).one_or_none()
        if row is not None and row.identity != identity:
            for items in (schema.documents, schema.posts, schema.responses):
                connection.execute(delete(items).where(items.c.source == self.source))
            row = None
        self.resumed = row is not None and row.pending is not None
        self.earlier: int | None = None if row is None or row.current == row.pending else row.current
        if row is None:
            self.generation = 1
        else:
            self.generation = row.pending or (row.current or 0) + 1
        values = {"name": self.source, "identity": identity, "pending": self.generation}
        if self.earlier is None:
            values |= {"current": self.generation, "report": records.report_to_json(pending)}
            values["state"] = None if row is None else row.state
            upsert(connection, table, [values])
        else:
            connection.execute(table.update().where(table.c.name == self.source).values(values))

    @property
    def count(self) -> int:
        """How many documents and posts were put so far in this run."""
        return len(self._seen_documents) + len(self._seen_posts)

    def count_earlier(self) -> int:
        """Return how many documents and posts the earlier snapshot holds."""
        if self.earlier is None:
            return 0
        with explained(self._where), self._engine.connect() as connection:
            return sum(
                connection.scalar(
                    select(func.count())
                    .select_from(items)
                    .where(items.c.source == self.source, items.c.generation == self.earlier)
                )
                or 0
                for items in (schema.documents, schema.posts)
            )

    def put_document(self, document: RawDocument, content: bytes) -> RawDocument:
        """Add a document; one with the same key is replaced. Returns it with the hash of its bytes filled in."""
        sha256 = hashlib.sha256(content).hexdigest()
        if document.content != sha256:
            raise ValueError(f"{document.key}: `content` is not the sha256 of the bytes")
        self._documents[document.key] = document
        self._seen_documents.add(document.key)
        self._remember(sha256, content)
        return document

    def keep(self, key: str) -> bool:
        """Take over a document of the earlier snapshot. Returns False if it had none under this key."""
        if self.earlier is None:
            return False
        table = schema.documents
        query = select(table.c.record).where(
            table.c.source == self.source, table.c.generation == self.earlier, table.c.key == key
        )
        with explained(self._where), self._engine.connect() as connection:
            record = connection.scalar(query)
        if record is None:
            return False
        self._documents[key] = records.document_from_json(record)
        self._seen_documents.add(key)
        self._remember(None, b"")
        return True

    def drop(self, key: str) -> None:
        """Take back a document that was put in this run."""
        self.flush()
        self._seen_documents.discard(key)
        table = schema.documents
        with explained(self._where), self._engine.begin() as connection:
            connection.execute(
                delete(table).where(
                    table.c.source == self.source, table.c.generation == self.generation, table.c.key == key
                )
            )

    def clear(self) -> None:
        """Take back everything that was put in this run."""
        self.flush()
        self._seen_documents.clear()
        self._seen_posts.clear()
        with explained(self._where), self._engine.begin() as connection:
            for items in (schema.documents, schema.posts):
                connection.execute(
                    delete(items).where(items.c.source == self.source, items.c.generation == self.generation)
                )

    def put_post(self, post: Post) -> None:
        """Add a post; one with the same id is replaced."""
        kept = records.encodable(post)
        self._posts[kept.id] = kept
        self._seen_posts.add(kept.id)
        self._remember(None, b"")

    def put_posts(self, posts: Iterable[Post]) -> None:
        """Add posts."""
        for post in posts:
            self.put_post(post)

    def _remember(self, sha256: str | None, content: bytes) -> None:
        if sha256 is not None and sha256 not in self._contents:
            self._contents[sha256] = content
            self._waiting += len(content)
        items = len(self._documents) + len(self._posts) + len(self._responses)
        due = time.monotonic() - self._flushed_at > _MAX_SECONDS
        if items >= _MAX_ITEMS or self._waiting >= _MAX_BYTES or due:
            self.flush()

    def flush(self) -> None:
        """Write what is buffered."""
        if not (self._documents or self._posts or self._responses):
            self._flushed_at = time.monotonic()
            return
        here = {"source": self.source, "generation": self.generation}
        documents = [
            {**here, "key": d.key, "content": d.content, "record": records.document_to_json(d)}
            for d in self._documents.values()
        ]
        posts = [{**here, "id": p.id, "record": records.post_to_json(p)} for p in self._posts.values()]
        with explained(self._where), self._engine.begin() as connection:
            known = set(
                connection.scalars(
                    select(schema.contents.c.sha256).where(schema.contents.c.sha256.in_(list(self._contents)))
                )
            )
            new = [
                {"sha256": sha256, "deflated": records.deflate(content)}
                for sha256, content in self._contents.items()
                if sha256 not in known
            ]
            upsert(connection, schema.contents, new, replace=False)
            upsert(connection, schema.documents, documents)
            upsert(connection, schema.posts, posts)
            upsert(connection, schema.responses, list(self._responses.values()))
        self._documents, self._posts, self._contents, self._responses = {}, {}, {}, {}
        self._waiting = 0
        self._flushed_at = time.monotonic()

    # The HTTP cache of this source

    def response(self, url: str) -> StoredResponse | None:
        """Return the stored response for an address, with its body."""
        table = schema.responses
        if url in self._responses:
            self.flush()
        query = (
            select(table, schema.contents.c.deflated)
            .join(schema.contents, schema.contents.c.sha256 == table.c.content)
            .where(table.c.source == self.source, table.c.url == url)
        )
        with explained(self._where), self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        headers = tuple((name, value) for name, value in json.loads(row.headers))
        resumed = self.resumed and row.generation == self.generation
        return StoredResponse(url, row.status, headers, records.inflate(row.deflated), row.stored_at, resumed)

    def put_response(self, response: StoredResponse) -> None:
        """Keep a response for the next run, or say again that it is still in use."""
        sha256 = hashlib.sha256(response.body).hexdigest()
        self._responses[response.url] = {
            "source": self.source,
            "url": response.url,
            "generation": self.generation,
            "status": response.status,
            "headers": json.dumps(response.headers),
            "content": sha256,
            "stored_at": response.stored_at,
        }
        self._remember(sha256, response.body)

    # The end of the run

    def finish(self, report: SourceReport, *, state: str | None = None) -> None:
        """Make this generation the snapshot of the source, and forget the earlier one and what vanished."""
        self.flush()
        with explained(self._where), self._engine.begin() as connection:
            self._delete_unseen(connection, schema.documents, "key", self._seen_documents)
            self._delete_unseen(connection, schema.posts, "id", self._seen_posts)
            for items in (schema.documents, schema.posts, schema.responses):
                connection.execute(
                    delete(items).where(items.c.source == self.source, items.c.generation != self.generation)
                )
            self._leave(connection, report, current=self.generation, state=state)

    def keep_earlier(self, report: SourceReport) -> None:
        """Give up this generation: the earlier snapshot stays, with a new report."""
        self.flush()
        with explained(self._where), self._engine.begin() as connection:
            for items in (schema.documents, schema.posts):
                connection.execute(
                    delete(items).where(items.c.source == self.source, items.c.generation == self.generation)
                )
            table = schema.sources
            values = {"pending": None, "report": records.report_to_json(report)}
            connection.execute(table.update().where(table.c.name == self.source).values(values))

    def interrupt(self, report: SourceReport, *, state: str | None = None) -> None:
        """Stop here. `report` is shown where there is no earlier snapshot; the next run goes on in this generation.

        Where there is an earlier snapshot, its state stays too: it belongs to the posts that the next run will find.
        """
        self.flush()
        if self.earlier is not None:
            return
        table = schema.sources
        with explained(self._where), self._engine.begin() as connection:
            connection.execute(
                table.update()
                .where(table.c.name == self.source)
                .values(report=records.report_to_json(report), state=state)
            )

    def _leave(self, connection: Connection, report: SourceReport, *, current: int, state: str | None) -> None:
        table = schema.sources
        values = {"current": current, "pending": None, "report": records.report_to_json(report), "state": state}
        connection.execute(table.update().where(table.c.name == self.source).values(values))

    def _delete_unseen(self, connection: Connection, table: Table, column: str, seen: set[str]) -> None:
        """Remove what an interrupted run wrote into this generation and this run did not see again."""
        here = (table.c.source == self.source, table.c.generation == self.generation)
        for key in connection.scalars(select(table.c[column]).where(*here)).all():
            if key not in seen:
                connection.execute(delete(table).where(*here, table.c[column] == key))
