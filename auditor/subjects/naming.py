"""What a group of texts is called: the words that set it apart from the other groups."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any, Final

from auditor.resources import lexicon
from auditor.text.overlap import function_words
from auditor.text.words import cleaned, stem, words

LANGUAGES: Final = ("nl", "en")

_WORDS: Final = 3
# Of fewer texts than this every word may name them.
_FEW: Final = 3
_MIN_LETTERS: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_START: Final = re.compile(r"(?:^|[.!?:…]\s+|[“\"(]\s*)$")


def names(groups: Sequence[Sequence[str]], ignore: Collection[str] = ()) -> list[tuple[str, ...]]:
    """Return up to three words per group of texts, the most telling first; none where no two texts share a word.

    A word weighs the share of the group's texts that have it, times the share of all texts with it that are in the
    group. Names and long words, which are rarely verbs, weigh somewhat more. Words of one stem count as one and show
    as they mostly stand.

    Args:
        groups: texts per group.
        ignore: words that tell nothing here, such as the organisation's own name.
    """
    dull = _dull() | {word.lower() for word in ignore}
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    counts = [_counts(texts, dull, forms) for texts in groups]
    everywhere: Counter[str] = Counter()
    for found in counts:
        everywhere.update(found)
    told = []
    for found, texts in zip(counts, groups, strict=True):
        shared = {key: n for key, n in found.items() if n > 1 or len(texts) < _FEW}
        weights = {key: n / len(texts) * n / everywhere[key] * _telling(forms[key]) for key, n in shared.items()}
        best = sorted(weights, key=lambda key: (-weights[key], key))[:_WORDS]
        told.append(tuple(_form(forms[key]) for key in best))
    return told


@cache
def _dull() -> frozenset[str]:
    """Return the words that name no subject: function words, and all that states a quantity ("minstens")."""
    found = {word for language in LANGUAGES for word in function_words(language)}
    for language in LANGUAGES:
        found |= set(words(" ".join(_leaves(lexicon("quantities", language)))))
    return frozenset(found)


def _leaves(value: Any) -> Iterator[str]:
    """Yield every text and every key of a lexicon."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield str(value)


def _counts(texts: Sequence[str], dull: Collection[str], forms: dict[str, Counter[str]]) -> Counter[str]:
    """Count in how many texts each stem stands, and note the forms in which it does."""
    found: Counter[str] = Counter()
    for text in texts:
        plain = cleaned(text)
        seen = set()
        for match in _WORD.finditer(plain):
            word = match.group()
            low = word.lower()
            if low in dull or len(low) < _MIN_LETTERS:
                continue
            key = stem(low)
            seen.add(key)
            # The first word of a sentence says nothing of how the word is written elsewhere.
            forms[key][low if _START.search(plain[: match.start()]) else word] += 1
        found.update(seen)
    return found


def _telling(forms: Counter[str]) -> float:
    form = _form(forms)
    return (1 + 0.04 * min(len(form), 12)) * (1.15 if form[0].isupper() else 1.0)


def _form(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))
