"""`auditor doctor`: whether everything is there that a run needs, and what each source will be able to show."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from auditor.cli.options import config_option, settings_of
from auditor.errors import EXIT_CLEAN, EXIT_USAGE, StoreError

_SIGNS = {"ok": "ok  ", "note": "    ", "mend": "MEND"}


@click.command("doctor")
@config_option
@click.option("--online", is_flag=True, help="Also try to reach each host. Sends no token, asks for nothing.")
def command(config: Path | None, online: bool) -> int:
    """Look at the configuration, tokens, exports, model and snapshot, and tell what each source can and cannot show.

    Exit code 2 where something must be mended before a run can read everything.
    """
    from auditor.collect.doctor import Earlier, Finding, examine, reach  # noqa: PLC0415 - not needed for --help
    from auditor.store import FILE_NAME, Store  # noqa: PLC0415 - SQLAlchemy, see above

    settings = settings_of(config)
    earlier, found = None, []
    if (settings.workspace / FILE_NAME).is_file():
        try:
            with Store.open(settings.workspace, create=False) as store:
                earlier = Earlier({report.name: report for report in store.reports()}, store.collected_at())
        except StoreError as error:
            found.append(Finding("mend", "workspace", " ".join(str(error).split())))
    found += examine(settings, environ=os.environ, earlier=earlier, now=datetime.now(UTC))
    if online:
        found += reach(settings)
    for finding in found:
        click.echo(f"{_SIGNS[finding.level]} {finding.about}: {finding.text}")
    mend = sum(finding.level == "mend" for finding in found)
    click.echo(f"{mend} to mend." if mend else "Nothing to mend.", err=True)
    return EXIT_USAGE if mend else EXIT_CLEAN
