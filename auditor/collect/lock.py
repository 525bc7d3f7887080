"""One collect at a time in a workspace."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from auditor.errors import StoreError


@contextmanager
def exclusive(workspace: Path) -> Iterator[None]:
    """Hold the workspace's lock. The system gives it back when the process ends, however it ends.

    Raises:
        StoreError: another process holds it, or the folder cannot be written.
    """
    try:
        workspace.mkdir(parents=True, exist_ok=True)
        file = (workspace / "collect.lock").open("a+")
    except OSError as error:
        raise StoreError(
            f"The workspace {workspace} cannot be written: {error.strerror}.", advice="Check the folder and its rights."
        ) from error
    with file:
        try:
            _lock(file)
        except OSError as error:
            raise StoreError(
                f"Another `auditor collect` is working in {workspace}.", advice="Wait until it is done."
            ) from error
        yield


def _lock(file: IO[str]) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - there is one per platform

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - there is one per platform

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
