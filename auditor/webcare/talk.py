"""What a message does: ask, thank, praise, or move the talk elsewhere. Read from its words, and generously towards
questions: a question that is overlooked is worse than a remark that is counted.
"""

from __future__ import annotations

import re
from typing import Final

from auditor.webcare.lexicon import phrases, plain

# Longer remarks hold more than applause.
_REACTION_WORDS: Final = 25
_SENTENCE: Final = re.compile(r"[.!?\n]+\s*")
_LETTER: Final = re.compile(r"[^\W\d_]")
_WORD: Final = re.compile(r"\w+")
# Openings that come before the real beginning of a sentence: "Hoi, ...", "Goedemorgen! ...", "En ...".
_OPENING: Final = re.compile(
    r"^(?:(?:hoi|hallo|hey|hi|hello|dag|beste|dear|goedemorgen|goedemiddag|goedenavond"
    r"|good (?:morning|afternoon|evening)|en|and|maar|but|dus|so|ok|oke|oké|okay|even|eh|uh)\b[\s,:;-]*)+",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """Return whether a message asks for something: a question, a request, a complaint or a report."""
    words = plain(text)
    if "?" in words:
        return True
    if phrases("requests").search(words) or phrases("trouble").search(words):
        return True
    return any(_is_question(sentence) for sentence in _SENTENCE.split(words))


def is_reaction(text: str) -> bool:
    """Return whether a message merely reacts: thanks, praise, an acknowledgement, or no words at all."""
    words = plain(text)
    if not _LETTER.search(words):
        return "?" not in words
    if asks(text) or len(_WORD.findall(words)) > _REACTION_WORDS:
        return False
    return any(phrases(topic).search(words) for topic in ("thanks", "praise", "acknowledgements"))


def hands_off(text: str) -> bool:
    """Return whether a reply moves the talk to a private channel (DM, PB)."""
    return bool(phrases("handoff").search(plain(text)))


def _is_question(sentence: str) -> bool:
    start = _OPENING.sub("", sentence)
    return bool(phrases("questions").match(start)) and not phrases("exclamations").match(start)
