"""Which channels a claim holds for, and whether anything could show or refute it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from auditor.claims.phrases import words
from auditor.claims.sentence import lexicon
from auditor.claims.wordlists import word_list
from auditor.model import ClaimKind, Term
from auditor.settings.model import Settings, Source
from auditor.text.quantities import hedge_of

_BY_KIND: Final = {
    "bluesky": ("bluesky",),
    "mastodon": ("mastodon",),
    "x-archive": ("x", "twitter"),
    "meta-export": ("facebook",),
    "x-api": ("x", "twitter"),
    "linkedin-api": ("linkedin",),
    "facebook-api": ("facebook", "messenger"),
    "instagram-api": ("instagram",),
    "threads-api": ("threads",),
    "youtube-api": ("youtube",),
    "telegram": ("telegram",),
}
# Signals that leave something to check even where a promise is hedged and has no figures.
_CONCRETE: Final = ("free", "guarantee", "only_then", "money", "available")
_HEDGED: Final = ("aspire", "vague")


def channels(text: str, terms: Iterable[Term], settings: Settings) -> tuple[str, ...]:
    """Return the names of the social sources that a promise is about; empty when it is about all of them.

    Only platforms count that have a source here. "Social media" and channels without a source (e-mail, telephone) stay
    in the scope of the terms.
    """
    named = {scope for term in terms for scope in term.scope if scope in word_list("platforms")} | _mentioned(text)
    social = [source for source in settings.sources if source.role == "social"]
    return tuple(source.name for source in social if named & _platforms(source))


def _mentioned(text: str) -> set[str]:
    plain, shown = words(text).plain, words(text).shown
    return {
        word
        for index, word in enumerate(plain)
        if word in word_list("platforms")
        and shown[index][:1].isupper()
        and any(before in word_list("scope_words") for before in plain[max(0, index - 2) : index])
    }


def _platforms(source: Source) -> set[str]:
    known = set(_BY_KIND.get(source.kind, ()))
    return known | {part for part in source.name.lower().replace("_", "-").split("-") if part in word_list("platforms")}


def testable(text: str, kind: ClaimKind, terms: Sequence[Term], language: str | None) -> bool:
    """Whether anything could show or refute the claim.

    Only a promise can be untestable: one that is all effort ("we do our best", "zo snel mogelijk") and names no figure,
    price, guarantee or deed that somebody could check.
    """
    if kind != "promise" or terms or language is None:
        return True
    found = lexicon(language).signals.find(words(text).plain)
    hedged = any(name in found for name in _HEDGED) or hedge_of(text, language) == "aspirational"
    return not hedged or any(name in found for name in _CONCRETE)
