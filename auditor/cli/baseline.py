"""`auditor baseline`: accept findings in a file, and keep that file up."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from auditor.cli.options import config_option, keep_log, now_option, settings_of, write_file
from auditor.errors import ConfigError, StoreError, UsageError
from auditor.model import Acceptance, AcceptedBecause, Finding, Results
from auditor.settings import Settings

if TYPE_CHECKING:
    from auditor.baseline import Baseline, Entry

F = TypeVar("F", bound=Callable[..., Any])


@click.group("baseline")
def command() -> None:
    """Accept findings, so that only new ones fail the check.

    The file is the one of --baseline, else of check.baseline, else .auditor-baseline.yaml beside the configuration.
    """


def _file_option(command: F) -> F:
    path = click.Path(dir_okay=False, resolve_path=True, path_type=Path)
    return click.option("--baseline", "file", type=path, help="Another file than the configuration's.")(command)


def _why_options(command: F) -> F:
    options = (
        click.option(
            "--reason",
            type=click.Choice(["acknowledged", "wont-fix", "false-positive"]),
            default="acknowledged",
            show_default=True,
        ),
        click.option("--note", default="", help="Why, in your own words."),
        click.option(
            "--until",
            type=click.DateTime(["%Y-%m-%d"]),
            metavar="YYYY-MM-DD",
            help="The last day on which it is accepted. Default: no end.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@command.command("write")
@config_option
@now_option
@_file_option
@_why_options
@click.option("--force", is_flag=True, help="Replace a baseline that is there, reasons and notes included.")
def write_(
    config: Path | None,
    now: str | None,
    file: Path | None,
    reason: AcceptedBecause,
    note: str,
    until: datetime | None,
    force: bool,
) -> int:
    """Accept everything that a check finds now."""
    settings, path = _place(config, now, file)
    _ahead(until, settings)
    if path.exists() and not force:
        raise UsageError(f"{path} is there already.", advice="Use `auditor baseline update`, or --force.")
    from auditor import baseline  # noqa: PLC0415 - needs a check, which --help need not load

    made = baseline.written(_checked(settings), _why(reason, note, until))
    write_file(path, baseline.dumps(made))
    click.echo(f"{path}: {len(made.entries)} accepted", err=True)
    if settings.check.baseline is None and file is None:
        click.echo(f"Name it in {settings.file.name}: check: {{baseline: {path.name}}}", err=True)
    return 0


@command.command("update")
@config_option
@now_option
@_file_option
@_why_options
@click.option("--accept-new", is_flag=True, help="Accept what is new, and again what ran out.")
@click.option("--diff", "base", metavar="BASE", help="Only add what a change since BASE causes (see check --diff).")
def update(
    config: Path | None,
    now: str | None,
    file: Path | None,
    reason: AcceptedBecause,
    note: str,
    until: datetime | None,
    accept_new: bool,
    base: str | None,
) -> int:
    """Take out what is solved and follow texts and model; refuses what is new without --accept-new."""
    settings, path = _place(config, now, file)
    _ahead(until, settings)
    from auditor import baseline, pipeline  # noqa: PLC0415 - see write_

    known = _read(path)
    results = _checked(settings) if base is None else pipeline.check_change(_bare(settings), base)
    if base is not None:
        baseline.same_model(known, results.run.model, results.run.model_revision, name=path.name)
    new = baseline.debt(known, results.findings, pipeline.today(results, settings))
    if new and not accept_new:
        for finding in new:
            click.echo(f"new: {_line(finding)}", err=True)
        raise UsageError(
            f"Not in {path.name}: {len(new)} of the findings. It was left as it is.",
            advice="Solve them, or accept them with --accept-new (and --reason, --note, --until).",
        )
    change = baseline.updated if base is None else baseline.extended
    made = change(known, results, new, _why(reason, note, until))
    _replace(path, known, made)
    return 0


@command.command("prune")
@config_option
@now_option
@_file_option
def prune(config: Path | None, now: str | None, file: Path | None) -> int:
    """Take out entries that do nothing any more: solved ones, and those whose last day is over."""
    settings, path = _place(config, now, file)
    from auditor import baseline, pipeline  # noqa: PLC0415 - see write_

    known = _read(path)
    results = _checked(settings)
    baseline.same_model(known, results.run.model, results.run.model_revision, name=path.name)
    today = pipeline.today(results, settings)
    _replace(path, known, baseline.pruned(known, results.findings, today, reports=results.sources))
    return 0


@command.command("show")
@config_option
@now_option
@_file_option
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def show(config: Path | None, now: str | None, file: Path | None, form: str) -> int:
    """List what is accepted, why, until when, and what of it the last check still found."""
    settings, path = _place(config, now, file)
    known = _read(path)
    rows = [(entry, state) for entry, state in _states(known, settings)]
    if form == "json":
        data = [{**asdict(entry), "until": str(entry.until) if entry.until else None, "state": s} for entry, s in rows]
        click.echo(
            json.dumps([{k: v for k, v in row.items() if k != "line"} for row in data], ensure_ascii=False, indent=1)
        )
        return 0
    for entry, state in rows:
        until = f" until {entry.until}" if entry.until else ""
        note = f": {entry.note}" if entry.note else ""
        click.echo(
            _printable(f"{entry.id}  {state:<8} {entry.rule}" + (f" ({entry.channel})" if entry.channel else ""))
        )
        click.echo(_printable(f"            {entry.claim}"))
        click.echo(_printable(f"            {entry.reason}{until}{note}"))
    click.echo(f"{len(rows)} accepted by {known.model}@{known.revision}", err=True)
    return 0


def _states(known: Baseline, settings: Settings) -> list[tuple[Entry, str]]:
    """Return each entry with active, expired, stale, or unknown where no check with this model was kept."""
    from auditor import baseline, pipeline  # noqa: PLC0415 - see write_

    try:
        results = pipeline.last_results(settings)
    except StoreError:
        results = None
    if results is not None and results.run.model_revision != known.revision:
        results = None
    day = _day(settings)

    def state(entry: Entry) -> str:
        if results is not None and baseline.is_stale(entry, results.findings, results.sources):
            return "stale"
        if entry.expired(day):
            return "expired"
        return "active" if results is not None else "unknown"

    return [(entry, state(entry)) for entry in known.entries]


def _day(settings: Settings) -> date:
    return settings.now.date() if settings.now else datetime.now().astimezone().date()


def _ahead(until: datetime | None, settings: Settings) -> None:
    """Refuse a last day that is over: it would accept nothing."""
    if until is not None and until.date() < _day(settings):
        raise UsageError(
            f"--until {until.date()} is in the past: it would accept nothing.",
            advice="Give a later day, or leave it out to accept without an end.",
        )


def _place(config: Path | None, now: str | None, file: Path | None) -> tuple[Settings, Path]:
    settings = settings_of(config, now)
    from auditor import pipeline  # noqa: PLC0415 - see write_

    return settings, file or pipeline.baseline_path(settings)


def _read(path: Path) -> Baseline:
    from auditor import baseline  # noqa: PLC0415 - see write_

    if not path.is_file():
        raise ConfigError(f"There is no baseline at {path}.", advice="Run `auditor baseline write` to write one.")
    return baseline.read(path)


def _checked(settings: Settings) -> Results:
    """Return what a check finds that accepts nothing; it is not kept among the runs."""
    from auditor import pipeline  # noqa: PLC0415 - see write_

    keep_log(settings)
    return pipeline.check(_bare(settings), keep=False)


def _bare(settings: Settings) -> Settings:
    return settings.model_copy(update={"check": settings.check.model_copy(update={"baseline": None})})


def _replace(path: Path, known: Baseline, made: Baseline) -> None:
    from auditor import baseline  # noqa: PLC0415 - see write_

    before, after = ({entry.id for entry in item.entries} for item in (known, made))
    for entry in known.entries:
        if entry.id not in after:
            click.echo(_printable(f"out: {entry}"), err=True)
    write_file(path, baseline.dumps(made))
    click.echo(f"{path}: {len(after)} accepted, {len(after - before)} in, {len(before - after)} out", err=True)


def _why(reason: AcceptedBecause, note: str, until: datetime | None) -> Acceptance:
    last: date | None = until.date() if until else None
    return Acceptance("baseline", reason, note, last.isoformat() if last else None)


def _line(finding: Finding) -> str:
    about = f"{finding.rule} ({finding.source})" if finding.source else finding.rule
    return _printable(f"{finding.id} {finding.level} {about}: {finding.message}")


def _printable(text: str) -> str:
    """Texts of pages must not steer the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)
