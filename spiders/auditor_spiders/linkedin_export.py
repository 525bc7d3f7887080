"""LinkedIn's own files: the data export of a member (zip), and the content export of a company page (XLS, XLSX, CSV).

Of a member: `Shares.csv` (posts), `Comments.csv`, and `messages.csv` for who asks for private messages. Names may carry
the member's number (`Shares_17529409.csv`); some files begin with a paragraph of notes. Times are in UTC. Comments name
no one whom they answer, so there are no reply times; messages give them.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Final

from auditor.collect.protocol import Context, Expected, Item, Note
from auditor.errors import CollectError
from auditor.model import Post, PostKind
from auditor.settings.model import Source
from auditor_spiders import chats, csv_import, text_files
from auditor_spiders.archive import Archive, regular
from auditor_spiders.chats import Message
from auditor_spiders.origin import Origin
from auditor_spiders.tables import Table, TableError, from_text, plain
from auditor_spiders.workbooks import is_workbook

_SHARES: Final = re.compile(r"shares(?:_\d+)?\.csv", re.IGNORECASE)
_COMMENTS: Final = re.compile(r"comments(?:_\d+)?\.csv", re.IGNORECASE)
_MESSAGES: Final = re.compile(r"messages(?:_\d+)?\.csv", re.IGNORECASE)
_PROFILE: Final = re.compile(r"profile(?:_\d+)?\.csv", re.IGNORECASE)
_HEADERS: Final = frozenset({
    "date", "sharelink", "sharecommentary", "visibility", "link", "message", "from", "to", "content", "conversation id",
    "first name", "last name",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a file holds, and in which columns."""

    kind: PostKind
    text: str
    link: str


_COMMAS: Final = {"delimiter": ","}
_SHARE: Final = _Shape("post", "sharecommentary", "sharelink")
_COMMENT: Final = _Shape("comment", "message", "link")


def read(source: Source, context: Context) -> Iterator[Item]:
    """Read the export at `source.path`: zip or folder of a member, workbook or CSV of a page.

    Raises:
        CollectError: there is no such file, or it is no export of LinkedIn.
    """
    if source.path is None:
        raise CollectError(context.say("no-path", name=source.name))
    if source.path.is_file() and (source.path.suffix.lower() == ".csv" or _is_page(source)):
        if (shape := _shape_of(source, context)) is not None:
            yield from _single(shape, source, context)
            return
        preset = source.preset or (None if source.columns else "linkedin-page")
        yield from csv_import.read(source.model_copy(update={"preset": preset}), context)
        return
    path = context.relative(source.path)
    with Archive.opened(source.path, context) as archive:
        try:
            yield from _member(archive, source, context, path)
        except TableError as error:
            raise CollectError(context.say("export-broken", path=path, reason=str(error))) from error


def _shape_of(source: Source, context: Context) -> _Shape | None:
    """Return what one file out of a member's export holds, None for the file of a page."""
    assert source.path is not None
    regular(source.path, context)
    if is_workbook(source.path):
        return None
    try:
        headers = {plain(header) for header in from_text(text_files.of(source.path), _hits, _COMMAS).headers}
    except TableError:
        return None  # reading it as a page's says why
    return next((shape for shape in (_SHARE, _COMMENT) if {"date", shape.text, shape.link} <= headers), None)


def _single(shape: _Shape, source: Source, context: Context) -> Iterator[Item]:
    assert source.path is not None
    odd: Counter[str] = Counter()
    table = from_text(text_files.of(source.path), _hits, _COMMAS)
    found = {post.id: post for post in _posts(table, shape, Origin.of(source, context, "linkedin"), odd)}
    yield Expected(len(found))
    yield from found.values()
    if odd.total():
        yield Note(context.say("rows-skipped", count=odd.total()))


def _is_page(source: Source) -> bool:
    """Return whether the file is a workbook: an old one, or a zip with a workbook's parts."""
    assert source.path is not None
    if source.path.suffix.lower() in {".xls", ".xlsx", ".xlsm"}:
        return True
    return source.path.stat().st_size > 0 and is_workbook(source.path) and source.path.suffix.lower() != ".zip"


def _member(archive: Archive, source: Source, context: Context, path: str) -> Iterator[Item]:
    names = archive.names()
    shares, comments, messages = (_named(names, pattern) for pattern in (_SHARES, _COMMENTS, _MESSAGES))
    if not (shares or comments or messages):
        raise CollectError(context.say("no-linkedin", path=path))
    origin = Origin.of(source, context, "linkedin", *_members(archive, names))
    seen: set[str] = set()
    odd: Counter[str] = Counter()
    files = (*((name, _SHARE) for name in shares), *((name, _COMMENT) for name in comments))
    for post in (post for name, shape in files for post in _posts(_table(archive, name), shape, origin, odd)):
        if post.id not in seen:
            seen.add(post.id)
            yield post
    if source.messages:
        for post in (post for name in messages for post in _talks(_table(archive, name), origin, odd)):
            seen.add(post.id)
            yield post
    elif any(next(_table(archive, name).rows(), None) for name in messages):
        yield Note(context.say("messages-left", name=source.name))
    yield Expected(len(seen))
    if odd.total():
        yield Note(context.say("rows-skipped", count=odd.total()))


def _named(names: Iterable[str], pattern: re.Pattern[str]) -> list[str]:
    return [name for name in names if pattern.fullmatch(PurePosixPath(name).name)]


def _table(archive: Archive, name: str) -> Table:
    return from_text(functools.partial(archive.open, name), _hits, _COMMAS)


def _hits(row: Sequence[str]) -> int:
    return sum(plain(cell) in _HEADERS for cell in row)


def _members(archive: Archive, names: Iterable[str]) -> Iterator[str]:
    """Yield the name of the member whose export it is."""
    for name in _named(names, _PROFILE):
        for row in itertools.islice(_cells(_table(archive, name)), 1):
            yield f"{row.get('first name', '')} {row.get('last name', '')}".strip()


def _cells(table: Table) -> Iterator[dict[str, str]]:
    headers = [plain(header) for header in table.headers]
    for row in table.rows():
        yield dict(zip(headers, row, strict=True))


def _posts(table: Table, shape: _Shape, origin: Origin, odd: Counter[str]) -> Iterator[Post]:
    for row in _cells(table):
        words, at = _unquoted(row.get(shape.text, "")), _moment(row.get("date", ""))
        if at is None:
            odd["date"] += 1
        elif words:  # a share without words passes something on, which says nothing of its own
            yield origin.own(words, at, shape.kind, url=row.get(shape.link) or None)


def _unquoted(text: str) -> str:
    """Return a text without the quotation marks that LinkedIn puts around every line break inside it."""
    return re.sub(r'"\n"', "\n", text).strip() if '"\n"' in text else text.strip()


def _moment(text: str) -> datetime | None:
    """Read "2021-08-07 10:00:00 UTC" or the same without the zone, which is UTC too."""
    try:
        found = datetime.fromisoformat(text.strip().removesuffix(" UTC"))
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _talks(table: Table, origin: Origin, odd: Counter[str]) -> Iterator[Post]:
    """Yield the private messages, conversation by conversation; drafts were never sent."""
    talks: dict[str, list[Message]] = {}
    for row in _cells(table):
        if row.get("is message draft", "").casefold() in {"yes", "true"}:
            continue
        at, author, words = _moment(row.get("date", "")), row.get("from", "").strip(), row.get("content", "").strip()
        if at is None or not author or not words:
            odd["message"] += 1
            continue
        talks.setdefault(row.get("conversation id", "") or row.get("to", ""), []).append(Message(author, at, words))
    for talk, messages in sorted(talks.items()):
        messages.sort(key=lambda message: message.at)
        yield from chats.posts(messages, talk, origin)
