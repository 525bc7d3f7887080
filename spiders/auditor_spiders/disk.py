"""Files below a folder: in a fixed order, inside it, and no larger than can be read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from auditor.collect.protocol import Context, Note
from auditor.errors import CollectError
from auditor.settings.model import Source

MAX_FILES: Final = 100_000
_MB: Final = 1024 * 1024
# Of editors, version control and package managers; nobody publishes these.
_SKIPPED_FOLDERS: Final = frozenset({"node_modules", "__pycache__", "__MACOSX"})


def root_of(source: Source, context: Context) -> Path:
    """Return the file or folder of a source.

    Raises:
        CollectError: none is configured, or it is not there.
    """
    if source.path is None:
        raise CollectError(context.say("no-path", name=source.name))
    if not source.path.exists():
        raise CollectError(context.say("missing-path", path=context.relative(source.path)))
    return source.path


def files(root: Path, context: Context) -> Iterator[Path | Note]:
    """Yield the files below `root` (or `root` itself) sorted by path, and a note for what is left out.

    Folders that are links are not entered, and files that are links count only if they lead to a file inside the root:
    a build is not to show what lies elsewhere on the disk. Names with a dot or `~$` in front are not ours.
    """
    if root.is_file():
        yield root
        return
    home = root.resolve()
    count = 0
    for folder, folders, names in os.walk(root, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _SKIPPED_FOLDERS)
        for name in sorted(names):
            path = Path(folder, name)
            if name.startswith((".", "~$")):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(home):
                yield Note(context.say("file-outside", path=context.relative(root) + "/" + _below(path, root)))
                continue
            if not path.is_file():
                continue
            count += 1
            if count > MAX_FILES:
                yield Note(context.say("too-many-files", limit=MAX_FILES), "partial")
                return
            yield path


def _below(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def load(path: Path, limit: int, context: Context) -> bytes | Note:
    """Return the bytes of a file, or a note that says why it is left out."""
    try:
        size = path.stat().st_size
        if size > limit:
            return Note(
                context.say(
                    "file-too-large", path=context.relative(path), size=round(size / _MB, 1), limit=round(limit / _MB)
                ),
                "partial",
            )
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Note(context.say("file-unreadable", path=context.relative(path), reason=reason), "partial")
