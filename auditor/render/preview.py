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

ROWS: Final = 10
_HEADERS: Final = ("time", "by", "what", "answers", "text")
_TEXT_WIDTH: Final = 80
_KINDS: Final[Mapping[PostKind, tuple[str, str]]] = {
    "post": ("post", "posts"),
    "quote": ("quote", "quotes"),
    "reply": ("reply", "replies"),
    "comment": ("comment", "comments"),
    "dm": ("private message", "private messages"),
    "repost": ("repost", "reposts"),
}


@dataclass(frozen=True, slots=True)
class View:
    """How to show it: the zone of times, and whether to show what other people wrote."""

    zone: str
    others: bool = False


def summary(posts: Sequence[Post], view: View) -> Iterator[str]:
    """Yield what there is in all: how many of each kind, by whom, from when to when."""
    if not posts:
        yield "No items."
        return
    own = Counter(post.kind for post in posts if post.author_is_org or post.kind == "repost")
    others = len(posts) - own.total()
    parts = [f"{count:,} {_KINDS[kind][count != 1]}" for kind in _KINDS if (count := own[kind])]
    yield f"Items: {len(posts):,}. By the organisation: {', '.join(parts) or 'none'}. By others (inbound): {others:,}."
    answers = sum(post.author_is_org and post.parent_id is not None for post in posts)
    if answers:
        known = {post.id for post in posts}
        timed = sum(
            post.author_is_org and (post.parent_id in known or post.parent_created_at is not None)
            for post in posts
            if post.parent_id is not None
        )
        yield f"Answers: {answers:,}, of which {timed:,} with the time of what they answer."
    times = [post.created_at for post in posts]
    yield f"From {_local(min(times), view)} to {_local(max(times), view)} ({view.zone})."


def rows(posts: Sequence[Post], view: View) -> list[tuple[str, ...]]:
    """Return the first rows in order of time: time, by whom, what, the time of what it answers, text in one line."""
    known = {post.id: post.created_at for post in posts}
    return [_row(post, known.get(post.parent_id or "", post.parent_created_at), view) for post in posts[:ROWS]]


def plain(table: Iterable[Sequence[str]]) -> str:
    """Return rows as aligned text."""
    lines = [_HEADERS, *table]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEADERS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def framed(table: Iterable[Sequence[str]], width: int) -> str:
    """Return rows as a table for a terminal of `width` columns."""
    from rich.console import Console  # noqa: PLC0415 - only where somebody looks on
    from rich.table import Table  # noqa: PLC0415 - see above
    from rich.text import Text  # noqa: PLC0415 - see above

    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for header in _HEADERS:
        drawn.add_column(header, no_wrap=True, overflow="ellipsis")
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
    return _local(post.created_at, view), "own" if is_own else "other", _KINDS[post.kind][0], answers, text or "-"


def _local(moment: datetime, view: View) -> str:
    return moment.astimezone(ZoneInfo(view.zone)).strftime("%Y-%m-%d %H:%M")
