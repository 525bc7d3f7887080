"""Zendesk's ticket metrics: when a ticket came in and how long it took to answer, as Zendesk itself counted it.

Read are the answers of its API and exports in JSON (`ticket_metric`, `ticket_metrics`, `tickets` with `metric_set`;
one document, a list, or one object per line) and a CSV with the same names. A ticket becomes a question and, where
there was a reply, an answer without text: reply times are exact, what was said is unknown.

Left out, since nobody can tell whether they were questions that stayed unanswered: tickets that an agent opened for
somebody, and tickets that were closed without a reply.
"""

from __future__ import annotations

import functools
import itertools
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from auditor.collect.protocol import Context, Expected, Item, Note
from auditor.errors import CollectError
from auditor.model import Post
from auditor.settings.model import Source
from auditor_spiders import text_files
from auditor_spiders.archive import regular
from auditor_spiders.origin import Origin
from auditor_spiders.tables import TableError, from_text, plain
from auditor_spiders.text_files import TextError

# One JSON document is loaded whole; an export of millions of tickets comes as one object per line.
MAX_DOCUMENT: Final = 96 * 1024**2
_MAX_LINE: Final = 16 * 1024**2
_SETTLED: Final = frozenset({"solved", "closed"})
# Zendesk's names of channels that are called otherwise here.
_CHANNELS: Final = {"twitter": "x", "mail": "email", "api": "zendesk"}
# The columns of a CSV by what they hold.
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "ticket_id": ("ticket_id", "ticket id", "id"),
    "created_at": ("created_at", "created at", "ticket created - timestamp"),
    "minutes": (
        "reply_time_in_minutes.calendar", "reply_time_in_minutes", "first_reply_time_in_minutes",
        "first_reply_time_calendar_minutes", "first reply time (min)",
    ),
    "seconds": ("reply_time_in_seconds.calendar", "reply_time_in_seconds"),
    "status": ("status", "ticket status"),
    "solved_at": ("solved_at", "solved at"),
    "subject": ("subject", "ticket subject"),
    "channel": ("via", "channel", "ticket channel"),
    "requester_id": ("requester_id", "req_id"),
    "submitter_id": ("submitter_id",),
}  # fmt: skip
_NEEDED: Final = ("ticket_id", "created_at")


@dataclass(frozen=True, slots=True)
class _Ticket:
    """What counts of one ticket. `reply` is the time until the first reply of a person, on the clock."""

    id: str
    created: datetime
    reply: timedelta | None
    settled: bool
    by_agent: bool
    asker: str
    text: str
    channel: str


def read(source: Source, context: Context) -> Iterator[Item]:
    """Read the JSON or CSV file at `source.path`.

    Raises:
        CollectError: there is no such file, or it holds no tickets with the time they were made.
    """
    if source.path is None:
        raise CollectError(context.say("no-path", name=source.name))
    regular(source.path, context)
    path = context.relative(source.path)
    origin = Origin.of(source, context, "zendesk")
    left: Counter[str] = Counter()
    count = 0
    try:
        for row in _rows(source.path, context, path):
            ticket = _ticket(row, left)
            if ticket is not None:
                for post in _posts(ticket, origin):
                    count += 1
                    yield post
    except (TableError, TextError, ValueError, RecursionError) as error:
        raise CollectError(context.say("export-broken", path=path, reason=str(error))) from error
    if not count and not left.total():
        raise CollectError(context.say("no-tickets", path=path))
    if not count and left["odd"] == left.total():
        raise CollectError(context.say("tickets-undated", path=path))
    yield Expected(count)
    for key in ("odd", "by_agent", "closed"):
        if left[key]:
            yield Note(context.say("rows-skipped" if key == "odd" else f"tickets-{key}", count=left[key]))


def _rows(path: Path, context: Context, shown: str) -> Iterator[Mapping[str, Any]]:
    """Yield the tickets of a file, whatever its form."""
    opened = text_files.of(path)
    encoding = text_files.encoding_of(opened)
    first = next((line for line in text_files.lines(opened, encoding, _MAX_LINE) if line.strip()), "").lstrip("\ufeff")
    if not first.lstrip().startswith(("{", "[")):
        table = from_text(opened, lambda row: sum(plain(cell) in _known() for cell in row))
        headers = [plain(header) for header in table.headers]
        columns = {field: headers.index(name) for field, names in _COLUMNS.items() for name in names if name in headers}
        if not all(field in columns for field in _NEEDED):
            raise CollectError(context.say("no-tickets", path=shown))
        for row in table.rows():
            yield {field: row[number].strip() for field, number in columns.items()}
    elif _is_lines(opened, encoding):
        for line in text_files.lines(opened, encoding, _MAX_LINE):
            if line.strip():
                yield from _objects(json.loads(line.lstrip("\ufeff")))
    else:
        if path.stat().st_size > MAX_DOCUMENT:
            raise CollectError(context.say("export-too-large", path=shown, limit=MAX_DOCUMENT // 1024**2))
        yield from _objects(json.loads(path.read_bytes().decode(encoding).lstrip("\ufeff")))


@functools.cache
def _known() -> frozenset[str]:
    return frozenset(name for names in _COLUMNS.values() for name in names)


def _is_lines(opened: text_files.Opener, encoding: str) -> bool:
    """Return whether the first two lines are an object each."""
    lines = (line for line in text_files.lines(opened, encoding, _MAX_LINE) if line.strip())
    found = 0
    for line in itertools.islice(lines, 2):
        try:
            found += isinstance(json.loads(line.lstrip("\ufeff")), dict)
        except (ValueError, RecursionError):
            return False
    return found == 2


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the tickets or metrics inside one answer of the API."""
    if isinstance(value, list):
        for item in value:
            yield from _objects(item)
    elif isinstance(value, dict):
        inner = next(
            (value[key] for key in ("ticket_metric", "ticket_metrics", "tickets", "ticket") if key in value), None
        )
        if isinstance(inner, dict | list):
            yield from _objects(inner)
        else:
            yield value


def _ticket(row: Mapping[str, Any], left: Counter[str]) -> _Ticket | None:
    """Return one ticket, or None and a count of why it is left out."""
    inner = row.get("metric_set")
    metric: Mapping[str, Any] = inner if isinstance(inner, dict) else row
    number = _text(row.get("ticket_id")) or _text(row.get("id"))
    created = _moment(row.get("created_at") or metric.get("created_at"))
    if not number or created is None:
        left["odd"] += 1
        return None
    reply = _reply_time(metric) or _reply_time(row)
    status = _text(row.get("status")).casefold()
    settled = status in _SETTLED or bool(_text(metric.get("solved_at") or row.get("solved_at")))
    requester, submitter = _text(row.get("requester_id")), _text(row.get("submitter_id"))
    by_agent = bool(submitter) and bool(requester) and submitter != requester
    if by_agent and reply is None:
        left["by_agent"] += 1
        return None
    if settled and reply is None:
        left["closed"] += 1
        return None
    subject = _text(row.get("subject")) or _text(row.get("raw_subject"))
    text = _text(row.get("description")) or subject or f"Ticket {number}"
    return _Ticket(number, created, reply, settled, by_agent, requester or f"ticket {number}", text, _channel(row))


def _channel(row: Mapping[str, Any]) -> str:
    via = row.get("via", row.get("channel"))
    name = _text(via.get("channel") if isinstance(via, dict) else via).casefold()
    return _CHANNELS.get(name, name) or "zendesk"


def _reply_time(metric: Mapping[str, Any]) -> timedelta | None:
    """Return the clock time to the first reply; seconds, where given, are more exact than minutes."""
    for keys, unit in ((("reply_time_in_seconds", "seconds"), 1), (("reply_time_in_minutes", "minutes"), 60)):
        for key in keys:
            value = metric.get(key)
            value = value.get("calendar") if isinstance(value, dict) else value
            amount = _number(value)
            if amount is not None:
                return timedelta(seconds=amount * unit)
    return None


def _number(value: object) -> float | None:
    """Return a number of minutes or seconds; older exports write them as strings."""
    try:
        amount = float(value) if isinstance(value, int | float | str) and value != "" else None
    except ValueError:
        return None
    # Ten years: more is no reply time, and would not fit in a date.
    return amount if amount is not None and 0 <= amount <= 10 * 366 * 86_400 else None


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _moment(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(_text(value).removesuffix(" UTC"))
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _posts(ticket: _Ticket, origin: Origin) -> Sequence[Post]:
    origin = origin.on(ticket.channel)
    asked = Post(
        source=origin.source.name,
        platform=ticket.channel,
        account=origin.people.main,
        id=ticket.id,
        text=ticket.text,
        created_at=ticket.created,
        author_id=origin.context.pseudonym(f"zendesk {ticket.asker}"),
        author_is_org=False,
        kind="dm",
        lang=origin.source.language,
        observed_at=origin.context.now,
        root_id=ticket.id,
    )
    if ticket.reply is None:
        return (asked,)
    at = ticket.created + ticket.reply
    return asked, origin.own("", at, "dm", id=f"{ticket.id}-reply", parent_id=ticket.id, root_id=ticket.id)
