"""Words broken at the end of a line, made whole: the breaking hyphen goes, a compound's own hyphen stays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

# Of these only the first is on keyboards; programs that break words write it too, or one of the others.
BREAKS: Final = "-\u00ad\u2010\u2011"
_BROKEN = re.compile(rf"([^\W\d_]+(?:[-‐][^\W\d_]+)*)[{BREAKS}]$")
_NEXT = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
# A parser that takes "in- en uitvoer" for a broken word leaves the mark inside the line.
_INSIDE = re.compile(r"([^\W\d_]+)\u00ad([^\W\d_]+)")
# "in- en uitgaand", "pre- and post-war": the hyphen stands for a part that follows later.
_SUSPENDED: Final = frozenset({"en", "of", "and", "or", "und", "et"})
# A Dutch compound is written with a hyphen where the vowels would run together ("auto-ongeluk", "zee-egel").
_CLASH: Final = frozenset(
    {
        "aa",
        "ae",
        "ai",
        "au",
        "ee",
        "ei",
        "eu",
        "ie",
        "ii",
        "oe",
        "oi",
        "oo",
        "ou",
        "ui",
        "uu",
        "éé",
        "eé",
        "éi",
        "ij",
        "ji",
    }
)
_KEEPS: Final = frozenset({"e", "non", "ex", "oud", "semi", "pseudo", "self", "niet", "vice", "adjunct"})


@dataclass(frozen=True, slots=True)
class Words:
    """How often each whole word stands in a document (lower case), and the document's language."""

    counts: Counter[str]
    language: str | None = None


def vocabulary(lines: Iterable[str]) -> Counter[str]:
    """Return how often each whole word stands in the lines, in lower case; broken words are left out."""
    words: Counter[str] = Counter()
    for line in lines:
        whole = _BROKEN.sub("", line.rstrip())
        words.update(word.lower().replace("‐", "-") for word in _NEXT.findall(whole))
    return words


def joined(lines: Sequence[str], known: Words) -> str:
    """Return the lines of one paragraph as one text. `known` are the words of the document."""
    text = ""
    for line in lines:
        stripped = line.strip()
        broken = _BROKEN.search(text)
        following = _NEXT.match(stripped)
        if not text:
            text = stripped
        elif re.search(r"\d[-‐]$", text) and stripped[:1].isdigit():
            text += stripped  # "9-" + "17 uur"
        elif broken is None:
            text += f" {stripped}"
        elif following is None:
            text = f"{text[:-1]}-{stripped}"  # "COVID-" + "19"
        else:
            text = text[:-1] + _between(broken[1], following.group(), known, hard=text[-1] == "-") + stripped
    text = _INSIDE.sub(lambda match: match[1] + _between(match[1], match[2], known, hard=False) + match[2], text)
    return text.replace("\u00ad", "").replace("‐", "-").replace("‑", "-")


def _between(left: str, right: str, known: Words, *, hard: bool) -> str:
    """Return what stands between the two parts: nothing, a hyphen, or a hyphen and a space."""
    left, right = left.replace("‐", "-"), right.replace("‐", "-")
    counts = known.counts
    if right.lower() in _SUSPENDED:
        return "- "
    solid, hyphenated = counts[f"{left}{right}".lower()], counts[f"{left}-{right}".lower()]
    if solid or hyphenated:
        return "" if solid >= hyphenated else "-"
    # Only the parts beside the break decide: "EU-CO" + "VID-certificaat" is broken inside "COVID".
    return "-" if _is_hyphenated(left.rsplit("-", 1)[-1], right.split("-", 1)[0], known, hard=hard) else ""


def _is_hyphenated(head: str, tail: str, known: Words, *, hard: bool) -> bool:
    """Whether two parts that the document never shows together are the parts of a hyphenated word."""
    counts = known.counts
    both = bool(counts[head.lower()] and counts[tail.lower()])
    if head.isupper() and tail.isupper() and len(head) > 1:
        return hard or both
    if tail[0].isupper() or head[1:] != head[1:].lower() or len(head) == 1 or head.lower() in _KEEPS:
        return True  # abbreviations and single letters are hyphenated to what follows: "mRNA-vaccin", "T-shirt"
    if known.language == "nl":
        return hard and head[-1].lower() + tail[0] in _CLASH
    # "member-owned": English writes such pairs with a hyphen, Dutch as one word.
    return hard and known.language == "en" and both and min(len(head), len(tail)) > 2
