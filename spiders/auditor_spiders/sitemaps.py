"""Sitemaps (sitemaps.org 0.9): bytes in, addresses out, with a limit on everything."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lxml import etree

from auditor_spiders.media import MAX_PAGE_BYTES

MAX_FILES: Final = 50
MAX_DEPTH: Final = 3  # an index that lists itself, or indexes of indexes
MAX_ADDRESSES: Final = 20_000
_GZIP: Final = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Listed:
    """What one sitemap lists: pages, and further sitemaps."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read(body: bytes) -> Listed:
    """Read a sitemap or sitemap index, gzipped or not. What is no sitemap lists nothing.

    No entity is resolved and nothing is loaded from elsewhere.
    """
    xml = _unpacked(body) if body.startswith(_GZIP) else body
    if not xml.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Listed()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True, remove_pis=True)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:
        return Listed()
    if root is None:
        return Listed()
    found: dict[str, list[str]] = {"url": [], "sitemap": []}
    for entry in islice(root.iterfind("{*}*"), MAX_ADDRESSES):
        address = entry.findtext("{*}loc", "").strip()
        kind = etree.QName(entry).localname
        if address and kind in found:
            found[kind].append(address)
    return Listed(tuple(dict.fromkeys(found["url"])), tuple(dict.fromkeys(found["sitemap"])))


def _unpacked(body: bytes) -> bytes:
    """Return at most `MAX_PAGE_BYTES` of what is gzipped; what lies behind is left out."""
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MAX_PAGE_BYTES)
    except zlib.error:
        return b""
