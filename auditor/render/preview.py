"""How an export was understood: its first rows, and what there is in all. For `auditor import`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from auditor.model import Post, PostKind
from auditor.render.safe_text import HIDDEN_QUOTE, clean
from auditor.render.words import Words, mark

ROWS: Final = 10
_HEADERS: Final = (mark("time"), mark("by"), mark("what"), mark("answers"), mark("text"))
_TEXT_WIDTH: Final = 80
_KINDS: Final[Mapping[PostKind, str]] = {
    "post": mark("post"),
    "quote": mark("quote"),
    "reply": mark("reply"),
    "comment": mark("comment"),
    "dm": mark("private message"),
    "repost": mark("repost"),
}


@dataclass(frozen=True, slots=True)
class View:
    """How to show it: the zone of times, the language, and whether to show what other people wrote."""

    zone: str
    words: Words
    others: bool = False


def summary(posts: Sequence[Post], view: View) -> Iterator[str]:
    """Yield what there is in all: how many of each kind, by whom, from when to when."""
    words = view.words
    if not posts:
        yield words.t("No messages.")
        return
    own = Counter(post.kind for post in posts if post.author_is_org or post.kind == "repost")
    others = len(posts) - own.total()
    kinds = [_counted(kind, count, words) for kind in _KINDS if (count := own[kind])]
    yield words.t(
        "In all: {total}. By the organisation: {own}. By others: {others}.",
        total=words.number(len(posts)),
        own=words.listing(kinds) or words.t("none"),
        others=words.number(others),
    )
    answers = sum(post.author_is_org and post.parent_id is not None for post in posts)
    if answers:
        known = {post.id for post in posts}
        timed = sum(
            post.author_is_org and (post.parent_id in known or post.parent_created_at is not None)
            for post in posts
            if post.parent_id is not None
        )
        yield words.t(
            "Answers: {answers}, of which {timed} with the time of what they answer.",
            answers=words.number(answers),
            timed=words.number(timed),
        )
    times = [post.created_at for post in posts]
    yield words.t(
        "From {first} to {last} ({zone}).",
        first=_local(min(times), view),
        last=_local(max(times), view),
        zone=view.zone,
    )


def _counted(kind: PostKind, count: int, words: Words) -> str:
    match kind:
        case "post":
            return words.nt("{n} post", "{n} posts", count)
        case "quote":
            return words.nt("{n} quote", "{n} quotes", count)
        case "reply":
            return words.nt("{n} reply", "{n} replies", count)
        case "comment":
            return words.nt("{n} comment", "{n} comments", count)
        case "dm":
            return words.nt("{n} private message", "{n} private messages", count)
        case "repost":
            return words.nt("{n} repost", "{n} reposts", count)


def rows(posts: Sequence[Post], view: View) -> list[tuple[str, ...]]:
    """Return the first rows in order of time: time, by whom, what, the time of what it answers, text in one line."""
    known = {post.id: post.created_at for post in posts}
    return [_row(post, known.get(post.parent_id or "", post.parent_created_at), view) for post in posts[:ROWS]]


def plain(table: Iterable[Sequence[str]], words: Words) -> str:
    """Return rows as aligned text."""
    lines = [tuple(map(words.t, _HEADERS)), *table]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEADERS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def framed(table: Iterable[Sequence[str]], width: int, words: Words) -> str:
    """Return rows as a table for a terminal of `width` columns."""
    from rich.console import Console  # noqa: PLC0415 - only where somebody looks on
    from rich.table import Table  # noqa: PLC0415 - see above
    from rich.text import Text  # noqa: PLC0415 - see above

    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for header in _HEADERS:
        drawn.add_column(words.t(header), no_wrap=True, overflow="ellipsis")
    for row in table:
        drawn.add_row(*map(Text, row))  # Text: square brackets in a message are no markup
    console = Console(width=width)
    with console.capture() as capture:
        console.print(drawn)
    return capture.get().rstrip()


def _row(post: Post, answered: datetime | None, view: View) -> tuple[str, ...]:
    is_own = post.author_is_org
    text = clean(f"{post.title}: {post.text}" if post.title else post.text)
    if not (is_own or view.others):
        text = HIDDEN_QUOTE
    if len(text) > _TEXT_WIDTH:
        text = text[: _TEXT_WIDTH - 1].rstrip() + "…"
    answers = _local(answered, view) if answered else "?" if post.parent_id else ""
    by = view.words.t("own") if is_own else view.words.t("other")
    return _local(post.created_at, view), by, view.words.t(_KINDS[post.kind]), answers, text or "-"


def _local(moment: datetime, view: View) -> str:
    return moment.astimezone(ZoneInfo(view.zone)).strftime("%Y-%m-%d %H:%M")
