"""Mastodon and its kin: an account's posts on its own server, with the threads around its answers and under its posts.

A server that does not speak Mastodon's interface (Pixelfed, Misskey, PeerTube, WordPress) is read by its outbox.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import timedelta
from typing import Any, Final
from urllib.parse import quote, urlencode, urljoin, urlsplit

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from auditor.collect.protocol import Expected, Item, Note
from auditor.model import Post
from auditor_spiders.api import ApiSpider, status_of
from auditor_spiders.ledger import Ledger
from auditor_spiders.mastodon_posts import Shelf, Status, is_status
from auditor_spiders.outbox import Outbox
from auditor_spiders.people import People

_PAGE: Final = 40
_LINK: Final = re.compile(r'<([^>]*)>\s*;[^,]*?\brel="?next"?', re.IGNORECASE)
_ACCOUNT: Final = re.compile(r"@?(?P<user>[\w.-]+)(?:@(?P<domain>[\w.-]+(?::\d+)?))?")
_SELF: Final = "self"
# What a server answers that has no such method; Pixelfed forbids it to strangers.
_UNKNOWN: Final = frozenset({400, 403, 404, 405, 406, 501})
# The count on a profile also holds what followers alone may see.
_TOLERANCE: Final = 0.02
_FULL_LOOK: Final = 7
_LIST: Final = "statuses"


class MastodonSpider(ApiSpider):
    """accounts/lookup (or WebFinger, where the server has another name), statuses by Link, and contexts of threads.

    Where the lookup is unknown but WebFinger names an actor, its outbox is read.

    A thread is asked for once: under an own status with replies, and around an own answer to somebody else. The
    server says nothing of messages that merely mention the account; only those in such threads are seen.
    """

    name = "mastodon"
    title = "Mastodon"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.shelf: Shelf | None = None
        self._seen_pages: set[str] = set()
        self._statuses: dict[str, Status] = {}
        days = self.source.full_look if self.source.full_look is not None else _FULL_LOOK
        self.ledger = Ledger(self.context, every=timedelta(days=days))
        self._covered: set[str] = set()
        self._expected = 0
        self._lost = 0
        self._cut = False
        self._jumped = False
        self._complete = False
        self._actor = ""
        user, domain = self._account()
        self.outbox = Outbox(self, (user, f"{user}@{domain}" if domain else None))
        self.base = self._base() or ""

    def origins(self) -> Iterable[str]:
        """Return the address of the server: as configured, else the domain of the account."""
        base = self._base()
        return (base,) if base else ()

    async def start(self) -> AsyncIterator[Any]:
        """Look the account up."""
        user = self._account()[0]
        if not user or not self.base:
            yield self.lacks("account", 'account: "@example@mastodon.social"')
            return
        yield self._ask_lookup(errback=self.no_lookup)

    def parse_account(self, response: Response) -> Iterator[Any]:
        """Learn the number of the account and how many statuses there should be."""
        account = self.json_of(response)
        if not isinstance(account, dict) or not account.get("id"):
            if self.json_of(response) is None:
                yield self.again(response) or self._ask_webfinger()
                return
            yield self.not_an_api(response)
            yield from self._keep()
            return
        user, domain = self._account()
        names = (user, f"{user}@{domain}" if domain else None, account.get("acct"), *self.source.accounts)
        people = People.of(str(account.get("username") or user), names, self.context.pseudonym)
        self.shelf = Shelf(self.source, self.context, people, str(account["id"]))
        count = account.get("statuses_count")
        self._expected = count if isinstance(count, int) else 0
        yield Expected(self._expected)
        for number in self.ledger.pending:
            self.ledger.want(number)
        query = urlencode({"limit": _PAGE})
        url = f"{self.base}/api/v1/accounts/{quote(str(account['id']), safe='')}/statuses?{query}"
        yield self.ask(url, self.parse_statuses, self.no_page)

    def no_lookup(self, failure: Failure) -> Iterator[Any]:
        """Ask WebFinger which server the account is really on: its name may be shorter than the server's."""
        if status_of(failure) == 401:
            yield self._forbidden(failure)
            return
        if status_of(failure) not in _UNKNOWN:
            yield from self.failed(failure)
            yield from self._keep()
            return
        yield self._ask_webfinger()

    def parse_webfinger(self, response: Response) -> Iterator[Any]:
        """Go on at the server that WebFinger names; with `api` configured there is only that one."""
        finger = self.json_of(response)
        if finger is None:
            yield self.not_an_api(response)
            yield from self._keep()
            return
        links = finger.get("links") if isinstance(finger, dict) else None
        hrefs = [
            str(link.get("href"))
            for link in links or ()
            if isinstance(link, dict) and link.get("rel") == _SELF and link.get("href")
        ]
        found = urlsplit(hrefs[0]) if hrefs else None
        here = urlsplit(self.base)
        if found is None or found.scheme != here.scheme or (self.source.api and found.netloc != here.netloc):
            yield self._missing()
            return
        self._actor = hrefs[0]
        if found.netloc == here.netloc:  # where the lookup was in vain
            yield self.outbox.begin(self._actor)
            return
        self.base = f"https://{found.netloc}"
        self.allow(self.base)
        yield self._ask_lookup(errback=self.no_lookup_there)

    def no_lookup_there(self, failure: Failure) -> Iterator[Any]:
        """Read the outbox on the server that WebFinger named, where that knows no lookup."""
        if status_of(failure) in _UNKNOWN:
            yield self.outbox.begin(self._actor)
        else:
            yield from self.no_account(failure)

    def no_account(self, failure: Failure) -> Iterator[Any]:
        """Say why there is no account."""
        if status_of(failure) in (401, 403):
            yield self._forbidden(failure)
        elif status_of(failure) in (400, 404, 410):
            yield self._missing(closed=status_of(failure) == 410)
        else:
            yield from self.failed(failure)
            yield from self._keep()

    def parse_statuses(self, response: Response) -> Iterator[Any]:
        """Take one page, and follow the link to the next."""
        assert self.shelf is not None
        page = self.json_of(response)
        if not isinstance(page, list):
            if (again := self.again(response)) is not None:
                yield again
                return
            yield self.not_an_api(response)
            yield from self._ask_threads()
            return
        self.started = True
        posts: list[Post] = []
        for status in filter(is_status, page):
            self._statuses[str(status["id"])] = status
            posts += map(self.ledger.see, self.shelf.post(status))
            self._want(status)
        yield from posts
        link = _LINK.search((response.headers.get("Link") or b"").decode("latin-1"))
        yield from self._turn(urljoin(response.url, link[1]) if link else None, posts)

    def _turn(self, url: str | None, posts: list[Post]) -> Iterator[Any]:
        """Go on with the next page, at the place where an earlier run stopped, or with the threads."""
        goal = None if url is None or self._jumped else self.ledger.jump(_LIST, posts)
        if url is None or goal == "":
            yield from self._listed()
        elif goal is not None:
            self._jumped = True
            yield self.ask(f"{self.base}{goal}", self.parse_statuses, self.no_page)
        elif len(self._statuses) >= self.source.max_posts:
            self._cut = True
            yield Note(self.context.say("list-cut", count=len(self._statuses)))
            yield from self._listed()
        elif url in self._seen_pages:
            yield Note(self.context.say("list-stuck", host=urlsplit(url).netloc), "partial")
            yield from self._ask_threads()
        else:
            self._seen_pages.add(url)
            parts = urlsplit(url)
            remember = self.ledger.moved_on if self._jumped else self.ledger.stopped_at
            remember(_LIST, f"{parts.path}?{parts.query}")
            yield self.ledger.state()
            yield self.ask(self._here(url), self.parse_statuses, self.no_page)

    def _listed(self) -> Iterator[Any]:
        self._complete = True
        self.ledger.ended(_LIST)
        yield from self._ask_threads()

    def no_page(self, failure: Failure) -> Iterator[Any]:
        """Keep the pages before the one that failed, and the threads on them."""
        if not self.started and status_of(failure) in (401, 403):
            yield self._forbidden(failure)
            return
        yield from self.failed(failure)
        yield from self._ask_threads()

    def parse_status(self, response: Response, number: str) -> Iterator[Any]:
        """Take one status that an earlier run saw, to ask for the thread around it."""
        status = self.json_of(response)
        if is_status(status):
            self._statuses[number] = status
            self.ledger.queue.appendleft(number)
        else:
            self._lost += 1
            self.ledger.got(number)
        yield from self._next_thread()

    def parse_context(self, response: Response, number: str) -> Iterator[Any]:
        """Take the thread around one status."""
        assert self.shelf is not None
        context = self.json_of(response)
        if (again := self.again(response)) is not None:
            yield again
            return
        if isinstance(context, dict):
            ancestors = list(filter(is_status, context.get("ancestors") or ()))
            descendants = list(filter(is_status, context.get("descendants") or ()))
            # Not the ancestors: what else was said under them stands in no context but their own.
            self._covered.update(str(status["id"]) for status in descendants)
            yield from map(self.ledger.see, self.shelf.thread(self._statuses[number], ancestors, descendants))
        else:
            self._lost += 1
        self.ledger.got(number)
        yield from self._next_thread()

    def no_context(self, failure: Failure) -> Iterator[Any]:
        """Count a thread that could not be read; after a rate limit, ask for no more."""
        note = self.limited(failure)
        if note is not None:
            yield note
            self.ledger.queue.clear()
        elif status_of(failure) in (404, 410):
            self._lost += 1
            request: scrapy.Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
            self.ledger.got(request.cb_kwargs["number"])  # it is gone, and asking again is no use
        yield from self._next_thread()

    def _want(self, status: Status) -> None:
        """Remember to ask for the thread under an own status with replies, and around an own answer."""
        assert self.shelf is not None
        if not self.shelf.is_own(status) or status.get("reblog"):
            return
        if status.get("in_reply_to_id") or status.get("replies_count"):
            self.ledger.want(str(status["id"]))

    def _ask_threads(self) -> Iterator[Any]:
        """Ask for threads one by one, oldest first: what the first answer of a thread shows need not be asked for."""

        def order(number: str) -> tuple[bool, str]:
            status = self._statuses.get(number, {})
            return bool(status.get("in_reply_to_id")), str(status.get("created_at") or "")

        self.ledger.queue = deque(sorted(self.ledger.queue, key=order))
        yield self.ledger.state()
        yield from self._next_thread()

    def _next_thread(self) -> Iterator[Any]:
        assert self.shelf is not None
        while self.ledger.queue:
            number = self.ledger.queue.popleft()
            if number in self._covered or self._is_plain_continuation(number):
                self.ledger.got(number)
                continue
            known = number in self._statuses
            url = f"{self.base}/api/v1/statuses/{quote(number, safe='')}{'/context' if known else ''}"
            request = self.ask(url, self.parse_context if known else self.parse_status, self.no_context)
            request.cb_kwargs["number"] = number
            yield request
            return
        yield from self._closing()

    def _is_plain_continuation(self, number: str) -> bool:
        """Return whether a status only goes on with an own one, and nobody answered it."""
        assert self.shelf is not None
        status = self._statuses.get(number)
        if status is None:
            return False
        parent = self._statuses.get(str(status.get("in_reply_to_id")))
        return parent is not None and self.shelf.is_own(parent) and not status.get("replies_count")

    def _closing(self) -> Iterator[Item]:
        assert self.shelf is not None
        missing = self._lost + len(self.ledger.wanted)
        for post in self.ledger.carried(complete=self._complete, threads=not missing):
            (self.shelf.own if post.author_is_org else self.shelf.others).add(post.id)
            yield post
        own = len(self.shelf.own)
        short = self._expected - own > max(2, _TOLERANCE * self._expected)
        yield Expected((self._expected if short else own) + len(self.shelf.others))
        if short and not self._cut:
            yield Note(self.context.say("posts-short", count=own, expected=self._expected))
        if missing:
            yield Note(self.context.say("threads-missing", count=missing), "partial")
        if self.ledger.depth is not None and self._complete:
            days = (self.context.now - self.ledger.depth).days
            every = self.source.full_look if self.source.full_look is not None else _FULL_LOOK
            yield Note(self.context.say("looked-back", days=days, every=every))
        yield self.ledger.state(complete=self._complete)

    def _keep(self) -> Iterator[Item]:
        """Keep everything that was read earlier, where nothing can be read now."""
        yield from self.ledger.carried(complete=False, threads=False)

    def _account(self) -> tuple[str, str | None]:
        """Return user and domain of the configured account."""
        found = _ACCOUNT.fullmatch((self.source.account or self.source.actor or "").strip())
        return (found["user"], found["domain"]) if found else ("", None)

    def _base(self) -> str | None:
        domain = self._account()[1]
        if self.source.api:
            return self.source.api.rstrip("/")
        return f"https://{domain}" if domain else None

    def _here(self, url: str) -> str:
        """Return an address on the configured server: behind a proxy, links name another host."""
        if not self.source.api:
            return url
        parts, base = urlsplit(url), urlsplit(self.base)
        return parts._replace(scheme=base.scheme, netloc=base.netloc).geturl()

    def _ask_webfinger(self) -> scrapy.Request:
        user, domain = self._account()
        resource = quote(f"acct:{user}@{domain or urlsplit(self.base).netloc}")
        url = f"{self.base}/.well-known/webfinger?resource={resource}"
        return self.ask(url, self.parse_webfinger, self.no_account)

    def _ask_lookup(self, errback: Any) -> Any:
        query = urlencode({"acct": self._account()[0]})
        return self.ask(f"{self.base}/api/v1/accounts/lookup?{query}", self.parse_account, errback)

    def _forbidden(self, failure: Failure) -> Note:
        host, status = urlsplit(self.base).netloc, status_of(failure)
        account = self.source.account
        return Note(self.context.say("account-forbidden", account=account, host=host, status=status), "gone")

    def _missing(self, *, closed: bool = False) -> Note:
        key = "account-closed" if closed else "account-missing"
        return Note(self.context.say(key, account=self.source.account, host=urlsplit(self.base).netloc), "gone")
