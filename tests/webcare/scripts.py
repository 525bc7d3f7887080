"""Posts written as short lines, so that a test shows a conversation as one would read it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from auditor.model import Conversation, Post
from auditor.settings.model import Holidays, Hours, Organisation, Settings, Source, Webcare

SOURCE = Source(name="kanaal", kind="mastodon", role="social", account="@molen@sociaal.example")
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
_LINE = re.compile(r"(?P<id>\w+)(?:<(?P<parent>\w+))? (?P<at>[\d-]+ [\d:]+) (?P<author>\w+): (?P<text>.*)")


def make_settings(**webcare: Any) -> Settings:
    """Return settings with office hours in the Netherlands."""
    office = (((540, 1020),),) * 5 + ((),) * 2
    return Settings(
        organisation=Organisation(name="De Molen"),
        hours=Hours(week=office, holidays=Holidays(country="NL")),
        sources=(SOURCE,),
        webcare=Webcare(**webcare),
    )


def make_posts(script: str) -> list[Post]:
    """Read posts from lines of the form `id<parent 2026-05-04 10:00 author: text`; the organisation is `molen`.

    Times are those of Amsterdam. A handle in the text is a mention.
    """
    posts = []
    for line in filter(None, map(str.strip, script.splitlines())):
        found = _LINE.fullmatch(line)
        assert found, line
        at = datetime.fromisoformat(found["at"]).replace(tzinfo=ZoneInfo("Europe/Amsterdam")).astimezone(UTC)
        posts.append(
            Post(
                source=SOURCE.name,
                platform="mastodon",
                account="molen",
                id=found["id"],
                text=found["text"],
                created_at=at,
                author_id=found["author"],
                author_is_org=found["author"] == "molen",
                kind="reply" if found["parent"] else "post",
                parent_id=found["parent"],
                mentions=tuple(re.findall(r"@(\w+)", found["text"])),
            )
        )
    return posts


def states(found: Sequence[Conversation]) -> list[tuple[str, str]]:
    """Return (id, state) of conversations."""
    return [(conversation.id, conversation.state) for conversation in found]
