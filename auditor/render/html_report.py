"""The report as one self-contained HTML page, readable without scripts and under a strict content security policy."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from auditor.model import Results
from auditor.render.options import Options
from auditor.render.overview import headline, overview
from auditor.render.safe_text import clean, visible
from auditor.render.sections import SECTIONS
from auditor.resources import data

# From this many claims and findings on, the browser lays out only what is in sight. Below it everything is, which
# is what a picture of the whole page needs.
_LARGE: Final = 400
_BETWEEN_TAGS: Final = re.compile(r">\s*\n\s*<")
_BETWEEN_LINES: Final = re.compile(r"\s*\n\s*")
_CSS_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_JS_COMMENT: Final = re.compile(r"^\s*//.*$", re.MULTILINE)


def render(results: Results, options: Options | None = None) -> str:
    """Return the report. All text of pages and posts is escaped by the template engine.

    Raises:
        UsageError: there is no catalogue for the language.
    """
    chosen = options or Options()
    view = overview(results, chosen)
    words, run = view.words, view.results.run
    style, script = _asset("report.css", _CSS_COMMENT), _asset("report.js", _JS_COMMENT)
    organisation = clean(run.organisation)
    return (
        _environment(words.t, words.nt)
        .get_template("report.html.j2")
        .render(
            language=words.language,
            title=clean(chosen.title or "") or words.t("Consistency audit"),
            organisation=organisation,
            description=headline(view),
            now=words.date(run.now),
            period=words.period(
                min((source.first for source in view.results.sources if source.first), default=None),
                max((source.last for source in view.results.sources if source.last), default=None),
            ),
            run=run,
            large=len(view.claims) + len(view.findings) > _LARGE,
            sections=[(section, section.build(view)) for section in SECTIONS],
            style=style,
            script=script,
            style_hash=_digest(style),
            script_hash=_digest(script),
        )
    )


def _environment(t: object, nt: object) -> Environment:
    # Autoescape is on for every template and string: page text is hostile. An undefined name is a bug, never "".
    environment = Environment(
        loader=FileSystemLoader(data("reports") / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    environment.globals.update(t=t, nt=nt)
    environment.filters["squeeze"] = squeeze
    return environment


def _shown(value: object) -> object:
    """Drop what no reader sees from every text that a template writes, whatever it was passed."""
    return visible(value) if type(value) is str else value


def squeeze(markup: str) -> str:
    """Return markup without the line breaks that only laid out the template; spaces within a line are text.

    There is no <pre> in the report, and texts of pages are single lines (`safe_text.clean`).
    """
    return _BETWEEN_LINES.sub(" ", _BETWEEN_TAGS.sub("><", markup))


def _asset(name: str, comment: re.Pattern[str]) -> str:
    """Return a style sheet or script without comments, indentation and empty lines."""
    text = comment.sub("", (data("reports") / "assets" / name).read_text(encoding="utf-8"))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
