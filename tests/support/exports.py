"""Exports made for a test: zip files, and the context a reader needs."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from auditor.collect.protocol import Context, Expected, Note
from auditor.model import Post
from auditor.settings.model import Organisation, Source

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
EPOCH_MS = 1288834974657


def make_context(folder: Path, **fields: Any) -> Context:
    """Return the context of a Dutch organisation with notes in English."""
    organisation = Organisation(name="De Molen", aliases=("Molen",))
    fields = {"organisation": organisation, "language": "en", "pseudonym_key": b"test", **fields}
    return Context(folder=folder, now=NOW, **fields)


def make_source(kind: Any, path: Path, **fields: Any) -> Source:
    """Return a social source for a file."""
    return Source(name=kind.partition("-")[0], kind=kind, role="social", path=path, **fields)


def zipped(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a zip file and return its path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def posts_of(items: Iterable[Any]) -> list[Post]:
    """Return the posts among the items of a reader."""
    return [item for item in items if isinstance(item, Post)]


def notes_of(items: Iterable[Any]) -> str:
    """Return the notes among the items of a reader as one text."""
    return " ".join(item.text for item in items if isinstance(item, Note))


def expected_of(items: Iterable[Any]) -> int:
    """Return how many posts a reader announced."""
    return next(item.count for item in items if isinstance(item, Expected))


def snowflake(moment: str, sequence: int = 0) -> str:
    """Return an id of X for a UTC time such as "2026-05-04 10:00:00"."""
    milliseconds = int(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp() * 1000) - EPOCH_MS
    return str((milliseconds << 22) + sequence)


def tweet(moment: str, text: str, **fields: Any) -> dict[str, Any]:
    """Return one element of tweets.js. `reply_to` is (id, handle) of the message that it answers."""
    number = fields.pop("id", snowflake(moment))
    reply_to = fields.pop("reply_to", None)
    body: dict[str, Any] = {
        "id": number,
        "id_str": number,
        "created_at": datetime.fromisoformat(moment).replace(tzinfo=UTC).strftime("%a %b %d %H:%M:%S +0000 %Y"),
        "full_text": text,
        "lang": "nl",
        "entities": {"urls": [], "user_mentions": []},
        **fields,
    }
    if reply_to:
        body |= {"in_reply_to_status_id_str": reply_to[0], "in_reply_to_screen_name": reply_to[1]}
    return {"tweet": body}


def ytd(name: str, elements: Iterable[Any]) -> str:
    """Return the text of a file of X's archive."""
    return f"window.YTD.{name}.part0 = {json.dumps(list(elements), indent=1)}"


ACCOUNT = ytd("account", [{"account": {"username": "molen", "accountId": "77"}}])
