"""Which words of a promise and of a post to highlight, so that a reader sees at once where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from auditor.model import Claim, Evidence

Pieces = tuple[tuple[str, bool], ...]
"""A text in parts, each with whether it is highlighted."""

_QUOTED: Final = re.compile(r"[\"“„”«‘']([^\"“„”«»‘’]{1,80}?)[\"“”»’']")
# An amount with its sign or the word after it: "€ 25,-", "3 werkdagen", "40%". Only where nothing better is known.
_AMOUNT: Final = re.compile(r"(?:[€$£]\s?)?\d[\d.,:]*(?:-(?!\w))?(?:\s?%|\s[^\W\d_]+)?")


def split_marked(text: str, wordings: Iterable[str]) -> Pieces:
    """Return `text` in parts, with every occurrence of one of `wordings` (whole words, any case) marked."""
    wanted = sorted({wording.strip() for wording in wordings if wording.strip()}, key=lambda w: (-len(w), w))
    if not wanted:
        return ((text, False),) if text else ()
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(wording)}(?!\w)" for wording in wanted), re.IGNORECASE)
    pieces: list[tuple[str, bool]] = []
    end = 0
    for found in pattern.finditer(text):
        if found.start() > end:
            pieces.append((text[end : found.start()], False))
        pieces.append((found[0], True))
        end = found.end()
    if end < len(text):
        pieces.append((text[end:], False))
    return tuple(pieces)


def claim_wordings(claim: Claim, evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Return the words of the claim that the conflicting evidence differs from; none if nothing conflicts.

    The judge's reason quotes them. Where it does not, they are the wordings of the claim's terms.
    """
    against = [item for item in evidence if item.relation == "conflicts"]
    if not against:
        return ()
    quoted = _found(claim.text, [wording for item in against for wording in _QUOTED.findall(item.why)])
    return quoted or _found(claim.text, [term.text for term in claim.terms]) or _amounts(claim.text)


def evidence_wordings(evidence: Evidence) -> tuple[str, ...]:
    """Return the words of conflicting evidence that differ from the claim; none for any other evidence."""
    if evidence.relation != "conflicts":
        return ()
    return _found(evidence.text, _QUOTED.findall(evidence.why)) or _amounts(evidence.text)


def _found(text: str, wordings: Iterable[str]) -> tuple[str, ...]:
    low = text.lower()
    return tuple(dict.fromkeys(wording for wording in wordings if wording and wording.lower() in low))


def _amounts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found[0].rstrip(".,:") for found in _AMOUNT.finditer(text)))
