"""Chats that were exported from WhatsApp: one `.txt` per chat, its zip, or a folder of them.

A chat is complete: it shows every question, answered or not. It names no time zone (`timezone`) and writes people as
they stand in the address book of the telephone (`accounts`: how the organisation itself is named there).
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Final
from zoneinfo import ZoneInfo

from auditor.collect.protocol import Context, Expected, Item, Note
from auditor.errors import CollectError
from auditor.settings.model import Source
from auditor_spiders import chats, columns, text_files, whatsapp_lines
from auditor_spiders.archive import Archive, is_zip, regular
from auditor_spiders.chats import Message
from auditor_spiders.origin import Origin
from auditor_spiders.people import People
from auditor_spiders.text_files import Opener, TextError

# A message is at most 65,536 characters.
_MAX_LINE: Final = 1024**2


def read(source: Source, context: Context) -> Iterator[Item]:
    """Read the chats at `source.path`.

    Raises:
        CollectError: there is no such file, it holds no chat, or its dates can be read in two ways.
    """
    if source.path is None:
        raise CollectError(context.say("no-path", name=source.name))
    path = source.path
    columns.check(source, context)
    if not path.is_dir():
        regular(path, context)
        if not is_zip(path):
            yield from _items({path.name: text_files.of(path)}, source, context)
            return
    with Archive.opened(path, context) as archive:
        names = [name for name in archive.names() if name.lower().endswith(".txt")]
        yield from _items({name: functools.partial(archive.open, name) for name in names}, source, context)


def _items(files: Mapping[str, Opener], source: Source, context: Context) -> Iterator[Item]:
    origin = Origin.of(source, context, "whatsapp")
    senders: Counter[str] = Counter()
    found = False
    for name, opened in files.items():
        try:
            encoding = text_files.encoding_of(opened, source.columns.get("encoding"))
            if not whatsapp_lines.is_chat(text_files.lines(opened, encoding, _MAX_LINE)):
                continue
            found = True
            written = _messages(opened, encoding, source, context)
            talk = PurePosixPath(name).stem
            yield from chats.posts(_counted(written, senders), talk, origin)
        except TextError as error:
            raise _refused("csv-undecodable", name, source, context, reason=str(error)) from error
        except whatsapp_lines.NoChatError as error:
            raise _refused("no-chat", name, source, context) from error
        except whatsapp_lines.AmbiguousDaysError as error:
            block = columns.mapping({"date_format": "%d/%m/%y"}, {"date_format": "%m/%d/%y"})
            raise _refused("chat-dates", name, source, context, example=str(error), mapping=block) from error
    if not found:
        assert source.path is not None
        raise CollectError(context.say("no-chat", path=context.relative(source.path)))
    yield Expected(senders.total())
    yield from _notes(senders, origin.people, context)


def _notes(senders: Counter[str], people: People, context: Context) -> Iterator[Note]:
    if senders and not any(map(people.is_own, senders)):
        example = context.organisation.name
        yield Note(context.say("no-own-account", count=len(senders), example=example), effect="partial")


def _counted(messages: Iterator[Message], senders: Counter[str]) -> Iterator[Message]:
    for message in messages:
        senders[message.author] += 1
        yield message


def _messages(opened: Opener, encoding: str, source: Source, context: Context) -> Iterator[Message]:
    """Yield the messages of one chat; notices and what was deleted are left out."""
    lines = functools.partial(text_files.lines, opened, encoding, _MAX_LINE)
    style = whatsapp_lines.style(lines(), source.columns.get("date_format"))
    here = ZoneInfo(context.timezone(source))
    previous: datetime | None = None
    second = False
    for line in whatsapp_lines.messages(lines(), style):
        at = line.at.replace(tzinfo=here)
        if _twice(at):  # in the night that summer time ends: only going back in time tells the second hour
            second = second or (previous is not None and line.at < previous)
            previous = line.at
            at = at.replace(fold=int(second))
        else:
            previous, second = None, False
        if line.author is not None and line.text is not None:
            yield Message(line.author, at.astimezone(UTC), line.text)


def _twice(at: datetime) -> bool:
    """Return whether a local time comes twice."""
    first, second = at.utcoffset(), at.replace(fold=1).utcoffset()
    return first is not None and second is not None and first > second


def _refused(key: str, name: str, source: Source, context: Context, **values: object) -> CollectError:
    assert source.path is not None
    path = context.relative(source.path)
    where = path if PurePosixPath(path).name == name else f"{path}: {name}"
    return CollectError(context.say(key, path=where, **values))
