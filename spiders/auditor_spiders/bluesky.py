"""Bluesky: an account's posts, the questions it answered, and the questions under its posts that it did not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import scrapy
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from auditor.collect.protocol import Expected, Item, Note
from auditor.model import Post
from auditor_spiders.api import ApiSpider, status_of
from auditor_spiders.bluesky_posts import THREAD_POST, Shelf, is_view
from auditor_spiders.bluesky_records import Records
from auditor_spiders.ledger import Ledger
from auditor_spiders.people import People

API: Final = "https://public.api.bsky.app"
_PAGE: Final = 100
# The server cuts at its own depth; deeper talks than this do not occur.
_DEPTH: Final = 100
# A page may be empty and still have a cursor, because all its posts were filtered. This many in a row are no history.
_MAX_EMPTY: Final = 50
# The count on a profile lags behind deletions by a few.
_TOLERANCE: Final = 0.02
# So many threads are on their way at once.
_AT_ONCE: Final = 4
_FULL_LOOK: Final = 7
_FEED: Final = "feed"
_CLOSED: Final = frozenset({"AccountTakedown", "AccountDeactivated"})


class BlueskySpider(ApiSpider):
    """getProfile, getAuthorFeed to its end, then getPostThread for the threads with replies that the feed lacks.

    Where the feed shows fewer posts than the profile counts, the account's own records (listRecords, at the server that
    keeps them) say which are missing: a page full of filtered posts can look like the end of the feed.
    """

    name = "bluesky"
    title = "Bluesky"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.actor = (self.source.actor or "").strip().lstrip("@")
        self.shelf: Shelf | None = None
        days = self.source.full_look if self.source.full_look is not None else _FULL_LOOK
        self.ledger = Ledger(self.context, every=timedelta(days=days))
        self.records: Records | None = None
        self._roots: dict[str, str] = {}
        """Of own posts in the threads of other people: where those begin."""
        self._asked_roots: set[str] = set()
        self._cursors: set[str] = set()
        self._empty = 0
        self._read = 0
        self._count = 0
        self._jumped = False
        self._complete = False
        self._open = 0
        self._lost = 0

    def origins(self) -> Iterable[str]:
        """Return the address of the interface."""
        return (self.source.api or API,)

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the profile."""
        if not self.actor:
            yield self.lacks("actor", "actor: example.bsky.social")
            return
        yield self.ask(
            self.method_url("app.bsky.actor.getProfile", actor=self.actor), self.parse_profile, self.no_profile
        )

    def parse_profile(self, response: Response) -> Iterator[Any]:
        """Learn the account's DID and how many posts there should be."""
        profile = self.json_of(response)
        if not isinstance(profile, dict) or not isinstance(profile.get("did"), str):
            again = self.again(response)
            yield again or self.not_an_api(response)
            if again is None:
                yield from self.ledger.carried(complete=False, threads=False)
            return
        handle = str(profile.get("handle") or self.actor)
        people = People.of(handle, (profile["did"], self.actor, *self.source.accounts), self.context.pseudonym)
        self.shelf = Shelf(self.source, self.context, people)
        count = profile.get("postsCount")
        self._count = count if isinstance(count, int) else 0
        yield Expected(self._count)
        for uri in self.ledger.pending:
            self.ledger.want(uri)
        yield self._ask_page(None)

    def no_profile(self, failure: Failure) -> Iterator[Item]:
        """Say why there is no profile."""
        status = status_of(failure)
        host = urlsplit(self.source.api or API).netloc
        if status == 400 and isinstance(failure.value, HttpError):
            body = self.json_of(failure.value.response)
            error = body.get("error") if isinstance(body, dict) else None
            key = "account-closed" if error in _CLOSED else "account-missing"
            yield Note(self.context.say(key, account=self.actor, host=host), "gone")
        elif status in (401, 403):
            yield Note(self.context.say("account-forbidden", account=self.actor, host=host, status=status), "gone")
        else:
            yield from self.failed(failure)
            yield from self.ledger.carried(complete=False, threads=False)

    def parse_feed(self, response: Response) -> Iterator[Any]:
        """Take one page, and go on while there is a cursor, also after a short or an empty page."""
        assert self.shelf is not None
        page = self.json_of(response)
        if not isinstance(page, dict) or not isinstance(page.get("feed"), list):
            if (again := self.again(response)) is not None:
                yield again
                return
            yield self.not_an_api(response)
            yield from self._ask_threads()
            return
        self.started = True
        posts: list[Post] = []
        for item in page["feed"]:
            if isinstance(item, dict):
                posts += map(self.ledger.see, self.shelf.feed_item(item))
                self._note_thread(item)
        yield from posts
        self._read += len(page["feed"])
        self._empty = 0 if page["feed"] else self._empty + 1
        yield from self._turn(page.get("cursor"), posts, urlsplit(response.url).netloc)

    def _turn(self, cursor: Any, posts: list[Post], host: str) -> Iterator[Any]:
        """Go on with the next page, at the place where an earlier run stopped, or with the threads."""
        own = [post for post in posts if post.author_is_org or post.kind == "repost"]
        goal = None if not cursor or self._jumped else self.ledger.jump(_FEED, own)
        if not cursor or goal == "":
            self._complete = True
            self.ledger.ended(_FEED)
            yield from self._ask_threads()
        elif goal is not None:
            self._jumped = True
            yield self._ask_page(goal)
        elif self._read >= self.source.max_posts:
            self._complete = True
            self.ledger.ended(_FEED)
            yield Note(self.context.say("list-cut", count=self._read))
            yield from self._ask_threads()
        elif cursor in self._cursors or self._empty > _MAX_EMPTY:
            yield Note(self.context.say("list-stuck", host=host), "partial")
            yield from self._ask_threads()
        else:
            self._cursors.add(cursor)
            remember = self.ledger.moved_on if self._jumped else self.ledger.stopped_at
            remember(_FEED, cursor)
            yield self.ledger.state()
            yield self._ask_page(cursor)

    def no_page(self, failure: Failure) -> Iterator[Any]:
        """Keep the pages before the one that failed, and the threads on them."""
        if not self.started and status_of(failure) in (401, 403):
            yield from self.no_profile(failure)
            return
        yield from self.failed(failure)
        yield from self._ask_threads()

    def parse_thread(self, response: Response, uri: str) -> Iterator[Any]:
        """Take the questions of one thread."""
        assert self.shelf is not None
        answer = self.json_of(response)
        if (again := self.again(response)) is not None:
            yield again
            return
        thread = answer.get("thread") if isinstance(answer, dict) else None
        if isinstance(thread, dict) and thread.get("$type") == THREAD_POST:
            yield from map(self.ledger.see, self.shelf.thread(thread))
        else:
            self._lost += 1
        self.ledger.got(uri)
        yield from self._thread_done()

    def no_thread(self, failure: Failure) -> Iterator[Any]:
        """Count a thread that could not be read; after a rate limit, ask for no more."""
        note = self.limited(failure)
        if note is not None:
            yield note
            self.ledger.queue.clear()
        elif status_of(failure) in (400, 404):
            self._lost += 1
            request: scrapy.Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
            self.ledger.got(request.cb_kwargs["uri"])  # it is gone, and asking again is no use
        yield from self._thread_done()

    def _note_thread(self, item: dict[str, Any]) -> None:
        """Remember to ask for a thread in which the feed alone does not show every question.

        The feed has every post of the account, each with the message above it. It lacks replies that were never
        answered, and what stands between the beginning of somebody else's thread and the message above.
        """
        assert self.shelf is not None
        view = item.get("post")
        if not is_view(view) or not self.shelf.is_own(view):
            return
        reply = item.get("reply") or {}
        root, parent = reply.get("root"), reply.get("parent")
        deep = is_view(root) and is_view(parent) and root["uri"] != parent["uri"] and not self.shelf.is_own(parent)
        if view.get("replyCount") or deep:
            self._want(str(view["uri"]), root)

    def _want(self, own: str, root: Any) -> None:
        """Want the thread around an own post, once.

        Between runs it is known by the own post: the address of a root that somebody else wrote would name them. A
        root that is gone or blocked cannot be asked for; then the own post is, with what is above and below it.
        """
        assert self.shelf is not None
        if not is_view(root):
            self.ledger.want(own)
        elif self.shelf.is_own(root):
            self.ledger.want(str(root["uri"]))
        elif root["uri"] not in self._asked_roots:
            self._asked_roots.add(str(root["uri"]))
            self._roots[own] = str(root["uri"])
            self.ledger.want(own)

    def _ask_threads(self) -> Iterator[Any]:
        yield self.ledger.state()
        asked = [self._next_thread() for _ in range(min(_AT_ONCE, len(self.ledger.queue)))]
        self._open = len(asked)
        yield from asked
        if not asked:
            yield from self._check()

    def _next_thread(self) -> scrapy.Request:
        uri = self.ledger.queue.popleft()
        root = self._roots.get(uri, uri)
        url = self.method_url("app.bsky.feed.getPostThread", uri=root, depth=_DEPTH, parentHeight=_DEPTH)
        request = self.ask(url, self.parse_thread, self.no_thread)
        request.cb_kwargs["uri"] = uri
        return request

    def _thread_done(self) -> Iterator[Any]:
        if self.ledger.queue:
            yield self._next_thread()
            return
        self._open -= 1
        if self._open == 0:
            yield from self._check()

    def _check(self) -> Iterator[Any]:
        """Keep what still holds; then look for posts that the feed did not show, where there should be more."""
        assert self.shelf is not None
        missing = self._lost + len(self.ledger.wanted)
        for post in self.ledger.carried(complete=self._complete, threads=not missing):
            (self.shelf.own if post.author_is_org else self.shelf.others).add(post.uri or post.id)
            yield post
        cut = self._read >= self.source.max_posts
        if self._complete and not cut and self.ledger.depth is None and self._is_short():
            self.records = Records(self, self.shelf, then=self._closing)
            yield self.records.begin()
        else:
            yield from self._closing()

    def _is_short(self) -> bool:
        assert self.shelf is not None
        return self._count - len(self.shelf.own) > max(2, _TOLERANCE * self._count)

    def _closing(self) -> Iterator[Item]:
        """Say what was odd, and how much there should be: own posts by the profile, and all else that was seen."""
        assert self.shelf is not None
        missing = self._lost + len(self.ledger.wanted)
        own, short = len(self.shelf.own), self._is_short()
        yield Expected((self._count if short else own) + len(self.shelf.others))
        if short and self._read < self.source.max_posts:
            yield Note(self.context.say("posts-short", count=own, expected=self._count))
        if self.records is not None and self.records.found:
            yield Note(self.context.say("records-found", count=self.records.found))
        if self.shelf.repaired:
            yield Note(self.context.say("times-repaired", count=len(self.shelf.repaired)))
        if missing:
            yield Note(self.context.say("threads-missing", count=missing), "partial")
        if self.ledger.depth is not None and self._complete:
            days = (self.context.now - self.ledger.depth).days
            every = self.source.full_look if self.source.full_look is not None else _FULL_LOOK
            yield Note(self.context.say("looked-back", days=days, every=every))
        yield self.ledger.state(complete=self._complete)

    def _ask_page(self, cursor: str | None) -> Any:
        # Never posts_no_replies: it leaves out the messages that the account answered.
        query = {"actor": self.actor, "limit": _PAGE, "filter": "posts_with_replies"}
        if cursor:
            query["cursor"] = cursor
        return self.ask(self.method_url("app.bsky.feed.getAuthorFeed", **query), self.parse_feed, self.no_page)

    def method_url(self, method: str, **query: object) -> str:
        """Return the address of a method of the interface."""
        return f"{(self.source.api or API).rstrip('/')}/xrpc/{method}?{urlencode(query)}"
