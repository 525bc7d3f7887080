"""Cut away what a page repeats around its content: navigation, footers, cookie banners, share bars, breadcrumbs.

The rules are those that were measured best on 168 corporate pages (WCXB, benchmarks/extraction): names of parts, roles,
link density. They keep hero texts, cards, accordions and forms' explanations, which article extractors lose.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from auditor.read.tree import HEADINGS, Node, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMED = re.compile(
    r"cookie|consent|gdpr|onetrust|newsletter|nieuwsbrief|subscribe|breadcrumb|kruimel|"
    r"(?:^|[-_ ])(?:nav|navbar|menu|hoofdmenu|megamenu|footer|sidebar|share|delen|socials?|sharing|skip|skiplink|modal|"
    r"popup|pagination|paginering|related|gerelateerd|advert|ads?|promo)(?:$|[-_ ])",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"(?:^|[-_ ])(?:sr-only|visually-?hidden|screen-reader(?:-text)?)(?:$|[-_ ])", re.IGNORECASE)
_NEVER_NAMED = frozenset({"body", "html", "main", "article", *HEADINGS})
_LISTS = frozenset({"ul", "ol", "div", "section", "p", "table", "dl"})

MAIN_ENOUGH: Final = 250
"""Visible characters from which <main> is taken at its word; shorter ones are often an empty shell."""
NAMED_SHARE: Final = 0.4
LINKED_SHARE: Final = 0.75
MAX_ID_HYPHENS: Final = 3
"""A longer id was made from the text of a heading ("kennis-delen-met-de-buurt") and names no part of the page."""
BAR: Final = 400
"""A header without a first-level heading is a bar when it has fewer visible characters."""


def content(body: Node, mains: Sequence[Node]) -> list[Node]:
    """Return the parts of the page that hold its content, in order, pruned. The tree is changed in place.

    `mains` are the `main` elements of the page. Usually one of them is the answer, and before it the part outside it
    that holds the page's h1 (a hero).
    """
    _prune(body, body.length)
    main = max(mains, key=lambda node: node.length, default=None)
    if main is None or (main.length < MAIN_ENOUGH and main.length < 0.5 * body.length):
        return [body]
    hero = None if main.heading == 1 else _hero(body, main)
    return [hero, main] if hero is not None else [main]


def _prune(node: Node, total: int) -> None:
    """Drop bars, parts that are named as boilerplate and parts that are mostly links, from the innermost outwards."""
    kept: list[Node | Text] = []
    for child in node.children:
        if isinstance(child, Node):
            if _is_named(child, total) or _is_bar(child) or _is_unseen(child):
                continue
            _prune(child, total)
            if _is_link_list(child):
                _drop_heading_above(kept)
                continue
        kept.append(child)
    node.children = kept
    node.measure()


def _drop_heading_above(kept: list[Node | Text]) -> None:
    """Drop "Contents" or "See also" from the end of `kept` together with the links that stood under it."""
    for child in reversed(kept):
        if isinstance(child, Node):
            if child.tag in HEADINGS and child.tag != "h1":
                kept.remove(child)
            return
        if child.length:
            return


def _is_named(node: Node, total: int) -> bool:
    if node.tag in _NEVER_NAMED or node.length >= NAMED_SHARE * total:
        return False
    names = node.attributes.get("class") or ""
    name = node.attributes.get("id") or ""
    if name.count("-") < MAX_ID_HYPHENS:
        names = f"{names} {name}"
    return _is_boilerplate(names)


@lru_cache(maxsize=20_000)  # the same few hundred names stand on every page of a site
def _is_boilerplate(names: str) -> bool:
    return bool(_NAMED.search(names))


def _is_unseen(node: Node) -> bool:
    name = node.attributes.get("class")
    return name is not None and node.length < 200 and _is_hidden_from_sight(name)


@lru_cache(maxsize=20_000)
def _is_hidden_from_sight(names: str) -> bool:
    return bool(_UNSEEN.search(names))


def _is_bar(node: Node) -> bool:
    return node.tag == "header" and node.heading != 1 and node.length < BAR


def _is_link_list(node: Node) -> bool:
    if node.tag not in _LISTS or not 0 < node.length <= 3000 or node.heading <= 3:
        return False
    return node.linked > LINKED_SHARE * node.length


def _hero(body: Node, main: Node) -> Node | None:
    """Return the largest part outside `main` that holds the page's h1, unless it is larger than a hero."""
    for child in body.elements():
        if child is main or child.heading != 1:
            continue
        if _holds(child, main):
            return _hero(child, main)
        return child if child.length < 1500 else None
    return None


def _holds(node: Node, wanted: Node) -> bool:
    return any(child is wanted or _holds(child, wanted) for child in node.elements())
