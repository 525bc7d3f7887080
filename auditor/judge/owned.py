"""Claims of the organisation's own that do not go together: other terms for one thing, or another mission."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from auditor.judge.phrases import Language, phrase
from auditor.judge.terms import bearing, claim_terms
from auditor.model import Claim, Encode, OwnedConflict, Term
from auditor.settings import Settings
from auditor.text.compare import Comparison, compare
from auditor.text.overlap import overlap
from auditor.text.words import words

# Two promises are about one thing when they share most of their words, or their meaning stands out among all pairs.
_SUBJECT: Final = 0.5
# Metrics that measure all sorts of services: the same one on both sides does not say that it is one service.
_GENERAL: Final = frozenset({"deadline", "lead_time", "duration", "count", "share"})
_LIKE: Final = 0.7  # likeness of subjects from which a conflict needs no other sign that both are about one thing
_SAME_MEANING: Final = 0.75
_DATES: Final = frozenset({"deadline", "start_date"})


def owned_conflicts(
    claims: Sequence[Claim], *, settings: Settings, encode: Encode, now: datetime | None = None
) -> tuple[OwnedConflict, ...]:
    """Return the pairs of claims that contradict each other, in the order of the claims.

    Terms conflict between two claims on one subject that stand on different pages or sources. Missions drift when
    two sources each state one that the other does not have, and they do not mean the same. `now` tells what is still
    to come; without it, no date is.
    """
    if len(claims) < 2:
        return ()
    rows = encode([claim.text for claim in claims])
    cosine = rows @ rows.T
    names = {w for name in (settings.organisation.name, *settings.organisation.aliases) for w in words(name)}
    shared = overlap([c.text for c in claims], [c.text for c in claims], ignore=names).share
    subject = np.maximum((shared + shared.T) / 2, _ranked(cosine))
    found = (*_terms(claims, subject, settings.report.language, encode, now), *_missions(claims, cosine, settings))
    order = {claim.id: k for k, claim in enumerate(claims)}
    return tuple(sorted(found, key=lambda pair: (order[pair.claim_a.id], order[pair.claim_b.id], pair.kind)))


def _ranked(cosine: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return where each similarity stands among those of all pairs, 0 to 1, squeezed so that only the top counts."""
    upper = cosine[np.triu_indices(len(cosine), 1)]
    standing = (cosine - upper.mean()) / max(float(upper.std()), 1e-3)
    result: NDArray[np.float32] = (1 / (1 + np.exp(-(standing - 3)))).astype(np.float32)
    return result


def _terms(
    claims: Sequence[Claim],
    subject: NDArray[np.float32],
    language: Language,
    encode: Encode,
    now: datetime | None,
) -> Iterator[OwnedConflict]:
    """Yield pairs whose terms conflict."""
    stated = [claim_terms(claim) for claim in claims]
    for i, j in combinations(range(len(claims)), 2):
        a, b = claims[i], claims[j]
        if not a.terms or not b.terms or _same_page(a, b) or _then_and_now(a, b, now) or _then_and_now(b, a, now):
            continue
        held = _held(a, b, language, encode)
        if held is None:
            continue  # to the comparison of whole statements the two are about different things
        if _plainly(held):
            yield OwnedConflict(a, b, held.why, "terms", round(max(float(subject[i, j]), held.likeness or 0.0), 4))
            continue
        if subject[i, j] < _SUBJECT:
            continue
        view = bearing(stated[i], stated[j], language=language)
        if view.label != "conflict":
            view = bearing(stated[j], stated[i], language=language)
        if view.label == "conflict":
            yield OwnedConflict(a, b, view.why, "terms", round(float(subject[i, j]), 4))


def _then_and_now(change: Claim, other: Claim, now: datetime | None) -> bool:
    """Whether the one announces a value for later, and the other states one that holds now, or the same one.

    "We will reduce it to 45 days by 2028" goes with "90 days", and with "now 90 days, which will become 45 in 2028".
    """
    if now is None or (start := _start(change, now)) is None:
        return False
    if _start(other, now) is None:
        return True
    return _start(other, now) == start and any(
        one.metric == two.metric and one.unit == two.unit and _values(one) & _values(two)
        for one in change.terms
        for two in other.terms
        if one.metric not in _DATES
    )


def _start(claim: Claim, now: datetime) -> int | None:
    """Return the first year to come that a claim names as deadline or start."""
    years = [int(str(int(term.value))[:4]) for term in claim.terms if term.metric in _DATES]
    return min((year for year in years if now.year < year), default=None)


def _values(term: Term) -> set[float]:
    return {term.value} if term.high is None else {term.value, term.high}


def _plainly(held: Comparison) -> bool:
    """Say whether the comparison alone shows a conflict: one metric, on what is surely one subject."""
    a, b = held.term_a, held.term_b
    if held.label != "conflict" or (held.likeness or 0.0) < _LIKE or a is None or b is None:
        return False
    return (a.metric == b.metric and a.metric not in _GENERAL) or {a.metric, b.metric} == {"price", "order_threshold"}


def _held(a: Claim, b: Claim, language: Language, encode: Encode) -> Comparison | None:
    """Return what the one says of the other, a conflict in either direction first; None where they do not bear."""
    one = compare(
        a.text, b.text, a.language, b.language, terms_a=a.terms, terms_b=b.terms, encode=encode, words=language
    )
    if one.label == "conflict":
        return one
    other = compare(
        b.text, a.text, b.language, a.language, terms_a=b.terms, terms_b=a.terms, encode=encode, words=language
    )
    if other.label == "conflict":
        return other
    return None if one.label == other.label == "unrelated" else one


def _missions(claims: Sequence[Claim], cosine: NDArray[np.float32], settings: Settings) -> Iterator[OwnedConflict]:
    """Yield pairs of missions that differ between sources that do not share them."""
    for i, j in combinations(range(len(claims)), 2):
        a, b = claims[i], claims[j]
        if a.kind != "mission" or b.kind != "mission" or _sources(a) & _sources(b):
            continue
        if cosine[i, j] < _SAME_MEANING:
            yield OwnedConflict(a, b, phrase("missions", settings.report.language), "mission", 0.8)


def _sources(claim: Claim) -> frozenset[str]:
    return frozenset((claim.source, *(source for source, _ in claim.also_at)))


def _same_page(a: Claim, b: Claim) -> bool:
    """Whether both stand on one page and nowhere else: what one page says side by side was meant so."""
    pages_a = {(a.source, a.place.url or a.place.path), *((s, p.url or p.path) for s, p in a.also_at)}
    pages_b = {(b.source, b.place.url or b.place.path), *((s, p.url or p.path) for s, p in b.also_at)}
    return pages_a == pages_b
