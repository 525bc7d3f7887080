"""Whole audits of organisations whose claims, verdicts and findings people have labelled, and how sure the audit is.

The folder of the labelled organisations brings its own scorer (run_gold.py), so that a figure here means what it means
there. Items of all organisations are taken together; `worst` is the organisation with the lowest figure.
"""

from __future__ import annotations

import importlib.util
import json
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import numpy as np
import yaml
from numpy.typing import NDArray

from benchmarks.quality.bootstrap import Interval, accuracy, f1, interval, macro_f1, over_labels
from benchmarks.quality.calibration import Sure, error_figure, reliability
from benchmarks.quality.figures import Bench, Figure, NoData

Report = Mapping[str, Any]
_SUPPORTED: Final = {"backed": "supported", "echoed": "supported"}
_TIMEOUT: Final = 200
_LOUD: Final = frozenset({"error", "warning"})


def run(bench: Bench) -> tuple[Figure, ...]:
    """Audit every organisation in the gold folder (the first one only in a fast run) and score it."""
    scorer = bench.file("run_gold.py", where="gold")
    folders = sorted(path.parent for path in scorer.parent.glob("*/gold.yaml"))
    if not folders:
        raise NoData("*/gold.yaml")
    with tempfile.TemporaryDirectory(prefix="bench-gold-") as kept:
        reports = _reports(scorer, folders[:1] if bench.fast else folders, bench.auditor, Path(kept))
        audits = tuple(_audits(_module(scorer), reports, scorer.parent, Path(kept)))
    claims = [item for audit in audits for item in _sure_claims(audit)]
    verdicts = [item for audit in audits for item in _sure_verdicts(audit)]
    loud = sum(_loud_false_alarms(audit) for audit in audits)
    bench.extra["gold.reliability"] = {"claims": reliability(claims), "verdicts": reliability(verdicts)}
    return (
        *_claims(reports),
        *_verdicts(reports),
        *_findings(reports),
        Figure(
            "gold.false_alarms_above_info", loud, len(audits), better="lower", note="errors and warnings without cause"
        ),
        _mean("gold.webcare_fields", [report["webcare"]["field_accuracy"] for report in reports]),
        error_figure("gold.claims_ece", claims),
        error_figure("gold.verdict_ece", verdicts),
    )


def _reports(scorer: Path, folders: Sequence[Path], auditor: Sequence[str], kept: Path) -> list[Report]:
    command = [sys.executable, str(scorer), *map(str, folders), "--auditor", shlex.join(auditor)]
    command += ["--keep", str(kept), "--timeout", str(_TIMEOUT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    reports = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    reports = [report for report in reports if report.get("org") != "mean"]
    failed = [report for report in reports if "error" in report]
    if failed or len(reports) != len(folders):
        raise RuntimeError(f"the audit of a labelled organisation failed: {failed or done.stderr[-500:]}")
    return reports


def _claims(reports: Sequence[Report]) -> Iterator[Figure]:
    parts = [report["claims"] for report in reports]
    right = sum(part["matched"] for part in parts)
    wrong = sum(part["wrong"] for part in parts)
    missed = sum(part["gold"] - part["matched"] for part in parts)
    yield _counted("gold.claims_f1", right, wrong, missed)
    yield Figure("gold.claims_f1_worst", min(part["f1"] for part in parts), len(parts))
    yield _share("gold.kind_accuracy", round(sum(p["matched"] * p["kind_accuracy"] for p in parts)), right)
    taken = max(part["false_claims"] for part in parts)
    yield Figure("gold.false_claims_worst", taken, len(parts), better="lower", note="sentences that are no claim")
    terms = [report["terms"] for report in reports]
    n = sum(part["n"] for part in terms)
    yield _share("gold.terms_all_fields", round(sum(part["n"] * part["all_fields"] for part in terms)), n)


def _verdicts(reports: Sequence[Report]) -> Iterator[Figure]:
    parts = [report["verdicts"] for report in reports]
    cells = [
        pair.partition(">")[::2] for part in parts for pair, count in part["confusion"].items() for _ in range(count)
    ]
    gold, said = [g for g, _ in cells], [p for _, p in cells]
    coarse = [[_SUPPORTED.get(label, label) for label in labels] for labels in (gold, said)]
    for name, score, sides in (
        ("gold.verdict_accuracy", accuracy, (gold, said)),
        ("gold.verdict_macro_f1", macro_f1, (gold, said)),
        ("gold.verdict_coarse_macro_f1", macro_f1, coarse),
    ):
        value, span = over_labels(sides[0], sides[1], score)
        yield Figure(name, value, len(cells), span)
    for name in ("macro_f1", "coarse_macro_f1"):
        yield Figure(f"gold.verdict_{name}_worst", min(part[name] for part in parts), len(parts))
    n = sum(part["evidence_cells"] for part in parts)
    yield _share("gold.evidence_hit_rate", round(sum(p["evidence_cells"] * p["evidence_hit_rate"] for p in parts)), n)


def _findings(reports: Sequence[Report]) -> Iterator[Figure]:
    parts = [report["findings"] for report in reports]
    hit = sum(part["hit"] for part in parts)
    extra = sum(part["false_alarms"] for part in parts)
    yield _counted("gold.findings_f1", hit, extra, sum(part["gold"] - part["hit"] for part in parts))
    yield Figure("gold.findings_f1_worst", min(part["f1"] for part in parts), len(parts))
    yield Figure("gold.false_alarms", extra, len(parts), better="lower")


def _counted(name: str, right: int, wrong: int, missed: int) -> Figure:
    """Return F1 from counts; what is drawn for the interval are the items, right, wrong and missed."""
    kinds = np.repeat([0, 1, 2], [right, wrong, missed])

    def drawn(k: NDArray[np.intp]) -> float:
        tp, fp, fn = np.bincount(kinds[k], minlength=3)
        return f1(float(tp), float(fp), float(fn))

    return Figure(name, f1(right, wrong, missed), len(kinds), interval(len(kinds), drawn))


def _share(name: str, right: int, n: int) -> Figure:
    return Figure(name, right / n if n else 1.0, n, _spread(np.repeat([1.0, 0.0], [right, n - right])))


def _mean(name: str, values: Sequence[float]) -> Figure:
    return Figure(name, float(np.mean(values)), len(values), note="mean over organisations")


def _spread(values: NDArray[np.float64]) -> Interval | None:
    def drawn(k: NDArray[np.intp]) -> float:
        return float(values[k].mean())

    return interval(len(values), drawn)


@dataclass(frozen=True, slots=True)
class _Audit:
    """The results of one organisation beside its labels, and the scorer that holds them together."""

    scorer: ModuleType
    labels: Mapping[str, Any]
    results: Mapping[str, Any]
    owner: Mapping[str, str]
    """The id of a claim of the results to the id of the labelled claim it is."""

    @property
    def wanted(self) -> dict[str, Mapping[str, Any]]:
        """The labelled claims by their id."""
        return {claim["id"]: claim for claim in self.labels["claims"]}


def _audits(scorer: ModuleType, reports: Sequence[Report], gold: Path, kept: Path) -> Iterator[_Audit]:
    for report in reports:
        labels = yaml.safe_load((gold / report["org"] / "gold.yaml").read_text(encoding="utf-8"))
        results = json.loads((kept / f"{report['org']}.results.json").read_text(encoding="utf-8"))
        yield _Audit(scorer, labels, results, scorer.match_claims(results["claims"], labels)[3])


def _sure_claims(audit: _Audit) -> Iterator[Sure]:
    """Yield how sure the audit was of each claim; what the labels call optional has no right answer."""
    wanted = audit.wanted
    for claim in audit.results["claims"]:
        known = wanted.get(audit.owner.get(claim["id"], ""))
        if known or not _optional(audit, claim):
            yield Sure(claim["confidence"], known is not None and known["kind"] == claim["kind"])


def _optional(audit: _Audit, claim: Mapping[str, Any]) -> bool:
    scorer = audit.scorer
    words = scorer.tokens(claim["text"])
    others = (scorer.tokens(entry["text"]) for entry in audit.labels.get("optional_claims", []))
    return any(scorer.overlap(words, other) >= scorer.MATCH for other in others)


def _sure_verdicts(audit: _Audit) -> Iterator[Sure]:
    """Yield how sure the audit was of each verdict on a claim that the labels have."""
    wanted = audit.wanted
    for verdict in audit.results["verdicts"]:
        claim = wanted.get(audit.owner.get(verdict["claim"], ""), {})
        label = claim.get("verdicts", {}).get(verdict["source"])
        if label:
            yield Sure(verdict["confidence"], label == verdict["verdict"])


def _loud_false_alarms(audit: _Audit) -> int:
    """Return how many errors and warnings the labels neither ask for nor allow."""
    texts = {claim["id"]: claim["text"] for claim in audit.results["claims"]}
    known = [*(audit.labels.get("findings") or []), *(audit.labels.get("optional_findings") or [])]
    return sum(
        not any(audit.scorer.same_finding(label, finding, audit.owner, texts) for label in known)
        for finding in audit.results["findings"]
        if finding["level"] in _LOUD
    )


def _module(path: Path) -> ModuleType:
    """Load the scorer, which stands in the folder of the data."""
    found = importlib.util.spec_from_file_location("run_gold", path)
    if found is None or found.loader is None:
        raise NoData(path.name)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module
