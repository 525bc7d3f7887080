"""The findings as a table for a spreadsheet. No cell can be taken for a formula."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Final

from auditor.model import Results
from auditor.render.machine import Item, items
from auditor.render.options import Options
from auditor.render.overview import Overview, overview
from auditor.render.spreadsheet import cell

_COLUMNS: Final = (
    "id", "level", "status", "rule", "source", "title", "message", "advice", "kind", "claim", "path", "line", "page",
    "url", "confidence", "model", "model_revision",
)  # fmt: skip


def render(results: Results, options: Options | None = None) -> str:
    """Return all findings, open and accepted, one per row below a row of names."""
    view = overview(results, options or Options())
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for item in items(view, (*view.findings, *view.accepted)):
        writer.writerow([cell(value) for value in _row(view, item)])
    return out.getvalue()


def _row(view: Overview, item: Item) -> tuple[object, ...]:
    finding = item.finding
    claim = view.claims.get(finding.claim or "")
    return (
        item.id, finding.level, finding.status, item.rule, finding.source or "", item.title, item.message,
        item.advice, claim.kind if claim else "", view.redactor.text(claim.text) if claim else "",
        item.path if item.has_file else "", (finding.written or finding.place).line or "", finding.place.page or "",
        item.url, finding.confidence, view.results.run.model, view.results.run.model_revision,
    )  # fmt: skip
