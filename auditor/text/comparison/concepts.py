"""Words by what they mean: light stemming, compounds, and the bilingual list of what organisations write about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from auditor.resources import lexicon
from auditor.text.quantities.words import LANGUAGES, listed, pieces, plain

_VOWELS: Final = "aeiouy"


@cache
def stem(word: str, language: str) -> str:
    """Return what inflected forms of a word share: "woningen" and "woning", "bomen" and "boom", "replies" and "reply".

    The result is a key, not a word. It is deliberately light: two words of different meaning rarely fall together.
    """
    word = plain(word).replace("'s", "").replace("'", "")
    if len(word) < 4:
        return word
    return _dutch_stem(word) if language == "nl" else _english_stem(word)


def _dutch_stem(word: str) -> str:
    for ending in ("tjes", "tje", "jes", "je"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if word.endswith("en") and len(word) >= 5:
        word = word[:-2]
    elif (
        (word.endswith("e") and len(word) >= 5)
        or (word.endswith("s") and len(word) >= 6 and word[-2] not in "sui")
        or (word.endswith("t") and len(word) >= 6 and word[-2] not in _VOWELS + "sch")
    ):
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in _VOWELS:
        word = word[:-1]
    if word[-1] in "vz":
        word = word[:-1] + {"v": "f", "z": "s"}[word[-1]]
    return re.sub(r"(aa|ee|oo|uu)([^aeiou])$", lambda m: m[1][0] + m[2], word)


def _english_stem(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and any(c in _VOWELS for c in word[: -len(ending)]):
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


@dataclass(frozen=True, slots=True)
class Concepts:
    """The bilingual list, from stems to concepts."""

    single: dict[tuple[str, str], frozenset[int]]
    """(language, stem) to the concepts it may mean."""
    phrases: dict[tuple[str, str], tuple[tuple[tuple[str, ...], int], ...]]
    """(language, first stem) to (stems, concept), longest first."""
    actions: frozenset[int]
    """Concepts that say little by themselves."""
    tails: dict[str, frozenset[int]]
    """Dutch stems that can end a compound."""


@cache
def concepts() -> Concepts:
    """Return the bilingual list of config/lexicon/concepts/nl-en.yaml."""
    single: dict[tuple[str, str], set[int]] = {}
    phrases: dict[tuple[str, str], set[tuple[tuple[str, ...], int]]] = {}
    actions = set()
    number = 0
    for block in lexicon("concepts", "nl-en").values():
        for raw in block.splitlines():
            sides = raw.lstrip("~ ").split("|")
            if len(sides) != len(LANGUAGES):
                continue
            number += 1
            if raw.startswith("~"):
                actions.add(number)
            for language, side in zip(LANGUAGES, sides, strict=True):
                for item in listed(side):
                    stems = tuple(stem(p, language) for p in pieces(item) if p != "-")
                    if len(stems) == 1:
                        single.setdefault((language, stems[0]), set()).add(number)
                    else:
                        phrases.setdefault((language, stems[0]), set()).add((stems, number))
                        if language == "en":
                            # "e-mail" and "email": the joined form is looked up too
                            single.setdefault((language, "".join(stems)), set()).add(number)
    tails = {s: frozenset(n) for (language, s), n in single.items() if language == "nl" and len(s) >= 4}
    ordered = {key: tuple(sorted(found, key=lambda f: (-len(f[0]), f))) for key, found in phrases.items()}
    return Concepts({key: frozenset(found) for key, found in single.items()}, ordered, frozenset(actions), tails)


@dataclass(frozen=True, slots=True)
class Meaning:
    """The concepts of a word. `whole` is False where only the last part of a compound is known."""

    concepts: frozenset[int]
    whole: bool = True


@cache
def meaning(word: str, language: str) -> Meaning:
    """Return the concepts of one word, of the last part of a Dutch compound if the whole is unknown."""
    book = concepts()
    key = stem(word, language)
    known = book.single.get((language, key))
    if known is None and language == "nl" and len(key) >= 5:
        known = book.single.get(("en", stem(word, "en")))  # "helpdesk", "software"
    if known:
        return Meaning(known)
    if language == "nl" and len(key) >= 8:
        for cut in range(3, len(key) - 2):
            front = key[:cut] if key[:cut] in book.tails else key[:cut].removesuffix("s")
            if word[cut:] in empty_words(language) and front in book.tails:
                if word[:cut] in empty_words(language):
                    return Meaning(frozenset())  # "retourtermijn": no part says anything
                return Meaning(book.tails[front])  # "grofvuilservice": the last part says nothing
            tail = book.tails.get(key[cut:])
            if tail and not tail <= book.actions:
                return Meaning(tail, whole=False)
    return Meaning(frozenset())


@cache
def empty_words(language: str) -> frozenset[str]:
    """Return the words that say nothing about the subject, as they are listed."""
    raw = lexicon("concepts", language if language in LANGUAGES else "en")
    return frozenset(plain(w) for key in ("function", "generic") for w in str(raw[key]).split())


@cache
def empty_stems(language: str) -> frozenset[str]:
    """Return the stems of the generic words that are long enough to be told from others."""
    raw = lexicon("concepts", language if language in LANGUAGES else "en")
    return frozenset(stem(w, language) for w in str(raw["generic"]).split() if len(w) > 4)


@cache
def function_words(language: str) -> frozenset[str]:
    """Return articles, pronouns, prepositions and the like."""
    raw = lexicon("concepts", language if language in LANGUAGES else "en")
    return frozenset(plain(w) for w in str(raw["function"]).split())


@cache
def noun_endings(language: str) -> tuple[str, ...]:
    """Return the endings that tell a noun."""
    return tuple(str(lexicon("concepts", language if language in LANGUAGES else "en")["nouns"]).split())
