"""The records of a Bluesky account at the server that keeps them: what its feed leaves out.

getAuthorFeed may end early (a page full of filtered posts looks like the end). com.atproto.repo.listRecords names every
record of the account, at its personal data server, which stands in the account's DID document. What the feed lacked is
asked for by name (getPosts), and where the interface does not know it either, the record itself is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, Protocol
from urllib.parse import quote, urlencode, urlsplit

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from auditor.collect.protocol import Item
from auditor.model import Post
from auditor.settings.model import Source
from auditor_spiders.bluesky_posts import Shelf, is_view
from auditor_spiders.ledger import Ledger
from auditor_spiders.site import is_loopback

_DIRECTORY: Final = "https://plc.directory"
_SERVER: Final = "AtprotoPersonalDataServer"
_PAGE: Final = 100
# The most that getPosts takes at once.
_NAMED: Final = 25
_MAX_PAGES: Final = 1000


class Asker(Protocol):
    """What is needed of the spider."""

    source: Source
    ledger: Ledger

    def ask(self, url: str, callback: Callable[..., Any], errback: Callable[..., Any] | None = None) -> scrapy.Request:
        """Return a request for JSON."""

    def json_of(self, response: Response) -> Any:
        """Return the JSON of a response."""

    def allow(self, url: str) -> None:
        """Allow one more origin."""

    def method_url(self, method: str, **query: object) -> str:
        """Return the address of a method of the interface."""


class Records:
    """Compares the records with what was seen, fetches the rest, and then goes on with `then`.

    A failure is no reason for a note of its own: the count that is too low is said in any case.
    """

    def __init__(self, spider: Asker, shelf: Shelf, *, then: Callable[[], Iterator[Item]]) -> None:
        self._spider = spider
        self._shelf = shelf
        self._then = then
        self._did = next((name for name in sorted(shelf.people.own) if name.startswith("did:")), "")
        self._server = ""
        self._missing: dict[str, Mapping[str, Any]] = {}
        self._pages = 0
        self.found = 0
        """How many posts the feed had left out."""

    def begin(self) -> scrapy.Request:
        """Return the first request: for the DID document, or at a configured server for the records."""
        if self._spider.source.api:
            self._server = self._spider.source.api.rstrip("/")
            return self._list(None)
        if self._did.startswith("did:web:"):
            url = f"https://{self._did.removeprefix('did:web:')}/.well-known/did.json"
        else:
            url = f"{_DIRECTORY}/{quote(self._did)}"
        self._spider.allow(url)
        return self._spider.ask(url, self._parse_document, self._give_up)

    def _parse_document(self, response: Response) -> Iterator[Any]:
        document = self._spider.json_of(response)
        services = document.get("service") if isinstance(document, Mapping) else None
        for service in services or ():
            if isinstance(service, Mapping) and service.get("type") == _SERVER:
                parts = urlsplit(str(service.get("serviceEndpoint")))
                if parts.scheme == "https" and parts.hostname and not is_loopback(parts.hostname):
                    self._server = f"https://{parts.netloc}"
                    self._spider.allow(self._server)
                    yield self._list(None)
                    return
        yield from self._then()

    def _list(self, cursor: str | None) -> scrapy.Request:
        query = {"repo": self._did, "collection": "app.bsky.feed.post", "limit": _PAGE}
        if cursor:
            query["cursor"] = cursor
        url = f"{self._server}/xrpc/com.atproto.repo.listRecords?{urlencode(query)}"
        return self._spider.ask(url, self._parse_list, self._give_up)

    def _parse_list(self, response: Response) -> Iterator[Any]:
        page = self._spider.json_of(response)
        records = page.get("records") if isinstance(page, Mapping) else None
        for record in records or ():
            if isinstance(record, Mapping) and isinstance(record.get("uri"), str):
                uri, value = record["uri"], record.get("value")
                if isinstance(value, Mapping) and uri not in self._shelf.own:
                    self._missing[uri] = value
        self._pages += 1
        cursor = page.get("cursor") if isinstance(page, Mapping) else None
        if cursor and records and self._pages < _MAX_PAGES:
            yield self._list(str(cursor))
        else:
            yield from self._name()

    def _give_up(self, _: Failure) -> Iterator[Any]:
        yield from self._name()

    def _name(self) -> Iterator[Any]:
        """Ask for the next posts by name; when there are none left, go on."""
        if not self._missing:
            yield from self._then()
            return
        uris = sorted(self._missing)[:_NAMED]
        url = self._spider.method_url("app.bsky.feed.getPosts") + urlencode([("uris", uri) for uri in uris])
        request = self._spider.ask(url, self._parse_posts, self._no_posts)
        request.cb_kwargs["uris"] = uris
        yield request

    def _parse_posts(self, response: Response, uris: list[str]) -> Iterator[Any]:
        answer = self._spider.json_of(response)
        views = answer.get("posts") if isinstance(answer, Mapping) else None
        known = {view["uri"]: view for view in views or () if is_view(view)}
        yield from self._take(uris, known)

    def _no_posts(self, failure: Failure) -> Iterator[Any]:
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        yield from self._take(request.cb_kwargs["uris"], {})

    def _take(self, uris: list[str], known: Mapping[str, Mapping[str, Any]]) -> Iterator[Any]:
        for uri in uris:
            value = self._missing.pop(uri)
            view = known.get(uri) or {"uri": uri, "record": value, "author": {"did": self._did}}
            posts: list[Post] = list(map(self._spider.ledger.see, self._shelf.post(view)))
            self.found += len(posts)
            yield from posts
        yield from self._name()
