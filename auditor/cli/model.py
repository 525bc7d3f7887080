"""`auditor model info`: which encoder is used, and what is known of it without loading it."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.options import config_option, settings_of
from auditor.errors import ConfigError


@click.group("model")
def command() -> None:
    """Tell which embedding model is used."""


@command.command("info")
@config_option
@click.option("--name", help="A model name or folder instead of the configured one.")
def info(config: Path | None, name: str | None) -> int:
    """Print name, revision and size of the model."""
    from auditor import match  # noqa: PLC0415 - numpy is not needed for --help

    if name is None:
        try:
            name = settings_of(config).matching.model
        except ConfigError:
            if config is not None:
                raise
            name = "embedded"  # outside any project: the default is what people ask about
    encoder = match.load(name)
    vector = encoder.encode(["Maak jij de belofte uit je missie en visie waar?"])
    click.echo(f"model:      {encoder.name}")
    click.echo(f"revision:   {encoder.revision}")
    click.echo(f"dimensions: {vector.shape[1]}")
    return 0
