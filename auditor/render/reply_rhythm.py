"""When questions come and answers go, by weekday and hour, and what the answers have of good webcare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from auditor.model import Slot, WebcareFigures
from auditor.render.overview import Overview, percents
from auditor.render.safe_text import clean
from auditor.resources import lexicon

# Fewer conversations than this have no rhythm to speak of; a day or hour needs a few to be called the slowest.
_ENOUGH: Final = 10
_A_FEW: Final = 5
HEIGHT: Final = 90
TOP: Final = 22
_GAP: Final = 0.14
# Any week will do to name the days: this Monday is the first of one.
_MONDAY: Final = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a chart: its bars as (kind, x, width, top, height), and its figures for the table."""

    label: str
    middle: str
    top_label: str
    top: int
    bars: tuple[tuple[str, str, str, int, int], ...]
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A chart of columns, ready to draw."""

    channel: str
    conclusion: str
    columns: tuple[Column, ...]
    heads: tuple[str, ...]
    """What the figures of the table are called, after the first."""
    first: str
    every: int
    """Every so many columns have their label written."""


def rhythms(view: Overview) -> list[Rhythm]:
    """Return the charts of every channel with enough conversations: by weekday, then by hour."""
    charts = []
    for figures in view.results.webcare:
        if figures.conversations >= _ENOUGH:
            charts += [_weekdays(view, figures)] if sum(slot.answered > 0 for slot in figures.by_weekday) > 1 else []
            charts += [_hours(view, figures)] if figures.by_hour else []
    return charts


def _weekdays(view: Overview, figures: WebcareFigures) -> Rhythm:
    words = view.words
    slots = figures.by_weekday
    longest = max([slot.median_minutes or 0.0 for slot in slots] + [1.0])
    step = 100 / len(slots)
    columns = []
    for k, slot in enumerate(slots):
        height = round(HEIGHT * (slot.median_minutes or 0.0) / longest)
        name = _weekday(view, slot.key, short=True)
        bars = (
            (("plain", f"{(k + _GAP) * step:.2f}%", f"{(1 - 2 * _GAP) * step:.2f}%", TOP + HEIGHT - height, height),)
            if height
            else ()
        )
        columns.append(
            Column(
                label=name,
                middle=f"{(k + 0.5) * step:.2f}%",
                top_label=words.short_minutes(slot.median_minutes) if slot.median_minutes is not None else "",
                top=TOP + HEIGHT - height,
                bars=bars,
                figures=(
                    words.number(slot.conversations),
                    words.number(slot.answered),
                    words.minutes(slot.median_minutes),
                    words.minutes(slot.p90_minutes),
                ),
            )
        )
    told = [slot for slot in slots if slot.median_minutes is not None and slot.answered >= _A_FEW]
    slowest = max(told, key=lambda slot: (slot.median_minutes or 0.0, slot.key), default=None)
    channel = clean(figures.source)
    conclusion = (
        words.t(
            "{channel}: who asks on {day} waits longest, half of them more than {time}.",
            channel=channel,
            day=_weekday(view, slowest.key),
            time=words.minutes(slowest.median_minutes),
        )
        if slowest is not None and len(told) > 1
        else words.t("{channel}: how long half of the askers waited, by the day of asking", channel=channel)
    )
    heads = (words.t("Questions"), words.t("Answered"), words.t("Half within"), words.t("90% within"))
    return Rhythm(channel, conclusion, tuple(columns), heads, words.t("Day"), 1)


def _hours(view: Overview, figures: WebcareFigures) -> Rhythm:
    words = view.words
    slots = figures.by_hour
    most = max([1, *(slot.conversations for slot in slots), *(slot.replies for slot in slots)])
    step = 100 / len(slots)

    def bar(kind: str, n: int, start: float) -> tuple[tuple[str, str, str, int, int], ...]:
        height = round(HEIGHT * n / most)
        return ((kind, f"{start * step:.2f}%", f"{0.4 * step:.2f}%", TOP + HEIGHT - height, height),) if height else ()

    columns = tuple(
        Column(
            label=clean(slot.key),
            middle=f"{(k + 0.5) * step:.2f}%",
            top_label="",
            top=TOP,
            bars=(*bar("asked", slot.conversations, k + 0.08), *bar("plain", slot.replies, k + 0.5)),
            figures=(words.number(slot.conversations), words.number(slot.replies)),
        )
        for k, slot in enumerate(slots)
    )
    asked, replied = _busiest(slots, "conversations"), _busiest(slots, "replies")
    channel = clean(figures.source)
    conclusion = (
        words.t(
            "{channel}: most questions come from {asked} o'clock, most answers go from {answered} o'clock.",
            channel=channel,
            asked=asked,
            answered=replied,
        )
        if asked and replied
        else words.t("{channel}: questions and answers by the hour of the day", channel=channel)
    )
    heads = (words.t("Questions"), words.t("Answers"))
    return Rhythm(clean(figures.source), conclusion, columns, heads, words.t("Hour"), 3)


def _busiest(slots: Sequence[Slot], count: str) -> str:
    """Return the hour with most of `count`; empty where it stands out too little to be said."""
    best, *others = sorted(slots, key=lambda slot: (-getattr(slot, count), slot.key))
    n = getattr(best, count)
    if n < _A_FEW or any(getattr(slot, count) == n for slot in others):
        return ""
    return clean(best.key).lstrip("0") or "0"


def _weekday(view: Overview, key: str, *, short: bool = False) -> str:
    """Return "maandag" or "ma" for "1"; what is no weekday as it is."""
    if key not in {"1", "2", "3", "4", "5", "6", "7"}:
        return clean(key)
    return view.words.weekday(_MONDAY.replace(day=int(key)), short=short)


def traits(view: Overview) -> dict[str, Any]:
    """Return what the replies of each channel have of good webcare: a row per trait, a cell per channel."""
    measured = [figures for figures in view.results.webcare if figures.traits]
    labels = lexicon("voice", view.words.language)
    limit = dict(view.results.run.parameters).get("webcare.real_time_minutes", "")
    names: dict[str, str] = {trait.name: trait.group for figures in measured for trait in figures.traits}
    rows = []
    for name, group in names.items():
        cells = [_cell(view, figures, name) for figures in measured]
        if any(cells):
            label = str(labels.get("labels", {}).get(name, clean(name)))
            rows.append({
                "group": str(labels.get("groups", {}).get(group, group)),
                "label": label.replace("{minutes}", clean(limit) or "…"),
                "cells": cells,
            })  # fmt: skip
    return {"channels": [clean(figures.source) for figures in measured], "rows": rows}


def _cell(view: Overview, figures: WebcareFigures, name: str) -> dict[str, str] | None:
    """Return the share of a channel's replies with the trait; None where no reply calls for it."""
    words = view.words
    for trait in figures.traits:
        if trait.name == name and trait.share is not None:
            return {
                "share": words.percent(trait.share),
                "of": words.t("{n} of {total}", n=words.number(trait.has), total=words.number(trait.due)),
                "bar": percents(trait.share),
            }
    return None
