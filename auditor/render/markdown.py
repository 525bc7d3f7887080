"""Markdown for a pull-request comment or a step summary: the verdict, what was read, the gravest findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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

_COMMENT: Final = 65_536
_FINDINGS: Final = 20
"""As many as people read in a comment; where there is more room, as many as fit."""
_MESSAGE: Final = 400
_LINK: Final = 1000
"""Longer addresses are left out: they are made to be long."""
# Everything that Markdown or HTML would act on, ":" of an emoji or address and "www." included, and the dot of a list.
_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]()<>#+!|~&@:$^=-]|(?<=\bwww)\.|(?<=\d)\.(?=\s|$)")
# GitHub looks for people ("@name"), issues ("#12", "GH-12") and alerts in the rendered text, where entities are
# characters again. A zero-width space, which its own bots use too, keeps these apart.
_CALLS: Final = re.compile(r"&#(?:64|35);(?=\w)|(?<=\bGH)&#45;(?=\d)", re.IGNORECASE)


def render(results: Results, options: Options | None = None) -> str:
    """Return the report in GitHub's Markdown, below the size that the platform refuses or cuts.

    Findings go first when there is too little room, the sources after them; head and last line always stand.
    """
    options = options or Options()
    view = ov.overview(results, options)
    head, foot = list(_head(view)), list(_foot(view))
    room = options.max_bytes - _size(head) - _size(foot)
    sources = list(_sources(view))
    if _size(sources) > room // 2:
        sources = []
    findings = _findings(view, room - _size(sources), None if options.max_bytes > _COMMENT else _FINDINGS)
    return "\n".join([*head, *findings, *sources, *foot]) + "\n"


def _size(lines: Sequence[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)


def escape(text: str) -> str:
    """Return `text` so that Markdown shows it as it is, in a paragraph and in a table cell."""
    plain = _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", clean(text))
    return _CALLS.sub(lambda found: f"{found[0]}&#8203;", plain)


def _head(view: Overview) -> Iterator[str]:
    words, results = view.words, view.results
    title = escape(results.run.organisation) or words.t("Consistency audit")
    yield f"## {shortened(title, _MESSAGE)}"
    yield ""
    yield f"**{escape(ov.headline(view))}** {escape(ov.closing_line(view))}"
    yield ""
    if results.summary.incomplete:
        incomplete = words.t("The picture is not complete.")
        yield f"> **{incomplete}**"
    for reason in results.summary.reasons[:_FINDINGS]:
        yield f"> - {escape(shortened(stopped(view.redactor.text(reason)), _MESSAGE))}"
    yield ""


def _foot(view: Overview) -> Iterator[str]:
    run = view.results.run
    line = f"{run.tool} · {run.model} {run.model_revision} · {run.snapshot[:19]}"
    yield ""
    yield f"<sub>{escape(shortened(line, _MESSAGE))}</sub>"


def _findings(view: Overview, room: int, limit: int | None) -> list[str]:
    """Return the table of as many findings as `room` (bytes) and `limit` let in, and how many more there are."""
    words = view.words
    if not view.findings:
        return [words.t("No open findings.")]
    lines = [_row("", words.t("Finding"), words.t("Place")), "| --- | --- | --- |"]
    left = room - _size(lines) - 200  # for the line that counts the rest
    shown = 0
    for item in items(view, view.findings[:limit]):
        level = LEVELS[item.finding.level]
        advice = escape(shortened(item.advice, _MESSAGE))
        title, message = escape(shortened(item.title, _MESSAGE)), escape(shortened(item.message, _MESSAGE))
        row = _row(f"{level.sign} {words.t(level.word)}", f"**{title}** {message}<br>→ {advice}", _place(item))
        left -= len(row.encode()) + 1
        if left < 0:
            break
        lines.append(row)
        shown += 1
    more = len(view.findings) - shown
    if more > 0:
        lines += ["", words.nt("and {n} more finding", "and {n} more findings", more)]
    return lines


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _place(item: Item) -> str:
    parts = []
    if item.has_file:
        named = (item.finding.written or item.finding.place).line is not None
        parts.append(escape(shortened(f"{item.path}:{item.line}" if named else item.path, _MESSAGE)))
    if item.url and len(item.url) <= _LINK:
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
