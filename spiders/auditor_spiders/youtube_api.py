"""YouTube: a channel's videos and every comment under them (Data API v3, with an API key)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Final
from zoneinfo import ZoneInfo

from auditor.collect.protocol import Item, Note
from auditor.model import Post
from auditor_spiders.listing import Listing, Problem, Query, first_of
from auditor_spiders.moments import iso
from auditor_spiders.paged import PagedSpider
from auditor_spiders.people import People

_QUOTA: Final = frozenset({"quotaExceeded", "dailyLimitExceeded", "dailyLimitExceededUnreg"})
_RATE: Final = frozenset({"rateLimitExceeded", "userRateLimitExceeded"})
_KEY: Final = frozenset({"keyInvalid", "keyExpired", "API_KEY_INVALID", "authError", "required"})
_MISSING: Final = frozenset({"channelNotFound", "playlistNotFound", "commentNotFound", "notFound", "videoNotFound"})


class YouTubeSpider(PagedSpider):
    """channels, the playlist of uploads, and the comment threads of the whole channel at once (a unit per hundred)."""

    name = "youtube-api"
    title = "YouTube"
    base: ClassVar[str] = "https://youtube.googleapis.com"
    platform: ClassVar[str] = "youtube"
    scopes: ClassVar[str] = "an API key of a project with the YouTube Data API v3"
    page_size: ClassVar[int] = 50

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._id = ""
        self._uploads = ""

    def credentials(self, token: str) -> dict[str, str]:
        """Return the header for an API key: in the address it would end up in logs."""
        return {"X-Goog-Api-Key": token}

    def profile(self) -> tuple[str, Query]:
        """Ask for the channel, by its number (UC...) or its handle."""
        account = str(self.source.account).strip()
        which = {"id": account} if account.startswith("UC") and len(account) == 24 else {"forHandle": account}
        return "youtube/v3/channels", {"part": "snippet,contentDetails,statistics", **which}

    def know(self, body: Any) -> Iterator[Item]:
        """Learn the number of the channel, its playlist of uploads, and how many videos there should be."""
        found = next((item for item in body.get("items") or () if isinstance(item, Mapping)), None)
        if found is None:
            yield Note(self.say("account-missing", account=self.source.account, host=self.host), "gone")
            return
        self._id = str(found.get("id"))
        lists = (found.get("contentDetails") or {}).get("relatedPlaylists") or {}
        self._uploads = str(lists.get("uploads") or f"UU{self._id[2:]}")
        snippet = found.get("snippet") or {}
        name = str(snippet.get("customUrl") or self.source.account).lstrip("@")
        self.people = People.of(name, (self._id, self.source.account), self.context.pseudonym)
        count = str((found.get("statistics") or {}).get("videoCount"))
        self.expected = int(count) if count.isdigit() else 0

    def listings(self) -> Iterable[Listing]:
        """Return the videos, then the comment threads of the channel."""
        asked = {"part": "snippet,contentDetails", "playlistId": self._uploads}
        yield Listing("videos", "youtube/v3/playlistItems", asked, self._videos, main=True, size="maxResults")
        asked = {
            "part": "snippet,replies",
            "allThreadsRelatedToChannelId": self._id,
            "order": "time",
            "textFormat": "plainText",
        }
        yield Listing("comments", "youtube/v3/commentThreads", asked, self._threads_of, size="maxResults")

    def thread(self, key: str) -> Listing:
        """Return all replies to one comment (`video|comment`): its thread holds five of them at the most."""
        video, _, comment = key.partition("|")

        def take(body: Any) -> Iterator[Post]:
            for reply in _items(body):
                yield from self._comment(reply, video, comment)

        asked = {"part": "snippet", "parentId": comment, "textFormat": "plainText"}
        return Listing(f"replies {key}", "youtube/v3/comments", asked, take, thread=key, size="maxResults")

    def following(self, body: Any, listing: Listing) -> Query | None:  # noqa: ARG002 - every list has the same paging
        """Go on with the token of the next page."""
        token = body.get("nextPageToken")
        return {"pageToken": str(token)} if token else None

    def problem(self, status: int, body: Any) -> Problem | None:
        """Read an error of a Google API: code, message, and a reason per error."""
        error = body.get("error")
        if status < 400 and not isinstance(error, Mapping):
            return None
        error = error if isinstance(error, Mapping) else {}
        told = (*(error.get("errors") or ()), *(error.get("details") or ()))
        reasons = {str(one["reason"]) for one in told if isinstance(one, Mapping) and one.get("reason")}
        detail = f"{error.get('message') or ''} ({', '.join(sorted(reasons)) or error.get('status')})"
        named = first_of(
            (bool(reasons & _QUOTA), "spent"),
            (bool(reasons & _RATE) or status == 429, "limited"),
            (bool(reasons & _KEY) or status == 401, "token"),
            (bool(reasons & _MISSING) or status == 404, "missing"),
            (status == 403, "forbidden"),
            (status < 500, "other"),
        )
        return Problem(named, detail, _quota_day(self.context.now) if named == "spent" else None) if named else None

    def limit_of(self, status: int, body: Any) -> bool:
        """Return whether an answer asks for a short pause; a quota that is spent for the day does not."""
        problem = self.problem(status, body) if isinstance(body, Mapping) else None
        return problem is not None and problem.kind == "limited" and status in (403, 429)

    def _videos(self, body: Any) -> Iterator[Post]:
        for item in _items(body):
            snippet, details = item.get("snippet") or {}, item.get("contentDetails") or {}
            video = str(details.get("videoId") or (snippet.get("resourceId") or {}).get("videoId") or "")
            created = iso(details.get("videoPublishedAt")) or iso(snippet.get("publishedAt"))
            if not video or created is None:
                continue
            title, text = str(snippet.get("title") or ""), str(snippet.get("description") or "")
            yield Post(
                source=self.source.name,
                platform=self.platform,
                account=self.people.main,
                id=video,
                text=text or title,
                created_at=created,
                author_id=self.people.main,
                author_is_org=True,
                uri=video,
                url=_watch(video),
                observed_at=self.context.now,
                title=title if text else None,
            )

    def _threads_of(self, body: Any) -> Iterator[Post]:
        for item in _items(body):
            snippet = item.get("snippet") or {}
            top = snippet.get("topLevelComment")
            if not isinstance(top, Mapping) or not top.get("id"):
                continue
            video, number = str(snippet.get("videoId") or ""), str(top["id"])
            yield from self._comment(top, video, None)
            replies = _items({"items": (item.get("replies") or {}).get("comments")})
            for reply in replies:
                yield from self._comment(reply, video, number)
            total = snippet.get("totalReplyCount")
            if isinstance(total, int) and total > len(replies):
                self.ledger.want(f"{video}|{number}")

    def _comment(self, comment: Mapping[str, Any], video: str, parent: str | None) -> Iterator[Post]:
        snippet = comment.get("snippet") or {}
        created, updated = iso(snippet.get("publishedAt")), iso(snippet.get("updatedAt"))
        if created is None or not comment.get("id"):
            return
        author = str((snippet.get("authorChannelId") or {}).get("value") or snippet.get("authorDisplayName") or "")
        number, own = str(comment["id"]), self.people.is_own(author)
        yield Post(
            source=self.source.name,
            platform=self.platform,
            account=self.people.main,
            id=number,
            text=str(snippet.get("textOriginal") or snippet.get("textDisplay") or ""),
            created_at=created,
            author_id=self.people.name(author or f"unknown {number}"),
            author_is_org=own,
            kind="comment",
            uri=number if own else None,
            url=f"{_watch(video)}&lc={number}" if own and video else _watch(video) if video else None,
            observed_at=self.context.now,
            edited_at=updated if updated is not None and updated > created else None,
            parent_id=parent or video or None,
            root_id=video or parent,
        )


def _items(body: Any) -> list[Mapping[str, Any]]:
    return [item for item in body.get("items") or () if isinstance(item, Mapping)]


def _watch(video: str) -> str:
    return f"https://www.youtube.com/watch?v={video}"


def _quota_day(now: datetime) -> datetime:
    """Return when the quota begins anew: at midnight in California."""
    there = now.astimezone(ZoneInfo("America/Los_Angeles"))
    return (there + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
