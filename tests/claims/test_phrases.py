"""The little language of the lexicons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import resources
from auditor.claims.phrases import Phrases, words


@pytest.mark.parametrize(
    ("phrase", "text", "there"),
    [
        ("binnen <n> uur", "antwoord binnen 24 uur", True),
        ("binnen <n> uur", "antwoord binnen vier uur", True),
        ("binnen <n> uur", "antwoord binnen het uur", False),
        ("in <year>", "In 2031 is alles klaar", True),
        ("in <year>", "in 31 dagen", False),
        ("garand*", "Wij garanderen dit", True),
        ("*garantie", "een levensgarantie", True),
        ("staan .. klaar", "Wij staan elke dag voor u klaar", True),
        ("staan .. klaar", "Wij staan hier. Het eten is klaar", False),
        ("u|je krijgt", "Je krijgt hulp", True),
        ("we're here", "We’re here to help", True),
    ],
)
def test_phrases_find_what_they_describe(phrase: str, text: str, there: bool) -> None:
    assert bool(Phrases({"it": [phrase]}).find(words(text).plain)) is there


def test_the_first_occurrence_counts() -> None:
    assert Phrases({"we": ["we"]}).find(words("Today we say we do").plain) == {"we": (1, 2)}


@given(st.text(max_size=200))
def test_words_keep_the_order_of_the_text(text: str) -> None:
    at = 0
    for word in words(text).shown:
        at = text.index(word, at) + len(word)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_lexicons_have_the_same_signals_and_hold_words_only(language: str) -> None:
    """YAML reads bare yes, no, on and off as truth values, and ` #` as a comment."""
    one, other = resources.lexicon("claims", "nl"), resources.lexicon("claims", language)
    assert set(one["signals"]) ^ set(other["signals"]) <= {"maybe_past", "progressive", "reader_state"}
    assert set(one["headings"]) == set(other["headings"])
    for rows in (*other["signals"].values(), *other["headings"].values(), other["imperatives"], other["openers"]):
        assert all(isinstance(row, str) and row.strip() for row in rows)
