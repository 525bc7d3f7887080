"""Private talks as exports hold them: messages in order, without saying which one answers which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from auditor.model import Post, stable_id
from auditor_spiders.origin import Origin


@dataclass(frozen=True, slots=True)
class Message:
    """One message: who sent it (as written), when (aware), what. `id` where the export numbers its messages."""

    author: str
    at: datetime
    text: str
    id: str | None = None


def posts(messages: Iterable[Message], talk: str, origin: Origin) -> Iterator[Post]:
    """Yield the messages of one talk as posts of kind `dm`.

    What the organisation writes answers the latest message before it that is not its own. In a talk of two that is
    exact; in a group of several askers it is the best there is.

    Args:
        messages: oldest first.
        talk: what tells this talk from the others of the export; it is hashed, since it often holds a name.
        origin: the source, the platform, and who the organisation is.
    """
    people, context = origin.people, origin.context
    root = context.pseudonym(f"{origin.platform}:{talk}")
    asked: str | None = None
    seen: Counter[str] = Counter()
    for message in messages:
        is_own = people.is_own(message.author)
        author = people.name(message.author)
        number = message.id
        if number is None:
            plain = stable_id(root, author, message.at.isoformat(), message.text, length=16)
            seen[plain] += 1
            # "ok" sent twice within one minute is two messages.
            number = plain if seen[plain] == 1 else f"{plain}-{seen[plain]}"
        yield Post(
            source=origin.source.name,
            platform=origin.platform,
            account=people.main,
            id=number,
            text=message.text,
            created_at=message.at,
            author_id=author,
            author_is_org=is_own,
            kind="dm",
            lang=origin.source.language,
            observed_at=context.now,
            parent_id=asked if is_own else None,
            root_id=root,
            mentions=people.named_in(message.text),
        )
        if not is_own:
            asked = number
