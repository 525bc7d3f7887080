"""Which words of a promise and of a post to highlight, so that a reader sees at once where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from auditor.model import Claim, Evidence
from auditor.text.quantities import read_terms

Pieces = tuple[tuple[str, bool], ...]
"""A text in parts, each with whether it is highlighted."""

_QUOTED: Final = re.compile(r"[\"“„”«‘']([^\"“„”«»‘’]{1,80}?)[\"“”»’']")


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
    """Return the words of the claim that conflicting or measured evidence is held against; none for other evidence.

    They are the words that the judge's reason quotes, else the wordings of the claim's terms that measure the same
    as terms of the evidence, else those of all its terms.
    """
    evidence = tuple(evidence)
    against = [item for item in evidence if item.relation == "conflicts"]
    if not against:
        # What was measured is held against the reply time that is promised.
        measured = any(item.relation == "measured" for item in evidence)
        return _within(claim.text, [term.text for term in claim.terms if term.metric == "response_time" and measured])
    quoted = _within(claim.text, [wording for item in against for wording in _QUOTED.findall(item.why)])
    units = {unit for item in against for unit, _ in _terms(item.text, item.language)}
    alike = [term.text for term in claim.terms if term.unit in units]
    return quoted or _within(claim.text, alike) or _within(claim.text, [term.text for term in claim.terms])


def evidence_wordings(evidence: Evidence, claim: Claim | None = None) -> tuple[str, ...]:
    """Return the words of conflicting evidence that differ from the claim; none for any other evidence."""
    if evidence.relation != "conflicts":
        return ()
    terms = _terms(evidence.text, evidence.language)
    units = {term.unit for term in claim.terms} if claim else set()
    alike = [text for unit, text in terms if unit in units]
    return _within(evidence.text, _QUOTED.findall(evidence.why)) or tuple(alike) or tuple(text for _, text in terms)


@lru_cache(maxsize=4096)
def _terms(text: str, language: str | None) -> tuple[tuple[str, str], ...]:
    """Return (unit, wording) of every term that stands in `text` as it was read."""
    return tuple((term.unit, term.text) for term in read_terms(text, language) if term.text and term.text in text)


def _within(text: str, wordings: Iterable[str]) -> tuple[str, ...]:
    low = text.lower()
    return tuple(dict.fromkeys(wording for wording in wordings if wording and wording.lower() in low))
