"""Trying again: as many times as Scrapy would, and when the server says when, then."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response
from scrapy.utils.misc import load_object
from scrapy.utils.response import response_status_message

# Longer than this nobody waits for one page; the page is then missing, and the report says so.
MAX_WAIT_SECONDS = 30.0
_FIRST_WAIT_SECONDS = 0.5


def wait_seconds(retry_after: str | None, tries: int, now: datetime) -> float | None:
    """Return how long to wait before try number `tries` + 1, or None if the server wants more than we give.

    Args:
        retry_after: the header: seconds or an HTTP date (RFC 9110, section 10.2.3).
        tries: how many failed so far, from 1.
        now: the present time, aware.
    """
    if retry_after is None:
        return min(_FIRST_WAIT_SECONDS * 2.0 ** (tries - 1), MAX_WAIT_SECONDS)
    text = retry_after.strip()
    seconds: float
    if text.isdigit():
        seconds = float(text)
    else:
        try:
            moment = parsedate_to_datetime(text)
        except ValueError:
            return wait_seconds(None, tries, now)
        seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()
    return max(seconds, 0.0) if seconds <= MAX_WAIT_SECONDS else None


class RetryAfterMiddleware:
    """Scrapy's retries with `Retry-After` respected, and a growing pause where the server gives none."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._statuses = {int(status) for status in crawler.settings.getlist("RETRY_HTTP_CODES")}
        self._exceptions = tuple(load_object(name) for name in crawler.settings.getlist("RETRY_EXCEPTIONS"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware."""
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return the request again after a pause, or the response where trying again is no use."""
        if response.status not in self._statuses or request.meta.get("dont_retry"):
            return response
        header = response.headers.get("Retry-After")
        again = await self._again(request, response_status_message(response.status), header)
        return again or response

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Return the request again after a pause, where the failure may pass."""
        if not isinstance(exception, self._exceptions) or request.meta.get("dont_retry"):
            return None
        return await self._again(request, exception, None)

    async def _again(self, request: Request, reason: str | Exception, header: bytes | None) -> Request | None:
        tries = request.meta.get("retry_times", 0) + 1
        pause = wait_seconds(header.decode("latin-1") if header else None, tries, datetime.now(UTC))
        spider = self._crawler.spider
        assert spider is not None
        again = get_retry_request(request, spider=spider, reason=reason) if pause is not None else None
        if again is not None and pause:
            await asyncio.sleep(pause)
        return again
