"""Reading ease, address forms, names and boasts on single sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.rules import boasts, reading_ease
from auditor.rules.facts import national
from auditor.rules.product_names import introduced
from auditor.rules.wording import listing, number, percent, quote, sentence


@pytest.mark.parametrize(
    ("word", "language", "count"),
    [
        ("huis", "nl", 1), ("water", "nl", 2), ("gemeente", "nl", 3), ("bijvoorbeeld", "nl", 3), ("nieuwe", "nl", 2),
        ("zeeën", "nl", 2), ("mooie", "nl", 2), ("verantwoordelijkheid", "nl", 6), ("pst", "nl", 1),
        ("house", "en", 1), ("water", "en", 2), ("table", "en", 2), ("worked", "en", 1), ("wanted", "en", 2),
        ("boxes", "en", 2), ("names", "en", 1), ("responsibility", "en", 6), ("see", "en", 1),
    ],
)  # fmt: skip
def test_syllables(word: str, language: str, count: int) -> None:
    assert reading_ease.syllables(word, language) == count


def test_short_common_words_read_easier_than_long_rare_ones() -> None:
    easy, hard = ["De kat zit op de mat."], ["Verantwoordelijkheidsgevoel karakteriseert ambtenaren."]
    assert reading_ease.score(easy, "nl") > 80
    assert reading_ease.score(hard, "nl") < 0


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_reading_ease_needs_words_in_a_known_language(language: str) -> None:
    with pytest.raises(ValueError, match="reading ease"):
        reading_ease.score([] if language == "nl" else ["Bonjour tout le monde"], language)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("(0199) 30 20 10", "0199302010"), ("+31 199 302 010", "0199302010"), ("0031 199 302010", "0199302010"),
        ("+31 (0)199 302010", "0199302010"), ("0800-1234", "08001234"), ("020 7946 0018", "02079460018"),
        ("12345678", ""), ("2026", ""), ("01-02-2026", ""),
    ],
)  # fmt: skip
def test_phone_numbers_are_compared_in_national_form(text: str, digits: str) -> None:
    assert national(text) == digits


@given(st.text(max_size=300), st.sampled_from(["nl", "en", "fr"]))
def test_any_text_may_be_read(text: str, language: str) -> None:
    boasts.find(text, language, ("Duinrand",), slogans=True)
    boasts.supported(text, language)
    list(introduced(text, language))


@given(st.text(max_size=400))
def test_a_quotation_is_one_line_and_not_long(text: str) -> None:
    quoted = quote(text, "nl")
    assert "\n" not in quoted
    assert len(quoted) <= 226


def test_a_reason_is_told_as_a_sentence() -> None:
    assert sentence("price: €5 against €6") == "Price: €5 against €6."
    assert sentence("Echt waar?") == "Echt waar?"
    assert sentence(" ") == ""


def test_wording() -> None:
    assert listing([], "nl") == ""
    assert listing(["a"], "nl") == "a"
    assert listing(["a", "b", "c"], "nl") == "a, b en c"
    assert listing(["a", "b"], "en") == "a and b"
    assert percent(0.154, "nl") == percent(0.154, "en") == "15%"
    assert number(3.25, "nl") == "3,2"
    assert number(3.0, "en") == "3"
