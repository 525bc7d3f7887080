"""The closed lists of words of `config/lexicon/claims/words.yaml`."""

from __future__ import annotations

from functools import cache

from auditor import resources


@cache
def word_list(name: str) -> frozenset[str]:
    """Return the words of one list. Raises KeyError for a list that is not there."""
    return frozenset(str(resources.lexicon("claims", "words")[name]).split())
