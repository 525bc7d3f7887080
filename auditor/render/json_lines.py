"""JSON lines: every part of the results as one line with its `type`, for streams and for `jq`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from auditor.model import Results
from auditor.render.options import Options
from auditor.render.results_json import SCHEMA_VERSION, as_shown, escaped, to_data

_TYPES = {"sources": "source", "claims": "claim", "verdicts": "verdict", "webcare": "webcare", "findings": "finding"}


def render(results: Results, options: Options | None = None) -> str:
    """Return the results as JSON lines: the run first, the summary last. Other people are left out as in `json`."""
    lines = _lines(as_shown(results, options))
    return "".join(f"{escaped(json.dumps(line, ensure_ascii=False, allow_nan=False))}\n" for line in lines)


def _lines(results: Results) -> Iterator[dict[str, Any]]:
    data = to_data(results)
    yield {"type": "run", "schema_version": SCHEMA_VERSION, **data["run"]}
    for part, name in _TYPES.items():
        for entry in data[part]:
            yield {"type": name, **entry}
    yield {"type": "summary", **data["summary"]}
