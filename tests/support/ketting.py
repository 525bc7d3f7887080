"""A site in git: the tiny organisation De Ketting with its history and its collected snapshot."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.command import ORGS, Run
from support.git import Git, git_in


@pytest.fixture(scope="session")
def _ketting_once(tmp_path_factory: pytest.TempPathFactory, auditor: Run) -> Path:
    folder = Path(shutil.copytree(ORGS / "ketting", tmp_path_factory.mktemp("ketting") / "ketting"))
    (folder / ".gitignore").write_text("public/\n.auditor/\n", encoding="utf-8")
    git = git_in(folder)
    git("init", "--quiet", "--initial-branch=main")
    git("add", "--all")
    git("commit", "--quiet", "--message", "De site")
    collected = auditor("collect", cwd=folder)
    assert collected.returncode == 0, collected.stderr
    clean = auditor("check", cwd=folder)
    assert clean.returncode == 0, clean.stdout + clean.stderr
    return folder


@pytest.fixture
def ketting(_ketting_once: Path, tmp_path: Path) -> Path:
    """Return a copy of the repository with its snapshot; a check of all of it finds nothing."""
    return Path(shutil.copytree(_ketting_once, tmp_path / "ketting", symlinks=True))


@pytest.fixture
def git(ketting: Path) -> Git:
    """Return git in the repository of `ketting`."""
    return git_in(ketting)
