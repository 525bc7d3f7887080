"""`auditor trend`: how it goes over the runs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import click

from auditor.cli.options import config_option, settings_of
from auditor.model import LEVEL_ORDER, VERDICT_ORDER, PastRun


@click.command("trend")
@config_option
@click.option("--format", "form", type=click.Choice(["human", "json", "csv"]), default="human", show_default=True)
def command(config: Path | None, form: str) -> int:
    """Show every kept run with its findings by level, its claims by verdict, and what was new and solved in it.

    Runs that found the same in the same snapshot are one line.
    """
    from auditor import pipeline  # noqa: PLC0415 - not needed for --help

    rows = [_row(point) for point in pipeline.last_results(settings_of(config)).run.history]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif form == "csv":
        click.echo(_csv(rows), nl=False)
    else:
        click.echo(f"Findings\n{_table(rows, _FINDINGS)}\n\nClaims\n{_table(rows, _CLAIMS)}")
    return 0


def _row(point: PastRun) -> dict[str, Any]:
    levels, verdicts = dict(point.by_level), dict(point.by_verdict)
    return {
        "run": point.number,
        "date": point.now.isoformat(),
        "snapshot": point.snapshot,
        "model_revision": point.model_revision,
        **{level: levels.get(level, 0) for level in (*LEVEL_ORDER, "baselined")},
        **{label: verdicts.get(label, 0) for label in VERDICT_ORDER},
        "new": point.new,
        "solved": point.solved,
    }


def _csv(rows: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(_COLUMNS), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


_COLUMNS = (
    "run", "date", "snapshot", "model_revision", *LEVEL_ORDER, "baselined", *VERDICT_ORDER, "new", "solved",
)  # fmt: skip
# Two tables, so that each fits a terminal of 80 columns.
_FINDINGS = ("run", "date", "error", "warning", "info", "baselined", "new", "solved")
_CLAIMS = ("run", *VERDICT_ORDER)


def _table(rows: list[dict[str, Any]], names: tuple[str, ...]) -> str:
    cells = [[_cell(name, row[name]) for name in names] for row in rows]
    widths = [max(len(name), *(len(row[at]) for row in cells)) if cells else len(name) for at, name in enumerate(names)]
    lines = [[name.replace("_", " ") for name in names], *cells]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def _cell(name: str, value: Any) -> str:
    if value is None:
        return "-"
    return str(value)[:10] if name == "date" else str(value)
