"""From the snapshot to documents and statements: read what is new, take the rest from the cache of earlier runs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor import read
from auditor.model import Document, RawDocument, Role, SourceReport, Statement
from auditor.settings import Settings, Source
from auditor.store import Store

_PARSED = "document"


@dataclass(frozen=True, slots=True)
class Material:
    """What was read of all sources, before anything is judged."""

    reports: tuple[SourceReport, ...]
    documents: dict[str, tuple[Document, ...]]
    """By source name, in the order of the configuration."""
    statements: dict[str, tuple[Statement, ...]]

    def statements_of(self, settings: Settings, role: Role) -> dict[str, tuple[Statement, ...]]:
        """Return the statements of the sources with that role."""
        return {source.name: self.statements[source.name] for source in settings.sources if source.role == role}

    def documents_of(self, settings: Settings, role: Role) -> tuple[Document, ...]:
        """Return the documents of the sources with that role."""
        return tuple(d for source in settings.sources if source.role == role for d in self.documents[source.name])


def gather(settings: Settings, store: Store) -> Material:
    """Read everything that the snapshot holds."""
    stored = {report.name: report for report in store.reports()}
    reports, documents, statements = [], {}, {}
    for source in settings.sources:
        found, notes = _documents(store, source, settings)
        documents[source.name] = found
        statements[source.name] = tuple(statement for document in found for statement in read.statements(document))
        report = stored.get(source.name) or _never_collected(source, settings)
        reports.append(_counted(report, source, found, len(statements[source.name]), notes))
    return Material(tuple(reports), documents, statements)


def _documents(store: Store, source: Source, settings: Settings) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """Return the documents of one source in a fixed order, and a note for each one that could not be read."""
    languages = (source.language,) if source.language else settings.organisation.languages
    posts = tuple(read.from_post(post, role=source.role, languages=languages) for post in store.posts(source.name))
    pages, notes = _pages(store, source, languages)
    return (*read.drop_repeated(pages), *posts), notes


def _pages(store: Store, source: Source, languages: Sequence[str]) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    raws = store.documents(source.name)
    keys = {raw.key: _cache_key(raw, source.role, languages) for raw in raws}
    cached = store.cached_many(_PARSED, keys.values())
    missing = [raw for raw in raws if keys[raw.key] not in cached]
    parsed = read.read_all(
        [(raw, store.content(raw.content)) for raw in missing],
        role=source.role,
        languages=languages,
        workers=os.cpu_count() or 1,
    )
    fresh = {raw.key: outcome for raw, outcome in zip(missing, parsed, strict=True)}
    store.put_cached_many(
        _PARSED, {keys[key]: read.dump(outcome) for key, outcome in fresh.items() if isinstance(outcome, Document)}
    )
    documents, notes = [], []
    for raw in raws:
        outcome = fresh.get(raw.key) or read.load(cached[keys[raw.key]])
        if isinstance(outcome, Document):
            documents.append(outcome)
        else:
            notes.append(f"{raw.path or raw.url or raw.key}: {outcome}")
    return tuple(documents), tuple(notes)


def _cache_key(raw: RawDocument, role: Role, languages: Sequence[str]) -> str:
    """Everything that the parsed document depends on."""
    return "|".join(
        (
            read.READER_VERSION,
            raw.content,
            raw.media_type,
            raw.source,
            raw.key,
            raw.url or "",
            raw.path or "",
            raw.encoding or "",
            raw.modified_at.isoformat() if raw.modified_at else "",
            role,
            *languages,
        )
    )


def _never_collected(source: Source, settings: Settings) -> SourceReport:
    note = {
        "nl": "Deze bron is nog niet opgehaald. Draai `auditor collect`.",
        "en": "This source was not collected yet. Run `auditor collect`.",
    }[settings.report.language]
    return SourceReport(source.name, source.kind, source.role, "unreadable", notes=(note,), required=source.required)


def _counted(
    report: SourceReport, source: Source, documents: Sequence[Document], statements: int, notes: Sequence[str]
) -> SourceReport:
    """Return the report with what was really read: a document that cannot be parsed makes the source partial."""
    times = sorted(document.published for document in documents if document.published is not None)
    status = report.status
    if notes and status == "ok":
        status = "partial" if documents else "unreadable"
    return replace(
        report,
        role=source.role,
        required=source.required,
        status=status,
        documents=len(documents),
        statements=statements,
        first=times[0] if times else None,
        last=times[-1] if times else None,
        notes=(*report.notes, *notes),
    )
