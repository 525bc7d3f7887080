"""How easy a text reads: Flesch for English, Flesch-Douma for Dutch.

Both run from about 0 (very hard) to 100 (very easy). Sources: R. Flesch, A new readability yardstick, Journal of
Applied Psychology 32 (1948); W.H. Douma, De leesbaarheid van landbouwbladen, Wageningen (1960).
Syllables are counted by their vowel groups, which is off by less than a few per cent over a few hundred words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_DUTCH_VOWELS = re.compile(r"ieuw|eeuw|aai|ooi|oei|aa|ee|oo|uu|ij|ie|oe|eu|ui|ei|au|ou|[aeiouyáéíóúàèâêîôûäëïöü]")
_ENGLISH_VOWELS = re.compile(r"[aeiouyéèêâôûïö]+")


def words(text: str) -> list[str]:
    """Return the words of `text`."""
    return _WORD.findall(text)


@lru_cache(maxsize=50_000)
def syllables(word: str, language: str) -> int:
    """Return the number of syllables of a word, at least 1."""
    plain = word.lower()
    if language == "nl":
        return max(1, len(_DUTCH_VOWELS.findall(plain)))
    count = len(_ENGLISH_VOWELS.findall(plain))
    if plain.endswith("e") and not plain.endswith(("le", "ee")):
        count -= 1
    if plain.endswith("es") and not plain.endswith(("ses", "zes", "ches", "shes", "xes", "ces", "ges", "les")):
        count -= 1
    if plain.endswith("ed") and not plain.endswith(("ted", "ded")):
        count -= 1
    return max(1, count)


def score(sentences: Sequence[str], language: str) -> float:
    """Return the reading ease of `sentences` in Dutch (`nl`) or English (`en`).

    Raises:
        ValueError: there are no words, or the language is another one.
    """
    found = [words(sentence) for sentence in sentences]
    total = sum(len(sentence) for sentence in found)
    if not total or language not in ("nl", "en"):
        raise ValueError("reading ease needs words in Dutch or English")
    length = total / sum(1 for sentence in found if sentence)
    weight = sum(syllables(word, language) for sentence in found for word in sentence) / total
    if language == "nl":
        return 206.84 - 0.93 * length - 77.0 * weight
    return 206.835 - 1.015 * length - 84.6 * weight
