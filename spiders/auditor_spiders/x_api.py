"""X: an account's posts, what mentions it, and the conversations under its newest posts (X API v2, paid per post read).

Documented at docs.x.com: users by username, user posts timeline, user mentions timeline, recent search. A rename is
under way: the specification says `referenced_posts` and `note_post` where the prose says `referenced_tweets` and
`note_tweet`; both are understood.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from html import unescape
from typing import Any, ClassVar, Final
from urllib.parse import quote

from auditor.collect.protocol import Item, Note
from auditor.model import Post, PostKind
from auditor_spiders.listing import Listing, Problem, Query, first_of
from auditor_spiders.moments import iso
from auditor_spiders.paged import PagedSpider
from auditor_spiders.people import People
from auditor_spiders.x_archive import snowflake_time

_FIELDS: Final = (
    "author_id,conversation_id,created_at,edit_history_tweet_ids,entities,in_reply_to_user_id,lang,note_tweet,"
    "public_metrics,referenced_tweets"
)
_ASKED: Final = {
    "tweet.fields": _FIELDS,
    "expansions": "author_id,referenced_tweets.id,referenced_tweets.id.author_id",
    "user.fields": "username",
}
# The recent search goes back so far, on every plan.
_SEARCHED: Final = timedelta(days=7) - timedelta(hours=1)
# The timeline of an account shows no more, however many it has.
_NEWEST: Final = 3200
_LEAST: Final = {"posts": 5, "mentions": 5, "conversation": 10}
_REPLIED: Final = "replied_to"
_SHARED: Final = frozenset({"retweeted", "reposted"})


class XSpider(PagedSpider):
    """Every post read is paid for, so `max_reads` bounds a run, and a full look comes once a month only."""

    name = "x-api"
    title = "X"
    base: ClassVar[str] = "https://api.x.com"
    platform: ClassVar[str] = "x"
    scopes: ClassVar[str] = "a bearer token of an app with access to X API v2 (or OAuth 2.0: tweet.read, users.read)"
    full_look_days: ClassVar[int] = 30
    look_back: ClassVar[timedelta] = timedelta(days=2)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._id = ""
        self._reads = 0
        self._spent = False
        self._hidden = False
        self._names: dict[str, str] = {}

    def profile(self) -> tuple[str, Query]:
        """Look the user name up."""
        name = (self.source.account or "").strip().lstrip("@")
        return f"2/users/by/username/{quote(name, safe='')}", {"user.fields": "public_metrics,protected"}

    def know(self, body: Any) -> Iterator[Item]:
        """Learn the number of the account and how many posts there should be."""
        user = body.get("data")
        if not isinstance(user, Mapping) or not user.get("id"):
            yield Note(self.say("account-missing", account=self.source.account, host=self.host), "gone")
            return
        self._id = str(user["id"])
        name = str(user.get("username") or self.source.account)
        self.people = People.of(name, (self._id, self.source.account), self.context.pseudonym)
        count = (user.get("public_metrics") or {}).get("tweet_count")
        self._hidden = isinstance(count, int) and count > _NEWEST and self.source.max_posts > _NEWEST
        self.expected = min(count, self.source.max_posts, _NEWEST) if isinstance(count, int) else 0

    def listings(self) -> Iterable[Listing]:
        """Return the timeline of the account and that of its mentions."""
        path = f"2/users/{self._id}/tweets"
        read = [int(post.id) for post in self.ledger.joined("posts") if post.author_is_org and post.id.isdigit()]
        top = {"since_id": str(max(read))} if read else None
        yield Listing("posts", path, _ASKED, self._timeline, main=True, size="max_results", top=top)
        yield Listing(
            "mentions", f"2/users/{self._id}/mentions", _ASKED, self._received, scope="tweet.read", size="max_results"
        )

    def thread(self, key: str) -> Listing:
        """Return the search for what was said under one post."""
        query = {**_ASKED, "query": f"conversation_id:{key}"}
        return Listing(
            f"conversation {key}", "2/tweets/search/recent", query, self._received, thread=key, size="max_results"
        )

    def following(self, body: Any, listing: Listing) -> Query | None:
        """Go on with the token of the next page, also after an empty one."""
        token = (body.get("meta") or {}).get("next_token")
        name = "next_token" if listing.thread else "pagination_token"
        return {name: str(token)} if token else None

    def problem(self, status: int, body: Any) -> Problem | None:
        """Read the errors of X: problem details (title, detail, type), alone or in a list."""
        errors = [error for error in body.get("errors") or () if isinstance(error, Mapping)]
        if status < 400 and ("data" in body or "meta" in body or not errors):
            return None
        error = body if body.get("title") or not errors else errors[0]
        title, kind = str(error.get("title") or ""), str(error.get("type") or "")
        detail = " ".join(dict.fromkeys(filter(None, (title, str(error.get("detail") or error.get("message") or "")))))
        capped = title in ("CreditsDepleted", "UsageCapExceeded") or kind.endswith("usage-capped")
        named = first_of(
            (status == 402 or capped or "credits" in kind.lower(), "spent"),
            (status == 429, "limited"),
            (status == 401, "token"),
            (status == 404 or kind.endswith("resource-not-found"), "missing"),
            (status == 403 or status < 400, "forbidden"),
            (status < 500, "other"),
        )
        return Problem(named, detail) if named else None

    def limit_of(self, status: int, body: Any) -> bool:
        """Return whether to wait: not for a cap of a month, which comes with the same status as a short limit."""
        problem = self.problem(status, body)
        return problem is not None and problem.kind == "limited"

    def allowance(self, listing: Listing) -> int | None:
        """Return the size of the next page. Each post may bring the one it answers, which counts too."""
        left = (self.source.max_reads - self._reads) // 2
        if left < _LEAST[listing.name.partition(" ")[0]]:
            self._spent = True
            return None
        return min(self.page_size, left)

    def after_page(self, body: Any) -> None:
        """Count what was read."""
        self._reads += len(body.get("data") or ()) + len(_included(body))

    def last_words(self) -> Iterator[Note]:
        """Say what was paid for."""
        limit, name = self.source.max_reads, self.source.name
        if self._hidden:
            yield Note(self.say("newest-only", host=self.host, count=_NEWEST))
        if self._spent:
            yield Note(self.say("reads-spent", count=self._reads, limit=limit, name=name), "partial")
        else:
            yield Note(self.say("reads-used", count=self._reads, limit=limit))

    def _timeline(self, body: Any) -> Iterator[Post]:
        """Yield the account's posts, each reply with the message it answers."""
        included = self._learn(body)
        for tweet in _tweets(body):
            parent = included.get(_referenced(tweet, _REPLIED) or "")
            if parent is not None and not self._is_own(parent):
                yield from self._post(parent, included)
            yield from self._post(tweet, included)
            if tweet.get("conversation_id") == tweet["id"] and (tweet.get("public_metrics") or {}).get("reply_count"):
                created = iso(tweet.get("created_at"))
                if created is not None and self.context.now - created < _SEARCHED:
                    self.ledger.want(str(tweet["id"]))

    def _received(self, body: Any) -> Iterator[Post]:
        included = self._learn(body)
        for tweet in _tweets(body):
            if not _referenced(tweet, *_SHARED):
                yield from self._post(tweet, included)

    def _learn(self, body: Any) -> dict[str, Mapping[str, Any]]:
        """Remember the names that came with a page, and return its further posts by their ids."""
        for user in (body.get("includes") or {}).get("users") or ():
            if isinstance(user, Mapping) and user.get("id"):
                self._names[str(user["id"])] = str(user.get("username") or "")
        return {str(tweet["id"]): tweet for tweet in _included(body)}

    def _post(self, tweet: Mapping[str, Any], included: Mapping[str, Mapping[str, Any]]) -> Iterator[Post]:
        number = str(tweet["id"])
        history = [str(one) for one in tweet.get("edit_history_tweet_ids") or tweet.get("edit_history_post_ids") or ()]
        written = iso(tweet.get("created_at")) or snowflake_time(number)
        if written is None:
            return
        first = snowflake_time(history[0]) if len(history) > 1 else None
        shared = included.get(_referenced(tweet, *_SHARED) or "")
        reposted = _referenced(tweet, *_SHARED) is not None
        own = self._is_own(tweet) and not reposted
        parent = None if reposted else _referenced(tweet, _REPLIED)
        above = included.get(parent or "")
        root = str(tweet["conversation_id"]) if tweet.get("conversation_id") and not reposted else None
        author = str((shared or tweet).get("author_id") or "")
        answered = tweet.get("in_reply_to_user_id")
        yield Post(
            source=self.source.name,
            platform=self.platform,
            account=self.people.main,
            id=number,
            text=_text(shared or tweet),
            created_at=first or written,
            author_id=self.people.main if own else self.people.name(author),
            author_is_org=own,
            kind=_kind(tweet, reposted=reposted),
            url=f"https://x.com/{self.people.main}/status/{number}" if own else None,
            lang=_language(tweet.get("lang")),
            observed_at=self.context.now,
            edited_at=written if first is not None else None,
            parent_id=parent,
            root_id=root if root != number else None,
            parent_created_at=(iso(above.get("created_at")) if above else None)
            or (snowflake_time(parent) if parent else None),
            parent_author=self.people.name(str(answered)) if parent and answered else None,
            mentions=self._mentions(tweet),
        )

    def _is_own(self, tweet: Mapping[str, Any]) -> bool:
        author = str(tweet.get("author_id") or "")
        return self.people.is_own(author) or self.people.is_own(self._names.get(author))

    def _mentions(self, tweet: Mapping[str, Any]) -> tuple[str, ...]:
        named = [
            str(mention["username"])
            for mention in (tweet.get("entities") or {}).get("mentions") or ()
            if isinstance(mention, Mapping) and mention.get("username")
        ]
        return tuple(dict.fromkeys(map(self.people.name, named))) or self.people.named_in(str(tweet.get("text") or ""))


def _tweets(body: Any) -> Iterator[Mapping[str, Any]]:
    yield from (tweet for tweet in body.get("data") or () if isinstance(tweet, Mapping) and tweet.get("id"))


def _included(body: Any) -> list[Mapping[str, Any]]:
    includes = body.get("includes") or {}
    found = (*(includes.get("tweets") or ()), *(includes.get("posts") or ()))
    return [tweet for tweet in found if isinstance(tweet, Mapping) and tweet.get("id")]


def _referenced(tweet: Mapping[str, Any], *kinds: str) -> str | None:
    """Return the id of the post that this one answers or shares, in the old and the new spelling."""
    for reference in tweet.get("referenced_tweets") or tweet.get("referenced_posts") or ():
        if isinstance(reference, Mapping) and reference.get("type") in kinds and reference.get("id"):
            return str(reference["id"])
    return None


def _text(tweet: Mapping[str, Any]) -> str:
    """Return the whole text: of a long post, `text` is cut. Shortened addresses are written out."""
    note = tweet.get("note_tweet") or tweet.get("note_post")
    whole = note if isinstance(note, Mapping) and note.get("text") else tweet
    text = str(whole.get("text") or "")
    for address in (whole.get("entities") or tweet.get("entities") or {}).get("urls") or ():
        if isinstance(address, Mapping) and address.get("url") and address.get("expanded_url"):
            text = text.replace(str(address["url"]), str(address["expanded_url"]))
    return unescape(text)


def _kind(tweet: Mapping[str, Any], *, reposted: bool) -> PostKind:
    if reposted:
        return "repost"
    if _referenced(tweet, _REPLIED):
        return "reply"
    return "quote" if _referenced(tweet, "quoted") else "post"


def _language(code: object) -> str | None:
    """Return a language; X has codes of its own for what has none (`und`, `zxx`, `qme`)."""
    return code if isinstance(code, str) and len(code) == 2 else None
