"""One small organisation on every channel: the same posts, questions and answers, whatever the interface.

Every fake server is made from a `World`, so that what must be read from it is the same for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from support.json_api import Say

OWN = "molen"
TOKEN = "geheim-4f9a1c7e2b-van-de-molen"
_EPOCH_MS = 1288834974657


@dataclass(frozen=True)
class Message:
    """A post (without a parent), or a message below one. Its id holds its time, as X's ids do."""

    author: str
    text: str
    at: datetime
    parent: Message | None = None

    @property
    def id(self) -> str:
        """The number of the message."""
        return str((int(self.at.timestamp() * 1000) - _EPOCH_MS) << 22)

    @property
    def own(self) -> bool:
        """Whether the organisation wrote it."""
        return self.author == OWN

    @property
    def root(self) -> Message:
        """The post it stands under."""
        return self if self.parent is None else self.parent.root

    @property
    def iso(self) -> str:
        """The time as most interfaces write it."""
        return self.at.strftime("%Y-%m-%dT%H:%M:%S.000Z")

    @property
    def graph_time(self) -> str:
        """The time as Meta writes it."""
        return self.at.strftime("%Y-%m-%dT%H:%M:%S+0000")

    @property
    def ms(self) -> int:
        """The time in milliseconds since 1970."""
        return int(self.at.timestamp() * 1000)


@dataclass
class World:
    """The messages of the organisation, which may be added to and deleted from between two runs."""

    messages: list[Message] = field(default_factory=list)
    _below: dict[str, list[Message]] = field(default_factory=dict)
    _counted: int = -1

    @classmethod
    def of(cls, posts: int, *, every: int = 6, newest: datetime | None = None) -> World:
        """Return posts an hour apart; under every sixth a question that was answered, and one that was not."""
        newest = newest or datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)
        world = cls()
        for number in range(posts):
            at = newest - timedelta(hours=posts - 1 - number)
            post = world.add(OWN, f"Bericht {number}.", at)
            if number % every == 0:
                asked = world.add("anna", f"@molen Vraag {number}?", at + timedelta(minutes=5), post)
                world.add(OWN, f"Antwoord {number}.", at + timedelta(minutes=20), asked)
                world.add("bram", f"@molen Ook een vraag {number}?", at + timedelta(minutes=30), post)
        return world

    def add(self, author: str, text: str, at: datetime, parent: Message | None = None) -> Message:
        """Add a message and return it."""
        message = Message(author, text, at, parent)
        self.messages.append(message)
        return message

    def delete(self, *texts: str) -> None:
        """Delete messages, and what stands below them."""
        self.messages = [m for m in self.messages if not any(m.text == t or _below(m, t) for t in texts)]

    @property
    def posts(self) -> list[Message]:
        """The organisation's posts, newest first."""
        return sorted((m for m in self.messages if m.parent is None and m.own), key=lambda m: m.at, reverse=True)

    def answers(self, ident: str) -> list[Message]:
        """Return the direct answers to the message with a number, oldest first."""
        if self._counted != len(self.messages):
            self._below, self._counted = {}, len(self.messages)
            for message in sorted(self.messages, key=lambda m: m.at):
                if message.parent is not None:
                    self._below.setdefault(message.parent.id, []).append(message)
        return self._below.get(ident, [])

    def under(self, ident: str) -> list[Message]:
        """Return everything below the post with a number, oldest first."""
        found = list(self.answers(ident))
        for message in found:
            found.extend(self.answers(message.id))
        return sorted(found, key=lambda m: m.at)

    @property
    def texts(self) -> list[str]:
        """All texts, sorted."""
        return sorted(m.text for m in self.messages)


def _below(message: Message, text: str) -> bool:
    above = message.parent
    while above is not None:
        if above.text == text:
            return True
        above = above.parent
    return False


class Fake:
    """A server for one kind of source. `page` is the greatest number of elements it gives at once."""

    kind: ClassVar[str]
    fields: ClassVar[dict[str, Any]] = {}
    key: ClassVar[tuple[str, str] | None] = ("Authorization", f"Bearer {TOKEN}")
    variable: ClassVar[str] = ""
    lists: ClassVar[str]
    """A word in the path of the requests for the main list."""
    threads: ClassVar[str | None] = None
    """A word in the path of the requests for what stands below a post; None where there are none."""

    def __init__(self, world: World, *, page: int = 7) -> None:
        self.world, self.page = world, page
        self.empty_after: int | None = None
        """After so many elements of the main list there comes an empty page that leads on."""
        self.empties = 0
        self.made = -1
        """How many messages the world had when the server was last made from it."""

    @property
    def texts(self) -> list[str]:
        """What must be read from it in the end."""
        return self.world.texts if self.threads else sorted(m.text for m in self.world.posts)

    def route(self, path: str, query: dict[str, str], base: str) -> Say:
        """Answer one request."""
        raise NotImplementedError

    def limit(self, headers: dict[str, str]) -> Say:
        """Return the answer of a server that wants a pause."""
        return Say({"error": "RateLimitExceeded"}, 429, headers)

    def refusal(self, status: int) -> Say:
        """Return the answer to a token that is not (401) or not enough (403)."""
        return Say({"error": "no"}, status)

    def cut(self, items: Sequence[Any], place: str, size: int) -> tuple[Sequence[Any], str | None]:
        """Return one page of a list and the place where the next begins; an empty one where the test wants it.

        A place is a number, and after an empty page a number with a tail: no two pages have the same.
        """
        start, size = int(place.partition("e")[0]), min(size, self.page)
        if self.empty_after is not None and start >= self.empty_after and self.empties < 2 and start < len(items):
            self.empties += 1
            return [], f"{start}e{self.empties}"
        end = start + size
        return items[start:end], str(end) if end < len(items) else None


Make = Callable[[World], Fake]
