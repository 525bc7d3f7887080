"""SARIF 2.1.0, within the limits that GitHub's code scanning documents.

Locations are files of the repository, relative to its root: an https address as artifact location is refused there.
The page or post stands in the message and in the properties. Accepted findings are marked and not dropped, or the
platform would close and open them again.
"""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import quote

from auditor.model import Level, Results
from auditor.render.accepted import acceptance
from auditor.render.machine import Item, from_root, items, whole_message
from auditor.render.options import Options
from auditor.render.overview import Overview, overview
from auditor.render.quotes import shortened
from auditor.render.results_json import escaped
from auditor.render.safe_text import clean

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "info": "note", "note": "note"}
# GitHub takes 25,000 results and shows the gravest 5,000; texts about a rule hold 1,024 characters; of the locations
# of a result 100 are kept. (docs.github.com: SARIF support for code scanning.)
_LIMIT: Final = 5000
_TEXT: Final = 1024
_RELATED: Final = 10
_PROBLEM: Final[dict[Level, str]] = {
    "error": "error", "warning": "warning", "info": "recommendation", "note": "recommendation",
}  # fmt: skip


def render(results: Results, options: Options | None = None) -> str:
    """Return all findings, accepted ones with a suppression, the most severe first."""
    view = overview(results, options or Options())
    found = items(view, (*view.findings, *view.accepted))[:_LIMIT]
    rules = sorted({item.rule for item in found})
    name, _, version = clean(view.results.run.tool).partition(" ")
    run = {
        "tool": {
            "driver": {
                "name": name or "auditor",
                **({"version": version} if version else {}),
                "rules": [_rule(rule, found) for rule in rules],
            }
        },
        "automationDetails": {"id": f"auditor/{clean(view.results.run.organisation) or 'audit'}/"},
        "columnKind": "unicodeCodePoints",
        "results": [_result(view, item, rules) for item in found],
        "properties": {
            "model": clean(view.results.run.model),
            "modelRevision": clean(view.results.run.model_revision),
            "snapshot": clean(view.results.run.snapshot),
        },
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return escaped(json.dumps(log, ensure_ascii=False, indent=1)) + "\n"


def _rule(rule: str, found: list[Item]) -> dict[str, Any]:
    first = next(item for item in found if item.rule == rule)
    return {
        "id": rule,
        "shortDescription": {"text": shortened(first.title or rule, _TEXT)},
        "fullDescription": {"text": shortened(first.title or rule, _TEXT)},
        "help": {"text": shortened(first.advice or first.title or rule, _TEXT)},
        "defaultConfiguration": {"level": _LEVELS[first.finding.level]},
        "properties": {"problem.severity": _PROBLEM[first.finding.level], "tags": ["communication"]},
    }


def _result(view: Overview, item: Item, rules: list[str]) -> dict[str, Any]:
    finding = item.finding
    result: dict[str, Any] = {
        "ruleId": item.rule,
        "ruleIndex": rules.index(item.rule),
        "level": _LEVELS[finding.level],
        "message": {"text": whole_message(item) or item.rule},
        "locations": [_location(item.path, item.line)],
        # Code scanning follows a result by primaryLocationLineHash alone. It is the finding's own id, which survives
        # another line, so that a moved text is not a new alert.
        "partialFingerprints": {"auditor/v1": item.id, "primaryLocationLineHash": f"{item.id}:1"},
        "baselineState": "new" if finding.status == "new" else "unchanged",
        "properties": {"confidence": finding.confidence, "url": item.url, "source": clean(finding.source or "")},
    }
    if others := _related(view, item):
        result["relatedLocations"] = others
    if finding.status == "baselined":
        kind = "inSource" if finding.accepted is not None and finding.accepted.by == "inline" else "external"
        why = acceptance(view, finding)
        result["suppressions"] = [{"kind": kind, "status": "accepted", **({"justification": why} if why else {})}]
    return result


def _location(path: str, line: int) -> dict[str, Any]:
    artifact = {"uri": quote(path, safe="/"), "uriBaseId": "%SRCROOT%"}
    return {"physicalLocation": {"artifactLocation": artifact, "region": {"startLine": line}}}


def _related(view: Overview, item: Item) -> list[dict[str, Any]]:
    """Return the other texts in files that a finding is about: the second side of a conflict."""
    places = [view.claims[claim].place for claim in item.finding.claims if claim in view.claims]
    places += [evidence.place for evidence in item.finding.evidence if evidence.place is not None]
    found = dict.fromkeys((from_root(view, place.path), place.line or 1) for place in places if place.path)
    others = [pair for pair in found if pair != (item.path, item.line)][:_RELATED]
    return [{"id": number, **_location(*pair)} for number, pair in enumerate(others)]
