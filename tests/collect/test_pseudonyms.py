"""The key of a workspace is made once and kept to its owner."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from auditor.collect.pseudonyms import workspace_key


def test_the_key_stays(tmp_path: Path) -> None:
    first = workspace_key(tmp_path / ".auditor")

    assert len(first) == 32
    assert first == workspace_key(tmp_path / ".auditor")
    assert first != workspace_key(tmp_path / "elsewhere")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_only_the_owner_reads_it(tmp_path: Path) -> None:
    workspace_key(tmp_path)

    (path,) = tmp_path.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
