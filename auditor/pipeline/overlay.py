"""A snapshot with some of its sources replaced by those of another: how a change is judged without collecting anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from auditor.model import Post, RawDocument, SourceReport
from auditor.read.source import Snapshot as Readable
from auditor.store import Store


class Snapshot(Readable, Protocol):
    """What an audit needs of a store."""

    def reports(self) -> tuple[SourceReport, ...]:
        """Return what was read of every source."""

    def snapshot_id(self) -> str:
        """Return the hash of everything that was collected."""


class Overlay:
    """The snapshot `kept`, with sources of `tree` in place of those with the same names.

    Args:
        kept: what was collected; parsed documents are cached here.
        tree: what was read for the occasion.
        prefix: what the names of the sources begin with in `tree`.
        names: of the sources to replace, without it.
        paths: from the names of files in `tree` to those that people know.
    """

    def __init__(self, kept: Store, tree: Store, prefix: str, names: Collection[str], paths: Mapping[str, str]) -> None:
        self._kept = kept
        self._tree = tree
        self._prefix = prefix
        self._paths = paths
        self._reports = {
            report.name.removeprefix(prefix): self._told(report)
            for report in tree.reports()
            if report.name.startswith(prefix) and report.name.removeprefix(prefix) in names
        }
        self._from_tree: set[str] = set()

    def reports(self) -> tuple[SourceReport, ...]:
        """Return the reports of both."""
        kept = {report.name: report for report in self._kept.reports()}
        return tuple(report for _, report in sorted({**kept, **self._reports}.items()))

    def snapshot_id(self) -> str:
        """Return that of the kept snapshot; what the tree holds is named by its commit."""
        return self._kept.snapshot_id()

    def documents(self, source: str) -> tuple[RawDocument, ...]:
        """Return the documents of a source."""
        if source not in self._reports:
            return self._kept.documents(source)
        found = tuple(self._named(document) for document in self._tree.documents(self._prefix + source))
        self._from_tree.update(document.content for document in found)
        return found

    def posts(self, source: str) -> tuple[Post, ...]:
        """Return the posts of a source."""
        if source not in self._reports:
            return self._kept.posts(source)
        return tuple(replace(post, source=source) for post in self._tree.posts(self._prefix + source))

    def content(self, sha256: str) -> bytes:
        """Return the bytes of a document that `documents` returned."""
        return (self._tree if sha256 in self._from_tree else self._kept).content(sha256)

    def cached_many(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the cached values that there are."""
        return self._kept.cached_many(kind, keys)

    def put_cached_many(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Keep values."""
        self._kept.put_cached_many(kind, values)

    def _named(self, document: RawDocument) -> RawDocument:
        path = self._paths.get(document.path or "", document.path)
        key = path if document.key == document.path and path else document.key
        return replace(document, source=document.source.removeprefix(self._prefix), path=path, key=key)

    def _told(self, report: SourceReport) -> SourceReport:
        notes = list(report.notes)
        for written, known in sorted(self._paths.items(), key=lambda pair: -len(pair[0])):
            notes = [note.replace(written, known) for note in notes]
        return replace(report, name=report.name.removeprefix(self._prefix), notes=tuple(notes))
