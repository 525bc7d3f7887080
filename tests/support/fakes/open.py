"""Servers that anybody may ask: Bluesky and Mastodon as their own fakes have them, and Telegram's preview."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import Any, ClassVar

from support.bluesky import HANDLE, Bluesky, Toot
from support.fakes.world import OWN, Fake, Message
from support.json_api import Say
from support.mastodon import Mastodon, Status

# The time from which the fakes of Bluesky and Mastodon count their minutes.
_START = datetime(2026, 5, 4, 8, tzinfo=UTC)


class FakeBluesky(Fake):
    """The public interface of Bluesky."""

    kind: ClassVar[str] = "bluesky"
    fields: ClassVar[dict[str, Any]] = {"actor": HANDLE}
    key: ClassVar[tuple[str, str] | None] = None
    lists: ClassVar[str] = "/xrpc/app.bsky.feed.getAuthorFeed"
    threads: ClassVar[str | None] = "/xrpc/app.bsky.feed.getPostThread"

    def route(self, path: str, query: dict[str, str], base: str) -> Say:
        """Answer one request."""
        if self.made != len(self.world.messages):
            self.made = len(self.world.messages)
            posts = [Toot(m.id, _name(m), m.text, _minute(m), m.parent and m.parent.id) for m in self.world.messages]
            empty = self.empty_after and self.empty_after // self.page
            self.account = Bluesky(posts, page=self.page, empty_after=empty)
        return self.account.route(path, query, base)

    def refusal(self, status: int) -> Say:
        """Refuse to answer without a login."""
        return Say({"error": "AuthMissing", "message": "Authentication Required"}, status)


class FakeMastodon(Fake):
    """A Mastodon server."""

    kind: ClassVar[str] = "mastodon"
    fields: ClassVar[dict[str, Any]] = {"account": "@molen@sociaal.example"}
    key: ClassVar[tuple[str, str] | None] = None
    lists: ClassVar[str] = "/api/v1/accounts/1/statuses"
    threads: ClassVar[str | None] = "/context"

    def route(self, path: str, query: dict[str, str], base: str) -> Say:
        """Answer one request."""
        if self.made != len(self.world.messages):
            self.made = len(self.world.messages)
            statuses = [
                Status(m.id, _name(m), m.text, _minute(m), m.parent and m.parent.id) for m in self.world.messages
            ]
            self.server = Mastodon(statuses, page=self.page)
        if self.empty_after is not None and path == self.lists and "max_id" in query and self.empties < 2:
            self.empties += 1
            more = f"{base}{path}?limit=40&max_id={query['max_id']}&empty={self.empties}"
            return Say([], headers={"Link": f'<{more}>; rel="next"'})
        return self.server.route(path, query, base)

    def limit(self, headers: dict[str, str]) -> Say:
        """Ask for a pause, in its own words."""
        return Say({"error": "Too many requests"}, 429, headers)

    def refusal(self, status: int) -> Say:
        """Refuse to answer without a login: limited federation."""
        return Say({"error": "This API requires an authenticated user"}, status)


class FakeTelegram(Fake):
    """The preview of a channel: pages of HTML with the oldest message first."""

    kind: ClassVar[str] = "telegram"
    fields: ClassVar[dict[str, Any]] = {"account": OWN, "opt_in": True}
    key: ClassVar[tuple[str, str] | None] = None
    lists: ClassVar[str] = "/s/molen"

    def route(self, path: str, query: dict[str, str], base: str) -> Say:
        """Answer one request."""
        if path == "/robots.txt":
            return Say(b"User-agent: *\nDisallow:", headers={"Content-Type": "text/plain"})
        if path != self.lists:
            return Say(b"", 302, {"Location": "https://telegram.org/"})
        posts = self.world.posts
        ident, _, tail = query.get("before", "").partition("e")
        start = sum(int(m.id) >= int(ident) for m in posts) if ident else 0
        page, following = self.cut(posts, f"{start}e{tail}", 20)
        before = page[-1].id if page else f"{ident}e{self.empties}"
        more = f'<a class="tme_messages_more js-messages_more" data-before="{before}"></a>' if following else ""
        body = "".join(self._message(m, m.id) for m in reversed(page))
        return Say(f'<main class="tme_main"><div class="tgme_channel_info"></div>{more}{body}</main>'.encode())

    def _message(self, m: Message, number: str) -> str:
        return (
            f'<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="molen/{number}">'
            f'<div class="tgme_widget_message_text js-message_text" dir="auto">{escape(m.text)}</div>'
            f'<a class="tgme_widget_message_date" href="https://t.me/molen/{number}">'
            f'<time datetime="{m.at.isoformat()}"></time></a></div></div>'
        )


def _name(m: Message) -> str:
    return "molen" if m.own else m.author


def _minute(m: Message) -> Any:
    """Return the minutes since the start, with a fraction."""
    return (m.at - _START).total_seconds() / 60


OPEN: tuple[type[Fake], ...] = (FakeBluesky, FakeMastodon, FakeTelegram)
