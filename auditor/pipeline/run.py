"""The check: everything from the snapshot to the results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version

from auditor import claims as claiming
from auditor import history, rules, webcare
from auditor import judge as judging
from auditor import subjects as subjecting
from auditor.collect.privacy import oldest_kept
from auditor.errors import StoreError, UsageError
from auditor.match import CachedEncode
from auditor.model import Claim, Conversation, Results, RunInfo, WebcareFigures
from auditor.pipeline.accept import accept
from auditor.pipeline.gather import Material, gather
from auditor.pipeline.overlay import Snapshot
from auditor.pipeline.written import Writing
from auditor.render import results_json
from auditor.render.redacted import redacted
from auditor.rules import gate
from auditor.rules.gate import FailOn
from auditor.settings import Settings
from auditor.settings.load import default_rules, repository_top, source_lines
from auditor.store import FILE_NAME, Store


def check(settings: Settings, *, fail_on: FailOn | None = None, keep: bool = True) -> Results:
    """Judge the snapshot and, with `keep`, keep the results in the workspace.

    Raises:
        StoreError: nothing was collected yet.
        ConfigError, ModelError: the review file, the baseline or the model cannot be used.
    """
    started = datetime.now(UTC)
    with open_snapshot(settings) as store:
        if keep and (oldest := oldest_kept(settings, started)) is not None:
            store.erase.older(oldest)
        encode = CachedEncode(settings.matching.model, store)
        results = audit(settings, store, encode, now=settings.now or started, fail_on=fail_on)
        results = with_writing(results, settings)
        ended = datetime.now(UTC)
        run = replace(results.run, started=started, duration_seconds=round((ended - started).total_seconds(), 2))
        results = replace(results, run=run)
        if keep:
            results = history.with_history(results, _previous(store), store.run_count() + 1)
            _keep(store, started, results, shown=not settings.report.redact_third_party)
            store.drop_unasked()
    return results


def _keep(store: Store, started: datetime, results: Results, *, shown: bool) -> None:
    """Keep the results, without other people. Where they may be shown, the last run holds them and the earlier do not:
    what somebody took back must not live on in old results.
    """
    store.erase.results(without_others, newest=1)
    kept = results if shown else redacted(results)
    store.put_run(started, results.run.snapshot, results_json.dumps(kept))


def without_others(document: str) -> str:
    """Return a results.json without the words and names of other people; one that cannot be read stays as it is."""
    try:
        return results_json.dumps(redacted(read_results(document)))
    except UsageError:
        return document


def claims(settings: Settings, *, reviewed: bool = True) -> tuple[Claim, ...]:
    """Return the claims of the snapshot; with `reviewed` false, as they were before a person decided."""
    if not reviewed:
        nowhere = settings.workspace / "no-review.yaml"
        update = {"claims": settings.claims.model_copy(update={"review_file": nowhere})}
        settings = settings.model_copy(update=update)
    with open_snapshot(settings) as store:
        encode = CachedEncode(settings.matching.model, store)
        return extract_claims(settings, gather(settings, store), encode)


def last_results(settings: Settings) -> Results:
    """Return the results of the last check. Raises StoreError where there was none."""
    with open_snapshot(settings) as store:
        document = store.latest_results()
    if document is None:
        raise StoreError("Nothing was checked here yet.", advice="Run `auditor run`, or `auditor check`.")
    return read_results(document)


def kept_results(settings: Settings, number: int) -> Results:
    """Return the results of a kept run: 1 is the oldest, -1 the last. Raises UsageError where there is none."""
    with open_snapshot(settings) as store:
        run, count = store.run(number), store.run_count()
    if run is None:
        if number == -2 and count == 1:
            raise UsageError("There is only one run: nothing to compare it with.", advice="Run `auditor run` again.")
        kept = "1 is" if count == 1 else f"{count} are"
        raise UsageError(f"There is no run {number}: {kept} kept.", advice="`auditor trend` lists those that differ.")
    return read_results(run.results)


def _previous(store: Store) -> Results | None:
    """Return the results of the run before, None where there is none that this version can read."""
    run = store.run(-1)
    try:
        return None if run is None else read_results(run.results)
    except UsageError:
        return None


def read_results(document: str) -> Results:
    """Return results from the text of a results.json. Raises UsageError where it is none."""
    return results_json.loads(document)


def open_snapshot(settings: Settings) -> Store:
    """Open the workspace. Raises StoreError where nothing was collected yet."""
    try:
        return Store.open(settings.workspace, create=False)
    except StoreError as error:
        if (settings.workspace / FILE_NAME).exists():
            raise
        raise StoreError(
            f"There is no snapshot beside {settings.file.name}: nothing was collected yet.",
            advice="Run `auditor run`, or `auditor collect` first.",
        ) from error


def extract_claims(settings: Settings, material: Material, encode: CachedEncode) -> tuple[Claim, ...]:
    """Return the claims of the owned sources."""
    owned = [item for items in material.statements_of(settings, "owned").values() for item in items]
    return claiming.extract(owned, settings=settings, encode=encode, documents=material.documents_of(settings, "owned"))


def run_info(settings: Settings, snapshot: str, encode: CachedEncode, now: datetime) -> RunInfo:
    """Return what made the results."""
    near, apart = subjecting.limits(settings)
    return RunInfo(
        tool=f"auditor {version('auditor')}",
        model=encode.name,
        model_revision=encode.revision,
        snapshot=snapshot,
        now=now,
        organisation=settings.organisation.name,
        language=settings.report.language,
        handles=_handles(settings),
        timezone=settings.organisation.timezone,
        configuration=settings.file.relative_to(repository_top(settings.folder)).as_posix(),
        parameters=(
            ("matching.window", str(settings.matching.window)),
            ("matching.min_posts", str(settings.matching.min_posts)),
            ("matching.min_confidence", str(settings.matching.min_confidence)),
            ("matching.verifier", settings.matching.verifier or "built-in"),
            ("claims.min_confidence", str(settings.claims.min_confidence)),
            ("check.fail_on", settings.check.fail_on),
            ("check.grey_zone", str(settings.check.grey_zone)),
            *_rules_of_ones_own(settings),
            ("subjects.near", f"{near:g}"),
            ("subjects.apart", f"{apart:g}"),
            ("webcare.target_share", str(settings.webcare.target_share)),
            ("webcare.default_hours", str(settings.webcare.default_hours)),
            ("webcare.min_cases", str(settings.webcare.min_cases)),
            ("webcare.real_time_minutes", f"{settings.webcare.real_time_minutes:g}"),
        ),
    )


def audit(  # noqa: PLR0913 - a snapshot, how to judge it and as of when; the rest is named
    settings: Settings,
    store: Snapshot,
    encode: CachedEncode,
    *,
    now: datetime,
    fail_on: FailOn | None = None,
    earlier: Sequence[Claim] = (),
) -> Results:
    """Judge a snapshot. `earlier` are the claims before a change, for the rules that are about changes."""
    settings = settings.model_copy(update={"now": now})  # every station sees one today
    material = gather(settings, store)
    found = extract_claims(settings, material, encode)
    conversations, figures = _webcare(settings, store, found, now)
    social = material.statements_of(settings, "social")
    verdicts = judging.judge(found, social, material.reports, figures, settings=settings, encode=encode, now=now)
    findings = rules.run(
        rules.Audit(
            settings=settings,
            now=now,
            claims=found,
            verdicts=verdicts,
            sources=material.reports,
            webcare=figures,
            conversations=conversations,
            documents=material.documents_of(settings, "owned"),
            statements=[item for items in material.statements_of(settings, "owned").values() for item in items],
            social=social,
            conflicts=judging.owned_conflicts(found, settings=settings, encode=encode, now=now),
            earlier=earlier,
            encode=encode,
        )
    )
    items = sum(len(material.documents[name]) for name in social)
    run = run_info(settings, store.snapshot_id(), encode, now)
    findings, stale = accept(findings, settings, run, material, found)
    summary = gate.decide(findings, material.reports, found, items, settings, fail_on, verdicts=verdicts, stale=stale)
    lines = source_lines(settings)
    said = subjecting.said_on_channels(social, settings, now)
    return Results(
        run,
        tuple(replace(report, line=lines.get(report.name)) for report in material.reports),
        found,
        verdicts,
        figures,
        findings,
        summary,
        fits=subjecting.channel_fits(said, found, settings=settings, encode=encode),
        subjects=subjecting.subjects(said, found, verdicts, settings=settings, encode=encode),
    )


def with_writing(results: Results, settings: Settings) -> Results:
    """Return the results with the source file of every finding on a page whose sources are known (`source_map`)."""
    writing = Writing(settings, repository_top(settings.folder))
    findings = tuple(replace(finding, written=writing.of(finding, results)) for finding in results.findings)
    return replace(results, findings=findings)


def _webcare(
    settings: Settings, store: Snapshot, found: Sequence[Claim], now: datetime
) -> tuple[dict[str, tuple[Conversation, ...]], tuple[WebcareFigures, ...]]:
    """Return the conversations per social source, and the figures of every source that holds any."""
    conversations, figures = {}, []
    for source in settings.sources:
        if source.role != "social":
            continue
        held = webcare.conversations(store.posts(source.name), source, settings, now, claims=found)
        conversations[source.name] = held
        if held:
            figures.append(webcare.figures(source, held, found, settings, now))
    return conversations, tuple(figures)


def _rules_of_ones_own(settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield the rules that the configuration changes, as (name, how): rules.promise-stale, "warning {window: 180}"."""
    shipped = default_rules()
    for name, rule in settings.rules.items():
        if rule != shipped.get(name):
            changed = {key: value for key, value in rule.options.items() if value != shipped[name].options.get(key)}
            said = [rule.level, *(str(item) for item in (changed, dict(rule.channels)) if item)]
            yield f"rules.{name}", " ".join(said)


def _handles(settings: Settings) -> tuple[str, ...]:
    """Return the organisation's own account names, which need no redaction."""
    given = (
        handle
        for source in settings.sources
        for handle in (source.actor, source.account, *source.accounts)
        if handle is not None
    )
    return tuple(sorted({handle.lstrip("@").lower() for handle in given}))
