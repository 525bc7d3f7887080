"""Hold one statement against another: the same terms, compatible ones, a conflict, or nothing to do with each other.

The labels read from A to B. A is what is promised, B what another text says:

    same         the same terms, whatever the words, units and notation (a hedge that B adds changes no term)
    compatible   B is at least as good a service as A promises, a case that keeps the terms, or a special case
    conflict     B states worse or opposite terms, a calendar that is worse, a case that misses them, or another fact
    unrelated    B is about something else or another channel, or states nothing that A states

Subjects decide whether two statements are about the same (comparison/subjects.py), typed terms decide what B means
for A (comparison/terms.py). Sentence vectors help with words that the bilingual list does not know. Within a language
they alone make no conflict: a thing has to be shared by its words. Between two languages near vectors have to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.model import Encode, Term
from auditor.text.comparison import subjects
from auditor.text.comparison.decide import Basis, Decision, Label, Sides, decide, other_channel
from auditor.text.comparison.families import comparable, direction, family
from auditor.text.comparison.groups import subject
from auditor.text.comparison.terms import compare_values
from auditor.text.comparison.wording import Language, explain
from auditor.text.quantities.measured import Found
from auditor.text.quantities.reading import Reading, read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Comparison:
    """What B means for A, why in words, and the terms that decided."""

    label: Label
    why: str
    term_a: Term | None = None
    term_b: Term | None = None
    basis: Basis = "terms"
    """What decided: typed terms, the same wording with other figures, the subjects, or that nothing can be compared."""
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
        encode: sentence vectors for words that the bilingual list does not know. Without it they count as different.
        words: the language of the reason.
    """
    if terms_a is None and terms_b is None and text_a.strip() == text_b.strip():
        return _said(Decision("same", "same_text", "wording"), words)
    a, b = read(text_a, language_a), read(text_b, language_b)
    sides = Sides(a, b, _given(terms_a) or a.found, _given(terms_b) or b.found)
    return _said(decide(sides, _vectors([(a, b)], encode)), words)


def compare_terms(a: Term, b: Term, *, report: bool = False, words: Language = "en") -> Comparison:
    """Return what term B means for term A where both are known to be about the same thing.

    `report` says that B tells of a single case. Terms on different channels or of different metrics are unrelated.
    """
    if other_channel(a.scope, b.scope):
        return _said(Decision("unrelated", "other_channel", "subject", a, b), words)
    if not comparable(a, b):
        return _said(Decision("unrelated", "nothing", "nothing", a, b), words)
    outcome = compare_values(a, b, report=report)
    return _said(Decision(outcome.outcome, outcome.reason, "terms", a, b), words)


def compare_lines(
    rows: Iterable[Mapping[str, Any]], encode: Encode | None = None, *, words: Language = "en"
) -> list[dict[str, str]]:
    """Compare many pairs, with the vectors of all of them computed in one go.

    Rows with `id`, `text_a`, `text_b` and perhaps `lang_a`, `lang_b` become rows with `id`, `label`, `why`.
    """
    given = list(rows)
    pairs = [
        (read(str(row["text_a"]), row.get("lang_a")), read(str(row["text_b"]), row.get("lang_b"))) for row in given
    ]
    vectors = _vectors(pairs, encode)
    done = []
    for row, (a, b) in zip(given, pairs, strict=True):
        same = a.line.text.strip() == b.line.text.strip()
        decision = Decision("same", "same_text") if same else decide(Sides(a, b, a.found, b.found), vectors)
        done.append({"id": row["id"], "label": decision.label, "why": _said(decision, words).why})
    return done


def _given(terms: Sequence[Term] | None) -> tuple[Found, ...]:
    return tuple(Found(term, 0, 0, explicit=True) for term in terms or ())


def _vectors(pairs: Sequence[tuple[Reading, Reading]], encode: Encode | None) -> dict[str, NDArray[np.float32]]:
    """Return the vectors of the word groups that the bilingual list does not know, and of their counterparts."""
    if encode is None:
        return {}
    texts = sorted({text for a, b in pairs for text in subjects.texts(subject(a), subject(b))})
    return dict(zip(texts, encode(texts), strict=True)) if texts else {}


def _said(decision: Decision, words: Language) -> Comparison:
    a, b, kind = decision.term_a, decision.term_b, ""
    if a is not None:
        known = direction(a) == "less" and family(a) in {"time", "price", "distance", "deadline"}
        kind = family(a) if known else direction(a)
    shown = (a, b) if decision.basis == "terms" else (None, None)
    why = explain(*shown, decision.reason, kind, words)
    return Comparison(decision.label, why, a, b, decision.basis, decision.likeness)
