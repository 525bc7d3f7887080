"""How it goes over the runs: a row per run, with the geometry of its bar in percents of the cell."""

from __future__ import annotations

from typing import Any, Final

from auditor.model import PastRun
from auditor.render.overview import Overview

_ROWS: Final = 24
"""The newest runs that are shown; `auditor trend` lists all of them."""


def trend(view: Overview) -> dict[str, Any]:
    """Return the runs, newest last, and in one sentence where it goes; no rows where there is one run only."""
    history = view.results.run.history
    if len(history) < 2:
        return {"rows": [], "conclusion": "", "earlier": 0}
    shown = history[-_ROWS:]
    most = max(1, *(_open(point) for point in shown))
    return {
        "rows": [_row(view, point, most) for point in shown],
        "conclusion": _conclusion(view, shown[0], shown[-1]),
        "earlier": len(history) - len(shown),
    }


def _row(view: Overview, point: PastRun, most: int) -> dict[str, str]:
    words, levels = view.words, dict(point.by_level)
    errors, warnings = levels.get("error", 0), levels.get("warning", 0)
    return {
        "date": words.short_date(point.now),
        "errors": words.number(errors),
        "warnings": words.number(warnings),
        "new": "–" if point.new is None else words.number(point.new),
        "solved": "–" if point.solved is None else words.number(point.solved),
        "error_bar": f"{100 * errors / most:.1f}%",
        "open_bar": f"{100 * (errors + warnings) / most:.1f}%",
        "conclusion": words.t(
            "{date}: {errors} errors and {warnings} warnings", date=words.date(point.now), errors=words.number(errors),
            warnings=words.number(warnings),
        ),
    }  # fmt: skip


def _conclusion(view: Overview, first: PastRun, last: PastRun) -> str:
    words, before, after = view.words, _open(first), _open(last)
    values = {"since": words.date(first.now), "before": words.number(before), "after": words.number(after)}
    if after < before:
        return words.t("Fewer errors and warnings than on {since}: {before} then, {after} now.", **values)
    if after > before:
        return words.t("More errors and warnings than on {since}: {before} then, {after} now.", **values)
    return words.t("As many errors and warnings as on {since}: {after}.", **values)


def _open(point: PastRun) -> int:
    levels = dict(point.by_level)
    return levels.get("error", 0) + levels.get("warning", 0)
