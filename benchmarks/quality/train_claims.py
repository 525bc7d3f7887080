"""Fit the classifier of claims on the texts written for it, and write config/models/claims.json.

    python benchmarks/quality/train_claims.py [--check]

The texts in data/claims_train.jsonl were written for this purpose, in Dutch and English, over many sectors; nothing
else goes in. Everything that is measured here is measured on sectors that the fit has not seen. The result depends on
the texts and the versions of numpy, scikit-learn and the embedded encoder alone.

    kind      mission, vision, value, product, promise or none
    headings  the headings above the sentence, outermost first
    names     the organisation's own name, where the sentence has it
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from auditor import match
from auditor.claims.classify import examine
from auditor.claims.sentence import Sentence, neutral

Floats = NDArray[np.float64]

HERE: Final = Path(__file__).resolve().parent
DATA: Final = HERE / "data" / "claims_train.jsonl"
TARGET: Final = HERE.parents[1] / "config" / "models" / "claims.json"
KINDS: Final = ("none", "mission", "vision", "value", "product", "promise")
FOLDS: Final = 7
C: Final = 0.3
# How much the unit vectors count beside the signals (each 0 or 1): the best of 0.5, 1, 1.5, 2, 3 on sectors held out.
SCALE: Final = 1.5


@dataclass(frozen=True)
class Rows:
    """The examples: one row per text and per way of showing it (in place, without page type, bare)."""

    features: Floats
    kinds: NDArray[np.int64]
    weights: Floats
    sectors: NDArray[np.str_]
    places: NDArray[np.str_]
    refused: NDArray[np.bool_]
    """What the gates refuse before anything is weighed; it takes no part in the fit."""


def load() -> list[dict[str, Any]]:
    """Return the labelled texts."""
    return [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines() if line.strip()]


def variants(row: dict[str, Any]) -> list[tuple[Sentence, str, float]]:
    """Return the text with all that surrounds it, without its page type, and bare, each with its weight.

    So the model learns the sentence itself and what the surroundings add, and works where they are not given. A value
    or a demand on applicants that only its place makes one counts little without it.
    """
    full = Sentence(
        text=row["text"],
        headings=tuple(row["headings"]),
        page_type=row["page_type"],
        block_kind=row["block_kind"],
        language=row["language"],
        names=tuple(row.get("names", ())),
        year=2026,
    )
    if not (full.headings or full.page_type):
        return [(full, "in place", 1.0)]
    weight = 1.0
    if row["kind"] == "value" and ":" not in full.text:
        weight = 0.2
    if row["kind"] == "none" and (full.page_type == "vacancy" or full.block_kind == "quote"):
        weight = 0.4
    unpaged = replace(full, page_type=None)
    bare = replace(full, headings=(), page_type=None, block_kind=None)
    return [(full, "in place", 1.0), (unpaged, "no page type", 0.7), (bare, "bare", weight)]


def examples(rows: list[dict[str, Any]]) -> tuple[Rows, Floats, list[str]]:
    """Return the rows with signals only, their vectors, and the names of the signals."""
    shown = [(row, *variant) for row in rows for variant in variants(row)]
    examined = [examine(sentence) for _, sentence, _, _ in shown]
    names = sorted({name for form, _ in examined for name in form.signals})
    signals = np.array([[float(name in form.signals) for name in names] for form, _ in examined])
    texts = sorted({neutral(sentence) for _, sentence, _, _ in shown}, key=lambda text: (len(text), text))
    known = dict(zip(texts, np.asarray(match.load("embedded").encode(texts), dtype=np.float64), strict=True))
    made = Rows(
        features=signals,
        kinds=np.array([KINDS.index(row["kind"]) for row, _, _, _ in shown]),
        weights=np.array([weight for _, _, _, weight in shown]),
        sectors=np.array([row["sector"] for row, _, _, _ in shown]),
        places=np.array([place for _, _, place, _ in shown]),
        refused=np.array([bool(why) for _, why in examined]),
    )
    return made, np.array([known[neutral(sentence)] for _, sentence, _, _ in shown]), names


def fit(rows: Rows, chosen: NDArray[np.bool_]) -> LogisticRegression:
    """Fit one multinomial regression on the chosen rows; lbfgs from zero is deterministic."""
    held = chosen & ~rows.refused
    model = LogisticRegression(C=C, max_iter=2000)
    return model.fit(rows.features[held], rows.kinds[held], sample_weight=rows.weights[held])


def held_out(rows: Rows) -> Floats:
    """Return the scores of every row from a fit that has not seen its sector."""
    scores = np.zeros((len(rows.kinds), len(KINDS)))
    for _, test in GroupKFold(FOLDS).split(rows.features, rows.kinds, rows.sectors):
        chosen = np.ones(len(rows.kinds), dtype=bool)
        chosen[test] = False
        scores[test] = fit(rows, chosen).decision_function(rows.features[test])
    return scores


def softmax(scores: Floats) -> Floats:
    """Return distributions."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def temperature(scores: Floats, rows: Rows) -> float:
    """Return the temperature with the smallest log loss on sectors held out (Guo et al. 2017)."""
    held = np.flatnonzero(~rows.refused)
    grid = [round(0.4 + 0.02 * step, 2) for step in range(60)]
    losses = [
        -(rows.weights[held] * np.log(softmax(scores[held] / heat)[np.arange(len(held)), rows.kinds[held]])).sum()
        for heat in grid
    ]
    return grid[int(np.argmin(losses))]


def calibration_error(chances: Floats, kinds: NDArray[np.int64], bins: int = 10) -> float:
    """Return the expected calibration error: the mean gap between confidence and accuracy, weighed by bin size."""
    best, right = chances.max(axis=1), chances.argmax(axis=1) == kinds
    which = np.minimum((best * bins).astype(int), bins - 1)
    gaps = [abs(best[which == b].mean() - right[which == b].mean()) * (which == b).mean() for b in np.unique(which)]
    return float(sum(gaps))


def figures(chances: Floats, kinds: NDArray[np.int64]) -> dict[str, float]:
    """Return accuracy, precision, recall and F1 of being a claim, and the calibration error."""
    said, true = chances[:, 0] < 0.5, kinds != 0
    hit = (said & true).sum()
    precision, recall = hit / said.sum(), hit / true.sum()
    values = {
        "n": float(len(kinds)),
        "accuracy": (chances.argmax(axis=1) == kinds).mean(),
        "claim_precision": precision,
        "claim_recall": recall,
        "claim_f1": 2 * precision * recall / (precision + recall),
        "kind_accuracy_on_claims": (chances[:, 1:].argmax(axis=1) + 1 == kinds)[said & true].mean(),
        "calibration_error": calibration_error(chances, kinds),
    }
    return {name: round(float(value), 3) for name, value in values.items()}


def part(rows: Rows, columns: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fit one regression; return its weights for the file and its figures on sectors held out."""
    scores = held_out(rows)
    heat = temperature(scores, rows)
    chances = softmax(scores / heat)
    chances[rows.refused] = np.eye(len(KINDS))[0]
    places = {
        name: figures(chances[rows.places == name], rows.kinds[rows.places == name]) for name in ("in place", "bare")
    }
    model = fit(rows, np.ones(len(rows.kinds), dtype=bool))
    raw: dict[str, Any] = {
        "bias": np.round(model.intercept_, 4).tolist(),
        "weights": np.round(model.coef_[:, :columns], 4).tolist(),
        "temperature": heat,
    }
    if rows.features.shape[1] > columns:
        raw["vector"] = np.round(model.coef_[:, columns:] * SCALE, 4).tolist()
    return raw, places


def main() -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="measure only, write nothing")
    args = parser.parse_args()
    texts = load()
    rows, vectors, names = examples(texts)
    form, form_figures = part(rows, len(names))
    full, full_figures = part(replace(rows, features=np.hstack([rows.features, SCALE * vectors])), len(names))
    card = {
        "task": "kind of a sentence of an organisation: mission, vision, value, product, promise or none",
        "texts": f"{len(texts)} sentences written for this purpose, Dutch and English, Apache-2.0",
        "sectors": sorted({row["sector"] for row in texts}),
        "method": f"multinomial logistic regression, C={C}, vectors scaled by {SCALE}, calibrated by temperature",
        "measured_on_sectors_held_out": {"form": form_figures, "full": full_figures},
        "limits": "short texts of web pages and brochures in two languages; irony was not trained on",
        "made_by": "benchmarks/quality/train_claims.py",
    }
    print(json.dumps(card["measured_on_sectors_held_out"], indent=1))
    if not args.check:
        raw = {"card": card, "encoder": "embedded", "kinds": KINDS, "signals": names, "form": form, "full": full}
        TARGET.write_text(_dump(raw), encoding="utf-8")


def _dump(raw: dict[str, Any]) -> str:
    """Write rows of numbers on one line each, so that the file stays readable and small."""
    parts = []
    for key, value in raw.items():
        if key in {"form", "full"}:
            inner = ",\n".join(f"  {json.dumps(name)}: {_rows(item)}" for name, item in value.items())
            parts.append(f" {json.dumps(key)}: {{\n{inner}\n }}")
        else:
            indent = 2 if key == "card" else None
            parts.append(f" {json.dumps(key)}: {json.dumps(value, indent=indent, ensure_ascii=False)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _rows(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], list):
        return "[\n" + ",\n".join("   " + json.dumps(row, separators=(",", ":")) for row in value) + "\n  ]"
    return json.dumps(value, separators=(",", ":"))


if __name__ == "__main__":
    main()
