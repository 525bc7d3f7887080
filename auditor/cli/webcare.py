"""`auditor webcare`: reply times, promises and reply quality per channel, and the conversations behind them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from auditor.cli.options import colour_wanted, config_option, now_option, settings_of
from auditor.errors import NothingToCompare

if TYPE_CHECKING:
    from auditor.webcare import Percentile, Unit

_PARTS = ("weekday", "hour", "month", "platform")


@click.command("webcare")
@config_option
@now_option
@click.option("--source", "sources", multiple=True, metavar="NAME", help="Only this channel. May be repeated.")
@click.option("--format", "form", type=click.Choice(["human", "json", "csv"]), default="human", show_default=True)
@click.option("--by", "parts", multiple=True, type=click.Choice(_PARTS), help="human: only this breakdown. May repeat.")
@click.option("--conversations", is_flag=True, help="List the conversations behind the figures; askers are pseudonyms.")
@click.option(
    "--count",
    "unit",
    type=click.Choice(["conversation", "thread"]),
    default="conversation",
    show_default=True,
    help="thread: once per thread, as other programs count. Without promises.",
)
@click.option(
    "--percentile",
    type=click.Choice(["nearest-rank", "lower", "linear"]),
    default="nearest-rank",
    show_default=True,
    help="Another definition, to compare with another program.",
)
def command(
    config: Path | None,
    now: str | None,
    sources: tuple[str, ...],
    form: str,
    parts: tuple[str, ...],
    conversations: bool,
    unit: str,
    percentile: str,
) -> int:
    """Print the reply times of the snapshot, per channel, weekday, hour and month, and how each promise is kept.

    No network is used, and nothing fails the command but the want of conversations (exit code 5).
    """
    from auditor import pipeline  # noqa: PLC0415 - numpy and the readers, which --help need not load
    from auditor.render import webcare_rows, webcare_text  # noqa: PLC0415 - rich and Babel, see above

    settings = settings_of(config, now)
    report = pipeline.reply_times(
        settings, sources=sources, unit=cast("Unit", unit), percentile=cast("Percentile", percentile)
    )
    if not any(channel.conversations for channel in report.channels):
        raise NothingToCompare(
            "There are no conversations on the social channels.",
            advice="Reply times need a channel with questions or replies: see docs/webcare.md.",
        )
    redact = settings.report.redact_third_party
    if form == "json":
        document = webcare_rows.to_json(report, conversations=conversations, redact=redact)
    elif form == "csv":
        document = webcare_rows.to_csv(report, conversations=conversations, redact=redact)
    else:
        width = max(60, shutil.get_terminal_size((100, 24)).columns) if sys.stdout.isatty() else 100
        document = webcare_text.render(
            report,
            settings.report.language,
            parts=parts or _PARTS,
            conversations=conversations,
            redact=redact,
            width=width,
            colour=colour_wanted(),
        )
    click.echo(document, nl=False, color=colour_wanted())
    return 0
