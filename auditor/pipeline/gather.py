"""From the snapshot to documents and statements: counted, with what could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor import read
from auditor.model import Document, Role, SourceReport, Statement
from auditor.pipeline.overlay import Snapshot
from auditor.settings import Settings, Source


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


def gather(settings: Settings, store: Snapshot) -> Material:
    """Read everything that the snapshot holds."""
    stored = {report.name: report for report in store.reports()}
    reports, documents, statements = [], {}, {}
    for source in settings.sources:
        languages = (source.language,) if source.language else settings.organisation.languages
        found, notes = read.source(store, source, languages, language=settings.report.language)
        documents[source.name] = found
        statements[source.name] = tuple(statement for document in found for statement in read.statements(document))
        report = stored.get(source.name) or _never_collected(source, settings)
        reports.append(_counted(report, source, found, len(statements[source.name]), notes))
    return Material(tuple(reports), documents, statements)


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
