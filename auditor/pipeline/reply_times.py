"""The reply times of the snapshot on their own, with the conversations behind them: `auditor webcare`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from auditor import webcare
from auditor.errors import UsageError, nearest
from auditor.match import CachedEncode
from auditor.model import Claim
from auditor.pipeline.gather import gather
from auditor.pipeline.run import extract_claims, open_snapshot, run_info
from auditor.render.webcare_rows import ChannelTimes, WebcareReport
from auditor.render.words import Words
from auditor.settings import Settings, Source
from auditor.store import Store


def reply_times(
    settings: Settings,
    *,
    sources: Sequence[str] = (),
    unit: webcare.Unit = "conversation",
    percentile: webcare.Percentile = "nearest-rank",
) -> WebcareReport:
    """Return the figures of the social sources, or of those named, with every promise that applies to them.

    Counted by thread nothing is held against promises: those are about questions, and a thread may hold several.

    Raises:
        UsageError: a name is that of no social source.
        StoreError: nothing was collected yet.
    """
    social = _chosen(settings, sources)
    now = settings.now or datetime.now(UTC)
    settings = settings.model_copy(update={"now": now})
    with open_snapshot(settings) as store:
        encode = CachedEncode(settings.matching.model, store)
        found = extract_claims(settings, gather(settings, store), encode) if unit == "conversation" else ()
        run = run_info(settings, store.snapshot_id(), encode, now)
        read = {report.name for report in store.reports() if report.status != "unreadable"}
        unread = frozenset(source.name for source in social if source.name not in read)
        channels = tuple(
            _channel(source, store, found, settings, now, unread=unread, unit=unit, percentile=percentile)
            for source in social
        )
    promised = {figures.claim for channel in channels for figures in channel.figures.promises}
    return WebcareReport(
        run=run,
        timezone=settings.organisation.timezone,
        unit=unit,
        percentile=percentile,
        channels=channels,
        claims=tuple(claim for claim in found if claim.id in promised),
        real_time_minutes=settings.webcare.real_time_minutes,
        min_cases=settings.webcare.min_cases,
    )


def _chosen(settings: Settings, names: Sequence[str]) -> tuple[Source, ...]:
    social = {source.name: source for source in settings.sources if source.role == "social"}
    for name in names:
        if name in social:
            continue
        if any(source.name == name for source in settings.sources):
            raise UsageError(
                f"{name!r} is no social source, and only those have reply times.",
                advice=f"Social sources: {', '.join(social) or 'none'}.",
            )
        raise UsageError(f"There is no source {name!r}.", advice=nearest(name, social))
    return tuple(social[name] for name in dict.fromkeys(names or social))


def _channel(  # noqa: PLR0913 - the facts of a channel
    source: Source,
    store: Store,
    claims: Sequence[Claim],
    settings: Settings,
    now: datetime,
    *,
    unread: frozenset[str],
    unit: webcare.Unit,
    percentile: webcare.Percentile,
) -> ChannelTimes:
    held = webcare.conversations(store.posts(source.name), source, settings, now, claims=claims, unit=unit)
    figures = webcare.figures(source, held, claims, settings, now, definition=percentile)
    if source.name in unread:  # nothing read is not the same as no questions
        said = Words(settings.report.language).t("The channel could not be read, so nothing is said about it.")
        figures = replace(figures, notes=(said,))
    by_id = {claim.id: claim for claim in claims}
    cases = {p.claim: webcare.cases(by_id[p.claim], source, held, settings, now)[1] for p in figures.promises}
    return ChannelTimes(figures, held, cases)
