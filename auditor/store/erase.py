"""Taking people and sources out of the store, so that nothing of them is left in the file.

Deleted rows are overwritten (`secure_delete`), and `compact` writes the file anew, so that no free page and no log
of earlier writes holds them either.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Engine, Row, and_, delete, func, select, text

from auditor.model import Post
from auditor.store import records, schema
from auditor.store.database import explained, in_batches, upsert

_FORGOTTEN: Final = "forgotten"
# How records of messages by others look, so that a source of own posts alone need not be read to find that out.
_BY_OTHERS: Final = '%"author_is_org":false%'
_HIDDEN: Final = "@…"


@dataclass(frozen=True, slots=True)
class Erased:
    """How many messages were removed, and how many of others were changed because they named the person."""

    messages: int
    mentions: int


class Eraser:
    """Removes from one workspace database."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self._where = where

    def forgotten(self) -> frozenset[str]:
        """Return the pseudonyms of the people whose messages are not to be stored again."""
        query = select(schema.meta.c.value).where(schema.meta.c.key == _FORGOTTEN)
        with explained(self._where), self._engine.connect() as connection:
            stored = connection.scalar(query)
        return frozenset(json.loads(stored)) if stored else frozenset()

    def person(self, pseudonyms: Iterable[str]) -> Erased:
        """Remove everything that somebody wrote, and their pseudonym wherever others name it; and remember the
        pseudonym, so that the next collect does not bring them back.
        """
        names = frozenset(pseudonyms)
        known = self.forgotten() | names
        with explained(self._where), self._engine.begin() as connection:
            upsert(connection, schema.meta, [{"key": _FORGOTTEN, "value": json.dumps(sorted(known))}])
            rows = [(row, records.post_from_json(row.record)) for row in connection.execute(select(schema.posts)).all()]
            gone = {(post.source, post.id) for _, post in rows if post.author_id in names}
            changed: list[dict[str, Any]] = []
            for row, post in rows:
                if post.author_id in names:
                    connection.execute(delete(schema.posts).where(_is(row)))
                    continue
                left = _without(post, names, gone)
                if left != post:
                    changed.append(_row(row.source, row.generation, left))
            upsert(connection, schema.posts, changed)
            # What a collector left for its next run may point to their messages; without it, it looks at everything.
            connection.execute(schema.sources.update().values(state=None))
        return Erased(len(gone), len(changed))

    def source(self, name: str) -> bool:
        """Remove a source with everything that was read of it. Returns False if there was none."""
        with explained(self._where), self._engine.begin() as connection:
            for table in (schema.documents, schema.posts, schema.responses):
                connection.execute(delete(table).where(table.c.source == name))
            return connection.execute(delete(schema.sources).where(schema.sources.c.name == name)).rowcount > 0

    def older(self, before: datetime) -> int:
        """Remove what others wrote before a moment; return how many messages. Own posts stay."""
        # Days as text sort like days, and no offset moves a time by two of them: only what may be old is read.
        limit = (before + timedelta(days=2)).date().isoformat()
        old = func.json_extract(schema.posts.c.record, "$.created_at") < limit
        return self._change(lambda post: None if post.created_at < before else post, old if self._is_sqlite else None)

    def words(self, source: str, ids: Iterable[str]) -> int:
        """Leave out the text of messages; return how many. That they were written, and when, stays."""
        wanted = frozenset(ids)
        if not wanted:
            return 0
        return self._change(
            lambda post: replace(post, text="", title=None) if post.id in wanted else post,
            schema.posts.c.source == source,
        )

    def has_others(self, source: str) -> bool:
        """Return whether a source holds any message that is not the organisation's own."""
        table = schema.posts
        query = select(table.c.id).where(table.c.source == source, table.c.record.like(_BY_OTHERS)).limit(1)
        with explained(self._where), self._engine.connect() as connection:
            return connection.scalar(query) is not None

    def computed(self) -> None:
        """Remove every vector, parsed document and stored answer of a server; all can be made or asked for again."""
        with explained(self._where), self._engine.begin() as connection:
            for table in (schema.vectors, schema.cache, schema.responses):
                connection.execute(delete(table))

    def unused(self, vectors: frozenset[str], cached: frozenset[tuple[str, str]]) -> int:
        """Remove vectors and parsed documents under other keys than these: their texts are no longer there."""
        gone = 0
        with explained(self._where), self._engine.begin() as connection:
            table = schema.vectors
            stale = {key for key in connection.scalars(select(table.c.key).distinct()) if key not in vectors}
            for batch in in_batches(sorted(stale)):
                gone += connection.execute(delete(table).where(table.c.key.in_(batch))).rowcount
            kept = schema.cache
            rows = connection.execute(select(kept.c.kind, kept.c.key)).all()
            for kind in {row.kind for row in rows}:
                old = sorted(row.key for row in rows if row.kind == kind and (kind, row.key) not in cached)
                for batch in in_batches(old):
                    gone += connection.execute(delete(kept).where(kept.c.kind == kind, kept.c.key.in_(batch))).rowcount
        return gone

    def results(self, change: Callable[[str], str], *, newest: int | None = None) -> None:
        """Rewrite the results of every kept run, or of so many of the newest."""
        table = schema.runs
        query = select(table.c.id, table.c.results).order_by(table.c.id.desc()).limit(newest)
        with explained(self._where), self._engine.begin() as connection:
            for row in connection.execute(query).all():
                before = records.inflate(row.results).decode()
                after = change(before)
                if after != before:
                    values = {"results": records.deflate(after.encode())}
                    connection.execute(table.update().where(table.c.id == row.id).values(values))

    def compact(self) -> None:
        """Write the file anew without what was deleted, and empty the log of writes."""
        if not self._is_sqlite:
            return
        with explained(self._where), self._engine.connect() as connection:
            plain = connection.execution_options(isolation_level="AUTOCOMMIT")
            plain.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            plain.execute(text("VACUUM"))
            plain.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    @property
    def _is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    def _change(self, change: Callable[[Post], Post | None], only: ColumnElement[bool] | None = None) -> int:
        """Apply a change to the messages of others, or to those of them that a condition selects; one that becomes None
        is removed. Returns how many changed.
        """
        table = schema.posts
        query = select(table).where(table.c.record.like(_BY_OTHERS))
        if only is not None:
            query = query.where(only)
        changed: list[dict[str, Any]] = []
        gone = 0
        with explained(self._where), self._engine.begin() as connection:
            for row in connection.execute(query).all():
                before = records.post_from_json(row.record)
                after = change(before)
                if after is None:
                    connection.execute(delete(table).where(_is(row)))
                    gone += 1
                elif after != before:
                    changed.append(_row(row.source, row.generation, after))
            upsert(connection, table, changed)
        return gone + len(changed)


def _is(row: Row[Any]) -> ColumnElement[bool]:
    table = schema.posts
    return and_(table.c.source == row.source, table.c.generation == row.generation, table.c.id == row.id)


def _row(source: str, generation: int, post: Post) -> dict[str, Any]:
    return {"source": source, "generation": generation, "id": post.id, "record": records.post_to_json(post)}


def _without(post: Post, names: frozenset[str], gone: AbstractSet[tuple[str, str]]) -> Post:
    """Return a post without anything that names the people in `names` or points to a message that is gone."""
    said, title = post.text, post.title
    for name in names:
        said = said.replace(f"@{name}", _HIDDEN)
        title = title and title.replace(f"@{name}", _HIDDEN)
    left = replace(
        post,
        text=said,
        title=title,
        url=None if post.url and any(name in post.url for name in names) else post.url,
        mentions=tuple(name for name in post.mentions if name not in names),
    )
    if post.parent_author in names or (post.source, post.parent_id) in gone:
        left = replace(left, parent_id=None, parent_author=None, parent_created_at=None)
    return replace(left, root_id=None) if (post.source, post.root_id) in gone else left
