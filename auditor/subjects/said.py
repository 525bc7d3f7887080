"""What the organisation itself says on its channels, one text per post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from auditor.model import Mention, Statement
from auditor.settings import Settings
from auditor.text.words import words

# A post of fewer words than this ("Fijne dag!") is about nothing in particular.
_MIN_WORDS: Final = 6
# What a post is about stands in its beginning; the vector of more gets vague.
_MAX_WORDS: Final = 120
_QUOTED: Final = 280


@dataclass(frozen=True, slots=True)
class Said:
    """A post of the organisation: its text as it is compared, and the statement that stands for it."""

    text: str
    first: Statement

    def mention(self, score: float | None = None, claim: str | None = None) -> Mention:
        """Return the post as the results carry it, cut at a word."""
        first = self.first
        post = first.post
        text = self.text
        if len(text) > _QUOTED:
            text = f"{text[:_QUOTED].rsplit(' ', 1)[0]} …"
        url = first.place.url or (post.url if post else None)
        return Mention(text, first.source, url, first.published, first.language, score, claim)


def said_on_channels(
    social: Mapping[str, Sequence[Statement]], settings: Settings, now: datetime
) -> dict[str, tuple[Said, ...]]:
    """Return the posts of each social source that are the organisation's own, inside `matching.window`.

    Answers to others and reposts are left out: they are about what somebody else brought up. Posts stand in the order
    of the snapshot; a text that is posted twice on one channel counts twice.
    """
    since = now - timedelta(days=settings.matching.window)
    return {source: tuple(_posts(statements, since)) for source, statements in social.items()}


def _posts(statements: Sequence[Statement], since: datetime) -> Iterable[Said]:
    groups: dict[str, list[Statement]] = {}
    for statement in statements:
        if _own(statement) and (statement.published is None or statement.published >= since):
            groups.setdefault(statement.document, []).append(statement)
    for group in groups.values():
        text = " ".join(" ".join(statement.text for statement in group).split()[:_MAX_WORDS])
        if len(words(text)) >= _MIN_WORDS:
            yield Said(text, next((one for one in group if one.block_kind != "heading"), group[0]))


def _own(statement: Statement) -> bool:
    post = statement.post
    return post is None or (post.author_is_org and post.kind != "repost" and post.parent_id is None)
