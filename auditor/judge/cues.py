"""Cues: what in the form of a text tells that something happened, is only said in general, or went wrong."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from auditor.resources import lexicon
from auditor.text.words import cleaned, words

# Figures, but no prices and nothing like 24/7.
_COUNT: Final = re.compile(r"(?<![\w,./€£$])(?<![€£$] )\d[\d.,]*(?![\w/])(?! ?(?:euro|pence|€))", re.IGNORECASE)
_PHONE: Final = re.compile(r"\+?\(?\d[\d\s()/-]{6,}\d")
_CLOCK: Final = re.compile(r"\b\d{1,2}[.:]\d{2}\b|\b\d{1,2} uur\b|\b\d{1,2} ?[ap]\.?m\b", re.IGNORECASE)
_NAME: Final = re.compile(r"(?<=[\w,;:] )[A-Z][\w'’-]+")
MEASURED: Final = (
    "past", "when", "general", "aim", "counts", "clock", "names", "question", "negation", "era", "others", "results",
    "change", "future", "delay", "moments", "once", "complaint",
)  # fmt: skip
_NO_PAST: Final = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Cues:
    """Counts and flags read from one text. All are small non-negative numbers."""

    past: int
    """Verbs in the past tense or perfect."""
    when: int
    """Words for a moment that has been: yesterday, last month, this morning."""
    general: int
    """Words for what always holds: every, always, can, an instruction or an invitation."""
    aim: int
    """Words for a wish or an effort: we strive, we hope."""
    counts: int
    """Figures that are no price, clock time or year."""
    clock: int
    names: int
    """Capitalised words inside a sentence."""
    question: int
    negation: int
    """Words that deny: not, no, only during."""
    era: int
    """Words for a time long past."""
    others: int
    """Words that put it in the mouth or the hands of someone else."""
    future: int
    """Words for what is still to come."""
    results: int
    """Words that sum up what was reached."""
    change: int
    """Words that announce another state of affairs than before."""
    delay: int
    """Words that put a date off."""
    moments: int
    """Days and times of a story, clock times with them."""
    once: int
    """Words for one day or occasion."""
    complaint: int
    length: int
    """Words."""

    def measures(self) -> dict[str, float]:
        """Return the cues as features; more than three of a kind say no more than three."""
        return {name: float(min(getattr(self, name), 3)) for name in MEASURED}


@dataclass(frozen=True, slots=True)
class _Patterns:
    past: re.Pattern[str]
    passive: re.Pattern[str]
    """Ends right before a participle where the passive is in the present."""
    when: re.Pattern[str]
    general: re.Pattern[str]
    aim: re.Pattern[str]
    negation: re.Pattern[str]
    era: re.Pattern[str]
    others: re.Pattern[str]
    future: re.Pattern[str]
    results: re.Pattern[str]
    change: re.Pattern[str]
    delay: re.Pattern[str]
    moments: re.Pattern[str]
    once: re.Pattern[str]
    complaint: re.Pattern[str]


@lru_cache(maxsize=16_384)
def read_cues(text: str, language: str | None) -> Cues:
    """Return the cues of `text`. Without a language, those of all languages that have a lexicon count."""
    plain = cleaned(text)
    found = [_patterns(name) for name in ((language,) if language in ("nl", "en") else ("nl", "en"))]

    def hits(kind: str) -> int:
        return sum(len(getattr(patterns, kind).findall(plain)) for patterns in found)

    clock = len(_CLOCK.findall(plain))
    numbers = [n for n in _COUNT.findall(_PHONE.sub(" ", plain)) if not re.fullmatch(r"(19|20)\d\d", n.strip(".,"))]
    return Cues(
        past=sum(_past(patterns, plain) for patterns in found),
        when=hits("when"),
        general=hits("general"),
        aim=hits("aim"),
        counts=max(0, len(numbers) - clock),
        clock=clock,
        names=len(_NAME.findall(plain)),
        question=plain.count("?"),
        negation=hits("negation"),
        era=hits("era"),
        others=hits("others"),
        future=hits("future"),
        results=hits("results"),
        change=hits("change"),
        delay=hits("delay"),
        moments=hits("moments") + clock,
        once=hits("once"),
        complaint=hits("complaint"),
        length=len(words(plain)),
    )


def _past(patterns: _Patterns, plain: str) -> int:
    """Return how many verbs are in the past; a participle of a passive in the present is none ("are repaired")."""
    return sum(not patterns.passive.search(plain[: match.start()]) for match in patterns.past.finditer(plain))


@cache
def _patterns(language: str) -> _Patterns:
    entries = lexicon("relations", language)
    return _Patterns(
        past=any_of(
            [*_phrases(entries, "past"), *_regular_past(str(entries.get("regular_verbs", "")).split(), language)]
        ),
        passive=re.compile(str(entries.get("passive", "(?!)")), re.IGNORECASE),
        when=any_of(_phrases(entries, "when")),
        general=any_of(_phrases(entries, "general")),
        aim=any_of(_phrases(entries, "aim")),
        negation=any_of(_phrases(entries, "negation")),
        era=any_of(_phrases(entries, "era")),
        others=any_of(_phrases(entries, "others")),
        future=any_of(_phrases(entries, "future")),
        results=any_of(_phrases(entries, "results")),
        change=any_of(_phrases(entries, "change")),
        delay=any_of(_phrases(entries, "delay")),
        moments=any_of(_phrases(entries, "moments")),
        once=any_of(_phrases(entries, "once")),
        complaint=any_of(_phrases(entries, "complaint")),
    )


def _phrases(entries: Mapping[str, Any], kind: str) -> list[str]:
    """Return the phrases of one kind; the lexicon separates them by commas."""
    return [phrase.strip() for phrase in str(entries.get(kind, "")).split(",") if phrase.strip()]


def pattern(phrase: str) -> str:
    """Return a phrase as a pattern: `*` stands for letters, `#` for a digit, ` ... ` for up to six words."""
    body = re.escape(phrase).replace(r"\ \.\.\.\ ", r"\s(?:\S+\s){0,6}?").replace(r"\ ", r"\s+")
    return body.replace(r"\*", r"\w*").replace(r"\#", r"\d")


def any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for any of `phrases` between other signs than letters."""
    if not phrases:
        return _NO_PAST
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{_choice(ordered)})(?!\w)", re.IGNORECASE)


def _choice(phrases: Sequence[str], depth: int = 3) -> str:
    """Return the phrases as alternatives, those with the same first letters together.

    At each place in a text only the few that begin with its letters are tried. What begins with different letters
    excludes one another, so that this matches just what the phrases one by one would.
    """
    if depth == 0 or len(phrases) == 1 or not all(phrase[:1].isalpha() for phrase in phrases):
        return "|".join(map(pattern, phrases))
    groups: dict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        groups[phrase[0].lower()].append(phrase[1:])
    return "|".join(f"{re.escape(first)}(?:{_choice(rests, depth - 1)})" for first, rests in groups.items())


def _regular_past(verbs: Sequence[str], language: str) -> list[str]:
    """Return past tense and participle of regular verbs, given by stem (Dutch) or infinitive (English)."""
    forms = []
    for verb in verbs:
        if language == "nl":
            ending = "t" if verb.endswith(("t", "k", "f", "s", "ch", "p", "x")) else "d"
            forms += [verb + ending + "e", verb + ending + "en"]
            forms.append("ge" + (verb if verb.endswith(ending) else verb + ending))
        else:
            forms.append(verb + "d" if verb.endswith("e") else verb[:-1] + "ied" if verb.endswith("y") else verb + "ed")
    return forms
