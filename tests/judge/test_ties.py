"""Ties: what a reader knows of the world brings claim and unit together."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.judge.ties import MEASURES, ties

CLAIMS = ("Met de wagen brengen wij vee en meubels.", "Wij herstellen uw schoenen.", "Er is altijd een arts.")
BODIES = (
    "Achttien schapen gingen mee, en een herder.",
    "Nieuwe zolen eronder, en de hak gelijmd.",
    "De bakker heeft weer krentenbrood.",
)


def measured(claims: tuple[str, ...] = CLAIMS, bodies: tuple[str, ...] = BODIES) -> dict[str, np.ndarray]:
    return dict(ties(claims, bodies, claim_languages=["nl"] * len(claims), body_languages=["nl"] * len(bodies)))


def test_each_claim_is_nearest_in_topic_to_the_post_that_shows_it():
    topic = measured()["topic"]
    assert topic[0].argmax() == 0
    assert topic[1].argmax() == 1


def test_tied_words_are_weaker_than_the_same_word():
    found = measured(("Wij vervoeren schapen.",), ("schapen", "een kudde"))
    assert found["tie_weight"][0, 0] > found["tie_weight"][0, 1] > 0
    # The same word is no tie between two different words.
    assert found["tie_best"][0, 1] > found["tie_best"][0, 0]


def test_words_to_ignore_tie_nothing():
    found = ties(("schapen",), ("kudde",), claim_languages=["nl"], body_languages=["nl"], ignore=frozenset({"schapen"}))
    assert all(not matrix.any() for matrix in found.values())


def test_texts_without_words_are_tied_by_nothing():
    for claims, bodies in ((("",), BODIES), (CLAIMS, ("", ""))):
        found = measured(claims, bodies)
        assert set(found) == set(MEASURES)
        assert all(matrix.shape == (len(claims), len(bodies)) and not matrix.any() for matrix in found.values())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=4), st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_measures_are_finite_and_in_range(claims: list[str], bodies: list[str]):
    found = ties(claims, bodies, claim_languages=[None] * len(claims), body_languages=["en"] * len(bodies))
    for name, matrix in found.items():
        assert matrix.shape == (len(claims), len(bodies))
        assert np.isfinite(matrix).all()
        assert (matrix >= 0).all()
        if name != "tie_weight":
            assert (matrix <= 1 + 1e-5).all()
