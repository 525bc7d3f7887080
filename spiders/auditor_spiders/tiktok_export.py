"""The data that TikTok gives an account's owner, as JSON: `user_data_tiktok.json` (older: `user_data.json`).

Keys moved between versions ("Comment" at the top or inside "Activity", "Post" or "Video"), so lists are found by their
own name and the names above them. Comments carry neither the video nor whom they answer: no reply times. Private
messages, for who asks for them, give reply times. Times are in UTC.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Final

from auditor.collect.protocol import Context, Expected, Item, Note
from auditor.errors import CollectError
from auditor.model import Post, PostKind
from auditor.settings.model import Source
from auditor_spiders import chats
from auditor_spiders.archive import Archive, regular
from auditor_spiders.chats import Message
from auditor_spiders.origin import Origin

# Mostly viewing history, at 100 bytes a video.
MAX_BYTES: Final = 96 * 1024**2
_FILES: Final = frozenset({"user_data_tiktok.json", "user_data.json"})
_TEXT_VARIANT: Final = frozenset({"comments.txt", "reacties.txt", "posts.txt", "berichten.txt"})
_TITLES: Final = ("title", "caption", "description")
_CHAT: Final = "chat history with "


@dataclass(slots=True)
class _Found:
    """What the file holds: comments and posts as written, and private talks by the name of the other side."""

    comments: list[Mapping[str, Any]] = field(default_factory=list)
    posts: list[Mapping[str, Any]] = field(default_factory=list)
    talks: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    user: str | None = None


def read(source: Source, context: Context) -> Iterator[Item]:
    """Read the zip, folder or JSON file at `source.path`.

    Raises:
        CollectError: there is no such file, or it is no data of TikTok in JSON.
    """
    if source.path is None:
        raise CollectError(context.say("no-path", name=source.name))
    path = context.relative(source.path)
    try:
        loaded = json.loads(_content(source.path, context, path).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CollectError(context.say("export-broken", path=path, reason=str(error))) from error
    found = _Found()
    if isinstance(loaded, dict):
        _collect(loaded, (), found)
    yield from _items(found, Origin.of(source, context, "tiktok", found.user or ""))


def _content(path: Path, context: Context, shown: str) -> bytes:
    if path.is_file() and path.suffix.lower() == ".json":
        regular(path, context)
        if path.stat().st_size > MAX_BYTES:
            raise CollectError(context.say("export-too-large", path=shown, limit=MAX_BYTES // 1024**2))
        return path.read_bytes()
    with Archive.opened(path, context) as archive:
        names = archive.names()
        name = next((name for name in names if PurePosixPath(name).name.lower() in _FILES), None)
        if name is None:
            is_text = any(PurePosixPath(name).name.lower() in _TEXT_VARIANT for name in names)
            raise CollectError(context.say("tiktok-text" if is_text else "no-tiktok", path=shown))
        if archive.size(name) > MAX_BYTES:
            raise CollectError(context.say("export-too-large", path=shown, limit=MAX_BYTES // 1024**2))
        return archive.read(name, MAX_BYTES)


def _collect(value: Mapping[str, Any], above: tuple[str, ...], found: _Found) -> None:
    """Walk through the groups of the file. Lists are not entered, so the depth is that of the groups."""
    for key, inner in value.items():
        name = key.casefold()
        if isinstance(inner, list):
            items = [item for item in inner if isinstance(item, dict)]
            if name == "commentslist":
                found.comments += items
            elif name == "videolist" and above and above[-1] in {"post", "posts", "video", "videos"}:
                found.posts += items  # the list of what was watched has the same name, under "Watch History"
            elif name.startswith(_CHAT):
                found.talks.setdefault(name.removeprefix(_CHAT).rstrip(":"), []).extend(items)
        elif isinstance(inner, dict):
            _collect(inner, (*above, name), found)
        elif name == "username" and isinstance(inner, str) and above and above[-1] == "profilemap":
            found.user = inner


def _items(found: _Found, origin: Origin) -> Iterator[Item]:
    seen: set[str] = set()
    left: Counter[str] = Counter()
    for post in (*_posts(found.posts, "post", origin, left), *_posts(found.comments, "comment", origin, left)):
        if post.id not in seen:
            seen.add(post.id)
            yield post
    context = origin.context
    if origin.source.messages:
        for talk, items in sorted(found.talks.items()):
            for post in chats.posts(_messages(items), talk, origin):
                seen.add(post.id)
                yield post
    elif found.talks:
        yield Note(context.say("messages-left", name=origin.source.name))
    yield Expected(len(seen))
    for key in ("rows-skipped", "posts-silent"):
        if left[key]:
            yield Note(context.say(key, count=left[key]))


def _posts(items: Iterable[Mapping[str, Any]], kind: PostKind, origin: Origin, left: Counter[str]) -> Iterator[Post]:
    for item in items:
        at, words = _moment(item), _words(item, kind)
        if at is None or (kind == "comment" and not words):
            left["rows-skipped"] += 1
        elif not words:
            left["posts-silent"] += 1
        else:
            url = _value(item, "link") if kind == "post" else ""
            yield origin.own(words, at, kind, url=url if url.startswith("https://") else None)


def _messages(items: list[Mapping[str, Any]]) -> list[Message]:
    made = []
    for item in items:
        at, author, words = _moment(item), _value(item, "from"), _value(item, "content")
        if at is not None and author and words:
            made.append(Message(author, at, words))
    return sorted(made, key=lambda message: message.at)


def _words(item: Mapping[str, Any], kind: str) -> str:
    keys = ("comment",) if kind == "comment" else _TITLES
    return next((value for key in keys if (value := _value(item, key))), "")


def _value(item: Mapping[str, Any], key: str) -> str:
    """Return a text by its key, whatever its case; versions differ in that."""
    value = next((value for name, value in item.items() if name.casefold() == key), None)
    return value.strip() if isinstance(value, str) else ""


def _moment(item: Mapping[str, Any]) -> datetime | None:
    try:
        found = datetime.fromisoformat(_value(item, "date").removesuffix(" UTC"))
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
