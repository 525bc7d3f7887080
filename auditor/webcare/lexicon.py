"""The phrases of config/lexicon as patterns. Dutch and English together: people write both on one channel."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from auditor.resources import lexicon

LANGUAGES: Final = ("nl", "en")
_BOOK: Final = "webcare"
_ADDRESS: Final = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_HANDLE: Final = re.compile(r"(?<![\w.])@[\w](?:[\w.@-]*\w)?")


def plain(text: str) -> str:
    """Return `text` without addresses and handles, with straight apostrophes and single spaces."""
    return " ".join(_HANDLE.sub(" ", _ADDRESS.sub(" ", text)).replace("’", "'").split())


def alternation(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of the phrases as whole words; a * at the end stands for any rest of the word."""
    parts = [
        r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in phrase.split())
        for phrase in sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts) or '(?!)'})(?!\w)", re.IGNORECASE)


@cache
def word_list(topic: str, book: str = _BOOK) -> tuple[str, ...]:
    """Return one list of a lexicon over all languages; `topic` may name a list inside another ("inbound.praise")."""
    found: list[str] = []
    for language in LANGUAGES:
        entry: Any = lexicon(book, language)
        for key in topic.split("."):
            entry = entry.get(key, {})
        found.extend(str(phrase) for phrase in entry)
    return tuple(found)


@cache
def phrases(topic: str, book: str = _BOOK) -> re.Pattern[str]:
    """Return the pattern of one list of a lexicon, over all languages."""
    return alternation(word_list(topic, book))


@cache
def channel_words() -> dict[str, re.Pattern[str]]:
    """Return per channel the pattern that finds its names, over all languages."""
    names: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for channel, words in lexicon(_BOOK, language).get("channels", {}).items():
            names.setdefault(channel, []).extend(words)
    return {channel: alternation(words) for channel, words in sorted(names.items())}


@cache
def raw_patterns(topic: str) -> tuple[re.Pattern[str], ...]:
    """Return the regular expressions that the lexicon gives for a topic, one per language."""
    return tuple(
        re.compile(lexicon(_BOOK, language)[topic], re.IGNORECASE)
        for language in LANGUAGES
        if topic in lexicon(_BOOK, language)
    )


def note(language: str, key: str, **values: Any) -> str:
    """Return a note of the lexicon in a language, filled in; English where that language lacks it.

    Raises:
        KeyError: no language has the key.
    """
    notes = lexicon(_BOOK, language).get("notes", {})
    return str(notes.get(key) or lexicon(_BOOK, "en")["notes"][key]).format(**values)
