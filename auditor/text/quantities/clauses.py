"""What is said around an amount: comparator, negation, hedge, calendar, channels and conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from auditor.model import Calendar, Comparator, Hedge
from auditor.text.quantities.amounts import Amount
from auditor.text.quantities.tokens import Line
from auditor.text.quantities.words import Words

_SENTENCE_ENDS: Final = frozenset(".!?;\n")
_CLAUSE_ENDS: Final = frozenset(",:()–—") | _SENTENCE_ENDS
_SIDES: Final[tuple[tuple[str, Comparator], ...]] = (
    ("at_most", "<="), ("at_least", ">="), ("less_than", "<"), ("more_than", ">"),
)  # fmt: skip
_FLIPPED: Final[dict[Comparator, Comparator]] = {">": "<=", "<": ">=", "<=": ">", ">=": "<", "=": "="}


_DATED: Final[dict[str, Comparator]] = {"dates_by": "<=", "dates_before": "<", "dates_from": ">="}
_BEFORE: Final = frozenset({"voor", "before", "prior", "ahead"})
_DENIALS_OF_DATES: Final = frozenset({"not", "can't", "won't", "cannot", "niet"})
_AT_HAND: Final = 3  # tokens between "niet" and "halen", "not" and "ready"
_BELONGS: Final = frozenset({"van", "op", "of", "in"})  # between what is denied and the amount it has
_OF_A_THING: Final = 4
_MISSING: Final = frozenset({"make", "meet", "reach", "miss"})
_AFTER: Final = frozenset({"na", "after", "sinds", "since"})
_WITH_US: Final = (("u",), ("ons",), ("jou",), ("je",))  # "bij u thuis" is a place
_CONDITION_ENDS: Final = frozenset({",", ":", "dan", "then"})
_ALSO: Final = frozenset({"ook", "zelfs", "also", "even", "too", "well"})
_OFF_TIMES: Final = (
    "weekend", "weekeind", "zaterdag", "zondag", "feestdag", "avond", "nacht", "holiday", "saturday", "sunday",
    "evening", "night",
)  # fmt: skip
_COUNTING: Final = ("tel", "reken", "gerekend", "geteld", "meege", "count", "includ")
_NAMED_X: Final = frozenset({"generatie", "generation", "project", "model", "plan", "factor", "variabele", "variable"})
_THAT: Final = (("dat",), ("that",), ("this",), ("dit",))
_PLANNED: Final = ("planning", "gepland", "verwacht", "voorzien", "staat")


@dataclass(frozen=True, slots=True)
class Bound:
    """The comparator of an amount, and whether the bound itself is denied ("binnen een dag lukt niet")."""

    comparator: Comparator
    explicit: bool
    negated: bool = False
    start: int = 0
    """The first token of the wording, amount included."""


def bounds_of(line: Line, index: int, ends: frozenset[str] = _CLAUSE_ENDS) -> tuple[int, int]:
    """Return the clause around token `index`: the tokens between the nearest marks."""
    start, end = index, index
    while start > 0 and not _ends(line, start - 1, ends):
        start -= 1
    while end < len(line) and not _ends(line, end, ends):
        end += 1
    return start, end


def sentence_of(line: Line, index: int) -> tuple[int, int]:
    """Return the sentence around token `index`."""
    return bounds_of(line, index, _SENTENCE_ENDS)


def _ends(line: Line, index: int, ends: frozenset[str]) -> bool:
    token = line.tokens[index]
    if token.kind != "sign" or token.plain not in ends:
        return False
    if token.plain in ",.:" and token.glued and index + 1 < len(line) and line.tokens[index + 1].glued:
        return False  # "20,-", "a.m.", "www.example.org"
    return not (
        token.plain == "."
        and index > 0
        and len(line.words[index - 1]) <= 3
        and token.glued
        and index + 1 < len(line)
        and line.tokens[index + 1].text[:1].islower()
    )


def negations(line: Line, start: int, end: int) -> tuple[int, ...]:
    """Return the places of the words that deny, without the harmless ones ("niet alleen", "no problem")."""
    words = line.words[start:end]
    harmless = {i for a, b in line.lexicon.harmless.found(words) for i in range(a, b)}
    found = {start + a for a, _ in line.lexicon.negation.found(words) if a not in harmless}
    found |= {start + i for i, word in enumerate(words) if word.endswith("n't") and i not in harmless}
    return tuple(sorted(found))


def _before(line: Line, start: int, floor: int, *, money: bool) -> tuple[Comparator, int] | None:
    """Return the comparator in front of token `start` and where its wording begins."""
    words = line.words
    reach = start
    while True:
        best: tuple[Comparator, int] | None = None
        size = 0
        for name, comparator in _SIDES:
            length = line.lexicon.comparators[name].ending(words, reach)
            if length > size and reach - length >= floor and not _a_pass(words, reach - length):
                best, size = (comparator, reach - length), length
        if money and line.lexicon.comparators["money_at_least"].ending(words, reach) > size and reach > floor:
            best = (">=", reach - 1)
        if best is not None:
            return best
        if reach <= floor or start - reach >= 4 or words[reach - 1] not in line.lexicon.fillers:
            return None
        reach -= 1


def _a_pass(words: tuple[str, ...], index: int) -> bool:
    """Say whether "pas" is the noun: "de nieuwe pas na twee weken"."""
    return (
        words[index] == "pas"
        and index > 0
        and (words[index - 1].endswith("e") or words[index - 1] in ("een", "uw", "je", "jouw", "ons"))
    )


def _after(line: Line, end: int, ceiling: int) -> Comparator | None:
    words = line.words
    for step in range(3):
        at = end + step
        if at >= ceiling:
            return None
        sign = words[at] == "+"
        if sign and not line.tokens[at].glued:
            return None
        for name, comparator in (("after_at_most", "<="), ("after_at_least", ">=")):
            if line.lexicon.comparators[name].at(words, at):
                return comparator  # type: ignore[return-value]  # a literal of the table beside it
        if words[at] not in line.lexicon.after_fillers:
            return None
    return None


def bound(line: Line, amount: Amount, *, dated: bool = False) -> Bound:
    """Return how `amount` is bounded.

    A denied "more than" is "at most" ("nooit langer dan"), a denied "less than" is "at least", and a denied "within"
    stays a bound that is negated. A question that the next sentence denies ("Binnen een dag? Dat lukt niet.") counts
    as denied.
    """
    start, end = bounds_of(line, amount.start)
    before = _before(line, amount.start, start, money=amount.kind == "money")
    after = _after(line, amount.end, end)
    if dated:
        return _dated(line, amount, start, before)
    comparator, first, explicit = "=", amount.start, False  # type: Comparator, int, bool
    denied = [n for n in negations(line, start, end) if n < amount.start or n >= amount.end]
    if before is not None:
        comparator, first, explicit = before[0], before[1], True
        denied = [n for n in denied if not before[1] <= n < amount.start]
    elif after is not None:
        comparator, explicit = after, True
        tail = line.words[amount.end : min(end, amount.end + 5)]
        skip = {amount.end + i for i, word in enumerate(tail) if word in ("no", "niet")}
        denied = [n for n in denied if n not in skip]
    phrase_end = first + 1 if before is not None else first
    inside = before is not None and any(
        w in ("niet", "nooit", "no", "not", "never") for w in line.words[first:phrase_end]
    )
    if (
        comparator in ("<", ">")
        and before is not None
        and line.words[sentence_of(line, amount.start)[1] :][:1] == ("?",)
    ):
        denied = denied or ([amount.end] if _denied_after(line, amount) else [])
    if comparator in ("<", ">") and denied and not inside and not _soft_number(line, first):
        return Bound(_FLIPPED[comparator], explicit=True, start=first)
    negated = bool(denied) and not inside if comparator in ("<=", "=") else False
    if comparator == "=" and not explicit:
        negated = negated and _close_denial(line, amount, denied)
    if not negated and comparator == "<=" and not inside:
        negated = _denied_after(line, amount)
    if before is None and comparator == "<=" and negated and amount.kind != "measure":
        negated = False
    return Bound(comparator, explicit, negated, first)


def _soft_number(line: Line, first: int) -> bool:
    """Say whether the comparator only shades the number ("ruim 40", "bijna 40")."""
    return line.words[first] in ("ruim", "bijna", "nearly", "almost", "over")


def _close_denial(line: Line, amount: Amount, denied: list[int]) -> bool:
    """Say whether a denial stands right at a bare amount, or at what it belongs to: "geen twee dagen", "geen kaarten
    van € 10". Elsewhere it denies something else.
    """
    reach = _OF_A_THING if amount.start and line.words[amount.start - 1] in _BELONGS else 2
    return any(0 <= amount.start - n <= reach for n in denied)


def _denied_after(line: Line, amount: Amount) -> bool:
    """Say whether a question with this amount is denied by its answer, or a clause beside it says that it fails.

    "Binnen een dag? Dat lukt niet.", "Binnen een dag: dat gaat niet", "Dat het binnen een dag lukt, beloven wij niet".
    """
    first, end = sentence_of(line, amount.start)
    if line.words[end : end + 1] == ("?",):
        _, following = sentence_of(line, min(end + 1, len(line) - 1))
        return _denies(line, end + 1, following, shortest=8)
    begin, stop = bounds_of(line, amount.start)
    if line.lexicon.denials.any_in(line.words[first:end]):
        return True
    opened = line.words[begin : begin + 1] in _THAT
    answered = line.words[stop + 1 : stop + 2] in _THAT
    return stop < end and (opened or answered) and _denies(line, stop + 1, min(end, stop + 9), shortest=6)


def _denies(line: Line, start: int, end: int, *, shortest: int) -> bool:
    """Say whether tokens `start` to `end` deny, in at most `shortest` words and without a bound of their own."""
    answer = line.words[start:end]
    if not answer or line.lexicon.denials.any_in(answer):
        return bool(answer)
    return len(answer) <= shortest and bool(negations(line, start, end)) and not _has_bound(line, start, end)


def _has_bound(line: Line, start: int, end: int) -> bool:
    return any(line.lexicon.comparators["at_most"].at(line.words, i) for i in range(start, end))


def _dated(line: Line, amount: Amount, floor: int, before: tuple[Comparator, int] | None) -> Bound:
    """Return the bound of a year or date: "in 2030" and "by 2030" are at most, "voor 2030" is less than."""
    words = line.words
    lengths = {name: line.lexicon.comparators[name].ending(words, amount.start) for name in _DATED}
    name = max(lengths, key=lambda n: lengths[n])  # the first of equals
    if not lengths[name]:
        if before:
            return Bound(before[0], explicit=True, start=before[1])
        missed = _missed(line, amount, amount.start)
        return Bound("<=", explicit=missed, negated=missed, start=amount.start)
    first = amount.start - lengths[name]
    comparator = _DATED[name]
    if words[first] in _AFTER:
        comparator = ">"
    elif words[first] in _BEFORE and (name == "dates_before" or lengths[name] == 1):
        # "gepland voor 2030" is a date, "voor 2030" alone a bound
        planned = any(word.startswith(_PLANNED) for word in words[floor:first])
        comparator = "<=" if planned else "<"
    missed = comparator in ("<", "<=") and _missed(line, amount, first)
    return Bound(comparator, explicit=True, negated=missed, start=max(first, floor))


def _missed(line: Line, amount: Amount, first: int) -> bool:
    """Say whether a date is said not to be met: "dat halen we niet in 2030", "we will not be ready by 2030".

    `first` is where the wording of its bound begins. "Niet eerder dan" and "not until" bound a date and deny none.
    """
    words = line.words
    if first < amount.start and words[first] in _DENIALS_OF_DATES and "until" not in words[first : amount.start]:
        return words[amount.start - 1] in _MISSING or words[first + 1] in _MISSING
    if words[amount.start - 1] in _MISSING and amount.start - first == 2:
        return True
    start, end = bounds_of(line, amount.start)
    near = [
        n
        for n in negations(line, start, end)
        if not first <= n < amount.end and not any(w.isdigit() for w in (*words[n:first], *words[amount.end : n]))
    ]
    attained = [start + a for a, _ in line.lexicon.attain.found(words[start:end])]
    return any(n == first - 1 or any(abs(n - at) <= _AT_HAND for at in attained) for n in near)


def calendar_of(line: Line, found: Sequence[Amount], *, working_unit: bool) -> Calendar:
    """Return whether a time in this text runs on the clock or in opening hours and working days.

    The units of the amounts in `found` tell nothing about one another: "2 werkdagen" beside "48 uur".
    """
    inside = {index for amount in found for index in range(amount.start, amount.end)}
    words = tuple("" if index in inside else word for index, word in enumerate(line.words))
    clock = line.lexicon.calendars["clock"].any_in(words) or _also_outside(words)
    working = line.lexicon.calendars["working"].any_in(words)
    if _excluded(line) or working_unit or (working and not clock):
        return "working"
    return "clock"


def _also_outside(words: tuple[str, ...]) -> bool:
    """Say whether a text holds outside opening hours as well: "ook buiten kantooruren", "outside office hours too"."""
    return bool({"buiten", "outside"} & set(words)) and bool(_ALSO & set(words))


def _excluded(line: Line) -> bool:
    """Say whether evenings, nights or weekends are said not to count."""
    words = line.words
    for index, word in enumerate(words):
        if not word.startswith(_OFF_TIMES):
            continue
        start, end = bounds_of(line, index)
        part = words[start:end]
        counted = any(w.startswith(_COUNTING) for w in part)
        if line.lexicon.calendars["working_context"].any_in(part) or (counted and negations(line, start, end)):
            return True
    return False


def hedge_in(words: tuple[str, ...], lexicon: Words) -> Hedge:
    """Return how firmly the words are said."""
    if lexicon.aspirational.any_in(words):
        return "aspirational"
    return "soft" if lexicon.soft.any_in(words) else "none"


def channels_in(line: Line) -> tuple[str, ...]:
    """Return the channels that a text names, in alphabetical order. "X" counts only where it stands as a channel."""
    words = line.words
    other = {i for a, b in line.lexicon.not_channels.found(words) for i in range(a, b)}
    found = set()
    for name, phrases in line.lexicon.channels.items():
        if any(a not in other for a, _ in phrases.found(words)):
            found.add(name)
    for index, token in enumerate(line.tokens):
        if token.text == "X" and _stands_as_channel(line, index):
            found.add("x")
    return tuple(sorted(found))


def _stands_as_channel(line: Line, index: int) -> bool:
    """Say whether a capital X is the channel, and not part of a name or a sum: "X-ray", "Model X", "3 X 4"."""
    before = line.tokens[index - 1] if index else None
    after = line.tokens[index + 1] if index + 1 < len(line) else None
    if after is not None and ((after.glued and after.plain in {"-", "'"}) or after.kind == "number"):
        return False
    if before is None:
        return after is not None and after.kind == "sign"
    named = before.plain in _NAMED_X or (index > 1 and before.kind == "word" and before.text[:1].isupper())
    return not named and before.kind != "number" and not (before.plain == "-" and before.glued)


def condition_in(line: Line, amount: Amount, start: int) -> str | None:
    """Return the wording of the condition under which an amount holds, None if there is none.

    `start` is where the wording of the amount begins, comparator included.
    """
    words = line.words
    first, last = sentence_of(line, amount.start)
    for begin, end in line.lexicon.conditions["triggers"].found(words[first:last]):
        at, stop = first + begin, first + end
        if words[at] == "bij" and words[at + 1 : at + 2] in _WITH_US:
            continue
        while stop < last and words[stop] not in _CONDITION_ENDS and stop - at < 9 and stop != start:
            stop += 1
        if stop - at >= 3 and not start <= at < amount.end:
            return line.span(at, stop)
    return None
