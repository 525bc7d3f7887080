"""The same page under several addresses: which one is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

# Two pages of one template share a frame, which sketches leave out; below this share they say different things, and a
# canonical link between them is a mistake (often: every page of a site pointing at the home page).
_ALIKE: Final = 0.8


@dataclass(frozen=True, slots=True)
class Kept:
    """What is remembered of a document to find its copies."""

    key: str
    content: str
    """sha256 of the bytes."""
    canonical: str | None = None
    """The address of this same site that the page calls its own, if it says so."""
    sketch: frozenset[int] = frozenset()


def preference(key: str) -> tuple[bool, int, int, str]:
    """Sort key of addresses of one page: without parameters, then shorter, then by letter."""
    return bool(urlsplit(key).query), key.count("/"), len(key), key


def copies(documents: Iterable[Kept]) -> dict[str, str]:
    """Return, for every document that is a copy, the key of the one that stays.

    A copy has the same bytes as another one, or says itself that its address is another one's and is as good as equal.
    """
    known = {document.key: document for document in documents}
    original: dict[str, str] = {}
    same: dict[str, list[Kept]] = defaultdict(list)
    for document in known.values():
        same[document.content].append(document)
    for group in same.values():
        if len(group) > 1:
            group.sort(key=lambda d: (d.canonical not in (None, d.key), *preference(d.key)))
            original |= {document.key: group[0].key for document in group[1:]}
    for document in known.values():
        other = known.get(document.canonical or "")
        if other is None or other.key == document.key or document.key in original:
            continue
        if other.canonical in (None, other.key) and alike(document.sketch, other.sketch) >= _ALIKE:
            original[document.key] = other.key
    return {key: _last(original, key) for key in sorted(original)}


def _last(original: dict[str, str], key: str) -> str:
    """Follow copies of copies to the one that stays. There is no circle: what stays is no copy."""
    steps = 0
    while key in original and steps <= len(original):
        key = original[key]
        steps += 1
    return key


def alike(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the estimated share of word triples that two texts have in common, 0 to 1."""
    size = min(len(one), len(other))
    if size == 0:
        return 1.0 if len(one) == len(other) else 0.0
    smallest = sorted(one | other)[: max(len(one), len(other))]
    return sum(1 for value in smallest if value in one and value in other) / len(smallest)
