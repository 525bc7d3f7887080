"""What of other people is stored: no names, and no words that neither a verdict nor a figure needs.

Everything that a channel yields passes here before it is stored, whatever collector it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from auditor.collect.pseudonyms import pseudonym
from auditor.model import Post
from auditor.settings.model import Settings

# "@name", "@name.example" and "@name@server.example", but never the second half of an e-mail address.
_HANDLE: Final = re.compile(r"(?<![\w@.%+/-])@(\w(?:[\w.-]*\w)?(?:@[\w-]+(?:\.[\w-]+)+)?)")
# The account in the address of a profile or of a message of somebody.
_PROFILE: Final = re.compile(
    r"(https?://[^\s/]+/(?:@|(?:profile|users|user|u|people|in)/)|https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/)"
    r"([\w.@-]*\w)",
    re.IGNORECASE,
)
# Addresses that look like a profile and are none.
_NO_NAMES: Final = frozenset({"i", "search", "hashtag", "intent", "share", "home", "explore"})
_PSEUDONYM: Final = re.compile(r"anon-[0-9a-f]{12}")


def is_pseudonym(name: str) -> bool:
    """Return whether a name is one that we gave."""
    return _PSEUDONYM.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Seal:
    """Takes out of posts, before they are stored, what must not be kept of other people."""

    own: frozenset[str]
    """The organisation's own accounts: lower case, without @, with and without their server."""
    key: bytes
    forgotten: frozenset[str] = frozenset()
    """Pseudonyms of people who asked to be forgotten."""
    since: datetime | None = None
    """What others wrote before it is not kept."""

    def post(self, post: Post) -> Post | None:
        """Return the post as it may be stored; None where it may not.

        The names of other people in it become pseudonyms, the same ones that stand for them as authors. What the
        organisation shared of somebody else is not its own word and serves no figure: its text is left out.
        """
        own = post.author_is_org or not is_pseudonym(post.author_id)
        if not own and (post.author_id in self.forgotten or (self.since is not None and post.created_at < self.since)):
            return None
        if post.kind == "repost" and not own:
            return replace(post, text="", title=None)
        account = post.account.lower().removeprefix("@")
        return replace(
            post,
            text=self._named(post.text, account),
            title=None if post.title is None else self._named(post.title, account),
            url=None if post.url is None else _PROFILE.sub(lambda found: self._address(found, account), post.url),
            mentions=tuple(name for name in post.mentions if name not in self.forgotten),
            parent_author=None if post.parent_author in self.forgotten else post.parent_author,
        )

    def _named(self, text: str, account: str) -> str:
        if "@" not in text and "://" not in text:
            return text
        sealed = _PROFILE.sub(lambda found: self._address(found, account), text)
        return _HANDLE.sub(lambda found: f"@{self._name(found[1], account)}", sealed)

    def _address(self, found: re.Match[str], account: str) -> str:
        name = found[2]
        return found[0] if name.lower() in _NO_NAMES else f"{found[1]}{self._name(name, account)}"

    def _name(self, name: str, account: str) -> str:
        plain = name.lower().removeprefix("@")
        if is_pseudonym(plain) or plain == account or plain in self.own or plain.partition("@")[0] in self.own:
            return name
        given = pseudonym(plain, self.key)
        return "…" if given in self.forgotten else given


def seal_of(settings: Settings, key: bytes, forgotten: Iterable[str], now: datetime) -> Seal:
    """Return the seal of one organisation. `now` is the moment of collecting, aware."""
    handles = {
        handle.lower().removeprefix("@")
        for source in settings.sources
        for handle in (source.actor, source.account, *source.accounts)
        if handle
    }
    own = frozenset({*handles, *(handle.partition("@")[0] for handle in handles)})
    return Seal(own, key, frozenset(forgotten), oldest_kept(settings, now))


def oldest_kept(settings: Settings, now: datetime) -> datetime | None:
    """Return the moment before which nothing that others wrote is kept; None where everything is.

    A fixed `now:` that lies in the past counts from there, so that an old snapshot stays what it was; one in the future
    does not make the store forget what today it need not.
    """
    if settings.privacy.retention is None:
        return None
    today = now if settings.now is None else min(settings.now, now)
    return today - timedelta(days=settings.privacy.retention)


def unneeded(posts: Sequence[Post], names: Iterable[str]) -> frozenset[str]:
    """Return the ids of the messages of others whose words nothing needs.

    Needed are those that turn to the organisation (answer or mention it, stand in its inbox, got an answer from it, go
    on with such a message) and those that name it, which may be a complaint about a promise.

    Args:
        posts: all of one source.
        names: the organisation's name and aliases.
    """
    by_id = {post.id: post for post in posts}
    answered = {post.parent_id for post in posts if post.author_is_org}
    named = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names if name) or "(?!)", re.IGNORECASE)
    needed: set[str] = set()
    found: set[str] = set()
    for post in sorted(posts, key=lambda post: (post.created_at, post.id)):
        if post.author_is_org or not is_pseudonym(post.author_id) or not (post.text or post.title):
            continue
        parent = by_id.get(post.parent_id or "")
        turns = (
            post.kind in {"dm", "comment"}
            or post.id in answered
            or (parent is not None and parent.author_is_org)
            or any(not is_pseudonym(name) for name in post.mentions)
            or (parent is not None and parent.id in needed and parent.author_id == post.author_id)
        )
        if turns or named.search(f"{post.title or ''} {post.text}"):
            needed.add(post.id)
        else:
            found.add(post.id)
    return frozenset(found)
