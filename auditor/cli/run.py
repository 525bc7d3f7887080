"""`auditor run`: collect, check and report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import (
    baseline_options,
    config_option,
    fail_on_option,
    format_option,
    keep_log,
    now_option,
    progress_option,
    settings_of,
    targets,
    tell_stale,
    wants_progress,
    with_baseline,
    write,
)

if TYPE_CHECKING:
    from auditor.rules.gate import FailOn


OUTPUT = "audit-out"


@click.command("run")
@config_option
@format_option
@fail_on_option
@now_option
@baseline_options
@click.option("--refresh", is_flag=True, help="Ask for everything again, whatever the cache says.")
@click.option("-v", "--verbose", is_flag=True, help="Show the claims without a problem too.")
@progress_option
def command(
    config: Path | None,
    formats: tuple[str, ...],
    fail_on: FailOn | None,
    now: str | None,
    baseline: Path | None,
    no_baseline: bool,
    strict_baseline: bool,
    refresh: bool,
    verbose: bool,
    no_progress: bool,
) -> int:
    """Collect, check and report in one go.

    Without --format: a summary on standard output, and report.html and results.json in audit-out/ beside the
    configuration.
    """
    outputs = targets(formats)
    settings = with_baseline(settings_of(config, now), baseline, none=no_baseline, strict=strict_baseline)
    from auditor import pipeline  # noqa: PLC0415 - numpy and the readers, which --help need not load
    from auditor.cli.collect import collect_into_snapshot  # noqa: PLC0415 - see above

    if settings.check.baseline is not None:  # a mistake in it is told before the collecting, not after
        pipeline.read_baseline(settings, settings.check.baseline)
    collect_into_snapshot(settings, only=(), refresh=refresh, progress=wants_progress(no_progress))
    keep_log(settings)
    results = pipeline.check(settings, fail_on=fail_on)
    if not outputs:
        folder = settings.folder / OUTPUT
        outputs = [("human", None), ("html", folder / "report.html"), ("json", folder / "results.json")]
    write(results, settings, outputs, verbose=verbose)
    tell_stale(results)
    for name, path in outputs:
        if path is not None:
            click.echo(f"{name}: {path}", err=True)
    return results.summary.exit_code
