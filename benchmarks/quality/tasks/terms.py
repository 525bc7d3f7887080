"""Term comparison: does the comparison give the label that a careful reader gives?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from benchmarks.quality.bootstrap import accuracy, macro_f1, over_labels, recall
from benchmarks.quality.figures import Bench, Figure

_FAST = 600
_FEWEST = 10
"""Of a pair of languages with fewer items a share says nothing."""


def run(bench: Bench) -> tuple[Figure, ...]:
    """Compare the pairs of quantity_dev.jsonl."""
    rows = bench.some(bench.rows("quantity_dev.jsonl", where="gold"), _FAST)
    return measure("terms", rows, bench)


def measure(name: str, rows: Sequence[Mapping[str, Any]], bench: Bench) -> tuple[Figure, ...]:
    """Return accuracy, conflict recall and macro-F1 over all pairs, and accuracy per pair of languages."""
    from auditor.text.compare import compare_lines

    gold = [str(row["label"]) for row in rows]
    said = [row["label"] for row in compare_lines(rows, bench.encode)]
    whole = (
        ("accuracy", accuracy, len(gold)),
        ("conflict_recall", partial(recall, label="conflict"), gold.count("conflict")),
        ("macro_f1", macro_f1, len(gold)),
    )
    figures = []
    for key, score, n in whole:
        value, span = over_labels(gold, said, score)
        figures.append(Figure(f"{name}.{key}", value, n, span))
    languages = [f"{row['lang_a']}-{row['lang_b']}" for row in rows]
    for pair in sorted(set(languages)):
        at = [k for k, found in enumerate(languages) if found == pair]
        if len(at) < _FEWEST:
            continue
        value, span = over_labels([gold[k] for k in at], [said[k] for k in at], accuracy)
        figures.append(Figure(f"{name}.accuracy_{pair}", value, len(at), span))
    return tuple(figures)
