"""What was measured, and on what: version, model, processor, day. The only place here that asks the clock."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measured:
    """The circumstances of one run."""

    day: str
    tool: str
    """Version and commit, with a plus where files were changed since."""
    model: str
    revision: str
    cores: int
    processor: str
    python: str
    load: float = 0.0
    """Mean number of processes that wanted a core in the minute before the run."""


def here(root: Path) -> Measured:
    """Return the circumstances of a run in the checkout `root`."""
    from auditor.match import EMBEDDED, spec

    model = spec(EMBEDDED)
    return Measured(
        day=datetime.now(UTC).date().isoformat(),
        tool=f"auditor {version('auditor')} ({_commit(root)})",
        model=model.name,
        revision=model.revision,
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        processor=_processor(),
        python=platform.python_version(),
        load=round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else 0.0,
    )


def _commit(root: Path) -> str:
    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
        return done.stdout.strip() if done.returncode == 0 else ""

    commit = git("rev-parse", "--short", "HEAD")
    changed = git("status", "--porcelain", "--untracked-files=no", "--", "auditor", "config", "benchmarks")
    return (commit or "no checkout") + ("+" if changed else "")


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
