"""Reading an export, zipped or unpacked, without trusting it: nothing is ever written to disk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Final

from auditor.collect.protocol import Context
from auditor.errors import CollectError

# A large organisation's archive of posts is some 200 MB unpacked; media files are never opened.
MAX_FILE_BYTES: Final = 2 * 1024**3
MAX_FILES: Final = 200_000
# Deflate reaches 1,000 : 1 on zeros alone; JSON of posts stays below 30 : 1.
MAX_RATIO: Final = 200
_RATIO_FROM_BYTES: Final = 1024**2


class Archive:
    """The files of an export by their names inside it. Names are as they stand, with forward slashes."""

    def __init__(self, path: Path, context: Context) -> None:
        self._path = path
        self._context = context
        self._zip: zipfile.ZipFile | None = None

    @classmethod
    @contextmanager
    def opened(cls, path: Path, context: Context) -> Iterator[Archive]:
        """Open a zip file or a folder.

        Raises:
            CollectError: it does not exist, is no zip, is cut off, or is made to do harm.
        """
        archive = cls(path, context)
        if path.is_dir():
            yield archive
            return
        if not path.is_file():
            raise CollectError(context.say("missing-path", path=context.relative(path)))
        try:
            with zipfile.ZipFile(path) as zipped:
                archive._zip = zipped
                archive._distrust(zipped)
                yield archive
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise archive._refused("zip-unreadable", reason=str(error) or type(error).__name__) from error

    def names(self) -> tuple[str, ...]:
        """Return the names of all files, sorted."""
        if self._zip is not None:
            return tuple(sorted(info.filename for info in self._zip.infolist() if not info.is_dir()))
        return tuple(
            sorted(file.relative_to(self._path).as_posix() for file in self._path.rglob("*") if file.is_file())
        )

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Open one file for reading. Reading a damaged one raises inside the `with` of `opened`, which explains it.

        Raises:
            CollectError: it would unpack to more than an export can hold.
        """
        if self._zip is not None:
            self._distrust_file(self._zip.getinfo(name))
            with self._zip.open(name) as stream:
                yield stream
        else:
            with (self._path / name).open("rb") as stream:
                yield stream

    def read(self, name: str, limit: int) -> bytes:
        """Return the bytes of one file. Raises CollectError if there are more than `limit`."""
        with self.open(name) as stream:
            content = stream.read(limit + 1)
        if len(content) > limit:
            raise self._refused("zip-bomb", name=name)
        return content

    def _distrust(self, zipped: zipfile.ZipFile) -> None:
        entries = zipped.infolist()
        if len(entries) > MAX_FILES:
            raise self._refused("zip-bomb", name=f"{len(entries)}")
        for entry in entries:
            inside = PurePosixPath(entry.filename.replace("\\", "/"))
            if inside.is_absolute() or ".." in inside.parts or any(part.endswith(":") for part in inside.parts[:1]):
                raise self._refused("zip-escapes", name=entry.filename)
            if entry.flag_bits & 1:
                raise self._refused("zip-locked")

    def _distrust_file(self, entry: zipfile.ZipInfo) -> None:
        big = entry.file_size > _RATIO_FROM_BYTES
        if entry.file_size > MAX_FILE_BYTES or (big and entry.file_size > MAX_RATIO * max(1, entry.compress_size)):
            raise self._refused("zip-bomb", name=entry.filename)

    def _refused(self, key: str, **values: object) -> CollectError:
        path = self._context.relative(self._path)
        return CollectError(self._context.say(key, path=path, **values))
