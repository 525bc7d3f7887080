"""The same claim in other words: with a few words more, or in the other language of the site.

What is joined here has equal terms, so that a claim with other terms in another place stays a conflict to be found. In
one language the words of the shorter wording have to be among those of the longer one, for "emergency repairs" and
"other repairs" are two claims. Between languages the vectors tell: each of the two has to be the nearest of the other.
NEAR was read off a sample of the 461 pairs of Dutch and English training texts that are each other's nearest: those
that were looked at above it say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Final

from auditor.claims.merge import Cluster, cluster, joined, signature, terms_key
from auditor.claims.phrases import words
from auditor.claims.sentence import guess_language, lexicon
from auditor.model import Encode

NEAR: Final = 0.78
_LEAST_WORDS: Final = 4
_LEAST_SHARE: Final = 0.75

_Same = Callable[[int, int], bool]


def with_alike_joined(groups: Sequence[Cluster], encode: Encode | None) -> list[Cluster]:
    """Return the groups with those joined that say the same; two that a person decided on stay two.

    Args:
        groups: the groups of equal wordings, in the order in which the claims are shown.
        encode: an encoder that knows both languages; without it only wordings of one language are joined.
    """
    kept = _join(list(groups), _contained(groups))
    return _join(kept, _translated(kept, encode)) if encode is not None else kept


def _join(groups: list[Cluster], same: _Same) -> list[Cluster]:
    into = list(range(len(groups)))
    for one, other in combinations(range(len(groups)), 2):
        mine, its = groups[one], groups[other]
        both = mine.decided_by == its.decided_by == "person"
        if into[other] != other or into[one] != one or both or not same(one, other):
            continue
        if its.decided_by == "person":
            groups[one], groups[other] = its, mine
        into[other] = one
        groups[one] = _one(groups[one], groups[other])
    return [group for index, group in enumerate(groups) if into[index] == index]


def _one(into: Cluster, other: Cluster) -> Cluster:
    if into.decided_by == "person":
        return joined(into, other)
    return cluster(into.members + other.members)


def _contained(groups: Sequence[Cluster]) -> _Same:
    said = [signature(group.best.text) for group in groups]
    terms = [_exact(group) for group in groups]
    denied = [_denies(group) for group in groups]

    def same(one: int, other: int) -> bool:
        if terms[one] != terms[other] or said[one][1] != said[other][1] or denied[one] != denied[other]:
            return False
        short, long = sorted((said[one][0], said[other][0]), key=len)
        return len(short) >= _LEAST_WORDS and short <= long and len(short) >= _LEAST_SHARE * len(long)

    return same


def _translated(groups: Sequence[Cluster], encode: Encode) -> _Same:
    languages = [_language(group) for group in groups]
    if len({language for language in languages if language}) < 2:
        return lambda _one, _other: False
    vectors = encode([group.best.text for group in groups])
    near = vectors @ vectors.T
    for one, language in enumerate(languages):
        for other, its in enumerate(languages):
            if language is None or its is None or language == its:
                near[one, other] = -1.0
    nearest = near.argmax(axis=1)

    def same(one: int, other: int) -> bool:
        mine, its = groups[one], groups[other]
        return (
            bool(nearest[one] == other and nearest[other] == one and near[one, other] >= NEAR)
            and mine.kind == its.kind
            and terms_key(mine.terms) == terms_key(its.terms)
            and _denies(mine) == _denies(its)
        )

    return same


def _language(group: Cluster) -> str | None:
    return group.best.statement.language or guess_language(group.best.text)


def _exact(group: Cluster) -> tuple[object, ...]:
    scopes = sorted((*term.scope, term.hedge, term.condition or "") for term in group.terms)
    return (*terms_key(group.terms), *scopes)


def _denies(group: Cluster) -> bool:
    """Whether something is denied; that something costs nothing is none."""
    signals = lexicon(_language(group) if _language(group) in {"nl", "en"} else "nl").signals
    found = signals.find(words(group.best.text).plain)
    return "denial" in found and "free" not in found
