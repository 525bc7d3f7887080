"""Candidates: the statements of each source that may bear on a claim, found by meaning and by words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from auditor.model import Candidate, Claim, Encode, Statement
from auditor.text.overlap import overlap

_BLOCK: Final = 256
# A statement that shares this much of a claim's weight in words is a candidate whatever its vector says.
_ENOUGH_WORDS: Final = 0.25


def candidates(  # noqa: PLR0913 - the last three are named settings
    claims: Sequence[Claim],
    statements: Sequence[Statement],
    encode: Encode,
    *,
    limit: int = 12,
    floor: float = 0.5,
    ignore: Collection[str] = (),
) -> dict[str, tuple[Candidate, ...]]:
    """Return for each claim id its candidates, best first, at most 2 x `limit` per source.

    The search is exact, in blocks. `floor` is no cosine, for the cosines of two models cannot be compared: it counts
    standard deviations above the mean similarity of the claim to the statements of that source. A source's best
    `limit` by meaning above the floor are joined by its best `limit` by words in common, where names and rare words
    weigh most; `ignore` are words that never count, such as the organisation's own name.

    Ties go to the statement that comes first.
    """
    found: dict[str, list[Candidate]] = {claim.id: [] for claim in claims}
    if not claims or not statements:
        return {claim.id: () for claim in claims}
    rows = encode([claim.text for claim in claims])
    sources: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        sources[statement.source].append(statement)
    shared = overlap([claim.text for claim in claims], [s.text for s in statements], ignore=ignore).share
    where = {id(statement): column for column, statement in enumerate(statements)}
    for source in sorted(sources):
        pool = sources[source]
        columns = encode([statement.text for statement in pool])
        picked = np.fromiter((where[id(statement)] for statement in pool), dtype=np.intp, count=len(pool))
        for first in range(0, len(claims), _BLOCK):
            block = slice(first, first + _BLOCK)
            cosines = rows[block] @ columns.T
            in_common = shared[block][:, picked]
            for claim, cosine, common in zip(claims[block], cosines, in_common, strict=True):
                chosen = _chosen(cosine, common, limit, floor)
                found[claim.id].extend(Candidate(pool[k], float(cosine[k])) for k in chosen)
    return {name: tuple(sorted(group, key=lambda c: (c.statement.source, -c.score))) for name, group in found.items()}


def _chosen(cosine: NDArray[np.float32], common: NDArray[np.float32], limit: int, floor: float) -> list[int]:
    """Return the indices of the candidates among one source's statements, in their order in the source."""
    spread = float(cosine.std()) or 1.0
    standing = (cosine - float(cosine.mean())) / spread
    # A pool of a few statements has no background to stand out from; all of them are looked at.
    low = floor if len(cosine) > limit else -np.inf
    by_meaning = [k for k in np.argsort(-cosine, kind="stable")[:limit] if standing[k] >= low]
    by_words = [k for k in np.argsort(-common, kind="stable")[:limit] if common[k] >= _ENOUGH_WORDS]
    return sorted({int(k) for k in (*by_meaning, *by_words)})
