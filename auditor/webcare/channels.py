"""Which channels a promise is about, and which channels a source is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from auditor.model import Claim, Term
from auditor.settings.model import Source
from auditor.webcare.lexicon import channel_words

SOCIAL: Final = "social"
# Ways to reach an organisation that "via social media" does not speak of.
NOT_SOCIAL: Final = frozenset(
    {"whatsapp", "email", "phone", "letter", "form", "chat", "sms", "dm", "counter", "app", "portal"}
)
# What no source is: for a promise of which it is unclear which channel it means.
_UNCLEAR: Final = "unclear"
_CLAUSE: Final = re.compile(r"[,;:.()]|\s[-–—]\s")
_BY_KIND: Final = {
    "bluesky": frozenset({"bluesky"}),
    "mastodon": frozenset({"mastodon"}),
    "x-archive": frozenset({"x"}),
    "linkedin-export": frozenset({"linkedin"}),
    "tiktok-export": frozenset({"tiktok"}),
    "youtube-takeout": frozenset({"youtube"}),
    "whatsapp": frozenset({"whatsapp"}),
    "x-api": frozenset({"x"}),
    "linkedin-api": frozenset({"linkedin"}),
    "facebook-api": frozenset({"facebook"}),
    "instagram-api": frozenset({"instagram"}),
    "threads-api": frozenset({"threads"}),
    "youtube-api": frozenset({"youtube"}),
    "telegram": frozenset({"telegram"}),
}
_META: Final = frozenset({"facebook", "instagram"})


def named_in(text: str) -> frozenset[str]:
    """Return the channels that a text names: "x", "facebook", "email", ... and "social" for social media at large."""
    return frozenset(channel for channel, pattern in channel_words().items() if pattern.search(text))


def scope_of(claim: Claim, term: Term, others: Sequence[Term]) -> frozenset[str]:
    """Return the channels that one term of a claim holds for; none where the claim does not say.

    The term's own scope comes first, then the words of the claim, then the headings above it, nearest first. Beside
    `others`, further reply times in the same claim, only the channels in its own part of the sentence count ("on social
    media within 2 hours, by e-mail within 2 days"); where that names none while the claim does, nothing matches.
    """
    own = frozenset(channel for word in term.scope for channel in _known(word))
    if others:
        part = named_in(_part(claim.text, term, others))
        return part or (frozenset({_UNCLEAR}) if own or named_in(claim.text) else frozenset())
    if own:
        return own
    for text in (claim.text, *reversed(claim.headings)):
        if named := named_in(text):
            return named
    return frozenset()


def _part(text: str, term: Term, others: Sequence[Term]) -> str:
    """Return the clause around a term, up to the terms on either side of it; nothing if the term cannot be found."""
    at = text.find(term.text) if term.text else -1
    if at < 0:
        return ""
    end = at + len(term.text)
    spots = [(spot, spot + len(other.text)) for other in others if other.text and (spot := text.find(other.text)) >= 0]
    start = max((stop for _, stop in spots if stop <= at), default=0)
    until = min((spot for spot, _ in spots if spot >= end), default=len(text))
    before, after = _CLAUSE.split(text[start:at]), _CLAUSE.split(text[end:until])
    return f"{before[-1]} {after[0]}"


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
