"""The outbox of an account: what every server of the fediverse shows, whatever program it runs (ActivityPub).

It is the fallback where a server does not speak Mastodon's interface. It has the account's own posts, in pages; it does
not show what others answered.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from auditor.collect.protocol import Context, Effect, Expected, Item, Note
from auditor.model import Post
from auditor.settings.model import Source
from auditor_spiders.activities import Shelf, Thing, is_actor, is_written
from auditor_spiders.ledger import Ledger
from auditor_spiders.people import People

ACCEPT: Final = 'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"'
_LIST: Final = "outbox"
_MAX_EMPTY: Final = 20


class Asker(Protocol):
    """What is needed of the spider."""

    source: Source
    context: Context
    ledger: Ledger
    started: bool

    @property
    def effect(self) -> Effect:
        """What a failure means at this moment."""

    def ask(self, url: str, callback: Callable[..., Any], errback: Callable[..., Any] | None = None) -> scrapy.Request:
        """Return a request for JSON."""

    def again(self, response: Response) -> scrapy.Request | None:
        """Return the request once more, if that may help."""

    def json_of(self, response: Response) -> Any:
        """Return the JSON of a response."""

    def not_an_api(self, response: Response, reason: str | None = None) -> Note:
        """Return the note for an answer that makes no sense."""

    def allows(self, url: str) -> bool:
        """Return whether a request to this address may leave."""

    def failed(self, failure: Failure, effect: Effect | None = None) -> Iterator[Item]:
        """Say why a request failed."""

    def no_account(self, failure: Failure) -> Iterator[Any]:
        """Say why there is no account."""


class Outbox:
    """Reads one actor, the pages of its outbox, and the objects that those only name."""

    def __init__(self, spider: Asker, names: tuple[str | None, ...]) -> None:
        self._spider = spider
        self._names = names
        self.shelf: Shelf | None = None
        self._total = 0
        self._read = 0
        self._empty = 0
        self._seen: set[str] = set()
        self._named: deque[str] = deque()
        self._after: tuple[str | None, list[Post]] = (None, [])
        self._jumped = False
        self._lost = 0

    def begin(self, url: str) -> scrapy.Request:
        """Return the request for the actor."""
        return self._ask(url, self._parse_actor, self._spider.no_account)

    def _ask(self, url: str, callback: Callable[..., Any], errback: Callable[..., Any]) -> scrapy.Request:
        request = self._spider.ask(url, callback, errback)
        request.headers["Accept"] = ACCEPT
        return request

    def _parse_actor(self, response: Response) -> Iterator[Any]:
        actor = self._spider.json_of(response)
        if not is_actor(actor) or not self._spider.allows(str(actor["outbox"])):
            again = self._spider.again(response)
            yield again or self._spider.not_an_api(response)
            return
        name = str(actor.get("preferredUsername") or actor.get("name") or self._spider.source.account)
        people = People.of(name, (*self._names, *self._spider.source.accounts), self._spider.context.pseudonym)
        self.shelf = Shelf(self._spider.source, self._spider.context, people, str(actor.get("id") or response.url))
        yield self._ask(str(actor["outbox"]), self._parse_page, self._no_page)

    def _parse_page(self, response: Response) -> Iterator[Any]:
        """Take the collection, which names its first page or holds it, or a page."""
        body = self._spider.json_of(response)
        if not isinstance(body, Mapping):
            again = self._spider.again(response)
            if again is not None:
                yield again
                return
            yield self._spider.not_an_api(response)
            yield from self._close(complete=False)
            return
        if isinstance(body.get("totalItems"), int):
            self._total = body["totalItems"]
            yield Expected(self._total)
        first = body.get("first")
        if "orderedItems" not in body and "items" not in body and first is not None:
            if isinstance(first, Mapping):
                yield from self._page(first)
            else:
                yield from self._next(str(first))
            return
        yield from self._page(body)

    def _page(self, page: Thing) -> Iterator[Any]:
        assert self.shelf is not None
        self._spider.started = True
        activities = page.get("orderedItems") or page.get("items") or ()
        posts: list[Post] = []
        for activity in activities if isinstance(activities, list) else [activities]:
            thing = activity.get("object") if isinstance(activity, Mapping) else None
            if is_written(activity):
                thing = activity
            if is_written(thing):
                posts += map(self._spider.ledger.see, self.shelf.post(thing))
            elif isinstance(thing, str) and self._spider.allows(thing):
                self._named.append(thing)  # PeerTube names its films without sending them along
        yield from posts
        self._read += len(activities)
        self._empty = 0 if activities else self._empty + 1
        more = page.get("next")
        self._after = (str(more) if isinstance(more, str) and more else None, posts)
        yield from self._named_ones()

    def _named_ones(self) -> Iterator[Any]:
        """Ask for what the page only named, one by one; then go on."""
        if self._named:
            yield self._ask(self._named.popleft(), self._parse_named, self._no_named)
        else:
            yield from self._turn(*self._after)

    def _parse_named(self, response: Response) -> Iterator[Any]:
        assert self.shelf is not None
        thing = self._spider.json_of(response)
        if is_written(thing):
            posts = list(map(self._spider.ledger.see, self.shelf.post(thing)))
            self._after[1].extend(posts)
            yield from posts
        else:
            self._lost += 1
        yield from self._named_ones()

    def _no_named(self, _: Failure) -> Iterator[Any]:
        self._lost += 1
        yield from self._named_ones()

    def _turn(self, more: str | None, posts: list[Post]) -> Iterator[Any]:
        ledger, context = self._spider.ledger, self._spider.context
        goal = None if more is None or self._jumped else ledger.jump(_LIST, posts)
        if more is None or goal == "":
            yield from self._close(complete=True)
        elif goal is not None:
            self._jumped = True
            yield from self._next(goal)
        elif self._read >= self._spider.source.max_posts:
            yield Note(context.say("list-cut", count=self._read))
            yield from self._close(complete=True)
        elif more in self._seen or self._empty > _MAX_EMPTY:
            yield Note(context.say("list-stuck", host=urlsplit(more).netloc), "partial")
            yield from self._close(complete=False)
        else:
            self._seen.add(more)
            remember = ledger.moved_on if self._jumped else ledger.stopped_at
            remember(_LIST, more)
            yield ledger.state()
            yield from self._next(more)

    def _next(self, url: str) -> Iterator[Any]:
        if self._spider.allows(url):
            yield self._ask(url, self._parse_page, self._no_page)
        else:  # a page on another host is none of this account
            yield Note(self._spider.context.say("list-stuck", host=urlsplit(url).netloc), "partial")
            yield from self._close(complete=False)

    def _no_page(self, failure: Failure) -> Iterator[Any]:
        if not self._spider.started:
            yield from self._spider.no_account(failure)
            return
        yield from self._spider.failed(failure)
        yield from self._close(complete=False)

    def _close(self, *, complete: bool) -> Iterator[Any]:
        assert self.shelf is not None
        ledger, context = self._spider.ledger, self._spider.context
        if complete:
            ledger.ended(_LIST)
        for post in ledger.carried(complete=complete, threads=not self._lost):
            (self.shelf.own if post.author_is_org else self.shelf.others).add(post.id)
            yield post
        if self._lost:
            yield Note(context.say("objects-missing", count=self._lost), "partial")
        if self._spider.started:
            yield Note(context.say("outbox-only", host=urlsplit(self.shelf.actor).netloc))
        yield Expected(len(self.shelf.own) + len(self.shelf.others))
        yield ledger.state(complete=complete)
