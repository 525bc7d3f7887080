"""What is talked about, and how well channels fit what the organisation says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Mention:
    """A post of the organisation itself, quoted because of what it is about. `score` is a cosine, -1 to 1."""

    text: str
    source: str
    url: str | None = None
    published: datetime | None = None
    language: str | None = None
    score: float | None = None
    claim: str | None = None
    """Id of the claim that it lies nearest to."""


@dataclass(frozen=True, slots=True)
class ChannelFit:
    """How near the posts of a channel lie to mission, vision and values: `near` and `apart` of `posts`, the others
    in between.
    """

    source: str
    posts: int
    near: int
    apart: int
    nearest: tuple[Mention, ...] = ()
    farthest: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a group of posts and claims is about, with its point on a plane (-1 to 1) where near is alike.

    `told`: in posts, and a claim is near one of them or was judged on one (`both`); in posts that lie apart from every
    claim (`posts_only`) or neither near nor apart (`between`); in claims that no post lies near (`claims_only`).
    """

    id: str
    words: tuple[str, ...]
    """The words that set it apart; empty for the rest, in which nothing goes together."""
    posts: int
    by_source: tuple[tuple[str, int], ...]
    claims: tuple[str, ...]
    """Ids, the most central first; not all where there are many."""
    told: Literal["both", "posts_only", "claims_only", "between"]
    apart: int
    """How many of its posts lie apart from every claim."""
    nearness: float | None
    """Of its posts to the claim nearest to each: the median cosine."""
    x: float
    y: float
    examples: tuple[Mention, ...] = ()
    """The most central posts."""
    strays: tuple[Mention, ...] = ()
    """The posts farthest from every claim, of those that lie apart."""
