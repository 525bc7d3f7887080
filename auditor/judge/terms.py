"""What the typed terms of a unit say against those of a claim: the same, at least as good, or in conflict."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeVar

from auditor.judge.asides import aside
from auditor.judge.cues import Cues
from auditor.judge.elsewhere import foreign, gathered, strange
from auditor.judge.fitting import (
    SOCIAL,
    TALLIES,
    Stated,
    breaks_otherwise,
    closeness,
    fits,
    multiplied,
    offered,
    same_scope,
)
from auditor.judge.phrases import Language, phrase
from auditor.judge.standing import Standing, breaks, standings
from auditor.judge.standing_figures import figures
from auditor.judge.standing_offers import offers
from auditor.judge.units import Unit
from auditor.model import Claim, Statement, Term
from auditor.text.compare import compare_terms
from auditor.text.comparison.families import WINDOWS, family
from auditor.text.comparison.stance import is_report, urgency
from auditor.text.quantities.clauses import channels_in
from auditor.text.quantities.reading import Reading, read

_T = TypeVar("_T")
TermLabel = Literal["same", "compatible", "conflict", "unrelated", "none"]
_TALK: Final = frozenset({"response_time", "availability"})
# Metrics that measure all sorts of things; to share one says little about the subject.
_PLAIN: Final = TALLIES | {
    "price", "deadline", "duration", "lead_time", "opening_hours", "opening_time", "closing_time", "opening_days",
}  # fmt: skip
# Measures of anything at all: without a thing in common, two of them say nothing of each other.
_GENERAL: Final = frozenset({"duration"})
_DATES: Final = frozenset({"deadline", "start_date"})
_LOOSE: Final = frozenset({"price", "deadline"})
_YEAR: Final = re.compile(r"\b(20[2-9]\d)\b")
_BEFORE: Final = frozenset({"before", "by", "until", "till", "voor", "vóór", "tot", "uiterlijk"})


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
    text: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class TermView:
    """The label that decides among all pairs of terms, with the words for it and the two terms."""

    label: TermLabel = "none"
    why: str = ""
    claimed: Term | None = None
    stated: Stated | None = None
    elsewhere: bool = False
    """Only somebody else's terms, or those of long ago, differ from the claim's."""


def claim_terms(claim: Claim) -> Terms:
    """Return the terms of `claim` as they were read or corrected, with the limits in its wording."""
    reading = read(claim.text, claim.language)
    named = {name for term in claim.terms for name in term.scope} | {*channels_in(reading.line)}
    own = [Stated(term, text=claim.text) for term in claim.terms]
    own += [
        Stated(one.term, text=claim.text, standing=one)
        for one in (*standings(reading), *figures(reading), *offers(reading))
    ]
    return Terms(tuple(own), _cutoff(reading), urgency(reading), frozenset(named), claim.text, claim.language)


def unit_terms(unit: Unit) -> Terms:
    """Return the terms that `unit` states. A reply time without a channel is about the one that the unit names, else
    about the channel it stands on. Channels and urgency are left to `placed`: they are rarely asked for.
    """
    found: list[Stated] = []
    cutoffs = []
    for statement in unit.statements:
        reading = read(statement.text, statement.language, statement.headings, statement.published)
        found += [Stated(one.term, statement, statement.text, one.explicit) for one in reading.found]
        found += [
            Stated(one.term, statement, statement.text, standing=one)
            for one in (*standings(reading), *figures(reading), *offers(reading))
            if not one.held or _binds(one)
        ]
        cutoffs.append(_cutoff(reading))
    if any(_unplaced(item.term) for item in found):
        platform = (unit.first.post.platform if unit.first.post else unit.source).lower()
        scope = tuple(sorted(unit_channels(unit))) or ((platform,) if platform in SOCIAL else ())
        found = [
            replace(item, term=replace(item.term, scope=scope)) if _unplaced(item.term) else item for item in found
        ]
    return Terms(tuple(found), _first(cutoffs), text=unit.text, language=unit.language)


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
    broken = [] if told or dated else _broken(claimed, stated, language)
    views = [view for view in broken if view.stated is None or not _foreign(claimed, stated, view.stated)]
    elsewhere = len(views) < len(broken)
    for item in measured(claimed):
        fitting = [
            other
            for other in offered(item, measured(stated))
            if fits(item, other) and not aside(item, other, stated.text, claimed.language)
        ]
        if not fitting:
            continue
        best = max(fitting, key=lambda other: closeness(item, other))
        view = _held(claimed, stated, item.term, best, told=told, language=language)
        if view.label == "conflict" and _foreign(claimed, stated, best):
            elsewhere = True
        elif not (view.label == "conflict" and _excused(claimed, stated, item.term, best, told=told)) and not (
            view.label != "same"
            and dated
            and family(item.term) == "hours"  # an exception on one day, or a service then
        ):
            views.append(view)
    met = {(id(view.stated), _named(view)) for view in views if view.label in ("same", "compatible")}
    order: tuple[TermLabel, ...] = ("conflict", "same", "compatible")
    for label in order:
        for view in views:
            # What meets one term of a claim of several ("free up to 18, then 48 a year") is no conflict with another.
            if view.label == label and not (label == "conflict" and _met(view, met)):
                return view
    return TermView("unrelated" if measured(claimed) and measured(stated) else "none", elsewhere=elsewhere)


def _named(view: TermView) -> bool:
    """Whether the two terms of a view are of one metric by name."""
    return view.claimed is not None and view.stated is not None and view.claimed.metric == view.stated.term.metric


def _met(view: TermView, met: Collection[tuple[int, bool]]) -> bool:
    """Whether the stated term of a conflict meets another term of the claim, which is at least as near to it."""
    return (id(view.stated), True) in met or (not _named(view) and (id(view.stated), False) in met)


def measured(terms: Terms) -> tuple[Stated, ...]:
    """Return the terms with a figure to compare."""
    return tuple(item for item in terms.stated if item.standing is None)


def _binds(standing: Standing) -> bool:
    return standing.term.metric == "leaving"


def _broken(claimed: Terms, stated: Terms, language: Language) -> list[TermView]:
    """Return a conflict for each thing that a claim says to hold and the unit says not to, if not in one measure."""
    return [
        TermView("conflict", phrase("standing", language, claimed=a.term.text, stated=b.term.text), a.term, b)
        for a in claimed.stated
        for b in stated.stated
        if same_scope(a.term.scope, b.term.scope) and _at_odds(a, b)
    ]


def _at_odds(a: Stated, b: Stated) -> bool:
    if a.standing is not None and b.standing is not None:
        return breaks(a.standing, b.standing)
    return a.standing is None and b.standing is None and breaks_otherwise(a, b)


def _held(  # noqa: PLR0913  two terms, what limits them, and how they are told
    claimed: Terms, stated: Terms, promised: Term, other: Stated, *, told: bool, language: Language
) -> TermView:
    """Return what one stated term means for one promised term that it is held against."""
    result = compare_terms(promised, other.term, report=told, words=language)
    if result.label in ("same", "compatible") and _earlier(claimed.cutoff, stated.cutoff) and not told:
        why = phrase("cutoff", language, claimed=_clock(claimed.cutoff), stated=_clock(stated.cutoff))
        return TermView("conflict", why, promised, other)
    return TermView(result.label, result.why, promised, other)


def _one_figure(claimed: Terms, stated: Terms, promised: Term) -> bool:
    """Whether a claim and a unit state one and the same amount of money beside the terms in question."""
    sums = [
        {(item.term.value, item.term.unit) for item in t.stated if item.term.metric == "price"}
        for t in (claimed, stated)
    ]
    return promised.metric != "price" and any(value > 0 for value, _ in sums[0] & sums[1])


def postponed(claimed: Terms, unit: Unit, *, language: Language) -> TermView:
    """Return a conflict where a unit that puts something off names a year after the one that a claim promises."""
    for item in claimed.stated:
        if item.term.metric in _DATES and item.term.unit == "year":
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
        if item.term.metric == other.term.metric and fits(item, other)
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


def _foreign(claimed: Terms, stated: Terms, other: Stated) -> bool:
    """Whether the other term is none that the organisation sets today: it is somebody else's, or of long ago."""
    if other.statement is None:
        return False
    return foreign(stated.text, other.statement.text, claimed.text, other.statement.language)


def _excused(claimed: Terms, stated: Terms, promised: Term, other: Stated, *, told: bool) -> bool:
    """Whether a difference from a claim term is no conflict, because of what tells it."""
    if _one_case(promised, told=told):
        return True
    goal = any(item.term.metric == "deadline" for item in claimed.stated)
    dated = any(item.term.metric in _DATES for item in stated.stated)
    if family(promised) in TALLIES and goal and not dated:
        return True  # how far it is today on the way to a promised day
    if promised.metric == other.term.metric == "count" and (promised.per is None) != (other.term.per is None):
        return True
    if multiplied(promised, other, stated.stated):
        return True
    return other.statement is not None and _of_another(claimed, stated, promised, other, other.statement)


def _one_case(promised: Term, *, told: bool) -> bool:
    """Whether a case says nothing of a term: one occasion does not undo a yearly number, and a price in a story is the
    price of something.
    """
    return told and (family(promised) in TALLIES or family(promised) == "price")


def _of_another(claimed: Terms, stated: Terms, promised: Term, other: Stated, said: Statement) -> bool:
    """Whether the other term is of another thing than was promised, or of a case in which it breaks no promise."""
    alike = claimed.language == stated.language
    unnamed = alike and family(promised) == "time" and promised.metric != other.term.metric
    loose = family(promised) in _LOOSE or unnamed or not _GENERAL.isdisjoint({promised.metric, other.term.metric})
    if (
        loose
        and not _one_figure(claimed, stated, promised)
        and strange(stated.text, claimed.text, stated.language, claimed.language)
    ):
        return True
    if family(promised) == "price" and gathered(said.text, said.language):
        return not gathered(claimed.text, claimed.language)
    told = is_report(read(said.text, said.language, said.headings, said.published), bounded=other.explicit)
    # goods that came back, or broke, within the time promised for it
    within = promised.metric in WINDOWS and other.term.metric not in WINDOWS
    return told and (_one_case(promised, told=True) or within)


def about_platform(claim: Claim, source: str, platforms: frozenset[str]) -> bool:
    """Whether `claim` is about the channel `source`, whose posts stand on `platforms`.

    Only a promise about answering on a named social platform is about that platform alone; one about the telephone or
    e-mail can be shown anywhere.
    """
    if claim.channels:
        return source in claim.channels
    named = {name.lower() for term in claim.terms if term.metric in _TALK for name in term.scope} & SOCIAL
    return not named or "social" in named or bool(named & platforms)
