"""The published JSON Schema of auditor.yaml is current and says what the loader says."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from auditor.cli.schema import config_schema
from auditor.resources import data

ROOT = Path(__file__).resolve().parents[2]


def test_the_committed_schema_is_current() -> None:
    committed = (data("config") / "schema.json").read_text(encoding="utf-8")

    assert committed == config_schema(), "run: auditor schema > config/schema.json"


def test_the_demo_and_the_documented_example_fit_the_schema() -> None:
    schema = json.loads(config_schema())
    demo = yaml.safe_load((ROOT / "examples" / "lindewaard" / "auditor.yaml").read_text(encoding="utf-8"))
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    documented = yaml.safe_load(page.split("```yaml\n")[1].split("```")[0])

    for document in (demo, documented):
        jsonschema.validate(json.loads(json.dumps(document, default=str)), schema)


def test_the_schema_refuses_an_unknown_key() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"organisation": {"name": "x"}, "sources": [], "chek": {}}, json.loads(config_schema()))
