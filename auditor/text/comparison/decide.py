"""What one reading means for another: are they about the same, and what do their terms say of each other?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from auditor.model import Term
from auditor.text.comparison import stance
from auditor.text.comparison.cutoffs import cutoff, earlier
from auditor.text.comparison.families import comparable, family, same_metric
from auditor.text.comparison.groups import Group, gapless, shared_plain, subject
from auditor.text.comparison.skeletons import Skeletons, skeletons
from auditor.text.comparison.subjects import Likeness, likeness
from auditor.text.comparison.terms import Compared, compare_values
from auditor.text.quantities.measured import Found
from auditor.text.quantities.reading import Reading

if TYPE_CHECKING:
    from auditor.text.comparison.subjects import Vectors

Label = Literal["same", "compatible", "conflict", "unrelated"]
Basis = Literal["terms", "wording", "subject", "nothing"]

# Swept on the pairs of benchmarks/quality/data with the embedded encoder, see `--sweep` of benchmarks/quality/terms.py.
RELATED: Final = 0.5
RELATED_METRIC: Final = 0.42  # where both sides speak of one metric by name: two response times, two warranties
_SEVERITY: Final = {"conflict": 0, "compatible": 1, "same": 2, "unrelated": 3}
_DIGITAL: Final = frozenset(
    {"bluesky", "x", "mastodon", "facebook", "instagram", "linkedin", "whatsapp", "chat", "email", "sms"}
)
_SOCIAL: Final = frozenset({"bluesky", "x", "mastodon", "facebook", "instagram", "linkedin"})
_LOOSE: Final = 0.5  # weight below which a group may be any word
# Metrics whose own words say which service is meant, with the lists that hold these words.
_SELF_NAMED: Final = {
    "response_time": ("response_time",),
    "confirmation_time": ("confirmation_time",),
    "delivery_time": ("delivery_time",),
    "refund_time": ("refund_time", "return_window"),
    "return_window": ("return_window", "delivery_time"),
    "warranty": ("warranty", "warranty_defect"),
    "waiting_time": ("waiting_time", "waiting_hold"),
    "order_threshold": ("order_threshold", "delivery_time", "price"),
}
_FACTS: Final = frozenset({"count", "frequency", "volume", "weight", "limit"})


@dataclass(frozen=True, slots=True)
class Decision:
    """A label with the key of its reason (the lexicon's `wording: reasons`) and what decided."""

    label: Label
    reason: str
    basis: Basis = "subject"
    term_a: Term | None = None
    term_b: Term | None = None
    likeness: float | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """Both statements as they were read, and the terms to hold against each other."""

    a: Reading
    b: Reading
    found_a: tuple[Found, ...]
    found_b: tuple[Found, ...]


def decide(sides: Sides, vectors: Vectors) -> Decision:
    """Return what B means for A."""
    bones = skeletons(sides.a, sides.b)
    alike = likeness(subject(sides.a), subject(sides.b), vectors)
    pairs = paired(sides.found_a, sides.found_b, in_order=bones.alike)
    decision = _by_subject(sides, bones, alike, pairs) or _by_terms(sides, bones, pairs)
    if decision.label == "conflict" and not (bones.alike or alike.empty or alike.anchored):
        decision = Decision("unrelated", "other_subject")
    decision = _by_cutoff(sides, decision)
    score = None if alike.empty else alike.score
    return Decision(decision.label, decision.reason, decision.basis, decision.term_a, decision.term_b, score)


def _by_cutoff(sides: Sides, decision: Decision) -> Decision:
    """Return the decision once the times of day before which one has to order are held against each other."""
    if decision.basis not in {"terms", "nothing"}:
        return decision
    one, other = cutoff(sides.a), cutoff(sides.b)
    if earlier(one, other):
        kept = decision.label in {"same", "compatible"} or decision.basis == "nothing"
        return replace(decision, label="conflict", reason="cutoff", basis="wording") if kept else decision
    if earlier(other, one) and decision.label == "same":
        return replace(decision, label="compatible", reason="cutoff_later", basis="wording")
    late = one is not None and other is not None and other.after and not one.after
    if late and decision.label == "conflict":
        return replace(decision, label="compatible", reason="special")  # B is about those who ask after the hour of A
    return decision


def other_channel(a: Sequence[str], b: Sequence[str]) -> bool:
    """Say whether two scopes exclude each other. "Social media" holds for every social channel."""
    one, other = set(a), set(b)
    if not one or not other or one & other:
        return False
    return not (("social" in one and _SOCIAL & other) or ("social" in other and _SOCIAL & one))


def _by_subject(
    sides: Sides, bones: Skeletons, alike: Likeness, pairs: Sequence[tuple[Found, Found]]
) -> Decision | None:
    """Return the decision where subject, channel or wording already tell, None where the terms must."""
    if other_channel(_channels(sides.found_a), _channels(sides.found_b)):
        return Decision("unrelated", "other_channel")
    if bones.alike:
        if bones.words_equal and not bones.differ:
            return Decision("same", "same_text", "wording")
        if any(not _covered(place, pairs) for place in bones.differ):
            return Decision("conflict", "other_wording", "wording")
    elif not _related(sides, alike, pairs) and not _same_service(sides, pairs):
        return Decision("unrelated", "other_subject")
    return _by_urgency(sides) if pairs or _conditioned(sides) else Decision("unrelated", "nothing", "nothing")


def _by_urgency(sides: Sides) -> Decision | None:
    """Return the decision where only one of the two is about urgent cases, or B is about all others."""
    one, other = stance.urgency(sides.a), stance.urgency(sides.b)
    if one != "urgent" and other == "urgent":
        apart = one == "other"
        return Decision("unrelated", "other_subject") if apart else Decision("compatible", "special")
    return Decision("unrelated", "other_subject") if one == "urgent" and other != "urgent" else None


def _by_terms(sides: Sides, bones: Skeletons, pairs: Sequence[tuple[Found, Found]]) -> Decision:
    """Return the gravest outcome of the pairs of terms."""
    results = [_pair(one, other, sides.b, bones) for one, other in pairs]
    results += _conditioned(sides)
    gravest = min(results, key=lambda r: _SEVERITY[r.label])
    one_channel = set(_channels(sides.found_a)) & _DIGITAL and not _channels(sides.found_b) and not bones.alike
    if gravest.label == "conflict" and one_channel and pairs and family(pairs[0][0].term) == "time":
        return Decision("compatible", "one_channel")  # a promise for one channel stands beside one for all
    return gravest


def _conditioned(sides: Sides) -> list[Decision]:
    """Return a conflict where A asks nothing of anybody and B of who spends too little: "gratis bezorgd vanaf € 20"."""
    free = [f.term for f in sides.found_a if f.term.metric == "price" and f.term.value == 0 and not f.term.negated]
    least = [f.term for f in sides.found_b if f.term.metric == "order_threshold"]
    if not free or not least or any(f.term.metric == "order_threshold" for f in sides.found_a):
        return []
    return [Decision("conflict", "threshold_added", "terms", free[0], least[0])]


def _pair(one: Found, other: Found, b: Reading, bones: Skeletons) -> Decision:
    report = stance.is_report(b, bounded=other.explicit)
    outcome = compare_values(one.term, other.term, report=report)
    if outcome.reason == "other_value" and one.term.metric == other.term.metric == "share" and report:
        outcome = _reached(one.term, other.term, b)
    # in one and the same sentence a count is a fact, and its change a contradiction, not a better service
    fact = one.term.metric in _FACTS and one.term.comparator != ">="
    if outcome.outcome == "compatible" and bones.alike and bones.differ and fact:
        outcome = Compared("conflict", "other_value")
    if outcome.outcome == "conflict" and stance.is_special(b):
        outcome = Compared("compatible", "special")
    return Decision(outcome.outcome, outcome.reason, "terms", one.term, other.term)


def _reached(a: Term, b: Term, told: Reading) -> Compared:
    """Compare a share that is promised with one that was reached: more is better, but for what one wants less of."""
    more = b.value > a.value
    good = more != bool(told.line.lexicon.unwanted.any_in(told.line.words))
    return Compared("compatible", "better") if good else Compared("conflict", "case_misses")


def _related(sides: Sides, alike: Likeness, pairs: Sequence[tuple[Found, Found]]) -> bool:
    agreed = any(same_metric(one.term, other.term) for one, other in pairs)
    if alike.empty:
        return agreed and not _other_hours(sides, pairs)
    return alike.score >= (RELATED_METRIC if agreed else RELATED)


def _other_hours(sides: Sides, pairs: Sequence[tuple[Found, Found]]) -> bool:
    """Say whether hours are of something else: "ja hoor, van 10 tot 16 uur" has no word of being open, or one of them
    names a thing of which the other does not speak.
    """
    if not any(family(one.term) == "hours" for one, _ in pairs):
        return False
    opened = all(r.line.lexicon.calendars["open_words"].any_in(r.line.words) for r in (sides.a, sides.b))
    return not opened or (not _things(sides.a) and bool(_things(sides.b)))


def _same_service(sides: Sides, pairs: Sequence[tuple[Found, Found]]) -> bool:
    """Say whether both are about the one thing that their metric names, and about nothing else beside it.

    "Levertijd: 3-5 werkdagen" and "your parcel is with you in two days" share no word; both are about delivery alone.
    """
    a, b = sides.a, sides.b
    for one, other in pairs:
        metric = one.term.metric
        if metric != other.term.metric:
            continue
        if metric in _SELF_NAMED and _names_only(a, metric) and _names_only(b, metric):
            return True
        if metric == "deadline" and not _things(a) and not _things(b) and shared_plain(a, b):
            return True
    return False


def _things(reading: Reading) -> tuple[Group, ...]:
    """Return the groups that name a thing, without loose words of which nobody knows whether they do."""
    return tuple(group for group in subject(reading) if group.weight >= _LOOSE)


def _names_only(reading: Reading, metric: str) -> bool:
    """Say whether all that a statement names are words of one metric."""
    tables = [reading.line.lexicon.metrics[name] for name in _SELF_NAMED[metric]]
    spans = [ends for table in tables for span in table.found(reading.line.words) for ends in gapless(*span)]
    spans += reading.line.lexicon.free.found(reading.line.words)
    return all(any(start <= group.start and group.end <= end for start, end in spans) for group in _things(reading))


def _covered(place: tuple[int, int], pairs: Sequence[tuple[Found, Found]]) -> bool:
    """Say whether two figures that differ were read as the terms of one pair."""
    return any(one.start <= place[0] < one.end and other.start <= place[1] < other.end for one, other in pairs)


def _channels(found: Sequence[Found]) -> tuple[str, ...]:
    return tuple(sorted({channel for f in found for channel in f.term.scope}))


def paired(found_a: Sequence[Found], found_b: Sequence[Found], *, in_order: bool) -> list[tuple[Found, Found]]:
    """Return for each term of A the term of B it is best held against; `in_order` for texts with the same words."""
    if in_order and len(found_a) == len(found_b):
        both = list(zip(found_a, found_b, strict=True))
        if all(comparable(one.term, other.term) for one, other in both):
            return both
    pairs = []
    for one in found_a:
        others = [
            (_fit(one, other, i), other) for i, other in enumerate(found_b) if _commensurate(one.term, other.term)
        ]
        if others:
            pairs.append((one, max(others, key=lambda o: o[0])[1]))
    special = [p for p in pairs if p[0].term.metric == p[1].term.metric and p[0].term.metric not in {"price", "count"}]
    return (special or pairs) + _from_so_many(found_a, found_b)


def _from_so_many(found_a: Sequence[Found], found_b: Sequence[Found]) -> list[tuple[Found, Found]]:
    """Return the numbers from which both sides give a discount or ask nothing: "10% korting vanaf vijf stuks"."""
    if not all(any(_gives(f.term) for f in found) for found in (found_a, found_b)):
        return []
    least = [
        [f for f in found if f.term.metric == "count" and f.term.comparator in {">", ">="} and f.explicit]
        for found in (found_a, found_b)
    ]
    return [(_as_threshold(one), _as_threshold(other)) for one, other in zip(*least, strict=False)]


def _gives(term: Term) -> bool:
    return term.metric == "discount" or (term.metric == "price" and term.value == 0 and not term.negated)


def _as_threshold(found: Found) -> Found:
    return replace(found, term=replace(found.term, metric="order_threshold"))


def _commensurate(a: Term, b: Term) -> bool:
    """Say whether two terms can be held against each other: a service of some days is not one of "three years"."""
    apart = family(a) == "time" and a.metric != b.metric and (a.unit == "year") != (b.unit == "year")
    return comparable(a, b) and not apart


def _fit(one: Found, other: Found, index: int) -> tuple[int, int, int]:
    same = int(one.term.metric == other.term.metric)
    return same, int(one.term.per == other.term.per and one.term.unit == other.term.unit), -index
