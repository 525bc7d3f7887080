"""Everything that was collected of one source, as documents."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol

from auditor.model import Document, Post, RawDocument, stable_id
from auditor.read import codec
from auditor.read.parallel import read_all
from auditor.read.posts import from_post
from auditor.read.refused import RefusedError, worded
from auditor.read.repeats import drop_repeated
from auditor.settings import Source

CACHE: Final = "document"
_PAGES: Final = frozenset({"text/html", "application/xhtml+xml", "text/markdown"})
"""What a site is built of, with a frame around every page."""
MAX_NOTES: Final = 5
"""Documents that are named one by one in the notes of a source."""


class Snapshot(Protocol):
    """What reading needs of the store."""

    def documents(self, source: str) -> tuple[RawDocument, ...]:
        """Return what was fetched or read from disk."""

    def posts(self, source: str) -> tuple[Post, ...]:
        """Return the posts."""

    def content(self, sha256: str) -> bytes:
        """Return the bytes of a document."""

    def cached_many(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the cached values that there are."""

    def put_cached_many(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Keep values."""


def source(
    snapshot: Snapshot, settings: Source, languages: Sequence[str], *, language: str = "en", workers: int | None = None
) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """Return the documents of a source, and notes in `language` about those that could not be read.

    A document whose bytes, place and reader are those of an earlier run comes from the cache. `workers` is the number
    of processes to read with; by default one per core.
    """
    raws = snapshot.documents(settings.name)
    keys = [_key(raw, settings, languages) for raw in raws]
    stored = snapshot.cached_many(CACHE, keys)
    fresh = [(raw, key) for raw, key in zip(raws, keys, strict=True) if key not in stored]
    outcomes = read_all(
        [(raw, snapshot.content(raw.content)) for raw, _ in fresh],
        role=settings.role,
        languages=languages,
        workers=workers or os.cpu_count() or 1,
    )
    found: dict[str, Document] = {key: codec.load(value) for key, value in stored.items()}
    refused: list[tuple[RawDocument, RefusedError]] = []
    parsed: dict[str, bytes] = {}
    for (raw, key), outcome in zip(fresh, outcomes, strict=True):
        if isinstance(outcome, RefusedError):
            refused.append((raw, outcome))
        else:
            found[key] = outcome
            parsed[key] = codec.dump(outcome)
    if parsed:
        snapshot.put_cached_many(CACHE, parsed)
    pages = _without_repeats([(raw, found[key]) for raw, key in zip(raws, keys, strict=True) if key in found])
    posts = _posts(snapshot, settings, languages)
    return (*pages, *posts), tuple(_notes(refused, len(raws), language))


def _without_repeats(read: Sequence[tuple[RawDocument, Document]]) -> list[Document]:
    """Drop what pages of a site repeat. Brochures have no common frame: what each of them says, each means."""
    pages = iter(drop_repeated([document for raw, document in read if raw.media_type in _PAGES]))
    return [next(pages) if raw.media_type in _PAGES else document for raw, document in read]


def _posts(snapshot: Snapshot, settings: Source, languages: Sequence[str]) -> tuple[Document, ...]:
    """Return the posts as documents. They are cached without the post, so that a check of old posts detects nothing."""
    posts = snapshot.posts(settings.name)
    keys = [
        stable_id(
            codec.reader_version(), post.source, post.id, post.text, post.title or "", post.lang or "", post.url or "",
            post.uri or "", settings.role, *languages, length=40,
        )
        for post in posts
    ]  # fmt: skip
    stored = snapshot.cached_many(CACHE, keys)
    parsed: dict[str, bytes] = {}
    documents = []
    for post, key in zip(posts, keys, strict=True):
        if key in stored:
            document = replace(codec.load(stored[key]), post=post, published=post.created_at)
        else:
            document = from_post(post, role=settings.role, languages=languages)
            parsed[key] = codec.dump(replace(document, post=None))
        documents.append(document)
    if parsed:
        snapshot.put_cached_many(CACHE, parsed)
    return tuple(documents)


def _key(raw: RawDocument, settings: Source, languages: Sequence[str]) -> str:
    parts = (raw.content, raw.source, raw.key, raw.media_type, raw.url or "", raw.path or "", raw.encoding or "")
    return stable_id(codec.reader_version(), *parts, settings.role, *languages, length=40)


def _notes(refused: Sequence[tuple[RawDocument, RefusedError]], total: int, language: str) -> Iterable[str]:
    if not refused:
        return
    if len(refused) > 1:
        yield worded(language, "n_unread", {"count": len(refused), "total": total})[0]
    for raw, reason in refused[:MAX_NOTES]:
        yield f"{raw.path or raw.url or raw.key}: {reason.told(language)}"
    if len(refused) > MAX_NOTES:
        yield worded(language, "more_unread", {"count": len(refused) - MAX_NOTES})[0]
