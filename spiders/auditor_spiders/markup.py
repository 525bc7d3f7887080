"""The small HTML of posts and feed entries as plain text."""

from __future__ import annotations

import re
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

_BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1",
        "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr", "ul",
    }
)  # fmt: skip
_UNSEEN: Final = frozenset({"head", "iframe", "noscript", "object", "script", "style", "template", "title"})
_MARKUP: Final = re.compile(r"<[a-zA-Z!/]|&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
_SPACES: Final = re.compile(r"[ \t\r\f\v]+")
_GAPS: Final = re.compile(r" ?\n ?")


def to_text(html: str) -> str:
    """Return what a reader sees: blocks as paragraphs (an empty line between), <br> as a new line, entities resolved.

    Inline elements are joined as they stand. Mastodon cuts an address into several <span>s, and a space between them
    would break it.
    """
    if not _MARKUP.search(html):
        return _tidy(html)
    pieces: list[str] = []
    _collect(BeautifulSoup(html, "lxml"), pieces)
    return _tidy("".join(pieces))


def _collect(root: Tag, pieces: list[str]) -> None:
    """Append the text below `root`, without recursion: hostile HTML nests thousands deep."""
    stack: list[Tag | NavigableString | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Tag):
            if node.name in _UNSEEN:
                continue
            if node.name == "br":
                pieces.append("\n")
                continue
            if node.name in _BLOCKS:
                pieces.append("\n\n")
                stack.append("\n\n")
            stack.extend(child for child in reversed(node.contents) if isinstance(child, Tag | NavigableString))
        elif isinstance(node, PreformattedString):  # comments, CDATA, doctype
            continue
        elif isinstance(node, NavigableString):
            pieces.append(str(node).replace("\n", " "))
        else:
            pieces.append(node)


def _tidy(text: str) -> str:
    text = _GAPS.sub("\n", _SPACES.sub(" ", text.replace("\u00a0", " ").replace("\u200b", "")))
    return re.sub(r"\n{3,}", "\n\n", text).strip()
