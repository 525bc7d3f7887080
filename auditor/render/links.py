"""Addresses in reports: only http(s), and with a text fragment that jumps to the sentence on the live page."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlsplit

from auditor.model import Place, stable_id

_KEEP: Final = ":/?#[]@!$&'()*+,;=%~-._"
# Up to this length a text is matched whole. A longer one is given by its first and last words, which keeps the
# address short and survives markup in between.
_WHOLE: Final = 72
_END: Final = 28
# A name (of any script), or an IPv6 address, which stands in brackets that `hostname` leaves out. A browser refuses
# anything else, and a link that leads nowhere is no link.
_HOST: Final = re.compile(r"(?:[\w-]+\.)*[\w-]+\.?|[0-9a-f:]+(?:[\d.]+)?")
_OFFICE: Final = (".pdf", ".docx", ".doc", ".pptx", ".ppt", ".txt", ".md", ".zip", ".csv")


def web_url(url: str | None) -> str | None:
    """Return `url` ready for an href, or None if it is not a plain http(s) address.

    An address with a user name in it is refused: "https://bank.example@elsewhere.example" looks like what it is not.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        named = parts.username is not None or parts.password is not None
        host = parts.hostname
        _ = parts.port  # raises for one that is no number
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host or named or not _HOST.fullmatch(host):
        return None
    return quote(parts.geturl().encode("utf-8", "replace").decode(), safe=_KEEP)


def text_fragment(text: str) -> str:
    """Return the directive `text=...` that makes a browser look for `text`; empty if there is nothing to look for.

    Percent-encodes everything but letters, digits and `_.~`: `-`, `,` and `&` separate the directive's own parts
    (https://wicg.github.io/scroll-to-text-fragment/).
    """
    plain = " ".join(text.split())
    if not plain:
        return ""
    words = plain.split(" ")
    if len(plain) <= _WHOLE or len(words) < 8:
        return f"text={_encoded(plain)}"
    return f"text={_encoded(_first(words))},{_encoded(' '.join(reversed(_first(words[::-1]).split(' '))))}"


def _first(words: list[str]) -> str:
    taken = words[:3]
    for word in words[3 : len(words) // 2]:
        if len(" ".join(taken)) >= _END:
            break
        taken.append(word)
    return " ".join(taken)


def _encoded(text: str) -> str:
    return quote(text.encode("utf-8", "replace").decode(), safe="").replace("-", "%2D")


def deep_link(url: str | None, text: str = "", page: int | None = None) -> str | None:
    """Return an href for `url` that opens at `text` (a page) or at `page` (a PDF); None if `url` is not http(s)."""
    plain = web_url(url)
    if plain is None:
        return None
    path = urlsplit(plain).path.lower()
    if path.endswith(".pdf"):
        return f"{plain.partition('#')[0]}#page={page}" if page else plain
    directive = "" if path.endswith(_OFFICE) else text_fragment(text)
    if not directive:
        return plain
    if ":~:" in plain:
        return f"{plain}&{directive}"
    return f"{plain}{'' if '#' in plain else '#'}:~:{directive}"


def short_url(url: str) -> str:
    """Return the address as people write it: no scheme, no www, no query, no slash at the end."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}" if host else url


def file_place(place: Place) -> str:
    """Return `path:line` of a file, or its path; empty if the place is no file."""
    if not place.path:
        return ""
    return f"{place.path}:{place.line}" if place.line else place.path


def anchor(prefix: str, ident: str) -> str:
    """Return an id for an element: the given one where it is a plain word, else a stable one made from it."""
    plain = re.fullmatch(r"[A-Za-z0-9_-]{1,60}", ident)
    return f"{prefix}-{ident if plain else stable_id(ascii(ident))}"
