"""Reply times per channel and per promise, with the geometry of their bars in percents of the cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from auditor.model import Claim, PromiseFigures, Term, WebcareFigures
from auditor.render.claim_items import row_text
from auditor.render.links import anchor
from auditor.render.overview import Overview, percents
from auditor.render.safe_text import clean
from auditor.render.vocabulary import KEPT

_MINUTES: Final = {"minute": 1.0, "hour": 60.0, "day": 1440.0, "week": 10080.0}


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """Reply times of one channel. Bars run from 0 to the longest of all channels; `limit` is what was promised."""

    channel: str
    conversations: str
    answered: str
    not_answered: tuple[str, ...]
    """How many are unanswered, and how many still open."""
    median: str
    p90: str
    median_working: str
    p90_working: str
    """In opening hours; empty where those are the same or not known."""
    promised: str
    median_bar: str
    p90_bar: str
    limit: str
    conclusion: str


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """How often one promise was kept on one channel. `low` and `high` are the 95 % interval."""

    anchor: str
    text: str
    lang: str | None
    channel: str
    within: str
    share: str
    interval: str
    target: str
    kept: str
    kept_word: str
    budget: str
    """How many cases may miss and how many did, and how."""
    point: str
    low: str
    width: str
    goal: str
    conclusion: str


def channel_rows(view: Overview) -> list[ChannelRow]:
    """Return a row per channel on which conversations were found."""
    rows = [figures for figures in view.results.webcare if figures.conversations]
    limits = {figures.source: _limit(view, figures) for figures in rows}
    longest = max([1.0, *_known(rows), *(limit for limit in limits.values() if limit)])
    return [_channel_row(view, figures, limits[figures.source], longest) for figures in rows]


def _known(rows: Iterable[WebcareFigures]) -> list[float]:
    return [figures.p90_minutes or figures.median_minutes or 0.0 for figures in rows]


def _channel_row(view: Overview, figures: WebcareFigures, limit: float | None, longest: float) -> ChannelRow:
    words = view.words
    share = figures.answered / figures.conversations
    channel = clean(figures.source)
    conclusion = words.t(
        "{channel}: half of the answers came within {median}, nine out of ten within {p90}.",
        channel=channel,
        median=words.minutes(figures.median_minutes),
        p90=words.minutes(figures.p90_minutes),
    )
    if limit:
        conclusion += " " + words.t("Promised: {promised}.", promised=promised_time(view, limit))
    return ChannelRow(
        channel=channel,
        conversations=words.number(figures.conversations),
        answered=words.t("{n} ({share})", n=words.number(figures.answered), share=words.percent(share)),
        not_answered=tuple(
            line
            for n, line in (
                (figures.unanswered, words.nt("{n} unanswered", "{n} unanswered", figures.unanswered)),
                (figures.open, words.nt("{n} still open", "{n} still open", figures.open)),
            )
            if n
        ),
        median=words.minutes(figures.median_minutes),
        p90=words.minutes(figures.p90_minutes),
        median_working=_working(view, figures.median_working_minutes, figures.median_minutes),
        p90_working=_working(view, figures.p90_working_minutes, figures.p90_minutes),
        promised=promised_time(view, limit) if limit else _in_opening_hours(view, figures),
        median_bar=percents((figures.median_minutes or 0.0) / longest),
        p90_bar=percents((figures.p90_minutes or 0.0) / longest),
        limit=percents(limit / longest) if limit else "",
        conclusion=conclusion,
    )


def _working(view: Overview, minutes: float | None, on_the_clock: float | None) -> str:
    if minutes is None or minutes == on_the_clock:
        return ""
    return view.words.t("{duration} of opening hours", duration=view.words.minutes(minutes))


def promised_time(view: Overview, minutes: float) -> str:
    """Return a promised time as people promise it: "24 hours" rather than "1 day"."""
    if minutes % 60 == 0 and minutes <= 72 * 60:
        return view.words.nt("{n} hour", "{n} hours", int(minutes / 60))
    return view.words.minutes(minutes)


def _in_opening_hours(view: Overview, figures: WebcareFigures) -> str:
    """Return the shortest promised reply time that runs in opening hours or working days; "–" if none is."""
    terms = [
        term
        for promise in figures.promises
        if promise.claim in view.claims
        for term in view.claims[promise.claim].terms
        if term.metric == "response_time" and term.calendar == "working" and term.comparator in {"<", "<="}
    ]
    hours = [term.value * _MINUTES[term.unit] for term in terms if term.unit in {"minute", "hour"} and term.value > 0]
    if hours:
        return view.words.t("{duration} of opening hours", duration=view.words.minutes(min(hours)))
    days = [term.value for term in terms if term.unit == "day"]
    return view.words.nt("{n} working day", "{n} working days", int(min(days))) if days else "–"


def _limit(view: Overview, figures: WebcareFigures) -> float | None:
    """Return the shortest reply time in clock minutes that is promised on the channel; None if none is."""
    promised = [view.claims[promise.claim] for promise in figures.promises if promise.claim in view.claims]
    limits = [minutes for claim in promised if (minutes := _reply_limit(claim)) is not None]
    return min(limits, default=None)


def _reply_limit(claim: Claim) -> float | None:
    terms = [term for term in claim.terms if term.metric == "response_time" and _on_the_clock(term)]
    return min((term.value * _MINUTES[term.unit] for term in terms), default=None)


def _on_the_clock(term: Term) -> bool:
    """Working days have no fixed length on the clock, so they get no line in a picture of clock time."""
    return term.calendar != "working" and term.unit in _MINUTES and term.comparator in {"<", "<="} and term.value > 0


def promise_rows(view: Overview) -> list[PromiseRow]:
    """Return a row per promise and channel with at least one case."""
    return [
        _promise_row(view, figures.source, promise, view.claims[promise.claim])
        for figures in view.results.webcare
        for promise in figures.promises
        if promise.claim in view.claims and promise.n
    ]


def _promise_row(view: Overview, source: str, promise: PromiseFigures, claim: Claim) -> PromiseRow:
    words = view.words
    low, high = promise.interval or (0.0, 1.0)
    share = promise.share if promise.share is not None else promise.within / promise.n
    interval = words.t("{low} to {high}", low=words.percent(low), high=words.percent(high))
    return PromiseRow(
        anchor=anchor("c", claim.id),
        text=row_text(view, claim),
        lang=claim.language if claim.language and claim.language != words.language else None,
        channel=clean(source),
        within=words.t("{n} of {total}", n=words.number(promise.within), total=words.number(promise.n)),
        share=words.percent(share),
        interval=interval,
        target=words.percent(promise.target),
        kept=promise.kept,
        kept_word=words.t(KEPT[promise.kept].word),
        budget=_budget(view, promise),
        point=percents(share),
        low=percents(low),
        width=percents(high - low),
        goal=percents(promise.target),
        conclusion=words.t(
            "{channel}: {share} kept, between {interval} with 95% certainty; the aim is {target}.",
            channel=clean(source),
            share=words.percent(share),
            interval=interval,
            target=words.percent(promise.target),
        ),
    )


def _budget(view: Overview, promise: PromiseFigures) -> str:
    """Return "may miss 1 of 13, missed 11: 10 late, 1 without an answer"."""
    words, budget = view.words, promise.budget
    if budget is None:
        return ""
    line = words.t(
        "may miss {room} of {n}, missed {misses}",
        room=words.number(budget.room),
        n=words.number(promise.n),
        misses=words.number(budget.misses),
    )
    unanswered = budget.misses - promise.late
    parts = [words.t("{n} late", n=words.number(promise.late))] if promise.late else []
    parts += [words.t("{n} without an answer", n=words.number(unanswered))] if unanswered > 0 else []
    return f"{line}: {', '.join(parts)}" if parts else line
