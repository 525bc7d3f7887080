"""What is still to be visited of a site: level by level, so that the same site gives the same pages every time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from auditor_spiders.addresses import is_trap, shape, target
from auditor_spiders.globs import matches, selected
from auditor_spiders.site import Site

# As many addresses of one shape (/agenda/#/#/, or the same parameters) as any real archive of a small organisation has.
_MAX_OF_A_SHAPE = 300
_MAX_KNOWN = 50_000


class Frontier:
    """The addresses of a site that were found, each offered once, and handed out by depth.

    Within a level, what the pages link to comes before what only the sitemap lists; then short paths before long ones.
    """

    def __init__(
        self, site: Site, *, max_depth: int, include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()
    ) -> None:
        self._site = site
        self._max_depth = max_depth
        self._include = include
        self._exclude = exclude
        self._seen: set[str] = set()
        self._shapes: Counter[str] = Counter()
        self._next: dict[str, bool] = {}
        self.depth = 0
        self.endless = 0
        """Addresses left out because they look as if there were no end to them."""
        self.too_deep: set[str] = set()

    @property
    def known(self) -> int:
        """How many addresses were found, visited or not."""
        return len(self._seen)

    def claim(self, url: str) -> bool:
        """Take an address outside the order (the target of a redirect); False if it was found before."""
        if url in self._seen:
            return False
        self._seen.add(url)
        return True

    @property
    def waiting(self) -> int:
        """How many addresses were found but not handed out yet."""
        return len(self._next)

    def offer(self, urls: Iterable[str | None], *, listed: bool = False) -> None:
        """Add canonical addresses for the next level. What is elsewhere, excluded, endless or no page is left out.

        Args:
            urls: the addresses; None is skipped.
            listed: they come from a sitemap, not from a link.
        """
        for found in urls:
            url = self._site.own(found)
            if url is None or target(url) == "other" or len(self._seen) >= _MAX_KNOWN:
                continue
            if url in self._seen:
                if not listed and url in self._next:
                    self._next[url] = False
                continue
            if not self.wanted(url):
                continue
            if self.depth > self._max_depth:
                self.too_deep.add(url)
            elif self._is_endless(url):
                self.endless += 1
            else:
                self._next[url] = listed
            self._seen.add(url)

    def wanted(self, url: str) -> bool:
        """Return whether the configuration includes the address."""
        return selected(urlsplit(url).path, self._include, self._exclude)

    def excluded(self, url: str) -> bool:
        """Return whether the configuration excludes the address (not being included is something else)."""
        return matches(urlsplit(url).path, self._exclude)

    def level(self) -> list[str]:
        """Hand out the next level, in a fixed order; empty when there is nothing more."""
        urls = sorted(self._next, key=lambda url: (self._next[url], url.count("/"), "?" in url, url))
        self._next = {}
        self.depth += 1
        return urls

    def _is_endless(self, url: str) -> bool:
        if is_trap(url):
            return True
        form = shape(url)
        self._shapes[form] += 1
        return self._shapes[form] > _MAX_OF_A_SHAPE
