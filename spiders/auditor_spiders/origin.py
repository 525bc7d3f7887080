"""What all posts of one export share: the source, the platform, and who the organisation is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from auditor.collect.protocol import Context
from auditor.model import Post, PostKind, stable_id
from auditor.settings.model import Source
from auditor_spiders.people import People


@dataclass(frozen=True, slots=True)
class Origin:
    """Where posts come from."""

    source: Source
    context: Context
    people: People
    platform: str

    @classmethod
    def of(cls, source: Source, context: Context, platform: str, *more: str) -> Origin:
        """Return the origin of a source: its `accounts`, `more` names found in the export, the organisation's names.

        The first of them names the account the posts are of.
        """
        own = (*source.accounts, *filter(None, more), context.organisation.name, *context.organisation.aliases)
        return cls(source, context, People.of(own[0], own, context.pseudonym), platform)

    def on(self, platform: str) -> Origin:
        """Return the same on another platform."""
        return replace(self, platform=platform)

    def own(self, text: str, at: datetime, kind: PostKind = "post", **fields: Any) -> Post:
        """Return something that the organisation itself wrote.

        Without an `id` among the fields it gets one from what it is, when it was and what it says: the same download
        gives the same ids.
        """
        number = fields.pop("id", None) or stable_id(self.platform, kind, at.isoformat(), text, length=16)
        return Post(
            source=self.source.name,
            platform=self.platform,
            account=self.people.main,
            id=number,
            text=text,
            created_at=at,
            author_id=self.people.main,
            author_is_org=True,
            kind=kind,
            lang=self.source.language,
            observed_at=self.context.now,
            mentions=self.people.named_in(text),
            **fields,
        )
