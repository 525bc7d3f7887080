"""Text of pages and posts made safe to show: no control characters, and nobody else's name or words.

Escaping for a format (HTML, Markdown, annotations) is that format's own business; this comes before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from auditor.model import Evidence, Results

_ANSI: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
# These two are invisible and yet part of what a reader sees: they join and part letters and emoji.
_JOINERS: Final = "\u200c\u200d"

# "@name", "@name.example" and "@name@server.example", also behind a slash in a profile's address, but never the
# second half of an e-mail address.
_HANDLE: Final = re.compile(r"(?<![\w@.%+-])@(\w(?:[\w.-]*\w)?(?:@[\w-]+(?:\.[\w-]+)+)?)")

# Words in the addresses of posts that stand before and after the name of an account.
_BEFORE_NAME: Final = frozenset({"profile", "users", "user", "u", "in", "people"})
_AFTER_NAME: Final = frozenset({"status", "statuses", "posts", "post", "p", "reel", "videos"})

HIDDEN_HANDLE: Final = "@…"
HIDDEN_QUOTE: Final = "[…]"


def visible(text: str) -> str:
    """Return `text` with only what a reader sees, and its white space.

    Gone are control characters (ESC, which starts every ANSI sequence, with the whole sequence), bidi marks, overrides
    and isolates, tags, soft hyphens, private and unassigned characters; a lone surrogate becomes U+FFFD.
    """
    if text.isprintable():
        return text
    return "".join(map(_seen, _ANSI.sub("", text)))


def _seen(char: str) -> str:
    if char.isprintable() or char in _JOINERS:
        return char
    if char.isspace():
        return " "
    return "\ufffd" if "\ud800" <= char <= "\udfff" else ""


def clean(text: str) -> str:
    """Return `text` in one line with only what a reader sees (`visible`), single spaces between the words."""
    return " ".join(visible(text).split())


@dataclass(frozen=True, slots=True)
class Redactor:
    """Shows texts with other people's handles and words left out; switched off, it only cleans."""

    active: bool
    own: frozenset[str] = frozenset()
    customers_urls: frozenset[str] = frozenset()

    def text(self, text: str) -> str:
        """Return `text` cleaned, with handles that are not the organisation's own as "@…"."""
        return self.handles(clean(text))

    def handles(self, text: str) -> str:
        """Return `text` as it is, but for handles that are not the organisation's own."""
        return _HANDLE.sub(self._handle, text) if self.active else text

    def hides(self, evidence: Evidence) -> bool:
        """Whether the evidence is a customer's message, which is described and not shown; or its words are gone."""
        return evidence.redacted or (self.active and not evidence.author_is_org)

    def hides_url(self, url: str | None) -> bool:
        """Whether the address is that of a customer's message and names the customer.

        One that only holds a number, or the name of the organisation whose post it stands under, stays: somebody has
        to find the message to answer it.
        """
        return self.active and url in self.customers_urls and any(not self._is_own(name) for name in _names(url or ""))

    def _handle(self, found: re.Match[str]) -> str:
        return found[0] if self._is_own(found[1]) else HIDDEN_HANDLE

    def _is_own(self, handle: str) -> bool:
        plain = handle.lower()
        return plain in self.own or plain.partition("@")[0] in self.own


def _names(url: str) -> Iterable[str]:
    """Yield the names of accounts in the address of a message: /@name/1, /profile/name/post/1, /name/status/1."""
    try:
        parts = [unquote(part) for part in urlsplit(url).path.split("/") if part]
    except ValueError:
        return
    for before, part, after in zip(["", *parts], parts, [*parts[1:], ""], strict=False):
        named = part.startswith("@") or before in _BEFORE_NAME or (after in _AFTER_NAME and before == "")
        if named and part not in _BEFORE_NAME and not part.startswith("did:"):
            yield part.removeprefix("@")


def redactor_for(handles: Iterable[str], customers_urls: Iterable[str], *, active: bool) -> Redactor:
    """Return the redactor for texts outside results, with the organisation's own accounts and the addresses of messages
    of others.
    """
    plain = [handle.lower().removeprefix("@") for handle in handles]
    return Redactor(active, frozenset({*plain, *(name.partition("@")[0] for name in plain)}), frozenset(customers_urls))


def redactor_of(results: Results, *, active: bool) -> Redactor:
    """Return the redactor that knows the organisation's own handles and the customers' messages of `results`."""
    evidence = list(_all_evidence(results))
    # A comment may carry the address of the organisation's own post that it stands under.
    own_urls = {item.url for item in evidence if item.author_is_org}
    return Redactor(
        active=active,
        own=frozenset(_own_handles(results)),
        customers_urls=frozenset(e.url for e in evidence if e.url and not e.author_is_org and e.url not in own_urls),
    )


def _all_evidence(results: Results) -> Iterable[Evidence]:
    for verdict in results.verdicts:
        yield from verdict.evidence
    for finding in results.findings:
        yield from finding.evidence


def _own_handles(results: Results) -> Iterable[str]:
    """The accounts of the run, and those of the profiles that the organisation's own pages link to."""
    for handle in results.run.handles:
        plain = handle.lower().removeprefix("@")
        yield plain
        yield plain.partition("@")[0]
    for source in results.sources:
        for address in source.discovered:
            try:
                path = urlsplit(address).path
            except ValueError:
                continue
            yield from (part.lower().removeprefix("@") for part in path.split("/") if part)
