"""Promises and evidence in paragraphs of English ESG reports (PromiseEval), five folds by company.

The head is trained here and shipped nowhere: a ridge on the paragraph's vector, on TF-IDF of its words and letters, on
what the tool itself reads in its sentences (kinds of claims, cues), and on what heads that were trained on our own
paragraphs say of them (`written_paragraphs`); averaged with the same plus what a small transformer says that was tuned
on our own paragraphs (`tuned_encoder`: needs the extras `models` and `test`). Evidence is learned as a degree: none, a
promise alone, general evidence, clear evidence. The least that is called a "yes" is where, in the training folds with
each text left out in turn, as many are called so as are labelled so. No company is in two
folds. The same with folds by chance is shown beside it, because the figures of others are from splits by row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.bootstrap import macro_f1, over_labels
from benchmarks.quality.figures import Bench, Figure
from benchmarks.quality.tasks.tuned_encoder import tuned_readings
from benchmarks.quality.tasks.written_paragraphs import readings

Floats = NDArray[np.float64]

FILE: Final = "promiseeval/promiseeval_en_train.jsonl"
_FOLDS: Final = 5
_TASKS: Final = ("promise", "evidence")
# How much a text counts as a "yes", by its labels; what is not listed counts 0.
_DEGREES: Final = {
    "promise": {("yes", "na"): 0.9, ("yes", "not clear"): 1.0, ("yes", "misleading"): 1.0, ("yes", "clear"): 1.0},
    "evidence": {("yes", "na"): 0.25, ("yes", "not clear"): 0.85, ("yes", "misleading"): 0.8, ("yes", "clear"): 1.0},
}
# All of these were chosen within the training folds, by company: how strongly the ridge shrinks, and how much all
# signals together count beside the unit vector.
SHRINKAGE: Final = 5.0
_SIGNALS: Final = 0.5
_WISHES: Final = r"will|aim|commit\w*|target|goal|ambition|strive|pledge\w*|intend|plan|by 20[2-9]\d|achieve|ensure|we"


def run(bench: Bench) -> tuple[Figure, ...]:
    """Return the macro-F1 of promise and evidence over all folds together."""
    from sklearn.model_selection import GroupKFold, StratifiedKFold  # type: ignore[import-untyped]

    rows = bench.rows(FILE)
    texts = [str(row["text"]) for row in rows]
    companies = [urlsplit(row["source_url"]).netloc.removeprefix("www.") for row in rows]
    vectors = bench.encode(texts).astype(np.float64)
    signals = _signals(texts, bench)
    figures = []
    for task in _TASKS:
        gold = [str(row[task]) for row in rows]
        degrees = np.array([_DEGREES[task].get((row["promise"], row["evidence_quality"]), 0.0) for row in rows])
        ways = {
            "": GroupKFold(_FOLDS).split(texts, gold, companies),
            "_by_row": StratifiedKFold(_FOLDS, shuffle=True, random_state=0).split(texts, gold),
        }
        for way, folds in ways.items():
            said = _held_out(texts, vectors, signals, gold, degrees, folds)
            value, span = over_labels(gold, said, macro_f1)
            note = f"{len(set(companies))} companies" if not way else "folds by chance: comparable with others"
            figures.append(Figure(f"promiseeval.{task}_macro_f1{way}", value, len(rows), span, note=note))
    return tuple(figures)


def _held_out(  # noqa: PLR0913, PLR0917 - what is known of the texts, and how they are split
    texts: Sequence[str], vectors: Floats, signals: Sequence[Floats], gold: Sequence[str], degrees: Floats, folds: Any
) -> list[str]:
    """Return the label of each text from a head that was trained on the other folds."""
    said = [""] * len(texts)
    yes = np.array([label == "yes" for label in gold])
    for train, test in folds:
        heads = [ridge(_likeness(texts, vectors, read, train), train, test, degrees, yes) for read in signals]
        predicted, left_out = (np.mean(side, axis=0) for side in zip(*heads, strict=True))
        least = np.quantile(left_out, 1 - yes[train].mean())
        for k, value in zip(test, predicted, strict=True):
            said[k] = "yes" if value > least else "no"
    return said


def _likeness(texts: Sequence[str], vectors: Floats, signals: Floats, train: NDArray[np.intp]) -> Floats:
    """Return the inner products of all texts' features, which were fitted on `train`; with one for the intercept."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
    from sklearn.preprocessing import StandardScaler  # type: ignore[import-untyped]

    known = [texts[k] for k in train]
    words = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=3).fit(known).transform(texts)
    letters = TfidfVectorizer(analyzer="char_wb", sublinear_tf=True, ngram_range=(3, 5), min_df=3)
    spelled = letters.fit(known).transform(texts)
    read = np.clip(StandardScaler().fit(signals[train]).transform(signals), -3, 3)
    counted = (words @ words.T + spelled @ spelled.T).toarray()
    return np.asarray(vectors @ vectors.T + counted + _SIGNALS * (read @ read.T) / read.shape[1] + 1.0)


def ridge(
    alike: Floats, train: NDArray[np.intp], test: NDArray[np.intp], degrees: Floats, yes: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Return the degrees that a ridge predicts of `test`, and of `train` with each text left out in turn.

    It is solved in its dual form, from the inner products of the features. The two labels weigh the same as a whole. A
    text's leave-one-out prediction is its degree minus its coefficient over the diagonal of the inverse (Rifkin and
    Lippert, Notes on regularized least squares, 2007).
    """
    share, target = yes[train].mean(), degrees[train]
    weights = np.where(yes[train], 0.5 / share, 0.5 / (1 - share))
    middle = np.average(target, weights=weights)
    inverse = np.linalg.inv(alike[np.ix_(train, train)] + SHRINKAGE * np.diag(1 / weights))
    coefficients = inverse @ (target - middle)
    left_out = target - coefficients / np.diag(inverse)
    return alike[np.ix_(test, train)] @ coefficients + middle, left_out


def _signals(texts: Sequence[str], bench: Bench) -> tuple[Floats, Floats]:
    """Return what is read in paragraphs without the tuned encoder, and with it."""
    from auditor.text.sentences import split

    sentences = [[text[first:last] for first, last in split(text, "en")] or [text] for text in texts]
    read = np.array([_read(text, parts, bench) for text, parts in zip(texts, sentences, strict=True)])
    light = np.hstack([read, readings(sentences, bench.encode)])
    return light, np.hstack([light, tuned_readings(texts, sentences)])


def _read(text: str, sentences: Sequence[str], bench: Bench) -> Floats:
    """Return what the tool reads in the sentences of a paragraph, most and mean, and the shape of the whole."""
    from auditor.claims.classify import classify_all
    from auditor.claims.sentence import Sentence
    from auditor.judge.cues import read_cues
    from auditor.model import CLAIM_KINDS

    read = [Sentence(sentence, (), None, None, None, "en", ()) for sentence in sentences]
    seen = classify_all(read, bench.encode, with_terms=False)
    kinds = np.array([[c.claim, *(float(c.kind == kind) for kind in CLAIM_KINDS)] for c in seen])
    cues = np.array([list(read_cues(s, "en").measures().values()) for s in sentences], dtype=np.float64)
    parts = (kinds.max(axis=0), kinds.mean(axis=0), cues.max(axis=0), cues.mean(axis=0), _shape(text, sentences))
    return np.concatenate(parts)


def _shape(text: str, sentences: Sequence[str]) -> Floats:
    """Return length, years to come and gone, figures, wishes, past tenses, first persons, and sentences that end."""
    low, n = text.lower(), len(sentences)
    words = max(1, len(text.split()))
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text)]
    ended = [sentence[-1:] in ".!?" for sentence in sentences]
    return np.array([
        np.log(words), n, sum(year >= 2023 for year in years), sum(year < 2023 for year in years),
        len(re.findall(r"\d+(?:\.\d+)?\s?%", text)), np.log1p(sum(map(str.isdigit, text))),
        len(re.findall(rf"\b(?:{_WISHES})\b", low)) / n, len(re.findall(r"\b\w+ed\b", text)) / words,
        len(re.findall(r"\b(?:we|our|us)\b", low)) / words, float(ended[0]), sum(ended) / n,
    ])  # fmt: skip
