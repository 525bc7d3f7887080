"""What the typed terms of a unit say against those of a claim: the same, at least as good, or in conflict."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeVar

from auditor.judge.cues import Cues
from auditor.judge.phrases import Language, phrase
from auditor.judge.standing import Standing, breaks, standings
from auditor.judge.units import Unit
from auditor.model import Claim, Statement, Term
from auditor.text.compare import compare_terms
from auditor.text.comparison.families import comparable, family
from auditor.text.comparison.stance import urgency
from auditor.text.quantities.clauses import channels_in
from auditor.text.quantities.reading import Reading, read
from auditor.text.words import kin, stem, words

_T = TypeVar("_T")
TermLabel = Literal["same", "compatible", "conflict", "unrelated", "none"]
# Platforms on which an organisation talks in public; a promise for "social" holds for each of them.
SOCIAL: Final = frozenset({
    "bluesky", "facebook", "instagram", "linkedin", "mastodon", "pinterest", "snapchat", "social", "threads", "tiktok",
    "twitter", "x", "youtube",
})  # fmt: skip
_TALK: Final = frozenset({"response_time", "availability"})
# A number of things, done or counted once, says nothing against a number promised per year or in all.
_TALLIES: Final = frozenset({"count", "frequency", "volume", "weight", "share"})
# Metrics that measure all sorts of things; to share one says little about the subject.
_PLAIN: Final = _TALLIES | {
    "price", "deadline", "duration", "lead_time", "opening_hours", "opening_time", "closing_time", "opening_days",
}  # fmt: skip
_GENERAL_TIME: Final = frozenset({"duration", "lead_time", "processing_time"})
_YEAR: Final = re.compile(r"\b(20[2-9]\d)\b")
_BEFORE: Final = frozenset({"before", "by", "until", "till", "voor", "vóór", "tot", "uiterlijk"})


@dataclass(frozen=True, slots=True)
class Stated:
    """A term, with the statement of a unit that states it."""

    term: Term
    statement: Statement | None = None
    standing: Standing | None = None
    """What holds or not, where there is no figure: such a term only ever makes a conflict."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one text and what limits them."""

    stated: tuple[Stated, ...]
    cutoff: float | None = None
    """The hour before which one has to order or ask."""
    urgency: str | None = None
    """"urgent" or "other" where the text sets urgent cases apart from the rest."""
    channels: frozenset[str] = frozenset()
    """Channels that the text names."""


@dataclass(frozen=True, slots=True)
class TermView:
    """The label that decides among all pairs of terms, with the words for it and the two terms."""

    label: TermLabel = "none"
    why: str = ""
    claimed: Term | None = None
    stated: Stated | None = None


def claim_terms(claim: Claim) -> Terms:
    """Return the terms of `claim` as they were read or corrected, with the limits in its wording."""
    reading = read(claim.text, claim.language)
    named = {name for term in claim.terms for name in term.scope} | {*channels_in(reading.line)}
    stated = (*(Stated(term) for term in claim.terms), *(Stated(s.term, None, s) for s in standings(reading)))
    return Terms(stated, _cutoff(reading), urgency(reading), frozenset(named))


def unit_terms(unit: Unit) -> Terms:
    """Return the terms that `unit` states. A reply time without a channel is about the one that the unit names, else
    about the channel it stands on. Channels and urgency are left to `placed`: they are rarely asked for.
    """
    found: list[Stated] = []
    cutoffs = []
    for statement in unit.statements:
        reading = read(statement.text, statement.language, statement.headings, statement.published)
        found += [Stated(term, statement) for term in reading.terms]
        found += [Stated(one.term, statement, one) for one in standings(reading) if not one.held or _binds(one)]
        cutoffs.append(_cutoff(reading))
    if any(_unplaced(item.term) for item in found):
        platform = (unit.first.post.platform if unit.first.post else unit.source).lower()
        scope = tuple(sorted(unit_channels(unit))) or ((platform,) if platform in SOCIAL else ())
        found = [
            replace(item, term=replace(item.term, scope=scope)) if _unplaced(item.term) else item for item in found
        ]
    return Terms(tuple(found), _first(cutoffs))


def unit_channels(unit: Unit) -> frozenset[str]:
    """Return the channels that `unit` names."""
    return frozenset(name for s in unit.statements for name in channels_in(read(s.text, s.language).line))


def placed(unit: Unit, stated: Terms) -> Terms:
    """Return the terms of `unit` with the channels that it names and whether it sets urgent cases apart."""
    urgencies = [urgency(read(s.text, s.language)) for s in unit.statements]
    return replace(stated, channels=unit_channels(unit), urgency=_first(urgencies))


def asks_place(claimed: Terms) -> bool:
    """Whether it matters for a claim which channel a unit names, or whether it is about urgent cases."""
    return claimed.urgency is not None or talks(claimed)


def talks(claimed: Terms) -> bool:
    """Whether a claim is about answering or being reachable."""
    return any(item.term.metric in _TALK for item in claimed.stated)


def _unplaced(term: Term) -> bool:
    return term.metric in _TALK and not term.scope


def bearing(claimed: Terms, stated: Terms, *, told: bool = False, dated: bool = False, language: Language) -> TermView:
    """Return how the terms of a unit bear on those of a claim.

    Each claim term is held against the stated term that fits it best; of several claim terms, a conflict outranks
    equality, and equality being at least as good.

    Args:
        claimed: the terms of the claim.
        stated: the terms of the unit.
        told: the unit tells of a case, so that it keeps or misses terms rather than setting others.
        dated: the unit is about one day or occasion.
        language: of the reason.
    """
    if claimed.urgency != stated.urgency and claimed.urgency and stated.urgency:
        return TermView("unrelated")
    views = [] if told or dated else _broken(claimed, stated, language)
    for item in measured(claimed):
        fitting = [other for other in stated.stated if _fits(item.term, other.term)]
        if not fitting:
            continue
        best = max(fitting, key=lambda other: _closeness(item.term, other.term))
        result = compare_terms(item.term, best.term, report=told, words=language)
        label: TermLabel = result.label
        if label == "conflict" and _excused(item.term, told=told):
            continue
        if label != "same" and dated and family(item.term) == "hours":
            continue  # an exception on one day, or a service then
        if label in ("same", "compatible") and _earlier(claimed.cutoff, stated.cutoff) and not told:
            why = phrase("cutoff", language, claimed=_clock(claimed.cutoff), stated=_clock(stated.cutoff))
            views.append(TermView("conflict", why, item.term, best))
            continue
        views.append(TermView(label, result.why, item.term, best))
    met = {id(view.stated) for view in views if view.label in ("same", "compatible")}
    order: tuple[TermLabel, ...] = ("conflict", "same", "compatible")
    for label in order:
        for view in views:
            # What meets one term of a claim of several ("free up to 18, then 48 a year") is no conflict with another.
            if view.label == label and not (label == "conflict" and id(view.stated) in met):
                return view
    return TermView("unrelated" if measured(claimed) and measured(stated) else "none")


def measured(terms: Terms) -> tuple[Stated, ...]:
    """Return the terms with a figure to compare."""
    return tuple(item for item in terms.stated if item.standing is None)


def _binds(standing: Standing) -> bool:
    return standing.term.metric == "leaving"


def _broken(claimed: Terms, stated: Terms, language: Language) -> list[TermView]:
    """Return a conflict for each thing that a claim says to hold and the unit says not to."""
    return [
        TermView("conflict", phrase("standing", language, claimed=a.term.text, stated=b.term.text), a.term, b)
        for a in claimed.stated
        for b in stated.stated
        if a.standing is not None
        and b.standing is not None
        and same_scope(a.term.scope, b.term.scope)
        and breaks(a.standing, b.standing)
    ]


def postponed(claimed: Terms, unit: Unit, *, language: Language) -> TermView:
    """Return a conflict where a unit that puts something off names a year after the one that a claim promises."""
    for item in claimed.stated:
        if item.term.metric == "deadline" and item.term.unit == "year":
            later = [int(year) for year in _YEAR.findall(unit.text) if int(year) > item.term.value]
            if later:
                why = phrase("postponed", language, claimed=int(item.term.value), stated=max(later))
                return TermView("conflict", why, item.term)
    return TermView()


def _first(values: Sequence[_T | None]) -> _T | None:
    return next((value for value in values if value is not None), None)


def _cutoff(reading: Reading) -> float | None:
    """Return the hour before which one has to order or ask ("before 8 pm", "voor 17.00 uur"), if the text names one."""
    words_ = reading.line.words
    for moment in reading.moments:
        if moment.kind == "clock" and moment.start and words_[moment.start - 1] in _BEFORE:
            return float(moment.value)
    return None


def _earlier(claimed: float | None, stated: float | None) -> bool:
    return claimed is not None and stated is not None and stated < claimed


def _clock(hour: float | None) -> str:
    return f"{int(hour or 0)}.{round((hour or 0) % 1 * 60):02d}"


def common_metrics(claimed: Terms, stated: Terms) -> frozenset[str]:
    """Return the metrics that a claim and a unit have in common."""
    return frozenset(
        other.term.metric
        for item in measured(claimed)
        for other in measured(stated)
        if item.term.metric == other.term.metric and _fits(item.term, other.term)
    )


def term_measures(claimed: Terms, stated: Terms, view: TermView, rarity: Mapping[str, float]) -> dict[str, float]:
    """Return what the terms add to the measures of a pair.

    A special metric in common says much, a year or a count in common little; `rarity` holds the logarithm of (units /
    units that state the metric). A promise about answering on one channel has little to do with another channel.
    """
    common = common_metrics(claimed, stated)
    plain = {metric: rarity.get(metric, 0.0) for metric in common}
    return {
        "metric": max((value for metric, value in plain.items() if metric in _PLAIN), default=0.0),
        "metric_special": max((value for metric, value in plain.items() if metric not in _PLAIN), default=0.0),
        "terms_met": float(view.label in ("same", "compatible")),
        "terms_conflict": float(view.label == "conflict"),
        "terms_absent": float(bool(measured(claimed)) and view.label in ("none", "unrelated")),
        "channel_named": float(bool(claimed.channels & stated.channels)),
        "channel_apart": float(talks(claimed) and not same_scope(tuple(claimed.channels), tuple(stated.channels))),
    }


def story_measures(claimed: Terms, view: TermView, cues: Cues, *, told: bool) -> dict[str, float]:
    """Return whether the unit has the times that a claim about time asks for, each 1 or 0.

    A time that something takes is shown by two moments of a story, being open day and night by one. A claim about
    opening hours has little to do with a text that states no hours: what is shut today is an exception.
    """
    families = {family(item.term) for item in measured(claimed)}
    always = any(item.term.unit == "time" and (item.term.high or 0) - item.term.value >= 24 for item in claimed.stated)
    at_some_hour = always and told and cues.moments > 0
    return {
        "timed_case": float("time" in families and cues.moments > 1),
        "hours_absent": float(families == {"hours"} and view.label in ("none", "unrelated") and not at_some_hour),
    }


def _fits(claimed: Term, stated: Term) -> bool:
    """Whether two terms can be held against each other: one kind of measure, one scope, and counts of one thing."""
    if not (comparable(claimed, stated) and same_scope(claimed.scope, stated.scope)):
        return False
    if (
        family(claimed) == "time"
        and claimed.metric != stated.metric
        and not {claimed.metric, stated.metric} & _GENERAL_TIME
    ):
        return False
    return family(claimed) not in _TALLIES or bool(_kindred(claimed, stated))


def _closeness(claimed: Term, stated: Term) -> tuple[bool, bool, int, bool]:
    """Return what tells the stated term that a claim term is best held against."""
    return (
        claimed.metric == stated.metric,
        (claimed.per, claimed.unit) == (stated.per, stated.unit),
        _kindred(claimed, stated),
        claimed.value == stated.value,
    )


def _excused(claimed: Term, *, told: bool) -> bool:
    """Whether a difference from a claim term is no conflict: one occasion does not undo a yearly number, and a price
    in a story is the price of something.
    """
    return told and (family(claimed) in _TALLIES or family(claimed) == "price")


def _kindred(claimed: Term, stated: Term) -> int:
    """Return how many words of one term's wording have a relative in the other's."""
    return sum(bool(ties) for ties in kin(_nouns(claimed), _nouns(stated)).values())


def _nouns(term: Term) -> frozenset[str]:
    return frozenset(stem(word) for word in words(term.text) if len(word) > 3)


def same_scope(promised: Sequence[str], stated: Sequence[str]) -> bool:
    """Whether terms for `stated` channels or topics can bear on terms for `promised` ones. Nothing named: all."""
    a, b = {name.lower() for name in promised}, {name.lower() for name in stated}
    if not a or not b or a & b:
        return True
    return ("social" in a and bool(b & SOCIAL)) or ("social" in b and bool(a & SOCIAL))


def about_platform(claim: Claim, source: str, platforms: frozenset[str]) -> bool:
    """Whether `claim` is about the channel `source`, whose posts stand on `platforms`.

    Only a promise about answering on a named social platform is about that platform alone; one about the telephone or
    e-mail can be shown anywhere.
    """
    if claim.channels:
        return source in claim.channels
    named = {name.lower() for term in claim.terms if term.metric in _TALK for name in term.scope} & SOCIAL
    return not named or "social" in named or bool(named & platforms)
