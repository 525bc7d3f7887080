"""A website over HTTP: its pages and the brochures they link to."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, ClassVar
from urllib.parse import urldefrag, urljoin, urlsplit

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from auditor.collect.protocol import Expected, Fetched, Item, Kept, Note
from auditor.errors import CollectError
from auditor.model import RawDocument
from auditor_spiders import media, pages, sitemaps
from auditor_spiders.addresses import canonical, origin, target
from auditor_spiders.base import SourceSpider
from auditor_spiders.failures import reason_of
from auditor_spiders.frontier import Frontier
from auditor_spiders.robots_middleware import RobotsForbidden, RobotsMiddleware, robots_url
from auditor_spiders.site import Site
from auditor_spiders.tally import Losses, Tally

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MAX_REDIRECTS = 5
_AT_ONCE = 8
# A server that fails this often in a row has gone away; each of these has been tried three times.
_MAX_FAILURES_IN_A_ROW = 10
_BROCHURE_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Visit:
    """How a visit to one address ended: with a response, an error, or neither (it is another address seen before)."""

    url: str
    """Where it ended, in canonical form."""
    response: Response | None = None
    error: Exception | None = None
    elsewhere: str | None = None
    """The address on another site that it redirects to."""


class WebSpider(SourceSpider):
    """Visits a site level by level from its start address and sitemaps.

    Pages that ask search engines not to list them (`noindex`) are read like any other: visitors read them too.
    """

    name = "web"
    robots: ClassVar[bool] = True

    def __init__(self, **kwargs: Any) -> None:
        source, context = kwargs["source"], kwargs["context"]
        try:
            self.site = Site(source.url or "", source.subdomains)
        except ValueError:
            raise CollectError(context.say("bad-address", url=source.url)) from None
        super().__init__(**kwargs)
        self.frontier = Frontier(self.site, max_depth=source.max_depth, include=source.include, exclude=source.exclude)
        self._tally = Tally(context)
        self._losses = Losses()
        self._left = 0
        self._requests = 0

    def origins(self) -> Iterable[str]:
        """Return the origins of the site."""
        return self.site.origins()

    async def start(self) -> AsyncIterator[Any]:
        """Yield the documents of the site, the start page first."""
        for name in self.site.refused:
            yield Note(self.context.say("foreign-subdomain", name=name, host=self.site.hosts[0]))
        home = await self._visit(self.site.start)
        trouble = self._trouble(home)
        if trouble is not None:
            yield trouble
            await self.finish()
            return
        self.site.settle(home.url)
        home = Visit(self.site.own(home.url) or home.url, home.response, home.error)
        self.frontier.claim(home.url)
        self.frontier.level()  # the start page is level 0
        for item in self._take(home):
            yield item
        self.frontier.offer(await self._listed(), listed=True)
        while not self._left and (level := self.frontier.level()):
            async for items in self._visit_all(level):
                for item in items:
                    yield item
        for item in self._conclude():
            yield item
        await self.finish()

    # Visits

    async def _visit_all(self, urls: Sequence[str]) -> AsyncIterator[list[Item]]:
        """Visit the addresses of a level, several at a time, and yield what each gave in their own order.

        A page more is asked for only when there is room for it whatever the running ones give, so that `max_pages`
        cuts at the same page every time.
        """
        queue = deque(urls)
        running: deque[asyncio.Task[Visit]] = deque()
        try:
            while True:
                while queue and len(running) < _AT_ONCE and self._has_room(len(running)):
                    running.append(asyncio.ensure_future(self._visit(queue.popleft())))
                if not running:
                    break
                visit = await running.popleft()
                items = list(self._take(visit))
                yield [Expected(min(self.frontier.known, self.source.max_pages)), *items]
        finally:
            for task in running:
                task.cancel()
        self._left = len(queue)

    def _has_room(self, running: int) -> bool:
        limit = self.source.max_pages
        return (
            self._tally.count + running < limit
            and self._losses.in_a_row < _MAX_FAILURES_IN_A_ROW
            and self._requests < 5 * limit + 100  # redirects and dead links cost too
        )

    async def _visit(self, url: str) -> Visit:
        """Fetch an address and follow its redirects within the site."""
        name = asked = url
        for _ in range(_MAX_REDIRECTS + 1):
            try:
                response = await self._fetch(asked)
            except Exception as error:  # noqa: BLE001 - every failure of a page becomes part of the report
                return Visit(name, error=error)
            location = (response.headers.get("Location") or b"").decode("latin-1")
            if response.status not in _REDIRECTS or not location:
                return Visit(name, response)
            literal = urldefrag(urljoin(asked, location)).url
            goal = self.site.own(canonical(literal))
            if goal is None:
                return Visit(name, elsewhere=literal)
            if url == self.site.start:
                name = asked = literal
            elif goal == name:  # the server insists on a spelling that means the same to us
                asked = literal
            elif self.frontier.excluded(goal) or not self.frontier.claim(goal):
                return Visit(goal)
            else:
                name = asked = goal
        return Visit(name, error=IgnoreRequest("too many redirects"))

    async def _fetch(self, url: str) -> Response:
        self._requests += 1
        meta: dict[str, Any] = {"dont_redirect": True}
        if target(url) == "brochure":
            meta |= {"download_maxsize": media.MAX_BROCHURE_BYTES, "download_timeout": _BROCHURE_SECONDS}
        return await self.crawler.engine.download_async(Request(url, meta=meta))

    def _trouble(self, home: Visit) -> Note | None:
        """Return why there is no site to read, or None."""
        say = self.context.say
        if home.elsewhere is not None:
            return Note(say("redirects-away", url=self.site.start, goal=home.elsewhere), "unreadable")
        if home.response is not None and home.response.status >= 400:
            return Note(say("answered", url=home.url, status=home.response.status), "unreadable")
        if home.error is None:
            return None
        cause: Exception | int | None = home.error
        if isinstance(home.error, RobotsForbidden):
            cause = self._robots.unreachable.get(origin(home.url))
            if cause is None:
                return None  # other pages may be allowed; `_conclude` tells if there were none
        if isinstance(cause, int):
            return Note(say("robots-failed", url=robots_url(home.url), status=cause), "unreadable")
        return Note(reason_of(cause or home.error, Request(home.url), self.context), "unreadable")

    @property
    def _robots(self) -> RobotsMiddleware:
        found = self.crawler.get_downloader_middleware(RobotsMiddleware)
        assert found is not None
        return found

    async def _listed(self) -> list[str]:
        """Return the addresses that the sitemaps list: those of robots.txt, else /sitemap.xml."""
        home = self.site.own(self.site.start) or self.site.start
        rules = await self._robots.rules(home)
        queue = deque((url, 0) for url in rules.sitemaps or ("/sitemap.xml",))
        found: dict[str, None] = {}
        read: set[str] = set()
        while queue and len(read) < sitemaps.MAX_FILES and len(found) < sitemaps.MAX_ADDRESSES:
            address, depth = queue.popleft()
            url = self.site.own(canonical(urljoin(home, address)))
            if url is None or url in read or depth > sitemaps.MAX_DEPTH:
                continue
            read.add(url)
            visit = await self._visit(url)
            if visit.response is None or visit.response.status != 200:
                continue
            listed = sitemaps.read(visit.response.body)
            for page in (*listed.sitemaps[:1], *listed.pages[:1]):
                self.site.publish(page)
            found |= dict.fromkeys(page for page in map(canonical, listed.pages) if page)
            queue.extend((url, depth + 1) for url in listed.sitemaps)
        return list(found)

    # What a visit gave

    def _take(self, visit: Visit) -> Iterator[Item]:
        """Yield the document of a visit, and offer what it links to."""
        if visit.error is not None or (visit.response is not None and visit.response.status >= 400):
            yield from self._fail(visit)
            return
        response = visit.response
        if response is None or response.status != 200:
            return
        self._losses.in_a_row = 0
        header = response.headers.get("Content-Type")
        content_type = header.decode("latin-1") if header else None
        media_type = media.of_response(content_type, urlsplit(visit.url).path, response.body)
        if media_type is None:
            return
        page: pages.Page | None = None
        if media_type == media.HTML:
            danger = pages.danger(response.body)
            if danger is not None:
                self._losses.missing.append(self.context.say(danger, url=visit.url))
                return
            page = pages.read(pages.decoded(response.body, content_type), visit.url)
            self._follow(visit.url, page)
            if page.refresh not in (None, visit.url):
                return  # a signpost
        if not self.frontier.wanted(visit.url):
            return
        document = RawDocument(
            source=self.source.name,
            key=visit.url,
            media_type=media_type,
            content="",
            url=visit.url,
            fetched_at=self.context.now,
            modified_at=_moment(response.headers.get("Last-Modified")),
            encoding=media.charset(content_type),
        )
        canonical_url = self.site.own(page.canonical) if page is not None else None
        yield self._tally.keep(Fetched.of(document, response.body), page, canonical_url)

    def _follow(self, url: str, page: pages.Page) -> None:
        start = self._tally.pages == 0
        if start and page.canonical is not None:
            self.site.publish(page.canonical)
        self.frontier.offer((*page.links, page.canonical, page.refresh))
        if self.site.own(page.refresh) in (None, url):
            self._tally.see(page, start=start)

    def _fail(self, visit: Visit) -> Iterator[Item]:
        """Remember why a page is missing; what an earlier run read of it still holds if the failure may pass."""
        status = visit.response.status if visit.response is not None else None
        if status in (404, 410):
            return
        if status in (401, 403):
            self._losses.closed += 1
            return
        if isinstance(visit.error, RobotsForbidden):
            self._losses.forbidden += 1
            return
        if visit.error is not None:
            reason = reason_of(visit.error, Request(visit.url), self.context)
        else:
            reason = self.context.say("answered", url=visit.url, status=status)
        self.logger.warning("%s: %s", visit.url, reason)
        self._losses.in_a_row += 1
        self._losses.missing.append(f"{visit.url}: {reason}" if visit.url not in reason else reason)
        yield Kept(visit.url)

    def _conclude(self) -> Iterator[Item]:
        """Yield what can be said when the visits are over."""
        say = self.context.say
        count, left = self._tally.count, self._left + self.frontier.waiting
        host = urlsplit(self.site.start).netloc
        yield from self._tally.conclude(self.site.start, left=left)
        if left and self._losses.in_a_row >= _MAX_FAILURES_IN_A_ROW:
            yield Note(say("server-gone", host=host, count=left), "partial")
        elif left:
            yield Note(say("max-pages", count=count, total=count + left, limit=self.source.max_pages), "partial")
        yield from self._losses.notes(self.context, host, self.site.start, found=count)
        if self.frontier.endless:
            yield Note(say("endless", count=self.frontier.endless))
        if self.frontier.too_deep:
            yield Note(say("too-deep", count=len(self.frontier.too_deep), depth=self.source.max_depth))


def _moment(header: bytes | None) -> datetime | None:
    """Return the time of an HTTP date header, if it is one with a zone."""
    try:
        found = parsedate_to_datetime(header.decode("latin-1")) if header else None
    except (ValueError, TypeError):
        return None
    return found if found is not None and found.tzinfo is not None else None
