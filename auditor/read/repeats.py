"""Text that stands on most pages of a site: kept once, where it fits best."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from auditor.model import Block, Document, normalised

if TYPE_CHECKING:
    from collections.abc import Sequence

MIN_PAGES: Final = 4
"""A site with fewer pages has no boilerplate that can be told from what it likes to say."""
SHARE: Final = 0.3
"""Of the pages on which a block must stand. crawl.md measured 0.2 on a real site of 300 pages; a third spares the
sections of a site that repeat their own introduction."""
# Where a repeated block belongs if no page is about it: the fewer other pages would say it, the better.
_PREFERRED: Final = (
    "home",
    "about",
    "contact",
    "service",
    "mission",
    "values",
    "product",
    "other",
    "legal",
    "vacancy",
    "news",
)


def drop_repeated(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Return the documents of one source without the blocks that stand on most of its pages.

    Each such block is kept on one page: the one whose title or headings share most words with it (a teaser that has a
    page of its own stays on that page), else the home page or the one with the shortest address. Headings go only
    when nothing is left under them. Posts are left alone.
    """
    pages = [at for at, document in enumerate(documents) if document.post is None]
    if len(pages) < MIN_PAGES:
        return tuple(documents)
    on: dict[str, list[int]] = defaultdict(list)
    for at in pages:
        for key in {_key(block) for block in documents[at].blocks}:
            on[key].append(at)
    least = max(MIN_PAGES, SHARE * len(pages))
    kept = {key: _best(key, places, documents) for key, places in on.items() if key and len(places) >= least}
    return tuple(
        _without(document, at, kept) if document.post is None else document for at, document in enumerate(documents)
    )


def _key(block: Block) -> str:
    """What makes two blocks the same: their words, and the question or row they answer to."""
    return f"{normalised(block.text)}|{normalised(block.label or '')}"


def _best(key: str, places: Sequence[int], documents: Sequence[Document]) -> int:
    """Return the index of the page on which a repeated block fits best; deterministic."""
    words = set(key.partition("|")[0].split())

    def rank(at: int) -> tuple[float, int, int, str]:
        document = documents[at]
        about = {word for text in (document.title, _first_heading(document)) for word in normalised(text or "").split()}
        about = {word for word in about if len(word) > 3}
        fit = len(about & words) / len(about) if about else 0.0
        kind = document.page_type or "other"
        preferred = _PREFERRED.index(kind) if kind in _PREFERRED else len(_PREFERRED)
        return (-fit if fit >= 0.5 else 0.0, preferred, len(document.url or document.path or document.id), document.id)

    return min(places, key=rank)


def _first_heading(document: Document) -> str | None:
    return next((block.text for block in document.blocks if block.kind == "heading"), None)


def _without(document: Document, at: int, kept: dict[str, int]) -> Document:
    """Drop the blocks that are kept elsewhere or come a second time, then the headings that stand above nothing."""
    seen: Counter[str] = Counter()
    blocks: list[Block] = []
    dropped = False
    for block in document.blocks:
        key = _key(block)
        repeated = key in kept and (kept[key] != at or seen[key] > 0)
        seen[key] += 1
        if repeated and block.kind != "heading":
            dropped = True
            continue
        blocks.append(block)
    if not dropped:
        return document
    return replace(document, blocks=tuple(_with_content(blocks, at, kept)))


def _with_content(blocks: Sequence[Block], at: int, kept: dict[str, int]) -> list[Block]:
    """Return the blocks without repeated headings that have nothing left under them."""
    result: list[Block] = []
    for number, block in enumerate(blocks):
        elsewhere = kept.get(_key(block), at) != at
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        empty = following is None or (following.kind == "heading" and (following.level or 9) <= (block.level or 9))
        if not (block.kind == "heading" and elsewhere and empty):
            result.append(block)
    return result
