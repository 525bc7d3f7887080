"""Promise detection on Dutch sentences found in the wild: the classifier as it is shipped, nothing trained here."""

from __future__ import annotations

from functools import partial
from typing import Final

from benchmarks.quality.bootstrap import label_f1, over_labels, precision, recall
from benchmarks.quality.figures import Bench, Figure

FILE: Final = "nl_promises_wild/nl_promises_wild.jsonl"


def run(bench: Bench) -> tuple[Figure, ...]:
    """Return F1, precision and recall of `promise` against everything else."""
    from auditor.claims import classify_lines

    rows = bench.rows(FILE)
    gold = ["promise" if row["is_promise"] else "other" for row in rows]
    said = [
        "promise" if row["kind"] == "promise" else "other"
        for row in classify_lines([{"id": row["id"], "text": row["text"]} for row in rows], bench.encode)
    ]
    scores = {
        "f1": partial(label_f1, label="promise"),
        "precision": partial(precision, label="promise"),
        "recall": partial(recall, label="promise"),
    }
    figures = []
    for name, score in scores.items():
        value, span = over_labels(gold, said, score)
        figures.append(Figure(f"claims-wild.{name}", value, len(rows), span))
    return tuple(figures)
