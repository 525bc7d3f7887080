"""What a sentence says of the organisation where it is the subject: what it is, what it does for others, its things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from auditor.claims.phrases import Words, words
from auditor.claims.sentence import Lexicon
from auditor.claims.wordlists import word_list

Span = tuple[int, int]
_ARTICLES: Final = frozenset({"a", "an", "the", "een", "de", "het", "dé", "hét"})
# A thing that bears the organisation's name is the subject where the name stands among the first words.
_NEAR_START: Final = 7


def subject_signals(  # noqa: PLR0913 - a sentence as it was read, and who speaks
    tokens: Words,
    spans: Mapping[str, Span],
    own: Sequence[Span],
    *,
    names: Sequence[str],
    lex: Lexicon,
    language: str,
) -> dict[str, str]:
    """Return `says_what_it_is`, `serves`, `namesake` and `titled`, each with its words, where they are there.

    Args:
        tokens: the words of the sentence.
        spans: the lexicon signals with the span of their first occurrence.
        own: where the organisation itself is named.
        names: its names.
        lex: the lexicon of the language.
        language: "nl" or "en".
    """
    behind = _behind_subject(tokens, own)
    titled = bool(own) and own[0][0] <= 1 and tokens.plain[own[0][1] : own[0][1] + 1] == (":",)
    rows = {
        "says_what_it_is": " ".join(tokens.shown[: behind + 2]) if behind and _defines(tokens, behind) else "",
        "titled": " ".join(tokens.shown[: own[0][1]]) if titled else "",
        "namesake": _namesake(tokens, names, own, lex),
        "serves": _serves(tokens, spans, behind, language),
    }
    return {name: said for name, said in rows.items() if said}


def _behind_subject(tokens: Words, own: Sequence[Span]) -> int:
    """Return where the words behind the organisation begin, where a sentence opens with it by name or as we; else 0."""
    if own and own[0][0] <= 1:
        return own[0][1]
    return 1 if tokens.plain[:1] and tokens.plain[0] in {"we", "wij", "we're"} else 0


def _defines(tokens: Words, index: int) -> bool:
    """Whether "is a" stands at `index`: what the organisation says it is."""
    said = [word for word in tokens.plain[index : index + 3] if word not in word_list("adverbs")]
    if tokens.plain[0] == "we're":
        said = ["are", *said]
    return len(said) > 1 and said[0] in {"is", "are", "zijn"} and said[1] in _ARTICLES


def _namesake(tokens: Words, names: Sequence[str], own: Sequence[Span], lex: Lexicon) -> str:
    """Return the name of a thing that bears the organisation's: "The Rivers Standard" of the Rivers Foundation.

    Two words of the organisation's name at the least, without its legal form, stand near the start.
    """
    for name in names:
        parts = tuple(word.lower() for word in words(name).shown if word[:1].isupper())
        parts = tuple(word for word in parts if not lex.signals.find((word,)).keys() & {"organisation"})
        if len(parts) < 2:
            continue
        for start in range(1, min(len(tokens), _NEAR_START) - len(parts) + 1):
            end = start + len(parts)
            taken = any(a < end and start < b for a, b in own)
            subject = not word_list("persons") & set(tokens.plain[:start])
            if tokens.plain[start:end] == parts and subject and not taken and tokens.shown[start][:1].isupper():
                return " ".join(tokens.shown[:end])
    return ""


def _serves(tokens: Words, spans: Mapping[str, Span], behind: int, language: str) -> str:
    """Return the words by which the organisation is the subject of a verb of service: "We also run a helpline".

    In Dutch the subject may stand behind its verb: "In de werkplaats repareren wij ...".
    """
    if behind:
        at = next((i for i in range(behind, len(tokens)) if tokens.plain[i] not in word_list("adverbs")), len(tokens))
    else:
        at = spans["we_subject"][0] - 1 if language == "nl" and "we_subject" in spans else 0
    if not 0 < at < len(tokens) or tokens.plain[at] not in word_list("serving"):
        return ""
    return " ".join(tokens.shown[max(0, at - 1) : at + 1])
