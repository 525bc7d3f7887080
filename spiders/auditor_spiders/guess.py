"""What kind of export a file is, told by what it holds. Never by the name people gave it."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from auditor.collect.protocol import Context
from auditor_spiders import columns, text_files, whatsapp_lines, workbooks
from auditor_spiders.archive import Archive, is_zip, regular
from auditor_spiders.tables import Table, TableError, load, plain
from auditor_spiders.text_files import Opener, TextError

_MAX_LINE: Final = 8 * 1024**2
_HEAD: Final = 64 * 1024
# Names inside a zip or folder that only one platform uses.
_NAMES: Final = (
    ("x-archive", re.compile(r"(?:community-)?tweets?(?:-part\d+)?\.js|tweet-headers\.js", re.IGNORECASE)),
    ("tiktok-export", re.compile(r"user_data(?:_tiktok)?\.json", re.IGNORECASE)),
    ("linkedin-export", re.compile(r"(?:shares|connections|ad_targeting)(?:_\d+)?\.csv", re.IGNORECASE)),
)
# Parts of paths that do.
_PATHS: Final = (
    ("youtube-takeout", re.compile(r"youtube[^/]*/|(?:^|/)video metadata/", re.IGNORECASE)),
    (
        "meta-export",
        re.compile(
            r"your_(?:facebook|instagram)_activity|(?:facebook|instagram)[^/]*/|/message_\d+\.json", re.IGNORECASE
        ),
    ),
)
_ZENDESK: Final = re.compile(r'"(?:ticket_metrics?|metric_set|reply_time_in_minutes)"')
_TIKTOK: Final = re.compile(r'"(?:CommentsList|ProfileMap|Likes and Favorites|Your Activity)"')
_META: Final = re.compile(
    r'"(?:comments_v\d+|string_map_data|ig_stories|ig_reels_media|group_(?:posts|comments)_v\d+)"'
)
# Headers of single files.
_TABLES: Final = (
    ("youtube-takeout", {"comment id", "comment create timestamp"}),
    ("youtube-takeout", {"reactie-id", "aanmaaktijdstempel reactie"}),
    ("youtube-takeout", {"video id", "video title (original)"}),
    ("linkedin-export", {"date", "sharelink", "sharecommentary"}),
    ("zendesk", {"ticket_id", "reply_time_in_minutes"}),
    ("zendesk", {"ticket_id", "reply_time_in_minutes.calendar"}),
    ("zendesk", {"created_at", "first_reply_time_in_minutes"}),
)

Found = tuple[str, str]
"""A kind, and what told it: the name of a file inside, headers, or words in the language of the report."""


def kinds(path: Path, context: Context) -> tuple[Found, ...]:
    """Return the kinds that a file, zip or folder may be, and what told each; none where nothing did.

    Raises:
        CollectError: there is nothing there, or it is a zip that cannot be opened safely.
    """
    if not path.is_dir():
        regular(path, context)
        if not is_zip(path) or _is_book(path):
            return tuple(itertools.islice(_of_file(path, context), 1))
    with Archive.opened(path, context) as archive:
        return tuple(dict.fromkeys(_of_names(archive.names(), archive.open)))


def _is_book(path: Path) -> bool:
    """Return whether a zip holds the parts of a workbook."""
    try:
        return bool(workbooks.sheets(path))
    except workbooks.WorkbookError:
        return path.suffix.lower() in {".xlsx", ".xlsm"}


def _of_names(names: Sequence[str], opened: Callable[[str], object]) -> Iterator[Found]:
    found: dict[str, str] = {}
    for name in names:
        for kind, pattern in _NAMES:
            if pattern.fullmatch(PurePosixPath(name).name):
                found.setdefault(kind, name)
        for kind, pattern in _PATHS:
            if pattern.search(name):
                found.setdefault(kind, name)
    yield from found.items()
    if not found:
        for name in names:
            if name.lower().endswith(".txt") and _chat(functools.partial(opened, name)):  # type: ignore[arg-type]
                yield "whatsapp", name
                return


def _of_file(path: Path, context: Context) -> Iterator[Found]:
    opened = text_files.of(path)
    if not workbooks.is_workbook(path):
        with path.open("rb") as stream:
            head = stream.read(_HEAD).decode("utf-8", "replace").lstrip("\ufeff \r\n\t")
        if head.startswith("window.YTD."):
            yield "x-archive", head.split(" ", 1)[0]
            return
        if head.startswith(("{", "[")):
            for kind, pattern in (("zendesk", _ZENDESK), ("tiktok-export", _TIKTOK), ("meta-export", _META)):
                if match := pattern.search(head):
                    yield kind, match[0].strip('"')
                    return
        if _chat(opened):  # those of iOS begin with a bracket, as JSON may
            yield "whatsapp", context.say("guess-chat")
            return
        if head.startswith(("{", "[")):
            return
    try:
        table = load(path, _hits)
    except TableError:
        return
    yield from _of_table(table, context)


def _chat(opened: Opener) -> bool:
    try:
        encoding = text_files.encoding_of(opened)
        return whatsapp_lines.is_chat(text_files.lines(opened, encoding, _MAX_LINE))
    except TextError:
        return False


def _hits(row: Iterable[str]) -> int:
    known = columns.known_headers() | {header for _, headers in _TABLES for header in headers}
    return sum(plain(cell) in known for cell in row)


def _of_table(table: Table, context: Context) -> Iterator[Found]:
    headers = {plain(header) for header in table.headers}
    for kind, wanted in _TABLES:
        if wanted <= headers:
            yield kind, ", ".join(sorted(wanted))
    preset = columns.recognised_preset(table)
    if preset == "linkedin-page":
        yield "linkedin-export", context.say("guess-headers", preset=preset)
    elif preset is not None:
        yield "csv", context.say("guess-headers", preset=preset)
    elif len(table.headers) > 1:
        yield "csv", context.say("guess-columns", columns=", ".join(table.headers[:6]))
