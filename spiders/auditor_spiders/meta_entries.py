"""The entries of Meta's downloads: posts, captions of pictures, and the organisation's own comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any, Final

from auditor.model import Post, PostKind
from auditor_spiders.origin import Origin

_VERSION: Final = re.compile(r"_v\d+$")
_COMMENTS: Final = re.compile(r"comment|reactie|opmerking", re.IGNORECASE)
# Of the words that Instagram puts above its values, in the language of the account.
_SAID: Final = re.compile(r"comment|opmerking|reactie", re.IGNORECASE)
_OWNER: Final = re.compile(r"owner|eigenaar|author|auteur|url|uri", re.IGNORECASE)
# Seconds since 1970: before 2004 there was no Facebook, and datetime ends in 9999.
_LAST: Final = 253_402_300_799


def stem(key: str) -> str:
    """Return a key without its version: `comments_v2` and `comments_v7` are both `comments`."""
    return _VERSION.sub("", key)


@dataclass(slots=True)
class Entries:
    """Makes posts of entries and keeps count: ids seen, entries that are none, comments by others and own ones."""

    origin: Origin
    platform: str = ""
    seen: set[str] = field(default_factory=set)
    odd: int = 0
    others: int = 0
    own_comments: int = 0

    def posts(self, item: Mapping[str, Any], file: str) -> Iterator[Post]:
        """Yield what one entry of `file` holds and was not seen before."""
        for post in self._made(item, file):
            if post is None:
                self.odd += 1
            elif post.id not in self.seen:
                self.seen.add(post.id)
                yield post

    def _made(self, item: Mapping[str, Any], file: str) -> Iterator[Post | None]:
        comments = [part["comment"] for part in _parts(item) if isinstance(part.get("comment"), dict)]
        if comments:
            for comment in comments:
                yield from self._comment(comment, item)
            return
        named = item.get("string_map_data")
        if isinstance(named, dict):
            if _COMMENTS.search(PurePosixPath(file).name):
                yield self._post(_said(named), _when(named), kind="comment")
            return
        text, moment = _text_of(item)
        if text:
            yield self._post(text, moment, kind="post")
        elif moment is None:
            yield None
        # A picture without words says nothing that could be held against a claim; it is not odd either.

    def _comment(self, comment: Mapping[str, Any], item: Mapping[str, Any]) -> Iterator[Post | None]:
        author = comment.get("author")
        if author is not None and not self.origin.people.is_own(str(author)):
            # Without a link to what it answers it proves nothing, and it is somebody else's.
            self.others += 1
            return
        self.own_comments += 1
        yield self._post(comment.get("comment"), comment.get("timestamp") or item.get("timestamp"), kind="comment")

    def _post(self, text: object, moment: object, *, kind: PostKind) -> Post | None:
        at = _moment(moment)
        if not isinstance(text, str) or not text.strip() or at is None:
            return None
        return self.origin.on(self.platform or "facebook").own(text.strip(), at, kind)


def _text_of(item: Mapping[str, Any]) -> tuple[str | None, object]:
    """Return the words of a post and its time. A title is words on Instagram, on Facebook it is a description."""
    moment = item.get("timestamp") or item.get("creation_timestamp")
    text = next((part["post"] for part in _parts(item) if isinstance(part.get("post"), str)), None)
    media = item.get("media")
    if text is None and isinstance(media, list):  # Instagram: the caption stands with the post or its first picture
        first = next((medium for medium in media if isinstance(medium, dict)), {})
        text = item.get("title") or first.get("title")
        moment = moment or first.get("creation_timestamp")
    elif text is None and "creation_timestamp" in item and "uri" in item:  # Instagram: a story or reel
        text = item.get("title")
    if text is None:
        text = _caption(item)
    return (text if isinstance(text, str) else None), moment


def _said(named: Mapping[str, Any]) -> object:
    """Return the words of an Instagram comment, among values named in the language of the account."""
    values = {label: value["value"] for label, value in named.items() if isinstance(value, dict) and value.get("value")}
    for label, value in values.items():
        if _SAID.search(label) and not _OWNER.search(label):
            return value
    return next((value for label, value in values.items() if not _OWNER.search(label)), None)


def _when(named: Mapping[str, Any]) -> object:
    values = [value for value in named.values() if isinstance(value, dict)]
    return next((value["timestamp"] for value in values if value.get("timestamp")), None)


def _moment(value: object) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= _LAST:
        return None
    return datetime.fromtimestamp(value, UTC)


def _parts(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    parts = item.get("data")
    return [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []


def _caption(item: Mapping[str, Any]) -> str | None:
    """Return the description of a picture or video that was posted without words of its own."""
    attachments = item.get("attachments")
    for attachment in attachments if isinstance(attachments, list) else ():
        for part in _parts(attachment) if isinstance(attachment, dict) else ():
            medium = part.get("media")
            if isinstance(medium, dict) and isinstance(medium.get("description"), str):
                return str(medium["description"])
    return None
