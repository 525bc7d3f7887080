"""Git in a folder of a test."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

Git = Callable[..., str]


def git_in(folder: Path) -> Git:
    """Return a function that runs git in a folder and returns what it said."""

    def git(*arguments: str) -> str:
        who = ("-c", "user.name=Proef", "-c", "user.email=proef@ketting.example", "-c", "commit.gpgsign=false")
        done = subprocess.run(
            ["git", "-C", str(folder), *who, *arguments], capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout.strip()

    return git
