"""`auditor terms compare`: the comparison of two texts' terms, measurable from outside."""

from __future__ import annotations

from typing import IO

import click

from auditor.cli.lines import read_rows, write_rows


@click.group("terms")
def command() -> None:
    """Compare the terms (times, amounts, prices, dates) of two texts."""


@command.command("compare")
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option("-o", "--output", type=click.File("w", encoding="utf-8"), default="-", help="Default: standard output.")
@click.option("--no-vectors", is_flag=True, help="Compare by words alone, without the embedded encoder.")
def compare(file: IO[str], output: IO[str], no_vectors: bool) -> int:
    """Compare pairs of texts.

    FILE (or - for standard input) holds JSON lines with id, text_a, text_b and optionally lang_a, lang_b. Written are
    JSON lines with id, label and why. The label is same, compatible (B is at least as good a service as A promises, or
    a special case of it), conflict (B breaks what A promises) or unrelated.
    """
    from auditor.text.compare import compare_lines  # noqa: PLC0415 - lexicons, which --help need not load

    rows = read_rows(file, required=("id", "text_a", "text_b"), optional=("lang_a", "lang_b"))
    encode = None
    if not no_vectors:
        from auditor import match  # noqa: PLC0415 - numpy is needed for vectors only

        encode = match.load("embedded").encode
    write_rows(output, compare_lines(rows, encode))
    return 0
