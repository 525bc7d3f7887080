"""`auditor schema`: the JSON Schemas that editors and consumers use."""

from __future__ import annotations

import json

import click

from auditor.resources import data


def config_schema() -> str:
    """Return the JSON Schema of auditor.yaml as text."""
    from auditor.settings import Settings  # noqa: PLC0415 - pydantic is not needed for --help

    schema = Settings.model_json_schema(mode="validation")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "auditor.yaml"}
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


@click.command("schema")
@click.option("--results", is_flag=True, help="The schema of results.json instead.")
def command(results: bool) -> int:
    """Print the JSON Schema of auditor.yaml, which editors use for completion and checks."""
    if results:
        click.echo((data("config") / "results.schema.json").read_text(encoding="utf-8"), nl=False)
    else:
        click.echo(config_schema(), nl=False)
    return 0
