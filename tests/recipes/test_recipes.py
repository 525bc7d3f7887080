"""The CI recipes: they fit the platforms' schemas, and their shell steps do what they say when they are run."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema.validators import validator_for
from support.git import Git
from support.sarif import check_sarif

ROOT = Path(__file__).resolve().parents[2]
CI = ROOT / "examples" / "ci"


def parsed(file: Path) -> Any:
    """Return a YAML file as the platforms read it: `on` is a word there."""
    text = re.sub(r"(?m)^on:", '"on":', file.read_text(encoding="utf-8"))
    return yaml.safe_load(text)


def fits(document: Any, schema: str) -> None:
    """Assert that a document fits a schema of SchemaStore or GitLab, as the package check-jsonschema carries them."""
    text = (files("check_jsonschema") / "builtin_schemas" / "vendor" / f"{schema}.json").read_text(encoding="utf-8")
    loaded = json.loads(text)
    errors = validator_for(loaded)(loaded).iter_errors(document)
    assert [f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in errors] == []


@pytest.mark.parametrize(
    ("file", "schema"),
    [
        (ROOT / "action.yml", "github-actions"),
        (CI / "github-pull-request.yml", "github-workflows"),
        (CI / "github-schedule.yml", "github-workflows"),
        (CI / "gitlab.yml", "gitlab-ci"),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)
def test_a_recipe_fits_its_platform(file: Path, schema: str) -> None:
    fits(parsed(file), schema)


def test_the_workflows_give_the_action_what_it_knows() -> None:
    inputs = parsed(ROOT / "action.yml")["inputs"]
    for name in ("github-pull-request.yml", "github-schedule.yml"):
        steps = parsed(CI / name)["jobs"]["auditor"]["steps"]
        given = next(step["with"] for step in steps if "/auditor@" in step["uses"])
        assert given.keys() <= inputs.keys()


def test_no_input_reaches_a_shell_unquoted() -> None:
    """An expression inside `run` would be pasted into the script; through `env` it stays a text."""
    for step in parsed(ROOT / "action.yml")["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_what_runs_on_a_pull_request_never_collects() -> None:
    assert "collect" not in (CI / "github-pull-request.yml").read_text(encoding="utf-8").partition("jobs:")[2]
    job = parsed(CI / "gitlab.yml")["auditor-check"]
    assert not [line for line in job["script"] if "collect" in line]
    assert parsed(ROOT / "action.yml")["inputs"]["collect"]["default"] == "false"


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Return a PATH on which `auditor` is the one under test, and `python -m pip install` only writes down what for."""
    folder = tmp_path / "bin"
    folder.mkdir()
    pip = f'if [ "$1 $2" = "-m pip" ]; then echo "$@" >> {tmp_path}/pip.txt; else exec {sys.executable} "$@"; fi'
    scripts = {"auditor": f'exec {sys.executable} -m auditor "$@"', "python": pip}
    for name, body in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (folder / name).chmod((folder / name).stat().st_mode | stat.S_IXUSR)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


class Runner:
    """Runs the `run` steps of the composite action as the platform does, one after the other."""

    def __init__(self, folder: Path, scratch: Path, path: str, **inputs: str) -> None:
        self.action = parsed(ROOT / "action.yml")
        self.folder = folder
        self.scratch = scratch
        self.path = path
        self.inputs = {name: str(item.get("default", "")) for name, item in self.action["inputs"].items()} | inputs
        self.outputs: dict[str, dict[str, str]] = {}
        self.summary = scratch / "summary.md"
        self.summary.write_text("Eerder in deze stap\n", encoding="utf-8")

    def value(self, text: str) -> str:
        """Return a text with its expressions filled in."""
        known = {f"inputs.{name}": value for name, value in self.inputs.items()}
        known |= {f"steps.{step}.outputs.{k}": v for step, out in self.outputs.items() for k, v in out.items()}
        known |= {"github.action_path": str(ROOT)}
        return re.sub(r"\$\{\{\s*([\w.-]+)\s*\}\}", lambda found: known.get(found[1], ""), text)

    def step(self, name: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run one step and read its outputs."""
        step = next(item for item in self.action["runs"]["steps"] if item.get("id") == name)
        assert step["shell"] == "bash"
        output = self.scratch / f"{name}.out"
        output.touch()
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.folder,
            env={
                **os.environ,
                **{key: self.value(value) for key, value in step["env"].items()},
                "PATH": self.path,
                "AUDITOR_CONFIG": "",
                "CI": "true",
                "GITHUB_ACTIONS": "true",
                "GITHUB_OUTPUT": str(output),
                "GITHUB_STEP_SUMMARY": str(self.summary),
                "RUNNER_TEMP": str(self.scratch),
                **environ,
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        lines = output.read_text(encoding="utf-8").splitlines()
        self.outputs[name] = dict(line.split("=", 1) for line in lines)
        return done


def test_the_action_fails_a_pull_request_that_changes_a_promise(
    ketting: Path, git: Git, tmp_path: Path, path: str
) -> None:
    """As on the platform: the checkout is the merge of the pull request, two commits deep."""
    git("switch", "--quiet", "--create", "langer")
    page = ketting / "content" / "contact.md"
    page.write_text(page.read_text(encoding="utf-8").replace("24 uur", "48 uur"), encoding="utf-8")
    git("commit", "--quiet", "--all", "--message", "Meer tijd")
    git("switch", "--quiet", "main")
    git("merge", "--quiet", "--no-ff", "--message", "Merge", "langer")
    clone = tmp_path / "checkout"
    git("clone", "--quiet", "--depth=2", f"file://{ketting}", str(clone))
    git("-C", str(clone), "checkout", "--quiet", "--detach")
    (ketting / ".auditor").rename(clone / ".auditor")  # what the cache holds

    runner = Runner(clone, tmp_path, path, diff="auto")
    assert runner.step("install").returncode == 0
    assert runner.outputs["install"] == {"workspace": "./.auditor"}
    assert f"-m pip install --quiet --disable-pip-version-check {ROOT}" in (tmp_path / "pip.txt").read_text("utf-8")

    done = runner.step("check", GITHUB_EVENT_NAME="pull_request", GITHUB_BASE_REF="main")
    assert done.returncode == 0, done.stderr
    assert re.findall(r"(?m)^::error file=content/contact\.md,line=9,", done.stdout)
    assert all(line.startswith("::") for line in done.stdout.splitlines())
    outputs = runner.outputs["check"]
    assert outputs["exit-code"] == "1"
    check_sarif(json.loads(Path(outputs["sarif"]).read_text(encoding="utf-8")))
    assert "<html" in Path(outputs["report"]).read_text(encoding="utf-8")
    summary = runner.summary.read_text(encoding="utf-8")
    assert summary.startswith("Eerder in deze stap\n## Fietsenmaker De Ketting")
    assert "content/contact.md&#58;9" in summary
    assert runner.step("outcome").returncode == 1


def test_the_action_collects_on_a_schedule_and_passes(ketting: Path, tmp_path: Path, path: str) -> None:
    runner = Runner(ketting, tmp_path, path, collect="true")

    assert runner.step("collect").returncode == 0
    assert runner.step("check", GITHUB_EVENT_NAME="schedule").returncode == 0
    assert runner.outputs["check"]["exit-code"] == "0"
    assert runner.step("outcome").returncode == 0


def test_the_action_without_a_snapshot_says_so_and_fails(ketting: Path, tmp_path: Path, path: str) -> None:
    (ketting / ".auditor").rename(tmp_path / "gone")
    runner = Runner(ketting, tmp_path, path)
    done = runner.step("check")

    assert "nothing was collected" in done.stderr
    assert runner.outputs["check"] == {"exit-code": "2"}
    assert runner.step("outcome").returncode == 2


def test_the_gitlab_jobs_run(ketting: Path, git: Git, tmp_path: Path, path: str) -> None:
    base = git("rev-parse", "HEAD")
    recipe = parsed(CI / "gitlab.yml")
    environ = {**os.environ, "PATH": path, "AUDITOR_CONFIG": "auditor.yaml", "AUDITOR_PACKAGE": "auditor", "CI": "true"}

    def job(name: str, **more: str) -> int:
        script = "\n".join([*recipe[".auditor"]["before_script"], *recipe[name]["script"]])
        return subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script], cwd=ketting, env={**environ, **more}, check=False, timeout=120
        ).returncode

    assert job("auditor-collect") == 0
    page = ketting / "content" / "contact.md"
    page.write_text(page.read_text(encoding="utf-8").replace("24 uur", "48 uur"), encoding="utf-8")
    git("commit", "--quiet", "--all", "--message", "Meer tijd")
    assert job("auditor-check", CI_MERGE_REQUEST_DIFF_BASE_SHA=base) == 1
    reports = recipe[".auditor"]["artifacts"]["reports"]
    issues = json.loads((ketting / reports["codequality"]).read_text(encoding="utf-8"))
    assert [issue["location"] for issue in issues] == [{"path": "content/contact.md", "lines": {"begin": 9}}]
    assert (ketting / reports["junit"]).is_file()
    assert [(ketting / name).is_file() for name in recipe[".auditor"]["artifacts"]["paths"]] == [True]


def test_the_hook_holds_a_push_against_what_is_pushed_already(ketting: Path, git: Git, path: str) -> None:
    (hook,) = parsed(ROOT / ".pre-commit-hooks.yaml")
    assert hook["language"] == "python"
    assert hook["stages"] == ["pre-push"]
    assert hook["pass_filenames"] is False
    assert re.search(hook["files"], "content/contact.md")
    assert not re.search(hook["files"], "static/style.css")
    base = git("rev-parse", "HEAD")
    page = ketting / "content" / "contact.md"
    page.write_text(page.read_text(encoding="utf-8").replace("24 uur", "48 uur"), encoding="utf-8")
    git("commit", "--quiet", "--all", "--message", "Meer tijd")
    environ = {
        **os.environ,
        "PATH": path,
        "AUDITOR_CONFIG": "",
        "PRE_COMMIT_FROM_REF": base,
        "PRE_COMMIT_TO_REF": "HEAD",
    }
    done = subprocess.run(hook["entry"].split(), cwd=ketting, env=environ, capture_output=True, text=True, check=False)

    assert done.returncode == 1, done.stderr
    assert "content/contact.md:9" in done.stdout


def test_plain_make_runs(ketting: Path, path: str) -> None:
    environ = {**os.environ, "PATH": path, "AUDITOR_CONFIG": "", "MAKEFLAGS": ""}
    page = ketting / "content" / "contact.md"
    page.write_text(page.read_text(encoding="utf-8").replace("24 uur", "48 uur"), encoding="utf-8")

    def make(target: str, *more: str) -> subprocess.CompletedProcess[str]:
        command = ["make", "--no-print-directory", "-f", str(CI / "Makefile"), target, *more]
        return subprocess.run(command, cwd=ketting, env=environ, capture_output=True, text=True, check=False)

    assert make("audit").returncode == 0
    assert (ketting / "audit-out" / "report.html").is_file()
    changed = make("audit-change", "BASE=HEAD")
    assert changed.returncode == 2
    assert "content/contact.md:9" in changed.stdout


@pytest.mark.parametrize("name", ["github-pull-request.yml", "github-schedule.yml", "gitlab.yml", "Makefile"])
def test_the_documentation_shows_every_recipe(name: str) -> None:
    assert f"examples/ci/{name}" in (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
