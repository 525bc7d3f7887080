"""A JSON array read element by element, so that an export of any size fits in memory."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO, Any, Final

_CHUNK: Final = 1024**2
# A post with all its entities takes some 2 kB; an element this large is no post.
MAX_ELEMENT: Final = 16 * 1024**2
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SPACE: Final = re.compile(r"[\s,]*")


class BrokenStreamError(ValueError):
    """What was read is no JSON array, ends too early, or has an element that is too large."""


def elements(stream: IO[bytes]) -> Iterator[Any]:
    """Yield the elements of the first array in a file of the form `window.YTD.tweets.part0 = [...]`, plain `[...]`, or
    `{"comments_v2": [...]}`.

    The encoding is read from the byte order mark; UTF-8 without one.

    Raises:
        BrokenStreamError: see there.
    """
    decode = json.JSONDecoder().raw_decode
    chunks = _decoded(stream)
    text = next(chunks, "")
    while "[" not in text:
        more = next(chunks, None)
        if more is None or len(text) > _CHUNK:
            raise BrokenStreamError("there is no list in it")
        text += more
    at = text.index("[") + 1
    while True:
        at = _skip(text, at)
        if at < len(text) and text[at] == "]":
            return
        try:
            value, after = decode(text, at) if at < len(text) else (None, len(text))
            whole = after < len(text)  # a number at the very end may go on in the next chunk
        except ValueError:  # broken, or cut off by the end of the chunk; a number of thousands of digits too
            whole = False
        except RecursionError as error:
            raise BrokenStreamError("it is nested too deeply") from error
        if whole:
            yield value
            at = after
            continue
        if len(text) - at > MAX_ELEMENT:
            raise BrokenStreamError("an element is too large, or broken")
        more = next(chunks, None)
        if more is None:
            raise BrokenStreamError("it ends in the middle")
        text, at = text[at:] + more, 0


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _decoded(stream: IO[bytes]) -> Iterator[str]:
    head = stream.read(_CHUNK)
    encoding = "utf-8"
    for mark, name in _MARKS:
        if head.startswith(mark):
            head, encoding = head[len(mark) :], name
            break
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    while head:
        yield decoder.decode(head)
        head = stream.read(_CHUNK)
    yield decoder.decode(b"", final=True)
