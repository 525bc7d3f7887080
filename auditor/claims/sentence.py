"""What is classified: a sentence with what surrounds it, and the lexicon that reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from auditor import resources
from auditor.claims.phrases import Phrases, Words, words
from auditor.claims.wordlists import word_list

LANGUAGES: Final = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text to classify, with the headings above it (outermost first) and what else is known of its place."""

    text: str
    headings: tuple[str, ...] = ()
    label: str | None = None
    """What names it: the row header of a cell, the question of an answer, the lead-in of a list item."""
    page_type: str | None = None
    block_kind: str | None = None
    language: str | None = None
    names: tuple[str, ...] = ()
    """The organisation's own name and its aliases."""
    year: int = 2025
    """The year that "now" falls in: earlier years are history, later ones are deadlines."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled lexicon of one language."""

    signals: Phrases
    headings: Phrases
    imperatives: frozenset[str]
    plain_capitals: frozenset[str]
    openers: frozenset[str]
    norm_labels: frozenset[str]
    service_endings: tuple[str, ...]


@cache
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of `nl` or `en`. Raises KeyError where the data folder lacks it."""
    raw = resources.lexicon("claims", language)
    nouns = [noun for row in raw["signals"]["service_noun"] for noun in row.split("|")]
    return Lexicon(
        signals=Phrases(raw["signals"]),
        headings=Phrases(raw["headings"]),
        imperatives=frozenset(raw["imperatives"]),
        plain_capitals=frozenset(raw["plain_capitals"]),
        openers=frozenset(raw["openers"]),
        norm_labels=frozenset(raw["norm_labels"]),
        # "Geveltuinpakket", "HomeCover": a capital and a service noun at the end name a service.
        service_endings=tuple(sorted(noun for noun in nouns if len(noun) > 2)),
    )


def guess_language(text: str, headings: Sequence[str] = ()) -> str | None:
    """Return `nl` or `en` by the function words of `text` (then of its headings), or None where they tell nothing.

    Used where nobody said the language; documents carry the one that the reader found.
    """
    for part in (text, " ".join(headings)):
        plain = words(part).plain
        votes = {language: sum(word in word_list(f"marks_{language}") for word in plain) for language in LANGUAGES}
        if votes["nl"] != votes["en"]:
            return "nl" if votes["nl"] > votes["en"] else "en"
    return None


@lru_cache(maxsize=256)
def _name_words(name: str) -> tuple[str, ...]:
    return words(name).plain


def find_names(tokens: Words, names: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return the spans where the organisation is named, longest name first.

    A name inside a longer one ("Mijn X", "X Plus", "Team X") is a product or a department, so it is left out.
    """
    spans: list[tuple[int, int]] = []
    for name in sorted(names, key=lambda name: (-len(name), name)):
        parts = _name_words(name)
        for start in range(len(tokens) - len(parts) + 1) if parts else ():
            end = start + len(parts)
            said = tuple(word.removesuffix("'s") if word not in parts else word for word in tokens.plain[start:end])
            if said != parts or any(start < b and a < end for a, b in spans):
                continue
            before = tokens.shown[start - 1] if start else ""
            after = tokens.shown[end] if end < len(tokens) else ""
            named_on = after[:1].isupper() and not after.isupper()
            if named_on or (before[:1].isupper() and (start > 1 or before.lower() in {"mijn", "my", "team"})):
                continue
            spans.append((start, end))
    return tuple(sorted(spans))


def neutral(sentence: Sentence) -> str:
    """Return the text with the organisation's name at its start replaced, so that no name weighs in the vector."""
    text = sentence.text.strip()
    tokens = words(text)
    spans = find_names(tokens, sentence.names)
    if not spans or spans[0][0] > 1:
        return text
    name = " ".join(tokens.shown[spans[0][0] : spans[0][1]])
    start = text.find(name)
    if start < 0 or start > 5:
        return text
    ours = "Onze organisatie" if (sentence.language or guess_language(text)) != "en" else "Our organisation"
    return ours + text[start + len(name) :]
