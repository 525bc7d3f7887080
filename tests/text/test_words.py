"""Words as they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.overlap import overlap
from auditor.text.words import cleaned, kin, stem, stems, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("geleegd", "legen"), ("planten", "plant"), ("bomen", "boom"), ("huizen", "huis"), ("brieven", "brief"),
        ("sharpened", "sharpening"), ("libraries", "library"), ("refunded", "refund"), ("cafés", "cafe"),
    ],
)  # fmt: skip
def test_forms_of_one_word_share_a_stem(one: str, other: str):
    assert stem(one) == stem(other)


def test_addresses_and_handles_are_no_words():
    assert words("Kijk op https://x.example/fiets of vraag @winkel") == ("kijk", "op", "of", "vraag")
    assert cleaned("Kijk  op https://x.example/fiets?a=1") == "Kijk op"


def test_a_compound_is_kin_of_its_part():
    ties = dict(kin(["stoeptegel"], {"tegel", "bloem"})["stoeptegel"])

    assert ties == {"tegel": 0.7}


def test_the_strongest_tie_comes_first():
    assert kin(["tegel"], {"stoeptegel", "tegel"})["tegel"][0][0] == "tegel"


@given(st.text())
def test_any_text_has_stems(text: str):
    assert all(stems(text))


def test_a_rare_word_weighs_more_than_a_common_one():
    texts = ["de fiets en het slot", "de fiets en de bel", "de fiets en de mand", "het weer"]

    shared = overlap(["een fiets met een slot"], texts).share[0]

    assert shared[0] == pytest.approx(1)
    assert 0 < shared[1] < 0.5
    assert shared[3] == 0


def test_the_own_name_counts_for_nothing():
    found = overlap(["Korst bakt brood"], ["Korst is jarig", "brood van vandaag"], ignore={"korst"})

    assert found.share[0, 0] == 0
    assert found.share[0, 1] > 0
    assert found.count[0, 1] == 1
