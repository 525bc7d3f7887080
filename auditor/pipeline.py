"""The run, station by station: snapshot ─► read ─► claims ─► match ─► judge ─► webcare ─► rules ─► gate ─► results.

Nothing here touches the network. Everything that decides is in the stations; this module hands their facts on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Literal

from auditor import claims as claiming
from auditor import judge as judging
from auditor import read, rules, webcare
from auditor.errors import NothingToCompare, StoreError
from auditor.match import CachedEncode
from auditor.model import Claim, Conversation, Document, Results, RunInfo, SourceReport, Statement, WebcareFigures
from auditor.render import results_json
from auditor.rules import gate
from auditor.settings import Settings, Source
from auditor.store import Store

FailOn = Literal["error", "warning", "info", "never"]


@dataclass(frozen=True, slots=True)
class Material:
    """What was read of all sources, before anything is judged."""

    reports: tuple[SourceReport, ...]
    documents: dict[str, tuple[Document, ...]]
    """By source name, in the order of the configuration."""
    statements: dict[str, tuple[Statement, ...]]

    def of(self, settings: Settings, role: str) -> dict[str, tuple[Statement, ...]]:
        """Return the statements of the sources with that role."""
        return {source.name: self.statements[source.name] for source in settings.sources if source.role == role}


def check(settings: Settings, *, fail_on: FailOn | None = None) -> Results:
    """Judge the snapshot and keep the results in the workspace.

    Raises:
        StoreError: nothing was collected yet.
        ConfigError, ModelError: the review file or the model cannot be used.
    """
    started = datetime.now(UTC)
    with open_snapshot(settings) as store:
        encode = CachedEncode(settings.matching.model, store)
        results = _audit(settings, store, encode, now=settings.now or started, fail_on=fail_on)
        ended = datetime.now(UTC)
        run = replace(results.run, started=started, duration_seconds=round((ended - started).total_seconds(), 2))
        results = replace(results, run=run)
        store.put_run(started, run.snapshot, results_json.dumps(results))
    return results


def claims(settings: Settings, *, reviewed: bool = True) -> tuple[Claim, ...]:
    """Return the claims of the snapshot; with `reviewed` false, as they were before a person decided."""
    if not reviewed:
        settings = settings.model_copy(
            update={"claims": settings.claims.model_copy(update={"review_file": settings.workspace / "no-review.yaml"})}
        )
    with open_snapshot(settings) as store:
        encode = CachedEncode(settings.matching.model, store)
        return _claims(settings, gather(settings, store), encode)


def check_draft(settings: Settings, text: str, *, fail_on: FailOn | None = None) -> Results:
    """Judge a draft text against the claims of the snapshot, before it is published."""
    started = datetime.now(UTC)
    now = settings.now or started
    with open_snapshot(settings) as store:
        encode = CachedEncode(settings.matching.model, store)
        material = gather(settings, store)
        found = _claims(settings, material, encode)
        if not found:
            raise NothingToCompare(
                "There are no claims to hold the draft against.",
                advice="Run `auditor collect`, and see `auditor claims`.",
            )
        findings = rules.run_draft(text, found, settings=settings, encode=encode, now=now)
        summary = gate.decide(findings, (), found, 1, settings, fail_on)
        run = _run_info(settings, store.snapshot_id(), encode, now)
    return Results(run, (), found, (), (), findings, summary)


def last_results(settings: Settings) -> Results:
    """Return the results of the last check. Raises StoreError where there was none."""
    with open_snapshot(settings) as store:
        document = store.latest_results()
    if document is None:
        raise StoreError("Nothing was checked here yet.", advice="Run `auditor run`, or `auditor check`.")
    return read_results(document)


def read_results(document: str) -> Results:
    """Return results from the text of a results.json. Raises UsageError where it is none."""
    return results_json.loads(document)


def open_snapshot(settings: Settings) -> Store:
    """Open the workspace. Raises StoreError where nothing was collected yet."""
    if not settings.workspace.is_dir():
        raise StoreError(
            f"There is no snapshot beside {settings.file.name}: nothing was collected yet.",
            advice="Run `auditor run`, or `auditor collect` first.",
        )
    return Store.open(settings.workspace)


def gather(settings: Settings, store: Store) -> Material:
    """Read everything that the snapshot holds into documents and statements."""
    stored = {report.name: report for report in store.reports()}
    reports, documents, statements = [], {}, {}
    for source in settings.sources:
        report = stored.get(source.name) or _never_collected(source, settings)
        found, notes = read.source(store, source, settings.organisation.languages, language=settings.report.language)
        documents[source.name] = found
        statements[source.name] = tuple(statement for document in found for statement in read.statements(document))
        reports.append(_counted(report, source, found, statements[source.name], notes))
    return Material(tuple(reports), documents, statements)


def _never_collected(source: Source, settings: Settings) -> SourceReport:
    note = {
        "nl": "Deze bron is nog niet opgehaald. Draai `auditor collect`.",
        "en": "This source was not collected yet. Run `auditor collect`.",
    }[settings.report.language]
    return SourceReport(source.name, source.kind, source.role, "unreadable", notes=(note,), required=source.required)


def _counted(
    report: SourceReport,
    source: Source,
    documents: Sequence[Document],
    statements: Sequence[Statement],
    notes: Sequence[str],
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
        statements=len(statements),
        first=times[0] if times else None,
        last=times[-1] if times else None,
        notes=(*report.notes, *notes),
    )


def _claims(settings: Settings, material: Material, encode: CachedEncode) -> tuple[Claim, ...]:
    owned = [item for items in material.of(settings, "owned").values() for item in items]
    documents = [
        item for source in settings.sources if source.role == "owned" for item in material.documents[source.name]
    ]
    return claiming.extract(owned, settings=settings, encode=encode, documents=documents)


def _webcare(
    settings: Settings, store: Store, found: Sequence[Claim], now: datetime
) -> tuple[dict[str, tuple[Conversation, ...]], tuple[WebcareFigures, ...]]:
    """Return the conversations per social source, and the figures of every source that holds any."""
    conversations, figures = {}, []
    for source in settings.sources:
        if source.role != "social":
            continue
        held = webcare.conversations(store.posts(source.name), source, settings, now)
        conversations[source.name] = held
        if held:
            figures.append(webcare.figures(source, held, found, settings, now))
    return conversations, tuple(figures)


def _audit(settings: Settings, store: Store, encode: CachedEncode, *, now: datetime, fail_on: FailOn | None) -> Results:
    material = gather(settings, store)
    found = _claims(settings, material, encode)
    conversations, figures = _webcare(settings, store, found, now)
    social = material.of(settings, "social")
    verdicts = judging.judge(found, social, material.reports, figures, settings=settings, encode=encode, now=now)
    conflicts = judging.owned_conflicts(found, settings=settings, encode=encode)
    findings = rules.run(
        rules.Audit(
            settings=settings,
            now=now,
            claims=found,
            verdicts=verdicts,
            sources=material.reports,
            webcare=figures,
            conversations=conversations,
            documents=[d for s in settings.sources if s.role == "owned" for d in material.documents[s.name]],
            statements=[item for items in material.of(settings, "owned").values() for item in items],
            social=social,
            conflicts=conflicts,
            encode=encode,
        )
    )
    items = sum(len(material.documents[name]) for name in social)
    summary = gate.decide(findings, material.reports, found, items, settings, fail_on, verdicts=verdicts)
    run = _run_info(settings, store.snapshot_id(), encode, now)
    return Results(run, material.reports, found, verdicts, figures, findings, summary)


def _run_info(settings: Settings, snapshot: str, encode: CachedEncode, now: datetime) -> RunInfo:
    return RunInfo(
        tool=f"auditor {version('auditor')}",
        model=encode.name,
        model_revision=encode.revision,
        snapshot=snapshot,
        now=now,
        organisation=settings.organisation.name,
        language=settings.report.language,
        handles=_handles(settings),
        parameters=(
            ("matching.window", str(settings.matching.window)),
            ("matching.min_posts", str(settings.matching.min_posts)),
            ("matching.min_confidence", str(settings.matching.min_confidence)),
            ("matching.verifier", settings.matching.verifier or "built-in"),
            ("claims.min_confidence", str(settings.claims.min_confidence)),
            ("check.fail_on", settings.check.fail_on),
            ("webcare.target_share", str(settings.webcare.target_share)),
            ("webcare.default_hours", str(settings.webcare.default_hours)),
        ),
    )


def _handles(settings: Settings) -> tuple[str, ...]:
    """Return the organisation's own account names, which need no redaction."""
    given = (
        handle
        for source in settings.sources
        for handle in (source.actor, source.account, *source.accounts)
        if handle is not None
    )
    return tuple(sorted({handle.lstrip("@").lower() for handle in given}))
