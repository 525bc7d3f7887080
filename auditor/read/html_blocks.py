"""The pruned tree of a page as blocks: headings, paragraphs, items, cells, questions, quotations."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from auditor.read.outline import Outline, Setting
from auditor.read.tables import Cell, named
from auditor.read.tree import BLOCKS, HEADINGS, NO_HEADING, Node, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_SCOPES = frozenset({"section", "article", "li", "td", "th", "fieldset"})
_BOLD = frozenset({"b", "strong"})
_QUESTION = re.compile(
    r"(?:^|[-_ ])(?:question|vraag|faq|collapse|collapsible|toggle|disclosure)(?:$|[-_ ])|accord[ei]", re.IGNORECASE
)
_TESTIMONIAL = re.compile(
    r"(?:^|[-_ ])(?:testimonial|review|quote|citaat|pullquote|recensie)s?(?:$|[-_ ])", re.IGNORECASE
)
# "quote" is also what a shop gives before it sells.
_OFFER = re.compile(
    r"(?:get|request|free|form|btn|button|cta|price)[-_ ]?(?:an?)?[-_ ]?quote"
    r"|quote[-_ ]?(?:form|request|btn|button|cta)",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"(?:^|[-_ ])(?:author|auteur|name|naam|cite|attribution|client|klant|person|reviewer|byline|source|bron)"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\s*[—–-]\s*([^\W\d_].{1,120})")
_NUMBER = re.compile(r"[~±><≥]?\s?[€$£]?\s?\d[\d.,]{0,9}\s?(?:%|\+|x|k|m|mln|mld|km|m2|m²|bn|°c)?\+?", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_FOOTNOTE = re.compile(r"\[?\d{1,3}\]?")
MAX_QUOTATION = 2_500
"""Characters; longer parts that are named after reviews are whole pages about them."""
PSEUDO_LEVEL = 6
"""Of a short bold line that serves as a heading."""
MAX_PSEUDO_HEADING = 8
"""Words. A longer line in bold is a sentence that wants attention."""


@dataclass(slots=True)
class _Run:
    """Inline text up to the next block, with the line it begins on and how much of it is bold."""

    pieces: list[str] = field(default_factory=list)
    line: int | None = None
    visible: int = 0
    bold: int = 0
    last: str = ""
    """The tag of the inline element that the run ends in."""

    def text(self, text: Text, *, bold: bool = False) -> None:
        self.pieces.append(_SPACES.sub(" ", text.text))
        if text.length:
            if self.line is None:
                self.line = text.line
            self.visible += text.length
            self.bold += text.length if bold else 0
        if text.text:
            self.last = ""

    def inline(self, node: Node, *, bold: bool = False) -> None:
        """Add an inline element. Two of the same kind side by side are drawn apart, so they are two words."""
        if node.tag == "br":
            self.pieces.append("\n")
            self.last = ""
            return
        if node.tag == "sup" and _FOOTNOTE.fullmatch(node.text()) and node.linked:
            return
        if node.tag == self.last and node.length > 1 and self.pieces and len(self.pieces[-1].strip()) > 1:
            self.pieces.append(" ")
        bold = bold or node.tag in _BOLD
        for child in node.children:
            if isinstance(child, Text):
                self.text(child, bold=bold)
            elif child.tag in BLOCKS or child.tag == "button":
                self.pieces.append(" ")
                self.inline(child, bold=bold)
                self.pieces.append(" ")
            else:
                self.inline(child, bold=bold)
        self.last = node.tag


class HtmlBlocks:
    """Walks trees of Node and adds what they hold to an Outline."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline

    def page(self, parts: Sequence[Node]) -> None:
        """Add the content of the parts of a page, in order."""
        for part in parts:
            self._element(part, Setting(), frozenset())

    def _element(self, node: Node, setting: Setting, skip: frozenset[int]) -> None:
        language = (node.attributes.get("lang") or "").lower().split("-")[0]
        if len(language) == 2 and language != setting.language and node.tag != "body":
            setting = replace(setting, language=language)
        special = self._special(node)
        figure = _figure(node) if special is None and node.length <= 80 else None
        if special is not None:
            special(node, setting, skip)
        elif figure is not None:
            self.outline.add(figure, setting, line=_first_line(node))
        elif setting.kind != "quote" and _is_quotation(node):
            self._quotation(node, setting)
        elif node.tag in _SCOPES:
            mark = self.outline.mark()
            self._container(node, setting, skip)
            self.outline.release(mark)
        elif not (node.tag == "pre" and any(child.tag == "code" for child in node.elements())):
            self._container(node, setting, skip)

    def _special(self, node: Node) -> Callable[[Node, Setting, frozenset[int]], None] | None:
        """Return the method for an element whose tag says what it is."""
        if node.tag in HEADINGS or node.attributes.get("role") == "heading":
            return self._heading
        return {
            "ul": self._list, "ol": self._list, "menu": self._list, "dl": self._definitions, "table": self._table,
            "details": self._details, "button": self._button,
        }.get(node.tag)  # fmt: skip

    def _heading(self, node: Node, setting: Setting, _: frozenset[int]) -> None:
        level = HEADINGS.get(node.tag) or node.heading
        self.outline.heading(node.text(), level, line=_first_line(node), language=setting.language)

    def _container(self, node: Node, setting: Setting, skip: frozenset[int]) -> None:
        cards = _cards(node)
        run = _Run()
        for child in node.children:
            if isinstance(child, Text):
                run.text(child)
            elif id(child) in skip:
                continue
            elif (
                child.tag in BLOCKS
                or child.blocks
                or child.tag == "button"
                or child.attributes.get("role") == "heading"
            ):
                self._flush(run, node, setting)
                run = _Run()
                mark = self.outline.mark()
                self._element(child, setting, skip)
                if id(child) in cards:
                    self.outline.release(mark)
            else:
                run.inline(child)
        self._flush(run, node, setting)

    def _flush(self, run: _Run, node: Node, setting: Setting) -> None:
        """Add the run as a block; two line breaks part paragraphs."""
        if not run.visible:
            return
        text = "".join(run.pieces).strip()
        words = len(text.split())
        emphasised = run.bold >= run.visible and words <= 25 and setting.kind == "paragraph"
        named_question = words <= 40 and bool(_QUESTION.search(node.names))
        if text.endswith("?") and (emphasised or named_question) and words > 1:
            self.outline.question(text, setting, line=run.line)
        elif emphasised and words <= MAX_PSEUDO_HEADING and text[-1] not in ".!,;" and "\n" not in text:
            if text.endswith(":"):
                self.outline.add(text, setting, line=run.line)
            else:
                self.outline.heading(
                    text,
                    min(6, max(self.outline.level + 1, 4)) if self.outline.level < 6 else 6,
                    line=run.line,
                    language=setting.language,
                )
        else:
            self._paragraphs(text, run.line, setting)

    def _paragraphs(self, text: str, line: int | None, setting: Setting) -> None:
        for paragraph in re.split(r"\n\s*\n", text):
            signed = _SIGNED.fullmatch(paragraph) if setting.kind == "quote" else None
            if signed and self.outline.blocks and self.outline.blocks[-1].kind == "quote":
                last = self.outline.blocks[-1]
                self.outline.blocks[-1] = replace(last, attribution=last.attribution or signed[1].strip())
            else:
                self.outline.add(paragraph, setting, line=line)

    def _list(self, node: Node, setting: Setting, skip: frozenset[int]) -> None:
        label = self.outline.lead_in() or setting.label
        items = replace(setting, kind="quote" if setting.kind == "quote" else "item", label=label)
        for child in node.elements():
            if child.tag == "li" and child.heading < NO_HEADING:
                self._element(child, replace(setting, label=label), skip)  # a card, not an item of an enumeration
            else:
                self._element(child, items, skip)

    def _definitions(self, node: Node, setting: Setting, skip: frozenset[int]) -> None:
        term: str | None = None
        fresh = False
        for child in _terms(node):
            if child.tag == "dt":
                text = child.text()
                term = f"{term}, {text}" if fresh and term else text
                fresh = True
                if text.endswith("?"):
                    self.outline.question(text, setting, line=_first_line(child))
                else:
                    self.outline.add(text, replace(setting, kind="cell"), line=_first_line(child))
            else:
                fresh = False
                question = term is not None and term.endswith("?")
                self._container(child, replace(setting, kind="paragraph" if question else "cell", label=term), skip)

    def _details(self, node: Node, setting: Setting, skip: frozenset[int]) -> None:
        mark = self.outline.mark()
        for child in node.children:
            if isinstance(child, Text):
                self.outline.add(child.text, setting, line=child.line)
            elif child.tag == "summary":
                self._opener(child, setting)
            elif child.tag in BLOCKS or child.blocks:
                self._element(child, setting, skip)
            else:
                self.outline.add(child.text(), setting, line=_first_line(child))
        self.outline.release(mark)

    def _opener(self, node: Node, setting: Setting) -> None:
        """Add what opens a folded part: a question, or a heading one level down."""
        text, line = node.text(), _first_line(node)
        if text.endswith("?"):
            self.outline.question(text, setting, line=line)
        else:
            level = node.heading if node.heading < NO_HEADING else min(self.outline.level + 1, 6)
            self.outline.heading(text, level, line=line, language=setting.language)

    def _button(self, node: Node, setting: Setting, _: frozenset[int]) -> None:
        """A button is a command, unless it folds an answer away."""
        opens = "aria-expanded" in node.attributes or "aria-controls" in node.attributes or _QUESTION.search(node.names)
        if opens and (node.length > 15 or node.text().endswith("?") or node.heading < NO_HEADING):
            self._opener(node, setting)

    def _quotation(self, node: Node, setting: Setting) -> None:
        author = _author(node)
        mark = self.outline.mark()
        who = author.text().lstrip("—–- ") if author is not None else None
        quoted = replace(setting, kind="quote", label=None, attribution=who or None)
        self._container(node, quoted, frozenset({id(author)}) if author is not None else frozenset())
        self.outline.release(mark)

    def _table(self, node: Node, setting: Setting, skip: frozenset[int]) -> None:
        mark = self.outline.mark()
        rows = [[cell for cell in row.elements() if cell.tag in {"td", "th"}] for row in _rows(node)]
        for child in node.elements():
            if child.tag == "caption":
                self.outline.heading(child.text(), 6, line=_first_line(child), language=setting.language)
        if _is_layout(node, rows):
            for row in rows:
                for cell in row:
                    self._element(cell, setting, skip)
        else:
            self._cells(rows, setting, skip)
        self.outline.release(mark)

    def _cells(self, rows: Sequence[Sequence[Node]], setting: Setting, skip: frozenset[int]) -> None:
        spread = [_spread(row) for row in rows]
        grid = [[Cell(node.text(), _is_header(node)) for node in row] for row in spread]
        names = named(grid)
        for number, row in enumerate(spread):
            label: str | None = None
            done: set[int] = set()
            for at, node in enumerate(row):
                if id(node) in done:
                    continue
                done.add(id(node))
                line = _first_line(node)
                if number < names.header_rows:
                    self.outline.column_heading(node.text(), setting, line=line)
                    continue
                cell = replace(setting, kind="cell", label=label, columns=(*setting.columns, *names.column(at)))
                if at == 0 and names.row_names:
                    label = names.row(node.text())
                    self.outline.add(node.text(), cell, line=line)
                else:
                    self._container(node, cell, skip)


def _first_line(node: Node) -> int | None:
    for child in node.children:
        if isinstance(child, Text):
            if child.length:
                return child.line
        elif child.length:
            return _first_line(child)
    return node.line


def _cards(node: Node) -> frozenset[int]:
    """Return the children (by id) that are cards: two or more whose highest heading has the same level, not alone.

    What follows such a row of cards does not stand under the heading of the last one.
    """
    headed = [child for child in node.elements() if child.heading < NO_HEADING and child.tag not in HEADINGS]
    levels = [child.heading for child in headed]
    return frozenset(id(child) for child in headed if child.heading > 1 and levels.count(child.heading) > 1)


def _terms(node: Node) -> Iterator[Node]:
    for child in node.elements():
        if child.tag in {"dt", "dd"}:
            yield child
        else:
            yield from _terms(child)


def _rows(node: Node) -> Iterator[Node]:
    for child in node.elements():
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(child)


def _spread(row: Sequence[Node]) -> list[Node]:
    """Repeat cells that span columns, so that the columns of all rows agree."""
    cells: list[Node] = []
    for node in row:
        span = node.attributes.get("colspan") or "1"
        cells += [node] * (min(int(span), 40) if span.isdecimal() and int(span) else 1)
    return cells


def _is_header(node: Node) -> bool:
    if node.tag == "th":
        return True
    inner = [child for child in node.children if not (isinstance(child, Text) and not child.length)]
    return len(inner) == 1 and isinstance(inner[0], Node) and inner[0].tag in _BOLD


def _is_layout(table: Node, rows: Sequence[Sequence[Node]]) -> bool:
    """Whether a table only places things: one column, headings or tables inside, or whole articles in its cells."""
    if table.attributes.get("role") in {"presentation", "none"} or max((len(row) for row in rows), default=0) < 2:
        return True
    cells = [cell for row in rows for cell in row]
    if any(cell.tag == "th" for cell in cells):
        return False
    return any(cell.length > 600 or cell.heading < NO_HEADING or _holds_table(cell) for cell in cells)


def _holds_table(node: Node) -> bool:
    return node.blocks and any(child.tag == "table" or _holds_table(child) for child in node.elements())


def _is_quotation(node: Node) -> bool:
    if not 0 < node.length <= MAX_QUOTATION:
        return False
    if node.tag == "blockquote":
        return True
    if node.tag == "figure" and any(child.tag == "blockquote" for child in node.elements()):
        return True
    if node.tag not in {"div", "figure", "section", "article", "li", "p", "aside"}:
        return False
    names = node.names
    return bool(names) and bool(_TESTIMONIAL.search(names)) and not _OFFER.search(names) and node.length > 25


def _figure(node: Node) -> str | None:
    """Return "40+ countries" for a box in which a large figure stands over what it counts."""
    parts = [child for child in node.children if child.length]
    if len(parts) != 2 or not all(isinstance(part, Node) and part.tag in BLOCKS for part in parts):
        return None
    figure, what = (part.text() for part in parts if isinstance(part, Node))
    if not _NUMBER.fullmatch(figure) or not re.match(r"[^\W\d_]", what) or len(what.split()) > 8:
        return None
    return f"{figure} {what}"


def _author(node: Node) -> Node | None:
    """Return the part of a quotation that says who is quoted."""
    for child in node.elements():
        if not 1 < child.length <= 160:
            found = _author(child) if child.length else None
        elif child.tag in {"cite", "footer", "figcaption"} or _AUTHOR.search(child.names):
            found = child
        else:
            found = _author(child)
        if found is not None:
            return found
    return None
