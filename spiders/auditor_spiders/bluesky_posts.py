"""Posts out of the answers of Bluesky's public interface (lexicons app.bsky.feed.*)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, TypeGuard

from auditor.collect.protocol import Context
from auditor.model import Post, PostKind
from auditor.settings.model import Source
from auditor_spiders.people import HANDLE, People

POST_VIEW: Final = "app.bsky.feed.defs#postView"
THREAD_POST: Final = "app.bsky.feed.defs#threadViewPost"
_REPOST: Final = "app.bsky.feed.defs#reasonRepost"
_MENTION: Final = "app.bsky.richtext.facet#mention"
_QUOTES: Final = ("app.bsky.embed.record", "app.bsky.embed.recordWithMedia")

View = Mapping[str, Any]


@dataclass(slots=True)
class Shelf:
    """Turns the answers about one account into posts, and counts what is odd."""

    source: Source
    context: Context
    people: People
    """Holds the handles and DIDs of the organisation."""
    repaired: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    """The addresses of the organisation's own posts that were seen."""
    others: set[str] = field(default_factory=set)
    """The ids of everything else: questions, and what was shared."""

    def feed_item(self, item: View) -> Iterator[Post]:
        """Yield the post of one item of getAuthorFeed, with the message it answers."""
        view = item.get("post")
        if not is_view(view):
            return
        reason = item.get("reason")
        if isinstance(reason, Mapping) and reason.get("$type") == _REPOST:
            if not self.is_own(view):
                yield from self._repost(view, reason)
            return
        reply = item.get("reply")
        parent = reply.get("parent") if isinstance(reply, Mapping) else None
        root = reply.get("root") if isinstance(reply, Mapping) else None
        if is_view(parent) and not self.is_own(parent):
            yield from self.post(parent)
            if is_view(root) and root["uri"] != parent["uri"] and author_of(root) == author_of(parent):
                yield from self.post(root)
        not_before = _time(parent["record"].get("createdAt")) if is_view(parent) else None
        yield from self.post(view, not_before)

    def thread(self, node: View) -> Iterator[Post]:
        """Yield the posts of one getPostThread answer that matter: those of the organisation, and those of others that
        answer it, mention it, got an answer from it, or go on with such a message.
        """
        kept: set[str] = set()
        answered, order = _flat(node)
        for view, parent in order:
            if self.is_own(view):
                yield from self.post(view, _time(parent["record"].get("createdAt")) if parent else None)
                continue
            meant = (parent is not None and self.is_own(parent)) or self.mentions_own(view)
            got_answer = any(self.is_own(child) for child in answered.get(view["uri"], ()))
            goes_on = parent is not None and parent["uri"] in kept and author_of(parent) == author_of(view)
            if meant or got_answer or goes_on:
                kept.add(view["uri"])
                yield from self.post(view)

    def post(self, view: View, not_before: datetime | None = None) -> Iterator[Post]:
        """Yield one post; nothing for one without text record or time.

        `createdAt` is what the writer's program says. Where it lies after the arrival at the server, or before the
        message that is answered, the arrival counts.
        """
        record, uri = view["record"], view["uri"]
        arrived, said = _time(view.get("indexedAt")), _time(record.get("createdAt"))
        created = said or arrived
        if created is None:
            return
        late = arrived is not None and created > arrived
        early = not_before is not None and created < not_before and arrived is not None and arrived >= not_before
        if arrived is not None and (late or early):
            created = arrived
            self.repaired.add(uri)
        own = self.is_own(view)
        (self.own if own else self.others).add(uri)
        reply = record.get("reply")
        parent, root = _address(reply, "parent"), _address(reply, "root")
        text = str(record.get("text") or "")
        yield Post(
            source=self.source.name,
            platform="bluesky",
            account=self.people.main,
            id=self.ident(uri),
            text=text,
            created_at=created,
            author_id=self.people.name(author_of(view)),
            author_is_org=own,
            kind=_kind(record),
            uri=uri if own else None,
            url=next((self.url(place) for place in (uri, parent, root) if place and self._is_ours(place)), None),
            lang=next(iter(record.get("langs") or ()), None),
            observed_at=self.context.now,
            parent_id=self.ident(parent) if parent else None,
            root_id=self.ident(root) if root else None,
            parent_author=self.people.name(repository(parent)) if parent else None,
            mentions=self._mentions(record, text),
        )

    def is_own(self, view: View) -> bool:
        """Return whether the organisation wrote a post."""
        return self.people.is_own(author_of(view)) or self.people.is_own(view["author"].get("handle"))

    def mentions_own(self, view: View) -> bool:
        """Return whether a post mentions the organisation."""
        return self.people.main in self._mentions(view["record"], str(view["record"].get("text") or ""))

    def ident(self, uri: str) -> str:
        """Return the id of a post: its address, in which the repositories of other people are hashed."""
        return uri if self._is_ours(uri) else self.context.pseudonym(uri)

    def _is_ours(self, uri: str) -> bool:
        return self.people.is_own(repository(uri))

    def url(self, uri: str) -> str:
        """Return where people read a post of the organisation, and what was answered to it."""
        return f"https://bsky.app/profile/{self.people.main}/post/{uri.rsplit('/', 1)[-1]}"

    def _repost(self, view: View, reason: View) -> Iterator[Post]:
        for post in self.post(view):
            moment = _time(reason.get("indexedAt")) or post.created_at
            number = self.context.pseudonym(f"repost {view['uri']}")
            yield Post(
                source=post.source,
                platform=post.platform,
                account=post.account,
                id=number,
                text=post.text,
                created_at=moment,
                author_id=post.author_id,
                author_is_org=False,
                kind="repost",
                lang=post.lang,
                observed_at=post.observed_at,
            )

    def _mentions(self, record: View, text: str) -> tuple[str, ...]:
        """Return who is mentioned: by the facets, and by own handles that stand in the text without one."""
        found = [
            self.people.name(str(feature.get("did")))
            for facet in record.get("facets") or ()
            for feature in facet.get("features") or ()
            if feature.get("$type") == _MENTION
        ]
        named = (match.group(1) for match in HANDLE.finditer(text))
        found += [self.people.main for handle in named if self.people.is_own(handle)]
        return tuple(dict.fromkeys(found))


def is_view(value: object) -> TypeGuard[View]:
    """Return whether something is a post that can be read: not one that is gone, blocked, or of another kind."""
    if not isinstance(value, Mapping) or value.get("$type", POST_VIEW) != POST_VIEW:
        return False
    return (
        isinstance(value.get("uri"), str)
        and isinstance(value.get("record"), Mapping)
        and isinstance(value.get("author"), Mapping)
    )


def author_of(view: View) -> str:
    """Return the DID of the author."""
    return str(view["author"].get("did") or repository(view["uri"]))


def repository(uri: str) -> str:
    """Return the DID (or handle) in an address at://<repository>/<collection>/<key>."""
    return uri.removeprefix("at://").partition("/")[0]


def _address(reply: object, part: str) -> str | None:
    """Return the address of the parent or root that a reply names."""
    ref = reply.get(part) if isinstance(reply, Mapping) else None
    uri = ref.get("uri") if isinstance(ref, Mapping) else None
    return uri if isinstance(uri, str) else None


def _kind(record: View) -> PostKind:
    if record.get("reply"):
        return "reply"
    embed = record.get("embed")
    return "quote" if isinstance(embed, Mapping) and embed.get("$type") in _QUOTES else "post"


def _time(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _flat(node: View) -> tuple[dict[str, list[View]], list[tuple[View, View | None]]]:
    """Return who answered what, and the posts of a thread with their parents, from the top down.

    Without recursion: a thread may be a thousand deep.
    """
    top = node
    above: list[View] = []
    while isinstance(top.get("parent"), Mapping) and top["parent"].get("$type") == THREAD_POST:
        top = top["parent"]
        above.append(top)
    replies: dict[str, list[View]] = {}
    order: list[tuple[View, View | None]] = []
    parent: View | None = None
    for upper in reversed(above):
        if is_view(upper.get("post")):
            order.append((upper["post"], parent))
            if parent is not None:
                replies.setdefault(parent["uri"], []).append(upper["post"])
            parent = upper["post"]
    stack: list[tuple[View, View | None]] = [(node, parent)]
    while stack:
        current, parent = stack.pop()
        if current.get("$type") != THREAD_POST or not is_view(current.get("post")):
            continue
        view: View = current["post"]
        order.append((view, parent))
        if parent is not None:
            replies.setdefault(parent["uri"], []).append(view)
        stack.extend((child, view) for child in reversed(current.get("replies") or ()) if isinstance(child, Mapping))
    return replies, order
