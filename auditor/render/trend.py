"""How it goes over the runs: a line per figure, a row per run, and by name what is new and what is gone."""

from __future__ import annotations

from typing import Any, Final

from auditor.model import PastFinding, PastRun
from auditor.render.links import anchor
from auditor.render.overview import Overview, level_word
from auditor.render.quotes import sentence, shortened
from auditor.render.safe_text import clean
from auditor.render.words import mark

_ROWS: Final = 24
"""The newest runs that are shown; `auditor trend` lists all of them."""
_NAMED: Final = 12
_TOP: Final = 16
_HEIGHT: Final = 150
_CLAIM: Final = 110

_BECAUSE: Final = {
    "solved": mark("solved"),
    "claim_gone": mark("the claim is gone"),
    "channel_unread": mark("the channel could not be read"),
}


def trend(view: Overview) -> dict[str, Any]:
    """Return the runs, newest last, and in one sentence where it goes; no rows where there is one run only."""
    run = view.results.run
    changes = {
        "fresh": [
            {"id": anchor("f", finding.id), "level": finding.level, "level_word": level_word(view.words, finding.level),
             "title": sentence(view.redactor.text(finding.title)).rstrip("."), "source": clean(finding.source or "")}
            for finding in (*view.findings, *view.accepted) if finding.id in view.fresh
        ],
        "gone": [_gone(view, item) for item in run.gone],
    }  # fmt: skip
    more = {f"{name}_more": max(0, len(items) - _NAMED) for name, items in changes.items()}
    named = {name: items[:_NAMED] for name, items in changes.items()}
    if len(run.history) < 2:
        return {"rows": [], "conclusion": "", "earlier": 0, "chart": None, **named, **more}
    shown = run.history[-_ROWS:]
    return {
        "rows": [_row(view, point) for point in shown],
        "conclusion": _conclusion(view, shown[0], shown[-1]),
        "earlier": len(run.history) - len(shown),
        "chart": _chart(view, shown),
        **named,
        **more,
    }


def _row(view: Overview, point: PastRun) -> dict[str, str]:
    words, levels = view.words, dict(point.by_level)
    return {
        "date": words.short_date(point.now),
        "errors": words.number(levels.get("error", 0)),
        "warnings": words.number(levels.get("warning", 0)),
        "new": "–" if point.new is None else words.number(point.new),
        "solved": "–" if point.solved is None else words.number(point.solved),
    }


def _chart(view: Overview, shown: tuple[PastRun, ...]) -> dict[str, Any]:
    """Return points in percents across and pixels down, and the lines between them; dates where there is room."""
    words = view.words
    series = {"error": [_errors(point) for point in shown], "open": [_open(point) for point in shown]}
    top = _round_up(max(1, *series["open"]))
    last = len(shown) - 1
    across = [4 + 84 * k / last for k in range(len(shown))]

    def down(value: float) -> int:
        return round(_TOP + _HEIGHT * (1 - value / top))

    every = -(-len(shown) // 6)
    dated = {last - every * k for k in range(len(shown)) if last - every * k >= 0}
    return {
        "height": _TOP + _HEIGHT + 30,
        "base": _TOP + _HEIGHT,
        "grid": [(words.number(value), down(value)) for value in dict.fromkeys((0, top // 2, top))],
        "dates": [
            (f"{across[k]:.2f}%", words.day_and_month(shown[k].now)) for k in range(len(shown)) if k in dated
        ],
        "series": [
            {
                "name": name,
                "word": words.t("errors") if name == "error" else words.t("errors and warnings"),
                "points": [(f"{x:.2f}%", down(value)) for x, value in zip(across, values, strict=True)],
                "value": words.number(values[-1]),
            }
            for name, values in series.items()
        ],
    }  # fmt: skip


def _round_up(value: int) -> int:
    """Return the next number whose half is whole and easy to read."""
    for step in (2, 4, 10, 20, 40, 100, 200, 400, 1000, 2000, 4000):
        if value <= step * 5:
            return -(-value // step) * step
    return -(-value // 10_000) * 10_000


def _gone(view: Overview, item: PastFinding) -> dict[str, str]:
    return {
        "title": sentence(view.redactor.text(item.title)).rstrip("."),
        "level": item.level,
        "level_word": level_word(view.words, item.level),
        "source": clean(item.source or ""),
        "claim": shortened(view.redactor.text(item.claim), _CLAIM),
        "code": item.because,
        "because": view.words.t(_BECAUSE[item.because]),
    }


def _conclusion(view: Overview, first: PastRun, last: PastRun) -> str:
    words, before, after = view.words, _open(first), _open(last)
    values = {"since": words.date(first.now), "before": words.number(before), "after": words.number(after)}
    if after < before:
        return words.t("Fewer errors and warnings than on {since}: {before} then, {after} now.", **values)
    if after > before:
        return words.t("More errors and warnings than on {since}: {before} then, {after} now.", **values)
    return words.t("As many errors and warnings as on {since}: {after}.", **values)


def _errors(point: PastRun) -> int:
    return dict(point.by_level).get("error", 0)


def _open(point: PastRun) -> int:
    return _errors(point) + dict(point.by_level).get("warning", 0)
