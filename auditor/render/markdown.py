"""Markdown for a pull-request comment or a step summary: the verdict, what was read, the gravest findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from auditor.model import Results
from auditor.render import overview as ov
from auditor.render.links import short_url
from auditor.render.machine import Item, items
from auditor.render.options import Options
from auditor.render.overview import Overview
from auditor.render.quotes import shortened, stopped
from auditor.render.safe_text import clean
from auditor.render.vocabulary import LEVELS, STATUSES

_FINDINGS: Final = 20
_MESSAGE: Final = 400
# A comment on GitHub holds 65,536 characters, a note on GitLab more; some room is left for what a recipe puts around.
_LIMIT: Final = 60_000
# Everything that Markdown or HTML would act on. "@" would call somebody, "#" link an issue, ":" make an emoji.
_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]()<>#+!|~&@:$^=-]")


def render(results: Results, options: Options | None = None) -> str:
    """Return the report in GitHub's Markdown, below the size that platforms cut a comment at."""
    view = ov.overview(results, options or Options())
    lines = list(_lines(view))
    size, kept = 0, 0
    for line in lines:
        size += len(line) + 1
        if size > _LIMIT:
            break
        kept += 1
    return "\n".join(lines[:kept]) + "\n"


def escape(text: str) -> str:
    """Return `text` so that Markdown shows it as it is, in a paragraph and in a table cell."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", clean(text))


def _lines(view: Overview) -> Iterator[str]:
    words, results = view.words, view.results
    title = escape(results.run.organisation) or words.t("Consistency audit")
    yield f"## {title}"
    yield ""
    yield f"**{escape(ov.headline(view))}** {escape(ov.closing_line(view))}"
    yield ""
    if results.summary.incomplete:
        incomplete = words.t("The picture is not complete.")
        yield f"> **{incomplete}**"
    for reason in results.summary.reasons:
        yield f"> - {escape(stopped(view.redactor.text(reason)))}"
    yield ""
    yield from _findings(view)
    yield from _sources(view)
    run = results.run
    yield ""
    yield f"<sub>{escape(f'{run.tool} · {run.model} {run.model_revision} · {run.snapshot[:19]}')}</sub>"


def _findings(view: Overview) -> Iterator[str]:
    words = view.words
    if not view.findings:
        yield words.t("No open findings.")
        return
    yield _row("", words.t("Finding"), words.t("Place"))
    yield "| --- | --- | --- |"
    for item in items(view, view.findings[:_FINDINGS]):
        level = LEVELS[item.finding.level]
        cell = f"**{escape(item.title)}** {escape(shortened(item.message, _MESSAGE))}<br>→ {escape(item.advice)}"
        yield _row(f"{level.sign} {words.t(level.word)}", cell, _place(item))
    more = len(view.findings) - _FINDINGS
    if more > 0:
        yield ""
        yield words.nt("and {n} more finding", "and {n} more findings", more)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _place(item: Item) -> str:
    parts = []
    if item.finding.place.path:
        parts.append(escape(f"{item.path}:{item.line}" if item.finding.place.line else item.path))
    if item.url:
        # Angle brackets keep an address with brackets in it whole; it holds no white space and no angle brackets.
        parts.append(f"[{escape(short_url(item.url))}](<{item.url.replace('|', '%7C').replace('`', '%60')}>)")
    return "<br>".join(parts) or "–"


def _sources(view: Overview) -> Iterator[str]:
    words = view.words
    yield ""
    title = words.t("What was read")
    yield f"<details><summary>{title}</summary>"
    yield ""
    yield _row(words.t("Source"), words.t("Result"), words.t("Documents"), words.t("Remarks"))
    yield "| --- | --- | --- | --- |"
    for source in view.results.sources:
        status = STATUSES[source.status]
        notes = escape(" ".join(stopped(view.redactor.text(note)) for note in source.notes)) or "–"
        read = words.number(source.documents)
        if source.expected is not None:
            read = words.t("{n} of {total}", n=read, total=words.number(source.expected))
        yield _row(escape(source.name), f"{status.sign} {words.t(status.word)}", read, notes)
    yield ""
    yield "</details>"
