"""Servers that speak the official interfaces: X, LinkedIn, Facebook, Instagram, Threads, YouTube.

Shapes, paging and errors after the vendors' documentation; every text is invented.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, ClassVar
from urllib.parse import unquote, urlencode

from support.fakes.world import OWN, TOKEN, Fake, Message
from support.json_api import Say

PAGE = "2414183"
NUMBERS = {OWN: PAGE, "anna": "901", "bram": "902"}


class FakeX(Fake):
    """X API v2. `renamed` speaks of posts where the older spelling says tweets."""

    kind: ClassVar[str] = "x-api"
    fields: ClassVar[dict[str, Any]] = {"account": "@molen"}
    variable: ClassVar[str] = "X_BEARER_TOKEN"
    lists: ClassVar[str] = f"/2/users/{PAGE}/tweets"
    threads: ClassVar[str | None] = "/2/tweets/search/recent"
    renamed: ClassVar[bool] = False

    def route(self, path: str, query: dict[str, str], base: str) -> Say:
        """Answer one request."""
        if path.startswith("/2/users/by/username/"):
            if path.rsplit("/", 1)[1] != OWN:
                title = {"title": "Not Found Error", "type": "https://api.twitter.com/2/problems/resource-not-found"}
                return Say({"errors": [{**title, "detail": "Could not find user with username: [x]."}]})
            count = sum(m.own for m in self.world.messages)
            return Say({"data": {"id": PAGE, "username": OWN, "public_metrics": {"tweet_count": count}}})
        newest = sorted(self.world.messages, key=lambda m: m.at, reverse=True)
        if path == self.lists:
            assert 5 <= int(query["max_results"]) <= 100
            since = int(query.get("since_id", 0))
            return self._page([m for m in newest if m.own and int(m.id) > since], query, "pagination_token")
        if path == f"/2/users/{PAGE}/mentions":
            assert 5 <= int(query["max_results"]) <= 100
            return self._page([m for m in newest if f"@{OWN}" in m.text], query, "pagination_token")
        assert path == self.threads
        assert 10 <= int(query["max_results"]) <= 100
        return self._page(list(reversed(self.world.under(query["query"].partition(":")[2]))), query, "next_token")

    def _page(self, messages: list[Message], query: dict[str, str], token: str) -> Say:
        page, following = self.cut(messages, query.get(token, "t0")[1:], int(query["max_results"]))
        parents = {m.parent.id: m.parent for m in page if m.parent is not None}
        body: dict[str, Any] = {"meta": {"result_count": len(page)}}
        if page:
            kind = "posts" if self.renamed else "tweets"
            users = {m.author: {"id": NUMBERS[m.author], "username": m.author} for m in (*page, *parents.values())}
            body["data"] = [self._tweet(m) for m in page]
            body["includes"] = {"users": list(users.values()), kind: [self._tweet(m) for m in parents.values()]}
        if following is not None:
            body["meta"]["next_token"] = f"t{following}"
        return Say(body, headers={"x-rate-limit-limit": "900", "x-rate-limit-remaining": "899"})

    def _tweet(self, m: Message) -> dict[str, Any]:
        tweet: dict[str, Any] = {
            "id": m.id,
            "text": m.text,
            "author_id": NUMBERS[m.author],
            "created_at": m.iso,
            "conversation_id": m.root.id,
            "lang": "nl",
            ("edit_history_post_ids" if self.renamed else "edit_history_tweet_ids"): [m.id],
            "public_metrics": {"reply_count": len(self.world.answers(m.id))},
        }
        if m.parent is not None:
            tweet["in_reply_to_user_id"] = NUMBERS[m.parent.author]
            reference = [{"type": "replied_to", "id": m.parent.id}]
            tweet["referenced_posts" if self.renamed else "referenced_tweets"] = reference
        return tweet

    def limit(self, headers: dict[str, str]) -> Say:
        """Ask for a pause, in its own words."""
        title = {"title": "Too Many Requests", "detail": "Too Many Requests", "type": "about:blank", "status": 429}
        return Say(title, 429, headers)

    def refusal(self, status: int) -> Say:
        """Refuse a token, in its own words."""
        title = "Unauthorized" if status == 401 else "Forbidden"
        return Say({"title": title, "type": "about:blank", "status": status, "detail": title}, status)


class FakeRenamedX(FakeX):
    """X as its specification of 2026 has it."""

    renamed: ClassVar[bool] = True


class FakeLinkedIn(Fake):
    """Posts and Social Actions, versioned."""

    kind: ClassVar[str] = "linkedin-api"
    fields: ClassVar[dict[str, Any]] = {"account": PAGE, "accounts": ["molen"]}
    variable: ClassVar[str] = "LINKEDIN_ACCESS_TOKEN"
    lists: ClassVar[str] = "/rest/posts"
    threads: ClassVar[str | None] = "/comments"

    def route(self, path: str, query: dict[str, str], base: str) -> Say:
        """Answer one request."""
        place, count = query.get("start", "0"), int(query.get("count", 10))
        start = int(place.partition("e")[0])
        if path == self.lists:
            assert (query["q"], query["author"]) == ("author", f"urn:li:organization:{PAGE}")
            page, following = self.cut(self.world.posts, place, count)
            elements = [self._post(m) for m in page]
            more = urlencode({"q": "author", "count": count, "start": following}) if following is not None else None
            links = [{"type": "application/json", "rel": "next", "href": f"/rest/posts?{more}"}] if more else []
            return Say({"elements": elements, "paging": {"start": start, "count": count, "links": links}})
        found = re.fullmatch(r"/rest/socialActions/(.+)/comments", path)
        assert found
        urn = unquote(found[1])
        if urn.startswith("urn:li:share:"):
            messages = self.world.answers(urn.rpartition(":")[2])
        else:
            above = urn.rstrip(")").rpartition(",")[2]
            messages = self.world.answers(above)
        page = messages[start : start + min(count, self.page)]
        return Say(
            {
                "elements": [self._comment(m) for m in page],
                "paging": {"start": start, "count": count, "links": [], "total": len(messages)},
            }
        )

    def _post(self, m: Message) -> dict[str, Any]:
        times = {"createdAt": m.ms - 1, "publishedAt": m.ms, "lastModifiedAt": m.ms}
        return {
            **times,
            "id": f"urn:li:share:{m.id}",
            "author": f"urn:li:organization:{PAGE}",
            "commentary": m.text,
            "visibility": "PUBLIC",
            "lifecycleState": "PUBLISHED",
            "lifecycleStateInfo": {"isEditedByAuthor": False},
        }

    def _comment(self, m: Message) -> dict[str, Any]:
        assert m.parent is not None
        activity = f"urn:li:activity:{m.root.id}"
        who = "organization" if m.own else "person"
        comment: dict[str, Any] = {
            "id": int(m.id),
            "commentUrn": f"urn:li:comment:({activity},{m.id})",
            "actor": f"urn:li:{who}:{NUMBERS[m.author]}",
            "object": activity,
            "message": {"text": m.text},
            "created": {"time": m.ms},
        }
        if m.parent is not m.root:
            comment["parentComment"] = f"urn:li:comment:(activity:{m.root.id},{m.parent.id})"
        if bool(self.world.answers(m.id)):
            comment["commentsSummary"] = {"aggregatedTotalComments": 1, "totalFirstLevelComments": 1}
        return comment

    def limit(self, headers: dict[str, str]) -> Say:
        """Ask for a pause, in its own words."""
        message = "Resource level throttle limit for calls to this resource is reached."
        body = {"status": 429, "serviceErrorCode": 101, "code": "TOO_MANY_REQUESTS", "message": message}
        return Say(body, 429, headers)

    def refusal(self, status: int) -> Say:
        """Refuse a token, in its own words."""
        code = "EXPIRED_ACCESS_TOKEN" if status == 401 else "ACCESS_DENIED"
        body = {"status": status, "serviceErrorCode": 65602 if status == 401 else 100, "code": code}
        return Say({**body, "message": "The token used in the request has expired"}, status)


class _FakeGraph(Fake):
    """What Meta's interfaces share: cursors, and errors with codes. `next` holds the token, as the real one does."""

    version: ClassVar[str] = "/v26.0"

    def paged(
        self, items: Sequence[Any], shape: Callable[[Any], Any], query: dict[str, str], path: str, base: str
    ) -> dict[str, Any]:
        """Return one page of a list."""
        place = query.get("after", "c0")[1:]
        page, following = self.cut(items, place, int(query.get("limit", 25)))
        paging: dict[str, Any] = {"cursors": {"before": f"c{place}", "after": f"c{following or len(items)}"}}
        if following is not None:
            paging["next"] = f"{base}{path}?{urlencode({'access_token': TOKEN, 'after': f'c{following}'})}"
        return {"data": [shape(item) for item in page], "paging": paging}

    def limit(self, headers: dict[str, str]) -> Say:
        """Ask for a pause, in its own words."""
        error = {"message": "(#32) Page request limit reached", "type": "OAuthException", "code": 32, "fbtrace_id": "A"}
        return Say({"error": error}, 400, headers)

    def refusal(self, status: int) -> Say:
        """Refuse a token, in its own words."""
        if status == 401:
            message = f"Error validating access token: Session has expired. The token {TOKEN} is not valid."
            error = {"message": message, "type": "OAuthException", "code": 190, "error_subcode": 463}
            return Say({"error": error}, 400)
        error = {"message": "(#10) This endpoint requires the permission", "type": "OAuthException", "code": 10}
        return Say({"error": error}, 403)

    def missing(self) -> Say:
        """Return the answer for what is not there."""
        message = "Unsupported get request. Object with ID '0' does not exist"
        return Say(
            {"error": {"message": message, "type": "GraphMethodException", "code": 100, "error_subcode": 33}}, 400
        )


class FakeFacebook(_FakeGraph):
    """The Graph API for a page."""

    kind: ClassVar[str] = "facebook-api"
    fields: ClassVar[dict[str, Any]] = {"account": PAGE}
    variable: ClassVar[str] = "FACEBOOK_PAGE_TOKEN"
    lists: ClassVar[str] = f"/v26.0/{PAGE}/feed"
    threads: ClassVar[str | None] = "/comments"

    def route(self, path: str, query: dict[str, str], base: str) -> Say:
        """Answer one request."""
        if path == f"{self.version}/{PAGE}":
            return Say({"id": PAGE, "name": "De Molen", "username": OWN})
        if path == self.lists:
            return Say(self.paged(self.world.posts, self._post, query, path, base))
        found = re.fullmatch(rf"{self.version}/{PAGE}_(\d+)/comments", path)
        if not found:
            return self.missing()
        assert query["filter"] == "stream"
        return Say(self.paged(self.world.under(found[1]), self._comment, query, path, base))

    def _post(self, m: Message) -> dict[str, Any]:
        total = len(self.world.under(m.id))
        return {
            "id": f"{PAGE}_{m.id}",
            "message": m.text,
            "created_time": m.graph_time,
            "updated_time": m.graph_time,
            "permalink_url": f"https://www.facebook.com/{PAGE}/posts/{m.id}",
            "from": {"id": PAGE, "name": "De Molen"},
            "comments": {"data": [], "summary": {"order": "ranked", "total_count": total}},
        }

    def _comment(self, m: Message) -> dict[str, Any]:
        comment: dict[str, Any] = {
            "id": f"{m.root.id}_{m.id}",
            "message": m.text,
            "created_time": m.graph_time,
            "from": {"id": NUMBERS[m.author], "name": m.author.title()},
            "permalink_url": f"https://www.facebook.com/{PAGE}/posts/{m.root.id}?comment_id={m.id}",
        }
        if m.parent is not None and m.parent is not m.root:
            comment["parent"] = {"id": f"{m.root.id}_{m.parent.id}", "created_time": m.parent.graph_time}
        return comment


class FakeInstagram(_FakeGraph):
    """The Graph API for a professional account."""

    kind: ClassVar[str] = "instagram-api"
    fields: ClassVar[dict[str, Any]] = {"account": PAGE}
    variable: ClassVar[str] = "INSTAGRAM_ACCESS_TOKEN"
    lists: ClassVar[str] = f"/v26.0/{PAGE}/media"
    threads: ClassVar[str | None] = "/comments"

    def route(self, path: str, query: dict[str, str], base: str) -> Say:
        """Answer one request."""
        if path == f"{self.version}/{PAGE}":
            return Say({"id": PAGE, "username": OWN, "media_count": len(self.world.posts)})
        if path == self.lists:
            return Say(self.paged(self.world.posts, self._media, query, path, base))
        found = re.fullmatch(rf"{self.version}/(\d+)/(comments|replies)", path)
        if not found:
            return self.missing()
        below = self.world.answers(found[1])
        return Say(self.paged(below, lambda m: self._comment(m, path, base), query, path, base))

    def _media(self, m: Message) -> dict[str, Any]:
        return {
            "id": m.id,
            "caption": m.text,
            "timestamp": m.graph_time,
            "permalink": f"https://www.instagram.com/p/{m.id}/",
            "comments_count": len(self.world.under(m.id)),
            "media_type": "IMAGE",
        }

    def _comment(self, m: Message, path: str, base: str) -> dict[str, Any]:
        comment: dict[str, Any] = {
            "id": m.id,
            "text": m.text,
            "timestamp": m.graph_time,
            "username": m.author,
            "from": {"id": NUMBERS[m.author], "username": m.author},
        }
        replies = [self._comment(o, path, base) for o in self.world.answers(m.id)]
        if replies:
            comment["replies"] = self.paged(replies, lambda reply: reply, {"limit": "50"}, path, base)
        return comment


class FakeThreads(_FakeGraph):
    """The Threads API."""

    kind: ClassVar[str] = "threads-api"
    variable: ClassVar[str] = "THREADS_ACCESS_TOKEN"
    lists: ClassVar[str] = f"/v1.0/{PAGE}/threads"
    threads: ClassVar[str | None] = "/conversation"
    version: ClassVar[str] = "/v1.0"

    def route(self, path: str, query: dict[str, str], base: str) -> Say:
        """Answer one request."""
        newest = sorted(self.world.messages, key=lambda m: m.at, reverse=True)
        if path == "/v1.0/me":
            return Say({"id": PAGE, "username": OWN})
        if path == self.lists:
            messages = self.world.posts
        elif path == f"/v1.0/{PAGE}/replies":
            messages = [m for m in newest if m.own and m.parent is not None]
        elif path == f"/v1.0/{PAGE}/mentions":
            error = {"message": "Application does not have permission", "type": "THApiException", "code": 10}
            return Say({"error": error}, 400)
        else:
            messages = self.world.under(path.split("/")[2])
        return Say(self.paged(messages, self._thread, query, path, base))

    def _thread(self, m: Message) -> dict[str, Any]:
        thread: dict[str, Any] = {
            "id": m.id,
            "media_type": "TEXT_POST",
            "permalink": f"https://www.threads.net/@{m.author}/post/{m.id}",
            "username": m.author,
            "text": m.text,
            "timestamp": m.graph_time,
            "is_quote_post": False,
            "has_replies": bool(self.world.answers(m.id)),
            "is_reply": m.parent is not None,
            "is_reply_owned_by_me": m.parent is not None and m.own,
        }
        if m.parent is not None:
            thread |= {"root_post": {"id": m.root.id}, "replied_to": {"id": m.parent.id}}
        return thread


class FakeYouTube(Fake):
    """The Data API: a video per post."""

    kind: ClassVar[str] = "youtube-api"
    fields: ClassVar[dict[str, Any]] = {"account": "@molen"}
    key: ClassVar[tuple[str, str] | None] = ("X-Goog-Api-Key", TOKEN)
    variable: ClassVar[str] = "YOUTUBE_API_KEY"
    lists: ClassVar[str] = "/youtube/v3/playlistItems"
    threads: ClassVar[str | None] = "/youtube/v3/commentThreads"
    channel: ClassVar[str] = "UCmolenmolenmolenmolenmo"

    def route(self, path: str, query: dict[str, str], base: str) -> Say:
        """Answer one request."""
        if path == "/youtube/v3/channels":
            if query.get("forHandle") != "@molen" and query.get("id") != self.channel:
                return Say({"items": [], "pageInfo": {"totalResults": 0}})
            lists = {"relatedPlaylists": {"uploads": "UU" + self.channel[2:]}}
            count = {"videoCount": str(len(self.world.posts))}
            snippet = {"title": "De Molen", "customUrl": "@molen"}
            return Say(
                {"items": [{"id": self.channel, "snippet": snippet, "contentDetails": lists, "statistics": count}]}
            )
        if path == self.lists:
            return self._page(self.world.posts, self._video, query)
        newest = sorted(self.world.messages, key=lambda m: m.at, reverse=True)
        if path == self.threads:
            assert query["allThreadsRelatedToChannelId"] == self.channel
            return self._page([m for m in newest if m.parent is not None and m.parent is m.root], self._thread, query)
        assert path == "/youtube/v3/comments"
        below = self.world.answers(query["parentId"])
        return self._page(below, self._comment, query)

    def _page(self, items: Sequence[Message], shape: Callable[[Message], Any], query: dict[str, str]) -> Say:
        page, following = self.cut(items, query.get("pageToken", "p0")[1:], int(query["maxResults"]))
        body: dict[str, Any] = {
            "items": [shape(m) for m in page],
            "pageInfo": {"totalResults": len(items), "resultsPerPage": len(page)},
        }
        if following is not None:
            body["nextPageToken"] = f"p{following}"
        return Say(body)

    def _video(self, m: Message) -> dict[str, Any]:
        snippet = {"title": f"Film {m.id}", "description": m.text, "publishedAt": m.iso, "channelId": self.channel}
        return {"snippet": snippet, "contentDetails": {"videoId": m.id, "videoPublishedAt": m.iso}}

    def _comment(self, m: Message) -> dict[str, Any]:
        author = self.channel if m.own else f"UC{m.author}"
        snippet = {
            "textOriginal": m.text,
            "textDisplay": m.text,
            "authorDisplayName": f"@{m.author}",
            "authorChannelId": {"value": author},
            "publishedAt": m.iso,
            "updatedAt": m.iso,
        }
        return {"id": m.id, "snippet": snippet}

    def _thread(self, m: Message) -> dict[str, Any]:
        """A thread shows no reply here, so that all have to be asked for."""
        total = len(self.world.answers(m.id))
        snippet = {"videoId": m.root.id, "topLevelComment": self._comment(m), "totalReplyCount": total}
        return {"id": m.id, "snippet": snippet}

    def limit(self, headers: dict[str, str]) -> Say:
        """Ask for a pause, in its own words."""
        told = {"message": "Too many", "domain": "usageLimits", "reason": "rateLimitExceeded"}
        return Say({"error": {"code": 403, "message": "Too many", "errors": [told]}}, 403, headers)

    def refusal(self, status: int) -> Say:
        """Refuse a token, in its own words."""
        reason = "keyInvalid" if status == 401 else "forbidden"
        told = {"message": "Bad Request", "domain": "usageLimits", "reason": reason}
        return Say(
            {"error": {"code": 400, "message": "API key not valid", "errors": [told]}}, 400 if status == 401 else 403
        )


KEYED: tuple[type[Fake], ...] = (
    FakeX,
    FakeRenamedX,
    FakeLinkedIn,
    FakeFacebook,
    FakeInstagram,
    FakeThreads,
    FakeYouTube,
)
