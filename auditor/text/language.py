"""The language of a text, with abstention on what is too short to tell.

`py3langid` (the langid.py model, maintained) was the best of those measured in benchmarks/language: .99 right on five
words of Dutch or English among thirteen languages. It is loaded at the first text that is long enough to need it.
"""

from __future__ import annotations

import copy
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDE: Final = ("ar", "da", "de", "en", "es", "fr", "it", "nl", "pl", "pt", "sv", "tr", "uk")
"""Languages worth telling apart on the pages of a Dutch or English organisation. Frisian and Afrikaans are left out:
with them the share of wrong answers on Dutch doubles."""

MIN_WORDS: Final = 3
MIN_PROBABILITY: Final = 0.7
"""At three words 0.3 % wrong and 27 % undecided among WIDE, at six words 0 % and 4 % (benchmarks/language)."""

# Words that stand in nearly every sentence of one language and in no sentence of its neighbours ("de", "en", "of",
# "we" and "in" do).
_TELLING: Final = {
    "nl": frozenset({
        "aan", "bij", "dat", "deze", "een", "heeft", "hebben", "het", "met", "naar", "niet", "onze", "ook", "uw", "van",
        "voor", "waar", "wij", "worden", "wordt", "zijn", "zoals",
    }),
    "en": frozenset({
        "and", "are", "been", "for", "from", "have", "it", "our", "that", "the", "their", "this", "to",
        "which", "will", "with", "you", "your",
    }),
}  # fmt: skip


def plainly(text: str, language: str) -> bool:
    """Whether `text` has so many telling words of `language` that there is nothing to detect (Dutch and English only).

    Two or more, a tenth of its words, and none of the other language. A hundred times faster than `detect`, and right
    for most sentences; false says nothing.
    """
    if language not in _TELLING:
        return False
    words = text.lower().split()
    found = {name: sum(word in telling for word in words) for name, telling in _TELLING.items()}
    return found[language] >= max(2, len(words) / 10) and sum(found.values()) == found[language]


_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\w+|\b\w*\d\w*\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def detect(text: str, among: Sequence[str], default: str | None = None) -> str | None:
    """Return the language of `text`, one of `among` (ISO 639-1), or `default` where it is too short or unclear.

    Addresses, mentions, hashtags and figures are left out of account. A language that the model does not know is
    never returned; with one language to choose from, only a text long enough to tell gets it.
    """
    words = _WORD.findall(_NOISE.sub(" ", text[:2000]))
    if len(words) < MIN_WORDS or not among:
        return default
    language, probability = _identifier(tuple(sorted(set(among)))).classify(" ".join(words))
    return str(language) if probability >= MIN_PROBABILITY else default


@cache
def _identifier(among: tuple[str, ...]) -> Any:
    known = set(_model().labels)
    restricted = copy.copy(_model())
    restricted.set_languages([language for language in among if language in known] or None)
    return restricted


@cache
def _model() -> Any:
    from py3langid import langid  # noqa: PLC0415 - 0.7 s and 100 MB that a cached check does not need

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
