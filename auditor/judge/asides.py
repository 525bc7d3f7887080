"""What a time is of where no organisation serves by it: a job, an age, what is past, a thing that runs.

"Wanted: a gardener, 28 hours" is no time to answer in, "from 8 years" none to wait, "after three years with a baker"
none to deliver in, and a fountain that plays until six shuts no counter. Two terms are held together only
if both are such.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

from auditor.judge.cues import any_of
from auditor.judge.elsewhere import strange
from auditor.judge.fitting import Stated, akin
from auditor.resources import lexicon
from auditor.text.comparison.families import family
from auditor.text.quantities.metrics import TIME_TO
from auditor.text.quantities.units import base
from auditor.text.quantities.words import LANGUAGES

Aside = Literal["job", "clock", "window", "age", "past"]
_TIMES: Final = TIME_TO | {"duration"}
_TWO_YEARS: Final = base(2, "year")
_SEASON: Final = base(3, "month")
_WORKING_WEEK: Final = range(4, 49)  # hours
_HOURS: Final = range(1, 25)
_LONGEST_LIFE: Final = 110
_BOUND: Final = re.compile(
    r"\b(?:binnen|within|in|na|after|pas|tot|up to|at most|maximaal|hooguit|next|komende)\s+(?:[\w'’]+\s+)?$",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(r"\b(?:na|after)\s*$", re.IGNORECASE)
_GROWING: Final = re.compile(
    r"""(?<!\w)(?:vanaf|onder(?:\sde)?|boven(?:\sde)?|tot\sen\smet|t/m|minimaal|from|under|over|above
    |(?:ouder|jonger)\sdan)\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_WORDED: Final = re.compile(r"\S+\s+\S+$")  # "three years"
_DAY: Final = re.compile(
    r"\b(?:maan|dins|woens|donder|vrij|zater|zon|mon|tues|wednes|thurs|fri|satur|sun)(?:day|dag)\w*", re.IGNORECASE
)
# "De kelder is open", "om tien uur gaat de kantine dicht": hours of what is named so, unless by a name of its own
_NAMED: Final = re.compile(
    r"""\b(?i:de|het|the)\s(?:[a-zà-ÿ-]+\s){1,2}(?:is|zijn|are|gaat|gaan|opent|opens?|sluit|sluiten|closes?|shuts?)\b
    |\b(?i:is|zijn|gaat|gaan|opent|openen|sluit|sluiten)\s(?:de|het)\s[a-zà-ÿ-]+\b""",
    re.VERBOSE,
)
_CLOCK: Final = re.compile(r"(?<!\w)(?:vanaf|om|tegen|sinds)\s*$", re.IGNORECASE)
# "Two hours of silence" is how long it was quiet; an hour of waiting is a wait.
_OF: Final = re.compile(
    r"\s*of\s(?!\w+ing\b|notice\b|delay\b|the\b|your\b|our\b|us\b|you\b|it\b|work\b)", re.IGNORECASE
)
_BROUGHT: Final = re.compile(
    r"\b(?:bracht|brachten|brengt|stuurde|stuurden)(?:\s[\w'’]+){1,8}\sterug\b|\bteruggebracht\b"
    r"|\b(?:brought|sent)(?:\s[\w'’]+){1,4}\sback\b|\breturned (?:her|his|their|the|a|it)\b",
    re.IGNORECASE,
)
# "Opzeggen is gratis" promises nothing of what taking part costs.
_LEAVING: Final = re.compile(
    r"\b(?:opzeg\w*|opgezegd|opzegt|annuleer\w*|annuler\w*|afmeld\w*|uitschrijv\w*|stop(?:pen|t)|beëindig\w*"
    r"|cancel\w*|leav(?:e|es|ing)|quit\w*|resign\w*|unsubscrib\w*)\b",
    re.IGNORECASE,
)
# Times of which a case with another time may be proof: what was had may be within a warranty
_ALWAYS: Final = frozenset({"job", "clock", "age"})


def aside(promised: Stated, other: Stated, said: str, claim_language: str | None) -> bool:
    """Say whether a stated term measures another sort of thing than the promised one, whatever their figures.

    Args:
        promised: the term of the claim, with the text of the claim.
        other: the term of the unit, with the sentence that states it.
        said: the whole text of the unit.
        claim_language: of the claim.
    """
    if family(other.term) == "hours":
        elsewhere = _of_a_thing(other) and not _tied(promised, other, claim_language)
        return elsewhere or _two_sites(promised, other)
    if promised.term.metric == "price" and not promised.term.value:
        return bool(_LEAVING.search(promised.text)) and not _LEAVING.search(said)
    if other.term.metric not in _TIMES:
        return False
    sorts = {sort_of(promised, promised.text), sort_of(other, said)}
    apart = len(sorts) > 1 and (promised.term.metric in _TIMES or not _ALWAYS.isdisjoint(sorts))
    return apart or _of_years(promised, other) or _lasting(promised, other)


def _tied(promised: Stated, other: Stated, claim_language: str | None) -> bool:
    """Whether a claim and a sentence name one thing; days of the week and being open are none."""
    claimed, said = (_without("serving", _DAY.sub(" ", item.text)) for item in (promised, other))
    language = other.statement.language if other.statement else None
    # Across languages no words are alike, and the bilingual list tells; within one it ties all that has hours.
    return akin(claimed, said) if language == claim_language else not strange(said, claimed, language, claim_language)


def sort_of(item: Stated, said: str) -> Aside | None:
    """Return what the time of a term is of, None where nothing tells that it is of something aside.

    Args:
        item: the term, with the sentence that states it.
        said: the whole text.
    """
    term = item.term
    place = item.text.find(term.text)
    figure = next((at for at, sign in enumerate(term.text) if sign.isdigit()), None)
    before = item.text[: max(place, 0)]
    leading = before + (term.text[:figure] if figure is not None else _WORDED.sub("", term.text))
    after = item.text[place + len(term.text) :] if place >= 0 else ""
    if term.unit == "hour" and term.value in _HOURS and _CLOCK.search(leading):
        return "clock"
    loose = not _BOUND.search(leading) and not _taking(item)
    offered = _has("jobs", said if term.metric == "duration" else item.text)
    if loose and term.unit == "hour" and term.value in _WORKING_WEEK and offered:
        return "job"
    if loose and _has("windows", item.text):
        return "window"
    general = term.metric in {"duration", "lead_time"}
    if general and term.unit == "year" and term.value <= _LONGEST_LIFE and _GROWING.search(leading):
        return "age"
    if _AFTER.search(leading):
        had = _had(term.unit, after) or (general and _BROUGHT.search(item.text))
        return "past" if had and not _has("waiting", item.text) else None
    return None


def _had(unit: str, after: str) -> bool:
    """Whether what follows "after three years" tells how something was had: "with a baker", "in a shed"."""
    return (unit in {"year", "month"} and _starts("tenure", after)) or (unit == "year" and _starts("places", after))


def _of_years(promised: Stated, other: Stated) -> bool:
    """Whether years stand against a promise of days or weeks, and no word says that something took or takes them."""
    if promised.term.metric not in _TIMES or other.explicit:
        return False
    short = base(promised.term.value, promised.term.unit) <= _SEASON
    years = other.term.unit == "year" and base(other.term.value, other.term.unit) >= _TWO_YEARS
    return short and years and other.term.metric == "duration" and not _taking(other)


def _lasting(promised: Stated, other: Stated) -> bool:
    """Whether a time is how long something lies, lasts or goes on, and no time that one waits for what was promised:
    "longer than six weeks", "two hours of silence".
    """
    if promised.term.metric not in TIME_TO or promised.term.comparator in {">", ">="} or _taking(other):
        return False
    longer = other.term.metric == "duration" and other.term.comparator in {">", ">="}
    english = other.statement is not None and other.statement.language == "en"
    after = other.text.partition(other.term.text)[2]
    return longer or (english and not other.explicit and bool(_OF.match(after)))


def _taking(item: Stated) -> bool:
    """Whether a sentence says that something takes or took a time."""
    return _has("taking", item.text) or _has("waiting", item.text)


def _two_sites(promised: Stated, other: Stated) -> bool:
    """Whether two hours are those of two places or channels by name: the telephone and the shop."""
    named = [_sites(item.text) | {*item.term.scope} for item in (promised, other)]
    return all(named) and named[0].isdisjoint(named[1])


def _sites(text: str) -> frozenset[str]:
    """Return the kinds of places to go to that a text names."""
    kinds = lexicon("asides", "en")["sites"]
    return frozenset(kind for kind in kinds if any(_site(language, kind).search(text) for language in LANGUAGES))


@cache
def _site(language: str, kind: str) -> re.Pattern[str]:
    return _any(lexicon("asides", language)["sites"][kind])


def _of_a_thing(other: Stated) -> bool:
    """Whether hours are those of a thing that is on, plays or is open by its name, and of no channel or counter."""
    if other.term.scope or _has("selves", other.text):
        return False
    return bool(_NAMED.search(other.text)) or (_has("running", other.text) and not _has("serving", other.text))


def _has(kind: str, text: str) -> bool:
    return any(_phrases(language, kind).search(text) for language in LANGUAGES)


def _without(kind: str, text: str) -> str:
    for language in LANGUAGES:
        text = _phrases(language, kind).sub(" ", text)
    return text


def _starts(kind: str, text: str) -> bool:
    return any(_phrases(language, kind).match(text.lstrip()) for language in LANGUAGES)


@cache
def _phrases(language: str, kind: str) -> re.Pattern[str]:
    """Return the pattern for the words of one kind in the lexicon of what stands aside."""
    return _any(lexicon("asides", language)[kind])


def _any(listed: str) -> re.Pattern[str]:
    return any_of([phrase.strip() for phrase in listed.split(",") if phrase.strip()])
