"""Waiting as long as a server asks, within reason: the dialects in which interfaces say when they answer again.

Retry-After: 30                                    seconds, or a date (RFC 9110)
RateLimit-Reset: 1764000000                        Bluesky, X (X-Rate-Limit-Reset): epoch seconds
X-RateLimit-Reset: 2026-08-01T13:55:00.031396Z     Mastodon: an ISO time
X-Business-Use-Case-Usage: {"7": [{"estimated_time_to_regain_access": 3}]}     Meta: minutes, and no status of its own
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from auditor_spiders.base import origin

# Both Bluesky and Mastodon count in windows of five minutes.
MAX_WAIT_SECONDS: Final = 310.0
# All waits of one source together; beyond that what is there is kept, and the source is partial.
MAX_TOTAL_SECONDS: Final = 900.0
# Smaller numbers are seconds from now (the IETF draft), larger ones a moment.
_FIRST_EPOCH: Final = 1_000_000_000
# The clock of the server may be a little ahead of ours.
_MARGIN_SECONDS: Final = 0.1
# A server that says "again, now" every time would keep us for ever: such pauses cost nothing of the budget.
_MAX_TRIES: Final = 5
RESET: Final = "rate_limit_reset"


def reset_time(headers: Mapping[str, str], now: float) -> float | None:
    """Return when the server answers again, in epoch seconds; None where it does not say.

    Args:
        headers: of the response, names in lower case.
        now: the present, in epoch seconds.
    """
    for name in ("retry-after", "ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset"):
        moment = _moment(headers.get(name, "").strip(), now)
        if moment is not None:
            return moment
    minutes = _meta_minutes(headers.get("x-business-use-case-usage", ""))
    return now + 60 * minutes if minutes else None


def is_spent(headers: Mapping[str, str]) -> bool:
    """Return whether the response says that it was the last one of this window."""
    names = ("ratelimit-remaining", "x-ratelimit-remaining", "x-rate-limit-remaining")
    return any(headers.get(name, "").strip() == "0" for name in names)


class RateLimitMiddleware:
    """Holds requests to a server that asked for a pause, and asks again after it.

    Settings: `RATELIMIT_MAX_WAIT` and `RATELIMIT_MAX_TOTAL`, in seconds. Beyond them the response with status 429
    reaches the spider, with the time of the reset in `request.meta["rate_limit_reset"]`.
    """

    def __init__(self, max_wait: float, max_total: float, crawler: Crawler | None = None) -> None:
        self._crawler = crawler
        self._max_wait = max_wait
        self._left = max_total
        self._until: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware."""
        settings = crawler.settings
        return cls(
            settings.getfloat("RATELIMIT_MAX_WAIT", MAX_WAIT_SECONDS),
            settings.getfloat("RATELIMIT_MAX_TOTAL", MAX_TOTAL_SECONDS),
            crawler,
        )

    async def process_request(self, request: Request) -> None:
        """Hold the request while its server rests."""
        await self._rest(self._until.get(origin(request.url), 0.0))

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return the request again after the pause, or the response where the pause is too long."""
        headers = {
            name.decode("latin-1").lower(): values[-1].decode("latin-1")
            for name, values in response.headers.items()
            if values
        }
        now = time.time()
        until = reset_time(headers, now)
        limited = self._is_limited(response)
        if until is not None and (limited or is_spent(headers)) and until - now <= self._max_wait:
            self._until[origin(request.url)] = until
        if not limited and not (response.status == 503 and "retry-after" in headers):
            if response.status == 429:  # the spider knows that waiting is no use: a quota of a day or a month
                request.meta["dont_retry"] = True
            return response
        if until is None:
            return response  # nothing to go by: the ordinary retries with growing pauses
        tries = request.meta.get("rate_limit_tries", 0) + 1
        if tries > _MAX_TRIES or until - now > self._max_wait or not await self._rest(until):
            request.meta["dont_retry"] = True
            request.meta[RESET] = datetime.fromtimestamp(until, UTC)
            return response
        return request.replace(dont_filter=True, meta=request.meta | {"rate_limit_tries": tries})

    def _is_limited(self, response: Response) -> bool:
        """Return whether the response asks for a pause; interfaces without a status for it say so in the body."""
        spider = self._crawler.spider if self._crawler is not None else None
        limit_of = getattr(spider, "limit_of", None)
        if limit_of is None or response.status < 400:
            return response.status == 429
        try:
            body = json.loads(response.body)
        except (ValueError, RecursionError):
            body = {}
        return bool(limit_of(response.status, body if isinstance(body, dict) else {}))

    async def _rest(self, until: float) -> bool:
        """Sleep until a moment, if the budget allows."""
        pause = until + _MARGIN_SECONDS - time.time()
        if pause <= 0:
            return True
        if pause > self._left:
            return False
        self._left -= pause
        await asyncio.sleep(pause)
        return True


def _meta_minutes(value: str) -> float:
    """Return the longest pause that Meta's usage header names; 0 where it names none."""
    try:
        usage = json.loads(value) if value else {}
    except (ValueError, RecursionError):
        return 0.0
    kinds = (
        [kind for kinds in usage.values() if isinstance(kinds, list) for kind in kinds]
        if isinstance(usage, dict)
        else []
    )
    minutes = [kind.get("estimated_time_to_regain_access") for kind in kinds if isinstance(kind, dict)]
    return max((float(value) for value in minutes if isinstance(value, int | float)), default=0.0)


def _moment(value: str, now: float) -> float | None:
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        pass
    else:
        return number if number >= _FIRST_EPOCH else now + max(0.0, number)
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(value)
        except ValueError:
            continue
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    return None
