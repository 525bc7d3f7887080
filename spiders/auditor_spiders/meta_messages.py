"""The private messages in Meta's downloads: a folder per talk, in parts of some thousands of messages.

`messages/inbox/<talk>/message_1.json` holds `{"participants": [{"name"}], "messages": [{"sender_name", "timestamp_ms",
"content", "is_unsent"}]}`, newest first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from auditor.model import Post
from auditor_spiders import chats
from auditor_spiders.archive import Archive
from auditor_spiders.chats import Message
from auditor_spiders.meta_text import repaired_all
from auditor_spiders.origin import Origin

# Meta begins a new file after some thousands of messages.
_MAX_BYTES: Final = 32 * 1024**2
_LAST_MS: Final = 253_402_300_799_000


def posts(archive: Archive, names: Iterable[str], talk: str, origin: Origin) -> Iterator[Post]:
    """Yield the messages of one talk. Raises ValueError or RecursionError for a damaged file."""
    messages = [message for name in names for message in _messages(archive, name)]
    messages.sort(key=lambda message: message.at)
    yield from chats.posts(messages, talk, origin)


def _messages(archive: Archive, name: str) -> Iterator[Message]:
    content: Any = repaired_all(json.loads(archive.read(name, _MAX_BYTES)))
    found = content.get("messages") if isinstance(content, dict) else None
    # Newest first; equal times keep their order when the list is turned round.
    for item in reversed(found) if isinstance(found, list) else ():
        if not isinstance(item, dict) or item.get("is_unsent") is True:
            continue
        author, moment, text = item.get("sender_name"), item.get("timestamp_ms"), item.get("content")
        if not isinstance(author, str) or isinstance(moment, bool) or not isinstance(moment, int | float):
            continue
        if author and 0 < moment <= _LAST_MS:
            # A picture is a message without words: it may be the answer.
            yield Message(author, datetime.fromtimestamp(moment / 1000, UTC), text if isinstance(text, str) else "")
