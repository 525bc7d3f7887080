"""Facebook: what a page and its visitors posted, and the comments under that (Graph API, with a page token)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, Final
from urllib.parse import quote

from auditor.collect.protocol import Item
from auditor.model import Post
from auditor_spiders.graph import GraphSpider, rows
from auditor_spiders.listing import Listing, Query
from auditor_spiders.moments import iso
from auditor_spiders.people import People

_POST: Final = (
    "id,message,story,created_time,updated_time,permalink_url,from{id,name},is_hidden,is_published,"
    "comments.limit(0).summary(total_count)"
)
_COMMENT: Final = "id,message,created_time,from{id,name},parent{id},permalink_url"


class FacebookSpider(GraphSpider):
    """feed (posts of the page and of visitors), then per post with comments all levels of them (`filter=stream`)."""

    name = "facebook-api"
    title = "Facebook"
    base: ClassVar[str] = "https://graph.facebook.com"
    platform: ClassVar[str] = "facebook"
    version: ClassVar[str] = "v26.0"
    scopes: ClassVar[str] = "pages_read_engagement, pages_read_user_content, with the task MODERATE on the page"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._id = ""

    def profile(self) -> tuple[str, Query]:
        """Ask for the page."""
        return self.path(quote(str(self.source.account).lstrip("@"), safe="")), {"fields": "id,name,username"}

    def know(self, body: Any) -> Iterator[Item]:
        """Learn the number and the name of the page."""
        self._id = str(body.get("id") or "")
        name = str(body.get("username") or body.get("name") or self.source.account)
        self.people = People.of(name, (self._id, self.source.account, body.get("name")), self.context.pseudonym)
        return iter(())

    def listings(self) -> Iterable[Listing]:
        """Return the feed of the page."""
        yield Listing("feed", self.path(f"{self._id}/feed"), {"fields": _POST}, self._posts, main=True, size="limit")

    def thread(self, key: str) -> Listing:
        """Return the comments under one post."""

        def take(body: Any) -> Iterator[Post]:
            return self._comments(body, key)

        query = {"fields": _COMMENT, "filter": "stream", "order": "chronological"}
        path = self.path(f"{quote(key, safe='')}/comments")
        return Listing(f"comments {key}", path, query, take, scope="pages_read_user_content", thread=key, size="limit")

    def _posts(self, body: Any) -> Iterator[Post]:
        for post in rows(body):
            created = iso(post.get("created_time"))
            if created is None or post.get("is_published") is False:
                continue
            number, own = str(post["id"]), self._is_own(post)
            summary = (post.get("comments") or {}).get("summary") or {}
            if summary.get("total_count"):
                self.ledger.want(number)
            yield Post(
                source=self.source.name,
                platform=self.platform,
                account=self.people.main,
                id=number,
                text=str(post.get("message") or post.get("story") or ""),
                created_at=created,
                author_id=self._name(post),
                author_is_org=own,
                uri=number if own else None,
                url=_text(post.get("permalink_url")) if own else None,
                observed_at=self.context.now,
                mentions=() if own else (self.people.main,),
            )

    def _comments(self, body: Any, post: str) -> Iterator[Post]:
        for comment in rows(body):
            created = iso(comment.get("created_time"))
            if created is None:
                continue
            number, own = str(comment["id"]), self._is_own(comment)
            above = comment.get("parent")
            parent = str(above["id"]) if isinstance(above, Mapping) and above.get("id") else post
            yield Post(
                source=self.source.name,
                platform=self.platform,
                account=self.people.main,
                id=number,
                text=str(comment.get("message") or ""),
                created_at=created,
                author_id=self._name(comment),
                author_is_org=own,
                kind="comment",
                uri=number if own else None,
                url=_text(comment.get("permalink_url")) if own else None,
                observed_at=self.context.now,
                parent_id=parent,
                root_id=post,
            )

    def _is_own(self, row: Mapping[str, Any]) -> bool:
        return str((row.get("from") or {}).get("id") or "") == self._id

    def _name(self, row: Mapping[str, Any]) -> str:
        """Return who wrote something. Facebook hides who a visitor is from most apps; then every message is its own."""
        author = row.get("from") or {}
        if self._is_own(row):
            return self.people.main
        return self.people.pseudonym(str(author.get("id") or f"unknown {row['id']}"))


def _text(value: object) -> str | None:
    return str(value) if value else None
