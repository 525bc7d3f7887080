"""What a collector is: the small contract between the core and everything that fetches.

An entry point of the group `auditor.collectors` names the collector of one source kind. It is either

* a plain reader, `read(source, context) -> Iterator[Item]`, for what lies on disk (static, files, exports), or
* a Scrapy spider class, made as `SpiderClass(source=source, context=context)`, whose callbacks yield the same items
  between their requests (subclass `auditor_spiders.base.SourceSpider`, which keeps every request on the allowed hosts).

Both run in a child process, one source after the other. They never write to the store and never print: they yield

    Fetched     a document with its bytes (only what is to be read: no JSON of an API)
    Kept        the stored document with this key still holds, its bytes need not be sent again
    Post        a post or message
    Expected    how many items the other side says there are ("N of M", and the length of the progress bar)
    Note        something a reader of the report must know; with an effect, it makes the source partial or unreadable
    Discovered  a profile of the organisation that this source links to
    Dropped     what was yielded under this key turned out to be a copy of something else
    State       a text that comes back as `context.previous.state` in the next run (a cursor, the newest id)

What a source yields in one run replaces what it had before. An incremental collector yields the stored posts that it
trusts again (`yield from context.previous.posts`); the item yielded last wins where two have the same key or id.
Nothing yielded makes the source `empty`. `CollectError`, raised in a reader, or in a spider before it starts, makes it
`unreadable` with that message, or `partial` if something was yielded before. In a spider's callbacks, where Scrapy
would swallow an exception, yield `Note(..., effect="unreadable")` instead (`SourceSpider.failed` does so).
Where an earlier run of a spider collected the same source, its snapshot is kept and the source becomes `partial`, with
the reason; `effect="gone"` says that there is nothing to keep: the account does not exist (any more), or forbids being
read. A reader has no such grace: what is on disk is what counts.

Responses of spiders go through an HTTP cache (ETag, Last-Modified, max-age) that lies in the store; spiders need not
care. A `response.flags` with "cached" was not fetched again.

A reader:

    def read(source: Source, context: Context) -> Iterator[Item]:
        if not source.path.is_file():
            raise CollectError(context.say("missing-path", path=context.relative(source.path)))
        rows = parse(source.path)
        yield Expected(len(rows))
        for row in rows:
            yield Post(source=source.name, platform="linkedin", observed_at=context.now, ...)
        if skipped:
            yield Note(context.say("rows-skipped", count=skipped), effect="partial")

A spider:

    class BlueskySpider(SourceSpider):
        name = "bluesky"

        def origins(self) -> Iterable[str]:
            return (self.source.api or "https://public.api.bsky.app",)

        async def start(self) -> AsyncIterator[Any]:
            yield scrapy.Request(self.profile_url(), callback=self.parse_profile, errback=self.failed)

        def parse_profile(self, response: Response) -> Iterator[Any]:
            yield Expected(response.json()["postsCount"])
            yield scrapy.Request(self.feed_url(cursor=None), callback=self.parse_feed, errback=self.failed)

Entry points, in pyproject.toml:

    [project.entry-points."auditor.collectors"]
    files = "auditor_spiders.files:read"
    bluesky = "auditor_spiders.bluesky:BlueskySpider"
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePath
from typing import Literal, Protocol, TypeAlias

from auditor.collect.notes import say
from auditor.collect.pseudonyms import pseudonym
from auditor.model import Post, RawDocument
from auditor.settings.load import repository_top
from auditor.settings.model import Organisation, Source

ENTRY_POINTS = "auditor.collectors"
GUESS = "auditor.guess"
"""The entry point that tells the kinds of export a file may be: `(path, context) -> (kind, what told it), ...`."""

Effect = Literal["none", "partial", "unreadable", "gone"]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document and its bytes. `document.content` is the sha256 of the bytes (`Fetched.of` fills it in)."""

    document: RawDocument
    content: bytes

    @classmethod
    def of(cls, document: RawDocument, content: bytes) -> Fetched:
        """Return the pair with `document.content` set to the sha256 of the bytes."""
        return cls(replace(document, content=hashlib.sha256(content).hexdigest()), content)


@dataclass(frozen=True, slots=True)
class Kept:
    """The document stored under this key in the earlier snapshot still holds."""

    key: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """The document yielded under this key is a copy of another one and is not kept."""

    key: str


@dataclass(frozen=True, slots=True)
class Expected:
    """How many documents or posts there should be. The last one said counts."""

    count: int


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence in the report's language, and what it means for the status of the source."""

    text: str
    effect: Effect = "none"


@dataclass(frozen=True, slots=True)
class Discovered:
    """The address of a profile that the source links to as the organisation's own."""

    url: str


@dataclass(frozen=True, slots=True)
class State:
    """What the collector wants to know again in the next run, as text."""

    value: str


Item: TypeAlias = Fetched | Kept | Dropped | Post | Expected | Note | Discovered | State


class Previous(Protocol):
    """What the earlier snapshot holds of this source; empty in a first run and with `--refresh`."""

    @property
    def state(self) -> str | None:
        """The text of the last `State` of the last finished run."""

    @property
    def documents(self) -> tuple[RawDocument, ...]:
        """The stored documents, sorted by key."""

    @property
    def posts(self) -> tuple[Post, ...]:
        """The stored posts, sorted by time and id."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """The `Previous` of a source that was never collected."""

    state: str | None = None
    documents: tuple[RawDocument, ...] = ()
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a collector knows besides its own `Source`."""

    organisation: Organisation
    folder: Path
    """The folder of the configuration; paths in the results count from it."""
    now: datetime
    """When collecting started (aware, UTC): the one clock for `fetched_at` and `observed_at`."""
    language: str = "nl"
    """Of the notes, as in `report.language`."""
    refresh: bool = False
    """Ask for everything again, whatever is stored."""
    previous: Previous = field(default_factory=Nothing)
    explain: bool = False
    """Somebody tries out an export (`auditor import --dry-run`): say in notes how the file was understood."""
    pseudonym_key: bytes = b""
    """Of the workspace (`pseudonyms.workspace_key`): what the handles of other people are hashed with."""

    def pseudonym(self, handle: str) -> str:
        """Return what is stored instead of the handle or id of somebody who is not the organisation."""
        return pseudonym(handle, self.pseudonym_key)

    def timezone(self, source: Source) -> str:
        """Return the zone in which times without an offset are to be read."""
        return source.timezone or self.organisation.timezone

    def say(self, key: str, **values: object) -> str:
        """Return the note `key` of config/lexicon/notes in the report's language, filled in."""
        return say(self.language, key, **values)

    def relative(self, path: Path) -> str:
        """Return the path as people know it: from the configuration's folder, with forward slashes.

        One elsewhere in the same repository goes up (`../site/index.html`): no report should hold a machine's paths.
        """
        file, folder = path.resolve(), self.folder.resolve()
        if file.is_relative_to(folder):
            return file.relative_to(folder).as_posix()
        if file.is_relative_to(repository_top(folder)):
            return PurePath(os.path.relpath(file, folder)).as_posix()
        return path.as_posix()


class Reader(Protocol):
    """A collector of what lies on disk."""

    def __call__(self, source: Source, context: Context, /) -> Iterator[Item]:
        """Yield what the source holds, in a fixed order."""
