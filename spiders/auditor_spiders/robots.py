"""robots.txt as RFC 9309 has it: groups by product token, the longest matching rule, `*` and `$`.

No regular expressions: a pattern is a list of literal pieces, so that matching stays linear in the path however the
pattern is made. The parser reads at most 500 KiB, the minimum that the RFC asks for (section 2.5); a parser in wide use
took 17 s for 8.7 MB.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote_to_bytes, urlsplit

MAX_BYTES: Final = 500 * 1024
_TOKEN = re.compile(r"[A-Za-z_-]+")
# RFC 3986 characters that stand for themselves in a path and query; `%` is handled before.
_SAFE = "/?:@!$&'()*+,;=-._~[]"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A path pattern of one Allow or Disallow line."""

    pieces: tuple[str, ...]
    anchored: bool
    """It ends in `$`: the path must end there too."""
    length: int
    """In octets; the longest pattern wins."""

    @classmethod
    def of(cls, text: str) -> Pattern:
        """Read the pattern of a rule."""
        plain = normal(text)
        anchored = plain.endswith("$")
        pieces = tuple((plain[:-1] if anchored else plain).split("*"))
        return cls(pieces, anchored, len(plain))

    def matches(self, path: str) -> bool:
        """Return whether the pattern matches a normalised path from its beginning."""
        first, *rest = self.pieces
        if not path.startswith(first):
            return False
        at = len(first)
        if not rest:
            return at == len(path) or not self.anchored
        last = rest.pop() if self.anchored else None
        for piece in rest:
            found = path.find(piece, at)
            if found < 0:
                return False
            at = found + len(piece)
        return last is None or (path.endswith(last) and len(path) - len(last) >= at)


@dataclass(frozen=True, slots=True)
class Robots:
    """What a robots.txt says to one crawler."""

    allow: tuple[Pattern, ...] = ()
    disallow: tuple[Pattern, ...] = ()
    crawl_delay: float | None = None
    sitemaps: tuple[str, ...] = ()

    def allows(self, url: str) -> bool:
        """Return whether the address may be fetched. robots.txt itself always may (section 2.2.2)."""
        parts = urlsplit(url)
        path = normal((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        if path == "/robots.txt":
            return True
        forbidden = _longest(self.disallow, path)
        return forbidden < 0 or _longest(self.allow, path) >= forbidden


ALLOW_ALL: Final = Robots()
FORBID_ALL: Final = Robots(disallow=(Pattern(("/",), anchored=False, length=1),))


def _longest(patterns: tuple[Pattern, ...], path: str) -> int:
    """Return the length of the longest pattern that matches, or -1. They are sorted by length, longest first."""
    return next((pattern.length for pattern in patterns if pattern.matches(path)), -1)


def normal(path: str) -> str:
    """Return a path or pattern with one spelling per character: UTF-8 percent-encoded, hexadecimals in upper case."""
    kept = re.sub(
        r"%([0-9A-Fa-f]{2})",
        lambda match: f"%{match[1].upper()}" if _reserved(match[1]) else unquote_to_bytes(match[0]).decode("latin-1"),
        path,
    )
    return quote(kept, safe=_SAFE + "%")


def _reserved(hexadecimal: str) -> bool:
    """Return whether an encoded octet must stay encoded: it is no unreserved character (RFC 3986, section 2.3)."""
    character = chr(int(hexadecimal, 16))
    return not (character.isascii() and (character.isalnum() or character in "-._~"))


def parse(content: bytes, token: str) -> Robots:
    """Read a robots.txt for the crawler with this product token.

    Args:
        content: the bytes of the file; only the first 500 KiB count.
        token: the product token, such as `auditor`; compared without case.
    """
    if len(content) > MAX_BYTES:  # a rule that is cut in half would say something else
        content = content[:MAX_BYTES].rpartition(b"\n")[0]
    lines = _lines(content)
    wanted = token.lower() if token.lower() in _agents(lines) else "*"
    allow: list[Pattern] = []
    disallow: list[Pattern] = []
    delay: float | None = None
    sitemaps: list[str] = []
    group: set[str] = set()
    in_header = False
    for key, value in lines:
        if key == "user-agent":
            group = group | {_agent(value)} if in_header else {_agent(value)}
            in_header = True
            continue
        if key == "sitemap":  # belongs to no group and ends none
            sitemaps.append(value)
            continue
        in_header = False
        if wanted not in group:
            continue
        if key == "allow" and value:
            allow.append(Pattern.of(value))
        elif key == "disallow" and value:
            disallow.append(Pattern.of(value))
        elif key == "crawl-delay" and delay is None:
            delay = _seconds(value)
    return Robots(_sorted(allow), _sorted(disallow), delay, tuple(dict.fromkeys(sitemaps)))


def _lines(content: bytes) -> list[tuple[str, str]]:
    text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    found = []
    for line in re.split(r"\r\n|\r|\n", text):
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            found.append((key.strip().lower(), value.strip()))
    return found


def _agents(lines: list[tuple[str, str]]) -> set[str]:
    return {_agent(value) for key, value in lines if key == "user-agent"}


def _agent(value: str) -> str:
    """Return the product token of a User-agent line: `Auditor/1.0` is for `auditor`."""
    if value.startswith("*"):
        return "*"
    match = _TOKEN.match(value)
    return match[0].lower() if match else ""


def _sorted(patterns: list[Pattern]) -> tuple[Pattern, ...]:
    return tuple(sorted(dict.fromkeys(patterns), key=lambda pattern: -pattern.length))


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if 0 <= seconds < float("inf") else None
