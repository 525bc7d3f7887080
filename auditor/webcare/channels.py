"""Which channels a promise is about, and which channels a source is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from auditor.model import Claim, Term
from auditor.settings.model import Source
from auditor.webcare.lexicon import channel_words

SOCIAL: Final = "social"
# Ways to reach an organisation that "via social media" does not speak of.
NOT_SOCIAL: Final = frozenset(
    {"whatsapp", "email", "phone", "letter", "form", "chat", "sms", "counter", "app", "portal"}
)
_BY_KIND: Final = {
    "bluesky": frozenset({"bluesky"}),
    "mastodon": frozenset({"mastodon"}),
    "x-archive": frozenset({"x"}),
}
_META: Final = frozenset({"facebook", "instagram"})


def named_in(text: str) -> frozenset[str]:
    """Return the channels that a text names: "x", "facebook", "email", ... and "social" for social media at large."""
    return frozenset(channel for channel, pattern in channel_words().items() if pattern.search(text))


def scope_of(claim: Claim, term: Term, *, alone: bool) -> frozenset[str]:
    """Return the channels that one term of a claim holds for; none where it does not say.

    The term's own scope comes first. Where it has none, the words of the claim decide if this is its only reply time
    (`alone`), and then the headings above it, nearest first.
    """
    own = frozenset(channel for word in term.scope for channel in _known(word))
    if own or not alone:
        return own
    for text in (claim.text, *reversed(claim.headings)):
        if named := named_in(text):
            return named
    return frozenset()


def channels_of(source: Source, platform: str | None = None) -> frozenset[str]:
    """Return the channels that a source is, or one message of it on `platform` (an export may mix several)."""
    if source.kind in _BY_KIND:
        return _BY_KIND[source.kind]
    named = frozenset[str]().union(*map(_known, filter(None, (platform,))))
    if named:
        return named
    if source.kind == "meta-export":
        return _META
    return _known(source.name)


def _known(word: str) -> frozenset[str]:
    plain = word.strip().casefold()
    if plain in channel_words():
        return frozenset({plain})
    return named_in(plain)


def covers(scope: Iterable[str], here: frozenset[str]) -> bool:
    """Return whether a promise for the channels in `scope` holds on the channels `here`."""
    wanted = frozenset(scope)
    return bool(wanted & here) or (SOCIAL in wanted and not here & NOT_SOCIAL)
