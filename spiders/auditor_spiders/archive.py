"""Reading an export, zipped or unpacked, without trusting it: nothing is ever written to disk."""

from __future__ import annotations

import os
import stat
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
# All files that are opened together: the same bytes may stand behind many names (an overlapping bomb).
MAX_TOTAL_BYTES: Final = 8 * 1024**3
MAX_FILES: Final = 200_000
# Deflate reaches 1,000 : 1 on zeros alone; JSON of posts stays below 30 : 1.
MAX_RATIO: Final = 200
_RATIO_FROM_BYTES: Final = 1024**2
# Bits of the general purpose field: encrypted, and strongly encrypted.
_LOCKED: Final = 0x1 | 0x40
# What a Mac puts beside every file in a zip.
_SHADOWS: Final = "__MACOSX"


class Archive:
    """The files of an export by their names inside it. Names are as they stand, with forward slashes."""

    def __init__(self, path: Path, context: Context) -> None:
        self._path = path
        self._context = context
        self._zip: zipfile.ZipFile | None = None
        self._unpacked = 0
        self._names: tuple[str, ...] | None = None
        self.single = False
        """Whether it is one file out of an export, taken as it is whatever its name."""

    @classmethod
    @contextmanager
    def opened(cls, path: Path, context: Context, *, single: str | None = None) -> Iterator[Archive]:
        """Open a zip file or a folder.

        Args:
            path: where it is.
            context: for messages.
            single: where given, one file with this suffix will do, too.

        Raises:
            CollectError: it does not exist, is no zip, is cut off, or is made to do harm.
        """
        archive = cls(path, context)
        if path.is_dir():
            yield archive
            return
        regular(path, context)
        if not is_zip(path):
            if path.suffix.lower() != single:
                raise archive._refused("not-a-zip")
            archive._path, archive._names, archive.single = path.parent, (path.name,), True
            yield archive
            return
        try:
            with zipfile.ZipFile(path) as zipped:
                archive._zip = zipped
                archive._distrust(zipped)
                yield archive
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            reason = " ".join((str(error) or type(error).__name__).split())
            raise archive._refused("zip-unreadable", reason=reason) from error

    def names(self) -> tuple[str, ...]:
        """Return the names of all files, sorted; without the shadows that a Mac adds.

        Raises:
            CollectError: a folder with more files than an export has.
        """
        if self._names is None:
            if self._zip is not None:
                found = [info.filename for info in self._zip.infolist() if not info.is_dir()]
            else:
                found = list(self._walk())
            self._names = tuple(sorted(name for name in found if not _is_shadow(name)))
        return self._names

    def size(self, name: str) -> int:
        """Return how many bytes a file says it has when unpacked."""
        return self._zip.getinfo(name).file_size if self._zip is not None else (self._path / name).stat().st_size

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
            try:
                with (self._path / name).open("rb") as stream:
                    yield stream
            except OSError as error:
                path = f"{self._context.relative(self._path)}/{name}"
                reason = error.strerror or type(error).__name__
                raise CollectError(self._context.say("file-unreadable", path=path, reason=reason)) from error

    def read(self, name: str, limit: int) -> bytes:
        """Return the bytes of one file. Raises CollectError if there are more than `limit`."""
        with self.open(name) as stream:
            content = stream.read(limit + 1)
        if len(content) > limit:
            raise self._refused("zip-bomb", name=name)
        return content

    def _walk(self) -> Iterator[str]:
        """Yield the files of a folder. What is a link is left out: an export holds none, and it may lead anywhere."""
        count = 0
        for folder, folders, names in os.walk(self._path, followlinks=False):
            folders[:] = [name for name in folders if name != _SHADOWS]
            for name in names:
                path = Path(folder, name)
                if path.is_symlink() or not path.is_file():
                    continue
                count += 1
                if count > MAX_FILES:
                    raise self._refused("zip-bomb", name=f"> {MAX_FILES}")
                yield path.relative_to(self._path).as_posix()

    def _distrust(self, zipped: zipfile.ZipFile) -> None:
        entries = zipped.infolist()
        if len(entries) > MAX_FILES:
            raise self._refused("zip-bomb", name=f"{len(entries)}")
        for entry in entries:
            inside = PurePosixPath(entry.filename.replace("\\", "/"))
            if inside.is_absolute() or ".." in inside.parts or any(part.endswith(":") for part in inside.parts[:1]):
                raise self._refused("zip-escapes", name=entry.filename)
            if stat.S_ISLNK(entry.external_attr >> 16):
                raise self._refused("zip-link", name=entry.filename)
            if entry.flag_bits & _LOCKED:
                raise self._refused("zip-locked")

    def _distrust_file(self, entry: zipfile.ZipInfo) -> None:
        big = entry.file_size > _RATIO_FROM_BYTES
        self._unpacked += entry.file_size
        if (
            entry.file_size > MAX_FILE_BYTES
            or self._unpacked > MAX_TOTAL_BYTES
            or (big and entry.file_size > MAX_RATIO * max(1, entry.compress_size))
        ):
            raise self._refused("zip-bomb", name=entry.filename)

    def _refused(self, key: str, **values: object) -> CollectError:
        path = self._context.relative(self._path)
        return CollectError(self._context.say(key, path=path, **values))


def is_zip(path: Path) -> bool:
    """Return whether a file begins as a zip does, whole or not."""
    with path.open("rb") as stream:
        return stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def regular(path: Path, context: Context) -> None:
    """Raise CollectError unless `path` is an ordinary file that may be read and holds anything at all."""
    name = context.relative(path)
    if not path.exists():
        raise CollectError(context.say("missing-path", path=name))
    if path.is_dir():
        raise CollectError(context.say("is-folder", path=name))
    if not path.is_file():
        raise CollectError(context.say("not-a-file", path=name))
    try:
        with path.open("rb") as stream:
            if not stream.read(1):
                raise CollectError(context.say("file-empty", path=name))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CollectError(context.say("file-unreadable", path=name, reason=reason)) from error


def _is_shadow(name: str) -> bool:
    path = PurePosixPath(name)
    return _SHADOWS in path.parts or path.name.startswith("._")
