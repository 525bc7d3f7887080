"""A change, judged: only the findings that it causes, each on the line that causes it.

Both sides are audited with the configuration, the review file, the channels and the "today" of now, so that nothing but
the change can make a difference. `BASE` is a git revision, a results.json, or another snapshot.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from auditor import change, rules
from auditor.errors import StoreError, UsageError
from auditor.history import comparable
from auditor.match import CachedEncode
from auditor.model import Claim, Finding, Results, SourceReport
from auditor.pipeline import trees
from auditor.pipeline.draft import Draft, judge_drafts
from auditor.pipeline.overlay import Overlay, Snapshot
from auditor.pipeline.placing import Change, put, put_draft
from auditor.pipeline.run import audit, open_snapshot, read_results, with_writing
from auditor.rules import gate
from auditor.rules.gate import FailOn
from auditor.settings import Settings
from auditor.store import FILE_NAME, Store

_SAID: Final = {
    "nl": {
        "others": "bevindingen die er al vóór deze wijziging waren en niet meetellen: {n}",
        "beside": "bevindingen die meekwamen zonder dat de wijziging hun tekst raakt, en niet meetellen: {n}",
        "untouched": "deze wijziging raakt geen enkel bestand dat wordt onderzocht",
        "unknown": "{name} staat niet in git en zijn bronbestanden zijn onbekend; van die bron telt geen wijziging mee",
    },
    "en": {
        "others": "findings that were there before this change and do not count: {n}",
        "beside": "findings that came up beside the change, which does not touch their text, and do not count: {n}",
        "untouched": "this change touches no file that is audited",
        "unknown": "{name} is not kept in git and its source files are unknown; no change to that source counts",
    },
}


def check_change(settings: Settings, base: str, *, fail_on: FailOn | None = None) -> Results:
    """Return the results of a change: its own findings, and the claims and verdicts that they are about.

    Args:
        settings: the configuration of now, which holds for both sides.
        base: a git revision, `auto` for the one that the environment of a hook or CI job names, the path of a
            results.json, or a folder with another snapshot.
        fail_on: the lowest level that fails, else what the configuration says.

    Raises:
        UsageError: the base is none of the three, or git cannot tell what changed since.
        ModelError: another model made the results or the baseline.
        StoreError: nothing was collected yet.
    """
    settings = settings.model_copy(update={"now": settings.now or datetime.now(UTC)})
    with open_snapshot(settings) as store:
        encode = CachedEncode(settings.matching.model, store)
        path = Path(base)
        if path.is_file():
            return _against_results(settings, store, encode, base, fail_on)
        if (path / FILE_NAME).is_file() or (path / ".auditor" / FILE_NAME).is_file():
            return _against_snapshot(settings, store, encode, path, fail_on)
        return _against_git(settings, store, encode, base, fail_on)


def _against_results(
    settings: Settings, store: Store, encode: CachedEncode, base: str, fail_on: FailOn | None
) -> Results:
    try:
        before = read_results(Path(base).read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"--diff {base}: it cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"--diff {base} is no results.json: it is not UTF-8.") from error
    after = _judged(settings, store, encode, before.claims)
    comparable(before, after)
    return _narrowed(settings, before, after, change.caused(before.findings, after.findings), base, fail_on)


def _against_snapshot(
    settings: Settings, store: Store, encode: CachedEncode, path: Path, fail_on: FailOn | None
) -> Results:
    with _opened(path) as earlier:
        before = _judged(_bare(settings), earlier, encode)
    after = _judged(settings, store, encode, before.claims)
    return _narrowed(settings, before, after, change.caused(before.findings, after.findings), str(path), fail_on)


def snapshot_results(settings: Settings, path: Path) -> Results:
    """Judge the snapshot in a folder (or in its .auditor) with these settings; nothing is kept there.

    Raises:
        StoreError: there is no snapshot.
    """
    settings = settings.model_copy(update={"now": settings.now or datetime.now(UTC)})
    with _opened(path) as store:
        return _judged(_bare(settings), store, CachedEncode(settings.matching.model, store))


def _opened(path: Path) -> Store:
    place = path if (path / FILE_NAME).is_file() else path / ".auditor"
    try:
        return Store.open(place, create=False)
    except StoreError as error:
        raise StoreError(f"{path} is no snapshot that can be read: {error.message}", advice=error.advice) from error


def _against_git(settings: Settings, store: Store, encode: CachedEncode, base: str, fail_on: FailOn | None) -> Results:
    repo = change.repository(settings.folder)
    if base == "auto":
        base = repo.automatic(os.environ)
    commit = repo.base(base)
    plan = trees.plan(settings, repo, commit)
    drafts = _drafts(settings, repo, commit)
    if not plan.read and not settings.check.drafts:
        raise UsageError(
            f"--diff {base}: none of the sources is kept in git, so nothing tells what the change does to them.",
            advice="Add a source of kind `files` for the Markdown, or `source_map` to the website "
            "(docs/ci.md, A change).",
        )
    with ExitStack() as stack:
        now, was = _sides(stack, plan, repo, commit, store, settings)
        if was is None:
            before = after = _judged(plan.settings, now, encode)
        else:
            before = _judged(_bare(plan.settings), was, encode)
            after = _judged(plan.settings, now, encode, before.claims)
        told = judge_drafts(plan.settings, drafts, now, encode, after.claims)
    found = () if was is None else change.caused(before.findings, after.findings)
    changed = Change(repo, commit, settings)
    placed = [put(finding, before, after, changed) for finding in found]
    found = tuple(finding for finding in placed if finding is not None)
    spoken = tuple(put_draft(finding, changed) for finding in told.findings)
    after = replace(after, findings=(*after.findings, *spoken), verdicts=(*after.verdicts, *told.verdicts))
    after = replace(after, sources=(*after.sources, *told.reports))
    notes = [_say(settings, "unknown", name=name) for name in plan.unknown]
    beside = sum(finding is None for finding in placed)
    if beside:
        notes.append(_say(settings, "beside", n=beside))
    if was is None and not drafts:
        notes.append(_say(settings, "untouched"))
    read = frozenset(item.source.name for item in plan.read)
    return _narrowed(settings, before, after, (*found, *spoken), base, fail_on, notes=notes, beside=beside, read=read)


def _sides(  # noqa: PLR0913, PLR0917 - what to read, from where, and over what
    stack: ExitStack, plan: trees.Plan, repo: change.Repository, base: change.Base, store: Store, settings: Settings
) -> tuple[Snapshot, Snapshot | None]:
    """Return the snapshot with the sources as they are, and as they were; None where the change touches none."""
    if not plan.read:
        return store, None
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="auditor-diff-")))
    laid = trees.lay_out(plan, repo, base, folder)
    own = stack.enter_context(Store.open(trees.collected(laid, settings.workspace), create=False))
    names = frozenset(item.source.name for item in plan.read)
    now = Overlay(store, own, "", names, laid.paths)
    return now, Overlay(store, own, trees.BEFORE, names, laid.paths) if laid.differ else None


def _judged(settings: Settings, snapshot: Snapshot, encode: CachedEncode, earlier: Sequence[Claim] = ()) -> Results:
    assert settings.now is not None
    return audit(settings, snapshot, encode, now=settings.now, earlier=earlier)


def _bare(settings: Settings) -> Settings:
    """Return the settings without a baseline: what is accepted today was there before all the same."""
    return settings.model_copy(update={"check": settings.check.model_copy(update={"baseline": None})})


def _drafts(settings: Settings, repo: change.Repository, base: change.Base) -> list[Draft]:
    """Return the drafts that the change adds or alters."""
    if not settings.check.drafts:
        return []
    top = settings.folder.resolve().relative_to(repo.root).as_posix()
    chosen = set(repo.matching("" if top == "." else top, settings.check.drafts))
    found = []
    for path in repo.touched(base):
        if path in chosen:
            text = (repo.root / path).read_text(encoding="utf-8-sig", errors="replace")
            found.append(Draft(trees.known_path(path, settings, repo), change.body(text)))
    return [draft for draft in found if draft.text.strip()]


def _narrowed(  # noqa: PLR0913, PLR0917 - the two sides, what differs, and how it is told; the rest is named
    settings: Settings,
    before: Results,
    after: Results,
    found: Sequence[Finding],
    base: str,
    fail_on: FailOn | None,
    *,
    notes: Sequence[str] = (),
    beside: int = 0,
    read: frozenset[str] | None = None,
) -> Results:
    """Return the results of the change alone, with the gate's word on it.

    `read` are the sources that were read from git: a required source elsewhere that could not be read is no fault of
    the change and does not make it incomplete.
    """
    ids = {finding.id for finding in found}
    limits = [item for item in after.findings if item.level == "note" and _limits(item, read)]
    findings = (*found, *limits)
    known = {claim.id for claim in before.claims}
    spoken_of = {claim for finding in found for claim in (finding.claim, *finding.claims) if claim}
    claims = tuple(claim for claim in after.claims if claim.id in spoken_of or claim.id not in known)
    shown = {claim.id for claim in claims}
    verdicts = tuple(verdict for verdict in after.verdicts if verdict.claim in shown)
    items = sum(report.documents for report in after.sources if report.role == "social")
    judged = settings if read is None else _excused(settings, read)
    reports = after.sources if read is None else tuple(_excuse(report, read) for report in after.sources)
    summary = gate.decide(findings, reports, after.claims, items, judged, fail_on, verdicts=verdicts)
    others = sum(f.status == "new" and f.level != "note" and f.id not in ids for f in after.findings) - beside
    said = [_say(settings, "others", n=others)] if others > 0 else []
    summary = replace(summary, reasons=(*summary.reasons, *said, *notes))
    run = replace(after.run, parameters=(*after.run.parameters, ("check.diff", base)))
    return with_writing(Results(run, after.sources, claims, verdicts, (), findings, summary), settings)


def _limits(note: Finding, read: frozenset[str] | None) -> bool:
    """Whether a note is about the change: a rule that failed, or a file of it that could not be read."""
    return note.rule == rules.FAILED.id or (
        read is not None and note.rule == "channel-unreadable" and note.source in read
    )


def _excused(settings: Settings, read: frozenset[str]) -> Settings:
    sources = tuple(
        source if source.name in read else source.model_copy(update={"required": False}) for source in settings.sources
    )
    return settings.model_copy(update={"sources": sources})


def _excuse(report: SourceReport, read: frozenset[str]) -> SourceReport:
    return report if report.name in read else replace(report, required=False)


def _say(settings: Settings, key: str, **values: object) -> str:
    return _SAID[settings.report.language][key].format(**values)
