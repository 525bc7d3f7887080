"""`auditor forget`: remove a person or a source from the workspace."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.options import config_option, settings_of
from auditor.errors import UsageError


@click.command("forget")
@config_option
@click.argument("people", metavar="[PERSON]...", nargs=-1)
@click.option("--source", "source", metavar="NAME", help="Remove what was read of this source instead.")
def command(config: Path | None, people: tuple[str, ...], source: str | None) -> int:
    """Remove everything of a PERSON (an account name, or a pseudonym from a report) or of a source from the workspace.

    Messages, mentions, what was computed from them, kept results and logs; the database is written anew, so that
    nothing stays readable in the file. A person is not stored again by a later `auditor collect`. Reports and exports
    elsewhere on your disk are yours to remove.
    """
    if bool(people) == bool(source):
        raise UsageError("Name either people or --source NAME.", advice="For instance: auditor forget @jan.")
    from auditor import pipeline  # noqa: PLC0415 - not needed for --help

    settings = settings_of(config)
    if source is not None:
        done = pipeline.forget_source(settings, source)
        items, runs = _count(done.erased.messages, "item"), _count(done.runs, "kept run")
        click.echo(f"{source}: {items} removed, and its part of {runs}.", err=True)
        click.echo("It comes back with `auditor collect` while it stands in the configuration.", err=True)
        return 0
    done = pipeline.forget_person(settings, people)
    erased = done.erased
    messages, mentions = _count(erased.messages, "message"), _count(erased.mentions, "mention")
    click.echo(f"{messages} removed, {mentions} taken out.", err=True)
    if not erased.messages and not erased.mentions:
        click.echo(
            "Nothing of this person was found. Give the name as the channel writes it: name@server for the fediverse, "
            "the DID (did:plc:...) on Bluesky; or the pseudonym (anon-...) that `auditor webcare` shows.",
            err=True,
        )
    return 0


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
