"""What the formats for other programs share: the findings as plain sentences with a place in a file."""

from __future__ import annotations

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
# is the file that the source stands in.
_CONFIGURATION: Final = "auditor.yaml"


@dataclass(frozen=True, slots=True)
class Item:
    """One finding for another program. `path` is relative, with forward slashes; `line` counts from 1."""

    finding: Finding
    id: str
    rule: str
    title: str
    message: str
    advice: str
    path: str
    line: int
    url: str
    """The page or post that it is about; empty if there is none, or if it names a customer."""


def items(view: Overview, findings: Sequence[Finding]) -> list[Item]:
    """Return the findings, in the order given."""
    return [_item(view, finding) for finding in findings]


def _item(view: Overview, finding: Finding) -> Item:
    place = finding.place
    url = "" if view.redactor.hides_url(place.url) else web_url(place.url) or ""
    return Item(
        finding=finding,
        id=clean(finding.id),
        rule=clean(finding.rule),
        title=clean(view.redactor.text(finding.title)),
        message=sentence(finding_message(view, finding)),
        advice=sentence(view.redactor.text(finding.advice)),
        path=relative_path(place.path) if place.path else _CONFIGURATION,
        line=place.line or 1 if place.path else 1,
        url=url,
    )


def relative_path(path: str) -> str:
    """Return `path` as code platforms want it: relative, forward slashes, no drive, no parent folders."""
    plain = clean(path)
    parts = PureWindowsPath(plain).parts if "\\" in plain or plain[1:2] == ":" else PurePosixPath(plain).parts
    kept = [part for part in parts if part not in {"..", ".", "/", "\\"} and not part.endswith((":", ":\\"))]
    return "/".join(kept) or _CONFIGURATION


def whole_message(item: Item) -> str:
    """Return message, advice and address in one paragraph."""
    return " ".join(part for part in (item.message, item.advice, item.url) if part)
