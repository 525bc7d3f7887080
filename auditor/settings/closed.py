"""What is refused before anything is fetched: networks whose terms forbid such readers, and the lawful way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from auditor.settings.model import Source

_FACEBOOK: Final = ("Facebook", "kind facebook-api with a page token of your own, or kind meta-export")
_INSTAGRAM: Final = ("Instagram", "kind instagram-api with a token of your own, or kind meta-export")
_LINKEDIN: Final = ("LinkedIn", "kind linkedin-api with a token of your own, or your own export")
_THREADS: Final = ("Threads", "kind threads-api with a token of your own")
_TIKTOK: Final = ("TikTok", "your own export of the account")
_X: Final = ("X", "kind x-api with a token of your own, or kind x-archive with the archive of your account")
_CLOSED: Final[Mapping[str, tuple[str, str]]] = {
    "facebook.com": _FACEBOOK,
    "fb.com": _FACEBOOK,
    "instagram.com": _INSTAGRAM,
    "linkedin.com": _LINKEDIN,
    "lnkd.in": _LINKEDIN,
    "threads.com": _THREADS,
    "threads.net": _THREADS,
    "tiktok.com": _TIKTOK,
    "twitter.com": _X,
    "x.com": _X,
}
"""Registered domain -> the name of the network, and how it can be read lawfully."""
_READ_AS_PAGES: Final = ("web", "feed", "mastodon", "bluesky", "telegram")
_OPT_IN: Final = (
    "Telegram's public preview (t.me/s/...) is no documented interface, and its terms do not say whether programs may "
    "read it. It is read only if you say that you want it: `opt_in: true`"
)


def closed_network(url: str) -> tuple[str, str] | None:
    """Return name and lawful way of the network that an address belongs to; None where it may be read."""
    host = (urlsplit(url).hostname or "").lower().rstrip(".")
    parts = host.split(".")
    return next((_CLOSED[name] for at in range(len(parts)) if (name := ".".join(parts[at:])) in _CLOSED), None)


def refusals(source: Source) -> Iterator[tuple[str, str]]:
    """Yield (key, reason) for what must not be read as the source asks."""
    if source.kind in _READ_AS_PAGES:
        for key in ("url", "api"):
            found = closed_network(getattr(source, key) or "")
            if found is not None:
                network, way = found
                yield key, f"{network} forbids being read by a program that opens its pages. The lawful way: {way}"
        for host in source.subdomains:
            if closed_network(f"https://{host}") is not None:
                yield "subdomains", f"{host} belongs to a network that forbids being read by a program"
    if source.kind == "telegram" and not source.opt_in:
        yield "kind", _OPT_IN
