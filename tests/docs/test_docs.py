"""The documentation cannot drift: links resolve, commands and codes exist, every dependency has its reason."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from auditor import errors
from auditor.cli.app import EXIT_CODES, app
from auditor.rules import RULES
from auditor.settings.model import SourceKind

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/**/*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_resolve(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|mailto:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))

    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = app.list_commands(None)  # type: ignore[attr-defined,arg-type]  # a click group needs no context to list

    assert [command for command in commands if f"auditor {command}" not in readme] == []


def test_the_exit_codes_are_those_of_the_code() -> None:
    page = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    codes = {value for name, value in vars(errors).items() if name.startswith("EXIT_")}

    assert codes == {int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}
    assert codes == {int(code) for code in re.findall(r"^  (\d+) ", EXIT_CODES, re.MULTILINE)}


def test_every_rule_has_a_page_and_stands_in_the_list() -> None:
    index = (ROOT / "docs" / "rules" / "README.md").read_text(encoding="utf-8")

    assert [rule.id for rule in RULES if not (ROOT / "docs" / "rules" / f"{rule.id}.md").is_file()] == []
    assert [rule.id for rule in RULES if f"({rule.id}.md)" not in index] == []


def test_every_kind_of_source_is_described() -> None:
    page = (ROOT / "docs" / "channels.md").read_text(encoding="utf-8")

    assert [kind for kind in SourceKind.__args__ if f"`{kind}`" not in page] == []


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(item for extra in project["optional-dependencies"].values() for item in extra),
    ]
    names = [re.split(r"[<>=;\[ ]", item)[0] for item in wanted]
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")

    assert [name for name in names if f"`{name}`" not in page] == []


def test_the_version_is_the_newest_of_the_changelog() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[?([\d.]+)", changelog, re.MULTILINE)

    assert newest
    assert newest[1] == project["version"]
