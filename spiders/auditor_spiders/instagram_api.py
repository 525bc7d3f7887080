"""Instagram: a professional account's posts and the comments under them (Instagram Graph API)."""

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

_MEDIA: Final = "id,caption,timestamp,permalink,comments_count,media_type"
_REPLY: Final = "id,text,timestamp,username,from{id,username},parent_id"
_COMMENT: Final = f"{_REPLY},replies.limit(50){{{_REPLY}}}"


class InstagramSpider(GraphSpider):
    """media, then per post with comments those, each with its replies."""

    name = "instagram-api"
    title = "Instagram"
    base: ClassVar[str] = "https://graph.facebook.com"
    platform: ClassVar[str] = "instagram"
    version: ClassVar[str] = "v26.0"
    scopes: ClassVar[str] = "instagram_basic, instagram_manage_comments, pages_read_engagement"
    # The most that one page of comments holds.
    page_size: ClassVar[int] = 50

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._id = ""

    def profile(self) -> tuple[str, Query]:
        """Ask for the account by its number."""
        return self.path(quote(str(self.source.account), safe="")), {"fields": "id,username,media_count"}

    def know(self, body: Any) -> Iterator[Item]:
        """Learn the name of the account and how many posts there should be."""
        self._id = str(body.get("id") or self.source.account)
        name = str(body.get("username") or self._id)
        self.people = People.of(name, (self._id,), self.context.pseudonym)
        count = body.get("media_count")
        self.expected = count if isinstance(count, int) else 0
        return iter(())

    def listings(self) -> Iterable[Listing]:
        """Return the posts of the account."""
        yield Listing("media", self.path(f"{self._id}/media"), {"fields": _MEDIA}, self._media, main=True, size="limit")

    def thread(self, key: str) -> Listing:
        """Return the comments under a post, or the rest of the replies to a comment (`post|comment`)."""
        post, _, comment = key.partition("|")

        def take(body: Any) -> Iterator[Post]:
            return self._replies(body, comment, post) if comment else self._comments(body, post)

        path = self.path(f"{quote(comment or post, safe='')}/{'replies' if comment else 'comments'}")
        query = {"fields": _REPLY if comment else _COMMENT}
        return Listing(
            f"comments {key}", path, query, take, scope="instagram_manage_comments", thread=key, size="limit"
        )

    def _media(self, body: Any) -> Iterator[Post]:
        for media in rows(body):
            created = iso(media.get("timestamp"))
            if created is None:
                continue
            number = str(media["id"])
            if media.get("comments_count"):
                self.ledger.want(number)
            yield Post(
                source=self.source.name,
                platform=self.platform,
                account=self.people.main,
                id=number,
                text=str(media.get("caption") or ""),
                created_at=created,
                author_id=self.people.main,
                author_is_org=True,
                uri=number,
                url=str(media["permalink"]) if media.get("permalink") else None,
                observed_at=self.context.now,
            )

    def _comments(self, body: Any, post: str) -> Iterator[Post]:
        for comment in rows(body):
            yield from self._comment(comment, post, post)
            replies = comment.get("replies")
            if isinstance(replies, Mapping):
                yield from self._replies(replies, str(comment["id"]), post)
                if (replies.get("paging") or {}).get("next"):
                    self.ledger.want(f"{post}|{comment['id']}")

    def _replies(self, body: Any, comment: str, post: str) -> Iterator[Post]:
        for reply in rows(body):
            yield from self._comment(reply, comment, post)

    def _comment(self, comment: Mapping[str, Any], parent: str, post: str) -> Iterator[Post]:
        created = iso(comment.get("timestamp"))
        if created is None:
            return
        author = comment.get("from") or {}
        names = [str(name) for name in (comment.get("username"), author.get("username"), author.get("id")) if name]
        own = any(map(self.people.is_own, names))
        number = str(comment["id"])
        yield Post(
            source=self.source.name,
            platform=self.platform,
            account=self.people.main,
            id=number,
            text=str(comment.get("text") or ""),
            created_at=created,
            author_id=self.people.main if own else self.people.name(names[0] if names else f"unknown {number}"),
            author_is_org=own,
            kind="comment",
            uri=number if own else None,
            observed_at=self.context.now,
            parent_id=parent,
            root_id=post,
            mentions=self.people.named_in(str(comment.get("text") or "")),
        )
