"""Workflow commands of GitHub Actions, which become annotations on the changed files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from auditor.model import Level, Results
from auditor.render.machine import Item, items, model_line, whole_message
from auditor.render.options import Options
from auditor.render.overview import Overview, overview

_KINDS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "info": "notice", "note": "notice"}
# GitHub shows ten annotations per kind and step and drops the rest without a word.
_LIMIT: Final = 10


def render(results: Results, options: Options | None = None) -> str:
    """Return at most ten commands per kind, the most severe findings first; the last of a kind counts the rest.

    A finding without a file sits on the entry of its source in the configuration. The first line names the model, in a
    command that only debug logs show.
    """
    view = overview(results, options or Options())
    kinds: dict[str, list[Item]] = {}
    for item in items(view, view.findings):
        kinds.setdefault(_KINDS[item.finding.level], []).append(item)
    lines = [line for kind, found in kinds.items() for line in _commands(view, kind, found)]
    return "".join(f"{line}\n" for line in (f"::debug::{_data(model_line(view))}", *lines))


def _commands(view: Overview, kind: str, found: list[Item]) -> Iterator[str]:
    shown = found if len(found) <= _LIMIT else found[: _LIMIT - 1]
    for item in shown:
        properties = {"file": item.path, "line": str(item.line), "title": f"{item.title} ({item.rule})"}
        written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        yield f"::{kind} {written}::{_data(whole_message(item))}"
    more = len(found) - len(shown)
    if more:
        text = view.words.nt("and {n} more finding, see the report", "and {n} more findings, see the report", more)
        yield f"::{kind} title=auditor::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
