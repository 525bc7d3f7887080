"""The results as one table, and as data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.quality.diagram import panels, svg
from benchmarks.quality.figures import Figure
from benchmarks.quality.floors import Floor
from benchmarks.quality.known import KNOWN
from benchmarks.quality.machine import Measured

_HEAD: Final = """# Quality

Written by `python -m benchmarks.quality`; benchmarks/README.md says what each figure means. The tool was developed with
most of these texts in view: expect less on texts that nobody has seen.

"""
_DIAGRAMS: Final = """
Calibration, in ten bins of confidence:

![Said confidence against share right, per task](reliability.svg)
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A figure, the title of its task and the run that measured it."""

    task: str
    title: str
    figure: Figure
    run: Measured


def as_data(rows: Sequence[Row], missing: Mapping[str, str], extra: Mapping[str, Any]) -> dict[str, Any]:
    """Return the results for JSON."""
    return {
        "figures": [
            {"task": row.task, "title": row.title, **_rounded(asdict(row.figure)), "run": asdict(row.run)}
            for row in rows
        ],
        "not_measured": dict(missing),
        "extra": dict(extra),
    }


def from_data(data: Mapping[str, Any]) -> tuple[Row, ...]:
    """Return the rows of results that were written before."""
    rows = []
    for entry in data["figures"]:
        given = dict(entry)
        task, title, run = given.pop("task"), given.pop("title"), Measured(**given.pop("run"))
        span = given.pop("interval")
        rows.append(Row(task, title, Figure(**given, interval=tuple(span) if span else None), run))
    return tuple(rows)


def _rounded(entry: dict[str, Any]) -> dict[str, Any]:
    """Round to what is meant; times to hundredths, so that the file does not change for nothing."""
    digits = 2 if entry["unit"] else 4
    entry["value"] = round(entry["value"], digits)
    if entry["interval"]:
        entry["interval"] = [round(value, digits) for value in entry["interval"]]
    return entry


def markdown(rows: Sequence[Row], missing: Mapping[str, str], floors: Mapping[str, Floor]) -> str:
    """Return the table as Markdown: one row per figure, then what was not measured, then on what it was measured."""
    lines = [
        "| task | figure | ours | floor | best known of others | n | 95 % interval | run |",
        "| --- | --- | ---: | ---: | --- | ---: | --- | --- |",
    ]
    runs: list[Measured] = []
    previous = ""
    for row in rows:
        if row.run not in runs:
            runs.append(row.run)
        lines.append(_line(row, floors, runs.index(row.run) + 1, row.title if row.task != previous else ""))
        previous = row.task
    if missing:
        lines += ["", "Not measured:", "", *(f"- {name}: {why}" for name, why in missing.items())]
    notes = [f"- `{row.figure.name}`: {row.figure.note}" for row in rows if row.figure.note]
    if notes:
        lines += ["", "Notes:", "", *notes]
    lines += ["", "Runs:", ""]
    for number, run in enumerate(runs, 1):
        lines.append(
            f"{number}. {run.day}, {run.tool}, model {run.model} {run.revision}, {run.cores} cores {run.processor}, "
            f"load {run.load}, Python {run.python}"
        )
    return "\n".join(lines) + "\n"


def _line(row: Row, floors: Mapping[str, Floor], run: int, title: str) -> str:
    figure = row.figure
    floor = floors.get(figure.name)
    sign = "at most " if floor and figure.better == "lower" else ""
    cells = (
        title,
        f"`{figure.name}`",
        number(figure.value, figure.unit),
        f"{sign}{number(floor.floor, figure.unit)}" if floor else "",
        _known(figure.name),
        str(figure.n),
        " to ".join(number(value, figure.unit) for value in figure.interval) if figure.interval else "",
        str(run),
    )
    return "| " + " | ".join(cells) + " |"


def _known(name: str) -> str:
    known = KNOWN.get(name)
    if known is None:
        return ""
    return known.source if known.value is None else f"{known.value:.3f}, {known.source}"


def number(value: float, unit: str) -> str:
    """Return a number as it is shown: shares with three decimals, others with their unit."""
    if not unit:
        return f"{value:.3f}" if value != int(value) or value in {0, 1} else str(int(value))
    return f"{value:.0f} {unit}" if value == int(value) else f"{value:.2f} {unit}"


def write(folder: Path, text: str, data: Mapping[str, Any]) -> None:
    """Write latest.md and latest.json, and the reliability diagrams where there are any."""
    folder.mkdir(parents=True, exist_ok=True)
    if tables := panels(data["extra"]):
        text += _DIAGRAMS
        (folder / "reliability.svg").write_text(svg(tables), encoding="utf-8")
    (folder / "latest.md").write_text(_HEAD + text, encoding="utf-8")
    (folder / "latest.json").write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read(folder: Path) -> dict[str, Any] | None:
    """Return the results that were written last, if any."""
    file = folder / "latest.json"
    if not file.exists():
        return None
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found
