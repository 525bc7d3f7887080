"""The feed of a newsroom, a blog or a video channel: from its address, or from a file."""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator, Iterable, Iterator
from datetime import datetime
from typing import Any, Final

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from auditor.collect.protocol import Expected, Item, Note
from auditor.model import Post
from auditor_spiders.base import SourceSpider
from auditor_spiders.feeds import Entry, Feed, NotAFeedError, parse
from auditor_spiders.people import People

_MAX_BYTES: Final = 64 * 1024**2
_ACCEPT: Final = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_MAX_PAGES: Final = 200


class FeedSpider(SourceSpider):
    """The feed, and its older pages where it links to them (RFC 5005, `next_url`); or one file.

    A feed is what the organisation says: every entry is its own, unless `accounts` names its authors. A feed shows the
    newest entries only, so what stood in it before and is older than what it shows now, is kept.
    """

    name = "feed"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._entries: dict[str, Post] = {}
        self._answers: dict[str, str] = {}
        self._pages: set[str] = set()
        self._undated = 0
        self._whole = True

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
            yield self._ask(self.source.url, self.failed)
        else:
            example = "url: https://www.example.org/feed.xml"
            yield Note(self.context.say("no-actor", name=self.source.name, option="url", example=example), "unreadable")

    def parse_feed(self, response: Response) -> Iterator[Any]:
        """Take the feed that the server sent, and ask for its next page."""
        header = response.headers.get("Content-Type")
        feed = yield from self._posts(response.body, response.url, header.decode("latin-1") if header else None)
        more = feed.more if feed is not None else None
        url = response.urljoin(more) if more else None
        self._pages.add(response.url)
        if url is None or url in self._pages or not self.allows(url):
            yield from self._closing()
        elif len(self._entries) >= self.source.max_posts or len(self._pages) >= _MAX_PAGES:
            yield Note(self.context.say("list-cut", count=len(self._entries)))
            yield from self._closing()
        else:
            yield self._ask(url, self.no_page)

    def no_page(self, failure: Failure) -> Iterator[Any]:
        """Keep the newer pages where an older one fails."""
        yield from self.failed(failure, "partial")
        self._whole = False
        yield from self._closing()

    def _ask(self, url: str, errback: Any) -> scrapy.Request:
        return scrapy.Request(url, self.parse_feed, errback=errback, headers={"Accept": _ACCEPT}, dont_filter=True)

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
            yield from self._closing(keep=False)

    def _posts(self, content: bytes, where: str, content_type: str | None) -> Generator[Post | Note, None, Feed | None]:
        """Yield the posts of one page, and return the feed that they stand in."""
        try:
            feed = parse(content, content_type)
        except NotAFeedError:
            yield Note(self.context.say("no-feed", where=where), "partial" if self._entries else "unreadable")
            self._whole = False
            return None
        seen = {post.id: post.created_at for post in self.context.previous.posts}
        people = People.of(feed.title or self.source.name, self.source.accounts, self.context.pseudonym)
        self._answers |= {entry.id: entry.answers for entry in feed.entries if entry.answers}
        for entry in feed.entries:
            # When it was first seen stands for a date that the feed does not give.
            created = entry.published or seen.get(entry.id, self.context.now)
            self._entries[entry.id] = self._post(entry, feed, created, people)
            yield self._entries[entry.id]
        self._undated += sum(entry.published is None for entry in feed.entries)
        if feed.damage:
            yield Note(self.context.say("feed-damaged", where=where, reason=feed.damage[:200]), "partial")
            self._whole = False
        return feed

    def _closing(self, *, keep: bool = True) -> Iterator[Item]:
        """Keep what is older than everything the feed still shows; what is missing in between was deleted."""
        dated = [post.created_at for post in self._entries.values()]
        oldest = min(dated, default=None)
        older = [
            post
            for post in self.context.previous.posts
            if post.id not in self._entries and (not self._whole or oldest is None or post.created_at < oldest)
        ]
        kept = older if keep and (self._entries or not self._whole) else []
        yield from kept
        yield Expected(len(self._entries) + len(kept))
        if self._undated:
            yield Note(self.context.say("undated", count=self._undated))

    def _post(self, entry: Entry, feed: Feed, created: datetime, people: People) -> Post:
        author = entry.author or ""
        own = not self.source.accounts or not author or people.is_own(author)
        return Post(
            source=self.source.name,
            platform=feed.platform,
            account=people.main,
            id=entry.id,
            text=entry.text,
            created_at=created,
            author_id=people.main if own else people.name(author),
            author_is_org=own,
            kind="reply" if entry.answers else "post",
            uri=entry.id,
            url=entry.url,
            lang=entry.language or feed.language or self.source.language,
            observed_at=self.context.now,
            edited_at=entry.updated if entry.updated != entry.published else None,
            parent_id=entry.answers,
            root_id=self._root(entry),
            title=entry.title,
        )

    def _root(self, entry: Entry) -> str | None:
        """Return the beginning of the thread (RFC 4685), as far as the pages so far show it."""
        above, passed = entry.answers, {entry.id}
        while above is not None and above in self._answers and above not in passed:
            passed.add(above)
            above = self._answers[above]
        return above
