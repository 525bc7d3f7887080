"""What only all pages of a site together tell: copies, profiles, whether there is text at all, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.collect.protocol import Context, Discovered, Dropped, Expected, Fetched, Item, Note
from auditor_spiders import copies, pages
from auditor_spiders.profiles import Profiles


class Tally:
    """Counts the documents of one site, from the web or from disk."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._kept: list[copies.Kept] = []
        self._profiles = Profiles()
        self._legible = False
        self.pages = 0
        """Pages looked at, kept or not."""

    @property
    def count(self) -> int:
        """How many documents were kept, copies among them."""
        return len(self._kept)

    def see(self, page: pages.Page, *, start: bool) -> None:
        """Take the profile links of a page that is no signpost; `start` is true for the start page."""
        self.pages += 1
        self._profiles.page(page.own_profiles, page.me_profiles, page.other_profiles, start=start)

    def keep(self, fetched: Fetched, page: pages.Page | None, canonical: str | None) -> Fetched:
        """Count a document and return it.

        Args:
            fetched: the document.
            page: the facts of an HTML page, or None for a brochure.
            canonical: the key of the document that the page says it is a copy of, or its own.
        """
        self._legible = self._legible or page is None or not page.scripted
        sketch = page.sketch if page is not None else frozenset()
        self._kept.append(copies.Kept(fetched.document.key, fetched.document.content, canonical, sketch))
        return fetched

    def conclude(self, url: str, *, left: int = 0) -> Iterator[Item]:
        """Yield what can be said when all pages were seen.

        Args:
            url: how the site is named to people.
            left: how many known pages were not read.
        """
        dropped = copies.copies(self._kept)
        yield from (Dropped(key) for key in dropped)
        yield from (Discovered(profile) for profile in self._profiles.found())
        if self._kept and not self._legible:
            yield Note(self._context.say("no-text", url=url), "partial")
        yield Expected(len(self._kept) - len(dropped) + left)


@dataclass(slots=True)
class Losses:
    """What of a website was not read, and why."""

    missing: list[str] = field(default_factory=list)
    """In words: the pages that failed."""
    forbidden: int = 0
    """By robots.txt."""
    closed: int = 0
    """They ask for a login."""
    in_a_row: int = 0
    """Failures since the last page that was answered."""

    def notes(self, context: Context, host: str, url: str, *, found: int) -> Iterator[Note]:
        """Yield the notes on what is missing of a site of which `found` documents were read."""
        say = context.say
        if self.missing:
            yield Note(say("pages-missing", count=len(self.missing), example=self.missing[0]), "partial")
        if self.forbidden and not found:
            yield Note(say("robots-forbids", host=host), "gone")
        elif self.forbidden:
            yield Note(say("robots-some", count=self.forbidden))
        elif not found and not self.missing:
            yield Note(say("no-pages", url=url))
        if self.closed:
            yield Note(say("pages-closed", count=self.closed))
