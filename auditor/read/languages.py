"""The language of a document and of each block in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from auditor.text.language import WIDE, detect, plainly

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.model import Block

ENOUGH: Final = 8
"""Words from which one block may differ from its document: 99.8 % right at that length (benchmarks/language)."""
GLANCE: Final = 300
"""Characters of a block that decide on its language."""
SAMPLE: Final = 1_200
"""Characters of the document's prose that decide on its language."""


def with_languages(
    blocks: Iterable[Block], declared: str | None, languages: Sequence[str]
) -> tuple[str | None, tuple[Block, ...]]:
    """Return the language of the document and its blocks with theirs filled in.

    What the text itself shows outranks what the template declares (Dutch pages under `lang="en"` are common); short
    blocks have the language of the document. A block that declares its own language keeps it.
    """
    blocks = tuple(blocks)
    among = (*languages, *(language for language in WIDE if language not in languages))
    sample = ""
    for block in sorted(blocks, key=lambda block: block.kind == "heading"):
        if block.language is None and len(sample) < SAMPLE:
            sample += block.text + "\n"
    declared = declared if declared and len(declared) == 2 else None
    fallback = declared or (languages[0] if len(languages) == 1 else None)
    shown = (name for name in languages if plainly(sample, name))
    language = next(shown, None) or detect(sample, among, default=fallback)
    return language, tuple(
        block if block.language is not None else replace(block, language=_of_block(block, among, language))
        for block in blocks
    )


def _of_block(block: Block, among: Sequence[str], language: str | None) -> str | None:
    if language is not None and (block.text.count(" ") + 1 < ENOUGH or plainly(block.text[:GLANCE], language)):
        return language
    return detect(block.text[:GLANCE], among, default=language)
