"""A post as a Document. The post itself stays whole; its statements leave out whom it addresses and who signed it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from auditor.model import Document, Post, Role
from auditor.read.languages import with_languages
from auditor.read.outline import Outline, Setting, cleaned
from auditor.resources import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

_MENTIONS = re.compile(r"(?:RT\s+)?(?:@[\w.-]+(?:@[\w.-]+\w)?[,:]?\s+)+")
_HASHTAGS = re.compile(r"(?:\s+#[\w-]+)+\s*$")
_INITIALS = re.compile(r"\s+(?:[\^~/*]\s?[A-Z][\w.]{0,14}|-\s?[A-Z]{2,3}|\([A-Z]{2,3}\))\s*$")
_NAME_LINE = re.compile(r"(?<=[.!?,)\w])\s*\n+\s*[-–~^]?\s*([A-Z][a-zà-ÿ]{1,14})(?:\s+[A-Z]\.?)?\s*$")
_NAMES = ("nl", "en")


def from_post(post: Post, *, role: Role, languages: Sequence[str]) -> Document:
    """Return the post as a Document with one block per paragraph; the title of a feed entry is its heading."""
    outline = Outline(url=post.url or post.uri)
    if post.title:
        outline.heading(post.title, 1)
    for paragraph in re.split(r"\n\s*\n", message(post.text)):
        outline.add(paragraph, Setting())
    language, blocks = with_languages(outline.blocks, (post.lang or "").lower().split("-")[0], languages)
    return Document(
        source=post.source,
        role=role,
        id=post.id,
        blocks=blocks,
        url=post.url or post.uri,
        title=post.title,
        language=language,
        published=post.created_at,
        post=post,
    )


def message(text: str) -> str:
    """Return the message without the mentions it opens with, the hashtags it ends with, and the writer's signature."""
    whole = "\n\n".join(cleaned(part) for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    found = _MENTIONS.sub("", whole, count=1) if _MENTIONS.match(whole) else whole
    previous = None
    while found != previous:
        previous = found
        for pattern in (_HASHTAGS, _INITIALS, _closing()):
            found = pattern.sub("", found)
        found = _without_name(found)
    return found if re.search(r"(?<![#@\w])\w", found) else whole


def _without_name(text: str) -> str:
    match = _NAME_LINE.search(text)
    if match is None or match[1].lower() in _not_names():
        return text
    return text[: match.start()]


@cache
def _closing() -> re.Pattern[str]:
    """Match "Groet, Anna" at the end of a message: after a sentence, with a name or alone on its line."""
    words = sorted(
        (word for name in _NAMES for word in lexicon("posts", name).get("closings", ())), key=len, reverse=True
    )
    closings = "|".join(re.escape(word) for word in words)
    part = r"(?:(?:van|de|der|den|ter|ten|te|el)\s+){0,2}[A-ZÀ-Þ][\w'’-]*"
    name = rf"(?:from\s+)?{part}(?:\s+{part}){{0,2}}"
    return re.compile(rf"(?:(?<=[.!?…)])\s+|\s*\n\s*)(?i:{closings})(?:[,.!]?\s+{name}|[,.!]?(?=\s*$))\s*[.!]?\s*$")


@cache
def _not_names() -> frozenset[str]:
    return frozenset(word for name in _NAMES for word in lexicon("posts", name).get("not_names", ()))
