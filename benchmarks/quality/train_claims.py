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
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from auditor.claims.features import read_form
from auditor.claims.sentence import Sentence, neutral

HERE = Path(__file__).resolve().parent
DATA = HERE / "data" / "claims_train.jsonl"
TARGET = HERE.parents[1] / "config" / "models" / "claims.json"
KINDS = ("none", "mission", "vision", "value", "product", "promise")
FOLDS = 7
C = 0.3
# How much the unit vectors count beside the signals (each 0 or 1): the best of 0.5, 1, 1.5, 2, 3 on sectors held out.
SCALE = 1.5


def load() -> list[dict[str, Any]]:
    """Return the labelled texts."""
    return [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines() if line.strip()]


def variants(row: dict[str, Any]) -> list[tuple[Sentence, float]]:
    """Return the text with all that surrounds it, without its page type, and bare, each with its weight.

    So the model learns the sentence itself and what the surroundings add, and works where they are not given. A value
    or a demand on applicants that only its place makes one counts little without it.
    """
    names = tuple(row.get("names", ()))
    full = Sentence(
        row["text"], tuple(row["headings"]), None, row["page_type"], row["block_kind"], row["language"], names, 2026
    )
    rows = [(full, 1.0)]
    if row["headings"] or row["page_type"]:
        rows.append(
            (
                Sentence(
                    row["text"], tuple(row["headings"]), None, None, row["block_kind"], row["language"], names, 2026
                ),
                0.7,
            )
        )
        bare = 1.0
        if row["kind"] == "value" and ":" not in row["text"]:
            bare = 0.2
        if row["kind"] == "none" and (row["page_type"] == "vacancy" or row["block_kind"] == "quote"):
            bare = 0.4
        rows.append((Sentence(row["text"], language=row["language"], names=names, year=2026), bare))
    return rows


def vectors(texts: list[str]) -> np.ndarray:
    """Return unit vectors of the embedded encoder."""
    from auditor import match

    return np.asarray(match.load("embedded").encode(texts), dtype=np.float64)


def fit(features: np.ndarray, kinds: np.ndarray, weights: np.ndarray) -> LogisticRegression:
    """Fit one multinomial regression; lbfgs from zero is deterministic."""
    return LogisticRegression(C=C, max_iter=2000).fit(features, kinds, sample_weight=weights)


def held_out(features: np.ndarray, kinds: np.ndarray, weights: np.ndarray, sectors: np.ndarray) -> np.ndarray:
    """Return the scores of every row from a fit that has not seen its sector."""
    scores = np.zeros((len(kinds), len(KINDS)))
    for train, test in GroupKFold(FOLDS).split(features, kinds, sectors):
        scores[test] = fit(features[train], kinds[train], weights[train]).decision_function(features[test])
    return scores


def softmax(scores: np.ndarray) -> np.ndarray:
    """Return distributions."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def temperature(scores: np.ndarray, kinds: np.ndarray, weights: np.ndarray) -> float:
    """Return the temperature with the smallest log loss on sectors held out (Guo et al. 2017)."""
    grid = [round(0.4 + 0.02 * step, 2) for step in range(60)]
    index = np.arange(len(kinds))
    losses = [-(weights * np.log(softmax(scores / t)[index, kinds] + 1e-12)).sum() for t in grid]
    return grid[int(np.argmin(losses))]


def expected_calibration_error(chances: np.ndarray, kinds: np.ndarray, bins: int = 10) -> float:
    """Return the mean gap between confidence and accuracy, weighed by bin size."""
    best, right = chances.max(axis=1), chances.argmax(axis=1) == kinds
    which = np.minimum((best * bins).astype(int), bins - 1)
    return float(
        sum(abs(best[which == b].mean() - right[which == b].mean()) * (which == b).mean() for b in set(which.tolist()))
    )


def figures(chances: np.ndarray, kinds: np.ndarray) -> dict[str, float]:
    """Return accuracy, precision, recall and F1 of being a claim, and the calibration error."""
    said, true = chances[:, 0] < 0.5, kinds != 0
    hit = (said & true).sum()
    precision, recall = hit / said.sum(), hit / true.sum()
    kind_right = (chances[:, 1:].argmax(axis=1) + 1 == kinds)[said & true].mean()
    return {
        "n": len(kinds),
        "accuracy": float((chances.argmax(axis=1) == kinds).mean()),
        "claim_precision": float(precision),
        "claim_recall": float(recall),
        "claim_f1": float(2 * precision * recall / (precision + recall)),
        "kind_accuracy_on_claims": float(kind_right),
        "expected_calibration_error": expected_calibration_error(chances, kinds),
    }


def part(
    features: np.ndarray, kinds: np.ndarray, weights: np.ndarray, sectors: np.ndarray, places: np.ndarray, columns: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fit one regression; return its weights for the file and its figures."""
    scores = held_out(features, kinds, weights, sectors)
    heat = temperature(scores, kinds, weights)
    chances = softmax(scores / heat)
    measured = {
        name: {k: round(v, 3) for k, v in figures(chances[places == name], kinds[places == name]).items()}
        for name in ("in place", "bare")
    }
    model = fit(features, kinds, weights)
    order = [list(model.classes_).index(k) for k in range(len(KINDS))]
    raw: dict[str, Any] = {
        "bias": np.round(model.intercept_[order], 4).tolist(),
        "weights": np.round(model.coef_[order][:, :columns], 4).tolist(),
        "temperature": heat,
    }
    if features.shape[1] > columns:
        raw["vector"] = np.round(model.coef_[order][:, columns:] * SCALE, 4).tolist()
    return raw, measured


def main() -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="measure only, write nothing")
    args = parser.parse_args()
    rows = load()
    sentences, kinds, weights, sectors, places = [], [], [], [], []
    for row in rows:
        for number, (sentence, weight) in enumerate(variants(row)):
            sentences.append(sentence)
            kinds.append(KINDS.index(row["kind"]))
            weights.append(weight)
            sectors.append(row["sector"])
            places.append({0: "in place", 2: "bare"}.get(number, "no page type"))
    signals = [set(read_form(sentence, str(sentence.language)).signals) for sentence in sentences]
    names = sorted(set().union(*signals))
    form = np.array([[float(name in shown) for name in names] for shown in signals])
    texts = sorted({neutral(sentence) for sentence in sentences}, key=lambda text: (len(text), text))
    known = dict(zip(texts, vectors(texts), strict=True))
    full = np.hstack([form, SCALE * np.array([known[neutral(sentence)] for sentence in sentences])])
    y, w, g, p = np.array(kinds), np.array(weights), np.array(sectors), np.array(places)
    form_raw, form_figures = part(form, y, w, g, p, len(names))
    full_raw, full_figures = part(full, y, w, g, p, len(names))
    card = {
        "task": "kind of a sentence of an organisation: mission, vision, value, product, promise, none",
        "texts": f"{len(rows)} sentences written for this purpose, Dutch and English, {len(set(sectors))} sectors, Apache-2.0",
        "method": f"multinomial logistic regression, C={C}, vectors scaled by {SCALE}, temperature on held-out sectors",
        "held_out_sectors": {"form": form_figures, "full": full_figures},
        "limits": "short texts of web pages and brochures; no other languages; long or ironic sentences were not trained on",
        "made_by": "benchmarks/quality/train_claims.py",
    }
    print(json.dumps(card["held_out_sectors"], indent=1))
    if not args.check:
        raw = {
            "card": card,
            "encoder": "embedded",
            "kinds": KINDS,
            "signals": names,
            "form": form_raw,
            "full": full_raw,
        }
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_text(_dump(raw), encoding="utf-8")


def _dump(raw: dict[str, Any]) -> str:
    """Write rows of numbers on one line each, so that the file stays readable and small."""
    parts = []
    for key, value in raw.items():
        if key in {"form", "full"}:
            inner = ",\n".join(f"  {json.dumps(k)}: {_rows(v)}" for k, v in value.items())
            parts.append(f" {json.dumps(key)}: {{\n{inner}\n }}")
        else:
            parts.append(
                f" {json.dumps(key)}: {json.dumps(value, indent=2 if key == 'card' else None, ensure_ascii=False)}"
            )
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _rows(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], list):
        return "[\n" + ",\n".join("   " + json.dumps(row, separators=(",", ":")) for row in value) + "\n  ]"
    return json.dumps(value, separators=(",", ":"))


if __name__ == "__main__":
    main()
