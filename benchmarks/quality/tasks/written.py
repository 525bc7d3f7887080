"""What can be measured with the texts of this repository alone: they were written for it, so anybody may run this.

Terms: pairs that were made by rules or by hand. Claims and verdicts: the shipped models saw these texts, so the models
are fitted again without the sector, or the organisation, that is measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Final

import numpy as np

from benchmarks.quality.bootstrap import Labelled, accuracy, label_f1, macro_f1, over_labels
from benchmarks.quality.calibration import Sure, error_figure, reliability
from benchmarks.quality.figures import Bench, Figure, NoData, read_rows
from benchmarks.quality.scripts import HERE, script
from benchmarks.quality.tasks.terms import measure

_FAST_PAIRS: Final = 600
# Half of them: rare kinds need as many to be measured at all.
_FAST_SENTENCES: Final = 1800
_FAST_STEP: Final = 8
# The scenes of judge_orgs.scene: one with every text that was written, and one with some of them.
_WHOLE, _SPREAD = 0, 1


def terms(bench: Bench) -> tuple[Figure, ...]:
    """Compare the pairs of data/terms_*.jsonl."""
    rows = [row for path in sorted((HERE / "data").glob("terms_*.jsonl")) for row in read_rows(path)]
    if not rows:
        raise NoData("terms_*.jsonl")
    return measure("written-terms", bench.some(rows, _FAST_PAIRS), bench)


def plain_terms(bench: Bench) -> tuple[Figure, ...]:
    """Compare the pairs of data/plain_terms.jsonl: one for each thing that people write, some decided by no term."""
    return measure("written-plain-terms", read_rows(HERE / "data" / "plain_terms.jsonl"), bench)


def claims(bench: Bench) -> tuple[Figure, ...]:
    """Tell the kind of each sentence of data/claims_train.jsonl, with models that never saw its sector.

    First by the form of the sentences alone, then with their vectors; a fast run does the first, on some of them.
    """
    trainer = script("train_claims")
    rows, vectors, _ = trainer.examples(bench.some(trainer.load(), _FAST_SENTENCES))
    figures = list(_kinds("written-claims-form", trainer, rows, bench))
    if not bench.fast:
        with_vectors = replace(rows, features=np.hstack([rows.features, trainer.SCALE * vectors]))
        figures += _kinds("written-claims", trainer, with_vectors, bench)
    return tuple(figures)


def _kinds(name: str, trainer: Any, rows: Any, bench: Bench) -> Iterator[Figure]:
    scores = trainer.held_out(rows)
    chances = trainer.softmax(scores / trainer.temperature(scores, rows))
    chances[rows.refused] = np.eye(len(trainer.KINDS))[0]
    shown = rows.places == "in place"
    gold = [trainer.KINDS[k] for k in rows.kinds[shown]]
    said = [trainer.KINDS[k] for k in chances[shown].argmax(axis=1)]
    yield _figure(f"{name}.accuracy", gold, said, accuracy)
    yield _figure(f"{name}.macro_f1", gold, said, macro_f1)
    yield _figure(f"{name}.claim_f1", _is_claim(gold), _is_claim(said), partial(label_f1, label="claim"))
    if not bench.fast:
        sure = [Sure(float(c), g == s) for c, g, s in zip(chances[shown].max(axis=1), gold, said, strict=True)]
        bench.extra[f"{name}.reliability"] = reliability(sure)
        yield error_figure(f"{name}.ece", sure)


def verdicts(bench: Bench) -> tuple[Figure, ...]:
    """Judge each written organisation with models that were fitted on the others (every eighth in a fast run).

    What is judged is a scene in which most claims meet silence on most channels, as they do in life.
    """
    trainer = script("train_verifier")
    groups = [
        [trainer.measure(trainer.scene(org, number), bench.encode) for number in (_WHOLE, _SPREAD)]
        for org in trainer.organisations()
    ]
    held = range(0, len(groups), _FAST_STEP if bench.fast else 1)
    pairs: list[tuple[str, str, float]] = []
    for k in held:
        weights = trainer.fit([scene for j, group in enumerate(groups) if j != k for scene in group])
        pairs += trainer.verdict_pairs(weights, groups[k][-1], bench.encode)
    gold, said = [g for g, _, _ in pairs], [s for _, s, _ in pairs]
    figures = [
        _figure("written-verdicts.accuracy", gold, said, accuracy),
        _figure("written-verdicts.macro_f1", gold, said, macro_f1),
        _figure("written-verdicts.coarse_macro_f1", _coarse(gold), _coarse(said), macro_f1),
    ]
    if not bench.fast:
        sure = [Sure(confidence, g == s) for g, s, confidence in pairs]
        bench.extra["written-verdicts.reliability"] = reliability(sure)
        figures.append(error_figure("written-verdicts.ece", sure))
    return tuple(figures)


def channels(bench: Bench) -> tuple[Figure, ...]:
    """Judge organisations whose channels stand as they are, with the shipped models, which never saw them.

    Their posts show a claim by a detail, seldom with a word of it: the hardest of what is measured here.
    """
    trainer = script("train_verifier")
    known = trainer.organisations(script("judge_orgs").UNSEEN)
    pairs: list[tuple[str, str, float]] = []
    for organisation in known[:: _FAST_STEP if bench.fast else 1]:
        scene = trainer.measure(trainer.scene(organisation, _WHOLE), bench.encode)
        pairs += trainer.verdict_pairs(None, scene, bench.encode)
    gold, said = [g for g, _, _ in pairs], [s for _, s, _ in pairs]
    figures = [
        _figure("written-channels.accuracy", gold, said, accuracy),
        _figure("written-channels.macro_f1", gold, said, macro_f1),
        _figure("written-channels.coarse_macro_f1", _coarse(gold), _coarse(said), macro_f1),
    ]
    for name in ("backed", "contradicted"):
        right = [a == b == name for a, b in zip(gold, said, strict=True)]
        for kind, labels in (("precision", said), ("recall", gold)):
            n = labels.count(name)
            figures.append(Figure(f"written-channels.{name}_{kind}", sum(right) / max(n, 1), n, None))
    if not bench.fast:
        figures.append(error_figure("written-channels.ece", [Sure(c, g == s) for g, s, c in pairs]))
    return tuple(figures)


def _figure(name: str, gold: list[str], said: list[str], score: Labelled) -> Figure:
    value, span = over_labels(gold, said, score)
    return Figure(name, value, len(gold), span)


def _is_claim(kinds: list[str]) -> list[str]:
    return ["none" if kind == "none" else "claim" for kind in kinds]


def _coarse(labels: list[str]) -> list[str]:
    return ["supported" if label in {"backed", "echoed"} else label for label in labels]
