"""What every spider of this project shares: its source, the hosts it may ask, and failures in plain words."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar

import scrapy
from scrapy.exceptions import CloseSpider
from twisted.python.failure import Failure

from auditor.collect.protocol import Context, Effect, Item, Note
from auditor.settings.model import Source
from auditor_spiders.addresses import origin
from auditor_spiders.failures import reason_of

__all__ = ["SourceSpider", "origin"]


class SourceSpider(scrapy.Spider):
    """A spider for one configured source.

    Subclasses give `name` (the source kind), `origins()` and `start()`, and yield the items of
    `auditor.collect.protocol` from their callbacks. A request to an origin that is not allowed never leaves.
    """

    robots: ClassVar[bool] = False
    """Whether robots.txt governs the requests. It is for crawlers; a documented API is asked as documented."""

    def __init__(
        self, *, source: Source, context: Context, deliver: Callable[[Item], None], cache: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.source = source
        self.context = context
        self.deliver = deliver
        self.cache = cache
        self._origins = {origin(url) for url in self.origins()}

    def origins(self) -> Iterable[str]:
        """Return addresses whose scheme, host and port may be asked."""
        raise NotImplementedError

    def allow(self, url: str) -> None:
        """Allow one more origin from now on, such as the server that a WebFinger answer names."""
        self._origins.add(origin(url))

    def allows(self, url: str) -> bool:
        """Return whether a request to this address may leave."""
        try:
            return origin(url) in self._origins
        except ValueError:
            return False

    async def finish(self) -> None:
        """End the crawl from within `start()`, when everything was done there.

        Without it the engine looks every five seconds whether there is more to do. Closing while an item is still on
        its way would wait for ever (Scrapy 2.19), so that comes first.
        """
        scraper = self.crawler.engine.scraper
        while scraper.slot is not None and not scraper.slot.is_idle():  # noqa: ASYNC110 - Scrapy has no event for it
            await asyncio.sleep(0.01)
        raise CloseSpider("finished")

    def failed(self, failure: Failure, effect: Effect = "unreadable") -> Iterator[Item]:
        """Errback: say in words why a request failed. A later page of a list is worth `effect="partial"`."""
        request = getattr(failure, "request", None)
        error = failure.value or RuntimeError("unknown")
        self.logger.error("%s: %s", request, error)
        yield Note(reason_of(error, request, self.context), effect=effect)
