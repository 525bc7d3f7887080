"""The same sentence is worth less where claims are rare."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from auditor.claims.density import corrected


def test_a_likely_claim_among_many_is_surer_than_among_none() -> None:
    alone = corrected([0.7] + [0.02] * 40, ["d"] * 41, ["s"] * 41, [True] * 41)[0]
    among = corrected([0.7] + [0.98] * 40, ["d"] * 41, ["s"] * 41, [True] * 41)[0]
    assert alone.chance < 0.7 < among.chance
    assert alone.sparse
    assert not among.sparse


def test_headings_do_not_thin_a_page() -> None:
    chances = [0.9, 0.9, 0.9] + [0.02] * 30
    prose = [True] * 3 + [False] * 30
    assert not corrected(chances, ["d"] * 33, ["s"] * 33, prose)[0].sparse


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_probabilities_stay_probabilities_and_keep_their_order(chances: list[float]) -> None:
    count = len(chances)
    found = corrected(chances, ["d"] * count, ["s"] * count, [True] * count)
    assert all(0.0 <= item.chance <= 1.0 for item in found)
    ranked = sorted(range(count), key=lambda index: chances[index])
    shifted = [found[index].chance for index in ranked]
    assert all(a <= b + 1e-9 for a, b in pairwise(shifted))
