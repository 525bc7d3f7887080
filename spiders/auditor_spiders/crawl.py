"""Running spiders, several hosts at a time, in one reactor: what Scrapy logs and swallows, ends up at the desk."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy import signals
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.settings import Settings as ScrapySettings
from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.reactor import install_reactor
from twisted.python.failure import Failure

from auditor.collect.events import Alive
from auditor.collect.protocol import Item
from auditor.errors import EXIT_CLEAN, EXIT_INTERRUPTED, CollectError, StoreError
from auditor.settings.model import Source
from auditor_spiders.desk import Desk
from auditor_spiders.site import is_loopback

_LOG = logging.getLogger(__name__)
_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
_SECONDS_TO_STOP = 4.0
# Servers may ask for pauses of five minutes; a crawl that is silent for twice that long will never end.
_STUCK_SECONDS = 600.0
_SIGNS_OF_LIFE = ("downloader/request_count", "downloader/response_count", "item_scraped_count", "auditor/from_cache")
_DEFAULT_DELAY = Source.model_fields["delay"].default

OpenDesk = Callable[[Source], Desk]


def crawl(
    spiders: Sequence[tuple[type[Any], Source]], open_desk: OpenDesk, tell: Callable[[Alive], None], *, at_once: int
) -> int:
    """Run the spiders to their ends and return 0, or 130 after an interrupt. May be called once in a process.

    Sources on one host go one after the other, so that the pauses between requests to it hold.

    Raises:
        StoreError: the store could not take an item.
    """
    install_reactor(_REACTOR)
    from twisted.internet import reactor as installed  # noqa: PLC0415 - must come after the installation

    reactor: Any = installed  # twisted types it as a module of interfaces
    crowd = _Crowd(open_desk, at_once)
    outcome: list[Any] = []

    def start() -> None:
        def ended(result: Any) -> None:
            outcome.append(result)
            reactor.stop()

        deferred_from_coro(crowd.run(spiders, tell)).addBoth(ended)

    loop = asyncio.get_event_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(crowd.interrupted.set))
    reactor.callWhenRunning(start)
    reactor.run(installSignalHandlers=False)
    if isinstance(outcome[0], Failure):
        outcome[0].raiseException()
    return int(outcome[0])


class _Crowd:
    """The crawls of one job."""

    def __init__(self, open_desk: OpenDesk, at_once: int) -> None:
        self.interrupted = asyncio.Event()
        self._open_desk = open_desk
        self._places = asyncio.Semaphore(at_once)
        self._runner = AsyncCrawlerRunner()
        self._desks: list[Desk] = []

    async def run(self, spiders: Sequence[tuple[type[Any], Source]], tell: Callable[[Alive], None]) -> int:
        hosts: dict[str, list[tuple[type[Any], Source]]] = defaultdict(list)
        for spider, source in spiders:
            hosts[urlsplit(_address(source)).netloc or source.name].append((spider, source))
        pulse = asyncio.ensure_future(self._pulse(tell))
        work = asyncio.ensure_future(self._all(list(hosts.values())))
        stop = asyncio.ensure_future(self.interrupted.wait())
        await asyncio.wait((work, stop), return_when=asyncio.FIRST_COMPLETED)
        pulse.cancel()
        if work.done():
            stop.cancel()
            work.result()
            return EXIT_CLEAN
        work.cancel()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._runner.stop(), _SECONDS_TO_STOP)
        for desk in self._desks:
            desk.interrupt()
        return EXIT_INTERRUPTED

    async def _all(self, hosts: Sequence[Sequence[tuple[type[Any], Source]]]) -> None:
        async with asyncio.TaskGroup() as group:
            for host in hosts:
                group.create_task(self._one_by_one(host))

    async def _one_by_one(self, host: Sequence[tuple[type[Any], Source]]) -> None:
        for spider, source in host:
            async with self._places:
                await self._one(spider, self._open_desk(source))

    async def _one(self, spider: type[scrapy.Spider], desk: Desk) -> None:
        self._desks.append(desk)
        broken: list[Exception] = []

        def deliver(item: Item) -> None:
            # Scrapy would log an exception here and go on; a store that is full must end the job
            if not broken:
                try:
                    desk.deliver(item)
                except Exception as error:
                    broken.append(error)
                    raise

        def failed(failure: Failure) -> None:
            desk.crashed(failure.value or "unknown")

        crawler = Crawler(spider, scrapy_settings(desk.source))
        crawler.signals.connect(failed, signal=signals.spider_error)
        started = self._runner.crawl(
            crawler, source=desk.source, context=desk.context, deliver=deliver, cache=desk.writer
        )
        try:
            await _unless_stuck(started, crawler)
        except TimeoutError:
            desk.note(desk.context.say("stuck", minutes=round(_STUCK_SECONDS / 60)), "unreadable")
        except CollectError as error:
            desk.note(str(error), "unreadable")
        except Exception as error:  # noqa: BLE001 - a failed source becomes a result; the log has the traceback
            _LOG.exception("crawling %s failed", desk.source.name)
            desk.crashed(error)
        for problem in broken:
            if isinstance(problem, (StoreError, OSError)):
                raise problem
            desk.crashed(problem)
        _LOG.info("%s: %s", desk.source.name, _figures(crawler))
        self._desks.remove(desk)
        desk.close(may_keep=True)

    async def _pulse(self, tell: Callable[[Alive], None]) -> None:
        """Find out within a second that the parent is gone."""
        while True:
            try:
                tell(Alive())
            except BrokenPipeError:
                self.interrupted.set()
                return
            await asyncio.sleep(1)


async def _unless_stuck(crawl: asyncio.Task[None], crawler: Crawler) -> None:
    """Wait for a crawl, as long as anything happens in it.

    Raises:
        TimeoutError: nothing was asked, answered or yielded for longer than any pause that a server may ask for.
    """
    loop = asyncio.get_running_loop()
    before: object = None
    since = loop.time()
    while not (await asyncio.wait((crawl,), timeout=10))[0]:
        figures = crawler.stats.get_stats() if crawler.spider is not None else {}
        now = [figures.get(name, 0) for name in _SIGNS_OF_LIFE]
        if now != before:
            before, since = now, loop.time()
        elif loop.time() - since > _STUCK_SECONDS:
            crawl.cancel()
            raise TimeoutError
    crawl.result()


def scrapy_settings(source: Source) -> ScrapySettings:
    """Return the settings of this project with the pauses that the source asks for."""
    settings = ScrapySettings()
    settings.setmodule("auditor_spiders.settings", priority="project")
    delay = source.delay
    if is_loopback(host_of(source)) and delay == _DEFAULT_DELAY:
        # Nobody to be polite to: a preview of the site on this machine.
        settings.set("AUTOTHROTTLE_ENABLED", value=False, priority="project")
        settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", 8, priority="project")
        delay = 0.0
    settings.set("DOWNLOAD_DELAY", delay, priority="project")
    settings.set("AUTOTHROTTLE_START_DELAY", delay, priority="project")
    return settings


def host_of(source: Source) -> str:
    """Return the host that a source asks, or its name where that shows only later."""
    return urlsplit(_address(source)).hostname or source.name


def _address(source: Source) -> str:
    return source.api or source.url or ""


def _figures(crawler: Crawler) -> str:
    if crawler.spider is None:
        return "never started"
    stats = crawler.stats.get_stats()
    names = ("auditor/fetched", "auditor/not_modified", "auditor/from_cache", "downloader/response_bytes")
    return ", ".join(f"{name.rpartition('/')[2]} {stats.get(name, 0)}" for name in names)
