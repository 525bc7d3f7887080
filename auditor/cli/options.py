"""Options that several commands share, and how documents are written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click

from auditor.errors import UsageError
from auditor.model import Results
from auditor.settings import Settings, load

F = TypeVar("F", bound=Callable[..., Any])


def config_option(command: F) -> F:
    """Add -c/--config."""
    return click.option(
        "-c",
        "--config",
        type=click.Path(path_type=Path),
        help="The configuration. Default: AUDITOR_CONFIG, else auditor.yaml here or in a folder above.",
    )(command)


def now_option(command: F) -> F:
    """Add --now."""
    return click.option("--now", metavar="TIME", help="Judge as on this day or ISO time instead of today.")(command)


def format_option(command: F) -> F:
    """Add the repeatable --format."""
    return click.option(
        "--format",
        "formats",
        multiple=True,
        metavar="FORMAT[=PATH]",
        help="human, json, html, ... May be repeated; without a path it goes to standard output.",
    )(command)


def fail_on_option(command: F) -> F:
    """Add --fail-on."""
    return click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "info", "never"]),
        help="The lowest level that gives exit code 1. Default: what the configuration says.",
    )(command)


def baseline_options(command: F) -> F:
    """Add --baseline, --no-baseline and --strict-baseline."""
    existing = click.Path(exists=True, dir_okay=False, resolve_path=True, path_type=Path)
    options = (
        click.option("--baseline", type=existing, help="Accepted findings. Default: check.baseline."),
        click.option("--no-baseline", is_flag=True, help="Let every finding count, whatever was accepted."),
        click.option("--strict-baseline", is_flag=True, help="Fail on acceptances that do nothing any more."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def with_baseline(settings: Settings, baseline: Path | None, *, none: bool, strict: bool) -> Settings:
    """Put the options of `baseline_options` into the settings."""
    if baseline is not None and none:
        raise UsageError("--baseline and --no-baseline exclude each other.", advice="Leave one out.")
    update: dict[str, Any] = {}
    if baseline is not None or none:
        update["baseline"] = baseline
    if strict:
        update["strict_baseline"] = True
    return settings.model_copy(update={"check": settings.check.model_copy(update=update)})


def tell_stale(results: Results) -> None:
    """Name the acceptances that do nothing any more, on standard error."""
    for entry in results.summary.stale:
        click.echo(f"accepted, but not found: {_one_line(entry)}", err=True)
    if results.summary.stale:
        click.echo("`auditor baseline prune` takes those of the baseline out; comments in pages are yours.", err=True)


def _one_line(text: str) -> str:
    """Texts of pages must not steer the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def progress_option(command: F) -> F:
    """Add --no-progress."""
    return click.option("--no-progress", is_flag=True, help="No progress bar (there is none outside a terminal).")(
        command
    )


def settings_of(config: Path | None, now: str | None = None) -> Settings:
    """Load the configuration and put --now into it."""
    settings = load(config)
    if now is None:
        return settings
    try:
        moment = datetime.fromisoformat(now)
    except ValueError as error:
        raise UsageError(
            f"--now {now!r} is no ISO date or time.", advice="Write 2026-11-20 or 2026-11-20T09:00."
        ) from error
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(settings.organisation.timezone))
    return settings.model_copy(update={"now": moment})


def keep_log(settings: Settings) -> None:
    """Send what stations log (a reader or rule that failed, with its traceback) to a file in the workspace."""
    import logging  # noqa: PLC0415 - costs 10 ms that --help need not pay

    if not settings.workspace.is_dir():
        return  # nothing was collected; the command will say so
    handler = logging.FileHandler(settings.workspace / "check.log", mode="w", encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("auditor")
    logger.handlers[:] = [handler]
    logger.propagate = False


def wants_progress(no_progress: bool) -> bool:
    """Whether a progress bar helps: only on a terminal, and not in CI."""
    return not no_progress and sys.stderr.isatty() and not os.environ.get("CI")


def targets(formats: Sequence[str]) -> list[tuple[str, Path | None]]:
    """Parse FORMAT[=PATH] arguments. Raises UsageError for an unknown format or two documents on standard output."""
    from auditor.render import formats as known  # noqa: PLC0415 - renderers load templates; --help need not

    parsed: list[tuple[str, Path | None]] = []
    for item in formats:
        name, _, path = item.partition("=")
        if name not in known:
            raise UsageError(f"There is no format {name!r}.", advice=f"Formats: {', '.join(known)}.")
        parsed.append((name, Path(path) if path and path != "-" else None))
    if sum(path is None for _, path in parsed) > 1:
        raise UsageError("Only one document can go to standard output.", advice="Give the others a file: FORMAT=PATH.")
    return parsed


def write(
    results: Results, settings: Settings, outputs: Sequence[tuple[str, Path | None]], *, verbose: bool = False
) -> None:
    """Render the results in every format asked for; files are replaced whole or not at all."""
    from auditor.render import Options, render  # noqa: PLC0415 - see targets

    for name, path in outputs:
        colour = path is None and name == "human" and colour_wanted()
        width = _width() if path is None else 100
        summary = path if path is not None and name == "markdown" and _is_step_summary(path) else None
        options = Options(
            colour=colour,
            width=width,
            verbose=verbose,
            redact_third_party=settings.report.redact_third_party,
            title=settings.report.title,
        )
        if summary is not None:
            options = replace(options, max_bytes=_room(summary))
        document = render(results, name, options)
        if path is None:
            click.echo(document, nl=not document.endswith("\n"), color=colour)
        elif summary is not None:
            _append(summary, document)
        else:
            write_file(path, document)


def write_file(path: Path, document: str) -> None:
    """Write through a temporary file, so that an interrupted run leaves the old document whole."""
    try:
        if path.exists() and not path.is_file():  # /dev/stdout, a named pipe: nothing to keep whole
            _put(path, document, "w")
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_text(document, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", advice="Name another file.") from error


def write_bytes(path: Path, content: bytes) -> None:
    """Replace a file whole, through a temporary one beside it that gets its rights."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.chmod(path.stat().st_mode)
        part.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", advice="Check its rights.") from error


def screen_width() -> int | None:
    """Return the width of the terminal that standard output is, None where it is none."""
    return _width() if sys.stdout.isatty() and not os.environ.get("CI") else None


# GitHub drops a step summary above 1 MiB whole.
_STEP_SUMMARY = 1_048_576
_MARGIN = 4_096


def _is_step_summary(path: Path) -> bool:
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    return bool(summary) and path.absolute() == Path(summary or "").absolute()


def _room(path: Path) -> int:
    """Return how many bytes of the step summary are left."""
    used = path.stat().st_size if path.is_file() else 0
    return max(_STEP_SUMMARY - used - _MARGIN, _MARGIN)


def _append(path: Path, document: str) -> None:
    """Add to what the step has written already."""
    try:
        _put(path, document, "a")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", advice="Name another file.") from error


def _put(path: Path, document: str, mode: str) -> None:
    with path.open(mode, encoding="utf-8", newline="\n") as file:
        file.write(document)


def colour_wanted() -> bool:
    """Return whether standard output should be coloured: NO_COLOR, then FORCE_COLOR, then whether it is a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def _width() -> int:
    import shutil  # noqa: PLC0415 - only when something is printed

    return max(60, min(shutil.get_terminal_size((100, 24)).columns, 140))
