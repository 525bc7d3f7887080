"""Comments in a page that accept what is found there: `<!-- auditor: ignore RULE until DATE: reason -->`.

Only kept here, with the text that they stand before; what they mean is decided where findings are accepted.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from itertools import chain
from typing import Final

from bs4 import BeautifulSoup, Comment, NavigableString, PageElement, Tag, XMLParsedAsHTMLWarning

_COMMENT: Final = re.compile(r"<!--\s*auditor:", re.IGNORECASE)
_START: Final = re.compile(r"\s*auditor:", re.IGNORECASE)
_HEADINGS: Final = ["h1", "h2", "h3", "h4", "h5", "h6"]
_BLOCKS: Final = frozenset({
    *_HEADINGS, "address", "article", "aside", "blockquote", "details", "div", "dl", "dt", "dd", "fieldset", "figure",
    "footer", "form", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "th",
    "thead", "tr", "ul",
})  # fmt: skip


def ignores(html: str) -> tuple[tuple[str, str | None], ...]:
    """Return (comment, text) of every such comment, in order.

    The text is that of the element or paragraph that follows the comment; None where the comment stands before the
    first heading of the page and so is about all of it.
    """
    if not _COMMENT.search(html):
        return ()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # pages may hold any declaration
        soup = BeautifulSoup(html, "lxml")
    headed = soup.find(_HEADINGS) is not None
    found = []
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        if _START.match(comment):
            whole = headed and comment.find_previous(_HEADINGS) is None
            found.append((" ".join(comment.split()), None if whole else _following(comment)))
    return tuple(found)


def _following(comment: PageElement) -> str:
    """Return the text of what follows: an element, or the rest of the paragraph that the comment stands in."""
    at: PageElement | None = comment
    while at is not None:
        text = _next(at.next_siblings)
        if text:
            return text
        at = at.parent  # the last thing in its element: what follows stands after that
    return ""


def _next(siblings: Iterable[PageElement]) -> str:
    """Return the text of the first element, or of the text and inline elements up to the next block."""
    pieces: list[str] = []
    for sibling in siblings:
        if isinstance(sibling, Tag) and _is_block(sibling):
            if "".join(pieces).strip():
                break
            pieces = [sibling.get_text(" ")]
            if pieces[0].strip():
                break
        elif isinstance(sibling, Tag):
            pieces.append(sibling.get_text())
        elif isinstance(sibling, NavigableString) and not isinstance(sibling, Comment):
            pieces.append(str(sibling))
    return " ".join("".join(pieces).split())


def _is_block(tag: Tag) -> bool:
    return any(part.name in _BLOCKS for part in chain((tag,), tag.find_all(_BLOCKS, limit=1)))
