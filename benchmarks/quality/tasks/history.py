"""Real changes of a value, and real equivalents, from the histories of three organisations' own pages."""

from __future__ import annotations

from functools import partial
from typing import Final

from benchmarks.quality.bootstrap import accuracy, over_labels, recall
from benchmarks.quality.figures import Bench, Figure

FILE: Final = "sites/_history_pairs/numeric_pairs_labelled.jsonl"
_READ: Final = ("nl", "en")


def run(bench: Bench) -> tuple[Figure, ...]:
    """Return the accuracy of conflict against equivalent; anything but `conflict` counts as equivalent."""
    from auditor.text.compare import compare_lines

    rows = bench.rows(FILE)
    gold = ["conflict" if row["label"] == "value_conflict" else "equivalent" for row in rows]
    pairs = [
        {"id": k, "text_a": row["a"], "text_b": row["b"], "lang_a": language, "lang_b": language}
        for k, row in enumerate(rows)
        for language in (_language(row["lang"]),)
    ]
    said = ["conflict" if row["label"] == "conflict" else "equivalent" for row in compare_lines(pairs, bench.encode)]
    value, span = over_labels(gold, said, accuracy)
    caught, caught_span = over_labels(gold, said, partial(recall, label="conflict"))
    note = f"{sum(row['lang'] not in _READ for row in rows)} pairs are in other languages than Dutch and English"
    return (
        Figure("history.accuracy", value, len(rows), span, note=note),
        Figure("history.conflict_recall", caught, gold.count("conflict"), caught_span),
        Figure(
            "history.equivalent_recall",
            recall(gold, said, "equivalent"),
            gold.count("equivalent"),
            over_labels(gold, said, partial(recall, label="equivalent"))[1],
        ),
    )


def _language(language: str) -> str | None:
    return language if language in _READ else None
