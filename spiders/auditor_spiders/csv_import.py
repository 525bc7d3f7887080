"""Posts out of a table: any webcare or publishing suite, by a mapping of columns or a preset."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Final
from zoneinfo import ZoneInfo

from auditor.collect.protocol import Context, Expected, Item, Note
from auditor.errors import CollectError
from auditor.model import Post, stable_id
from auditor.settings.model import Source
from auditor_spiders import columns, dates
from auditor_spiders.archive import regular
from auditor_spiders.columns import Layout
from auditor_spiders.people import People, plain
from auditor_spiders.tables import Table, TableError, load
from auditor_spiders.threads import link_by_handle

# Fewer readable dates than this, and it is the wrong column or format.
_LEAST_DATED: Final = 0.5
# What a spreadsheet makes of a long number: its last digits are lost, so that two posts may get one id.
_ROUNDED: Final = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rows:
    """What came out of the rows: posts by id, the handle of each author as written, how many rows were left out."""

    posts: Mapping[str, Post]
    handles: Mapping[str, str]
    skipped: int


def read(source: Source, context: Context) -> Iterator[Item]:
    """Read the CSV file or workbook at `source.path`.

    Raises:
        CollectError: there is no such file, it is no table, or it is not clear which column holds what. Nothing was
            yielded then.
    """
    if source.path is None:
        raise CollectError(context.say("no-path", name=source.name))
    path = context.relative(source.path)
    columns.check(source, context)
    regular(source.path, context)
    try:
        table = load(source.path, columns.hits(source), columns.options(source))
        yield from items(table, source, context, path)
    except TableError as error:
        raise CollectError(context.say("csv-undecodable", path=path, reason=str(error))) from error


def items(table: Table, source: Source, context: Context, path: str) -> Iterator[Item]:
    """Yield what a table holds; `path` is how the file is named to people. Raises CollectError and TableError."""
    if next(table.rows(), None) is None:
        raise CollectError(context.say("csv-empty", path=path))
    layout = columns.layout(table, source, context, path)
    parse = _date_reader(table, layout, source, context, path)
    people = _people(source, context)
    rows = _rows(table, layout, source, people, parse)
    posts = list(rows.posts.values())
    others = {handle for handle in rows.handles.values() if not people.is_own(handle)}
    if others and _days_only(posts, context.timezone(source)):
        posts = [_alone(post) for post in posts]
        yield Note(context.say("dates-only"))
    elif "author" in layout.columns and "parent_id" not in layout.columns:
        posts = link_by_handle(posts, rows.handles, people)
    yield Expected(len(posts))
    for post in posts:
        yield replace(post, observed_at=context.now)
    if rows.skipped:
        yield Note(context.say("rows-skipped", count=rows.skipped))
    authors = set(rows.handles.values())
    if not any(map(people.is_own, authors)):
        example = context.organisation.name
        yield Note(context.say("no-own-account", count=len(authors), example=example), effect="partial")
    if context.explain:
        yield from _explained(table, layout, context)


def _explained(table: Table, layout: Layout, context: Context) -> Iterator[Note]:
    found = ", ".join(f"{field} = {table.headers[number]}" for field, number in layout.columns.items())
    yield Note(context.say("csv-understood", columns=found, how=table.about, preset=layout.preset or "-"))
    left = [header for number, header in enumerate(table.headers) if header and number not in layout.columns.values()]
    if left:
        yield Note(context.say("csv-unused", columns=", ".join(left)))


def _people(source: Source, context: Context) -> People:
    organisation = context.organisation
    own = source.accounts or (organisation.name, *organisation.aliases)
    return People.of(own[0], own, context.pseudonym)


def _rows(table: Table, layout: Layout, source: Source, people: People, parse: dates.Parse) -> _Rows:
    posts: dict[str, Post] = {}
    handles: dict[str, str] = {}
    skipped = 0
    for row in table.rows():
        cell = {field: row[number].strip() for field, number in layout.columns.items()}
        if not cell["text"] and cell.get("title"):
            cell["text"], cell["title"] = cell["title"], ""
        created = parse(" ".join(filter(None, (cell["created_at"], cell.get("time", "")))))
        if created is None or not cell["text"]:
            skipped += 1
            continue
        # Without a column for it, everything is the organisation's: the export of a publishing tool.
        author = cell.get("author", people.main)
        post = replace(_post(cell, author, source, people, layout), created_at=created)
        given = cell.get("id", "")
        post = replace(post, id=given if given and not _ROUNDED.fullmatch(given) else _number(post))
        posts.setdefault(post.id, post)
        handles.setdefault(post.id, author)
    return _Rows(posts, handles, skipped)


def _post(cell: Mapping[str, str], author: str, source: Source, people: People, layout: Layout) -> Post:
    """Return one row as a post, its time and id still to be filled in."""
    is_own = people.is_own(author)
    parent = cell.get("parent_id") or None
    kind = layout.kinds.get(plain(cell.get("kind", "")), "post")
    url = cell.get("url") or None
    # The address of somebody else's message often holds their name.
    names_author = url is not None and not is_own and plain(author) in url.casefold()
    return Post(
        source=source.name,
        platform=plain(cell.get("platform", "")) or layout.platform or source.name.casefold(),
        account=people.main,
        id="",
        text=cell["text"],
        created_at=dates.EPOCH,
        author_id=people.name(author),
        author_is_org=is_own and kind != "repost",
        kind="reply" if parent and kind == "post" else kind,
        url=None if names_author else url,
        lang=cell.get("lang") or source.language,
        parent_id=parent,
        root_id=cell.get("root_id") or None,
        mentions=people.named_in(cell["text"]),
        title=cell.get("title") or None,
    )


def _number(post: Post) -> str:
    """Return an id for a message without one: the same row gives the same id, so a row that is there twice is one."""
    return stable_id(post.platform, post.author_id, post.created_at.isoformat(), post.text, length=16)


def _days_only(posts: Iterable[Post], zone: str) -> bool:
    """Return whether every post is of midnight: the export tells the day alone."""
    here = ZoneInfo(zone)
    return all(post.created_at.astimezone(here).time() == time(0) for post in posts)


def _alone(post: Post) -> Post:
    """Return a message outside any conversation."""
    return replace(post, kind="post" if post.kind == "reply" else post.kind, parent_id=None, root_id=None, mentions=())


def _date_reader(table: Table, layout: Layout, source: Source, context: Context, path: str) -> dates.Parse:
    """Return what reads the dates of this table. Raises CollectError if they are ambiguous, or mostly no dates."""
    number = layout.columns["created_at"]
    column = table.headers[number]
    try:
        parse = dates.reader(_dates(table, layout), context.timezone(source), layout.date_format)
    except dates.AmbiguousDatesError as error:
        fields = {field: table.headers[at] for field, at in layout.columns.items()}
        formats = _formats(str(error))
        block = columns.mapping({**fields, "date_format": formats[0]}, {"date_format": formats[1]})
        raise CollectError(
            context.say("csv-dates", path=path, column=column, example=str(error), mapping=block)
        ) from error
    example, given, readable = "", 0, 0
    for value in _dates(table, layout):
        if value:
            example = example or value
            given += 1
            readable += parse(value) is not None
    if readable < _LEAST_DATED * max(1, given):
        raise CollectError(context.say("csv-no-dates", path=path, column=column, example=example))
    return parse


def _dates(table: Table, layout: Layout) -> Iterator[str]:
    """Yield the dates with their times."""
    number, clock = layout.columns["created_at"], layout.columns.get("time")
    for row in table.rows():
        yield " ".join(filter(None, (row[number].strip(), row[clock].strip() if clock is not None else "")))


def _formats(example: str) -> tuple[str, str]:
    """Return the two `strptime` formats that an ambiguous date could have: day first, month first."""
    day, _, rest = example.partition(" ")
    year = "%y" if re.search(r"/\d\d$", day) else "%Y"
    clock = re.sub(r"\d+", "%H", rest, count=1) if rest else ""
    clock = re.sub(r"(?<=%H[:.])\d+", "%M", clock)
    clock = re.sub(r"(?<=%M[:.])\d+", "%S", clock)
    if half := re.search(r"\s*[ap]\.?m\.?$", clock, re.IGNORECASE):
        clock = clock[: half.start()].replace("%H", "%I") + " %p"
    tail = f" {clock}" if clock else ""
    return f"%d/%m/{year}{tail}", f"%m/%d/{year}{tail}"
