"""Forgetting a person or a source: out of the snapshot, out of what was computed from it, out of every kept result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from auditor.collect.lock import exclusive
from auditor.collect.privacy import is_pseudonym
from auditor.collect.pseudonyms import pseudonym, workspace_key
from auditor.errors import UsageError, nearest
from auditor.model import Results
from auditor.pipeline.run import open_snapshot, read_results
from auditor.render import results_json
from auditor.render.redacted import redacted
from auditor.settings import Settings
from auditor.store import Erased, Store

_LOGS: Final = ("collect.log", "check.log")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was removed, and whether kept results were rewritten."""

    erased: Erased
    runs: int


def forget_person(settings: Settings, handles: tuple[str, ...]) -> Forgotten:
    """Remove everything of the people with these account names, and do not store them again.

    A handle is hashed with the key of the workspace and never written down. What was computed from any text (vectors,
    parsed documents) is removed whole, since it cannot be told whose text it came from; the next check makes it anew.
    Kept results lose the words of all other people.

    Raises:
        StoreError: nothing was collected yet.
        UsageError: a handle is one of the organisation's own accounts, or empty.
    """
    open_snapshot(settings).close()  # before a key or a lock is written where there is nothing to forget
    key = workspace_key(settings.workspace)
    names = frozenset(_pseudonym_of(handle, settings, key) for handle in handles)
    with exclusive(settings.workspace), open_snapshot(settings) as store:
        erased = store.erase.person(names)
        store.erase.results(lambda document: _changed(document, redacted))
        _clean(store, settings.workspace)
        return Forgotten(erased, store.run_count())


def forget_source(settings: Settings, name: str) -> Forgotten:
    """Remove a source: what was read of it, its state, and its part of every kept result.

    Raises:
        StoreError: nothing was collected yet.
        UsageError: nothing was collected under this name.
    """
    open_snapshot(settings).close()  # see `forget_person`
    with exclusive(settings.workspace), open_snapshot(settings) as store:
        known = [report.name for report in store.reports()]
        items = len(store.documents(name)) + len(store.posts(name))
        if not store.erase.source(name):
            raise UsageError(f"Nothing was collected of a source {name!r}.", advice=nearest(name, known))
        store.erase.results(lambda document: _changed(document, lambda results: without_source(results, name)))
        _clean(store, settings.workspace)
        return Forgotten(Erased(items, 0), store.run_count())


def _pseudonym_of(handle: str, settings: Settings, key: bytes) -> str:
    plain = handle.strip().lstrip("@").casefold()
    if not plain:
        raise UsageError("Give the account name of the person to forget.", advice="For instance: auditor forget @jan.")
    accounts = [name for s in settings.sources for name in (s.actor, s.account, *s.accounts) if name]
    names = (settings.organisation.name, *settings.organisation.aliases, *accounts)
    if plain in {name.lstrip("@").casefold() for name in names}:
        raise UsageError(
            f"{handle} is the organisation itself, or an account of it.",
            advice="Use --source NAME to remove what was read of it.",
        )
    return plain if is_pseudonym(plain) else pseudonym(plain, key)


def _clean(store: Store, workspace: Path) -> None:
    """Remove what was computed, the logs, and every trace in the file."""
    store.erase.computed()
    store.sweep()
    store.erase.compact()
    for name in _LOGS:
        (workspace / name).unlink(missing_ok=True)


def _changed(document: str, change: Callable[[Results], Results]) -> str:
    """Return a results.json changed; one of another version, which cannot be looked into, is emptied."""
    try:
        results = read_results(document)
    except UsageError:
        return ""
    return results_json.dumps(change(results))


def without_source(results: Results, name: str) -> Results:
    """Return the results without a source: its report, claims, verdicts, figures, findings and evidence.

    The counts of the summary and of the history stay: they are numbers, and tell how it went.
    """
    claims = tuple(claim for claim in results.claims if claim.source != name)
    kept = {claim.id for claim in claims}
    verdicts = tuple(
        replace(verdict, evidence=tuple(item for item in verdict.evidence if item.source != name))
        for verdict in results.verdicts
        if verdict.source != name and verdict.claim in kept
    )
    findings = tuple(
        replace(finding, evidence=tuple(item for item in finding.evidence if item.source != name))
        for finding in results.findings
        if finding.source != name and (finding.claim is None or finding.claim in kept) and set(finding.claims) <= kept
    )
    return replace(
        results,
        sources=tuple(source for source in results.sources if source.name != name),
        claims=tuple(
            replace(claim, also_at=tuple(place for place in claim.also_at if place[0] != name)) for claim in claims
        ),
        verdicts=verdicts,
        webcare=tuple(figures for figures in results.webcare if figures.source != name),
        findings=findings,
        fits=tuple(fit for fit in results.fits if fit.source != name),
        # A subject is drawn from the texts of all channels together, so none is free of this one's.
        subjects=(),
        run=replace(results.run, fresh=(), gone=()),
    )
