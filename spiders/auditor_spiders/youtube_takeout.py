"""YouTube in a Google Takeout: the channel's own comments (`comments.csv`, Dutch `reacties.csv`) and public videos.

A comment's text is a row of JSON parts, `{"text":"..."},{"mention":{...}}`. A comment may name the comment it answers,
but not when that was written: no reply times. Folders and headers are in the language of the account; those in Dutch
and English are known.
"""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any, Final

from auditor.collect.protocol import Context, Expected, Item, Note
from auditor.errors import CollectError
from auditor.model import Post
from auditor.settings.model import Source
from auditor_spiders import text_files
from auditor_spiders.archive import Archive, regular
from auditor_spiders.origin import Origin
from auditor_spiders.tables import Table, TableError, from_text, plain
from auditor_spiders.text_files import Opener

_COMMENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("comment id", "reactie-id"),
    "at": ("comment create timestamp", "aanmaaktijdstempel reactie"),
    "text": ("comment text", "reactietekst"),
    "video": ("video id", "video-id"),
    "parent": ("parent comment id",),
}
_VIDEOS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("video id", "video-id"),
    "title": ("video title (original)",),
    "text": ("video description (original)",),
    "privacy": ("privacy",),
    "published": ("video publish timestamp",),
    "at": ("video create timestamp",),
}
_PUBLIC: Final = frozenset({"", "public", "openbaar"})


def read(source: Source, context: Context) -> Iterator[Item]:
    """Read the zip, the unpacked folder, or one of its CSV files at `source.path`.

    Raises:
        CollectError: there is no such file, or it holds neither comments nor videos of YouTube.
    """
    if source.path is None:
        raise CollectError(context.say("no-path", name=source.name))
    path = context.relative(source.path)
    origin = Origin.of(source, context, "youtube")
    try:
        if source.path.is_file() and source.path.suffix.lower() == ".csv":
            regular(source.path, context)
            files: dict[str, Opener] = {source.path.name: text_files.of(source.path)}
            yield from _items(files, origin, path)
            return
        with Archive.opened(source.path, context) as archive:
            names = [name for name in archive.names() if PurePosixPath(name).suffix.lower() == ".csv"]
            files = {name: functools.partial(archive.open, name) for name in names}
            yield from _items(files, origin, path)
    except TableError as error:
        raise CollectError(context.say("export-broken", path=path, reason=str(error))) from error


def _items(files: Mapping[str, Opener], origin: Origin, path: str) -> Iterator[Item]:
    seen: set[str] = set()
    left: Counter[str] = Counter()
    found = False
    for opened in files.values():
        table = from_text(opened, _hits, {"delimiter": ","})
        for shape, make in ((_COMMENTS, _comment), (_VIDEOS, _video)):
            columns = _columns(table, shape)
            if not {"id", "at", "text"} <= columns.keys():
                continue
            found = True
            for post in _posts(table, columns, functools.partial(make, origin=origin), left):
                if post.id not in seen:
                    seen.add(post.id)
                    yield post
            break
    context = origin.context
    if not found:
        raise CollectError(context.say("no-takeout", path=path))
    yield Expected(len(seen))
    for key in ("rows-skipped", "videos-hidden"):
        if left[key]:
            yield Note(context.say(key, count=left[key]))


def _posts(
    table: Table, columns: Mapping[str, int], make: Callable[[Mapping[str, str]], Post | None], left: Counter[str]
) -> Iterator[Post]:
    for row in table.rows():
        cell = {field: row[number].strip() for field, number in columns.items()}
        if cell.get("privacy", "").casefold() not in _PUBLIC:
            left["videos-hidden"] += 1
        elif (post := make(cell)) is None:
            left["rows-skipped"] += 1
        else:
            yield post


def _hits(row: Sequence[str]) -> int:
    known = {name for shape in (_COMMENTS, _VIDEOS) for names in shape.values() for name in names}
    return sum(plain(cell) in known for cell in row)


def _columns(table: Table, shape: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    headers = [plain(header) for header in table.headers]
    return {field: headers.index(name) for field, names in shape.items() for name in names if name in headers}


def _comment(cell: Mapping[str, str], origin: Origin) -> Post | None:
    at, words, number = _moment(cell["at"]), spoken(cell["text"]), cell["id"]
    if at is None or not words or not number:
        return None
    parent, video = cell.get("parent") or None, cell.get("video")
    url = f"https://www.youtube.com/watch?v={video}&lc={number}" if video else None
    return origin.own(words, at, "reply" if parent else "comment", id=number, url=url, parent_id=parent)


def _video(cell: Mapping[str, str], origin: Origin) -> Post | None:
    at = _moment(cell.get("published", "")) or _moment(cell["at"])
    title, words, number = cell.get("title", ""), cell["text"], cell["id"]
    if at is None or not number or not (title or words):
        return None
    url = f"https://www.youtube.com/watch?v={number}"
    return origin.own(words or title, at, id=number, url=url, title=title if words else None)


def spoken(text: str) -> str:
    """Return the words of a comment: the texts of its JSON parts joined, or the text itself where it is no JSON."""
    try:
        parts: Any = json.loads(f"[{text}]")
    except (ValueError, RecursionError):
        return text
    if not isinstance(parts, list) or not parts or not all(isinstance(part, dict) for part in parts):
        return text
    words = (part.get("text") for part in parts)
    return "".join(word for word in words if isinstance(word, str)).strip()


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
