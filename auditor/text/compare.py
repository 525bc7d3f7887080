"""Hold one statement against another: the same terms, compatible ones, a conflict, or nothing to do with each other.

The labels read from A to B. A is what is promised, B what another text says:

    same         the same terms, whatever the words, units and notation (a hedge that B adds changes no term)
    compatible   B is at least as good a service as A promises, a case that keeps the terms, or a special case
    conflict     B states worse or opposite terms, a calendar that is worse, a case that misses them, or another fact
    unrelated    B is about something else or another channel, or states nothing that A states

Subjects decide whether two statements are about the same (comparison/subjects.py), typed terms decide what B means for A
(comparison/terms.py). Sentence vectors help with words that the bilingual list does not know; they decide no conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from auditor.model import Encode, Term, normalised
from auditor.text.comparison import stance, subjects
from auditor.text.comparison.families import comparable, direction, family, same_metric
from auditor.text.comparison.groups import subject
from auditor.text.comparison.skeletons import Skeletons, skeletons
from auditor.text.comparison.terms import Compared, compare_values
from auditor.text.comparison.wording import Language, explain
from auditor.text.quantities.measured import Found
from auditor.text.quantities.reading import Reading, read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Label = Literal["same", "compatible", "conflict", "unrelated"]

# Swept on benchmarks/quality/data/terms_other_services.jsonl with the embedded encoder; the accuracy is flat from .45 to .6.
RELATED: Final = 0.5
RELATED_METRIC: Final = 0.42  # where both sides speak of one metric by name: two response times, two warranties
_SEVERITY: Final = {"conflict": 0, "compatible": 1, "same": 2}
_DIGITAL: Final = frozenset(
    {"bluesky", "x", "mastodon", "facebook", "instagram", "linkedin", "whatsapp", "chat", "email", "sms"}
)
_GENERAL_CHANNEL: Final = frozenset({"bluesky", "x", "mastodon", "facebook", "instagram", "linkedin"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """What B means for A, why in words, and the terms that decided."""

    label: Label
    why: str
    term_a: Term | None = None
    term_b: Term | None = None
    basis: Literal["terms", "wording", "subject", "nothing"] = "terms"
    """What decided: typed terms, the same wording with other figures, the subjects, or that there was nothing to compare."""
    likeness: float | None = None
    """How alike the subjects are, 0 to 1; None if one states no subject."""


def compare(  # noqa: PLR0913  the two sides, and what is already known about them
    text_a: str,
    text_b: str,
    language_a: str | None = None,
    language_b: str | None = None,
    *,
    terms_a: Sequence[Term] | None = None,
    terms_b: Sequence[Term] | None = None,
    encode: Encode | None = None,
    words: Language = "en",
) -> Comparison:
    """Return what statement B means for the promise A.

    Args:
        text_a: the promise.
        text_b: what another text says.
        language_a: "nl" or "en"; guessed if None.
        language_b: the same for B.
        terms_a: terms of A that were read or corrected before, instead of reading them from the text.
        terms_b: the same for B.
        encode: sentence vectors for words that the bilingual list does not know. Without it they count as different words.
        words: the language of the reason.
    """
    if (
        normalised(text_a) == normalised(text_b)
        and terms_a is None
        and terms_b is None
        and text_a.strip() == text_b.strip()
    ):
        return Comparison("same", explain(None, None, "same_text", "", words), basis="wording")
    a, b = read(text_a, language_a), read(text_b, language_b)
    vectors = _vectors([(a, b)], encode)
    return _compare(a, b, terms_a, terms_b, vectors, words)


def compare_terms(a: Term, b: Term, *, report: bool = False, words: Language = "en") -> Comparison:
    """Return what term B means for term A where both are known to be about the same thing.

    `report` says that B tells of a single case. Terms on different channels or of different metrics are unrelated.
    """
    if _other_channel(a.scope, b.scope):
        return Comparison("unrelated", explain(None, None, "other_channel", "", words), a, b, "subject")
    if not comparable(a, b):
        return Comparison("unrelated", explain(None, None, "nothing", "", words), a, b, "nothing")
    return _said(a, b, compare_values(a, b, report=report), words)


def compare_lines(
    rows: Iterable[Mapping[str, Any]], encode: Encode | None = None, *, words: Language = "en"
) -> list[dict[str, str]]:
    """Compare many pairs at once: rows with `id`, `text_a`, `text_b` and perhaps `lang_a`, `lang_b` become `id`, `label`, `why`.

    The vectors of all rows are computed in one go.
    """
    pairs = [
        (row, read(str(row["text_a"]), row.get("lang_a")), read(str(row["text_b"]), row.get("lang_b"))) for row in rows
    ]
    vectors = _vectors([(a, b) for _, a, b in pairs], encode)
    done = []
    for row, a, b in pairs:
        same = a.line.text.strip() == b.line.text.strip()
        result = (
            Comparison("same", explain(None, None, "same_text", "", words), basis="wording")
            if same
            else _compare(a, b, None, None, vectors, words)
        )
        done.append({"id": str(row["id"]), "label": result.label, "why": result.why})
    return done


def _vectors(pairs: Sequence[tuple[Reading, Reading]], encode: Encode | None) -> dict[str, NDArray[np.float32]]:
    """Return the vectors of the word groups that the bilingual list does not know, and of those they are held against."""
    if encode is None:
        return {}
    texts = sorted({text for a, b in pairs for text in subjects.texts(subject(a), subject(b))})
    return dict(zip(texts, encode(texts), strict=True)) if texts else {}


def _other_channel(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Say whether two scopes exclude each other. "Social media" holds for every social channel."""
    if not a or not b or set(a) & set(b):
        return False
    return not (("social" in a and _GENERAL_CHANNEL & set(b)) or ("social" in b and _GENERAL_CHANNEL & set(a)))


def _said(a: Term, b: Term, outcome: Compared, words: Language, likeness: float | None = None) -> Comparison:
    kind = (
        family(a) if direction(a) == "less" and family(a) in ("time", "price", "distance", "deadline") else direction(a)
    )
    return Comparison(outcome.outcome, explain(a, b, outcome.reason, kind, words), a, b, "terms", likeness)


def _plain(
    reason: str,
    words: Language,
    basis: Literal["wording", "subject", "nothing"],
    label: Label = "unrelated",
    likeness: float | None = None,
) -> Comparison:
    return Comparison(label, explain(None, None, reason, "", words), basis=basis, likeness=likeness)


def _compare(
    a: Reading,
    b: Reading,
    terms_a: Sequence[Term] | None,
    terms_b: Sequence[Term] | None,
    vectors: Mapping[str, NDArray[np.float32]],
    words: Language,
) -> Comparison:
    found_a = a.found if terms_a is None else tuple(Found(t, 0, 0, explicit=True) for t in terms_a)
    found_b = b.found if terms_b is None else tuple(Found(t, 0, 0, explicit=True) for t in terms_b)
    bones = skeletons(a, b)
    likeness = subjects.likeness(subject(a), subject(b), vectors)
    score = None if likeness.empty else likeness.score
    channel_a, channel_b = _channels(found_a), _channels(found_b)
    if _other_channel(channel_a, channel_b):
        return _plain("other_channel", words, "subject", likeness=score)
    if bones.alike and bones.words_equal and not bones.differ:
        return _plain("same_text", words, "wording", "same", score)
    pairs = _pairs(found_a, found_b, in_order=bones.alike)
    if not bones.alike and not _related(likeness, pairs):
        return _plain("other_subject", words, "subject", likeness=score)
    if bones.alike and any(not _covered(place, pairs) for place in bones.differ):
        return _plain("other_wording", words, "wording", "conflict", score)
    if not pairs:
        return _plain("nothing", words, "nothing", likeness=score)
    apart = _apart(a, b)
    if apart is not None:
        return _plain(apart[1], words, "subject", apart[0], score)
    results = [_pair(one, other, b, bones, words, score) for one, other in pairs]
    best = min(results, key=lambda r: _SEVERITY[r.label])
    one_channel = set(channel_a) & _DIGITAL and not channel_b and family(pairs[0][0].term) == "time" and not bones.alike
    if best.label == "conflict" and one_channel:
        return _plain("one_channel", words, "subject", "compatible", score)
    return best


def _covered(place: tuple[int, int], pairs: Sequence[tuple[Found, Found]]) -> bool:
    """Say whether two figures that differ were read as the terms of one pair."""
    return any(one.start <= place[0] < one.end and other.start <= place[1] < other.end for one, other in pairs)


def _channels(found: Sequence[Found]) -> tuple[str, ...]:
    return tuple(sorted({channel for f in found for channel in f.term.scope}))


def _pair(one: Found, other: Found, b: Reading, bones: Skeletons, words: Language, score: float | None) -> Comparison:
    outcome = compare_values(one.term, other.term, report=stance.is_report(b, bounded=other.explicit))
    if bones.alike and bones.differ and outcome.outcome == "compatible" and _states_fact(one.term):
        outcome = Compared("conflict", "other_value")
    if outcome.outcome == "conflict" and stance.is_special(b):
        outcome = Compared("compatible", "special")
    return _said(one.term, other.term, outcome, words, score)


def _states_fact(term: Term) -> bool:
    """Say whether a term in one and the same sentence is a fact whose change is a contradiction, not a better service."""
    return term.metric in ("count", "frequency", "volume", "weight", "limit") and term.comparator in (
        ">",
        "=",
        "<",
        "<=",
    )


def _pairs(found_a: Sequence[Found], found_b: Sequence[Found], *, in_order: bool) -> list[tuple[Found, Found]]:
    """Return for each term of A the term of B that it is best held against; `in_order` for two texts with the same words."""
    if in_order and len(found_a) == len(found_b):
        both = list(zip(found_a, found_b, strict=True))
        if all(comparable(one.term, other.term) for one, other in both):
            return both
    pairs = []
    for one in found_a:
        others = [
            (_fit(one, other, index), other) for index, other in enumerate(found_b) if comparable(one.term, other.term)
        ]
        if others:
            pairs.append((one, max(others, key=lambda o: o[0])[1]))
    special = [p for p in pairs if p[0].term.metric == p[1].term.metric and p[0].term.metric not in ("price", "count")]
    return special or pairs


def _fit(one: Found, other: Found, index: int) -> tuple[int, int, int]:
    same = int(one.term.metric == other.term.metric)
    return same, int(one.term.per == other.term.per and one.term.unit == other.term.unit), -index


def _related(likeness: subjects.Likeness, pairs: Sequence[tuple[Found, Found]]) -> bool:
    if likeness.empty:
        return any(same_metric(one.term, other.term) for one, other in pairs)
    agreed = any(same_metric(one.term, other.term) for one, other in pairs)
    return likeness.score >= (RELATED_METRIC if agreed else RELATED)


def _apart(a: Reading, b: Reading) -> tuple[Label, str] | None:
    """Return the outcome where the one is about urgent cases and the other is not."""
    one, other = stance.urgency(a), stance.urgency(b)
    if one == other:
        return None
    if {one, other} == {"urgent", "other"}:
        return "unrelated", "other_subject"
    if other == "urgent":
        return "compatible", "special"
    return ("unrelated", "other_subject") if one == "urgent" else None
