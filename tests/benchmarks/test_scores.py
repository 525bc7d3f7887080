"""Scores, intervals and calibration, against values worked out by hand."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from benchmarks.quality import table
from benchmarks.quality.bootstrap import accuracy, f1, interval, label_f1, macro_f1, precision, recall
from benchmarks.quality.calibration import Sure, bins, expected_error, reliability
from benchmarks.quality.diagram import panels, svg
from benchmarks.quality.tasks.similarity import spearman

GOLD = ["a", "a", "a", "b", "b", "c"]
SAID = ["a", "a", "b", "b", "c", "c"]


def test_scores_of_labels():
    assert accuracy(GOLD, SAID) == pytest.approx(4 / 6)
    assert precision(GOLD, SAID, "b") == 0.5
    assert recall(GOLD, SAID, "a") == pytest.approx(2 / 3)
    assert label_f1(GOLD, SAID, "a") == pytest.approx(0.8)
    assert macro_f1(GOLD, SAID) == pytest.approx((0.8 + 0.5 + 2 / 3) / 3)


def test_scores_of_nothing_are_zero():
    assert accuracy([], []) == macro_f1([], []) == f1(0, 0, 0) == recall(GOLD, SAID, "d") == 0


def test_an_interval_is_the_same_every_time_and_holds_the_score():
    right = np.repeat([1.0, 0.0], [80, 20])
    first = interval(100, lambda k: float(right[k].mean()))
    assert first == interval(100, lambda k: float(right[k].mean()))
    assert first is not None
    assert first[0] < 0.8 < first[1]
    # The normal approximation gives 0.8 plus or minus 0.078.
    assert first == pytest.approx((0.722, 0.878), abs=0.02)


def test_one_item_has_no_interval():
    assert interval(1, lambda k: 1.0) is None


def test_who_is_as_often_right_as_sure_has_no_calibration_error():
    assert expected_error([Sure(0.75, right=True)] * 3 + [Sure(0.75, right=False)]) == pytest.approx(0)


def test_who_is_always_sure_and_half_right_is_off_by_a_half():
    assert expected_error([Sure(1.0, right=True), Sure(1.0, right=False)]) == pytest.approx(0.5)


def test_bins_hold_every_item_once():
    items = [Sure(k / 20, right=k % 2 == 0) for k in range(21)]
    assert sum(b.n for b in bins(items)) == len(items)


def test_rank_correlation_takes_mean_ranks_for_ties():
    a, b = np.array([1.0, 2, 2, 4]), np.array([10.0, 20, 30, 40])
    # Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4.
    assert spearman(a, b) == pytest.approx(0.9486833)
    assert spearman(b, b) == pytest.approx(1)
    assert spearman(b, -b) == pytest.approx(-1)


def test_the_diagram_shows_every_bin_of_every_task(tmp_path: Path):
    sure = [Sure(0.95, right=True)] * 9 + [Sure(0.95, right=False), Sure(0.35, right=False)]
    extra = {"a.reliability": reliability(sure), "b.reliability": {"x": reliability(sure[:10]), "y": []}, "c": 1}

    tables = panels(extra)
    drawing = ET.fromstring(svg(tables))

    assert list(tables) == ["a", "b x"]
    titles = [title.text for title in drawing.iter("{http://www.w3.org/2000/svg}title")]
    assert titles[1:] == [
        "1 answers: said 0.35, right 0.00",
        "10 answers: said 0.95, right 0.90",
        "10 answers: said 0.95, right 0.90",
    ]
    table.write(tmp_path, "", {"figures": [], "extra": extra})
    assert "reliability.svg" in (tmp_path / "latest.md").read_text()
    assert (tmp_path / "reliability.svg").read_text() == svg(tables)
