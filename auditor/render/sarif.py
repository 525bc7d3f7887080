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
from auditor.render.machine import Item, items, whole_message
from auditor.render.options import Options
from auditor.render.overview import Overview, overview
from auditor.render.results_json import escaped
from auditor.render.safe_text import clean

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "info": "note", "note": "note"}
# More results per run than this are not shown.
_LIMIT: Final = 5000


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
        "shortDescription": {"text": first.title or rule},
        "help": {"text": first.advice or first.title or rule},
        "defaultConfiguration": {"level": _LEVELS[first.finding.level]},
    }


def _result(view: Overview, item: Item, rules: list[str]) -> dict[str, Any]:
    finding = item.finding
    result: dict[str, Any] = {
        "ruleId": item.rule,
        "ruleIndex": rules.index(item.rule),
        "level": _LEVELS[finding.level],
        "message": {"text": whole_message(item) or item.rule},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(item.path, safe="/")},
                    "region": {"startLine": item.line},
                }
            }
        ],
        "partialFingerprints": {"auditor/v1": item.id},
        "baselineState": "new" if finding.status == "new" else "unchanged",
        "properties": {"confidence": finding.confidence, "url": item.url, "source": clean(finding.source or "")},
    }
    if finding.status == "baselined":
        kind = "inSource" if finding.accepted is not None and finding.accepted.by == "inline" else "external"
        why = acceptance(view, finding)
        result["suppressions"] = [{"kind": kind, "status": "accepted", **({"justification": why} if why else {})}]
    return result
