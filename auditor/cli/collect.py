"""`auditor collect`: read every source into the snapshot."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.options import config_option, progress_option, settings_of, wants_progress
from auditor.errors import EXIT_CLEAN, EXIT_INCOMPLETE
from auditor.settings import Settings


@click.command("collect")
@config_option
@click.option("--only", multiple=True, metavar="SOURCE", help="Only this source. May be repeated.")
@click.option("--refresh", is_flag=True, help="Ask for everything again, whatever the cache says.")
@progress_option
def command(config: Path | None, only: tuple[str, ...], refresh: bool, no_progress: bool) -> int:
    """Read the website, brochures and channels into the snapshot (.auditor/ beside the configuration)."""
    settings = settings_of(config)
    return collect_into_snapshot(settings, only=only, refresh=refresh, progress=wants_progress(no_progress))


def collect_into_snapshot(settings: Settings, *, only: tuple[str, ...], refresh: bool, progress: bool) -> int:
    """Collect, tell on standard error how each source went, and return 3 where a required one was not read whole."""
    from auditor.collect import collect  # noqa: PLC0415 - not needed for --help
    from auditor.render.told import Teller  # noqa: PLC0415 - catalogues, see above

    teller = Teller(settings.report.language)
    for source in settings.sources:
        if source.kind == "x-api" and (not only or source.name in only):
            click.echo(teller.cost(source.name, source.max_reads), err=True)
    reports = collect(settings, only=only, refresh=refresh, progress=progress)
    for report in reports:
        for line in teller.source(report):
            click.echo(line, err=True)
    discovered = {link for report in reports for link in report.discovered if not _configured(link, settings)}
    for line in teller.profiles(sorted(discovered)):
        click.echo(line, err=True)
    incomplete = any(report.required and report.status != "ok" for report in reports)
    return EXIT_INCOMPLETE if incomplete else EXIT_CLEAN


def _configured(link: str, settings: Settings) -> bool:
    """Whether a discovered profile is one of the sources already."""
    for source in settings.sources:
        if source.actor and link.rstrip("/").endswith(f"/{source.actor}"):
            return True
        user, _, server = (source.account or "").lstrip("@").partition("@")
        if server and server in link and link.rstrip("/").endswith(f"@{user}"):
            return True
        if source.url and source.url.rstrip("/") == link.rstrip("/"):
            return True
    return False
