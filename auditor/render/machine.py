"""What the formats for other programs share: the findings as plain sentences with a place in a file."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from auditor.model import Finding
from auditor.render.links import web_url
from auditor.render.overview import Overview
from auditor.render.quotes import finding_message, sentence
from auditor.render.safe_text import clean

# Where a finding has no file of its own (a post, a live page): these programs insist on one, and the configuration
# is the file that its source stands in.
_CONFIGURATION: Final = "auditor.yaml"


@dataclass(frozen=True, slots=True)
class Item:
    """One finding for another program.

    `path` is that of a file of the repository, from its root, with forward slashes: the Markdown or template that the
    text is written in, else the page's own file, else the configuration. `line` counts from 1.
    """

    finding: Finding
    id: str
    rule: str
    title: str
    message: str
    advice: str
    path: str
    line: int
    has_file: bool
    """Whether the text stands in the file; false for the entry of its source in the configuration."""
    url: str
    """The page or post that it is about; empty if there is none, or if it names a customer."""


def items(view: Overview, findings: Sequence[Finding]) -> list[Item]:
    """Return the findings, in the order given."""
    return [_item(view, finding) for finding in findings]


def _item(view: Overview, finding: Finding) -> Item:
    place = finding.place
    url = "" if view.redactor.hides_url(place.url) else web_url(place.url) or ""
    at = finding.written or place
    path, line = (from_root(view, at.path), at.line or 1) if at.path else _configured(view, finding)
    return Item(
        finding=finding,
        id=clean(finding.id),
        rule=clean(finding.rule),
        title=clean(view.redactor.text(finding.title)),
        message=sentence(finding_message(view, finding)),
        advice=sentence(view.redactor.text(finding.advice)),
        path=path,
        line=line,
        has_file=bool(at.path),
        url=url,
    )


def _configured(view: Overview, finding: Finding) -> tuple[str, int]:
    """Return the line of the configuration that a finding without a file comes from."""
    claim = view.claims.get(finding.claim or "")
    names = [claim.source if claim is not None else None, finding.source]
    lines = {source.name: source.line for source in view.results.sources}
    line = next((lines[name] for name in names if name is not None and lines.get(name)), None)
    return relative_path(view.results.run.configuration), line or 1


def from_root(view: Overview, path: str) -> str:
    """Return a path of the results, which counts from the configuration's folder, from the repository's root."""
    folder = posixpath.dirname(clean(view.results.run.configuration))
    plain = clean(path)
    if folder and not plain.startswith("/") and plain[1:2] != ":" and "\\" not in plain:
        plain = posixpath.normpath(f"{folder}/{plain}")
    return relative_path(plain)


def relative_path(path: str) -> str:
    """Return `path` as code platforms want it: relative, forward slashes, no drive, no parent folders."""
    plain = clean(path)
    parts = PureWindowsPath(plain).parts if "\\" in plain or plain[1:2] == ":" else PurePosixPath(plain).parts
    kept = [part for part in parts if part not in {"..", ".", "/", "//", "\\"} and not part.endswith((":", ":\\"))]
    return "/".join(kept) or _CONFIGURATION


def model_line(view: Overview) -> str:
    """Return tool, model and revision in one line; scores of different models are not comparable."""
    run = view.results.run
    return clean(f"{run.tool} · {run.model}@{run.model_revision}")


def whole_message(item: Item) -> str:
    """Return message, advice and address in one paragraph."""
    return " ".join(part for part in (item.message, item.advice, item.url) if part)
