"""What several areas share: a tiny organisation, and the command line as a user runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.command import ORGS, Run
from support.ketting import _ketting_once, git, ketting

__all__ = ["_ketting_once", "git", "ketting"]


@pytest.fixture
def korst(tmp_path: Path) -> Path:
    """Return a copy of the tiny organisation Bakkerij Korst (invented)."""
    return Path(shutil.copytree(ORGS / "korst", tmp_path / "korst"))


@pytest.fixture(scope="session")
def auditor() -> Run:
    """Return a function that runs the command line in a process of its own."""

    def run(*arguments: str | Path, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "auditor", *map(str, arguments)],
            cwd=cwd,
            env={**os.environ, "AUDITOR_CONFIG": "", **environ},
            capture_output=True,
            text=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=300,
        )

    return run
