"""The sentences of a document, each with its exact place and what stands around it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from auditor.model import Document, Statement, normalised, stable_id
from auditor.text.sentences import split

if TYPE_CHECKING:
    from auditor.model import Block

_SAYS = re.compile(r"[^\W_]")


def statements(document: Document) -> tuple[Statement, ...]:
    """Return the statements in reading order. `place.start` and `place.end` are character offsets in the block.

    The id depends on the source, the document, the words and how often they came before in the document, so that it
    stays the same when other parts of the document change.
    """
    found: list[Statement] = []
    seen: Counter[str] = Counter()
    for block in document.blocks:
        spans = _spans(block)
        for at, (start, end) in enumerate(spans):
            text = _joined(block.text[start:end])
            if not _SAYS.search(text):
                continue
            key = normalised(text) or text
            found.append(
                Statement(
                    id=stable_id(document.source, document.id, key, str(seen[key])),
                    text=text,
                    source=document.source,
                    role=document.role,
                    document=document.id,
                    place=replace(block.place, start=start, end=end),
                    language=block.language or document.language,
                    block_kind=block.kind,
                    headings=block.headings,
                    label=block.label,
                    page_type=document.page_type,
                    title=document.title,
                    published=document.published,
                    post=document.post,
                    before=_joined(block.text[slice(*spans[at - 1])]) if at else None,
                    after=_joined(block.text[slice(*spans[at + 1])]) if at + 1 < len(spans) else None,
                )
            )
            seen[key] += 1
    return tuple(found)


def _spans(block: Block) -> tuple[tuple[int, int], ...]:
    if block.kind == "question":
        return ((0, len(block.text)),)
    return split(block.text, block.language)


def _joined(text: str) -> str:
    """Return a sentence on one line; a broken line inside it is a space."""
    return " ".join(text.split())
