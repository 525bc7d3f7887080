"""LinkedIn: a page's posts and the comments under them (Posts API and Social Actions API, versioned, restli 2.0).

Documented at learn.microsoft.com (li-lms). A version lives for about a year; `api_version` sets another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Final
from urllib.parse import parse_qs, quote, urlsplit

from auditor.collect.protocol import Item
from auditor.model import Post
from auditor_spiders.listing import Listing, Problem, Query, first_of
from auditor_spiders.moments import epoch_ms
from auditor_spiders.paged import PagedSpider
from auditor_spiders.people import People

VERSION: Final = "202601"
_ORGANIZATION: Final = "urn:li:organization:"
# The little text format of commentary: mentions, hashtags, and a backslash before what would be one.
_MENTION: Final = re.compile(r"@\[((?:[^\]\\]|\\.)*)\]\(urn:li:[^)]*\)")
_HASHTAG: Final = re.compile(r"\{hashtag\|\\?#\|((?:[^}\\]|\\.)*)\}")
_ESCAPED: Final = re.compile(r"\\([\\|{}@\[\]()<>#*_~])")
_DAILY: Final = re.compile(r"\b(?:day|daily)\b", re.IGNORECASE)
# Web links name a comment in short; the interface in full.
_SHORT_COMMENT: Final = re.compile(r"urn:li:comment:\((?!urn:)(\w+):(\d+),(\d+)\)")


class LinkedInSpider(PagedSpider):
    """posts by author, then per post its comments, and per comment with answers those answers."""

    name = "linkedin-api"
    title = "LinkedIn"
    base: ClassVar[str] = "https://api.linkedin.com"
    platform: ClassVar[str] = "linkedin"
    scopes: ClassVar[str] = "r_organization_social, of a member who is administrator of the page"
    page_size: ClassVar[int] = 100

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        account = (self.source.account or "").strip()
        self._urn = account if account.startswith("urn:li:") else _ORGANIZATION + account
        self.people = People.of(self.source.name, (self._urn, account), self.context.pseudonym)

    def profile(self) -> None:
        """Ask for no profile: that would need a further permission, and the number of the page is configured."""

    def know(self, body: Any) -> Iterator[Item]:  # noqa: ARG002 - there is no answer
        """Learn nothing."""
        return iter(())

    def credentials(self, token: str) -> dict[str, str]:
        """Return the headers that every versioned request carries."""
        return {
            **super().credentials(token),
            "LinkedIn-Version": self.source.api_version or VERSION,
            "X-Restli-Protocol-Version": "2.0.0",
        }

    def listings(self) -> Iterable[Listing]:
        """Return the posts of the page, newest first."""
        query = {"author": self._urn, "q": "author", "sortBy": "CREATED"}
        yield Listing("posts", "rest/posts", query, self._posts, main=True, size="count")

    def thread(self, key: str) -> Listing:
        """Return the comments under a post, or the answers to a comment (`post|comment`)."""
        post, _, comment = key.partition("|")

        def take(body: Any) -> Iterator[Post]:
            return self._comments(body, post)

        path = f"rest/socialActions/{quote(comment or post, safe='')}/comments"
        return Listing(f"comments {key}", path, {}, take, scope="r_organization_social", thread=key, size="count")

    def following(self, body: Any, listing: Listing) -> Query | None:  # noqa: ARG002 - every list has the same paging
        """Go on at the `start` of the link to the next page; where links are not given, after a full page."""
        paging = body.get("paging") or {}
        start, count = paging.get("start"), len(body.get("elements") or ())
        for link in paging.get("links") or ():
            if isinstance(link, Mapping) and link.get("rel") == "next":
                found = parse_qs(urlsplit(str(link.get("href"))).query).get("start")
                return {"start": found[0]} if found else None
        total = paging.get("total")
        if isinstance(start, int) and count and isinstance(total, int) and start + count < total:
            return {"start": str(start + count)}
        return None

    def rewind(self, more: Query) -> Query:
        """Go on a page earlier: what was deleted in the meantime has moved the rest up."""
        return {**more, "start": str(max(0, int(more.get("start", "0")) - self.page_size))}

    def problem(self, status: int, body: Any) -> Problem | None:
        """Read the errors of LinkedIn: status, code, serviceErrorCode, message."""
        if status < 400:
            return None
        detail = " ".join(str(body[name]) for name in ("code", "message") if body.get(name))
        named = first_of(
            (status == 401, "token"),
            (status == 429, "limited"),
            (status == 426 or body.get("code") == "NONEXISTENT_VERSION", "version"),
            (status == 403, "forbidden"),
            (status in (404, 410), "missing"),
            (status < 500, "other"),
        )
        daily = named == "limited" and _DAILY.search(detail)
        until = _midnight(self.context.now) if daily else None
        return Problem(named, detail, until) if named else None

    def _posts(self, body: Any) -> Iterator[Post]:
        for post in body.get("elements") or ():
            if (
                not isinstance(post, Mapping)
                or not post.get("id")
                or post.get("lifecycleState") not in (None, "PUBLISHED")
            ):
                continue
            created = epoch_ms(post.get("publishedAt")) or epoch_ms(post.get("createdAt"))
            if created is None:
                continue
            urn, text = str(post["id"]), plain_text(str(post.get("commentary") or ""))
            edited = (post.get("lifecycleStateInfo") or {}).get("isEditedByAuthor")
            shared = post.get("reshareContext")
            self.ledger.want(urn)
            yield Post(
                source=self.source.name,
                platform=self.platform,
                account=self.people.main,
                id=urn,
                text=text,
                created_at=created,
                author_id=self.people.main,
                author_is_org=not (shared and not text),
                kind=("quote" if text else "repost") if shared else "post",
                uri=urn,
                url=f"https://www.linkedin.com/feed/update/{urn}/",
                observed_at=self.context.now,
                edited_at=epoch_ms(post.get("lastModifiedAt")) if edited else None,
            )

    def _comments(self, body: Any, post: str) -> Iterator[Post]:
        for comment in body.get("elements") or ():
            if not isinstance(comment, Mapping):
                continue
            created = epoch_ms((comment.get("created") or {}).get("time"))
            urn = comment_urn(str(comment.get("commentUrn") or comment.get("$URN") or ""))
            if created is None or not urn:
                continue
            above = comment_urn(str(comment.get("parentComment") or ""))
            own = self.people.is_own(str(comment.get("actor") or ""))
            modified = epoch_ms((comment.get("lastModified") or {}).get("time"))
            answers = comment.get("commentsSummary") or {}
            if not above and (answers.get("aggregatedTotalComments") or answers.get("totalFirstLevelComments")):
                self.ledger.want(f"{post}|{urn}")
            yield Post(
                source=self.source.name,
                platform=self.platform,
                account=self.people.main,
                id=urn,
                text=str((comment.get("message") or {}).get("text") or ""),
                created_at=created,
                author_id=self.people.name(str(comment.get("actor") or urn)),
                author_is_org=own,
                kind="comment",
                uri=urn if own else None,
                url=f"https://www.linkedin.com/feed/update/{post}/",
                observed_at=self.context.now,
                edited_at=modified if modified is not None and modified > created else None,
                parent_id=above or post,
                root_id=post,
            )


def comment_urn(urn: str) -> str:
    """Return the long form of a comment's name: `urn:li:comment:(activity:1,2)` is short for one with `urn:li:`."""
    return _SHORT_COMMENT.sub(r"urn:li:comment:(urn:li:\1:\2,\3)", urn)


def plain_text(commentary: str) -> str:
    """Return commentary as people see it: the little text format without its marks."""
    text = _HASHTAG.sub(r"#\1", _MENTION.sub(r"\1", commentary))
    return _ESCAPED.sub(r"\1", text)


def _midnight(now: datetime) -> datetime:
    """Return the next midnight in UTC, at which LinkedIn's daily limits begin anew."""
    return (now.astimezone(UTC) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
