"""The feed of a newsroom, a blog or a video channel: from its address, or from a file."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime
from typing import Any, Final

import scrapy
from scrapy.http import Response

from auditor.collect.protocol import Expected, Item, Note
from auditor.model import Post
from auditor_spiders.base import SourceSpider
from auditor_spiders.feeds import Entry, Feed, NotAFeedError, parse

_MAX_BYTES: Final = 64 * 1024**2
_ACCEPT: Final = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"


class FeedSpider(SourceSpider):
    """One request, or one file, and a post per entry. A feed is what the organisation says: every entry is its own."""

    name = "feed"

    def origins(self) -> Iterable[str]:
        """Return the address of the feed, if it is not a file."""
        return (self.source.url,) if self.source.url and not self.source.path else ()

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the feed, or read it."""
        path = self.source.path
        if path is not None:
            for item in self._from_file():
                yield item
        elif self.source.url:
            yield scrapy.Request(self.source.url, self.parse_feed, errback=self.failed, headers={"Accept": _ACCEPT})
        else:
            example = "url: https://www.example.org/feed.xml"
            yield Note(self.context.say("no-actor", name=self.source.name, option="url", example=example), "unreadable")

    def parse_feed(self, response: Response) -> Iterator[Item]:
        """Take the feed that the server sent."""
        header = response.headers.get("Content-Type")
        yield from self._posts(response.body, response.url, header.decode("latin-1") if header else None)

    def _from_file(self) -> Iterator[Item]:
        path = self.source.path
        assert path is not None
        shown = self.context.relative(path)
        if not path.is_file():
            yield Note(self.context.say("missing-path", path=shown), "unreadable")
        elif path.stat().st_size > _MAX_BYTES:
            limit = _MAX_BYTES // 1024**2
            yield Note(self.context.say("export-too-large", path=shown, limit=limit), "unreadable")
        else:
            yield from self._posts(path.read_bytes(), shown, None)

    def _posts(self, content: bytes, where: str, content_type: str | None) -> Iterator[Item]:
        try:
            feed = parse(content, content_type)
        except NotAFeedError:
            yield Note(self.context.say("no-feed", where=where), "unreadable")
            return
        yield Expected(len(feed.entries))
        seen = self._first_seen()
        for entry in feed.entries:
            yield self._post(entry, feed, entry.published or seen.get(entry.id, self.context.now))
        undated = sum(entry.published is None for entry in feed.entries)
        if undated:
            yield Note(self.context.say("undated", count=undated))
        if feed.damage:
            yield Note(self.context.say("feed-damaged", where=where, reason=feed.damage[:200]), "partial")

    def _first_seen(self) -> dict[str, datetime]:
        """Return when entries were first seen: what stands for a date that the feed does not give."""
        return {post.id: post.created_at for post in self.context.previous.posts}

    def _post(self, entry: Entry, feed: Feed, created: datetime) -> Post:
        account = feed.title or self.source.name
        return Post(
            source=self.source.name,
            platform=feed.platform,
            account=account,
            id=entry.id,
            text=entry.text,
            created_at=created,
            author_id=account,
            author_is_org=True,
            kind="reply" if entry.answers else "post",
            uri=entry.id,
            url=entry.url,
            lang=entry.language or feed.language or self.source.language,
            observed_at=self.context.now,
            edited_at=entry.updated if entry.updated != entry.published else None,
            parent_id=entry.answers,
            title=entry.title,
        )
