"""What was collected and read: raw bytes, posts, documents and their statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from auditor.model.words import BlockKind, PostKind, Role

RUNNING_HEADER: Final = "running header"
"""The key in `Document.facts` of what stands in the margin of a document's first page."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands. `line` counts from 1 in the file, `page` from 1 in a PDF or slide deck, and
    `start`/`end` are character offsets of the text in its block.
    """

    url: str | None = None
    path: str | None = None
    line: int | None = None
    page: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One thing that was fetched or read from disk, before it is parsed. Its bytes are in the store under `content`."""

    source: str
    key: str
    """Unique within the source: the canonical URL, or the path."""
    media_type: str
    content: str
    """sha256 of the bytes, hexadecimal."""
    url: str | None = None
    path: str | None = None
    fetched_at: datetime | None = None
    modified_at: datetime | None = None
    encoding: str | None = None
    """The charset of the HTTP header, if there was one."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post or message in the one shape that all channels share. Ids are opaque strings; times are aware."""

    source: str
    platform: str
    account: str
    id: str
    text: str
    created_at: datetime
    author_id: str
    author_is_org: bool
    kind: PostKind = "post"
    uri: str | None = None
    url: str | None = None
    lang: str | None = None
    observed_at: datetime | None = None
    edited_at: datetime | None = None
    parent_id: str | None = None
    root_id: str | None = None
    parent_created_at: datetime | None = None
    """The time of the parent where only that is known (X archive: read from the snowflake id)."""
    parent_author: str | None = None
    """Who wrote the parent, where the parent itself is not in the data."""
    mentions: tuple[str, ...] = ()
    title: str | None = None
    raw_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, quotation, table cell or question of a document."""

    kind: BlockKind
    text: str
    place: Place
    language: str | None = None
    level: int | None = None
    """Of a heading, 1 to 6."""
    headings: tuple[str, ...] = ()
    """The headings above this block, outermost first (for a heading: those above it)."""
    label: str | None = None
    """What names the text beside it: the row header of a table cell, the term of a definition, the question of an
    answer, the sentence that ends in a colon above a list."""
    attribution: str | None = None
    """Who is quoted, when the block is a quotation and says so."""


@dataclass(frozen=True, slots=True)
class Document:
    """One page, brochure, post or message with its blocks in reading order."""

    source: str
    role: Role
    id: str
    blocks: tuple[Block, ...]
    url: str | None = None
    path: str | None = None
    title: str | None = None
    language: str | None = None
    published: datetime | None = None
    page_type: str | None = None
    """A guess from the address and title: home, about, mission, values, service, product, news, vacancy, legal,
    contact or other."""
    facts: tuple[tuple[str, str], ...] = ()
    """Plain facts of the metadata (JSON-LD, front matter), such as ("telephone", "...")."""
    links: tuple[str, ...] = ()
    """Absolute addresses of profiles elsewhere that the document declares as its own (rel=me, sameAs, icons)."""
    post: Post | None = None
    notes: tuple[str, ...] = ()
    ignores: tuple[tuple[str, str | None], ...] = ()
    """(comment, text) of every `<!-- auditor: ignore ... -->`: the text that it stands before, None for all of it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence, heading or list item with its exact place and what surrounds it."""

    id: str
    text: str
    source: str
    role: Role
    document: str
    place: Place
    language: str | None = None
    block_kind: BlockKind = "paragraph"
    headings: tuple[str, ...] = ()
    label: str | None = None
    page_type: str | None = None
    title: str | None = None
    published: datetime | None = None
    post: Post | None = None
    before: str | None = None
    """The sentence before it in the same block."""
    after: str | None = None
