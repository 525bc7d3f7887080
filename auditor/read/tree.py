"""A page as a small tree of Python objects: what can be content, with lines and the measures that pruning needs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from auditor.read.guard import LINE_ATTRIBUTE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

MAX_DEPTH: Final = 300
"""Elements nested deeper are read as plain text: pages of people stay below 60."""

NEVER = frozenset({
    "aside", "audio", "canvas", "datalist", "del", "dialog", "embed", "head", "iframe", "input", "map", "math",
    "meter", "nav", "noscript", "object", "progress", "rp", "rt", "s", "script", "select", "strike", "style", "svg",
    "template", "textarea", "video",
})  # fmt: skip
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
NO_HEADING: Final = 9

_NEVER_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar"})
_FOLDED = re.compile(r"accordion|collaps|faq|answer|antwoord|panel|toggle|\btab|disclosure", re.IGNORECASE)


@dataclass(slots=True)
class Text:
    """A run of text, its visible characters, and the line in the source on which the first of them stands."""

    text: str
    length: int
    line: int | None


@dataclass(slots=True)
class Node:
    """An element. The measures cover the whole subtree: `length` visible characters, `linked` of them inside links,
    `heading` the highest heading level below, `blocks` whether any block element stands below.
    """

    tag: str
    attributes: dict[str, str | None]
    line: int | None
    children: list[Node | Text] = field(default_factory=list)
    length: int = 0
    linked: int = 0
    heading: int = NO_HEADING
    blocks: bool = False

    @property
    def names(self) -> str:
        """Class and id in one string, as authors name the parts of a page."""
        return f"{self.attributes.get('class') or ''} {self.attributes.get('id') or ''}".strip()

    def elements(self) -> Iterator[Node]:
        """Yield the child elements."""
        return (child for child in self.children if isinstance(child, Node))

    def text(self) -> str:
        """Return all text below with the spaces collapsed; block elements and line breaks separate words."""
        pieces: list[str] = []
        _collect(self, pieces)
        return " ".join("".join(pieces).split())

    def measure(self) -> None:
        """Bring the measures up to date with those of the children."""
        length = linked = 0
        heading = HEADINGS.get(self.tag, NO_HEADING)
        if heading == NO_HEADING and self.attributes.get("role") == "heading":
            level = self.attributes.get("aria-level")
            heading = int(level) if level in {"1", "2", "3", "4", "5", "6"} else 2
        blocks = False
        for child in self.children:
            length += child.length
            if isinstance(child, Node):
                linked += child.linked
                heading = min(child.heading, heading)
                blocks = blocks or child.blocks or child.tag in BLOCKS
        self.length, self.heading, self.blocks = length, heading, blocks
        self.linked = length if self.tag == "a" else linked


def _collect(node: Node, pieces: list[str]) -> None:
    for child in node.children:
        if isinstance(child, Text):
            pieces.append(child.text)
        elif child.tag == "br" or child.tag in BLOCKS:
            pieces.append(" ")
            _collect(child, pieces)
            pieces.append(" ")
        else:
            _collect(child, pieces)


class Builder:
    """Copies what can be content of a parsed page whose start tags carry their lines (guard.marked).

    `folded` are the ids of parts that a button opens: an answer that is folded away is content all the same.
    """

    def __init__(self, folded: frozenset[str] = frozenset()) -> None:
        self.folded = folded
        self.mains: list[Node] = []
        """Every `main` element, in document order."""
        self._line: int | None = None

    def build(self, source: LexborNode) -> Node:
        """Return the tree below `source`, usually the body."""
        return self._element(source, 0, quote=False)

    def _element(self, source: LexborNode, depth: int, *, quote: bool) -> Node:
        attributes = source.attributes
        self._start_tag(attributes.pop(LINE_ATTRIBUTE, None))
        node = Node(source.tag or "", attributes, self._line)
        quote = quote or node.tag in {"blockquote", "figure"}
        if depth > MAX_DEPTH:
            node.children.append(self._text(source.text(deep=True)))
        else:
            self._children(source, node, depth, quote=quote)
        node.measure()
        if node.tag == "main" or attributes.get("role") == "main":
            self.mains.append(node)
        return node

    def _children(self, source: LexborNode, node: Node, depth: int, *, quote: bool) -> None:
        child = source.child
        while child is not None:
            tag = child.tag
            if tag == "-text":
                node.children.append(self._text(child.text_content or ""))
            elif tag == "-comment":
                self._text(child.html or "")
            elif tag is None or tag[0] in "-!":
                pass
            elif self._is_never(child, tag, quote=quote):
                self._step_over(child)
            else:
                node.children.append(self._element(child, depth + 1, quote=quote))
            child = child.next

    def _is_never(self, source: LexborNode, tag: str, *, quote: bool) -> bool:
        """Whether an element is never content by its tag, its role, or because it is hidden for good."""
        if tag in NEVER or (tag == "footer" and not quote):
            return True
        attributes = source.attributes
        if "role" in attributes and attributes["role"] in _NEVER_ROLES:
            return True
        if "hidden" not in attributes:
            return False
        name = attributes.get("id") or ""
        if name in self.folded or name.startswith("S:"):  # "S:0" is content that React streams in and then unhides
            return False
        return not _FOLDED.search(f"{attributes.get('class') or ''} {name}")

    def _start_tag(self, marker: str | None) -> None:
        if marker is not None and marker.isdigit():
            self._line = int(marker)

    def _step_over(self, source: LexborNode) -> None:
        """Keep the line right where text follows an element that is left out."""
        self._start_tag(source.attributes.get(LINE_ATTRIBUTE))
        after = source.next
        if after is not None and after.tag == "-text":
            self._text(source.html or "")

    def _text(self, text: str) -> Text:
        if text.isspace():
            if self._line is not None:
                self._line += text.count("\n")
            return Text(" ", 0, self._line)
        visible = len("".join(text.split()))
        if self._line is None:
            return Text(text, visible, None)
        first = self._line + text[: len(text) - len(text.lstrip())].count("\n")
        self._line += text.count("\n")
        return Text(text, visible, first)
