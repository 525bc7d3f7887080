"""A small Mastodon server for tests: statuses as short lines, served in the shapes of /api/v1.

Written after the documentation of accounts/lookup, accounts/:id/statuses and statuses/:id/context.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any
from urllib.parse import urlencode

from support.json_api import Say

USER = "molen"
DOMAIN = "sociaal.example"


@dataclass(frozen=True)
class Status:
    """One status: number, author, text (or HTML as it stands), minutes after the start, number of the parent."""

    id: str
    author: str
    text: str = ""
    minute: int = 0
    parent: str | None = None
    html: str | None = None
    boost_of: str | None = None
    edited: int | None = None
    warning: str = ""


def number(author: str) -> str:
    """Return the id of an account."""
    return "1" if author == USER else str(100 + sum(map(ord, author)))


class Mastodon:
    """Answers for one server. `page` is the greatest number of statuses that it gives at once."""

    def __init__(
        self, statuses: Iterable[Status], *, page: int = 40, count: int | None = None, web: bool = True
    ) -> None:
        self.statuses = {status.id: status for status in statuses}
        self.page, self.count, self.web = page, count, web

    def route(self, path: str, query: dict[str, str], base: str) -> Say:
        """Answer one request."""
        parts = path.strip("/").split("/")
        if path == "/api/v1/accounts/lookup":
            return Say(self._account(USER)) if query.get("acct") == USER else missing()
        if path == "/.well-known/webfinger":
            return Say({"subject": query["resource"], "links": [{"rel": "self", "href": f"{base}/users/{USER}"}]})
        if parts[2:3] == ["accounts"] and parts[4:] == ["statuses"]:
            return self._page(query, base) if parts[3] == "1" else missing()
        if parts[2:3] == ["statuses"] and parts[4:] == ["context"]:
            return self._context(parts[3])
        if parts[2:3] == ["statuses"] and parts[3] in self.statuses:
            return Say(self._status(self.statuses[parts[3]]))
        return missing()

    def _page(self, query: dict[str, str], base: str) -> Say:
        own = [s for s in self.statuses.values() if s.author == USER]
        own.sort(key=lambda s: int(s.id), reverse=True)
        if "max_id" in query:
            own = [s for s in own if int(s.id) < int(query["max_id"])]
        limit = min(int(query.get("limit", 20)), self.page)
        page = own[:limit]
        links = []
        if len(own) > limit:
            more = urlencode({"limit": limit, "max_id": page[-1].id})
            links.append(f'<{base}/api/v1/accounts/1/statuses?{more}>; rel="next"')
        if page:
            links.append(f'<{base}/api/v1/accounts/1/statuses?min_id={page[0].id}>; rel="prev"')
        return Say([self._status(s) for s in page], headers={"Link": ", ".join(links)} if links else {})

    def _context(self, number_of_status: str) -> Say:
        status = self.statuses[number_of_status]
        ancestors: list[Status] = []
        parent = self.statuses.get(status.parent or "")
        while parent is not None:
            ancestors.insert(0, parent)
            parent = self.statuses.get(parent.parent or "")
        descendants: list[Status] = []
        stack = [status.id]
        while stack:
            children = [s for s in self.statuses.values() if s.parent == stack[0]]
            stack = [*(s.id for s in children), *stack[1:]]
            descendants += children
        return Say({"ancestors": [*map(self._status, ancestors)], "descendants": [*map(self._status, descendants)]})

    def _account(self, author: str) -> dict[str, Any]:
        own = sum(s.author == author for s in self.statuses.values())
        local = author == USER
        host = DOMAIN if local else "elders.example"
        return {
            "id": number(author),
            "username": author,
            "acct": author if local else f"{author}@{host}",
            "display_name": author.title(),
            "url": f"https://{host}/@{author}",
            "statuses_count": own if self.count is None or not local else self.count,
        }

    def _status(self, status: Status) -> dict[str, Any]:
        account = self._account(status.author)
        parent = self.statuses.get(status.parent or "")
        mentions = [name for name in (USER, "an", "bo") if f"@{name}" in status.text and name != status.author]
        return {
            "id": status.id,
            "created_at": _time(status.minute),
            "edited_at": _time(status.edited) if status.edited is not None else None,
            "in_reply_to_id": status.parent,
            "in_reply_to_account_id": number(parent.author) if parent else None,
            "visibility": "public",
            "language": "nl",
            "spoiler_text": status.warning,
            "uri": f"{account['url']}/statuses/{status.id}",
            "url": f"{account['url']}/{status.id}",
            "replies_count": sum(s.parent == status.id for s in self.statuses.values()),
            "content": status.html if status.html is not None else f"<p>{escape(status.text)}</p>",
            "reblog": self._status(self.statuses[status.boost_of]) if status.boost_of else None,
            "account": account,
            "mentions": [{k: self._account(name)[k] for k in ("id", "username", "acct", "url")} for name in mentions],
            "tags": [],
        }


def missing() -> Say:
    """Return the answer for what is not there."""
    return Say({"error": "Record not found"}, 404)


def _time(minute: int) -> str:
    return (datetime(2026, 5, 4, 8, tzinfo=UTC) + timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
