"""The command group and the one place where errors become messages and exit codes.

Commands are imported when they are called: `auditor --help` answers before pydantic, numpy or Scrapy are loaded.
"""

from __future__ import annotations

import importlib
import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import click

from auditor.errors import EXIT_INTERNAL, EXIT_INTERRUPTED, AuditorError

_COMMANDS: Mapping[str, tuple[str, str]] = {
    "init": ("auditor.cli.init", "Write a commented auditor.yaml for a website or folder."),
    "doctor": ("auditor.cli.doctor", "Tell what is missing, and what each source will show."),
    "run": ("auditor.cli.run", "Collect, check and report in one go."),
    "import": ("auditor.cli.importing", "Take an export of a platform or tool into the snapshot."),
    "collect": ("auditor.cli.collect", "Read the website, brochures and channels into the snapshot."),
    "check": ("auditor.cli.check", "Judge the snapshot, or a draft text, without any network."),
    "report": ("auditor.cli.report", "Write the report of the last check again, in any format."),
    "webcare": ("auditor.cli.webcare", "Print reply times and kept promises per channel, and export them."),
    "baseline": ("auditor.cli.baseline", "Accept findings, so that only new ones fail the check."),
    "compare": ("auditor.cli.compare", "Tell what differs between two runs."),
    "trend": ("auditor.cli.trend", "Show how it goes over the runs."),
    "claims": ("auditor.cli.claims", "List, review or classify claims."),
    "terms": ("auditor.cli.terms", "Compare the terms of two texts."),
    "forget": ("auditor.cli.forget", "Remove a person or a source from the workspace."),
    "explain": ("auditor.cli.explain", "Explain a rule or a finding."),
    "schema": ("auditor.cli.schema", "Print the JSON Schema of auditor.yaml or of results.json."),
    "model": ("auditor.cli.model", "Tell which embedding model is used."),
}

EXIT_CODES = """\b
Exit codes:
  0    checked, nothing at or above --fail-on
  1    findings at or above --fail-on
  2    usage, configuration, baseline or model error
  3    incomplete: a required source could not be read whole
  4    internal error
  5    nothing to compare: no claims, or no social items
  130  interrupted; what was collected is kept
"""


class Commands(click.Group):
    """A group that knows its commands by name and loads the module of the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of use."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Load and return a command, None for an unknown name."""
        if cmd_name not in _COMMANDS:
            return None
        loaded: click.Command = importlib.import_module(_COMMANDS[cmd_name][0]).command
        return loaded

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the list of commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest command for an unknown one."""
        import difflib  # noqa: PLC0415 - only for a typing mistake

        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            close = difflib.get_close_matches(args[0], _COMMANDS, n=1)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            ctx.fail(f"No such command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if not value or ctx.resilient_parsing:
        return
    from importlib.metadata import version  # noqa: PLC0415 - costs 30 ms that --help need not pay

    click.echo(f"auditor {version('auditor')}")
    ctx.exit()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXIT_CODES,
)
@click.option("--version", is_flag=True, callback=_version, expose_value=False, is_eager=True, help="Show the version.")
def app() -> None:
    """Tell whether an organisation shows on social media what it promises on its website and in its brochures."""


def main() -> NoReturn:
    """Run the command line and end the process with the exit code of the contract."""
    try:
        code = app(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Interrupted. What was collected is kept.", err=True)
        sys.exit(EXIT_INTERRUPTED)
    except KeyboardInterrupt:
        click.echo("Interrupted. What was collected is kept.", err=True)
        sys.exit(EXIT_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except AuditorError as error:
        click.echo(f"auditor: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output went away (`auditor check | head`); nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_INTERNAL)
    except Exception as error:  # noqa: BLE001 - the last net: a bug becomes exit 4 with a log to send
        log = _write_log(error)
        click.echo(f"auditor: internal error: {type(error).__name__}: {error}", err=True)
        click.echo(f"This is a mistake in auditor, not in your files. The details are in {log}", err=True)
        sys.exit(EXIT_INTERNAL)
    sys.exit(code if isinstance(code, int) else 0)


def _write_log(error: BaseException) -> Path:
    """Write versions and traceback, ready to paste into an issue, and return where."""
    lines = [
        f"auditor internal error, {datetime.now(UTC).isoformat(timespec='seconds')}",
        f"python {platform.python_version()} on {platform.system()} {platform.machine()}",
        f"arguments: {sys.argv[1:]}",
        "",
        *traceback.format_exception(error),
    ]
    handle, name = tempfile.mkstemp(prefix="auditor-error-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    return Path(name)
