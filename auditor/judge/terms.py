"""What the typed terms of a unit say against those of a claim: the same, at least as good, or in conflict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from auditor.judge.units import Unit
from auditor.model import Claim, Term
from auditor.text.compare import compare_terms
from auditor.text.quantities import read_terms

TermLabel = Literal["same", "compatible", "conflict", "unrelated", "none"]
# Platforms on which an organisation talks in public; a promise for "social" holds for each of them.
SOCIAL: Final = frozenset({
    "bluesky", "facebook", "instagram", "linkedin", "mastodon", "pinterest", "snapchat", "social", "threads", "tiktok",
    "twitter", "x", "youtube",
})  # fmt: skip
_TALK: Final = frozenset({"response_time", "availability"})


@dataclass(frozen=True, slots=True)
class TermView:
    """The label that decides among all pairs of terms, with the words for it and the two terms."""

    label: TermLabel = "none"
    why: str = ""
    claimed: Term | None = None
    stated: Term | None = None


def unit_terms(unit: Unit) -> tuple[Term, ...]:
    """Return the terms that `unit` states. A reply time without a channel is about the channel it stands on."""
    found: list[Term] = []
    for statement in unit.statements:
        found += read_terms(
            statement.text,
            statement.language,
            headings=statement.headings,
            label=statement.label,
            published=statement.published,
        )
    platform = unit.first.post.platform if unit.first.post else unit.source
    return tuple(
        replace(term, scope=(platform,)) if term.metric in _TALK and not term.scope else term for term in found
    )


def bearing(claim: Claim, stated: Sequence[Term]) -> TermView:
    """Return how `stated` terms bear on the terms of `claim`.

    A claim term that some stated term equals is not in conflict with the others. Of several claim terms, a conflict
    outranks the rest, then equality, then being at least as good.
    """
    views = []
    for claimed in claim.terms:
        found = []
        for term in stated:
            if not same_scope(claimed.scope, term.scope):
                continue
            result = compare_terms(claimed, term)
            found.append(TermView(result.label, result.why, claimed, term))
        for label in ("same", "compatible", "conflict"):
            match = next((view for view in found if view.label == label), None)
            if match:
                views.append(match)
                break
    order: tuple[TermLabel, ...] = ("conflict", "same", "compatible")
    for label in order:
        for view in views:
            if view.label == label:
                return view
    return TermView("unrelated" if claim.terms and stated else "none")


def same_scope(promised: Sequence[str], stated: Sequence[str]) -> bool:
    """Whether terms for `stated` channels or topics can bear on terms for `promised` ones. Nothing named: all."""
    a, b = {name.lower() for name in promised}, {name.lower() for name in stated}
    if not a or not b or a & b:
        return True
    return ("social" in a and bool(b & SOCIAL)) or ("social" in b and bool(a & SOCIAL))


def about_platform(claim: Claim, source: str, platforms: frozenset[str]) -> bool:
    """Whether `claim` is about the channel `source`, whose posts stand on `platforms`."""
    if claim.channels:
        return source in claim.channels
    scopes = [frozenset(name.lower() for name in term.scope) for term in claim.terms if term.metric in _TALK]
    named = frozenset().union(*scopes) if scopes else frozenset()
    return not named or "social" in named or bool(named & platforms)
