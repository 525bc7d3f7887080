"""The Code Quality report of GitLab (a subset of Code Climate's format), without a byte-order mark.

`engine_name` is Code Climate's key for what made the issue; GitLab reads past it.
"""

from __future__ import annotations

import json
from typing import Final

from auditor.model import Level, Results
from auditor.render.machine import items, model_line, whole_message
from auditor.render.options import Options
from auditor.render.overview import overview
from auditor.render.results_json import escaped

_SEVERITIES: Final[dict[Level, str]] = {"error": "major", "warning": "minor", "info": "info", "note": "info"}


def render(results: Results, options: Options | None = None) -> str:
    """Return the open findings; accepted ones are left out, since the format cannot mark them."""
    view = overview(results, options or Options())
    issues = [
        {
            "description": whole_message(item),
            "check_name": item.rule,
            "fingerprint": item.id,
            "severity": _SEVERITIES[item.finding.level],
            "location": {"path": item.path, "lines": {"begin": item.line}},
            "engine_name": model_line(view),
        }
        for item in items(view, view.findings)
    ]
    return escaped(json.dumps(issues, ensure_ascii=False, indent=1)) + "\n"
