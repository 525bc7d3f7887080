"""Every rule on the cases of tests/cases/<rule>.yaml: what it must find, and what it must leave alone."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from auditor.rules import RULES, Audit, run

CASES = Path(__file__).parent.parent / "cases"


def _load() -> list[Any]:
    return [
        pytest.param(rule.id, case, id=f"{rule.id}: {case['name']}")
        for rule in RULES
        for case in yaml.safe_load((CASES / f"{rule.id}.yaml").read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("rule_id", "case"), _load())
def test_a_rule_finds_exactly_what_its_case_expects(
    rule_id: str, case: Mapping[str, Any], audit_of: Callable[..., Audit], tmp_path: Path
) -> None:
    extra = {"encode": _by_words} if case.get("encode") else {}
    for name, text in case.get("files", {}).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    audit = audit_of({**case, "file": tmp_path / "auditor.yaml"}, rule_id, **extra)
    rule = next(rule for rule in RULES if rule.id == rule_id)
    found = run(audit, [rule])
    expected = case["expect"]
    assert [finding.source for finding in found] == [want.get("source") for want in expected], [
        f.message for f in found
    ]
    for finding, want in zip(found, expected, strict=True):
        said = " ".join([finding.title, finding.message, finding.advice, *(item.text for item in finding.evidence)])
        for words in want.get("says", ()):
            assert words in said, said
        assert want.get("claim", finding.claim) == finding.claim
        assert finding.place.url or finding.place.path


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_at_least_three_cases_that_fire_and_three_that_do_not(rule: Any) -> None:
    cases = yaml.safe_load((CASES / f"{rule.id}.yaml").read_text(encoding="utf-8"))
    assert sum(bool(case["expect"]) for case in cases) >= 3
    assert sum(not case["expect"] for case in cases) >= 3
    assert len({case["name"] for case in cases}) == len(cases)


def _by_words(texts: Any) -> Any:
    """Encode texts by their words, for rules that need some encoder and not a good one."""
    rows = np.zeros((len(texts), 512), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in text.lower().split():
            rows[row, zlib.crc32(word.strip(".,!?").encode()) % 512] += 1
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
