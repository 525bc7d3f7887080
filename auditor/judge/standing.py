"""What holds or does not hold without a figure to compare: days of service, leaving at any time, prices, things needed.

"Seven days a week" and "not at weekends" are no amounts of one thing, yet the second breaks the first. Each of the
four kinds is read as a term of its own metric, held or denied, with the words for it:

    service_days   the days, evenings and nights on which something is done, or is not
    leaving        how long one is bound: nothing ("at any time"), a notice period, or the length of a contract
    price_held     prices that do not rise, or do
    needed         a thing that one can do without, or has to have

They only ever tell a conflict, and only where both sides name one thing by their words (text/comparison/subjects.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from auditor.model import Term
from auditor.resources import lexicon
from auditor.text.comparison.concepts import function_words, meaning, stem
from auditor.text.comparison.groups import Group, subject
from auditor.text.comparison.subjects import likeness
from auditor.text.quantities.clauses import bounds_of, channels_in, negations, sentence_of
from auditor.text.quantities.reading import Reading
from auditor.text.quantities.units import base, dimension
from auditor.text.quantities.words import LANGUAGES, Phrases, listed
from auditor.text.words import kin

# Evenings and nights of whatever day, beside the weekdays 0 (Monday) to 6.
_EVENING: Final = 7
_NIGHT: Final = 8
_WEEK: Final = frozenset(range(7))
_LATE: Final = 18.0
_RELATED: Final = 0.6
_PARTS: Final = ("", "en", "ochtend", "middag", "avond")  # "zondagen", "zondagmiddag"
_HOUR: Final = 60.0
_DAY: Final = 1440.0
_MONTH: Final = 30 * _DAY
_WITHOUT: Final = frozenset({"zonder", "without"})
_OWN: Final = frozenset({"eigen", "extra", "own"})
_NEED: Final = frozenset({"need", "needs", "require", "requires"})
_YEAR: Final = re.compile(r"\b20[2-9]\d\b")


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing that a text says to hold, or not to hold."""

    term: Term
    held: bool
    about: tuple[Group, ...]
    """What its text is about."""
    days: frozenset[int] = frozenset()
    minutes: float = 0.0
    """How long one is bound, in minutes; of figures the number, or the minutes since midnight."""
    thing: frozenset[str] = frozenset()
    """What is needed, as stems and concepts; the words for the price; what tells a contract from another."""
    until: int | None = None
    """The year until which, or in which, if one is named."""


@lru_cache(maxsize=8192)
def standings(reading: Reading) -> tuple[Standing, ...]:
    """Return what a text says to hold or not to hold, in the order of the kinds."""
    if reading.line.lexicon.language not in LANGUAGES or not len(reading.line):
        return ()
    clocked = any(moment.kind == "clock" for moment in reading.moments)
    if not clocked and not _hints(reading.line.lexicon.language).any_in(reading.line.words):
        return ()
    return (*_service_days(reading), *_leaving(reading), *_prices(reading), *_needed(reading))


def breaks(claimed: Standing, stated: Standing) -> bool:
    """Say whether what a text states undoes what a claim says to hold, about one and the same thing."""
    if claimed.term.metric != stated.term.metric or not claimed.held:
        return False
    if stated.held and claimed.term.metric != "leaving":
        return False
    return _BREAKS[claimed.term.metric](claimed, stated)


def _bound(claimed: Standing, stated: Standing) -> bool:
    """Say whether one is bound for longer than a claim says."""
    return stated.minutes > claimed.minutes * 1.05 and _one_contract(claimed, stated)


def _unserved(claimed: Standing, stated: Standing) -> bool:
    """Say whether a day of service is denied."""
    return bool(claimed.days & stated.days) and _one_thing(claimed.about, stated.about)


def _dearer(claimed: Standing, stated: Standing) -> bool:
    """Say whether prices rise within the time that they were to stay."""
    late = claimed.until is not None and stated.until is not None and stated.until > claimed.until
    others = any(group.weight >= 1.0 for group in stated.about) and not claimed.about  # somebody else's prices
    return not late and not others and _one_contract(claimed, stated)


def _asked(claimed: Standing, stated: Standing) -> bool:
    """Say whether one has to have what a claim does without."""
    shared = claimed.thing & stated.thing
    a, b = _beside(claimed.about, shared), _beside(stated.about, shared)
    return bool(shared) and ((not a and not b) or _one_thing(a, b))


def _later(claimed: Standing, stated: Standing) -> bool:
    """Say whether a thing comes later than the year of a claim; what "stays" so long must be what is to end."""
    if (stated.until or 0) <= (claimed.until or 0):
        return False
    if not stated.thing:
        return _one_thing(claimed.about, stated.about)
    shared = frozenset(word for word, ties in kin(stated.thing, claimed.thing).items() if ties)
    a, b = _beside(claimed.about, shared), _beside(stated.about, shared)
    return bool(shared) and (not a or not b or _one_thing(a, b))


def _fewer(claimed: Standing, stated: Standing) -> bool:
    """Say whether there are fewer of what a claim counts."""
    if not 0.1 <= stated.minutes / claimed.minutes < 0.95 or not any(kin(claimed.thing, stated.thing).values()):
        return False
    return likeness(claimed.about, stated.about, {}).anchored


def _sooner(claimed: Standing, stated: Standing) -> bool:
    """Say whether the last one goes an hour or more before a claim says."""
    if stated.minutes > claimed.minutes - _HOUR:
        return False
    # the name of a line is no known thing: then it has to be there by its words
    return _one_thing(claimed.about, stated.about) or (not claimed.about and bool(claimed.thing & stated.thing))


def _ended(claimed: Standing, stated: Standing) -> bool:
    """Say whether what a claim calls by its name is what ends: all of the name, not a word of it."""
    return bool(stated.thing) and stated.thing <= claimed.thing


def _rarer(claimed: Standing, stated: Standing) -> bool:
    """Say whether a thing is done less often."""
    firm = [group for group in claimed.about if group.weight >= 1.0]
    stems = frozenset[str]().union(*(b.stems for b in stated.about))
    said = all(a.stems <= stems or any(a.head & b.head for b in stated.about) for a in firm)
    return stated.minutes < claimed.minutes * 0.95 and bool(firm) and said


_BREAKS: Final[dict[str, Callable[[Standing, Standing], bool]]] = {
    "leaving": _bound,
    "service_days": _unserved,
    "price_held": _dearer,
    "needed": _asked,
    "by_year": _later,
    "so_many": _fewer,
    "last_run": _sooner,
    "offer": _ended,
    "pace": _rarer,
    "extra": lambda claimed, stated: _one_thing(claimed.about, stated.about),
}


def _beside(about: tuple[Group, ...], thing: frozenset[str]) -> tuple[Group, ...]:
    """Return what a text is about beside the thing that is needed."""
    return tuple(g for g in about if not (g.stems & thing or {f"#{number}" for number in g.concepts} & thing))


def _one_thing(a: tuple[Group, ...], b: tuple[Group, ...]) -> bool:
    """Say whether two texts are plainly about one thing."""
    alike = likeness(a, b, {})
    return alike.anchored and alike.score >= _RELATED


def _one_contract(a: Standing, b: Standing) -> bool:
    """Say whether two texts are about the same contracts or prices: one thing, or one of them names no other thing."""
    if a.thing and b.thing and not a.thing & b.thing:
        return False
    firm_a, firm_b = (tuple(group for group in s.about if group.weight >= 1.0) for s in (a, b))
    return not firm_a or not firm_b or _one_thing(a.about, b.about)


@cache
def table(language: str, kind: str, name: str) -> Phrases:
    """Return one list of the lexicon of standing words."""
    return Phrases(listed(lexicon("standing", language)[kind][name]))


@cache
def _hints(language: str) -> Phrases:
    """Return the words without which a text says nothing of the four kinds."""
    raw = lexicon("standing", language)
    names = {
        "days": ("every_day", "always", "office", "weekend", "night", "evening"),
        "leaving": ("words", "notice", "contract"),
    }
    names |= {"price": ("words", "instead"), "needed": ("without", "needed", "only")}
    items = [item for kind, keys in names.items() for key in keys for item in listed(raw[kind][key])]
    days = lexicon("quantities", language)["calendars"]["days"]
    return Phrases([*items, *(day for day in days if len(day) > 3), *(f"{day}*" for day in days if len(day) > 5)])


def made(reading: Reading, metric: str, span: tuple[int, int], *, held: bool) -> Term:
    """Return the term of something that holds or not, with the words of a sentence."""
    text = reading.line.span(*span)
    scope = channels_in(reading.line) if metric == "service_days" else ()
    return Term(metric, "=", 1.0, "count", scope=scope, negated=not held, text=text)


@lru_cache(maxsize=1024)
def sentences(reading: Reading) -> tuple[tuple[int, int], ...]:
    """Return the first token and the end of each sentence."""
    found, start = [], 0
    while start < len(reading.line):
        first, end = sentence_of(reading.line, start)
        if end > first:
            found.append((first, end))
        start = max(end, start) + 1
    return tuple(found)


def _service_days(reading: Reading) -> Iterator[Standing]:
    """Read "seven days a week", "ook op zondag", and "not at weekends", "op zondag gesloten"."""
    line, language = reading.line, reading.line.lexicon.language
    for first, end in sentences(reading):
        words = line.words[first:end]
        always = table(language, "days", "always").any_in(words)
        whole = _WEEK if always or table(language, "days", "every_day").any_in(words) else frozenset()
        office = frozenset(range(5)) if table(language, "days", "office").any_in(words) else frozenset()
        days = whole | ({_EVENING, _NIGHT} if always else frozenset()) | _named_days(reading, first, end)
        if not days and not office:
            continue
        denied = negations(line, first, end)
        shut = table(language, "days", "shut").any_in(words)
        denied = denied or tuple(at for at, _ in table(language, "days", "ended").found(words))
        if not denied and not shut:
            term = made(reading, "service_days", (first, end), held=True)
            yield Standing(term, held=True, about=subject(reading), days=days | office)
        elif days and not whole and bool(denied) != shut and _every_week(reading, first, end):
            term = made(reading, "service_days", (first, end), held=False)
            yield Standing(term, held=False, about=subject(reading), days=days)


def _named_days(reading: Reading, first: int, end: int) -> frozenset[int]:
    """Return the weekdays, evenings and nights that a sentence names, each day of a weekend with it."""
    line, language = reading.line, reading.line.lexicon.language
    words = line.words[first:end]
    days = {day + part: n for day, n in line.lexicon.days.items() if len(day) > 3 for part in _PARTS}
    found = {days[word] for word in words if word in days}
    found |= {5, 6} if table(language, "days", "weekend").any_in(words) else set()
    found |= {_EVENING} if table(language, "days", "evening").any_in(words) else set()
    found |= {_NIGHT} if table(language, "days", "night").any_in(words) else set()
    for moment in reading.moments:
        if moment.kind == "clock" and first < moment.start < end and moment.value >= _LATE:
            found |= {_NIGHT} if table(language, "days", "after").at(line.words, moment.start - 1) else set()
    return frozenset(found)


def _every_week(reading: Reading, first: int, end: int) -> bool:
    """Say whether a denied day is one of every week and what is denied is the service itself."""
    line, language = reading.line, reading.line.lexicon.language
    words = line.words[first:end]
    if table(language, "days", "occasion").any_in(words) or table(language, "days", "beside").any_in(words):
        return False
    if any(moment.kind == "date" for moment in reading.moments) or words[-1:] == ("?",):
        return False
    reports = line.lexicon.reports
    shut = table(language, "days", "shut")  # "closed" is no past tense here
    if reports["times"].any_in(words) or any(not shut.at(words, at) for at, _ in reports["past"].found(words)):
        return False
    plural = any(word.endswith(("dagen", "days")) and word.startswith(_long_days(language)) for word in words)
    placed = any(
        word in ("op", "on") and words[k + 1 : k + 2] and words[k + 1].startswith(_long_days(language))
        for k, word in enumerate(words)
    )
    weekly = table(language, "days", "weekly").any_in(words) or table(language, "days", "night").any_in(words)
    late = table(language, "days", "after").any_in(words) or table(language, "days", "evening").any_in(words)
    return plural or placed or weekly or late


@cache
def _long_days(language: str) -> tuple[str, ...]:
    return tuple(day for day in lexicon("quantities", language)["calendars"]["days"] if len(day) > 3)


def _leaving(reading: Reading) -> Iterator[Standing]:
    """Read "cancel at any time", "opzegbaar per maand", "een opzegtermijn van een maand", "tied to it for a year"."""
    line, language = reading.line, reading.line.lexicon.language
    for first, end in sentences(reading):
        words = line.words[first:end]
        leaves = table(language, "leaving", "words").any_in(words)
        notice = table(language, "leaving", "notice").any_in(words)
        contract = table(language, "leaving", "contract").any_in(words)
        if not (leaves or notice or contract) or table(language, "leaving", "work").any_in(words):
            continue
        minutes = [
            base(amount.value, amount.unit)
            for amount in reading.amounts
            if first <= amount.start < end and amount.kind == "measure" and dimension(amount.unit) == "time"
        ]
        bound = table(language, "leaving", "bound").any_in(words)
        long: float | None = None
        if minutes and ((leaves and notice) or notice or (contract and bound)):
            long = max(minutes)
        elif leaves and not negations(line, first, end):
            names = (("after_a_year", 12 * _MONTH), ("by_month", _MONTH), ("by_week", 7 * _DAY), ("at_once", _DAY))
            long = next((size for name, size in names if table(language, "leaving", name).any_in(words)), None)
        if long is not None:
            term = made(reading, "leaving", (first, end), held=True)
            about = _without(reading, ("leaving", "words"), ("leaving", "contract"), ("leaving", "notice"))
            yield Standing(term, held=True, about=about, minutes=long, thing=_compounds(language, words))


def _compounds(language: str, words: tuple[str, ...]) -> frozenset[str]:
    """Return what tells one contract from another: "sport" of "sportabonnement"."""
    ends = [item.removesuffix("*") for item in listed(lexicon("standing", language)["leaving"]["contract"])]
    found = {word.partition(end)[0] for word in words for end in ends if end in word and not word.startswith(end)}
    return frozenset(front for front in found if len(front) > 2)


def _prices(reading: Reading) -> Iterator[Standing]:
    """Read "our prices stay fixed until 2028", "prices go up in May", "49 euro in plaats van 39 euro"."""
    line, language = reading.line, reading.line.lexicon.language
    for first, end in sentences(reading):
        words = line.words[first:end]
        if words[-1:] == ("?",):
            continue
        money = [a for a in reading.amounts if a.kind == "money" and first <= a.start < end]
        dearer = len(money) == 2 and money[0].value > money[1].value
        dearer = dearer and table(language, "price", "instead").any_in(line.words[money[0].end : money[1].start])
        priced = table(language, "price", "words").any_in(words)
        rises = table(language, "price", "rise").any_in(words) and (priced or bool(money))
        denied = negations(line, first, end)
        stays = priced and ((rises and denied) or (not rises and table(language, "price", "held").any_in(words)))
        if not (stays or rises or dearer):
            continue
        apart = denied or line.lexicon.reports["past"].any_in(words)
        sized = money or any(a.kind == "share" and first <= a.start < end for a in reading.amounts)
        sized = sized or any(moment.kind == "date" for moment in reading.moments)
        if not stays and (apart or not sized or table(language, "price", "next_year").any_in(words)):
            continue
        years = [int(year) for year in _YEAR.findall(line.span(first, end))]
        term = made(reading, "price_held", (first, end), held=bool(stays))
        about = _without(reading, ("price", "words"), ("price", "held"), ("price", "rise"), ("leaving", "contract"))
        if not stays:  # "prices go up in April, letters are in the post": of the rise only
            at = money[0].start if dearer else first + table(language, "price", "rise").found(words)[0][0]
            clause = bounds_of(line, at)
            about = tuple(group for group in about if clause[0] <= group.start < clause[1])
        named = frozenset(stem(words[at], language) for at, _ in table(language, "price", "words").found(words))
        yield Standing(term, held=bool(stays), about=about, thing=named, until=max(years, default=None))


def _without(reading: Reading, *names: tuple[str, str]) -> tuple[Group, ...]:
    """Return what a text is about, without the words of the kind itself."""
    language = reading.line.lexicon.language
    tables = [table(language, kind, name) for kind, name in names]
    return tuple(
        group
        for group in subject(reading)
        if not all(
            any(table.at((word,), 0) for table in tables) for word in reading.line.words[group.start : group.end]
        )
    )


def _needed(reading: Reading) -> Iterator[Standing]:
    """Read "without a deposit", "geen afspraak nodig", and "een afspraak is verplicht", "only by appointment"."""
    line, language = reading.line, reading.line.lexicon.language
    for first, end in sentences(reading):
        words = line.words[first:end]
        if words[-1:] == ("?",):
            continue
        needs = [first + at for at, _ in table(language, "needed", "needed").found(words)]
        needs = [
            at for at in needs if line.words[at] not in _NEED or line.words[at + 1 : at + 2] != ("to",)
        ]  # "you need to wait"
        without = [first + at for at, _ in table(language, "needed", "without").found(words)]
        only = [first + after for _, after in table(language, "needed", "only").found(words)]
        denied = [at for at in negations(line, first, end) if at not in without]
        held = True
        if without and not denied and (needs or line.words[without[0]] in _WITHOUT):
            thing = _thing(reading, without[0] + 1, min(end, without[0] + 4), one=True)
        elif needs and denied and not without:
            # "you never need a ticket", "een kaartje is niet nodig"
            before = line.words[needs[0]] in _NEED
            reach = (needs[0], min(end, needs[0] + 4)) if before else (max(first, denied[0] - 3), denied[0])
            thing = _thing(reading, *reach, one=True)
        elif (needs or only) and not denied and not without:
            held = False
            start = only[0] if only else needs[0]
            after = bool(only) or line.words[start] in _NEED
            thing = (
                _thing(reading, start, min(end, start + 4)) if after else _thing(reading, max(first, start - 7), start)
            )
        else:
            continue
        if thing:
            term = made(reading, "needed", (first, end), held=held)
            yield Standing(term, held=held, about=subject(reading), thing=thing)


def _thing(reading: Reading, first: int, end: int, *, one: bool = False) -> frozenset[str]:
    """Return the stems and concepts of the nouns between two tokens, of the first noun if `one` is asked for."""
    line, language = reading.line, reading.line.lexicon.language
    generic = frozenset(listed(lexicon("standing", language)["needed"]["generic"]))
    asking = table(language, "needed", "needed")
    found: set[str] = set()
    for at in range(first, end):
        word = line.words[at]
        if line.tokens[at].kind != "word" or len(word) < 4 or word in function_words(language) or word in generic:
            continue
        if asking.at(line.words, at) or word in _OWN:
            continue
        if language == "en" and word.endswith("ing") and at == first:
            break  # "without being asked"
        found |= {stem(word, language), *(f"#{number}" for number in meaning(word, language).concepts)}
        if one:
            break
    return frozenset(found)
