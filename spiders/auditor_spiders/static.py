"""A static build (Hugo, Jekyll, Eleventy, MkDocs, any tree of HTML) read from disk, as it will stand on the web.

The same pages come out as the web spider would find when the build is served at `base_url`: signposts (a refresh at
once), error pages and copies are left out, and a page has the address that the site itself uses for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from auditor.collect.protocol import Context, Expected, Fetched, Item, Note
from auditor.errors import CollectError
from auditor.model import RawDocument
from auditor.settings.model import Source
from auditor_spiders import disk, media, pages, sitemaps
from auditor_spiders.addresses import canonical
from auditor_spiders.globs import matches, selected
from auditor_spiders.site import Site
from auditor_spiders.tally import Tally

# Servers show these for an address that is not there; nothing links to them.
_ERROR_PAGE: Final = re.compile(r"(?:.*/)?(?:40[034]|50[03x])(?:\.x?html?|/index\.x?html?)", re.IGNORECASE)
_READ: Final = frozenset({media.HTML}) | media.BROCHURES
# Links in a build without `base_url` still need a host to be resolved against; `.invalid` is nobody's (RFC 2606).
_NOWHERE: Final = "http://build.invalid/"


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    relative: str
    url: str
    media_type: str


def read(source: Source, context: Context) -> Iterator[Item]:
    """Yield the pages and brochures of a build.

    Raises:
        CollectError: the path is not there, or `base_url` is no address.
    """
    root = disk.root_of(source, context)
    try:
        site = Site(source.base_url or _NOWHERE)
    except ValueError:
        raise CollectError(context.say("bad-address", url=source.base_url)) from None
    found: list[_File] = []
    for entry in disk.files(root, context):
        if isinstance(entry, Note):
            yield entry
        else:
            found.extend(_file(entry, root, site))
    found = [file for file in found if _wanted(file, source)]
    if not found:
        yield Note(context.say("no-files", path=context.relative(root), patterns="*.html, *.pdf, *.docx, *.pptx"))
    yield Expected(len(found))
    yield from _Build(source, context, site, found, _listed(root, site)).items()


def _file(path: Path, root: Path, site: Site) -> Iterable[_File]:
    relative = path.relative_to(root).as_posix() if path != root else path.name
    media_type = media.of_path(path.name)
    if media_type not in _READ or _ERROR_PAGE.fullmatch(relative):
        return
    base = site.start if site.start.endswith("/") else site.start + "/"
    url = canonical(base + quote(relative))
    if url is not None and media_type is not None:
        yield _File(path, relative, url, media_type)


def _wanted(file: _File, source: Source) -> bool:
    """Return whether the patterns choose a file, by its path in the build or the path of its address."""
    address = urlsplit(file.url).path
    chosen = selected(file.relative, source.include, ()) or selected(address, source.include, ())
    return chosen and not matches(file.relative, source.exclude) and not matches(address, source.exclude)


def _listed(root: Path, site: Site) -> frozenset[str]:
    """Return the addresses of the build's own sitemap: they tell whether `about.html` is published as `/about`."""
    sitemap = root / "sitemap.xml"
    if not sitemap.is_file() or sitemap.stat().st_size > media.MAX_PAGE_BYTES:
        return frozenset()
    listed = sitemaps.read(sitemap.read_bytes()).pages
    return frozenset(url for url in (site.own(canonical(page)) for page in listed) if url)


class _Build:
    """Reads the files of one build and keeps what only all pages together tell."""

    def __init__(
        self, source: Source, context: Context, site: Site, found: list[_File], listed: frozenset[str]
    ) -> None:
        self._source = source
        self._context = context
        self._site = site
        self._files = found
        self._listed = listed
        self._taken = {file.url for file in found}
        self._tally = Tally(context)

    def items(self) -> Iterator[Item]:
        """Yield the documents in the order of their paths, then what was noticed on the way."""
        for file in self._files:
            content = disk.load(file.path, media.max_bytes(file.media_type), self._context)
            if isinstance(content, Note):
                yield content
            elif file.media_type == media.HTML:
                yield from self._page(file, content)
            else:
                yield self._document(file, file.url, content, None)
        yield from self._tally.conclude(self._source.base_url or self._source.name)

    def _page(self, file: _File, content: bytes) -> Iterator[Item]:
        danger = pages.danger(content)
        if danger is not None:
            yield Note(self._context.say(danger, url=self._context.relative(file.path)), "partial")
            return
        page = pages.read(pages.decoded(content, None), file.url)
        if page.refresh not in (None, file.url):
            return
        self._tally.see(page, start=file.url == self._site.start)
        yield self._document(file, self._address(file, page), content, page)

    def _address(self, file: _File, page: pages.Page) -> str:
        """Return the address a page is published under: its canonical link or the sitemap may know a prettier one."""
        own = self._site.own(page.canonical)
        pretty = re.sub(r"\.x?html?$", "", file.url)
        for candidate in (own, pretty, pretty + "/"):
            if candidate is None or candidate in self._taken:
                continue
            known = candidate == own or (candidate in self._listed and file.url not in self._listed)
            if known and _same_page(candidate, file.url):
                self._taken.add(candidate)
                return candidate
        return file.url

    def _document(self, file: _File, url: str, content: bytes, page: pages.Page | None) -> Fetched:
        path = self._context.relative(file.path)
        published = self._source.base_url is not None
        document = RawDocument(
            source=self._source.name,
            key=url if published else path,
            media_type=file.media_type,
            content="",
            url=url if published else None,
            path=path,
            fetched_at=self._context.now,
        )
        own = self._site.own(page.canonical) if published and page is not None else None
        return self._tally.keep(Fetched.of(document, content), page, own)


def _same_page(one: str, other: str) -> bool:
    """Return whether two addresses differ in nothing but how a file is dressed up as a page."""
    return re.sub(r"(?:\.x?html?|/)$", "", one) == re.sub(r"(?:\.x?html?|/)$", "", other)
