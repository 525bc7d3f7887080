"""Guess from its address, title and metadata what kind of page a document is."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from auditor.resources import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

LANGUAGES: Final = ("nl", "en")
OTHER: Final = "other"

# "BlogPosting" and "Article" are missing: site generators put them on every page.
_SCHEMA: Final = {
    "JobPosting": "vacancy", "NewsArticle": "news", "Product": "product",
    "ContactPage": "contact", "AboutPage": "about", "Service": "service", "FAQPage": "service",
}  # fmt: skip
_INDEX = re.compile(r"(?:index|default|home|README)\.(?:html?|php|aspx?|md)$", re.IGNORECASE)
_SUFFIX = re.compile(r"\.(?:html?|php|aspx?|md|pdf|docx|pptx|txt)$", re.IGNORECASE)
# Two letters may be a subject ("/cc/", "/pr/") as well: only what languages of sites are called is left out.
_LANGUAGE = re.compile(
    r"(?:ar|bg|cs|cy|da|de|el|en|es|et|eu|fi|fr|fy|ga|gl|he|hi|hr|hu|id|is|it|ja|ko|lt|lv|nb|nl|nn|no|pl|pt|ro|ru|sk|sl|"
    r"sr|sv|th|tr|uk|vi|zh)(?:[-_][a-zA-Z]{2})?"
)


@cache
def _kinds() -> tuple[tuple[str, frozenset[str], re.Pattern[str] | None], ...]:
    """Return (kind, path segments, pattern for titles) in the order in which they are tried."""
    lexicons = [lexicon("pages", language) for language in LANGUAGES]
    kinds = []
    for kind in lexicons[0]:
        segments = frozenset(word for one in lexicons for word in one[kind]["path"])
        titles = sorted(word for one in lexicons for word in one[kind]["in_title"])
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, titles))})\b", re.IGNORECASE) if titles else None
        kinds.append((kind, segments, pattern))
    return tuple(kinds)


def guessed(url: str | None, titles: Iterable[str | None], schema_types: Iterable[str] = ()) -> str:
    """Return home, about, mission, values, service, product, news, vacancy, legal, contact or other.

    The last part of the address says most, then the title and first heading, then the folders above, then the types
    that the page declares in JSON-LD.
    """
    segments = _segments(url)
    if url is not None and not segments:
        return "home"
    names = [title for title in titles if title]
    for kind, paths, _ in _kinds():
        if segments and segments[-1] in paths:
            return kind
    for kind, _, pattern in _kinds():
        if pattern is not None and any(len(name) <= 70 and pattern.search(name) for name in names):
            return kind
    for kind, paths, _ in _kinds():
        if any(segment in paths for segment in segments[:-1]):
            return kind
    return next((_SCHEMA[name] for name in schema_types if name in _SCHEMA), OTHER)


def _segments(url: str | None) -> list[str]:
    """Return the parts of the path in lower case, without the index file, the suffix and the language."""
    if url is None:
        return []
    path = _INDEX.sub("", unquote(urlsplit(url).path))
    found = [_SUFFIX.sub("", part).lower().replace("_", "-") for part in path.split("/") if part]
    return found[1:] if found and len(found[0]) in {2, 5} and _LANGUAGE.fullmatch(found[0]) else found
