"""Posts out of ActivityPub: the activities in an outbox of Pixelfed, Misskey, PeerTube, WordPress and their kin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeGuard
from urllib.parse import urlsplit

from auditor.collect.protocol import Context
from auditor.model import Post
from auditor.settings.model import Source
from auditor_spiders.markup import to_text
from auditor_spiders.moments import iso
from auditor_spiders.people import People

Thing = Mapping[str, Any]
_PUBLIC: Final = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_WRITTEN: Final = frozenset({"Article", "Audio", "Event", "Image", "Note", "Page", "Question", "Video"})
_ACTORS: Final = frozenset({"Application", "Group", "Organization", "Person", "Service"})


@dataclass(slots=True)
class Shelf:
    """Turns the objects of one actor into posts."""

    source: Source
    context: Context
    people: People
    actor: str
    """The address of the actor, which is its id."""
    own: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)

    def post(self, thing: Thing) -> Iterator[Post]:
        """Yield what was written as a post; nothing for what is not public or has no time."""
        created, ident = iso(thing.get("published")), str(thing.get("id") or "")
        if created is None or not ident or not is_public(thing):
            return
        own = self.actor in _names(thing.get("attributedTo"))
        updated = iso(thing.get("updated"))
        above = next(iter(_names(thing.get("inReplyTo"))), None)
        author = next(iter(_names(thing.get("attributedTo"))), "")
        html = str(thing.get("content") or "")
        text = html.strip() if thing.get("mediaType") in ("text/markdown", "text/plain") else to_text(html)
        title = to_text(str(thing.get("name") or thing.get("summary") or "")) or None
        (self.own if own else self.others).add(ident)
        yield Post(
            source=self.source.name,
            platform="fediverse",
            account=self.people.main,
            id=self.ident(ident),
            text=text or title or "",
            created_at=created,
            author_id=self.people.main if own else self.people.pseudonym(author),
            author_is_org=own,
            kind="reply" if above and own else "post" if own else "repost",
            uri=ident if own else None,
            url=_page(thing) if own else None,
            lang=_language(thing),
            observed_at=self.context.now,
            edited_at=updated if updated is not None and updated > created else None,
            parent_id=self.ident(above) if above else None,
            mentions=self._mentions(thing),
            title=title if text else None,
        )

    def ident(self, uri: str) -> str:
        """Return the id of a post: its address, or a hash of it where it would name somebody else."""
        mine = urlsplit(uri).netloc == urlsplit(self.actor).netloc and self.people.main.casefold() in uri.casefold()
        return uri if mine or uri in self.own else self.people.pseudonym(uri)

    def _mentions(self, thing: Thing) -> tuple[str, ...]:
        tags = thing.get("tag")
        found = [
            self.people.main if tag.get("href") == self.actor else self.people.name(str(tag.get("name") or ""))
            for tag in (tags if isinstance(tags, list) else [tags])
            if isinstance(tag, Mapping) and tag.get("type") == "Mention"
        ]
        return tuple(dict.fromkeys(found))


def is_actor(value: object) -> TypeGuard[Thing]:
    """Return whether something is an account with an outbox."""
    return isinstance(value, Mapping) and value.get("type") in _ACTORS and isinstance(value.get("outbox"), str)


def is_written(value: object) -> TypeGuard[Thing]:
    """Return whether something is a text, picture or film that somebody published."""
    return isinstance(value, Mapping) and value.get("type") in _WRITTEN


def is_public(thing: Thing) -> bool:
    """Return whether everybody may see it: it is addressed to the public, or to nobody in particular."""
    receivers = {*_names(thing.get("to")), *_names(thing.get("cc"))}
    return not receivers or bool(receivers & _PUBLIC)


def _names(value: object) -> tuple[str, ...]:
    """Return the addresses in a property that holds one, several, or objects with an id."""
    found = value if isinstance(value, list) else [value]
    named = [one.get("id") if isinstance(one, Mapping) else one for one in found]
    return tuple(one for one in named if isinstance(one, str) and one)


def _page(thing: Thing) -> str | None:
    """Return where people read it: an address, or the page among several links."""
    url = thing.get("url")
    links = url if isinstance(url, list) else [url]
    pages = [
        link.get("href") if isinstance(link, Mapping) else link
        for link in links
        if not isinstance(link, Mapping) or link.get("mediaType") in (None, "text/html")
    ]
    return next((page for page in pages if isinstance(page, str) and page.startswith("http")), None)


def _language(thing: Thing) -> str | None:
    languages = thing.get("contentMap")
    if isinstance(languages, Mapping) and len(languages) == 1:
        return str(next(iter(languages)))[:2].lower()
    language = thing.get("language")
    name = language.get("identifier") if isinstance(language, Mapping) else None
    return name[:2].lower() if isinstance(name, str) else None
