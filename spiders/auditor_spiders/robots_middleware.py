"""robots.txt, asked once per origin before anything else there is asked."""

from __future__ import annotations

import asyncio
import logging
from typing import Final, Self
from urllib.parse import urljoin

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle

from auditor_spiders.addresses import origin
from auditor_spiders.base import SourceSpider
from auditor_spiders.robots import ALLOW_ALL, FORBID_ALL, Robots, parse
from auditor_spiders.settings import ROBOTS_TOKEN

_LOG = logging.getLogger(__name__)
# A site may ask for longer pauses than any audit can keep; then we go this slow and not slower.
MAX_CRAWL_DELAY: Final = 10.0


class RobotsForbidden(IgnoreRequest):
    """robots.txt does not allow this address."""


class RobotsMiddleware:
    """Obeys robots.txt as RFC 9309 says: 4xx allows everything, a server that fails forbids everything.

    It governs spiders with `robots = True` whose source does not switch it off.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._known: dict[str, asyncio.Task[Robots]] = {}
        self.unreachable: dict[str, Exception | int] = {}
        """Origins whose robots.txt could not be read, with the error or the status."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise RobotsForbidden for an address that robots.txt forbids."""
        spider = self._crawler.spider
        assert isinstance(spider, SourceSpider)
        if not spider.robots or not spider.source.robots or request.meta.get("is_robots"):
            return
        rules = await self.rules(request.url)
        if not rules.allows(request.url):
            raise RobotsForbidden(request.url)

    async def rules(self, url: str) -> Robots:
        """Return the rules of the origin of an address, fetched at most once."""
        place = origin(url)
        if place not in self._known:
            self._known[place] = asyncio.ensure_future(self._fetch(url))
        return await asyncio.shield(self._known[place])

    async def _fetch(self, url: str) -> Robots:
        request = Request(robots_url(url), meta={"is_robots": True}, priority=1000)
        try:
            response = await self._crawler.engine.download_async(request)
        except IgnoreRequest as error:
            # A redirect to a host that is not ours, or too many of them: not available, so nothing is forbidden.
            _LOG.info("robots.txt of %s: %s", url, error)
            return ALLOW_ALL
        except Exception as error:  # noqa: BLE001 - whatever failed, the RFC has one answer: unreachable
            _LOG.warning("robots.txt of %s could not be read: %s", url, error)
            self.unreachable[origin(url)] = error
            return FORBID_ALL
        if response.status >= 500 or response.status == 429:  # "too many requests" is not "there is none"
            _LOG.warning("%s answered %d: nothing may be read (RFC 9309, 2.3.1.4)", response.url, response.status)
            self.unreachable[origin(url)] = response.status
            return FORBID_ALL
        if response.status != 200:
            return ALLOW_ALL
        rules = parse(response.body, ROBOTS_TOKEN)
        if rules.crawl_delay:
            self._slow_down(request, min(rules.crawl_delay, MAX_CRAWL_DELAY))
        return rules

    def _slow_down(self, request: Request, delay: float) -> None:
        """Keep at least the pause that robots.txt asks for, one request at a time."""
        downloader = self._crawler.engine.downloader
        key = downloader.get_slot_key(request)
        downloader.per_slot_settings[key] = {"delay": max(delay, downloader._delay), "concurrency": 1}  # noqa: SLF001 - scrapy has no public way to ask
        slot = downloader.slots.get(key)
        if slot is not None:
            slot.delay = max(delay, slot.delay)
            slot.concurrency = 1
        throttle = self._crawler.get_extension(AutoThrottle)
        if throttle is not None:  # it would shorten the pause again
            throttle.mindelay = max(throttle.mindelay, delay)


def robots_url(url: str) -> str:
    """Return the address of the robots.txt that governs an address."""
    return urljoin(url, "/robots.txt")
