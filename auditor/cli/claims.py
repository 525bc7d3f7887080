"""`auditor claims`: list what was extracted, let a person decide, classify texts from outside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO

import click

from auditor.cli.lines import read_rows, write_rows
from auditor.cli.options import config_option, settings_of
from auditor.errors import NothingToCompare
from auditor.model import CLAIM_KINDS, Claim


@click.group("claims")
def command() -> None:
    """List, review or classify claims."""


@command.command("list")
@config_option
@click.option("--kind", type=click.Choice(CLAIM_KINDS), multiple=True, help="Only this kind. May be repeated.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def list_(config: Path | None, kind: tuple[str, ...], form: str) -> int:
    """List the claims of the snapshot with kind, confidence and place."""
    from auditor import pipeline  # noqa: PLC0415 - numpy and the readers, which --help need not load

    settings = settings_of(config)
    claims = [claim for claim in pipeline.claims(settings) if not kind or claim.kind in kind]
    if not claims:
        raise NothingToCompare("No claims were found.", advice="Is the right site configured? See `auditor collect`.")
    if form == "json":
        from auditor.render.results_json import claim_as_dict  # noqa: PLC0415 - only for this form

        click.echo(json.dumps([claim_as_dict(claim) for claim in claims], ensure_ascii=False, indent=1))
        return 0
    for claim in claims:
        click.echo(f"{claim.id}  {claim.kind:<8} {claim.confidence:.2f}  {_printable(claim.text)}")
        click.echo(f"            {_where(claim)}")
    click.echo(f"{len(claims)} claims", err=True)
    return 0


def _where(claim: Claim) -> str:
    place = claim.place
    where = place.path or place.url or claim.source
    where += f":{place.line}" if place.line else f", page {place.page}" if place.page else ""
    return where + (f" and {len(claim.also_at)} more" if claim.also_at else "")


def _printable(text: str) -> str:
    """Page text must not steer the terminal: control characters out."""
    return "".join(char if char.isprintable() else " " for char in text)


@command.command("review")
@config_option
def review(config: Path | None) -> int:
    """Write claims.review.yaml, in which a person accepts, rejects or corrects claims.

    Decisions that stand in the file are kept; claims that are new are added below them.
    """
    from auditor import pipeline  # noqa: PLC0415 - numpy and the readers, which --help need not load
    from auditor.claims import review as reviewing  # noqa: PLC0415 - see above

    settings = settings_of(config)
    found = pipeline.claims(settings, reviewed=False)
    path = settings.claims.review_file
    added = reviewing.write(found, path)
    click.echo(f"{path}: {len(found)} claims, {added} of them new", err=True)
    return 0


@command.command("classify")
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option("-o", "--output", type=click.File("w", encoding="utf-8"), default="-", help="Default: standard output.")
@click.option("--no-vectors", is_flag=True, help="Classify by rules alone, without the embedded encoder.")
def classify(file: IO[str], output: IO[str], no_vectors: bool) -> int:
    """Classify sentences.

    FILE (or - for standard input) holds JSON lines with id, text and optionally heading and language. Written are JSON
    lines with id, kind (mission, vision, value, product, promise, none), confidence and terms.
    """
    from auditor.claims import classify_lines  # noqa: PLC0415 - lexicons, which --help need not load

    rows = read_rows(file, required=("id", "text"), optional=("heading", "language", "lang", "label"))
    encode = None
    if not no_vectors:
        from auditor import match  # noqa: PLC0415 - numpy is needed for vectors only

        encode = match.load("embedded").encode
    write_rows(output, classify_lines(rows, encode))
    return 0
