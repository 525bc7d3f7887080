"""The core of every channel with a token: lists of pages, threads, failures, budgets, and going on where a run stopped.

A channel is one file with a subclass of `PagedSpider`, which says

    profile()               the request that tells whose account it is, if one is needed
    know(body)              what the answer says: who is the organisation, how many posts there should be
    listings()              the lists of posts, newest first, the main one first
    thread(key)             the list of comments under one post that `self.ledger.want(key)` named
    following(body, ...)    the query of the next page, or None at the end of a list
    problem(status, body)   what an answer that is no success means

and turns each element of a page into posts (`Listing.take`). Requests go one after the other: such interfaces are
metered, and a limit met once holds for all.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, ClassVar, Final
from urllib.parse import urlencode, urlsplit

import scrapy
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from auditor.collect.protocol import Effect, Expected, Item, Note
from auditor.model import Post
from auditor.settings.tokens import variable
from auditor_spiders.api import ApiSpider
from auditor_spiders.ledger import BACK, Ledger
from auditor_spiders.listing import Listing, Problem, Query
from auditor_spiders.people import People
from auditor_spiders.ratelimit import RESET
from auditor_spiders.tokens import is_safe, scrub, token_of

# A page may be empty and still lead to a next one, because all on it was filtered. This many in a row are no history.
_MAX_EMPTY: Final = 50
# After this many threads in a row that failed for no known reason, no more are asked for.
_MAX_FAILURES: Final = 3
# The state is written after every page of posts, and after this many threads.
_STATE_EVERY: Final = 25
_MAX_DETAIL: Final = 200


@dataclass(slots=True)
class _Walk:
    """How far one list was read in this run."""

    cursors: set[str] = field(default_factory=set)
    empty: int = 0
    count: int = 0
    jumped: bool = False


class PagedSpider(ApiSpider):
    """A spider for an official interface that is read with the organisation's own token."""

    base: ClassVar[str]
    """The address of the interface, where the source gives no other."""
    scopes: ClassVar[str]
    """What the token must be allowed to, for people."""
    platform: ClassVar[str]
    full_look_days: ClassVar[int] = 7
    look_back: ClassVar[timedelta] = BACK
    page_size: ClassVar[int] = 100

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        days = self.source.full_look if self.source.full_look is not None else self.full_look_days
        self.ledger = Ledger(self.context, every=timedelta(days=days), back=self.look_back)
        self.people = People.of(self.source.account or self.source.name, (), self.context.pseudonym)
        self.own_seen: set[str] = set()
        self.others_seen: set[str] = set()
        self.expected = 0
        self._token = token_of(self.source)
        self._queue: deque[Listing] = deque()
        self._walks: dict[str, _Walk] = {}
        self._incomplete = False
        self._stopped = False
        self._cut = False
        self._closed = False
        self._failures = 0
        self._asked_threads = 0

    # What a channel says of itself

    def profile(self) -> tuple[str, Query] | None:
        """Return path and query of the request that tells whose account it is; None where none is needed."""
        raise NotImplementedError

    def know(self, body: Any) -> Iterator[Item]:
        """Take the answer to `profile`; a `Note` with an effect ends the crawl."""
        raise NotImplementedError

    def listings(self) -> Iterable[Listing]:
        """Return the lists of posts, the main one first."""
        raise NotImplementedError

    def thread(self, key: str) -> Listing:
        """Return the list of comments under one post."""
        raise NotImplementedError

    def following(self, body: Any, listing: Listing) -> Query | None:
        """Return the parameters that lead to the next page; None at the end of the list."""
        raise NotImplementedError

    def problem(self, status: int, body: Any) -> Problem | None:
        """Return what is wrong with an answer; None where nothing is."""
        raise NotImplementedError

    def rewind(self, more: Query) -> Query:
        """Return where to go on instead, when a later run goes on at this place of a list."""
        return more

    def credentials(self, token: str) -> dict[str, str]:
        """Return the headers that carry the token."""
        return {"Authorization": f"Bearer {token}"}

    def allowance(self, listing: Listing) -> int | None:
        """Return how many elements the next page may hold; None where the budget allows no page."""
        return self.page_size if listing.size else 1

    def after_page(self, body: Any) -> None:
        """Count what a page cost."""

    def last_words(self) -> Iterator[Note]:
        """Yield the notes at the end."""
        return iter(())

    # The way through

    @property
    def root(self) -> str:
        """The address of the interface."""
        return (self.source.api or self.base).rstrip("/")

    @property
    def host(self) -> str:
        """The host, for people."""
        return urlsplit(self.root).netloc

    def origins(self) -> Iterable[str]:
        """Return the address of the interface: the only place a token is sent to."""
        return (self.root,)

    async def start(self) -> AsyncIterator[Any]:
        """Ask whose account it is."""
        if self._token is None:
            yield self._unreadable("token-missing", variable=variable(self.source), scopes=self.scopes)
        elif not is_safe(self.root):
            yield self._unreadable("token-in-the-clear", host=self.host)
        elif (asked := self.profile()) is not None:
            yield self.request(*asked, self._parse_profile, self._no_profile)
        else:
            for item in self._begin():
                yield item

    def request(
        self, path: str, query: Query, callback: Callable[..., Any], errback: Callable[..., Any]
    ) -> scrapy.Request:
        """Return a request with the token; it follows no redirect, so that the token stays with this host."""
        url = f"{self.root}/{path.lstrip('/')}" + (f"?{urlencode(query)}" if query else "")
        asked = self.ask(url, callback, errback)
        asked.meta["dont_redirect"] = True
        for name, value in self.credentials(self._token or "").items():
            asked.headers[name] = value
        return asked

    def say(self, key: str, **values: object) -> str:
        """Return a note without tokens."""
        secrets = (self._token,) if self._token else ()
        return scrub(self.context.say(key, **values), secrets)

    def _parse_profile(self, response: Response) -> Iterator[Any]:
        body = self.json_of(response)
        problem = self.problem(response.status, body) if isinstance(body, dict) else None
        if not isinstance(body, dict):
            yield from self._again_or(response, self._no_sense(response))
            return
        if problem is not None:
            yield from self._refused(problem, self.say("what-account"))
            return
        ended = False
        for item in self.know(body):
            ended = ended or (isinstance(item, Note) and item.effect != "none")
            yield item
        if not ended:
            yield from self._begin()

    def _begin(self) -> Iterator[Any]:
        self.people = People.of(self.people.main, (*self.people.own, *self.source.accounts), self.context.pseudonym)
        if self.expected:
            yield Expected(self.expected)
        self._queue.extend(self.listings())
        for key in self.ledger.pending:
            self.ledger.want(key)
        yield from self._next()

    def failed(self, failure: Failure, effect: Effect | None = None) -> Iterator[Item]:
        """Say why a request failed, without the parameters of its address."""
        if isinstance(failure.value, HttpError):
            status = failure.value.response.status
            yield Note(self.say("answered", url=self.host, status=status), effect or self.effect)
        else:
            yield from super().failed(failure, effect)

    def _no_profile(self, failure: Failure) -> Iterator[Any]:
        problem = self._problem_of(failure)
        if problem is not None:
            yield from self._refused(problem, self.say("what-account"))
        else:
            yield from self.failed(failure)
            yield from self._keep()

    def _again_or(self, response: Response, otherwise: Iterator[Any]) -> Iterator[Any]:
        again = self.again(response)
        yield from otherwise if again is None else (again,)

    def _no_sense(self, response: Response) -> Iterator[Any]:
        yield self.not_an_api(response)
        yield from self._keep()

    def _next(self) -> Iterator[Any]:
        """Ask for the first page of the next list, then for the threads, then close."""
        while not self._stopped:
            if self._queue:
                listing = self._queue.popleft()
                self._walks[listing.name] = _Walk()
                asked = self._page(listing, {})
            elif self.ledger.queue:
                listing = self.thread(self.ledger.queue.popleft())
                self._walks[listing.name] = _Walk()
                asked = self._page(listing, {})
                self._asked_threads += 1
                if self._asked_threads % _STATE_EVERY == 0:
                    yield self.ledger.state()
            else:
                break
            if asked is not None:
                yield asked
                return
        yield from self._closing()

    def _page(self, listing: Listing, more: Query) -> scrapy.Request | None:
        """Return the request for one page; None where the budget is spent."""
        allowed = self.allowance(listing)
        if allowed is None:
            self._incomplete = self._incomplete or listing.thread is None
            self._remember(listing, more)
            return None
        size = {listing.size: str(allowed)} if listing.size else {}
        top = listing.top or {} if not self._walks[listing.name].jumped else {}
        asked = self.request(listing.path, {**listing.query, **size, **top, **more}, self._parse_page, self._no_page)
        asked.cb_kwargs.update({"listing": listing, "more": dict(more)})
        return asked

    def _parse_page(self, response: Response, listing: Listing, more: Query) -> Iterator[Any]:
        body = self.json_of(response)
        if not isinstance(body, dict):
            yield from self._again_or(response, self._page_without_sense(response, listing, more))
            return
        problem = self.problem(response.status, body)
        if problem is not None:
            yield from self._page_refused(problem, listing, more)
            return
        self.started = True
        self._failures = 0
        self.after_page(body)
        posts = list(listing.take(body))
        for post in posts:
            self._count(post)
            yield self.ledger.see(post)
        yield from self._turn(listing, posts, self.following(body, listing))

    def _count(self, post: Post) -> None:
        """Count a post as one of the account, shares too: so does the number that its profile gives."""
        (self.own_seen if post.author_is_org or post.kind == "repost" else self.others_seen).add(post.id)

    def _turn(self, listing: Listing, posts: list[Post], more: Query | None) -> Iterator[Any]:
        """Ask for the next page of a list, or go on with what comes after it."""
        walk = self._walks[listing.name]
        walk.empty = 0 if posts else walk.empty + 1
        walk.count += len(posts)
        key = json.dumps(more, sort_keys=True) if more is not None else ""
        goal = None
        if not listing.thread and not walk.jumped:
            if more is not None:
                goal = self.ledger.jump(listing.name, posts)
            elif listing.top:
                goal = self.ledger.below(listing.name)
        if goal == "" or (goal is None and more is None):
            yield from self._ended(listing)
        elif goal is not None:
            walk.jumped = True
            asked = self._page(listing, self.rewind(json.loads(goal)))
            yield from (asked,) if asked is not None else self._next()
        elif key in walk.cursors or walk.empty > _MAX_EMPTY:
            yield Note(self.say("list-stuck", host=self.host), "partial")
            self._incomplete = True
            yield from self._next()
        elif listing.thread is None and walk.count >= self.source.max_posts:
            self._cut = self._cut or listing.main
            yield Note(self.say("list-cut", count=walk.count))
            yield from self._ended(listing)
        else:
            assert more is not None  # or the list has ended
            walk.cursors.add(key)
            self._remember(listing, more)
            if listing.thread is None:
                yield self.ledger.state()
            asked = self._page(listing, more)
            yield from (asked,) if asked is not None else self._next()

    def _ended(self, listing: Listing) -> Iterator[Any]:
        if listing.thread is not None:
            self.ledger.got(listing.thread)
        else:
            self.ledger.ended(listing.name)
        yield from self._next()

    def _remember(self, listing: Listing, more: Query) -> None:
        if listing.thread is not None or not more:
            return
        cursor = json.dumps(dict(more), sort_keys=True)
        if self._walks[listing.name].jumped:
            self.ledger.moved_on(listing.name, cursor)
        else:
            self.ledger.stopped_at(listing.name, cursor)

    # Failures

    def _page_without_sense(self, response: Response, listing: Listing, more: Query) -> Iterator[Any]:
        note = self.not_an_api(response)
        yield from self._page_failed(listing, more, note)

    def _no_page(self, failure: Failure) -> Iterator[Any]:
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        listing, more = request.cb_kwargs["listing"], request.cb_kwargs["more"]
        problem = self._problem_of(failure)
        if problem is not None:
            yield from self._page_refused(problem, listing, more)
        else:
            notes = [item for item in self.failed(failure) if isinstance(item, Note)]
            yield from self._page_failed(listing, more, notes[0])

    def _page_failed(self, listing: Listing, more: Query, note: Note) -> Iterator[Any]:
        """Go on after a page that failed for no reason that the interface gives."""
        self._remember(listing, more)
        if listing.thread is None:
            yield note
            self._incomplete = True
            self._stopped = self._stopped or not self.started
        else:
            self._failures += 1
            if self._failures >= _MAX_FAILURES:
                yield note
                self._stopped = True
        yield from self._next()

    def _page_refused(self, problem: Problem, listing: Listing, more: Query) -> Iterator[Any]:
        if problem.kind == "missing" and listing.thread is not None:
            self.ledger.got(listing.thread)  # deleted since its list was read
            yield from self._next()
            return
        if problem.kind == "other":
            text = self.say("answered-in-words", host=self.host, detail=self._short(problem.detail))
            yield from self._page_failed(listing, more, Note(text, self.effect))
            return
        self._remember(listing, more)
        closed = problem.kind == "forbidden" and not listing.main
        self._closed = self._closed or closed
        self._incomplete = self._incomplete or (listing.thread is None and not closed)
        self._stopped = not closed
        effect: Effect = ("none" if listing.optional else "partial") if closed else self.effect
        yield Note(self._words(problem, listing.scope or self.scopes, listing.name.partition(" ")[0]), effect)
        if closed and listing.thread is not None:
            self.ledger.queue.clear()  # one refusal speaks for all threads
        yield from self._next()

    def _refused(self, problem: Problem, what: str) -> Iterator[Any]:
        """End a crawl at its first request."""
        if problem.kind == "missing":
            yield Note(self.say("account-missing", account=self.source.account, host=self.host), "gone")
            return
        yield Note(self._words(problem, self.scopes, what), "unreadable")
        yield from self._keep()

    def _words(self, problem: Problem, scope: str, what: str) -> str:
        """Return what a problem means to the reader of the report."""
        detail, name = self._short(problem.detail), self.source.name
        match problem.kind:
            case "limited" | "spent":
                until = problem.until.strftime("%Y-%m-%d %H:%M UTC") if problem.until else self.say("later")
                key = "rate-limited" if problem.kind == "limited" else "quota-spent"
                return self.say(key, host=self.host, name=name, until=until, detail=detail)
            case "token":
                return self.say("token-refused", host=self.host, variable=variable(self.source), detail=detail)
            case "version":
                return self.say("version-retired", host=self.host, name=name, detail=detail)
            case "forbidden":
                return self.say("scope-missing", host=self.host, what=what, scopes=scope, detail=detail)
            case _:
                return self.say("answered-in-words", host=self.host, detail=detail)

    def _problem_of(self, failure: Failure) -> Problem | None:
        """Return what the interface says of a failure; None where it says nothing (no answer, or none in JSON)."""
        if not isinstance(failure.value, HttpError):
            return None
        response = failure.value.response
        body = self.json_of(response)
        if 300 <= response.status < 400:
            return None
        problem = self.problem(response.status, body if isinstance(body, dict) else {})
        if problem is not None and problem.kind == "limited" and problem.until is None:
            request: scrapy.Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
            return replace(problem, until=request.meta.get(RESET))
        return problem

    def _short(self, detail: str) -> str:
        return scrub(" ".join(detail.split()), (self._token,) if self._token else ())[:_MAX_DETAIL] or "-"

    def _unreadable(self, key: str, **values: object) -> Note:
        return Note(self.say(key, name=self.source.name, kind=self.title, **values), "unreadable")

    # The end

    def _keep(self) -> Iterator[Item]:
        """Keep everything that was read earlier, where nothing can be read now."""
        yield from self.ledger.carried(complete=False, threads=False)

    def _closing(self) -> Iterator[Item]:
        complete = not self._incomplete and not self._stopped and not self._queue
        missing = len(self.ledger.wanted)
        carried = list(self.ledger.carried(complete=complete, threads=not missing and not self._closed))
        yield from carried
        for post in carried:
            self._count(post)
        if self.expected:
            short = self.expected - len(self.own_seen) > max(2, 0.02 * self.expected)
            yield Expected((self.expected if short else len(self.own_seen)) + len(self.others_seen))
            if short and complete and not self._cut:
                yield Note(self.say("posts-short", count=len(self.own_seen), expected=self.expected))
        if missing and self.started:
            yield Note(self.say("threads-missing", count=missing), "partial")
        if self.ledger.depth is not None and complete:
            days = (self.context.now - self.ledger.depth).days
            yield Note(self.say("looked-back", days=days, every=self._every()))
        yield from self.last_words()
        yield self.ledger.state(complete=complete)

    def _every(self) -> int:
        return self.source.full_look if self.source.full_look is not None else self.full_look_days
