"""Text out of a file of unknown encoding and any size, line by line."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Final

Opener = Callable[[], AbstractContextManager[IO[bytes]]]
"""Opens the bytes anew, since a file is read more than once."""

_CHUNK: Final = 256 * 1024
# A message is some hundred characters, a row of an export some thousand; a line this long is none of these.
MAX_LINE: Final = 8 * 1024**2
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Without a mark, every other byte of Western UTF-16 is zero.
_ZEROS: Final = 0.3
# More zero bytes than this, and it is no text at all.
_STRAY: Final = 0.001


class TextError(ValueError):
    """The file is no text that can be read; the message says why."""


def of(path: Path) -> Opener:
    """Return what opens an ordinary file."""
    return lambda: path.open("rb")


def encoding_of(opened: Opener, given: str | None = None) -> str:
    """Return the encoding of a file: as given, else by its byte order mark, else UTF-8, else Windows-1252.

    The whole file is tried, so that a letter on the last line does not come as a surprise.

    Raises:
        TextError: it is none of these, or the given one is unknown or does not fit.
    """
    with opened() as stream:
        head = stream.read(_CHUNK)
    if given:
        candidates: tuple[str, ...] = (given,)
    elif mark := next((name for mark, name in _MARKS if head.startswith(mark)), None):
        candidates = (mark,)
    elif wide := _wide(head):
        candidates = (wide,)
    else:
        candidates = ("utf-8", "cp1252")
    reason = ""
    for encoding in candidates:
        try:
            for _ in _decoded(opened, encoding):
                pass
        except LookupError as error:
            raise TextError(str(error)) from error
        except UnicodeError as error:
            reason = str(error)
        else:
            return encoding
    raise TextError(reason)


def lines(opened: Opener, encoding: str, limit: int = MAX_LINE) -> Iterator[str]:
    """Yield the lines with their ends, as `open(newline="")` gives them; NUL characters are left out.

    Raises:
        TextError: a line is longer than `limit` characters.
    """
    rest = ""
    old_mac: bool | None = None
    for chunk in _decoded(opened, encoding):
        text = rest + chunk.replace("\x00", "")
        if old_mac is None and text:
            old_mac = "\r" in text[:-1] and "\n" not in text
        if old_mac:
            text = text.replace("\r", "\n")
        *whole, rest = text.split("\n")
        for line in whole:
            yield line + "\n"
        if len(rest) > limit:
            raise TextError(f"a line of more than {limit:,} characters")
    if rest:
        yield rest


def _decoded(opened: Opener, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    with opened() as stream:
        while chunk := stream.read(_CHUNK):
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)


def _wide(head: bytes) -> str | None:
    """Return which UTF-16 a file without a mark is. Raises TextError for what is no text."""
    if not head.count(0):
        return None
    half = max(1, len(head) // 2)
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    if odd > _ZEROS > even:
        return "utf-16-le"
    if even > _ZEROS > odd:
        return "utf-16-be"
    if head.count(0) > max(1, _STRAY * len(head)):
        raise TextError("it holds zero bytes, so it is no text")
    return None
