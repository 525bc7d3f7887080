"""Words in common, weighted by how rare they are among the texts at hand: names and terms of the trade count most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from auditor.resources import lexicon
from auditor.text.comparison.concepts import concepts, meaning
from auditor.text.words import kin, stem, words

# Among fewer texts than this nothing can be told about rarity; they are taken for a sample of as many.
_FEW: Final = 40
# Of one meaning by the bilingual list, where the same word would count 1.
SYNONYM: Final = 0.6
_CONCEPT: Final = "#"


@dataclass(frozen=True, slots=True)
class Overlap:
    """What texts on the left (rows) have in common with texts on the right (columns)."""

    share: NDArray[np.float32]
    """Share, 0 to 1, of the left text's weight in words that the right text has too."""
    weight: NDArray[np.float32]
    """The weight of those words: a word weighs the logarithm of (right texts / right texts that have it)."""
    count: NDArray[np.float32]
    """How many they are; a compound and its part count for less than one."""
    rarest: NDArray[np.float32]
    """The weight of the one among them that weighs most."""


def overlap(
    left: Sequence[str],
    right: Sequence[str],
    *,
    ignore: Collection[str] = (),
    left_languages: Sequence[str | None] | None = None,
    right_languages: Sequence[str | None] | None = None,
) -> Overlap:
    """Return the words in common.

    Args:
        left: texts whose words are looked for.
        right: texts in which they are looked for.
        ignore: words that never count, such as the organisation's own name.
        left_languages: "nl" or "en" per text, or None; with both given, words of one meaning count too, also across
            languages.
        right_languages: the same for the texts on the right.
    """
    empty = frozenset(word for language in ("nl", "en") for word in function_words(language)) | {
        w.lower() for w in ignore
    }
    lines: dict[str, list[int]] = defaultdict(list)
    for k, keys in enumerate(_keys(right, right_languages, empty)):
        for key in {key for group in keys.values() for key in group}:
            lines[key].append(k)
    at = {key: np.asarray(ks, dtype=np.intp) for key, ks in lines.items()}
    wanted = list(_keys(left, left_languages, empty))
    related = kin({stem for keys in wanted for stem in keys}, [key for key in at if not key.startswith(_CONCEPT)])
    shape = (len(left), len(right))
    share, weight, count, rarest = (np.zeros(shape, dtype=np.float32) for _ in range(4))
    # The same word stands in many texts on the left, and finds the same texts on the right each time.
    known: dict[tuple[str, ...], _Found] = {}
    for row, keys in enumerate(wanted):
        whole = 0.0
        for word in sorted(keys):
            if keys[word] not in known:
                known[keys[word]] = _found(related[word], keys[word], at, len(right))
            found = known[keys[word]]
            whole += found.rarity
            if found.ks.size:
                weight[row, found.ks] += found.weights
                count[row, found.ks] += found.strengths
                rarest[row, found.ks] = np.maximum(rarest[row, found.ks], found.weights)
        if whole:
            share[row] = weight[row] / whole
    return Overlap(share, weight, count, rarest)


@dataclass(frozen=True, slots=True)
class _Found:
    """The texts on the right that have a word or a relative of it, with the strength of each tie."""

    rarity: float
    ks: NDArray[np.intp]
    strengths: NDArray[np.float32]
    weights: NDArray[np.float32]
    """Strength times rarity."""


def _found(
    related: Sequence[tuple[str, float]], keys: Sequence[str], at: Mapping[str, NDArray[np.intp]], size: int
) -> _Found:
    """Return where among `size` texts a word with these relatives and keys is found."""
    same_meaning = [(key, SYNONYM) for key in sorted(keys) if key.startswith(_CONCEPT) and key in at]
    ties = sorted((*related, *same_meaning), key=lambda tie: -tie[1])
    # From weak to strong, so that the strongest tie stands where a text has several relatives of the word.
    best: dict[int, float] = {}
    for other, strength in reversed(ties):
        best.update(dict.fromkeys(at[other].tolist(), strength))
    total = max(size, _FEW) + 1
    rarity = float(np.log(total / min(len(best) + 1, total)) + 0.1)
    strengths = np.fromiter(best.values(), dtype=np.float32, count=len(best))
    return _Found(rarity, np.fromiter(best, dtype=np.intp, count=len(best)), strengths, rarity * strengths)


def _keys(
    texts: Sequence[str], languages: Sequence[str | None] | None, empty: Collection[str]
) -> Iterator[dict[str, tuple[str, ...]]]:
    """Yield per text its stems, each with the keys by which it is found: itself and the concepts it may mean."""
    for k, text in enumerate(texts):
        language = languages[k] if languages is not None else None
        yield {stem(word): _keys_of(word, language) for word in words(text) if word not in empty and len(word) > 1}


@lru_cache(maxsize=65_536)
def _keys_of(word: str, language: str | None) -> tuple[str, ...]:
    """Return the stem, and keys for what a word may mean in the bilingual list but actions that say little."""
    if language not in ("nl", "en"):
        return (stem(word),)
    found = meaning(word, language).concepts - concepts().actions
    return (stem(word), *sorted(f"{_CONCEPT}{number}" for number in found))


def function_words(language: str) -> frozenset[str]:
    """Return the words of `language` that carry no subject of their own."""
    return frozenset(str(lexicon("relations", language).get("function_words", "")).split())
