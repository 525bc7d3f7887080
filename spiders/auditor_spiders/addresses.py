"""Addresses in one spelling, and the signs of an address space that has no end."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import Final, Literal
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

MAX_LENGTH: Final = 2000
# Heritrix: more than 20 segments, or more than 2 equal ones in a row, is a trap; so is a group that comes three times.
_MAX_SEGMENTS: Final = 20
_REPEATED: Final = re.compile(r"(/[^?]+?)\1\1(?=/|$)")
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_TRACKING: Final = re.compile(
    r"(?:utm_[a-z]+|gclid|gbraid|wbraid|fbclid|msclkid|dclid|twclid|igshid|yclid|mc_[ce]id|_ga|_gl|_hs(?:enc|mi)"
    r"|hsctatracking|mkt_tok|pk_[a-z]+|mtm_[a-z]+)(?:=.*)?|(?:phpsessid|jsessionid|aspsessionid\w*|cftoken)=.*"
    # these names also stand for things that matter, such as a section
    r"|(?:sid|sessionid|session_id|cfid)=[0-9a-z-]{16,}",
    re.IGNORECASE,
)
_SESSION_IN_PATH: Final = re.compile(r";jsessionid=[^/?]*", re.IGNORECASE)
_INDEX: Final = re.compile(r"/index\.x?html?$", re.IGNORECASE)
_PATH_SAFE: Final = "/:@!$&'()*+,;=-._~%"
_QUERY_SAFE: Final = _PATH_SAFE + "?[]"

Target = Literal["page", "brochure", "other"]
BROCHURES: Final = frozenset({".pdf", ".docx", ".pptx"})
_OTHER_NAMES: Final = """
    7z aac ai apk asc atom avi avif bin bmp bz2 css csv dmg doc dot dotx eot eps epub exe flac flv gif gpx gz heic
    ico ics iso jar jpe jpeg jpg js json kml kmz log m3u m4a m4v map mid mjs mkv mobi mov mp3 mp4 mpeg mpg msi odp
    ods odt ogg ogv otf pkg png pot pps ppsx ppt ps psd rar rdf rss rtf sql svg svgz swf tar tgz tif tiff ttf txt
    vcf vcs wav webm webmanifest webp wma wmv woff woff2 xls xlsb xlsm xlsx xml xsd xsl xz yaml yml zip zst
"""
_OTHER: Final = frozenset(f".{name}" for name in _OTHER_NAMES.split())


@lru_cache(maxsize=65_536)
def canonical(url: str) -> str | None:
    """Return the one spelling of an http(s) address, or None for anything else.

    Lower-case scheme and host (IDNA), no default port, user, fragment, tracking or session parameter, no dot segments,
    one way of percent-encoding, and the folder instead of its `index.html`. Applying it twice changes nothing.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError):
        return None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not host or not re.fullmatch(r"[a-z0-9._:-]+", host):
        return None
    if ":" in host:
        host = f"[{host}]"
    place = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    address = urlunsplit((scheme, place, _path(parts.path), _query(parts.query), ""))
    return address if len(address) <= MAX_LENGTH else None


def joined(base: str, href: str) -> str | None:
    """Return the canonical address that `href` on the page `base` leads to, or None if it leads to no http(s) page."""
    link = href.strip()
    if not link or link.startswith("#"):
        return None
    try:
        return canonical(urljoin(base, link))
    except ValueError:
        return None


def _path(path: str) -> str:
    plain = _SESSION_IN_PATH.sub("", _encoded(path, _PATH_SAFE)) or "/"
    folder = plain.endswith(("/", "/.", "/.."))
    clean = posixpath.normpath(re.sub(r"/{2,}", "/", "/" + plain))
    if folder and clean != "/":
        clean += "/"
    return _INDEX.sub("/", clean)


def _query(query: str) -> str:
    kept = [part for part in query.split("&") if part and not _TRACKING.fullmatch(part)]
    return _encoded("&".join(kept), _QUERY_SAFE)


def _encoded(text: str, safe: str) -> str:
    """Return the text with unreserved characters plain and everything else percent-encoded, in upper case."""

    def one(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        plain = character.isascii() and (character.isalnum() or character in "-._~")
        return unquote_to_bytes(match[0]).decode("ascii") if plain else match[0].upper()

    # A percent sign that starts no escape is one itself.
    whole = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    return quote(re.sub(r"%([0-9A-Fa-f]{2})", one, whole), safe=safe, errors="replace")


def is_trap(url: str) -> bool:
    """Return whether the path repeats itself, or goes deeper than any site does on purpose."""
    path = urlsplit(url).path
    return path.count("/") > _MAX_SEGMENTS or _REPEATED.search(path) is not None


def shape(url: str) -> str:
    """Return the address with figures and parameter values left out: calendars and facets have few shapes."""
    parts = urlsplit(url)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return f"{parts.netloc}{re.sub(r'[0-9]+', '#', parts.path)}?{'&'.join(names)}"


def target(url: str) -> Target:
    """Return what an address leads to, as far as its ending tells: most pages have no ending."""
    extension = posixpath.splitext(urlsplit(url).path)[1].lower()
    if extension in BROCHURES:
        return "brochure"
    return "other" if extension in _OTHER else "page"


def origin(url: str) -> str:
    """Return `scheme://host:port` of an address, lower case and with the port always written out.

    Raises:
        ValueError: it is no http(s) address.
    """
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"not an http(s) address: {url}")
    return f"{scheme}://{parts.hostname.lower()}:{parts.port or _DEFAULT_PORTS[scheme]}"
