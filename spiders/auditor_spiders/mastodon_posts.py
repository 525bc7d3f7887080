"""Posts out of the answers of a Mastodon server (and others that speak its interface)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeGuard

from auditor.collect.protocol import Context
from auditor.model import Post, PostKind
from auditor.settings.model import Source
from auditor_spiders.markup import to_text
from auditor_spiders.people import People

Status = Mapping[str, Any]


@dataclass(slots=True)
class Shelf:
    """Turns the answers about one account into posts. Ids are strings that mean nothing."""

    source: Source
    context: Context
    people: People
    """Holds the names of the organisation's accounts; other accounts are known by `acct`, as this server writes it."""
    account_id: str
    roots: dict[str, str] = field(default_factory=dict)
    """The first status of the thread of every status that was seen in a context."""
    own: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)

    def post(self, status: Status, above: Status | None = None) -> Iterator[Post]:
        """Yield one status as a post; a boost is a repost of what it shares. Nothing for one without a time.

        The address of somebody else's status holds their name, so it gets that of the organisation's status `above`
        it, where people can read both.
        """
        created = _time(status.get("created_at"))
        if created is None:
            return
        shared = status.get("reblog")
        shown: Status = shared if is_status(shared) else status
        boosted = shown is not status
        own = self.is_own(status) and not boosted
        number = str(status["id"])
        (self.own if self.is_own(status) else self.others).add(number)
        parent = None if boosted else _text(status.get("in_reply_to_id"))
        yield Post(
            source=self.source.name,
            platform="mastodon",
            account=self.people.main,
            id=number,
            text=to_text(str(shown.get("content") or "")),
            created_at=created,
            author_id=self.people.main if own else self._name(shown["account"]),
            author_is_org=own,
            kind=_kind(status, boosted=boosted),
            uri=_text(status.get("uri")) if own else None,
            url=_text(status.get("url")) if own else _text(above.get("url")) if above else None,
            lang=_text(shown.get("language")),
            observed_at=self.context.now,
            edited_at=_time(status.get("edited_at")),
            parent_id=parent,
            root_id=None if boosted else self.roots.get(number),
            mentions=tuple(
                dict.fromkeys(self._name(account) for account in status.get("mentions") or () if "acct" in account)
            ),
            title=_text(shown.get("spoiler_text")),
        )

    def thread(self, status: Status, ancestors: Sequence[Status], descendants: Sequence[Status]) -> Iterator[Post]:
        """Yield the posts of one thread that matter: those of the organisation, and those of others that answer it,
        mention it, got an answer from it, or go on with such a message.
        """
        thread = [*ancestors, status, *descendants]
        first = str(thread[0]["id"])
        by_id = {str(one["id"]): one for one in thread}
        answered = {str(one.get("in_reply_to_id")) for one in thread if self.is_own(one)}
        kept: set[str] = set()
        for one in thread:
            number, parent = str(one["id"]), by_id.get(str(one.get("in_reply_to_id")))
            if number != first:
                self.roots[number] = first
            meant = self._mentions_own(one) or (parent is not None and self.is_own(parent))
            goes_on = parent is not None and str(parent["id"]) in kept and _same_author(parent, one)
            if not self.is_own(one):
                if not (meant or goes_on or number in answered):
                    continue
                kept.add(number)
            yield from self.post(one, next((s for s in (parent, thread[0]) if s and self.is_own(s)), None))

    def is_own(self, status: Status) -> bool:
        """Return whether the organisation wrote a status."""
        account = status["account"]
        return str(account.get("id")) == self.account_id or self.people.is_own(_text(account.get("acct")))

    def _mentions_own(self, status: Status) -> bool:
        return any(self._name(account) == self.people.main for account in status.get("mentions") or ())

    def _name(self, account: Mapping[str, Any]) -> str:
        if str(account.get("id")) == self.account_id:
            return self.people.main
        return self.people.name(str(account.get("acct") or account.get("url") or account.get("id")))


def is_status(value: object) -> TypeGuard[Status]:
    """Return whether something is a status that can be read."""
    return isinstance(value, Mapping) and bool(value.get("id")) and isinstance(value.get("account"), Mapping)


def _same_author(one: Status, other: Status) -> bool:
    return bool(one["account"].get("id") == other["account"].get("id"))


def _kind(status: Status, *, boosted: bool) -> PostKind:
    if boosted:
        return "repost"
    if status.get("in_reply_to_id"):
        return "reply"
    return "quote" if status.get("quote") else "post"


def _text(value: object) -> str | None:
    return str(value) if value else None


def _time(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
