"""Whether words set terms for what a claim is about: not somebody else's, those of long ago or of other things."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from auditor.judge.cues import any_of
from auditor.judge.fitting import akin
from auditor.resources import lexicon
from auditor.text.comparison.groups import subject as groups
from auditor.text.comparison.subjects import likeness
from auditor.text.quantities.reading import read
from auditor.text.words import words

_OWN: Final = frozenset({"we", "wij", "ons", "onze", "our", "ours", "us", "we're", "we'll", "we've", "we'd"})
_NOW: Final = frozenset({"nu", "now", "tegenwoordig", "nowadays", "voortaan", "today", "inmiddels", "currently"})


def foreign(said: str, sentence: str, claimed: str, language: str | None) -> bool:
    """Say whether a sentence tells the terms of somebody else, or of long ago, and not those of today.

    A sentence in the first person is the organisation's own whatever it reports besides. Who the claim names as well
    ("de bank") is no other. One that sets now against then is about now.

    Args:
        said: the whole text, which may name the time or the speaker in another sentence.
        sentence: the part of it that states the term.
        claimed: the text of the claim.
        language: of the text; without one, the words of both count.
    """
    names = (language,) if language in {"nl", "en"} else ("nl", "en")
    told = set(words(sentence))
    if any(_phrases(name, "era").search(said) for name in names) and not told & _NOW:
        return True
    return any(_of_others(sentence, claimed, name) or _of_others(said, claimed, name) for name in names)


def strange(said: str, claimed: str, language: str | None, claim_language: str | None) -> bool:
    """Say whether a text and a claim name nothing in common: no word, and no thing that the bilingual list knows."""
    if akin(claimed, said):
        return False
    alike = likeness(groups(read(claimed, claim_language)), groups(read(said, language)), {})
    return not alike.anchored


def gathered(sentence: str, language: str | None) -> bool:
    """Say whether an amount of money is one that was raised, given or earned, and no price."""
    names = (language,) if language in {"nl", "en"} else ("nl", "en")
    return any(_phrases(name, "sums").search(sentence) for name in names)


def _of_others(said: str, claimed: str, language: str) -> bool:
    pattern = _phrases(language, "others")
    hits = [match.group().lower() for match in pattern.finditer(said)]
    if not hits or all(hit in claimed.lower() for hit in hits):
        return False
    return not _OWN & set(words(pattern.sub(" ", said)))


@cache
def _phrases(language: str, kind: str) -> re.Pattern[str]:
    """Return the pattern for the words of one kind in the lexicon of the relations."""
    entries = lexicon("relations", language)
    return any_of([phrase.strip() for phrase in str(entries.get(kind, "")).split(",") if phrase.strip()])
