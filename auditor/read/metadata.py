"""What a page says about itself outside its text: JSON-LD, meta elements, its own profiles elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit, urlunsplit

from auditor.read.dates import read_date
from auditor.read.outline import cleaned

if TYPE_CHECKING:
    from datetime import datetime

    from selectolax.lexbor import LexborHTMLParser

Facts = tuple[tuple[str, str], ...]

MAX_JSON: Final = 1_000_000
MAX_FACTS: Final = 200
_ORGANISATION = re.compile(
    r"Organi[sz]ation|Business|Corporation|NGO|Store|Agency|Restaurant|Hotel|Library|Museum|School|Hospital|Clinic|Bank|Office|"
    r"Brand|Service$|Shop|Dentist|Attorney|Place$"
)
_PLAIN = (
    "name", "legalName", "telephone", "faxNumber", "email", "foundingDate", "slogan", "vatID", "taxID", "priceRange",
    "openingHours", "numberOfEmployees",
)  # fmt: skip
_ADDRESS = ("streetAddress", "postalCode", "addressLocality", "addressRegion", "addressCountry")
_ABOUT_THE_PAGE = ("@graph", "mainEntity", "publisher", "isPartOf", "mainEntityOfPage", "itemListElement", "item")
_DAYS = {
    "Monday": "Mo",
    "Tuesday": "Tu",
    "Wednesday": "We",
    "Thursday": "Th",
    "Friday": "Fr",
    "Saturday": "Sa",
    "Sunday": "Su",
}


@dataclass(frozen=True, slots=True)
class Metadata:
    """Plain facts and dates of one page. `questions` are the (question, answer) pairs of an FAQPage in JSON-LD."""

    title: str | None
    site: str | None
    description: str | None
    description_line: int | None
    canonical: str | None
    published: datetime | None
    types: tuple[str, ...]
    facts: Facts
    links: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]


def of_page(tree: LexborHTMLParser, base: str | None, line_attribute: str) -> Metadata:
    """Return the metadata of a parsed page. `base` is its address, against which relative links are resolved."""
    meta, lines = _meta(tree, line_attribute)
    nodes = [node for text in _json_ld(tree) for node in _nodes(text)]
    types = tuple(dict.fromkeys(name for node in nodes for name in _types(node)))
    title = tree.css_first("title")
    canonical = tree.css_first("link[rel=canonical]")
    href = canonical.attributes.get("href") if canonical is not None else None
    return Metadata(
        title=cleaned(meta.get("og:title") or (title.text() if title is not None else "")).replace("\n", " ") or None,
        site=meta.get("og:site_name"),
        description=cleaned(meta.get("description") or meta.get("og:description") or "") or None,
        description_line=lines.get("description", lines.get("og:description")),
        canonical=urljoin(base or "", href) if href else None,
        published=_published(tree, meta, nodes),
        types=types,
        facts=tuple(dict.fromkeys([*_facts(nodes), *_contacts(tree)]))[:MAX_FACTS],
        links=_links(tree, nodes, base),
        questions=tuple(_questions(nodes)),
    )


def _meta(tree: LexborHTMLParser, line_attribute: str) -> tuple[dict[str, str], dict[str, int]]:
    found: dict[str, str] = {}
    lines: dict[str, int] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        content = (attributes.get("content") or "").strip()
        if name and content and name not in found:
            found[name] = content
            line = attributes.get(line_attribute) or ""
            if line.isdigit():
                lines[name] = int(line)
    return found, lines


def _json_ld(tree: LexborHTMLParser) -> Iterator[Any]:
    for node in tree.css('script[type="application/ld+json"]'):
        text = node.text(deep=True) or ""
        if len(text) > MAX_JSON:
            continue
        try:
            yield json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue  # broken JSON-LD is common and says nothing; the page's text is read all the same


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the typed objects that are about the page or its publisher; an event's venue, say, is somebody else."""
    if depth > 12:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key in _ABOUT_THE_PAGE:
            if isinstance(value.get(key), dict | list):
                yield from _nodes(value[key], depth + 1)


def _types(node: dict[str, Any]) -> list[str]:
    types = node.get("@type")
    return [name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)]


def _facts(nodes: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        types = _types(node)
        if _is_organisation(node):
            yield from _organisation(node)
        if "Product" in types and isinstance(node.get("name"), str):
            for offer in _listed(node.get("offers")):
                if isinstance(offer, dict) and offer.get("price") not in {None, ""}:
                    yield f"price {cleaned(node['name'])}", f"{offer['price']} {offer.get('priceCurrency', '')}".strip()


def _is_organisation(node: dict[str, Any]) -> bool:
    return any(_ORGANISATION.search(name) for name in _types(node))


def _organisation(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key in _PLAIN:
        for value in _listed(node.get(key)):
            if isinstance(value, str | int | float) and cleaned(str(value)):
                yield key, cleaned(str(value))
    for address in _listed(node.get("address")):
        if isinstance(address, str):
            yield "address", cleaned(address)
        elif isinstance(address, dict):
            parts = [cleaned(address[key]) for key in _ADDRESS if isinstance(address.get(key), str)]
            if parts:
                yield "address", ", ".join(parts)
    for hours in _listed(node.get("openingHoursSpecification")):
        if isinstance(hours, dict) and hours.get("opens") and hours.get("closes"):
            days = [str(day).rsplit("/", 1)[-1] for day in _listed(hours.get("dayOfWeek"))]
            short = ",".join(_DAYS.get(day, day) for day in days)
            yield "openingHours", f"{short} {str(hours['opens'])[:5]}-{str(hours['closes'])[:5]}".strip()


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _contacts(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Yield the ("tel", number) and ("mailto", address) that the page links to: whose they are, its text says."""
    for node in tree.css('a[href^="tel:"],a[href^="mailto:"]'):
        scheme, _, rest = (node.attributes.get("href") or "").partition(":")
        value = rest.partition("?")[0].strip()
        if value:
            yield scheme, value


def _published(tree: LexborHTMLParser, meta: dict[str, str], nodes: list[dict[str, Any]]) -> datetime | None:
    candidates: list[object] = [node["datePublished"] for node in nodes if "datePublished" in node]
    candidates = [meta.get("article:published_time"), *candidates]
    candidates += [
        meta.get(name) for name in ("datepublished", "date", "dcterms.issued", "dcterms.date", "dc.date", "pubdate")
    ]
    for node in tree.css("article time[datetime],main time[datetime],time[itemprop=datePublished],time[pubdate]")[:1]:
        candidates.append(node.attributes.get("datetime"))
    return next((found for found in map(read_date, candidates) if found is not None), None)


def _links(tree: LexborHTMLParser, nodes: list[dict[str, Any]], base: str | None) -> tuple[str, ...]:
    """Return the addresses of profiles that the page declares as the organisation's own (sameAs, rel=me), sorted.

    Icons in headers and footers are the collectors' to follow; they see all pages of a site.
    """
    found = [
        link
        for node in nodes
        if _is_organisation(node)
        for link in _listed(node.get("sameAs"))
        if isinstance(link, str)
    ]
    anchors = tree.css("a[rel~=me][href],link[rel~=me][href]")
    found += [urljoin(base or "", (anchor.attributes.get("href") or "").strip()) for anchor in anchors]
    return tuple(sorted({_bare(link) for link in found if re.match(r"https?://[^/\s]+/\S", link)}))


def _bare(link: str) -> str:
    """Return a profile's address without query, fragment and closing slash."""
    parts = urlsplit(link)
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path.rstrip("/"), "", ""))


def _questions(nodes: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if "Question" not in _types(node):
            continue
        for answer in _listed(node.get("acceptedAnswer")):
            if isinstance(answer, dict) and isinstance(answer.get("text"), str) and isinstance(node.get("name"), str):
                yield node["name"], answer["text"]
