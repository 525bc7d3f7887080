"""The word groups that name what a statement is about.

What is left of a statement when its amounts, bounds, calendars, channels, hedges and the words that say nothing are
taken away: "Op uw nieuwe paspoort wacht u hooguit vijf dagen" leaves "paspoort".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from auditor.text.comparison.concepts import (
    concepts,
    empty_stems,
    empty_words,
    function_words,
    meaning,
    noun_endings,
    stem,
)
from auditor.text.quantities.measured import is_time
from auditor.text.quantities.reading import Reading

LINKS: Final = frozenset(
    [
        "op",
        "van",
        "voor",
        "over",
        "met",
        "in",
        "bij",
        "naar",
        "aan",
        "tot",
        "uit",
        "om",
        "naast",
        "of",
        "on",
        "to",
        "for",
        "about",
        "with",
        "in",
        "at",
        "from",
        "by",
        "into",
        "behind",
        "near",
        "beside",
    ]
)
_OPENERS: Final = LINKS | frozenset(["en", "and", ":", ",", "between", "tussen", "without", "zonder", "na", "after"])
_SINCE: Final = frozenset(["na", "after", "of", "van", "vanaf", "from", "upon", "following", "sinds", "since"])
_ADJUNCT: Final = 0.2
_PARTICLES: Final = {"nl": frozenset({"terug", "op", "af", "weg", "aan", "uit", "schoon"}), "en": frozenset({"back"})}
_TITLES: Final = frozenset(["mevrouw", "meneer", "heer", "familie", "mw", "dhr", "mr", "mrs", "ms", "miss", "dr"])
_DETERMINERS: Final = frozenset(
    [
        "de",
        "het",
        "een",
        "uw",
        "je",
        "jouw",
        "ons",
        "onze",
        "elke",
        "elk",
        "iedere",
        "ieder",
        "deze",
        "dit",
        "die",
        "geen",
        "alle",
        "the",
        "a",
        "an",
        "your",
        "our",
        "every",
        "each",
        "this",
        "these",
        "any",
        "no",
        "all",
    ]
)
_PLAIN_ADJECTIVES: Final = frozenset(
    [
        "nieuwe",
        "nieuw",
        "new",
        "extra",
        "eigen",
        "own",
        "gewone",
        "hele",
        "andere",
        "ander",
        "other",
        "more",
        "eerste",
        "first",
        "full",
        "volledige",
    ]
)
_CALENDARS: Final = (
    "clock", "working", "always_open", "office_only", "same_day", "next_working_day", "next_day", "working_context",
)  # fmt: skip
_SPOKEN_CHANNELS: Final = ("letter", "counter", "phone")  # also names of things: a letter, a desk, a phone call
_LONG: Final = 3  # a found phrase of more words has a gap in it ("kost u ... niets"); only its ends say what it says


@dataclass(frozen=True, slots=True)
class Group:
    """A run of words that name one thing."""

    text: str
    phrase: str
    """The text with the groups that hang on it: "huren van een kano"."""
    language: str
    concepts: frozenset[int]
    head: frozenset[int]
    """The concepts of its last known word: in Dutch and English that is what the group is."""
    known: bool
    """The list knows the group as it stands, not only the last part of a compound or the last of several words."""
    stems: frozenset[str]
    weight: float
    """1 for a thing, less for an action, a doubtful word, or a group that hangs on another."""
    modifier: bool
    start: int
    end: int
    counted: bool = False
    adjunct: bool = False
    """It says from when the time runs: "binnen een week na ontvangst van uw formulier"."""


@lru_cache(maxsize=8192)
def subject(reading: Reading) -> tuple[Group, ...]:
    """Return the groups of words that a statement is about, in the order of the text."""
    found: list[Group] = []
    kept = _counted(reading)
    joined = _joined(reading)
    for start, end in _runs(reading, kept | set(joined)):
        counted = bool(kept & set(range(start, end)))
        group = _group(reading, start, end, found[-1] if found else None, counted=counted)
        verbs = frozenset(n for at in range(start, end) for n in joined.get(at, ()))
        if verbs:
            group = replace(group, concepts=verbs, head=verbs, known=True, weight=1.0, modifier=False)
        found.append(group)
    return _phrased(reading, found)


def shared_plain(a: Reading, b: Reading) -> bool:
    """Say whether two statements of one language share a noun that elsewhere says nothing: "oplevering", "planning"."""
    language = a.line.lexicon.language
    if language != b.line.lexicon.language:
        return False
    endings = noun_endings(language)
    plain_nouns = [
        {stem(w, language) for w in r.line.words if len(w) >= 6 and w.endswith(endings) and empty(w, language)}
        for r in (a, b)
    ]
    return bool(plain_nouns[0] & plain_nouns[1])


def _phrased(reading: Reading, found: list[Group]) -> tuple[Group, ...]:
    """Give each group the text that it forms with the modifiers after it."""
    done: list[Group] = []
    for index, group in enumerate(found):
        last = index
        while last + 1 < len(found) and found[last + 1].modifier and found[last + 1].start - found[last].end <= 2:
            last += 1
        light = group.head and group.head <= concepts().actions
        done.append(replace(group, phrase=reading.line.span(group.start, found[last].end)))
        if light and last > index:
            # "een gesprek met een adviseur": what hangs on an action says what it is about
            found[index + 1 : last + 1] = [
                replace(g, weight=min(1.0, g.weight * 2)) for g in found[index + 1 : last + 1]
            ]
    return tuple(done)


def _marked(reading: Reading) -> list[bool]:
    """Return which tokens belong to an amount, bound, moment, channel, calendar or hedge."""
    line, lexicon = reading.line, reading.line.lexicon
    taken = [token.kind != "word" or token.text == "X" for token in line.tokens]
    spans = [(f.start, f.end) for f in reading.found if f.end <= len(line)]
    spans += [(a.start, a.end) for a in reading.amounts] + [(m.start, m.end) for m in reading.moments]
    tables = [lexicon.soft, lexicon.aspirational, lexicon.harmless, lexicon.free]
    tables += [lexicon.calendars[name] for name in _CALENDARS]
    tables += [phrases for name, phrases in lexicon.channels.items() if name not in _SPOKEN_CHANNELS]
    tables += [phrases for name, phrases in lexicon.per.items() if name in ("year", "month", "week", "day", "quarter")]
    for table in tables:
        for start, end in table.found(line.words):
            spans += [(start, end)] if end - start <= _LONG + 2 and table is not lexicon.free else gapless(start, end)
    for start, end in spans:
        taken[start:end] = [True] * (min(end, len(line)) - start)
    return taken


def gapless(start: int, end: int) -> list[tuple[int, int]]:
    """Return the tokens of a found phrase that are surely its own: of a long one with a gap only its ends."""
    return [(start, end)] if end - start <= _LONG else [(start, start + 1), (end - 1, end)]


def _counted(reading: Reading) -> set[int]:
    """Return the nouns that are counted: they name a subject even if they would say nothing elsewhere."""
    kept = set()
    for amount in reading.amounts:
        if amount.kind == "count" and amount.noun:
            nouns = range(amount.end, amount.end + len(amount.noun.split()))
            language = reading.line.lexicon.language
            firm = [i for i in nouns if not empty(reading.line.words[i], language)]
            counted = reading.line.words[amount.end]
            next_to = language == "nl" and counted.endswith(("en", "ers")) and counted not in _PLAIN_ADJECTIVES
            kept |= {amount.end} if next_to or not firm else set(firm)
    return kept


def _runs(reading: Reading, kept: set[int]) -> list[tuple[int, int]]:
    """Return the runs of words that are left."""
    line, language = reading.line, reading.line.lexicon.language
    taken, named = _marked(reading), phrase_tokens(reading)
    runs: list[tuple[int, int]] = []
    for index, token in enumerate(line.tokens):
        counted = index in kept and token.plain not in function_words(language)
        if index not in named:
            determined = index > 0 and line.words[index - 1] in _DETERMINERS
            if not counted and (taken[index] or empty(token.plain, language, noun=determined)):
                continue
            if token.plain in _PARTICLES[language] and (not index or line.words[index - 1] not in _DETERMINERS):
                continue
            if _name(token.text, line.words[index - 1] if index else "", index):
                continue
        if (
            runs
            and runs[-1][1] == index
            and (index in named) == ((index - 1) in named)
            and _belongs(line.words[index - 1], index in named, language)
        ):
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _belongs(before: str, named: bool, language: str) -> bool:
    """Say whether a word may join the word before it: Dutch writes nouns that belong together as one word."""
    return named or language != "nl" or before.endswith("e")


@lru_cache(maxsize=65_536)
def empty(word: str, language: str, *, noun: bool = False) -> bool:
    """Say whether a word says nothing about the subject; `noun` says that it stands after an article ("de fiets").

    An inflected form or a compound ("retourtermijn") says nothing only if the bilingual list does not know it as a
    whole.
    """
    nothing = empty_words(language)
    if word in nothing:
        return True
    known = meaning(word, language)
    if known.concepts and known.whole:
        return False
    parts = range(3, len(word) - 3) if language == "nl" and len(word) >= 8 else ()
    if any(
        word[cut:] in nothing and (word[:cut] in nothing or word[:cut].removesuffix("s") in nothing) for cut in parts
    ):
        return True
    return not known.concepts and not noun and stem(word, language) in empty_stems(language)


def _name(text: str, before: str, index: int) -> bool:
    """Say whether a word is a name: after a title, or with a capital inside a sentence without a determiner."""
    if before in _TITLES:
        return True
    capital = index > 0 and text[:1].isupper() and not text.isupper()
    return capital and before not in _DETERMINERS and before not in LINKS and before not in {".", "?", "!", ":"}


def phrase_tokens(reading: Reading) -> set[int]:
    """Return the tokens of the phrases of several words that the list knows."""
    line, language = reading.line, reading.line.lexicon.language
    stems = [stem(w, language) for w in line.words]
    book, found = concepts(), set[int]()
    for index, key in enumerate(stems):
        for phrase, _ in book.phrases.get((language, key), ()):
            last = _last(stems, line.words, index, phrase)
            if last is not None:
                found |= set(range(index, last + 1))
                break
    return found


def _last(stems: Sequence[str], words: Sequence[str], index: int, phrase: tuple[str, ...]) -> int | None:
    """Return the last token of `phrase` from `index`; hyphens between its words are stepped over."""
    at = index - 1
    for part in phrase:
        at += 1
        while at < len(words) and words[at] == "-":
            at += 1
        if at >= len(words) or stems[at] != part:
            return None
    return at


def _joined(reading: Reading) -> dict[int, frozenset[int]]:
    """Return the verbs whose particle stands apart ("bellen u terug", "call you back") with their concepts."""
    line, language = reading.line, reading.line.lexicon.language
    found: dict[int, frozenset[int]] = {}
    for at, particle in enumerate(line.words):
        if particle not in _PARTICLES[language]:
            continue
        verbs = list(range(max(0, at - 8), at))
        if line.words[at + 1 : at + 2] == ("te",) and at + 2 < len(line):
            verbs = [at + 2]  # "terug te bellen"
        for verb in verbs:
            whole = _joined_concepts(stem(line.words[verb], language), particle, language)
            if whole:
                found[verb] = whole
    return found


def _joined_concepts(verb: str, particle: str, language: str) -> frozenset[int]:
    """Return the concepts of "terug" and "bel(t)", of "call" and "back"."""
    keys = (verb, verb.removesuffix("t")) if language == "nl" else (verb,)
    joined = (particle + k if language == "nl" else k + particle for k in keys if len(k) >= 3)
    return next((whole for key in joined if (whole := concepts().single.get((language, key)))), frozenset())


def _group(reading: Reading, start: int, end: int, previous: Group | None, *, counted: bool) -> Group:
    line, language = reading.line, reading.line.lexicon.language
    words = [w for w in line.words[start:end] if w != "-"]
    found, head, known = _concepts(words, language)
    before = line.words[start - 1] if start else ""
    first = start - 1 if before in _PLAIN_ADJECTIVES and start > 1 else start
    determined = first > 0 and line.words[first - 1] in _DETERMINERS
    edge = first - 1 if determined else first  # where the group begins with its article
    link = line.words[edge - 1] if edge else ""
    weight = _weight(words[-1], language, found, determined=determined, opened=link in _OPENERS)
    weight = 1.0 if counted and not found else weight
    modifier = link in LINKS and previous is not None and previous.end >= edge - 1
    hangs = modifier and previous is not None and previous.adjunct
    adjunct = hangs or (
        link in _SINCE and any(edge - 1 == amount.end and is_time(amount) for amount in reading.amounts)
    )
    weight *= _ADJUNCT if adjunct else 0.5 if modifier else 1.0
    text = line.span(start, end)
    stems = frozenset(stem(w, language) for w in words)
    return Group(text, text, language, found, head, known, stems, weight, modifier, start, end, counted, adjunct)


def _concepts(words: Sequence[str], language: str) -> tuple[frozenset[int], frozenset[int], bool]:
    """Return all concepts of a group, those of its last known part, and whether that part is all there is."""
    book = concepts()
    stems = [stem(w, language) for w in words]
    found, head, parts, whole = set[int](), frozenset[int](), 0, True
    index = 0
    while index < len(words):
        phrase = next(
            (p for p, _ in book.phrases.get((language, stems[index]), ()) if tuple(stems[index : index + len(p)]) == p),
            None,
        )
        if phrase is not None:
            head = frozenset(n for p, n in book.phrases[language, stems[index]] if p == phrase)
            found |= head
            index += len(phrase)
        else:
            one = meaning(words[index], language)
            found |= one.concepts
            whole = whole and one.whole and bool(one.concepts)
            head = one.concepts or head
            index += 1
        parts += 1
    return frozenset(found), head, bool(head) and whole and (parts == 1 or language == "nl")


def _weight(word: str, language: str, found: frozenset[int], *, determined: bool, opened: bool) -> float:
    if found:
        return 0.5 if found <= concepts().actions else 1.0
    if determined or (len(word) > 5 and word.endswith(noun_endings(language))):
        return 1.0
    return 0.7 if opened else 0.35
