"""Threads: an account's posts and replies, the conversations under them, and its mentions (Threads API)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, Final
from urllib.parse import quote

from auditor.collect.protocol import Item
from auditor.model import Post, PostKind
from auditor_spiders.graph import GraphSpider, rows
from auditor_spiders.listing import Listing, Query
from auditor_spiders.moments import iso
from auditor_spiders.people import People

_FIELDS: Final = (
    "id,text,timestamp,permalink,username,media_type,has_replies,is_quote_post,is_reply,is_reply_owned_by_me,"
    "root_post,replied_to,hide_status"
)
_SHARED: Final = "REPOST_FACADE"


class ThreadsSpider(GraphSpider):
    """threads, replies and mentions of the account, then per post with replies the whole conversation."""

    name = "threads-api"
    title = "Threads"
    base: ClassVar[str] = "https://graph.threads.net"
    platform: ClassVar[str] = "threads"
    version: ClassVar[str] = "v1.0"
    scopes: ClassVar[str] = "threads_basic, threads_read_replies"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._id = "me"

    def profile(self) -> tuple[str, Query]:
        """Ask whose token it is."""
        return self.path("me"), {"fields": "id,username"}

    def know(self, body: Any) -> Iterator[Item]:
        """Learn the name of the account."""
        self._id = str(body.get("id") or "me")
        name = str(body.get("username") or self.source.account or self.source.name)
        self.people = People.of(name, (self._id, self.source.account), self.context.pseudonym)
        return iter(())

    def listings(self) -> Iterable[Listing]:
        """Return the posts, the replies and, where the token may see them, the mentions."""
        asked = {"fields": _FIELDS}
        yield Listing("threads", self.path(f"{self._id}/threads"), asked, self._posts, main=True, size="limit")
        yield Listing(
            "replies", self.path(f"{self._id}/replies"), asked, self._posts, scope="threads_read_replies", size="limit"
        )
        yield Listing(
            "mentions",
            self.path(f"{self._id}/mentions"),
            asked,
            self._posts,
            scope="threads_manage_mentions",
            size="limit",
            optional=True,
        )

    def thread(self, key: str) -> Listing:
        """Return everything that was said under one post."""
        path = self.path(f"{quote(key, safe='')}/conversation")
        query = {"fields": _FIELDS, "reverse": "false"}
        return Listing(
            f"conversation {key}", path, query, self._posts, scope="threads_read_replies", thread=key, size="limit"
        )

    def _posts(self, body: Any) -> Iterator[Post]:
        for row in rows(body):
            created = iso(row.get("timestamp"))
            if created is None:
                continue
            number, name = str(row["id"]), str(row.get("username") or "")
            shared = row.get("media_type") == _SHARED
            own = self.people.is_own(name) or row.get("is_reply_owned_by_me") is True
            parent, root = _id(row.get("replied_to")), _id(row.get("root_post"))
            if own and not row.get("is_reply") and row.get("has_replies"):
                self.ledger.want(number)
            text = str(row.get("text") or "")
            yield Post(
                source=self.source.name,
                platform=self.platform,
                account=self.people.main,
                id=number,
                text=text,
                created_at=created,
                author_id=self.people.main if own else self.people.name(name or f"unknown {number}"),
                author_is_org=own and not shared,
                kind=_kind(row, shared=shared),
                uri=number if own else None,
                url=str(row["permalink"]) if own and row.get("permalink") else None,
                observed_at=self.context.now,
                parent_id=parent or root,
                root_id=root or parent,
                mentions=self.people.named_in(text),
            )


def _id(value: object) -> str | None:
    return str(value["id"]) if isinstance(value, Mapping) and value.get("id") else None


def _kind(row: Mapping[str, Any], *, shared: bool) -> PostKind:
    if shared:
        return "repost"
    if row.get("is_reply") or row.get("replied_to"):
        return "reply"
    return "quote" if row.get("is_quote_post") else "post"
