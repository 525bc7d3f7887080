"""Words of a text as they are compared: cleaned, stemmed lightly, and related through compounds.

The stemmer is small on purpose. It only has to bring the forms of one word together ("geleegd", "legen" and "leegt";
"sharpened" and "sharpening") in Dutch and English alike, because a channel may mix both; two words that meet by
accident cost little, for no decision rests on one word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Final

_ADDRESS: Final = re.compile(r"https?://\s?\S+|www\.\S+|\S+@\S+\.\w+|(?<!\w)@\s?[\w.-]+", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_DOUBLE: Final = re.compile(r"([a-z])\1")
_ENDINGS: Final = (
    "ingen", "heden", "eren", "ende", "elijk", "tjes", "ings", "ende", "ing", "ies", "ied", "est", "ers", "den", "ten",
    "tje", "jes", "en", "ed", "es", "er", "ly", "te", "de", "je", "e", "s", "t", "d", "y",
)  # fmt: skip
MIN_STEM: Final = 3
MIN_PART: Final = 4
COMPOUND: Final = 0.7
PREFIX: Final = 0.6


def cleaned(text: str) -> str:
    """Return `text` without addresses and handles, NFKC, with single spaces."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    return " ".join(_ADDRESS.sub(" ", plain).split())


@lru_cache(maxsize=65_536)
def words(text: str) -> tuple[str, ...]:
    """Return the words of `text` in order, in lower case; numbers, addresses and handles are left out."""
    return tuple(match.group().lower().replace("’", "'") for match in _WORD.finditer(cleaned(text)))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the common part of the forms of `word`, without accents and double letters."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
    plain = plain.split("'")[0] or plain
    if plain.startswith("ge") and plain.endswith(("d", "t", "en")) and len(plain) > 5:
        plain = plain[2:]
    for ending in _ENDINGS:
        # A short word that ends like this is mostly whole: "huis", "gas", "bed".
        if plain.endswith(ending) and len(plain) - len(ending) >= MIN_STEM + (len(ending) == 1):
            plain = plain[: -len(ending)]
            if len(ending) > 1 and len(plain) > MIN_STEM + 1 and plain.endswith(("d", "t")):
                plain = plain[:-1]  # "refunded" as "refund" itself, which loses its "d" too
            break
    plain = _DOUBLE.sub(r"\1", plain)
    if len(plain) > MIN_STEM and plain.endswith(("v", "z", "i", "e")):
        plain = plain[:-1] + {"v": "f", "z": "s", "i": "", "e": ""}[plain[-1]]
    return plain


def stems(text: str, without: Collection[str] = ()) -> tuple[str, ...]:
    """Return the stems of the words of `text` in order, leaving out the words in `without` (full forms)."""
    return tuple(stem(word) for word in words(text) if word not in without and len(word) > 1)


def kin(left: Iterable[str], right: Collection[str]) -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Return for each stem of `left` its relatives in `right` with the strength of the tie, 0 to 1.

    Equal stems are tied by 1, a compound and its part by `COMPOUND` ("stoeptegel" and "tegel"), words that share
    five letters and most of their length by `PREFIX`. Parts have at least `MIN_PART` letters.
    """
    known = frozenset(right)
    parts: dict[str, list[str]] = defaultdict(list)
    heads: dict[str, list[str]] = defaultdict(list)
    for word in known:
        for part in _parts(word):
            parts[part].append(word)
        heads[word[:5]].append(word)
    related = {}
    for word in sorted(set(left)):
        ties = {word: 1.0} if word in known else {}
        for whole in parts.get(word, ()) if len(word) >= MIN_PART else ():
            ties.setdefault(whole, COMPOUND)
        for part in _parts(word):
            if part in known:
                ties.setdefault(part, COMPOUND)
        if len(word) >= 5:
            for other in heads[word[:5]]:
                shared = _shared(word, other)
                if shared >= 0.6 * max(len(word), len(other)):
                    ties.setdefault(other, PREFIX)
        related[word] = tuple(sorted(ties.items(), key=lambda tie: (-tie[1], tie[0])))
    return related


def _parts(word: str) -> Iterable[str]:
    """Return what a compound may be made of: its beginnings and ends, each with a rest that is a word by length."""
    for cut in range(MIN_PART, len(word) - MIN_STEM + 1):
        yield word[:cut]
    for cut in range(MIN_STEM, len(word) - MIN_PART + 1):
        yield word[cut:]


def _shared(a: str, b: str) -> int:
    """Return how many letters `a` and `b` have in common at their beginning."""
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count
