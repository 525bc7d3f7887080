"""The two ends of every spider: no request leaves for a place that is not allowed, and every item reaches the desk."""

from __future__ import annotations

from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from auditor_spiders.base import SourceSpider


class OriginGuard:
    """Stops requests, also redirected ones, to a scheme, host or port that the spider does not allow.

    `allowed_domains` of Scrapy matches the host alone: other ports and schemes of it pass.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise IgnoreRequest for an address that is not allowed."""
        spider = self._crawler.spider
        assert isinstance(spider, SourceSpider)
        if not spider.allows(request.url):
            raise IgnoreRequest(f"not one of the hosts of this source: {request.url}")


class Deliver:
    """Hands the items of a spider to the desk that keeps the books of its source."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Deliver the item and pass it on."""
        spider = self._crawler.spider
        assert isinstance(spider, SourceSpider)
        spider.deliver(item)
        return item
