"""`auditor report`: write the results of the last check again."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.options import config_option, format_option, settings_of, targets, write
from auditor.cli.run import OUTPUT
from auditor.errors import UsageError


@click.command("report")
@config_option
@format_option
@click.option(
    "--from", "origin", type=click.Path(path_type=Path), help="A results.json. Default: the last check's results."
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where the HTML report goes. Default: audit-out/report.html."
)
@click.option("-v", "--verbose", is_flag=True, help="Show the claims without a problem too (human).")
def command(config: Path | None, formats: tuple[str, ...], origin: Path | None, out: Path | None, verbose: bool) -> int:
    """Write the report of the last check again, in any format; judges nothing anew."""
    outputs = targets(formats)
    settings = settings_of(config)
    from auditor import pipeline  # noqa: PLC0415 - not needed for --help

    if origin is None:
        results = pipeline.last_results(settings)
    else:
        try:
            results = pipeline.read_results(origin.read_text(encoding="utf-8"))
        except OSError as error:
            raise UsageError(f"{origin} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise UsageError(f"{origin} is no results.json: it is not UTF-8.") from error
    if out is not None or not outputs:
        outputs = [*outputs, ("html", out or settings.folder / OUTPUT / "report.html")]
    write(results, settings, outputs, verbose=verbose)
    for name, path in outputs:
        if path is not None:
            click.echo(f"{name}: {path}", err=True)
    return 0
