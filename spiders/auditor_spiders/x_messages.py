"""The private messages in X's archive: whole talks, with both sides, so exact reply times.

Format: `direct-messages.js` and `direct-messages-group.js` hold
`{"dmConversation": {"conversationId", "messages": [{"messageCreate": {"senderId", "text", "createdAt", "id"}}]}}`,
newest first. People are known by their number only; the organisation by `account.accountId`.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from auditor.model import Post
from auditor_spiders import chats
from auditor_spiders.chats import Message
from auditor_spiders.origin import Origin


def posts(conversations: Iterable[Mapping[str, Any]], origin: Origin) -> Iterator[Post]:
    """Yield the messages of all conversations; what is no message (somebody joins, a name changes) is left out."""
    for conversation in conversations:
        found = conversation.get("messages")
        made = (_message(item) for item in found if isinstance(item, dict)) if isinstance(found, list) else ()
        messages = sorted((message for message in made if message is not None), key=lambda m: (m.at, m.id or ""))
        talk = str(conversation.get("conversationId") or "")
        yield from chats.posts(messages, talk, origin)


def _message(item: Mapping[str, Any]) -> Message | None:
    body = item.get("messageCreate")
    if not isinstance(body, dict):
        return None
    text, sender, number = body.get("text"), body.get("senderId"), body.get("id")
    try:
        at = datetime.fromisoformat(str(body.get("createdAt")))
    except ValueError:
        return None
    if not isinstance(text, str) or not sender or not number:
        return None
    for url in body.get("urls") or ():
        if isinstance(url, dict) and isinstance(url.get("url"), str) and isinstance(url.get("expanded"), str):
            text = text.replace(url["url"], url["expanded"])
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return Message(str(sender), aware.astimezone(UTC), html.unescape(text).strip(), str(number))
