"""What paragraphs written for this repository teach about promises and evidence in reports.

`data/report_paragraphs.jsonl` holds paragraphs of invented organisations: without a promise, with a promise alone, and
with a promise and what was done about it, either clearly or in general terms. Four small heads on their vectors tell a
promise, evidence, evidence if there is a promise, and clear evidence. A longer text is read by sentence, by two
sentences, and as a whole: one sentence with evidence is enough, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.figures import read_rows

Floats = NDArray[np.float64]
Row = dict[str, Any]
Encode = Callable[[list[str]], NDArray[np.float32]]

FILE: Final = Path(__file__).resolve().parents[1] / "data" / "report_paragraphs.jsonl"
# Inverse regularisation, chosen within the training folds of PromiseEval.
_C: Final = 5.0
_WINDOWS: Final = (1, 2)


def readings(texts: Sequence[Sequence[str]], encode: Encode) -> Floats:
    """Return what the heads say of each text, given as its sentences: a row of 36 numbers per text.

    Per head: its score of the whole text, and for windows of one and two sentences the highest, the mean of the two
    highest, the mean, and how many speak for it.
    """
    rows = read_rows(FILE)
    known = encode([row["text"] for row in rows]).astype(np.float64)
    wholes = encode([" ".join(sentences) for sentences in texts]).astype(np.float64)
    windows = {size: _windows(texts, size, encode) for size in _WINDOWS}
    said: list[Floats] = []
    for asked, labels in _questions(rows):
        score = _head(known[asked], labels)
        said.append(score(wholes))
        for parts in windows.values():
            said += list(np.array([summary(score(part)) for part in parts]).T)
    return np.array(said).T


def _questions(rows: Sequence[Row]) -> list[tuple[NDArray[np.bool_], list[bool]]]:
    """Return for each head which paragraphs it learns from, and which of these are positive."""
    everything = np.ones(len(rows), dtype=bool)
    promised = np.array([row["promise"] == "yes" for row in rows])
    return [
        (everything, [row["promise"] == "yes" for row in rows]),
        (everything, [row["evidence"] == "yes" for row in rows]),
        (promised, [row["evidence"] == "yes" for row in rows if row["promise"] == "yes"]),
        (everything, [row["evidence_quality"] == "clear" for row in rows]),
    ]


def _head(vectors: Floats, labels: Sequence[bool]) -> Callable[[Floats], Floats]:
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    head = LogisticRegression(C=_C, class_weight="balanced", max_iter=1000).fit(vectors, labels)

    def score(chosen: Floats) -> Floats:
        return np.asarray(head.decision_function(chosen), dtype=np.float64)

    return score


def _windows(texts: Sequence[Sequence[str]], size: int, encode: Encode) -> list[Floats]:
    """Return per text the vectors of each `size` sentences that follow each other; of all if there are fewer."""
    parts = [
        [" ".join(sentences[k : k + size]) for k in range(max(1, len(sentences) - size + 1))] for sentences in texts
    ]
    vectors = encode([part for found in parts for part in found]).astype(np.float64)
    return np.split(vectors, np.cumsum([len(found) for found in parts])[:-1])


def summary(scores: Floats) -> list[float]:
    """Return the highest score, the mean of the two highest, the mean of all, and how many are positive (softly)."""
    count = np.log1p((1 / (1 + np.exp(-2 * scores))).sum())
    return [float(scores.max()), float(np.sort(scores)[-2:].mean()), float(scores.mean()), float(count)]
