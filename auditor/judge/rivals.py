"""How far a pair stands out among those that were read: words that are this claim's alone, and what fits better."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from auditor.text.overlap import function_words
from auditor.text.words import kin, stem, words

_EMPTY: Final = function_words("nl") | function_words("en")
_SHORT: Final = 2


class Subjects:
    """The words of all claims, how few of the claims have each, and their relatives in the bodies."""

    def __init__(self, claims: Sequence[str], bodies: Iterable[str]) -> None:
        self._claims = [subject(text) for text in claims]
        self._seen = Counter(word for claim in self._claims for word in claim)
        self._related = kin(self._seen, frozenset(chain.from_iterable(map(subject, bodies))))

    def shared(self, row: int, body: str) -> dict[str, float]:
        """Return what claim number `row` shares with `body`, one of the bodies, that few other claims would.

        `claim_word` is the rarity among the claims of the rarest word in common, `claim_kin` the sum over all words
        that have a relative in the body (an inflection, a compound), each times the strength of the tie.
        """
        wanted, said = self._claims[row], subject(body)
        return {
            "claim_word": max((self._rarity(word) for word in wanted & said), default=0.0),
            "claim_kin": math.fsum(self._rarity(word) * self._tie(word, said) for word in wanted),
        }

    def _tie(self, word: str, said: Collection[str]) -> float:
        """Return the strength of the strongest tie between `word` and what is said, 0 without any."""
        return next((strength for other, strength in self._related[word] if other in said), 0.0)

    def _rarity(self, word: str) -> float:
        return math.log((len(self._claims) + 1) / self._seen[word])


@lru_cache(maxsize=65_536)
def subject(text: str) -> frozenset[str]:
    """Return the stems of the words of `text` that carry a subject."""
    return frozenset(stem(word) for word in words(text) if word not in _EMPTY and len(word) > _SHORT)


def leading(
    name: str,
    chosen: Sequence[tuple[int, int]],
    standing: Sequence[float],
    group: Mapping[int, tuple[str, bool]],
) -> list[dict[str, float]]:
    """Return how far the `standing` of each pair (claim, unit) lies behind the best of its rivals.

    `<name>_lead` is measured among the units of one `group` (source, and whether the organisation speaks) for the same
    claim, `<name>_claim` among the claims for the same unit; both are 0 for the best and negative for the others.
    """
    units: dict[tuple[int, tuple[str, bool]], float] = {}
    claims: dict[int, float] = {}
    for (row, k), value in zip(chosen, standing, strict=True):
        units[row, group[k]] = max(value, units.get((row, group[k]), value))
        claims[k] = max(value, claims.get(k, value))
    return [
        {f"{name}_lead": value - units[row, group[k]], f"{name}_claim": value - claims[k]}
        for (row, k), value in zip(chosen, standing, strict=True)
    ]
