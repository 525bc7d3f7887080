"""RSS, Atom, JSON Feed and YouTube's channel feeds, from bytes to entries. Nothing is fetched here."""

from __future__ import annotations

import calendar
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import feedparser

from auditor.model import stable_id
from auditor_spiders.markup import to_text

_JSON_FEED: Final = "https://jsonfeed.org/version/"
_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})

# A charset or content type in the header that is not that of the feed, which was read all the same.
_HARMLESS: Final = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)


class NotAFeedError(ValueError):
    """The bytes are no feed of a known kind."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: text without markup. `published` is None where the feed gives no date."""

    id: str
    text: str
    published: datetime | None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    updated: datetime | None = None
    answers: str | None = None
    """The id of the entry it replies to (RFC 4685)."""
    author: str | None = None
    """The name that the feed gives."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its entries in its own order. `damage` says what is wrong with it, where it could be read still.

    `more` is the address of the page with older entries: `next` or `prev-archive` (RFC 5005), `next_url` (JSON Feed).
    """

    title: str | None
    entries: tuple[Entry, ...]
    language: str | None = None
    platform: str = "feed"
    damage: str | None = None
    more: str | None = None


def parse(content: bytes, content_type: str | None = None) -> Feed:
    """Read a feed.

    Args:
        content: the bytes of the feed.
        content_type: the HTTP header, for its charset.

    Raises:
        NotAFeedError: it is none.
    """
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(content)
    # A stream, because feedparser takes plain bytes for an address or the name of a file, if they look like one.
    headers = {"content-type": content_type} if content_type else {}
    parsed = feedparser.parse(io.BytesIO(content), response_headers=headers, resolve_relative_uris=False)
    if not parsed.get("version") or (parsed.get("bozo") and not parsed.entries):
        raise NotAFeedError(str(parsed.get("bozo_exception") or "unknown format"))
    feed = parsed.feed
    video = bool(
        feed.get("yt_channelid") or feed.get("yt_playlistid") or any("yt_videoid" in e for e in parsed.entries)
    )
    serious = parsed.get("bozo") and not isinstance(parsed.bozo_exception, _HARMLESS)
    return Feed(
        title=to_text(feed.get("title") or "") or None,
        entries=tuple(_entries(parsed.entries)),
        language=_language(feed.get("language")),
        platform="youtube" if video else "feed",
        damage=" ".join(str(parsed.bozo_exception).split()) if serious else None,
        more=_older(feed.get("links") or ()),
    )


def _older(links: Any) -> str | None:
    """Return where older entries are: the next page of a paged feed, or the newest archive of an archived one."""
    for relation in ("next", "prev-archive"):
        for link in links:
            if link.get("rel") == relation and link.get("href"):
                return str(link["href"])
    return None


def _entries(entries: Any) -> Iterator[Entry]:
    for entry in entries:
        title = to_text(entry.get("title") or "") or None
        text = _body(entry) or title
        if not text:
            continue
        url = entry.get("link") or None
        answers = entry.get("thr_in-reply-to")
        yield Entry(
            id=str(entry.get("id") or url or stable_id(title or "", text)),
            text=text,
            published=_moment(entry.get("published_parsed") or entry.get("updated_parsed")),
            title=title if text != title else None,
            url=url,
            language=_language(next((c.get("language") for c in entry.get("content") or ()), None)),
            updated=_moment(entry.get("updated_parsed")),
            answers=answers.get("ref") if isinstance(answers, Mapping) else None,
            author=entry.get("author") or None,
        )


def _body(entry: Any) -> str:
    """Return the text of an entry: its content, the HTML one of several, else its summary."""
    contents = sorted(entry.get("content") or (), key=lambda content: content.get("type") not in _HTML)
    for content in contents:
        if text := to_text(content.get("value") or ""):
            return text
    return to_text(entry.get("summary") or "")


def _moment(parts: Any) -> datetime | None:
    """Return the instant of a time that feedparser has turned into UTC."""
    if not parts:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parts), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _language(code: object) -> str | None:
    return code[:2].lower() if isinstance(code, str) and len(code) >= 2 else None


def _json_feed(content: bytes) -> Feed:
    """Read a JSON Feed, version 1 or 1.1. feedparser 6.0 does not."""
    try:
        feed = json.loads(content.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError) as error:
        raise NotAFeedError(str(error)) from error
    if not isinstance(feed, dict) or not str(feed.get("version", "")).startswith(_JSON_FEED):
        raise NotAFeedError("JSON, but no JSON Feed")
    items = feed.get("items")
    return Feed(
        title=to_text(str(feed.get("title") or "")) or None,
        entries=tuple(_json_entries(items if isinstance(items, list) else ())),
        language=_language(feed.get("language")),
        more=str(feed["next_url"]) if feed.get("next_url") else None,
    )


def _json_entries(items: Any) -> Iterator[Entry]:
    for item in items:
        if not isinstance(item, dict):
            continue
        title = to_text(str(item.get("title") or "")) or None
        html, plain = item.get("content_html"), item.get("content_text") or item.get("summary")
        text = to_text(str(html)) if html else str(plain or "").strip()
        text = text or title or ""
        if not text:
            continue
        url = item.get("url") or item.get("external_url")
        yield Entry(
            id=str(item.get("id") or url or stable_id(title or "", text)),
            text=text,
            published=_iso(item.get("date_published")) or _iso(item.get("date_modified")),
            title=title if text != title else None,
            url=str(url) if url else None,
            language=_language(item.get("language")),
            updated=_iso(item.get("date_modified")),
            author=_json_author(item),
        )


def _json_author(item: Mapping[str, Any]) -> str | None:
    """Return the name of the author: `authors` in version 1.1, `author` before."""
    authors = item.get("authors") or [item.get("author")]
    names = [author.get("name") for author in authors if isinstance(author, Mapping)]
    return str(names[0]) if names and names[0] else None


def _iso(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
