"""Social profiles that a website presents as its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

_HANDLE: Final = r"@?[\w.%-]{2,}"
# Network -> what the path of a profile looks like. Posts, share buttons and search pages have other paths.
_NETWORKS: Final[dict[str, str]] = {
    "bsky.app": rf"/profile/{_HANDLE}",
    "facebook.com": r"/(?:pg/|people/[\w.%-]+/|p/)?[\w.%-]{3,}|/profile\.php",
    "flickr.com": r"/(?:photos|people)/[\w@.-]+",
    "instagram.com": r"/[\w.]{2,}",
    "linkedin.com": r"/(?:company|school|showcase|organization)/[\w.%-]+",
    "pinterest.com": r"/[\w.-]{3,}",
    "threads.net": r"/@[\w.]+",
    "threads.com": r"/@[\w.]+",
    "tiktok.com": r"/@[\w.]+",
    "twitter.com": r"/@?\w{2,15}",
    "vimeo.com": r"/(?!\d+$)[\w-]{3,}",
    "whatsapp.com": r"/channel/\w+",
    "x.com": r"/@?\w{2,15}",
    "youtube.com": r"/(?:@[\w.%-]+|(?:channel|c|user)/[\w.%-]+)",
}
_NO_PROFILE_NAMES: Final = """
    about ads business developer dialog docs events explore gaming groups hashtag help home i intent legal login
    marketplace messages notifications p pages plugins policies policy privacy reel search settings share share.php
    sharer sharer.php signup stories terms tos watch widgets
"""
_NO_PROFILE: Final = frozenset(_NO_PROFILE_NAMES.split())
# Mastodon and its kin are on any host; an address of this shape counts only where the page says that it is its own.
_FEDIVERSE: Final = re.compile(r"/@[\w.]+(?:@[\w.-]+)?")


def profile(url: str, *, declared: bool) -> str | None:
    """Return the address of a profile without parameters, or None if the address is none.

    Args:
        url: an absolute http(s) address.
        declared: the page itself says that it is its own (`rel=me`, `sameAs`), so that other hosts may be one too.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    for prefix in ("www.", "m.", "mobile.", "nl.", "nl-nl.", "web."):
        host = host.removeprefix(prefix)
    path = re.sub(r"/(?:posts|videos|about|feed|featured|home)?/?$", "", parts.path)
    first = path.strip("/").partition("/")[0].lower()
    shape = _NETWORKS.get(host)
    if shape is not None:
        if first in _NO_PROFILE or not re.fullmatch(shape, path, re.IGNORECASE):
            return None
        query = f"?{parts.query}" if path.endswith(".php") and parts.query else ""
        return f"https://{host}{path}{query}"
    if declared and _FEDIVERSE.fullmatch(path):
        return f"https://{host}{path}"
    return None


class Profiles:
    """Gathers the profile links of the pages of a site, and tells the organisation's own from those of others.

    Own is what stands in a header, footer or navigation, what the JSON-LD of an organisation names (`sameAs`), what the
    start page marks `rel=me`, and what is on at least half of the pages. A link in one news item may be anybody's, and
    `rel=me` on the page of a member of staff is theirs.
    """

    def __init__(self) -> None:
        self._own: set[str] = set()
        self._seen: Counter[str] = Counter()
        self._pages = 0

    def page(self, own: Iterable[str], me: Iterable[str], other: Iterable[str], *, start: bool = False) -> None:
        """Add the profile links of one page; `start` is true for the start page."""
        self._pages += 1
        self._own.update(own)
        if start:
            self._own.update(me)
        self._seen.update({*me, *other})

    def found(self) -> tuple[str, ...]:
        """Return the organisation's profiles, sorted."""
        often = {url for url, count in self._seen.items() if count >= max(2, self._pages / 2)}
        spelled: dict[str, str] = {}
        for url in sorted(self._own | often):
            spelled.setdefault(url.lower().replace("://twitter.com/", "://x.com/"), url)
        return tuple(sorted(spelled.values()))
