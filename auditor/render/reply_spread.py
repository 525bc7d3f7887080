"""How reply times are spread on a channel, as bars beside the promised time; geometry in percents of the picture."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from auditor.model import Claim, PromiseFigures, TimeBin, WebcareFigures
from auditor.render.links import anchor
from auditor.render.overview import Overview
from auditor.render.quotes import shortened
from auditor.render.reply_times import promised_time
from auditor.render.safe_text import clean

# Ends of the bars in minutes. Finer ones of the results are drawn only where a promise ends there.
_ENDS: Final = (60.0, 120.0, 240.0, 480.0, 1440.0, 2880.0, 4320.0, 10080.0)
_MINUTES: Final = {"minute": 1.0, "hour": 60.0, "day": 1440.0, "week": 10080.0}
# Height of the tallest bar, and of the room above it for its number and the promise, in pixels.
HEIGHT: Final = 110
TOP: Final = 40
_GAP: Final = 0.12
_CLAIM: Final = 110


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: replies that took at most `label`, and more than the bar before."""

    label: str
    count: str
    kind: str
    """`in`: within the promise; `late`: after it; `plain`: nothing is promised; `none`: no answer came."""
    x: str
    middle: str
    width: str
    top: int
    height: int


@dataclass(frozen=True, slots=True)
class Spread:
    """The reply times of one channel, ready to draw."""

    channel: str
    conclusion: str
    bars: tuple[Bar, ...]
    line: str
    """Where the promised time stands; empty where none can be drawn."""
    line_label: str
    axis: str
    """On which clock the times run, in words."""
    note: str
    claim: tuple[str, str] | None
    """(anchor, text) of the promise that the line is of."""


@dataclass(frozen=True, slots=True)
class _Promise:
    claim: Claim
    figures: PromiseFigures
    minutes: float
    working: bool


def spreads(view: Overview) -> list[Spread]:
    """Return a picture per channel with answered questions."""
    return [_spread(view, figures) for figures in view.results.webcare if figures.histogram and figures.answered]


def _spread(view: Overview, figures: WebcareFigures) -> Spread:
    words = view.words
    promise = _promise(view, figures)
    working = promise is not None and promise.working
    limit = promise.minutes if promise else None
    ends = sorted(
        {*_ENDS, *(entry.upto for entry in figures.histogram if entry.upto is not None and entry.upto == limit)}
    )
    counts = _counts(figures.histogram, ends, working=working)
    columns = [*counts, figures.unanswered]
    most = max(1, *columns)
    step = 100 / len(columns)
    bars = tuple(
        Bar(
            label=_label(view, ends, k, len(counts)),
            count=words.number(n) if n else "",
            kind=_kind(ends, k, limit, len(counts)),
            x=f"{(k + _GAP) * step:.2f}%",
            middle=f"{(k + 0.5) * step:.2f}%",
            width=f"{(1 - 2 * _GAP) * step:.2f}%",
            top=TOP + HEIGHT - round(HEIGHT * n / most),
            height=round(HEIGHT * n / most),
        )
        for k, n in enumerate(columns)
    )
    return Spread(
        channel=clean(figures.source),
        conclusion=_conclusion(view, figures, promise),
        bars=bars,
        line=f"{_at(limit, ends) * step:.2f}%" if limit is not None else "",
        line_label=words.t("promised: {time}", time=promised_time(view, limit)) if limit is not None else "",
        axis=words.t("Time in opening hours") if working else words.t("Time on the clock"),
        note=_note(view, figures, promise),
        claim=(
            anchor("c", promise.claim.id),
            shortened(view.redactor.text(promise.claim.text), _CLAIM),
        )
        if promise
        else None,
    )


def _counts(histogram: tuple[TimeBin, ...], ends: list[float], *, working: bool) -> list[int]:
    """Return how many replies fall in each bar; the last one holds what took longer than all ends."""
    counts = [0] * (len(ends) + 1)
    for entry in histogram:
        at = len(ends) if entry.upto is None else bisect_left(ends, entry.upto)
        counts[at] += entry.working if working else entry.clock
    return counts


def _at(limit: float, ends: list[float]) -> float:
    """Return where a time lies on the axis, in bars; inside a bar in proportion."""
    start = 0.0
    for k, end in enumerate(ends):
        if limit <= end:
            return k + (limit - start) / (end - start)
        start = end
    return len(ends) + 0.5


def _kind(ends: list[float], k: int, limit: float | None, bars: int) -> str:
    if k == bars:
        return "none"
    if limit is None:
        return "plain"
    return "in" if k < len(ends) and ends[k] <= limit else "late"


def _label(view: Overview, ends: list[float], k: int, bars: int) -> str:
    words = view.words
    if k == bars:
        return words.t("none")
    if k == len(ends):
        return words.t("{n}d+", n=words.number(ends[-1] / 1440))
    minutes = ends[k]
    if minutes < 60:
        return words.t("{n}m", n=words.number(minutes))
    if minutes <= 1440:
        return words.t("{n}h", n=words.number(minutes / 60))
    return words.t("{n}d", n=words.number(minutes / 1440))


def _promise(view: Overview, figures: WebcareFigures) -> _Promise | None:
    """Return the promise of the shortest time that has a fixed length; None where none has."""
    found = []
    for measured in figures.promises:
        claim = view.claims.get(measured.claim)
        for term in claim.terms if claim else ():
            fixed = term.unit in _MINUTES and term.comparator in {"<", "<="} and term.value > 0
            working = term.calendar == "working"
            # A working day has no fixed length: it ends when the office closes.
            if claim and term.metric == "response_time" and fixed and not (working and term.unit in {"day", "week"}):
                found.append(_Promise(claim, measured, term.value * _MINUTES[term.unit], working))
    return min(found, key=lambda promise: (promise.minutes, promise.claim.id), default=None)


def _conclusion(view: Overview, figures: WebcareFigures, promise: _Promise | None) -> str:
    words, channel = view.words, clean(figures.source)
    if promise and promise.figures.n:
        return words.nt(
            "{channel}: {within} of {n} question was answered within the promised {time}.",
            "{channel}: {within} of {n} questions were answered within the promised {time}.",
            promise.figures.n,
            channel=channel,
            within=words.number(promise.figures.within),
            time=promised_time(view, promise.minutes),
        )
    return words.t(
        "{channel}: half of the answers came within {median}, nine out of ten within {p90}.",
        channel=channel,
        median=words.minutes(figures.median_minutes),
        p90=words.minutes(figures.p90_minutes),
    )


def _note(view: Overview, figures: WebcareFigures, promise: _Promise | None) -> str:
    if promise is None and figures.promises:
        return view.words.t("The promise counts working days, which have no fixed length: there is no line for it.")
    return ""
