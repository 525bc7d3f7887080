"""Documents as bytes and back, for the store's cache: JSON, so that reading a cache can never run code."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from auditor.model import Block, Document, Place, Post
from auditor.resources import data

_BLOCK = tuple(field.name for field in fields(Block) if field.name != "place")
_PLACE = tuple(field.name for field in fields(Place))
_POST = tuple(field.name for field in fields(Post))
_DOCUMENT = tuple(field.name for field in fields(Document) if field.name not in {"blocks", "post"})
_TIMES = frozenset({"published", "created_at", "observed_at", "edited_at", "parent_created_at"})
_PACKAGES = ("py3langid", "selectolax", "pypdfium2", "python-docx", "python-pptx", "Markdown", "sentencex")


@cache
def reader_version() -> str:
    """Return a digest of everything that decides how bytes become a Document: this package, its lexicons, its parsers.

    A cache entry of another version is never used, so a changed rule cannot be hidden by an old entry.
    """
    digest = hashlib.sha256()
    here = Path(__file__).resolve().parent
    sources = [*here.glob("*.py"), *(here.parent / "model").glob("*.py"), *(here.parent / "text").glob("[sl]*.py")]
    for topic in ("pages", "posts", "sentences"):
        sources += (data("config") / "lexicon" / topic).glob("*.yaml")
    for path in sorted(sources, key=lambda path: (path.parent.name, path.name)):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update(" ".join(version(name) for name in _PACKAGES).encode())
    return digest.hexdigest()[:16]


def dump(document: Document) -> bytes:
    """Return the document as JSON (UTF-8)."""
    return json.dumps(
        {
            **{name: _plain(getattr(document, name)) for name in _DOCUMENT},
            "post": None if document.post is None else {name: _plain(getattr(document.post, name)) for name in _POST},
            "blocks": [
                [[getattr(block.place, name) for name in _PLACE], *(getattr(block, name) for name in _BLOCK)]
                for block in document.blocks
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def load(content: bytes) -> Document:
    """Return the document that `dump` wrote. Raises ValueError or KeyError for anything else."""
    stored: dict[str, Any] = json.loads(content)
    post = stored.pop("post")
    blocks = stored.pop("blocks")
    return Document(
        blocks=tuple(_block(block) for block in blocks),
        post=None if post is None else Post(**{name: _rich(name, value) for name, value in post.items()}),
        **{name: _rich(name, value) for name, value in stored.items()},
    )


def _block(stored: list[Any]) -> Block:
    place, *rest = stored
    values = dict(zip(_BLOCK, rest, strict=True))
    values["headings"] = tuple(values["headings"])
    return Block(place=Place(*place), **values)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _rich(name: str, value: Any) -> Any:
    if name in _TIMES:
        return None if value is None else datetime.fromisoformat(value)
    if name in {"facts", "ignores"}:
        return tuple((key, fact) for key, fact in value)
    return tuple(value) if isinstance(value, list) else value
