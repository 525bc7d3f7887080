"""From loose posts to conversations (webcare definitions 1 to 3 and 5).

posts ──► threads (one root) ──► talks (one asker) ──► conversations (split after a day of silence)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from auditor.model import Claim, Conversation, Post
from auditor.settings.model import Settings, Source
from auditor.webcare.automatic import automatic
from auditor.webcare.hours import OpenHours, open_hours, working_minutes
from auditor.webcare.promises import due_at
from auditor.webcare.talk import asks, hands_off, is_reaction
from auditor.webcare.voice import traits

Unit = Literal["conversation", "thread"]
"""What is counted: conversations by our definitions, or whole threads as many other programs do (see `conversations`).
"""


@dataclass(frozen=True, slots=True)
class _Message:
    """One message of a talk. `post` is None for a question of which only the time is known."""

    at: datetime
    own: bool
    post: Post | None
    ref: str


@dataclass(slots=True)
class _Talk:
    """One conversation while it is being followed."""

    asked: list[_Message]
    replies: list[_Message] = field(default_factory=list)
    last: datetime | None = None
    automatic: int = 0

    def take(self, message: _Message, *, automatic: bool) -> None:
        """Add a message of the organisation. An automatic one is counted and changes nothing else."""
        if automatic:
            self.automatic += 1
        else:
            self.replies.append(message)
            self.last = message.at


def conversations(  # noqa: PLR0913 - the facts of a channel; what is optional is named
    posts: Sequence[Post],
    source: Source,
    settings: Settings,
    now: datetime,
    *,
    claims: Sequence[Claim] = (),
    unit: Unit = "conversation",
) -> tuple[Conversation, ...]:
    """Return the conversations of one source, oldest first.

    Args:
        posts: what was collected; posts of other sources, reposts and posts after `now` are left out.
        source: the source the posts are of.
        settings: opening hours, the gap that ends a conversation, patterns of automatic replies.
        now: the moment of judging, aware.
        claims: where given, a question is due by the promise that applies to this source (`promises.due_at`);
            else, and where none applies, after `webcare.default_hours` on the clock.
        unit: `thread` counts every thread that somebody else began once, from its first message to the first reply in
            it, whomever either addresses. It is there to compare with programs that count so; promises are measured
            on conversations.

    Raises:
        ConfigError: the country of the holidays or a pattern of automatic replies cannot be used.
    """
    known = {
        post.id: post
        for post in sorted(posts, key=lambda post: (post.created_at, post.id))
        if post.source == source.name and post.kind != "repost" and post.created_at <= now
    }
    machine = automatic(
        (post for post in known.values() if post.author_is_org and post.parent_id), settings.webcare.autoreply_patterns
    )
    hours = open_hours(settings)
    gap = timedelta(hours=settings.webcare.conversation_gap_hours)
    own = _own_handles(source, known.values())
    if unit == "thread":
        talks = _whole_threads(known, machine)
    else:
        talks = (
            (asker, talk)
            for root, thread in _threads(known).items()
            for asker, messages in sorted(_talks(thread, known, own).items())
            for talk in _split(messages, gap, machine)
            if _counts(talk, own_thread=root in known and known[root].author_is_org)
        )
    due = due_at(source, claims, settings)
    found = (_conversation(talk, source.name, asker, hours) for asker, talk in talks)
    settled = (_settle(conversation, due(conversation), now) for conversation in found)
    real_time = settings.webcare.real_time_minutes
    judged = (replace(conversation, traits=traits(conversation, real_time)) for conversation in settled)
    return tuple(sorted(judged, key=lambda c: (c.asked_at, c.id)))


def _own_handles(source: Source, posts: Iterable[Post]) -> frozenset[str]:
    """Return the organisation's own accounts on a source as they are compared: lower case, without @."""
    names = (*source.accounts, source.actor, source.account, *{post.account for post in posts})
    return frozenset(name.strip().lstrip("@").casefold() for name in names if name)


def _threads(known: Mapping[str, Post]) -> dict[str, list[Post]]:
    """Group posts by root. Where the root is unknown, replies to one parent or to one person belong together."""
    threads: dict[str, list[Post]] = defaultdict(list)
    for post in known.values():
        threads[_root(post, known)].append(post)
    return threads


def _root(post: Post, known: Mapping[str, Post]) -> str:
    seen = {post.id}
    while post.parent_id is not None and post.root_id is None:
        parent = known.get(post.parent_id)
        if parent is None:
            # An X archive never holds the parents: there all that joins two replies is whom they answer.
            by_person = post.author_is_org and post.parent_author is not None and post.parent_created_at is not None
            return f"\x00{post.parent_author}" if by_person else post.parent_id
        if parent.id in seen:
            return min(seen)
        seen.add(parent.id)
        post = parent
    return post.root_id or post.id


def _talks(thread: Sequence[Post], known: Mapping[str, Post], own: frozenset[str]) -> dict[str, list[_Message]]:
    """Return per asker the messages between them and the organisation, in order."""
    answered = {post.parent_id for post in thread if post.author_is_org}
    talks: dict[str, list[_Message]] = defaultdict(list)
    inbound: set[str] = set()
    latest: str | None = None
    for post in thread:
        at = _effective(post, known)
        if not post.author_is_org:
            if _is_inbound(post, known, own, answered, inbound):
                inbound.add(post.id)
                talks[post.author_id].append(_Message(at, own=False, post=post, ref=post.id))
                latest = post.author_id
            continue
        asker = _asker(post, known, own)
        if _parent_is_missing(post, known) and not _is_own(post.parent_author, own):
            asker = asker or latest or post.parent_id
            if post.parent_created_at and post.parent_created_at <= at:
                question = _Message(
                    post.parent_created_at.astimezone(UTC), own=False, post=None, ref=str(post.parent_id)
                )
                if question not in talks[str(asker)]:
                    talks[str(asker)].append(question)
        if asker is not None:
            talks[asker].append(_Message(at, own=True, post=post, ref=post.id))
    for messages in talks.values():
        messages.sort(key=lambda m: (m.at, m.own, m.ref))
    return talks


def _effective(post: Post, known: Mapping[str, Post]) -> datetime:
    """Return the time of a post, or its parent's where a wrong clock puts it before the message that it answers."""
    parent = known.get(post.parent_id or "")
    latest = max(post.created_at, parent.created_at) if parent else post.created_at
    return latest.astimezone(UTC)


def _parent_is_missing(post: Post, known: Mapping[str, Post]) -> bool:
    return post.parent_id is not None and post.parent_id not in known


def _is_own(handle: str | None, own: frozenset[str]) -> bool:
    return handle is not None and handle.lstrip("@").casefold() in own


def _is_inbound(
    post: Post, known: Mapping[str, Post], own: frozenset[str], answered: set[str | None], inbound: set[str]
) -> bool:
    """Return whether a message is meant for the organisation: it replies to it, mentions it, stands in its inbox, goes
    on with a message that does, or was answered by it.
    """
    parent = known.get(post.parent_id or "")
    if parent is not None and parent.author_is_org:
        return True
    if any(_is_own(handle, own) for handle in post.mentions):
        return True
    if post.kind in {"dm", "comment"} or post.id in answered:
        return True
    return parent is not None and parent.id in inbound and parent.author_id == post.author_id


def _asker(post: Post, known: Mapping[str, Post], own: frozenset[str]) -> str | None:
    """Return whom a post of the organisation answers: who wrote the nearest message above it that is not its own."""
    seen: set[str] = set()
    current: Post | None = post
    while current is not None and current.id not in seen:
        seen.add(current.id)
        parent = known.get(current.parent_id or "")
        if parent is not None and not parent.author_is_org:
            return parent.author_id
        if parent is None:
            return None if _is_own(current.parent_author, own) else current.parent_author
        current = parent
    return None


def _whole_threads(known: Mapping[str, Post], machine: Container[str]) -> Iterator[tuple[str, _Talk]]:
    """Yield every thread that begins with a message of somebody else, by who wrote that message."""
    for root, thread in _threads(known).items():
        first = known.get(root)
        if first is None or first.author_is_org:
            continue
        own = [
            _Message(_effective(post, known), own=True, post=post, ref=post.id) for post in thread if post.author_is_org
        ]
        replies = sorted((m for m in own if m.ref not in machine), key=lambda m: (m.at, m.ref))
        asked = _Message(first.created_at.astimezone(UTC), own=False, post=first, ref=first.id)
        yield first.author_id, _Talk([asked], replies, automatic=len(own) - len(replies))


def _split(messages: Sequence[_Message], gap: timedelta, machine: Container[str]) -> Iterator[_Talk]:
    """Cut the talk with one asker into conversations: a new one begins with a message of the asker that is not merely
    a thank-you, after a reply and then a silence of at least `gap`. Automatic replies are counted and passed over.
    """
    current: _Talk | None = None
    for message in messages:
        if message.own:
            if current is not None:
                current.take(message, automatic=message.ref in machine)
        elif current is None:
            current = _Talk([message], last=message.at)
        elif current.replies and current.last is not None and message.at - current.last >= gap:
            if message.post is not None and is_reaction(message.post.text):
                continue
            yield current
            current = _Talk([message], last=message.at)
        else:
            current.last = message.at
            if not current.replies:
                current.asked.append(message)
    if current is not None:
        yield current


def _counts(talk: _Talk, *, own_thread: bool) -> bool:
    """Return whether a talk is a conversation.

    Applause alone asks nothing. Under the organisation's own message, what neither asks nor got an answer is no
    question; elsewhere somebody turned to the organisation, and that counts.
    """
    texts = [message.post.text for message in talk.asked if message.post is not None]
    if not texts:
        return bool(talk.replies)
    if own_thread:
        return any(asks(text) for text in texts) or (bool(talk.replies) and not all(map(is_reaction, texts)))
    return bool(talk.replies) or not all(map(is_reaction, texts))


def _conversation(talk: _Talk, source: str, asker: str, hours: OpenHours | None) -> Conversation:
    first = talk.asked[0]
    reply = talk.replies[0] if talk.replies else None
    answer = reply.post if reply else None
    return Conversation(
        source=source,
        id=first.ref if first.post else f"{first.ref}:{asker}",
        asked=first.post,
        asked_at=first.at,
        reply=answer,
        state="answered" if reply else "open",
        minutes=(reply.at - first.at).total_seconds() / 60 if reply else None,
        working_minutes=working_minutes(first.at, reply.at, hours) if reply else None,
        handoff=answer is not None and hands_off(answer.text),
        automatic=talk.automatic,
    )


def _settle(conversation: Conversation, due: datetime, now: datetime) -> Conversation:
    """Tell unanswered from open: a question that is not yet due is open."""
    if conversation.reply is not None:
        return conversation
    return replace(conversation, state="unanswered" if now > due else "open")
