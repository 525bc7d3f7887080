"""What a statement is about, and whether two statements are about the same.

The subject is what is left when the amounts, bounds, calendars, channels, hedges and the words that say nothing are taken
away: a few short word groups. Two groups mean the same when they share a concept of the bilingual list or a stem; when one
of them is unknown to the list, the sentence vectors of the groups decide, and without an encoder nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from auditor.text.comparison.concepts import concepts, empty_words, function_words, meaning, noun_endings, stem
from auditor.text.quantities.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    Vectors = Mapping[str, NDArray[np.float32]]

_LINKS: Final = frozenset(
    "op van voor over met in bij naar aan tot uit om of on to for about with in at from by into behind after".split(" ")
)
_TITLES: Final = frozenset("mevrouw meneer heer familie mw dhr mr mrs ms miss dr".split(" "))
_DETERMINERS: Final = frozenset(
    "de het een uw je jouw ons onze elke elk iedere ieder deze dit die geen alle the a an your our every each this these any no all".split(
        " "
    )
)


@dataclass(frozen=True, slots=True)
class Group:
    """A run of words that name one thing. `weight` is 1 for a thing, less for an action, a modifier or a doubtful word."""

    text: str
    language: str
    concepts: frozenset[int]
    head: frozenset[int]
    """The concepts of its last word: in Dutch and English that is what the group is."""
    stems: frozenset[str]
    weight: float
    modifier: bool = False


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two subjects are, 0 to 1, and whether one of them was empty."""

    score: float
    empty: bool = False
    heads: float = 0.0


def _marked(reading: Reading) -> list[bool]:
    """Return which tokens belong to an amount, bound, moment, channel, calendar or hedge."""
    line, lexicon = reading.line, reading.lexicon
    taken = [False] * len(line)
    spans = [(f.start, f.end) for f in reading.found if f.end <= len(line)]
    spans += [(a.start, a.end) for a in reading.amounts] + [(m.start, m.end) for m in reading.moments]
    tables = [lexicon.soft, lexicon.aspirational, lexicon.harmless, lexicon.free]
    tables += [
        lexicon.calendars[k]
        for k in (
            "clock",
            "working",
            "always_open",
            "office_only",
            "same_day",
            "next_working_day",
            "next_day",
            "working_context",
        )
    ]
    tables += [lexicon.channels[k] for k in lexicon.channels if k not in ("letter", "counter", "phone")]
    tables += [phrases for name, phrases in lexicon.per.items() if name in ("year", "month", "week", "day", "quarter")]
    for table in tables:
        spans += table.found(line.words)
    for start, end in spans:
        taken[start:end] = [True] * (min(end, len(line)) - start)
    for index, token in enumerate(line.tokens):
        if token.kind != "word" or (token.text == "X" and len(token.text) == 1):
            taken[index] = True
    return taken


def _kept_nouns(reading: Reading) -> set[int]:
    """Return the tokens that are counted: they name a subject even if they would say nothing elsewhere."""
    kept = set()
    for amount in reading.amounts:
        if amount.kind == "count" and amount.noun:
            kept |= set(range(amount.end, amount.end + len(amount.noun.split())))
    return kept


def _runs(reading: Reading) -> list[tuple[int, int]]:
    """Return the runs of words that are left."""
    line, language = reading.line, reading.lexicon.language
    taken, kept = _marked(reading), _kept_nouns(reading)
    empty, small = empty_words(language), function_words(language)
    phrases = phrase_tokens(reading)
    runs: list[tuple[int, int]] = []
    for index, token in enumerate(line.tokens):
        word = token.plain
        counted = index in kept and word not in small
        if index not in phrases and not counted and (taken[index] or word in empty or stem(word, language) in empty):
            continue
        if index not in phrases and _name(line.tokens[index].text, line.words[index - 1] if index else "", index):
            continue
        if runs and runs[-1][1] == index and not (index in phrases) != ((index - 1) in phrases):
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _name(text: str, before: str, index: int) -> bool:
    """Say whether a word is the name of a person: after a title, or a capital inside a sentence without a determiner."""
    if before in _TITLES:
        return True
    return (
        index > 0
        and text[:1].isupper()
        and not text.isupper()
        and before not in _DETERMINERS
        and before not in _LINKS
        and before != "."
    )


def phrase_tokens(reading: Reading) -> set[int]:
    """Return the tokens of the known phrases of several words."""
    line, language = reading.line, reading.lexicon.language
    stems = [stem(w, language) for w in line.words]
    book, found = concepts(), set[int]()
    for index, key in enumerate(stems):
        for phrase, _ in book.phrases.get((language, key), ()):
            places = _places(stems, line.words, index, phrase)
            if places:
                found |= set(range(places[0], places[-1] + 1))
                break
    return found


def _places(stems: Sequence[str], words: Sequence[str], index: int, phrase: tuple[str, ...]) -> list[int]:
    """Return the tokens of `phrase` from `index`; hyphens between its words are stepped over."""
    places, at = [], index
    for part in phrase:
        while at < len(words) and words[at] == "-":
            at += 1
        if at >= len(words) or stems[at] != part:
            return []
        places.append(at)
        at += 1
    return places


def _group(reading: Reading, start: int, end: int, previous: int | None) -> Group:
    line, language, book = reading.line, reading.lexicon.language, concepts()
    words = [w for w in line.words[start:end] if w != "-"]
    stems = [stem(w, language) for w in words]
    found, head = set[int](), frozenset[int]()
    index = 0
    while index < len(words):
        for phrase, number in book.phrases.get((language, stems[index]), ()):
            if tuple(stems[index : index + len(phrase)]) == phrase:
                same = {n for p, n in book.phrases[language, stems[index]] if p == phrase}
                found |= same
                head = frozenset(same)
                index += len(phrase)
                break
        else:
            one = meaning(words[index], language)
            found |= one.concepts
            head = one.concepts if one.concepts or index == len(words) - 1 else head
            index += 1
    before = line.words[start - 1] if start else ""
    determined = (
        before in _DETERMINERS
        or line.words[max(0, start - 2) : start - 1][:1] != ()
        and line.words[start - 2] in _DETERMINERS
        if start > 1
        else before in _DETERMINERS
    )
    weight = _weight(words[-1], language, frozenset(found), determined=determined)
    link = line.words[start - 2] if before in _DETERMINERS and start > 1 else before
    at = start - (2 if before in _DETERMINERS and start > 1 else 1)
    modifier = link in _LINKS and previous is not None and previous >= at
    return Group(
        line.span(start, end),
        language,
        frozenset(found),
        head,
        frozenset(stems),
        weight * (0.5 if modifier else 1.0),
        modifier,
    )


def _weight(word: str, language: str, found: frozenset[int], *, determined: bool) -> float:
    if found:
        return 0.5 if found <= concepts().actions else 1.0
    if determined or (len(word) > 5 and word.endswith(noun_endings(language))):
        return 1.0
    return 0.35


@lru_cache(maxsize=8192)
def subject(reading: Reading) -> tuple[Group, ...]:
    """Return the groups of words that a statement is about, in the order of the text."""
    groups: list[Group] = []
    previous: int | None = None
    for start, end in _runs(reading):
        groups.append(_group(reading, start, end, previous))
        previous = end
    return tuple(groups)


def _alike(a: Group, b: Group, vectors: Vectors) -> float:
    """Return how alike two groups are, 0 to 1."""
    if a.head & b.head:
        return 1.0
    if a.head and b.head and not (a.head | b.head) & concepts().actions:
        return 0.3 if a.concepts & b.concepts else 0.0  # two known things: the list decides
    if a.language == b.language and a.stems & b.stems:
        shared = a.stems & b.stems
        return 1.0 if shared == a.stems or shared == b.stems else 0.6
    if a.concepts & b.concepts:
        return 0.6
    near = _spelled_alike(a, b)
    if a.text in vectors and b.text in vectors:
        near = max(near, _graded(float(vectors[a.text] @ vectors[b.text]), known=bool(a.concepts or b.concepts)))
    return near


def _graded(cosine: float, *, known: bool) -> float:
    """Return a likeness for the cosine of two short word groups.

    Measured on the pairs of benchmarks/quality/data/terms_other_services.jsonl: names of one thing in two languages lie
    above .55 in nine of ten cases, of two things below .45.
    """
    low, high = (0.50, 0.66) if known else (0.45, 0.60)
    return max(0.0, min(1.0, (cosine - low) / (high - low)))


def _spelled_alike(a: Group, b: Group) -> float:
    """Return how alike the unknown words are in spelling: "certificaat" and "certificate", "kaart" in "kaartje"."""
    best = 0.0
    for one in a.stems:
        for other in b.stems:
            if min(len(one), len(other)) >= 5:
                common = 0
                for x, y in zip(one, other, strict=False):
                    if x != y:
                        break
                    common += 1
                best = max(best, 0.8 if common >= 0.75 * max(len(one), len(other)) else 0.0)
                if a.language == b.language == "nl" and (one.endswith(other) or other.endswith(one)):
                    best = max(best, 0.7)
    return best


def likeness(a: tuple[Group, ...], b: tuple[Group, ...], vectors: Vectors) -> Likeness:
    """Return how alike two subjects are: the share of the weight of each that the other has, the larger of the two."""
    things_a, things_b = _things(a), _things(b)
    if not things_a or not things_b:
        return Likeness(0.0, empty=True)
    table = [[_alike(x, y, vectors) for y in things_b] for x in things_a]
    cover_a = sum(x.weight * max(row) for x, row in zip(things_a, table, strict=True)) / sum(x.weight for x in things_a)
    cover_b = sum(y.weight * max(row[i] for row in table) for i, y in enumerate(things_b)) / sum(
        y.weight for y in things_b
    )
    main_a, main_b = (
        [i for i, x in enumerate(things_a) if not x.modifier],
        [i for i, y in enumerate(things_b) if not y.modifier],
    )
    heads = max((table[i][j] for i in main_a for j in main_b), default=max(map(max, table)))
    return Likeness(0.75 * max(cover_a, cover_b) + 0.25 * min(cover_a, cover_b), heads=heads)


def _things(groups: tuple[Group, ...]) -> list[Group]:
    """Return the groups that count: doubtful words only where there is nothing better."""
    firm = [g for g in groups if g.weight >= 0.45]
    return firm or list(groups)


def texts(groups: tuple[Group, ...]) -> tuple[str, ...]:
    """Return the texts whose vectors `likeness` may ask for."""
    return tuple(g.text for g in groups)
