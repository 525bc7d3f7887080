"""What the collectors need of an HTML page: where it leads, what it says about its own address, how like another it is.

The text itself is read later, by `auditor.read`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser, LexborNode
from w3lib.encoding import html_to_unicode

from auditor_spiders.addresses import joined
from auditor_spiders.profiles import profile

_FEW_WORDS: Final = 15
_MAX_LINKS: Final = 5000
_SKETCH: Final = 64
_FRAME: Final = frozenset({"header", "footer", "nav", "aside"})
# Every parser hung on a tag with 200,000 attributes, some on 200,000 nested elements. One long attribute is harmless:
# it is a picture in a `data:` address.
_LONG_TAG: Final = re.compile(rb"<[^<>]{20000,}")
_MAX_ATTRIBUTES: Final = 2000
_OPENED: Final = re.compile(rb"<(?:div|span|section|article|ul|ol|table|b|i|font|em|strong)[\s>]", re.IGNORECASE)
_CLOSED: Final = re.compile(rb"</(?:div|span|section|article|ul|ol|table|b|i|font|em|strong)[\s>]", re.IGNORECASE)
_MAX_OPEN: Final = 20_000
_REFRESH: Final = re.compile(r"\s*([\d.]+)\s*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.IGNORECASE)
_ORGANISATION: Final = re.compile(
    r"Organi[sz]ation|Business|Corporation|NGO|School|Library|WebSite|Government|Store|Hospital|University|Museum"
)


@dataclass(frozen=True, slots=True)
class Page:
    """Facts of one HTML page. Addresses are canonical (see `addresses`)."""

    links: tuple[str, ...] = ()
    canonical: str | None = None
    refresh: str | None = None
    """Where a `<meta http-equiv=refresh>` sends the reader at once: the page is only a signpost."""
    own_profiles: tuple[str, ...] = ()
    """Social profiles that an organisation declares in JSON-LD, or that stand in the frame of the page."""
    me_profiles: tuple[str, ...] = ()
    """Those with `rel=me`: of whoever the page is about, which may be one member of staff."""
    other_profiles: tuple[str, ...] = ()
    scripted: bool = False
    """It holds next to no text and a script that may show it."""
    sketch: frozenset[int] = frozenset()
    """The smallest hashes of its word triples: as alike as two sketches are, so are the texts (Broder 1997)."""


def danger(body: bytes) -> str | None:
    """Return why a page must not be parsed (`long-tag`, `deep`), or None."""
    if any(len(tag[0].split(maxsplit=_MAX_ATTRIBUTES)) > _MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(body)):
        return "long-tag"
    opened = sum(1 for _ in _OPENED.finditer(body))
    if opened > _MAX_OPEN and opened - sum(1 for _ in _CLOSED.finditer(body)) > _MAX_OPEN:
        return "deep"
    return None


def decoded(body: bytes, content_type: str | None) -> str:
    """Return the text of a page as a browser would decode it: header, byte order mark, meta, else UTF-8 or cp1252."""
    return html_to_unicode(content_type, body, default_encoding=_guess(body))[1]


def _guess(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def read(html: str, url: str) -> Page:
    """Read the facts of a page that stands at `url`."""
    tree = LexborHTMLParser(html)
    base = url
    node = tree.css_first("base[href]")
    if node is not None:
        base = joined(url, node.attributes.get("href") or "") or url
    links = _Links(follow=not _nofollow(tree))
    for node in islice(tree.css("a[href], area[href], link[href][rel]"), _MAX_LINKS):
        address = joined(base, node.attributes.get("href") or "")
        if address is not None:
            links.add(node, address)
    for address in _same_as(tree):
        links.declare(joined(base, address))
    scripted = tree.css_first("script[src], script[type=module]") is not None
    words = _words(tree)
    return Page(
        links=tuple(links.followed),
        canonical=links.canonical,
        refresh=_refresh(tree, base),
        own_profiles=tuple(links.own),
        me_profiles=tuple(links.me),
        other_profiles=tuple(links.other),
        scripted=len(words) < _FEW_WORDS and scripted,
        sketch=_sketch(words),
    )


class _Links:
    """The links of one page, sorted by what they mean; each once, in the order of the page."""

    def __init__(self, *, follow: bool) -> None:
        self._follow = follow
        self.followed: dict[str, None] = {}
        self.own: dict[str, None] = {}
        self.me: dict[str, None] = {}
        self.other: dict[str, None] = {}
        self.canonical: str | None = None

    def add(self, node: LexborNode, address: str) -> None:
        """Take one `<a>`, `<area>` or `<link>`."""
        relations = (node.attributes.get("rel") or "").lower().split()
        if node.tag == "link":
            self._add_head_link(relations, address, is_translation=bool(node.attributes.get("hreflang")))
            return
        declared = "me" in relations
        found = profile(address, declared=declared)
        if found is not None:
            (self.own if _in_frame(node) else self.me if declared else self.other)[found] = None
        elif self._follow and "nofollow" not in relations:
            self.followed[address] = None

    def _add_head_link(self, relations: list[str], address: str, *, is_translation: bool) -> None:
        if "canonical" in relations:
            self.canonical = self.canonical or address
        elif "me" in relations:
            self.me |= dict.fromkeys(found for found in [profile(address, declared=True)] if found)
        elif "next" in relations or ("alternate" in relations and is_translation):
            self.followed[address] = None

    def declare(self, address: str | None) -> None:
        """Take an address that the page says is the organisation's own."""
        found = profile(address, declared=True) if address else None
        if found is not None:
            self.own[found] = None


def _nofollow(tree: LexborHTMLParser) -> bool:
    return any(
        "nofollow" in (node.attributes.get("content") or "").lower() or "none" in (node.attributes.get("content") or "")
        for node in tree.css('meta[name="robots" i]')
    )


def _refresh(tree: LexborHTMLParser, base: str) -> str | None:
    """Return where a refresh within a second leads; a slower one is a page of its own (a slide show, a ticker)."""
    for node in tree.css('meta[http-equiv="refresh" i]'):
        match = re.match(
            r"\s*([\d.]+)\s*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", node.attributes.get("content") or "", re.IGNORECASE
        )
        if match and float(match[1].strip(".") or 0) <= 1:
            return joined(base, match[2])
    return None


def _in_frame(node: LexborNode) -> bool:
    """Return whether a link stands in what frames every page."""
    parent = node.parent
    while parent is not None:
        if parent.tag in _FRAME:
            return True
        marks = f"{parent.attributes.get('class') or ''} {parent.attributes.get('id') or ''}".lower()
        if parent.tag != "body" and re.search(r"\b(?:site-|page-|main-)?(?:footer|header|social(?:-\w+)?)\b", marks):
            return True
        parent = parent.parent
    return False


def _same_as(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield the `sameAs` addresses of organisations in JSON-LD; those of an author or a product are not ours."""
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(node.text(deep=True))
        except (ValueError, RecursionError):
            continue  # broken JSON-LD is common, and says nothing
        yield from _organisations(data, 0)


def _organisations(data: Any, depth: int) -> Iterator[str]:
    if depth > 6:
        return
    if isinstance(data, list):
        for entry in data[:200]:
            yield from _organisations(entry, depth + 1)
    elif isinstance(data, dict):
        kinds = data.get("@type", ())
        named = " ".join(kinds) if isinstance(kinds, list) and all(isinstance(k, str) for k in kinds) else str(kinds)
        if re.search(
            r"Organi[sz]ation|Business|Corporation|NGO|School|Library|WebSite|Government|Store|Hospital", named
        ):
            same = data.get("sameAs", ())
            yield from (entry for entry in ([same] if isinstance(same, str) else same or ()) if isinstance(entry, str))
        for key in ("@graph", "publisher", "mainEntity", "about", "isPartOf", "parentOrganization"):
            if key in data:
                yield from _organisations(data[key], depth + 1)


def _words(tree: LexborHTMLParser) -> list[str]:
    root = tree.css_first("main") or tree.body
    if root is None:
        return []
    for node in root.css("script, style, nav, header, footer, noscript, template"):
        node.decompose()
    return re.findall(r"\w+", root.text(separator=" ").lower())[:20_000]


def _sketch(words: list[str]) -> frozenset[int]:
    triples = {" ".join(words[at : at + 3]) for at in range(max(len(words) - 2, 1))}
    hashes = (int.from_bytes(hashlib.blake2b(t.encode(), digest_size=8).digest(), "big") for t in triples)
    return frozenset(sorted(hashes)[:_SKETCH])
