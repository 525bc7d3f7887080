"""The command line as a user runs it, and where the tiny organisations are."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

ORGS = Path(__file__).resolve().parents[1] / "orgs"
Run = Callable[..., "subprocess.CompletedProcess[str]"]
