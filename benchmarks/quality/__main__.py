"""Measure, show one table, and hold it against the floors.

    python -m benchmarks.quality [--data DIR] [--gold DIR] [--only NAME...] [--fast] [--check] [--raise-floors]

Everything whose data is there is measured; the rest is named. A full run writes results/latest.md and latest.json; with
--only the figures of the other tasks stay in them as they were measured before. Exit code: 0; 1 if a figure fell below
its floor (with --check) or a measurement failed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.quality import floors, table
from benchmarks.quality.figures import Bench, NoData, Task
from benchmarks.quality.machine import Measured, here
from benchmarks.quality.registry import TASKS

HERE = Path(__file__).resolve().parent


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command."""
    options = _options(argv)
    bench = Bench(
        cache=options.cache, data=options.data, gold=options.gold, fast=options.fast,
        auditor=(sys.executable, "-m", "auditor"),
    )  # fmt: skip
    chosen = [task for task in TASKS if not options.only or task.name in options.only]
    run = here(HERE.parents[1])
    measured, missing, failed = measure(chosen, bench, run)
    known = floors.load()
    rows, missing, extra = _joined(options, measured, missing, bench.extra)
    if options.raise_floors and not failed:
        known = floors.raised((row.figure for row in measured), known, day=run.day, run=run.tool)
        floors.dump(known)
    text = table.markdown(rows if not options.fast else measured, missing, known)
    print(text)
    if not options.fast and not failed:
        table.write(options.results, text, table.as_data(rows, missing, extra))
    fallen = floors.falls((row.figure for row in measured), known, sampled=options.fast) if options.check else ()
    for fall in fallen:
        print(fall, file=sys.stderr)
    for name, why in failed.items():
        print(f"{name} failed:\n{why}", file=sys.stderr)
    return 1 if fallen or failed else 0


def measure(
    tasks: Sequence[Task], bench: Bench, run: Measured
) -> tuple[list[table.Row], dict[str, str], dict[str, str]]:
    """Run tasks; return the rows, what has no data, and what failed with its traceback."""
    rows: list[table.Row] = []
    missing: dict[str, str] = {}
    failed: dict[str, str] = {}
    for task in tasks:
        started = time.perf_counter()
        try:
            rows += [table.Row(task.name, task.title, figure, run) for figure in task.run(bench)]
        except NoData as name:
            missing[task.name] = f"no data ({name})"
        except Exception:  # noqa: BLE001  one broken measurement must not cost the others; it is shown and the run fails
            failed[task.name] = traceback.format_exc()
        print(f"{task.name}: {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    return rows, missing, failed


def _joined(
    options: argparse.Namespace, rows: list[table.Row], missing: dict[str, str], extra: dict[str, Any]
) -> tuple[list[table.Row], dict[str, str], dict[str, Any]]:
    """Add what earlier runs measured of the tasks that were not asked for, in the order of the tasks."""
    old = table.read(options.results) if options.only and not options.fast else None
    if old is None:
        return rows, missing, extra
    kept = [row for row in table.from_data(old) if row.task not in options.only]
    order = {task.name: k for k, task in enumerate(TASKS)}
    rows = sorted([*rows, *kept], key=lambda row: order.get(row.task, len(order)))
    gone = {name: why for name, why in old["not_measured"].items() if name not in options.only}
    others = {key: value for key, value in old["extra"].items() if key not in extra}
    return rows, {**gone, **missing}, {**others, **extra}


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    environ = os.environ
    parser.add_argument("--data", type=Path, default=environ.get("AUDITOR_BENCH_DATA"), help="or AUDITOR_BENCH_DATA")
    parser.add_argument("--gold", type=Path, default=environ.get("AUDITOR_BENCH_GOLD"), help="or AUDITOR_BENCH_GOLD")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", choices=[task.name for task in TASKS],
                        help=", ".join(task.name for task in TASKS))  # fmt: skip
    parser.add_argument("--fast", action="store_true", help="samples; nothing is written")
    parser.add_argument("--check", action="store_true", help="fail when a figure is below its floor")
    parser.add_argument("--raise-floors", action="store_true", help="raise the floors to what is measured; never lower")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "auditor-bench",
                        help="where vectors are kept between runs")  # fmt: skip
    parser.add_argument("--results", type=Path, default=HERE / "results", help="where latest.md and latest.json go")
    options = parser.parse_args(argv)
    if options.raise_floors and options.fast:
        parser.error("a sample raises no floor: leave out --fast")
    for name in ("data", "gold"):
        value = getattr(options, name)
        setattr(options, name, Path(value) if value else None)
    return options


if __name__ == "__main__":
    raise SystemExit(main())
