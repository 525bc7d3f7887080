"""Collects the blocks of a document in reading order and knows the headings, questions and lead-ins above each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from auditor.model import Block, BlockKind, Place
from auditor.text.sentences import split

# Glyphs of symbol fonts have no meaning outside them.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
# Soft hyphens, zero-width marks and direction marks are invisible; the joiner U+200D holds emoji together and stays.
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff\ufffc\x00-\x08\x0b\x0c\x0e-\x1f]")
_BULLET = re.compile(r"^(?:[•▪▸►●○◦■□✓✔☑➤➔→‣·*]|[-–](?=\s))\s*")
_LETTER = re.compile(r"[^\W\d_]")
_QUOTED = re.compile(r"[\"“„«‘][^\"“”„«»]{12,}[\"”»“’]", re.DOTALL)
LEAD_IN: Final = 160
"""Characters. A longer sentence before a list is a sentence, not the beginning of every item."""
MAX_HEADING: Final = 25
MAX_SENTENCE_HEADING: Final = 12
"""Words. Above these a heading element holds prose that its author wanted large."""


def cleaned(text: str) -> str:
    """Return `text` with its spaces collapsed, invisible marks gone and line breaks kept as single line ends."""
    lines = (" ".join(line.split()) for line in _INVISIBLE.sub("", _PRIVATE.sub(" ", text)).split("\n"))
    return "\n".join(line for line in lines if line)


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a block and is passed down: its kind, label, language, who is quoted, and column headings."""

    kind: BlockKind = "paragraph"
    label: str | None = None
    language: str | None = None
    attribution: str | None = None
    columns: tuple[str, ...] = ()
    depth: float = 0.0
    """Of an item, how far it is indented, in any unit that grows inwards."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point to return to: how many headings were open, what stood there, which question was open."""

    headings: int
    content: int
    blocks: int
    question: str | None


class Outline:
    """The blocks of one document so far."""

    def __init__(self, *, url: str | None = None, path: str | None = None) -> None:
        self.blocks: list[Block] = []
        self._place = Place(url=url, path=path)
        self._open: list[tuple[int, str]] = []
        self._question: str | None = None
        self._content = 0
        self._leads: list[tuple[float, str]] = []
        """(depth, lead-in) of the lists being added, outermost first, where nobody said what names their items."""
        self._depth = 0.0

    @property
    def level(self) -> int:
        """The level of the innermost open heading; 0 without one."""
        return self._open[-1][0] if self._open else 0

    def heading(
        self, text: str, level: int, *, line: int | None = None, page: int | None = None, language: str | None = None
    ) -> None:
        """Add a heading; blocks after it stand under it until a heading of its level or higher."""
        text = cleaned(text).replace("\n", " ")
        if not _LETTER.search(text):
            return
        words = text.count(" ") + 1
        if words > MAX_HEADING or (words > MAX_SENTENCE_HEADING and text.endswith((".", "!"))):
            self._append("paragraph", text, (line, page), Setting(language=language))  # large type, but prose
            return
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        self._append("heading", text, (line, page), Setting(language=language), level=level)
        self._open.append((level, text))
        self._question = text if text.endswith("?") else None

    def column_heading(self, text: str, setting: Setting, *, line: int | None = None, page: int | None = None) -> None:
        """Add the heading of a table column; it stands above its cells only (`Setting.columns`)."""
        text = cleaned(text).replace("\n", " ")
        if text:
            self._append("heading", text, (line, page), replace(setting, label=None))

    def question(self, text: str, setting: Setting, *, line: int | None = None, page: int | None = None) -> None:
        """Add a question; it is the label of what follows, until the next question or heading."""
        text = cleaned(text).replace("\n", " ")
        if _LETTER.search(text):
            self._question = None
            self._append("question", text, (line, page), replace(setting, label=None))
            self._question = text

    def add(self, text: str, setting: Setting, *, line: int | None = None, page: int | None = None) -> None:
        """Add a paragraph, item, cell or quotation; lines that begin with a bullet become items of their own."""
        text = cleaned(text)
        bare = text.strip("0123456789.)(|/»«›‹•·*-–—_:;,+ \n")
        enough = 0 if setting.kind == "cell" else 2
        if not bare and not (re.search(r"\d", text) and len(text) > enough):
            return
        if setting.kind in {"paragraph", "item"} and _BULLET.match(text):
            self._bullets(text, setting, line=line, page=page)
            return
        if setting.kind == "item" and setting.label is None:
            setting = replace(setting, label=self._lead(setting.depth))
        if setting.kind == "paragraph" and _QUOTED.fullmatch(text) and len(text.split()) >= 4:
            setting = replace(setting, kind="quote")
        self._append(setting.kind, text, (line, page), setting)

    def _bullets(self, text: str, setting: Setting, *, line: int | None, page: int | None) -> None:
        label = setting.label or self.lead_in()
        items: list[str] = []
        for piece in text.split("\n"):
            if _BULLET.match(piece) or not items:
                items.append(_BULLET.sub("", piece))
            else:
                items[-1] += f" {piece}"
        for item in items:
            if _LETTER.search(item):
                self._append("item", item, (line, page), replace(setting, kind="item", label=label))

    def _append(
        self, kind: BlockKind, text: str, at: tuple[int | None, int | None], setting: Setting, level: int | None = None
    ) -> None:
        label = setting.label if setting.label is not None or kind == "heading" else self._question
        block = Block(
            kind=kind,
            text=text,
            place=replace(self._place, line=at[0], page=at[1]),
            language=setting.language,
            level=level,
            headings=(*(heading for _, heading in self._open), *setting.columns),
            label=label,
            attribution=setting.attribution,
        )
        self.blocks.append(block)
        self._content += kind != "heading"

    def _lead(self, depth: float) -> str | None:
        """Return the lead-in of the list that an item of this depth stands in."""
        found = self.lead_in()
        if not (self.blocks and self.blocks[-1].kind == "item"):
            self._leads = [(-1.0, found)] if found else []
        else:
            if found and depth > self._depth:
                self._leads.append((self._depth, found))
            while self._leads and self._leads[-1][0] >= depth:
                self._leads.pop()
        self._depth = depth
        return self._leads[-1][1] if self._leads else None

    def lead_in(self) -> str | None:
        """Return the sentence ending in a colon with which the last block announces a list, if it does."""
        if not self.blocks or self.blocks[-1].kind == "heading" or not self.blocks[-1].text.endswith(":"):
            return None
        last = self.blocks[-1]
        start, end = split(last.text, last.language)[-1]
        return last.text[start:end] if end - start <= LEAD_IN else None

    def mark(self) -> Mark:
        """Remember where a part of the page begins."""
        return Mark(len(self._open), self._content, len(self.blocks), self._question)

    def release(self, mark: Mark) -> None:
        """Close the headings that the part opened, if it also held what they stand above.

        A part with nothing but one heading (a title in a box of its own) stands above what comes after it. The first
        heading of the page stays open whatever box it stands in.
        """
        if self._content > mark.content or len(self.blocks) > mark.blocks + 1:
            keep = [entry for at, entry in enumerate(self._open) if at < mark.headings or entry[0] == 1]
            self._open = keep
            self._question = mark.question if len(keep) >= mark.headings else None

    def attribute(self, since: Mark, who: str) -> None:
        """Say who is quoted in the quotations added since the mark."""
        at = len(self.blocks)
        counted = self._content
        while at and counted > since.content:
            at -= 1
            block = self.blocks[at]
            counted -= block.kind != "heading"
            if block.kind == "quote":
                self.blocks[at] = replace(block, attribution=who)
