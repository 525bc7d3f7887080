"""Telegram: the public preview of a channel (t.me/s/<name>), which is read only where the configuration opts in.

It is HTML and no documented interface, so everything about it is taken with care: robots.txt is obeyed, and a page
without a single message is said to be no preview rather than taken for an empty channel.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import timedelta
from typing import Any, ClassVar, Final
from urllib.parse import quote

from bs4 import BeautifulSoup
from bs4.element import Tag
from scrapy.http import Response
from twisted.python.failure import Failure

from auditor.collect.protocol import Note
from auditor.model import Post
from auditor_spiders.api import ApiSpider, status_of
from auditor_spiders.ledger import Ledger
from auditor_spiders.markup import to_text
from auditor_spiders.moments import iso

BASE: Final = "https://t.me"
_NAME: Final = re.compile(r"[A-Za-z]\w{3,31}")
_FULL_LOOK: Final = 7
_LIST: Final = "messages"


class TelegramSpider(ApiSpider):
    """The newest twenty messages, then older ones page by page (`before`)."""

    name = "telegram"
    title = "Telegram"
    robots: ClassVar[bool] = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        days = self.source.full_look if self.source.full_look is not None else _FULL_LOOK
        self.ledger = Ledger(self.context, every=timedelta(days=days))
        self.channel = (self.source.account or "").strip().rpartition("/")[2].lstrip("@")
        self._before: set[str] = set()
        self._count = 0
        self._jumped = False

    def origins(self) -> Iterable[str]:
        """Return the address of the preview."""
        return (self.source.api or BASE,)

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the newest messages."""
        if not _NAME.fullmatch(self.channel):
            yield self.lacks("account", "account: example_channel")
            return
        yield self._page(None)

    def parse_page(self, response: Response) -> Iterator[Any]:
        """Take one page, and go on with the older ones."""
        soup = BeautifulSoup(response.body, "lxml", from_encoding="utf-8")
        wraps = soup.select(".tgme_widget_message[data-post]")
        if not wraps and not soup.select_one(".tgme_channel_info, .tgme_main"):
            # Without a preview, Telegram sends the visitor to a page that offers to open the app.
            yield Note(self.context.say("no-preview", account=self.channel), self.effect)
            yield from self._close(complete=False)
            return
        self.started = True
        posts = [post for wrap in wraps for post in self._post(wrap)]
        yield from map(self.ledger.see, posts)
        self._count += len(posts)
        more = soup.select_one("a.tme_messages_more[data-before]")
        before = str(more["data-before"]) if more is not None else None
        goal = None if before is None or self._jumped else self.ledger.jump(_LIST, posts)
        if before is None or goal == "":
            yield from self._close(complete=True)
        elif goal is not None:
            self._jumped = True
            yield self._page(goal)
        elif self._count >= self.source.max_posts:
            yield Note(self.context.say("list-cut", count=self._count))
            yield from self._close(complete=True)
        elif before in self._before:
            yield Note(self.context.say("list-stuck", host="t.me"), "partial")
            yield from self._close(complete=False)
        else:
            self._before.add(before)
            self._remember(before)
            yield self.ledger.state()
            yield self._page(before)

    def no_page(self, failure: Failure) -> Iterator[Any]:
        """Keep the pages before the one that failed."""
        if not self.started and status_of(failure) in (404, 302):
            yield Note(self.context.say("account-missing", account=self.channel, host="t.me"), "gone")
            return
        if status_of(failure) in (401, 403):
            status = status_of(failure)
            text = self.context.say("account-forbidden", account=self.channel, host="t.me", status=status)
            yield Note(text, self.effect)
        else:
            yield from self.failed(failure)
        yield from self._close(complete=False)

    def _remember(self, before: str) -> None:
        if self._jumped:
            self.ledger.moved_on(_LIST, before)
        else:
            self.ledger.stopped_at(_LIST, before)

    def _close(self, *, complete: bool) -> Iterator[Any]:
        if complete:
            self.ledger.ended(_LIST)
        yield from self.ledger.carried(complete=complete, threads=True)
        if complete and self.ledger.depth is not None:
            days = (self.context.now - self.ledger.depth).days
            every = self.source.full_look if self.source.full_look is not None else _FULL_LOOK
            yield Note(self.context.say("looked-back", days=days, every=every))
        yield self.ledger.state(complete=complete)

    def _post(self, wrap: Tag) -> Iterator[Post]:
        """Yield one message. All are the channel's own: others cannot write there."""
        number = str(wrap["data-post"]).rpartition("/")[2]
        body = wrap.select_one(".tgme_widget_message_text.js-message_text, .tgme_widget_message_text")
        moment = wrap.select_one(".tgme_widget_message_date time[datetime], time[datetime]")
        created = iso(str(moment["datetime"])) if moment is not None else None
        if not number.isdigit() or created is None:
            return
        forwarded = wrap.select_one(".tgme_widget_message_forwarded_from") is not None
        above = wrap.select_one("a.tgme_widget_message_reply[href]")
        parent = str(above["href"]).rstrip("/").rpartition("/")[2] if above is not None else None
        yield Post(
            source=self.source.name,
            platform="telegram",
            account=self.channel,
            id=number,
            text=to_text(body.decode_contents()) if body is not None else "",
            created_at=created,
            author_id=self.channel,
            author_is_org=not forwarded,
            kind="repost" if forwarded else "reply" if parent else "post",
            uri=f"{self.channel}/{number}",
            url=f"{BASE}/{self.channel}/{number}",
            observed_at=self.context.now,
            parent_id=parent,
        )

    def _page(self, before: str | None) -> Any:
        url = f"{(self.source.api or BASE).rstrip('/')}/s/{quote(self.channel)}" + (
            f"?before={before}" if before else ""
        )
        request = self.ask(url, self.parse_page, self.no_page)
        request.headers["Accept"] = "text/html"
        request.meta["dont_redirect"] = True
        return request
