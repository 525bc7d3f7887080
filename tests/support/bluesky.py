"""A small Bluesky for tests: posts as short lines, served in the shapes of app.bsky.*.

Written after the lexicons app.bsky.feed.defs, getAuthorFeed and getPostThread.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from support.json_api import Say

OWN = "did:plc:molenmolenmolen"
HANDLE = "molen.example"
THREAD_POST = "app.bsky.feed.defs#threadViewPost"


@dataclass(frozen=True)
class Toot:
    """One post: key, author, text, minutes after the start, key of the parent, and what is odd about it."""

    key: str
    author: str
    text: str
    minute: int = 0
    parent: str | None = None
    indexed_minute: int | None = None
    """When the server received it; a second after the post, unless said otherwise."""
    mention: str | None = None
    quote: bool = False


def did(author: str) -> str:
    """Return the DID of an author."""
    return OWN if author == "molen" else f"did:plc:{author:0<15}"


class Bluesky:
    """Answers for one account. `gone` and `blocked` are keys of posts that can no longer be seen."""

    def __init__(
        self,
        posts: Iterable[Toot],
        *,
        reposts: Iterable[str] = (),
        pinned: str | None = None,
        gone: Iterable[str] = (),
        blocked: Iterable[str] = (),
        empty_after: int | None = None,
        page: int = 100,
        count: int | None = None,
    ) -> None:
        self.posts = {post.key: post for post in posts}
        self.reposts, self.gone, self.blocked = tuple(reposts), frozenset(gone), frozenset(blocked)
        self.pinned, self.empty_after, self.page, self.count = pinned, empty_after, page, count

    def route(self, path: str, query: dict[str, str], _: str) -> Say:
        """Answer one request."""
        method = path.removeprefix("/xrpc/")
        if method == "app.bsky.feed.getPostThread":
            return self._thread(query["uri"])
        if query.get("actor") not in (OWN, HANDLE):
            return Say({"error": "InvalidRequest", "message": "Profile not found"}, 400)
        if method == "app.bsky.actor.getProfile":
            own = sum(post.author == "molen" for post in self.posts.values())
            return Say({"did": OWN, "handle": HANDLE, "postsCount": own if self.count is None else self.count})
        assert method == "app.bsky.feed.getAuthorFeed"
        assert query["filter"] == "posts_with_replies"
        return Say(self._feed(query))

    def uri(self, key: str) -> str:
        """Return the address of a post."""
        return f"at://{did(self.posts[key].author)}/app.bsky.feed.post/{key}"

    def _feed(self, query: dict[str, str]) -> dict[str, Any]:
        own = sorted((p for p in self.posts.values() if p.author == "molen"), key=lambda p: -p.minute)
        items = [self._item(post) for post in own]
        reason = {"$type": "app.bsky.feed.defs#reasonRepost", "by": {"did": OWN}, "indexedAt": _time(9000)}
        items += [{"post": self._view(key), "reason": reason} for key in self.reposts]
        if self.pinned:
            items.insert(0, {"post": self._view(self.pinned), "reason": {"$type": "app.bsky.feed.defs#reasonPin"}})
        limit = min(int(query["limit"]), self.page)
        start, _, empty = query.get("cursor", "0").partition("e")
        at = int(start)
        if self.empty_after is not None and at == self.empty_after * limit and len(empty) < 2:
            return {"feed": [], "cursor": f"{at}e{empty}1"}
        answer: dict[str, Any] = {"feed": items[at : at + limit]}
        if at + limit < len(items):
            answer["cursor"] = str(at + limit)
        return answer

    def _item(self, post: Toot) -> dict[str, Any]:
        item: dict[str, Any] = {"post": self._view(post.key)}
        if post.parent:
            item["reply"] = {"parent": self._seen(post.parent), "root": self._seen(self._root(post))}
        return item

    def _seen(self, key: str) -> dict[str, Any]:
        if key in self.gone:
            return {"$type": "app.bsky.feed.defs#notFoundPost", "uri": self.uri(key), "notFound": True}
        if key in self.blocked:
            author = {"did": did(self.posts[key].author)}
            return {"$type": "app.bsky.feed.defs#blockedPost", "uri": self.uri(key), "blocked": True, "author": author}
        return {"$type": "app.bsky.feed.defs#postView", **self._view(key)}

    def _view(self, key: str) -> dict[str, Any]:
        post = self.posts[key]
        record: dict[str, Any] = {
            "$type": "app.bsky.feed.post",
            "text": post.text,
            "createdAt": _time(post.minute),
            "langs": ["nl"],
        }
        if post.parent:
            record["reply"] = {
                "parent": {"uri": self.uri(post.parent), "cid": "c"},
                "root": {"uri": self.uri(self._root(post)), "cid": "c"},
            }
        if post.mention:
            feature = {"$type": "app.bsky.richtext.facet#mention", "did": did(post.mention)}
            record["facets"] = [{"index": {"byteStart": 0, "byteEnd": 1}, "features": [feature]}]
        if post.quote:
            record["embed"] = {"$type": "app.bsky.embed.record", "record": {"uri": "at://x/y/z", "cid": "c"}}
        received = post.minute if post.indexed_minute is None else post.indexed_minute
        handle = HANDLE if post.author == "molen" else f"{post.author}.bsky.example"
        return {
            "uri": self.uri(key),
            "cid": "c",
            "author": {"did": did(post.author), "handle": handle, "displayName": post.author.title()},
            "record": record,
            "replyCount": len(self._children(key)),
            "indexedAt": _time(received, 0 if post.indexed_minute is not None else 1),
        }

    def _thread(self, uri: str) -> Say:
        key = uri.rsplit("/", 1)[1]
        if key not in self.posts or key in self.gone:
            return Say({"error": "NotFound", "message": f"Post not found: {uri}"}, 400)
        node = self._below(key)
        above = self._above(key)
        return Say({"thread": {**node, "parent": above} if above else node})

    def _below(self, key: str) -> dict[str, Any]:
        return {"$type": THREAD_POST, "post": self._view(key), "replies": [self._below(k) for k in self._children(key)]}

    def _above(self, key: str) -> dict[str, Any] | None:
        parent = self.posts[key].parent
        if parent is None:
            return None
        if parent in self.gone | self.blocked:
            return self._seen(parent)
        node: dict[str, Any] = {"$type": THREAD_POST, "post": self._view(parent)}
        above = self._above(parent)
        return {**node, "parent": above} if above else node

    def _children(self, key: str) -> list[str]:
        return [post.key for post in self.posts.values() if post.parent == key and post.key not in self.gone]

    def _root(self, post: Toot) -> str:
        while post.parent:
            post = self.posts[post.parent]
        return post.key


def _time(minute: int, seconds: int = 0) -> str:
    moment = datetime(2026, 5, 4, 8, tzinfo=UTC) + timedelta(minutes=minute, seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
