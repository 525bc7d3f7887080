"""The tables of the workspace database.

A source is written into a *generation* of its own. Readers see the generation that `sources.current` names, so that a
collect that fails or is interrupted leaves the earlier snapshot as it was. `sources.pending` is the generation being
written; it outlives an interrupted run, and the next run goes on in it.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Float, Index, Integer, LargeBinary, MetaData, String, Table, Text

SCHEMA_VERSION: Final = 1

metadata = MetaData()

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", String, nullable=False))

sources = Table(
    "sources",
    metadata,
    Column("name", String, primary_key=True),
    Column("identity", String, nullable=False),  # what the source points at; another address is another source
    Column("current", Integer),  # null until something was collected
    Column("pending", Integer),
    Column("report", Text, nullable=False),
    Column("state", Text),
)

documents = Table(
    "documents",
    metadata,
    Column("source", String, primary_key=True),
    Column("generation", Integer, primary_key=True),
    Column("key", String, primary_key=True),
    Column("content", String, nullable=False),
    Column("record", Text, nullable=False),
)

posts = Table(
    "posts",
    metadata,
    Column("source", String, primary_key=True),
    Column("generation", Integer, primary_key=True),
    Column("id", String, primary_key=True),
    Column("record", Text, nullable=False),
)

contents = Table(
    "contents",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("deflated", LargeBinary, nullable=False),
)

responses = Table(
    "responses",
    metadata,
    Column("source", String, primary_key=True),
    Column("url", String, primary_key=True),
    Column("generation", Integer, nullable=False),  # of the run that used it last
    Column("status", Integer, nullable=False),
    Column("headers", Text, nullable=False),
    Column("content", String, nullable=False),
    Column("stored_at", Float, nullable=False),  # seconds since 1970, UTC
)

vectors = Table(
    "vectors",
    metadata,
    Column("revision", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

cache = Table(
    "cache",
    metadata,
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("deflated", LargeBinary, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("started", String, nullable=False),
    Column("snapshot", String, nullable=False),
    Column("results", LargeBinary, nullable=False),
)

Index("documents_content", documents.c.content)
Index("responses_content", responses.c.content)
