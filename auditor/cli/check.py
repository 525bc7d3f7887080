"""`auditor check`: judge the snapshot, or a draft text."""

from __future__ import annotations

import sys
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
    settings_of,
    targets,
    tell_stale,
    with_baseline,
    write,
)
from auditor.errors import UsageError

if TYPE_CHECKING:
    from auditor.rules.gate import FailOn


@click.command("check")
@config_option
@format_option
@fail_on_option
@now_option
@baseline_options
@click.option("--text", metavar="TEXT", help="Check this draft (a post, a paragraph) instead; - reads standard input.")
@click.option(
    "--diff",
    "base",
    metavar="BASE",
    help="Count only what a change causes: since this git revision (auto: the one of the pull "
    "request or push), results.json or folder with another snapshot.",
)
@click.option("-v", "--verbose", is_flag=True, help="Show the claims without a problem too.")
def command(
    config: Path | None,
    formats: tuple[str, ...],
    fail_on: FailOn | None,
    now: str | None,
    baseline: Path | None,
    no_baseline: bool,
    strict_baseline: bool,
    text: str | None,
    base: str | None,
    verbose: bool,
) -> int:
    """Judge the snapshot without any network; the exit code says whether anything is at or above --fail-on."""
    outputs = targets(formats or ("human",))
    settings = with_baseline(settings_of(config, now), baseline, none=no_baseline, strict=strict_baseline)
    from auditor import pipeline  # noqa: PLC0415 - numpy and the readers, which --help need not load

    if text is not None and base is not None:
        raise UsageError(
            "--text and --diff exclude each other.",
            advice="Drafts in files are judged by --diff where `check.drafts` names them.",
        )
    keep_log(settings)
    if base is not None:
        results = pipeline.check_change(settings, base, fail_on=fail_on)
    elif text is not None:
        draft = sys.stdin.read() if text == "-" else text
        if not draft.strip():
            raise UsageError(
                "The draft is empty.", advice='Give it as --text "..." or on standard input with --text -.'
            )
        results = pipeline.check_draft(settings, draft, fail_on=fail_on)
    else:
        results = pipeline.check(settings, fail_on=fail_on)
    write(results, settings, outputs, verbose=verbose)
    tell_stale(results)
    return results.summary.exit_code
