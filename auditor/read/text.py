"""A plain text file as a Document: paragraphs between empty lines, items, and lines that stand as headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from auditor.model import Document, RawDocument, Role
from auditor.read.decode import plain_text
from auditor.read.guard import MAX_TEXT_BYTES
from auditor.read.languages import with_languages
from auditor.read.outline import Outline, Setting
from auditor.read.page_type import guessed
from auditor.read.refused import RefusedError

_ITEM = re.compile(r"\s*(?:[-–*•▪‣·+]|\d{1,2}[.)]|[a-z][)])\s+(?=\S)")
_RULE = re.compile(r"\s*([=\-_*#~])\1{2,}\s*")
MAX_HEADING_WORDS: Final = 10


def read_text(raw: RawDocument, content: bytes, *, role: Role, languages: Sequence[str]) -> Document:
    """Return the file as a Document. Raises RefusedError for an empty, binary or very large file."""
    if len(content) > MAX_TEXT_BYTES:
        raise RefusedError("too_large", limit=MAX_TEXT_BYTES // 2**20)
    text = plain_text(content, raw.encoding)
    outline = Outline(url=raw.url, path=raw.path)
    if "\x00" not in text:
        for line, paragraph in _paragraphs(text):
            _add(outline, paragraph, line)
    if not outline.blocks:
        raise RefusedError("no_text")
    language, blocks = with_languages(outline.blocks, None, languages)
    first = next((block.text for block in blocks if block.kind == "heading"), None)
    return Document(
        source=raw.source,
        role=role,
        id=raw.key,
        blocks=blocks,
        url=raw.url,
        path=raw.path,
        title=first,
        language=language,
        page_type=guessed(raw.url or raw.path, (first,)),
    )


def _paragraphs(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (first line, lines) of each run of lines between empty lines."""
    paragraph: list[str] = []
    start = 1
    for number, line in enumerate([*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""], start=1):
        if line.strip():
            if not paragraph:
                start = number
            paragraph.append(line)
        elif paragraph:
            yield start, paragraph
            paragraph = []


def _add(outline: Outline, lines: list[str], start: int) -> None:
    """Add one paragraph: a heading, items, or lines that are joined where they were broken for lack of room."""
    if len(lines) == 2 and _RULE.fullmatch(lines[1]):
        outline.heading(lines[0], 1 if lines[1].strip()[0] == "=" else 2, line=start)
        return
    lines = [line for line in lines if not _RULE.fullmatch(line)]
    if len(lines) == 1 and _is_heading(lines[0]):
        outline.heading(lines[0], 2, line=start)
        return
    piece: list[str] = []
    item = False
    begins = start
    for number, line in enumerate(lines, start=start):
        match = _ITEM.match(line)
        if match:
            _flush(outline, piece, begins, item=item)
            piece, item, begins = [line[match.end() :]], True, number
        else:
            piece.append(line)
    _flush(outline, piece, begins, item=item)


def _flush(outline: Outline, piece: list[str], line: int, *, item: bool) -> None:
    if piece:
        outline.add("\n".join(piece), Setting(kind="item" if item else "paragraph"), line=line)


def _is_heading(line: str) -> bool:
    text = line.strip()
    return len(text.split()) <= MAX_HEADING_WORDS and text[-1] not in ".!:,;" and text[:1].isupper()
