"""An HTTP cache that lies in the store: a page that did not change is not downloaded again (RFC 9111, RFC 9110).

Scrapy's own RFC 2616 policy calls a page fresh for a tenth of its age, so a page of last year would not be looked at
for a month. Here only what the server says itself (max-age, Expires) makes a response fresh; everything else is asked
for again with its validators. It is a private cache of one program that always sends the same headers, so `Vary` and
`private` do not matter.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any, Protocol, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from auditor.store.writer import StoredResponse
from auditor_spiders.base import SourceSpider

_KEPT_STATUSES = frozenset({200, 301, 302, 307, 308, 404, 410})
# What an interrupted run fetched is not fetched again when it is resumed within a day.
_RESUME_SECONDS = 24 * 3600
_MAX_AGE_LIMIT = 30 * 24 * 3600
_KEPT_HEADERS = (
    "Content-Type", "Content-Language", "Cache-Control", "Expires", "Date", "Age", "ETag", "Last-Modified", "Location",
    "Link", "X-Robots-Tag",
)  # fmt: skip


class ResponseKeeper(Protocol):
    """Where responses are kept."""

    def response(self, url: str) -> StoredResponse | None:
        """Return the stored response for an address."""

    def put_response(self, response: StoredResponse) -> None:
        """Keep a response."""


def directives(cache_control: str) -> dict[str, str]:
    """Return the directives of a Cache-Control header, in lower case."""
    found = {}
    for part in cache_control.split(","):
        name, _, value = part.strip().partition("=")
        if name:
            found[name.lower()] = value.strip().strip('"')
    return found


def fresh_seconds(headers: Mapping[str, str]) -> float:
    """Return for how many seconds after its arrival a response with these headers (names in lower case) is fresh."""
    control = directives(headers.get("cache-control", ""))
    if control.keys() & {"no-cache", "no-store"}:
        return 0.0
    age = headers.get("age", "0")
    already = float(age) if age.isdigit() else 0.0
    if "max-age" in control:
        seconds = control["max-age"]
        return max(min(float(seconds), _MAX_AGE_LIMIT) - already, 0.0) if seconds.isdigit() else 0.0
    if "expires" in headers and "date" in headers:
        try:
            lifetime = parsedate_to_datetime(headers["expires"]) - parsedate_to_datetime(headers["date"])
        except (ValueError, TypeError):
            return 0.0  # `Expires: 0` and other broken dates mean "already expired" (RFC 9111, section 5.3)
        return max(min(lifetime.total_seconds(), _MAX_AGE_LIMIT) - already, 0.0)
    return 0.0


class HttpCacheMiddleware:
    """Answers from the store where it may, and asks with validators where it must."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware."""
        return cls(crawler)

    @property
    def _spider(self) -> SourceSpider:
        spider = self._crawler.spider
        assert isinstance(spider, SourceSpider)
        return spider

    @property
    def _keeper(self) -> ResponseKeeper | None:
        keeper: ResponseKeeper | None = self._spider.cache
        return keeper

    def process_request(self, request: Request) -> Response | None:
        """Return the stored response if it is fresh; else add its validators to the request."""
        keeper = self._keeper
        if keeper is None or not _cacheable(request) or self._spider.context.refresh:
            return None
        stored = keeper.response(request.url)
        if stored is None:
            return None
        headers = {name.lower(): value for name, value in stored.headers}
        age = time.time() - stored.stored_at
        if age < fresh_seconds(headers) or (stored.resumed and age < _RESUME_SECONDS):
            self._crawler.stats.inc_value("auditor/from_cache")
            keeper.put_response(stored)  # still in use
            return _response(stored, request)
        if "etag" in headers:
            request.headers["If-None-Match"] = headers["etag"]
        if "last-modified" in headers:
            request.headers["If-Modified-Since"] = headers["last-modified"]
        request.meta["stored_response"] = stored
        return None

    def process_response(self, request: Request, response: Response) -> Response:
        """Turn a 304 into the stored response, and keep what may be kept."""
        stored: StoredResponse | None = request.meta.pop("stored_response", None)
        for name in ("If-None-Match", "If-Modified-Since"):
            request.headers.pop(name, None)
        keeper = self._keeper
        if keeper is None or "cached" in response.flags or not _cacheable(request):
            return response
        if response.status == 304:
            if stored is None:
                raise IgnoreRequest(f"not modified, but never stored: {request.url}")
            self._crawler.stats.inc_value("auditor/not_modified")
            again = _freshened(stored, response.headers)
            keeper.put_response(again)
            return _response(again, request)
        self._crawler.stats.inc_value("auditor/fetched")
        if response.status in _KEPT_STATUSES and "no-store" not in directives(_text(response.headers, "Cache-Control")):
            keeper.put_response(_stored(request.url, response))
        return response


def _cacheable(request: Request) -> bool:
    return request.method == "GET" and not request.meta.get("dont_cache") and "Authorization" not in request.headers


def _text(headers: Headers, name: str) -> str:
    value = headers.get(name)
    return value.decode("latin-1") if value else ""


def _kept(headers: Headers) -> dict[str, str]:
    return {name: _text(headers, name) for name in _KEPT_HEADERS if name in headers}


def _stored(url: str, response: Response) -> StoredResponse:
    headers = tuple(_kept(response.headers).items())
    return StoredResponse(url, response.status, headers, response.body, time.time(), resumed=False)


def _freshened(stored: StoredResponse, headers: Headers) -> StoredResponse:
    """Return the stored response with the headers that the 304 renewed (RFC 9111, section 4.3.4)."""
    renewed = _kept(headers)
    renewed.pop("Content-Type", None)
    merged = tuple((dict(stored.headers) | renewed).items())
    return StoredResponse(stored.url, stored.status, merged, stored.body, time.time(), resumed=False)


def _response(stored: StoredResponse, request: Request) -> Response:
    headers = Headers(dict(stored.headers))
    kind: Any = responsetypes.from_args(headers=headers, url=stored.url, body=stored.body)
    response: Response = kind(
        url=stored.url, status=stored.status, headers=headers, body=stored.body, flags=["cached"], request=request
    )
    return response
