"""Small pieces of HTML as text, through BeautifulSoup: the answers inside JSON-LD."""

from __future__ import annotations

import re
import warnings

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning

from auditor.read.outline import cleaned

_BLOCK = (
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "tr",
    "ul",
    "ol",
    "pre",
    "section",
    "article",
)


def text_of(html: str) -> str:
    """Return the text of a piece of HTML: a line end for each line break, an empty line between paragraphs."""
    if "<" not in html and "&" not in html:
        return cleaned(html)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)  # an answer may be nothing but an address
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(html, "html.parser")
    for node in soup.find_all(["script", "style"]):
        node.decompose()
    for node in soup.find_all("br"):
        node.replace_with("\n")
    for node in soup.find_all(_BLOCK):
        node.insert_before("\n\n")
        node.insert_after("\n\n")
    paragraphs = (cleaned(part) for part in re.split(r"\n[^\S\n]*\n", soup.get_text()))
    return "\n\n".join(part for part in paragraphs if part)
