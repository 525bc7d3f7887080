"""Units: what a channel said in one go. A short post is one unit; a long text is cut where its sentences allow it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from auditor.model import Place, Statement

# Characters. A post up to this length is read and quoted as one whole, a longer one in passages.
WHOLE: Final = 420


@dataclass(frozen=True, slots=True)
class Unit:
    """One post or comment, or one passage of a long text, with its statements in order."""

    source: str
    document: str
    statements: tuple[Statement, ...]
    by_org: bool
    """The organisation's own words: not a customer's, and not a repost of someone else's."""

    @property
    def text(self) -> str:
        """Return its sentences, joined."""
        return " ".join(statement.text for statement in self.statements)

    @property
    def first(self) -> Statement:
        """Return its first statement."""
        return self.statements[0]

    @property
    def published(self) -> datetime | None:
        """Return when it was published."""
        return self.first.published or (self.first.post.created_at if self.first.post else None)

    @property
    def language(self) -> str | None:
        """Return the language of the first statement that has one."""
        return next((s.language for s in self.statements if s.language), None)

    @property
    def url(self) -> str | None:
        """Return the address of the post, or of the page it stands on."""
        return (self.first.post.url if self.first.post else None) or self.first.place.url

    @property
    def is_reply(self) -> bool:
        """Return whether it answers someone."""
        return self.first.post is not None and self.first.post.kind == "reply"

    @property
    def place(self) -> Place:
        """Return where it begins."""
        return self.first.place


def units(statements: Sequence[Statement]) -> tuple[Unit, ...]:
    """Return the units of one source, in the order of its statements. Statements of one document stand together."""
    return tuple(unit for _, group in groupby(statements, key=lambda s: s.document) for unit in _cut(tuple(group)))


def by_organisation(statement: Statement) -> bool:
    """Whether the organisation itself says it. A repost passes on what another said."""
    post = statement.post
    return post is None or (post.author_is_org and post.kind != "repost")


def _cut(statements: tuple[Statement, ...]) -> Iterator[Unit]:
    """Yield one unit for a short document, passages of at most `WHOLE` characters for a long one."""
    first = statements[0]
    own = by_organisation(first)
    passage: list[Statement] = []
    length = 0
    for statement in statements:
        if passage and length + len(statement.text) > WHOLE:
            yield Unit(first.source, first.document, tuple(passage), own)
            passage, length = [], 0
        passage.append(statement)
        length += len(statement.text) + 1
    yield Unit(first.source, first.document, tuple(passage), own)
