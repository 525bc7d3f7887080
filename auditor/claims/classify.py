"""Tell what a sentence is: mission, vision, value, product, promise, or none of these, and why.

The form of the sentence decides (who acts, what is said to be done, in which frame, under which heading); the vector
of the sentence helps where it is given. What can be no claim by its place or its form alone (a heading, a question,
a quotation of others, a language that nobody reads here) is refused before anything is weighed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from auditor.claims import gates, scorer, words_for
from auditor.claims.features import Form, read_form
from auditor.claims.sentence import LANGUAGES, Sentence, guess_language, neutral
from auditor.model import ClaimKind, Encode, Term

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Kind = ClaimKind | Literal["none"]

_SURE: Final = 0.98
_MIN_WORDS: Final = 3
# A sentence whose form alone is this surely no claim is not embedded. Measured on the texts of the sectors held out:
# the vector turned 2 in 1,000 of them into a claim, wrongly as often as rightly.
_HOPELESS: Final = 0.97
# Terms are read of what is or may become a claim once its surroundings are weighed.
_WORTH_TERMS: Final = 0.3
_BLOCKS: Final = {"heading": "a heading", "question": "a question", "quote": "a quotation", "meta": "page metadata"}


@dataclass(frozen=True, slots=True)
class Classified:
    """The kind of a text, how probable that is, its terms, and the signals that decided."""

    kind: Kind
    confidence: float
    """Probability that the text is of this kind, calibrated on sectors held out."""
    terms: tuple[Term, ...] = ()
    why: str = ""
    claim: float = 0.0
    """Probability that the text is a claim of any kind."""
    best: Kind = "none"
    """The most probable kind of claim, also where none is more probable still; none where it was refused."""
    certain: frozenset[str] = frozenset()
    """The kinds whose strict condition is met (`gates.certain`)."""


def classify(  # noqa: PLR0913 - a sentence is what surrounds it; all but the text have defaults
    text: str,
    *,
    heading: str | None = None,
    headings: Sequence[str] = (),
    label: str | None = None,
    page_type: str | None = None,
    block_kind: str | None = None,
    language: str | None = None,
    names: Sequence[str] = (),
    encode: Encode | None = None,
) -> Classified:
    """Classify one text.

    Args:
        text: a sentence, or a fragment such as a table cell.
        heading: the heading above it, if there is only one to tell.
        headings: all headings above it, outermost first; `heading` comes after them.
        label: what names the text beside it (a row header, the question it answers).
        page_type: the kind of page, as the reader guesses it.
        block_kind: the kind of block, as the reader names it.
        language: "nl" or "en"; guessed where it is None.
        names: the organisation's own name and its aliases.
        encode: the embedded encoder. Without it the form of the sentence decides alone.
    """
    above = (*headings, heading) if heading else tuple(headings)
    sentence = Sentence(text, above, label, page_type, block_kind, language, tuple(names))
    return classify_all([sentence], encode)[0]


def classify_all(
    sentences: Sequence[Sentence], encode: Encode | None = None, *, with_terms: bool = True
) -> list[Classified]:
    """Classify many sentences: vectors are computed in one call, and only where the form leaves any doubt."""
    found: list[Classified | None] = [_refuse(sentence) for sentence in sentences]
    open_, forms = [], []
    for index, sentence in enumerate(sentences):
        if found[index] is None:
            form, why = examine(sentence)
            if why:
                found[index] = Classified("none", _SURE, why=why)
            else:
                open_.append(index)
                forms.append(form)
    for index, form, verdict in zip(open_, forms, _weigh(forms, [sentences[i] for i in open_], encode), strict=True):
        terms = _terms(sentences[index], form.language) if with_terms and verdict.claim >= _WORTH_TERMS else ()
        found[index] = replace(verdict, terms=terms, certain=gates.certain_kinds(form))
    return [verdict for verdict in found if verdict is not None]


def classify_lines(rows: Iterable[Mapping[str, Any]], encode: Encode | None = None) -> Iterator[dict[str, Any]]:
    """Classify rows with `id`, `text` and optionally `heading` and `language`, for `auditor claims classify`.

    Yields rows with `id`, `kind`, `confidence`, `terms` and `why`, in the same order.
    """
    held = list(rows)
    sentences = [
        Sentence(
            str(row["text"]),
            headings=_texts(row.get("headings")) + _texts(row.get("heading")),
            label=row.get("label") or None,
            page_type=row.get("page_type") or None,
            block_kind=row.get("block_kind") or None,
            language=row.get("language") or row.get("lang") or None,
            names=_texts(row.get("organisation")),
        )
        for row in held
    ]
    for row, verdict in zip(held, classify_all(sentences, encode), strict=True):
        yield {
            "id": row["id"],
            "kind": verdict.kind,
            "confidence": verdict.confidence,
            "terms": [term_row(term) for term in verdict.terms],
            "why": verdict.why,
        }


def term_row(term: Term) -> dict[str, Any]:
    """Return a term in the shape of results.json; fields that say nothing are left out."""
    row = {name: value for name, value in asdict(term).items() if value not in (None, ())}
    return {**row, "scope": list(term.scope)}


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()


def _refuse(sentence: Sentence) -> Classified | None:
    """Refuse what can be no claim by its place or its shape alone."""
    text = sentence.text.strip()
    count = sum(any(char.isalnum() for char in word) for word in text.split())
    why = ""
    if sentence.block_kind in _BLOCKS:
        why = _BLOCKS[sentence.block_kind]
    elif text.endswith("?"):
        why = "a question"
    elif not any(char.isalpha() for char in text):
        why = "no words"
    elif count < _MIN_WORDS and not sentence.label:
        why = "too short to say anything"
    elif sentence.language is not None and sentence.language not in LANGUAGES:
        why = f"a language that is not read here ({sentence.language})"
    return Classified("none", _SURE, why=why) if why else None


def examine(sentence: Sentence) -> tuple[Form, str]:
    """Return the signals of a sentence, and why it is refused if it is.

    The signals `open:KIND` say of which kinds a condition is met.
    """
    language = sentence.language or guess_language(sentence.text, sentence.headings) or LANGUAGES[0]
    form = read_form(sentence, language)
    gates.prepare(form, sentence)
    why = gates.refused(form)
    form.signals.update({f"open:{kind}": "" for kind in sorted(gates.open_kinds(form))})
    return form, why


def _weigh(forms: Sequence[Form], sentences: Sequence[Sentence], encode: Encode | None) -> list[Classified]:
    if not forms:
        return []
    model = scorer.load()
    rows = scorer.matrix([form.signals for form in forms], model)
    chances = scorer.probabilities(rows, model.form)
    weights = [model.form] * len(forms)
    none = model.kinds.index(scorer.NONE)
    if encode is not None and getattr(encode, "name", model.encoder) == model.encoder:
        doubtful = [index for index in range(len(forms)) if chances[index, none] < _HOPELESS]
        vectors = _vectors([sentences[index] for index in doubtful], encode, model)
        if vectors is not None:
            chances[doubtful] = scorer.probabilities(rows[doubtful], model.full, vectors)
            weights = [model.full if index in set(doubtful) else model.form for index in range(len(forms))]
    return [_verdict(form, chances[i], weights[i], model) for i, form in enumerate(forms)]


def _vectors(sentences: Sequence[Sentence], encode: Encode, model: scorer.Model) -> NDArray[np.float32] | None:
    """Return the vectors of the sentences, or None where the encoder is not the one of the weights."""
    if not sentences:
        return None
    vectors = encode([neutral(sentence) for sentence in sentences])
    return vectors if vectors.shape[1] == model.dimension else None


def _verdict(form: Form, chances: NDArray[np.float64], weights: scorer.Weights, model: scorer.Model) -> Classified:
    none = model.kinds.index(scorer.NONE)
    claim = 1.0 - float(chances[none])
    order = sorted(range(len(model.kinds)), key=lambda index: -chances[index])
    best = next(index for index in order if index != none) if claim >= 0.5 else none
    kind: Kind = model.kinds[best]  # type: ignore[assignment]  # the file lists the kinds and none
    likeliest: Kind = model.kinds[next(index for index in order if index != none)]  # type: ignore[assignment]  # too
    names = scorer.reasons(form.signals, kind, weights, model)
    said = words_for.signals(names, form.signals)
    return Classified(kind, round(float(chances[best]), 3), (), said, round(claim, 3), likeliest)


def _terms(sentence: Sentence, language: str) -> tuple[Term, ...]:
    from auditor.text.quantities import read_terms  # noqa: PLC0415 - only what is a claim has terms worth reading

    return read_terms(sentence.text, language, headings=sentence.headings, label=sentence.label)
