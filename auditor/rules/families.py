"""What an organisation says of itself in many words: where one wording is heard on a channel, the message is.

A large site states its mission on twenty pages, each time a little differently. Wordings whose vectors are near form a
family, also by way of a third one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Final

from auditor.rules.lexicon import pattern
from auditor.rules.views import judged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from auditor.model import Claim
    from auditor.rules.base import Audit

# From this cosine on two missions are one mission in other words; they are two where the named ones are below `_TWO`
# and no wording of the one comes near (`_ALIKE`) a wording of the other.
_ONE: Final = 0.7
_TWO: Final = 0.4
_ALIKE: Final = 0.6
_HEARD = ("backed", "echoed", "disputed", "contradicted")
_OF_ITSELF = ("mission", "vision", "value")


def heard_otherwise(audit: Audit, same: float) -> frozenset[str]:
    """Return the ids of the missions, visions and values that are heard on a channel, themselves or in other words.

    Without an encoder only those that are heard themselves.
    """
    known = list(judged(audit, _OF_ITSELF))
    heard = {claim.id for claim, verdicts in known if any(verdict.verdict in _HEARD for verdict in verdicts)}
    if audit.encode is None or not heard:
        return frozenset(heard)
    vectors = audit.encode([claim.text for claim, _ in known])
    started = [index for index, (claim, _) in enumerate(known) if claim.id in heard]
    return frozenset(known[index][0].id for index in _reached(started, vectors @ vectors.T >= same))


def declared_twice(audit: Audit) -> Iterator[tuple[Claim, Claim]]:
    """Yield pairs of missions that both say "the mission is", in one language, and are two by all their wordings.

    Of each two families of wordings the two most certain claims are named.
    """
    said = [claim for claim in audit.claims if claim.kind == "mission" and _declares(claim)]
    if audit.encode is None or len(said) < 2:
        return
    vectors = audit.encode([claim.text for claim in said])
    cosine = vectors @ vectors.T
    families = _families(cosine >= _ONE)
    for one, other in combinations(families, 2):
        if all(cosine[a, b] < _ALIKE for a in one for b in other):
            first, second = (max((said[index] for index in family), key=_certain) for family in (one, other))
            near = cosine[said.index(first), said.index(second)]
            if near < _TWO and first.language == second.language and not _same_page(first, second):
                yield first, second


def _declares(claim: Claim) -> bool:
    return any(pattern("missions.declared", language).search(claim.text) for language in ("nl", "en"))


def _certain(claim: Claim) -> tuple[float, str]:
    return claim.confidence, claim.id


def _same_page(first: Claim, second: Claim) -> bool:
    return (first.source, first.place.url or first.place.path) == (second.source, second.place.url or second.place.path)


def _families(near: NDArray[np.bool_]) -> list[list[int]]:
    """Return the groups of indices that hang together, in the order of their first members."""
    found: list[list[int]] = []
    for index in range(len(near)):
        if not any(index in family for family in found):
            found.append(sorted(_reached([index], near)))
    return found


def _reached(started: Sequence[int], near: NDArray[np.bool_]) -> set[int]:
    reached, todo = set(started), list(started)
    while todo:
        index = todo.pop()
        new = [other for other in range(len(near)) if near[index, other] and other not in reached]
        reached.update(new)
        todo += new
    return reached
