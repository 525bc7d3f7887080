"""How rules are run: levels, channels, failures, order, ids; and what they say about themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml

from auditor.model import Finding, Place
from auditor.resources import data, lexicon
from auditor.rules import FAILED, RULES, Audit, Rule, decide, describe, run
from auditor.rules.base import Options
from auditor.rules.wording import Text
from auditor.settings.load import default_rules

DOCS = Path(__file__).parents[2] / "docs" / "rules"
CONTRADICTED = {
    "claims": [{"text": "Wij bezorgen binnen drie dagen."}],
    "verdicts": [
        {
            "verdict": "contradicted",
            "source": source,
            "evidence": [{"text": "Reken op een week.", "relation": "conflicts", "at": "2026-10-02"}],
        }
        for source in ("a", "b")
    ],
    "filler": {"a": 6, "b": 6},
}


class Failing(Rule):
    """Fails."""

    id = "promise-contradicted"
    title: ClassVar[Text] = Text(nl="", en="")
    what = why = advice = title

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:
        """Yield one finding and end badly."""
        yield self.finding(audit, "before the end", about="x", place=Place())
        raise ValueError("boem")


def test_a_rule_that_fails_is_said_and_the_others_run_on(
    audit_of: Callable[..., Audit], caplog: pytest.LogCaptureFixture
) -> None:
    broken = [rule for rule in RULES if rule.id == "channel-unreadable"]
    audit = audit_of({"sources": [{"name": "a", "kind": "feed", "role": "social", "status": "unreadable"}]})
    found = run(audit, [Failing(), *broken])
    assert [finding.rule for finding in found] == ["rule-failed", "channel-unreadable"]
    assert "promise-contradicted" in found[0].message
    assert "ValueError: boem" in found[0].message
    assert found[0].level == "note"
    assert decide(found, audit.sources, [], 5, audit.settings).incomplete
    assert "boem" in caplog.text


def test_the_level_comes_from_the_configuration(audit_of: Callable[..., Audit]) -> None:
    assert {f.level for f in run(_with(audit_of, level="warning"))} == {"warning"}


def test_a_rule_that_is_off_finds_nothing(audit_of: Callable[..., Audit]) -> None:
    assert run(_with(audit_of, level="off")) == ()


def test_a_level_may_differ_per_channel(audit_of: Callable[..., Audit]) -> None:
    found = run(_with(audit_of, channels={"a": "off", "b": "info"}))
    assert [(finding.source, finding.level) for finding in found] == [("b", "info")]


def test_a_rule_that_is_off_but_for_one_channel_speaks_of_that_channel(audit_of: Callable[..., Audit]) -> None:
    found = run(_with(audit_of, level="off", channels={"a": "warning"}))
    assert [(finding.source, finding.level) for finding in found] == [("a", "warning")]


def test_findings_come_most_severe_first_and_the_same_in_every_run(audit_of: Callable[..., Audit]) -> None:
    case = {**CONTRADICTED, "sources": [{"name": "c", "kind": "feed", "role": "social", "status": "unreadable"}]}
    case["claims"] = [*CONTRADICTED["claims"], {"id": "c2", "text": "Wij helpen.", "testable": False}]
    first, second = run(audit_of(case)), run(audit_of(case))
    assert first == second
    levels = [finding.level for finding in first]
    assert levels == sorted(levels, key=("error", "warning", "info", "note").index)
    assert {"error", "info", "note"} <= set(levels)


def test_the_id_depends_on_rule_source_and_words_alone(audit_of: Callable[..., Audit]) -> None:
    before = run(audit_of(CONTRADICTED))
    changed = audit_of({**CONTRADICTED, "now": "2026-11-21"})
    moved = [
        replace(c, id="other", place=Place(path="elsewhere.html", line=99), confidence=0.7) for c in changed.claims
    ]
    verdicts = [replace(verdict, claim="other", confidence=0.6) for verdict in changed.verdicts]
    after = run(replace(changed, claims=moved, verdicts=verdicts))
    assert [finding.id for finding in before] == [finding.id for finding in after]
    assert len({finding.id for finding in before}) == 2


def test_settings_made_without_the_loader_get_the_shipped_levels(audit_of: Callable[..., Audit]) -> None:
    audit = audit_of({**CONTRADICTED, "settings": {"rules": {}}})
    assert {finding.level for finding in run(audit)} == {"error"}


def _with(audit_of: Callable[..., Audit], **setting: Any) -> Audit:
    rules = {name: rule.model_copy(update={"level": "off"}) for name, rule in default_rules().items()}
    rules["promise-contradicted"] = default_rules()["promise-contradicted"].model_copy(update=setting)
    return audit_of({**CONTRADICTED, "settings": {"rules": rules}})


# ---------------------------------------------------------------- what rules say about themselves


def test_every_rule_has_a_shipped_level_and_every_shipped_level_a_rule() -> None:
    shipped = yaml.safe_load((data("config") / "default.yaml").read_text(encoding="utf-8"))["rules"]
    assert list(shipped) == [rule.id for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_option_has_a_shipped_value_and_a_meaning(rule: Rule) -> None:
    assert set(default_rules()[rule.id].options) == {option.name for option in rule.options}
    assert all(option.nl and option.en for option in rule.options)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("rule", [*RULES, FAILED], ids=lambda rule: rule.id)
def test_every_rule_describes_itself(rule: Rule, language: Any) -> None:
    told = describe(rule.id, language)
    assert told.id == rule.id
    assert all((told.title, told.what, told.why, told.advice))
    assert told.level in ("error", "warning", "info", "note")


def test_an_unknown_rule_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        describe("no-such-rule", "nl")


@pytest.mark.parametrize("rule", [*RULES, FAILED], ids=lambda rule: rule.id)
def test_every_rule_has_a_page_that_says_what_the_rule_says(rule: Rule) -> None:
    page = (DOCS / f"{rule.id}.md").read_text(encoding="utf-8")
    told = describe(rule.id, "en")
    assert page.startswith(f"# {rule.id}\n\n{told.title}.")
    assert f"Default level: `{told.level}`" in page
    for heading in ("## When", "## Why it matters", "## Example", "## Options", "## What to do"):
        assert heading in page, heading
    named = re.findall(r"^\| `(\w+)` \|", page.partition("## Options")[2], flags=re.MULTILINE)
    assert named == [option.name for option in rule.options]


def test_no_page_is_left_of_a_rule_that_is_gone() -> None:
    assert {page.stem for page in DOCS.glob("[a-z]*.md")} == {rule.id for rule in (*RULES, FAILED)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_ids_are_nouns_for_the_bad_state(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.id)
    assert not rule.id.startswith(("no-", "check-"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_lexicon_entries_are_words(language: str) -> None:
    """YAML reads `no` and `on` as booleans and `1` as a number; such an entry would never be found."""

    def check(value: Any, path: str) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                check(inner, f"{path}.{key}")
        else:
            assert isinstance(value, list), path
            assert all(isinstance(entry, str) and entry for entry in value), path
            assert len(set(value)) == len(value), f"{path} names something twice"

    check(lexicon("rules", language), language)
