"""Words of one meaning are near, and what only this claim shares stands out."""

from __future__ import annotations

import numpy as np
import pytest

from auditor.judge.meaning import MEASURES, senses
from auditor.judge.rivals import Subjects, leading
from auditor.model import Encode

CLAIMS = ("Gevonden voorwerpen bewaren wij drie maanden.", "Wij planten elk jaar duizend bomen.")
BODIES = (
    "De kast met verloren spullen wordt zaterdag opgeruimd.",
    "Langs de vaart staan sinds maandag 1200 jonge bomen.",
    "Op en af, en dat is dan dat.",
)


def test_other_words_of_the_same_meaning_are_nearest(encode: Encode):
    found = senses(CLAIMS, BODIES, encode)

    assert found["sense"].shape == (2, 3)
    assert found["sense"][0].argmax() == 0
    assert found["sense"][1].argmax() == 1
    assert found["sense_column"][:, 0].argmax() == 0


def test_across_languages_too(encode: Encode):
    found = senses(CLAIMS, ("Two thousand trees were planted.", "Lost property goes to charity."), encode)

    assert found["sense"][0].argmax() == 1
    assert found["sense"][1].argmax() == 0


def test_a_text_without_a_subject_is_near_to_nothing(encode: Encode):
    found = senses(CLAIMS, ("en de het een", "en"), encode)

    assert {f"{name}{kind}" for name in MEASURES for kind in ("", "_row", "_column")} == set(found)
    assert all(np.isfinite(matrix).all() for matrix in found.values())
    assert not found["sense"].any()


def test_a_word_that_one_claim_has_alone_weighs_most():
    bodies = ("De elektrische wasmachine", "Schone handen", "Regen.")
    subjects = Subjects(("Elke bus rijdt elektrisch.", "Elke bus is schoon.", "Elke halte is schoon."), bodies)

    rare, common = subjects.shared(0, "De elektrische wasmachine"), subjects.shared(1, "Schone handen")

    assert rare["claim_word"] > common["claim_word"] > 0
    assert rare["claim_kin"] >= rare["claim_word"]
    assert subjects.shared(0, "Regen.") == {"claim_word": 0.0, "claim_kin": 0.0}


def test_leads_are_kept_per_claim_and_per_unit():
    group = {0: ("x", True), 1: ("x", True), 2: ("y", True)}

    leads = leading("sense", [(0, 0), (0, 1), (0, 2), (1, 0)], [1.0, 3.0, 2.0, 4.0], group)

    assert [lead["sense_lead"] for lead in leads] == pytest.approx([-2.0, 0.0, 0.0, 0.0])
    assert [lead["sense_claim"] for lead in leads] == pytest.approx([-3.0, 0.0, 0.0, 0.0])


def test_a_channel_or_site_without_a_sentence_is_no_division_by_nothing(encode: Encode):
    """Warnings are errors here."""
    assert senses(CLAIMS, (), encode)["sense_row"].shape == (2, 0)
    assert senses((), BODIES, encode)["sense_column"].shape == (0, 3)
