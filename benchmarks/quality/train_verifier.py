"""Fit the judge's models on the organisations written for it, and write config/models/verifier.json.

    python benchmarks/quality/train_verifier.py [--check]

Nothing but data/judge goes in. What is printed is measured on organisations that the fit has not seen, three held out
at a time. The result depends on the texts, the lexicons and the versions of numpy, scikit-learn and the
embedded encoder alone; `--check` fits again and compares.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from judge_orgs import BEARING, CHANNELS, NOW, Scene, organisations, scene
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score

from auditor import match
from auditor.judge import judge
from auditor.judge.cues import read_cues
from auditor.judge.features import Field, affinity, field
from auditor.judge.head import Choice, Head
from auditor.judge.pairs import Pair, pairs, wording
from auditor.judge.trees import Forest
from auditor.judge.units import Unit, units
from auditor.judge.verifier import PairClassifier, Weights
from auditor.text.words import words

TARGET: Final = Path(__file__).resolve().parents[2] / "config" / "models" / "verifier.json"
REVISION: Final = "3"
SCENES: Final = 3
CUES: Final = ("past", "when", "general", "aim", "counts", "clock", "names", "question", "negation", "results")
FEATURES: Final = {
    "affinity": ("standing", "rivalry", "shared", "rarest", "named", "back", "length"),
    "form": (*CUES, "future", "length", "verbatim"),
    "relation": (
        "affinity", "claim_margin", "unit_margin", "length", "shared", "back", "named", "verbatim", "claim_word",
        "claim_kin", "sense_row", "sense_column", "sense_lead", "sense_claim", "topic", "topic_row", "topic_column",
        "tie_weight_row", "tie_back_column", "tie_best", "tie_lead", "tie_claim", "metric", "metric_special",
        "terms_met", "terms_conflict", "terms_absent", "hours_absent", "channel_apart", "channel_named", "timed_case",
        "denies", "denied", "opposites", "told", "own", "reply", *CUES, "era", "others", "change", "future", "delay",
        "once",
    ),
}  # fmt: skip
CLASSES: Final = ("none", "shows", "repeats", "conflicts")
# Organisations held out at a time when figures are measured.
HELD: Final = 3
# Some fifty measures, many of which say nearly the same: without this much shrinking the weights chase the texts.
SHRINK: Final = 0.03
# Shallow trees, few and slow: what is learned from some organisations must hold for the next.
BOOSTING: Final = {
    "max_depth": 3, "max_iter": 100, "learning_rate": 0.06, "l2_regularization": 5.0, "min_samples_leaf": 20,
    "early_stopping": False, "random_state": 0,
}  # fmt: skip


@dataclass
class Measured:
    """A scene with what is measured of it before any model."""

    scene: Scene
    units: tuple[Unit, ...]
    field: Field
    encode: match.CachedEncode
    ignore: frozenset[str]
    relations: list[list[str]]
    """Per claim and unit: the written relation, or "none"."""

    @property
    def bears(self) -> NDArray[np.bool_]:
        """Return which pairs have a relation."""
        return np.array([[relation in BEARING for relation in line] for line in self.relations])


def measure(taken: Scene, encode: match.CachedEncode) -> Measured:
    """Measure one scene."""
    pool = tuple(unit for name in CHANNELS for unit in units(taken.statements[name]))
    ignore = frozenset(words(taken.organisation.name))
    relations = [[taken.labels.get((claim.id, unit.document), "none") for unit in pool] for claim in taken.claims]
    return Measured(taken, pool, field(taken.claims, pool, encode, ignore=ignore), encode, ignore, relations)


def fit_head(name: str, rows: Sequence[dict[str, float]] | NDArray[np.float64], target: Sequence[bool]) -> Head:
    """Fit one head on rows of its features."""
    features = FEATURES[name]
    table = rows if isinstance(rows, np.ndarray) else np.array([[row[f] for f in features] for row in rows])
    mean, spread = table.mean(axis=0), table.std(axis=0) + 1e-6
    model = LogisticRegression(max_iter=5000).fit(np.clip((table - mean) / spread, -4, 4), target)
    return Head(
        features,
        tuple(np.round(mean, 5).tolist()),
        tuple(np.round(spread, 5).tolist()),
        tuple(np.round(model.coef_[0], 4).tolist()),
        round(float(model.intercept_[0]), 4),
    )


def fit(scenes: Sequence[Measured]) -> Weights:
    """Fit all heads, each on what the ones before it give."""
    names = FEATURES["affinity"]
    table = np.concatenate([np.stack([m.field.measures[n].ravel() for n in names], axis=1) for m in scenes])
    first = fit_head("affinity", table.astype(np.float64), np.concatenate([m.bears.ravel() for m in scenes]).tolist())
    form = _fit_form(scenes)
    read = [(pair, relation) for m in scenes for pair, relation in read_pairs(m, first, form)]
    return Weights(REVISION, first, form, *fit_relation(read))


def fit_relation(read: Sequence[tuple[Pair, str]]) -> tuple[Choice, Forest]:
    """Fit the models of relations. A complaint counts as against the claim; who spoke is one of the measures."""
    features = FEATURES["relation"]
    table = np.array([[pair.measures[name] for name in features] for pair, _ in read])
    known = {"shows": 1, "repeats": 2, "conflicts": 3, "complaint": 3}
    target = [known.get(relation, 0) for _, relation in read]
    mean, spread = table.mean(axis=0), table.std(axis=0) + 1e-3
    line = LogisticRegression(max_iter=5000, C=SHRINK).fit(np.clip((table - mean) / spread, -4, 4), target)
    choice = Choice(
        CLASSES,
        features,
        tuple(np.round(mean, 5).tolist()),
        tuple(np.round(spread, 5).tolist()),
        tuple(tuple(np.round(row, 4).tolist()) for row in line.coef_),
        tuple(np.round(line.intercept_, 4).tolist()),
    )
    boosted = HistGradientBoostingClassifier(**BOOSTING).fit(table, target)
    # scikit-learn has no public way to the nodes of these trees; its version is pinned.
    rounds = boosted._predictors  # noqa: SLF001
    trees = tuple(tuple(_nodes(stage[k].nodes) for stage in rounds) for k in range(len(CLASSES)))
    baseline = tuple(np.round(boosted._baseline_prediction.ravel(), 4).tolist())  # noqa: SLF001
    return choice, Forest(CLASSES, features, baseline, trees)


def _nodes(nodes: Any) -> tuple[tuple[float, ...], ...]:
    """Return the nodes of one tree: feature (-1 for a leaf), threshold, left, right, value.

    scikit-learn slows the leaves by the learning rate and not the nodes above them; here all are on one scale.
    """
    return tuple(
        (-1, 0, 0, 0, round(float(node["value"]), 4))
        if node["is_leaf"]
        else (
            int(node["feature_idx"]),
            round(float(node["num_threshold"]), 5),
            int(node["left"]),
            int(node["right"]),
            round(float(node["value"]) * BOOSTING["learning_rate"], 4),
        )
        for node in nodes
    )


def _fit_form(scenes: Sequence[Measured]) -> Head:
    rows, target = [], []
    for m in scenes:
        for claim, line in zip(m.scene.claims, m.relations, strict=True):
            for k, relation in enumerate(line):
                if relation in ("shows", "repeats"):
                    unit = m.units[k]
                    length = float(m.field.measures["length"][0, k])
                    cues = read_cues(unit.text, unit.language)
                    rows.append({**cues.measures(), "length": length, **wording(claim, unit, cues)})
                    target.append(relation == "shows")
    return fit_head("form", rows, target)


def read_pairs(m: Measured, first: Head, form: Head) -> list[tuple[Pair, str]]:
    """Return the pairs that the judge would read closely, with their written relation."""
    found = pairs(
        m.scene.claims,
        m.units,
        m.field,
        affinity(m.field, first),
        form,
        encode=m.encode,
        language="en",
        ignore=m.ignore,
    )
    row = {claim.id: k for k, claim in enumerate(m.scene.claims)}
    column = {id(unit): k for k, unit in enumerate(m.units)}
    return [(pair, m.relations[row[pair.claim.id]][column[id(pair.unit)]]) for pair in found]


# ---------------------------------------------------------------- measured on organisations held out


def examine(weights: Weights, m: Measured, encode: match.CachedEncode) -> dict[str, Any]:
    """Return what the judge gets right of one scene."""
    read = [(p, r) for p, r in read_pairs(m, weights.affinity, weights.form) if p.unit.by_org]
    chances = np.array([o.related for o in PairClassifier(weights).opinions([p for p, _ in read])])
    truth = np.array([r in BEARING for _, r in read])
    return {
        "chances": chances.tolist(),
        "truth": truth.tolist(),
        "precision": float(average_precision_score(truth, chances)),
        "f1": float(f1_score(truth, chances > 0.5)),
        "verdicts": verdict_pairs(weights, m, encode),
    }


def verdict_pairs(weights: Weights | None, m: Measured, encode: match.CachedEncode) -> list[tuple[str, str, float]]:
    """Return (written, given, confidence) for each claim and channel; without weights the shipped ones judge."""
    given = judge(
        m.scene.claims, m.scene.statements, m.scene.reports, (), settings=m.scene.settings, encode=encode, now=NOW,
        weights=weights,
    )  # fmt: skip
    channel = {s.document: name for name, group in m.scene.statements.items() for s in group}
    wanted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (claim, document), relation in m.scene.labels.items():
        if document in channel:
            wanted[claim, channel[document]].add(relation)
    return [(_written(wanted[v.claim, v.source]), v.verdict, v.confidence) for v in given]


def _written(relations: set[str]) -> str:
    if "shows" in relations and "conflicts" in relations:
        return "disputed"
    for relation, verdict in (("conflicts", "contradicted"), ("shows", "backed"), ("repeats", "echoed")):
        if relation in relations:
            return verdict
    return "silent"


def held_out(groups: Sequence[Sequence[Measured]], encode: match.CachedEncode) -> list[dict[str, Any]]:
    """Return what is right per organisation, fitted on those that are not held out with it."""
    results = []
    for first in range(0, len(groups), HELD):
        out = groups[first : first + HELD]
        weights = fit([m for group in groups if group not in out for m in group])
        results += [
            {"file": group[0].scene.organisation.file, "scenes": [examine(weights, m, encode) for m in group]}
            for group in out
        ]
    return results


def macro_f1(found: Sequence[tuple[str, str]]) -> float:
    """Return the macro F1 over the labels that were written."""
    labels = sorted({a for a, _ in found})
    wanted, given = [a for a, _ in found], [b for _, b in found]
    return float(f1_score(wanted, given, labels=labels, average="macro", zero_division=0))


def calibration(
    chances: NDArray[np.float64], truth: NDArray[np.bool_], bins: int = 10
) -> list[tuple[float, float, int]]:
    """Return (mean chance, share true, n) per bin of equal width that is not empty."""
    at = np.minimum((chances * bins).astype(int), bins - 1)
    return [
        (float(chances[at == k].mean()), float(truth[at == k].mean()), int((at == k).sum()))
        for k in range(bins)
        if (at == k).any()
    ]


def table(results: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the figures of all organisations held out, and print them."""
    print(f"{'held out':18s} {'related AP':>10s} {'F1':>6s} {'verdict F1':>10s} {'coarse':>7s}")
    rows = []
    for result in results:
        found = [(a, b) for s in result["scenes"] for a, b, _ in s["verdicts"]]
        coarse = [tuple("supported" if x in ("backed", "echoed") else x for x in pair) for pair in found]
        rows.append((
            float(np.mean([s["precision"] for s in result["scenes"]])),
            float(np.mean([s["f1"] for s in result["scenes"]])),
            macro_f1(found),
            macro_f1([(a, b) for a, b in coarse]),
        ))  # fmt: skip
        print(f"{result['file']:18s} {rows[-1][0]:10.3f} {rows[-1][1]:6.3f} {rows[-1][2]:10.3f} {rows[-1][3]:7.3f}")
    chances = np.array([c for r in results for s in r["scenes"] for c in s["chances"]])
    truth = np.array([t for r in results for s in r["scenes"] for t in s["truth"]])
    bins = calibration(chances, truth)
    error = sum(abs(a - b) * n for a, b, n in bins) / len(chances)
    mean = np.mean(rows, axis=0)
    print(f"{'mean':18s} {mean[0]:10.3f} {mean[1]:6.3f} {mean[2]:10.3f} {mean[3]:7.3f}")
    print(f"expected calibration error {error:.3f} over {len(chances)} pairs")
    verdicts = [v for r in results for s in r["scenes"] for v in s["verdicts"]]
    sure = np.array([confidence for _, _, confidence in verdicts])
    right = np.array([a == b for a, b, _ in verdicts])
    verdict_bins = calibration(sure, right)
    verdict_error = sum(abs(a - b) * n for a, b, n in verdict_bins) / len(verdicts)
    print(f"and {verdict_error:.3f} over {len(verdicts)} verdicts")
    for a, b, n in verdict_bins:
        print(f"  said {a:.2f}  right {b:.2f}  n {n}")
    confusion = Counter((a, b) for a, b, _ in verdicts)
    print("  ".join(f"{a}>{b} {n}" for (a, b), n in sorted(confusion.items())))
    names = ("related_ap", "related_f1", "verdict_f1", "coarse_f1")
    return {
        **{name: round(float(v), 3) for name, v in zip(names, mean, strict=True)},
        "calibration_error": round(error, 3),
        "verdict_calibration_error": round(verdict_error, 3),
    }


def written(weights: Weights, figures: dict[str, Any]) -> str:
    """Return the weights file, one tree a line."""
    heads = {name: asdict(getattr(weights, name)) for name in ("affinity", "form", "relation", "trees")}
    trees = heads["trees"].pop("trees")
    entry = {"revision": weights.revision, "card": "config/models/verifier.md", "held_out": figures, "heads": heads}
    head, tail = json.dumps(entry, indent=1)[: -len("\n  }\n }\n}")], "\n  }\n }\n}\n"
    rows = (",\n".join(json.dumps(tree, separators=(",", ":")) for tree in group) for group in trees)
    return f'{head},\n   "trees": [\n' + ",\n".join(f"[\n{row}\n]" for row in rows) + "\n   ]" + tail


def main() -> int:
    """Fit, measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only compare with the committed weights")
    arguments = parser.parse_args()
    encode = match.CachedEncode(match.EMBEDDED)
    groups = [[measure(scene(org, n), encode) for n in range(SCENES)] for org in organisations()]
    weights = fit([m for group in groups for m in group])
    if arguments.check:
        old = json.loads(TARGET.read_text(encoding="utf-8"))["heads"]
        same = json.loads(written(weights, {}))["heads"] == old
        print("same weights" if same else "other weights: run without --check and commit config/models/verifier.json")
        return 0 if same else 1
    figures = table(held_out(groups, encode))
    TARGET.write_text(written(weights, figures), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
