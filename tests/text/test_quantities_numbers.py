"""Numbers in digits and words, and the units they come with."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.quantities.numbers import digits, in_words
from auditor.text.quantities.units import UNITS, base, convert, dimension

# The list that the libraries named in numbers.py were tried on.
WORDS = {
    "nl": {
        "vierentwintig": 24,
        "anderhalve": 1.5,
        "honderdtwintig": 120,
        "tweeënhalf": 2.5,
        "een dozijn": 12,
        "drieëntwintigduizend": 23_000,
        "twee miljoen": 2_000_000,
        "zeventien": 17,
        "honderdeneen": 101,
        "elfhonderd": 1100,
        "achtenveertig": 48,
        "vijf": 5,
    },
    "en": {
        "twenty-four": 24,
        "a dozen": 12,
        "one hundred and twenty": 120,
        "two and a half": 2.5,
        "three million": 3_000_000,
        "twelve hundred": 1200,
        "a hundred": 100,
        "forty-eight": 48,
    },
}
NL_SMALL = """nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien
    zeventien achttien negentien""".split()  # noqa: SIM905 - as one counts
NL_TENS = ["", "", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
EN_SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen""".split()  # noqa: SIM905 - the same
EN_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell_dutch(number: int) -> str:
    """Spell 0 to 9999 as Dutch people write it, with the dieresis of "tweeëntwintig"."""
    if number < 20:
        return NL_SMALL[number]
    if number < 100:
        ten, one = divmod(number, 10)
        unit = NL_SMALL[one]
        return NL_TENS[ten] if not one else unit + ("ën" if unit.endswith("e") else "en") + NL_TENS[ten]
    if number < 1000:
        hundred, rest = divmod(number, 100)
        return ("" if hundred == 1 else NL_SMALL[hundred]) + "honderd" + (spell_dutch(rest) if rest else "")
    thousand, rest = divmod(number, 1000)
    return ("" if thousand == 1 else spell_dutch(thousand)) + "duizend" + (spell_dutch(rest) if rest else "")


def spell_english(number: int) -> str:
    """Spell 0 to 9999 as the British write it: "two thousand three hundred and five"."""
    if number < 20:
        return EN_SMALL[number]
    if number < 100:
        ten, one = divmod(number, 10)
        return EN_TENS[ten] + (f"-{EN_SMALL[one]}" if one else "")
    if number < 1000:
        hundred, rest = divmod(number, 100)
        return f"{EN_SMALL[hundred]} hundred" + (f" and {spell_english(rest)}" if rest else "")
    thousand, rest = divmod(number, 1000)
    joined = " and " if 0 < rest < 100 else " "
    return f"{spell_english(thousand)} thousand" + (f"{joined}{spell_english(rest)}" if rest else "")


@given(st.integers(0, 9999))
def test_dutch_number_words_round_trip(number: int):
    assert in_words(spell_dutch(number), "nl") == number


@given(st.integers(0, 9999))
def test_english_number_words_round_trip(number: int):
    assert in_words(spell_english(number), "en") == number


@pytest.mark.parametrize(
    ("language", "word"), [(language, word) for language, words in WORDS.items() for word in words]
)
def test_number_words_as_people_write_them(language: str, word: str):
    assert in_words(word, language) == WORDS[language][word]


@pytest.mark.parametrize("word", ["huis", "honderdhonderd", "twintigvier", "tweede", "enkele", "the", "zesendertigen"])
def test_other_words_are_no_numbers(word: str):
    assert in_words(word, "nl") is None


@pytest.mark.parametrize(
    ("text", "dutch", "english"),
    [
        ("1.500", 1500, 1500),  # in English a dot is decimal, but nobody writes 1.5 with two zeros
        ("1,500", 1500, 1500),
        ("12,50", 12.5, 12.5),
        ("12.50", 12.5, 12.5),
        ("1.234.567", 1_234_567, 1_234_567),
        ("1,234.56", 1234.56, 1234.56),
        ("1.234,56", 1234.56, 1234.56),
        ("3.141", 3141, 3.141),
        ("1,125", 1.125, 1125),
        ("0.500", 0.5, 0.5),
        ("16\u00a0383", 16383, 16383),
        ("1.2.3", None, None),
        ("1.23,456.7", None, None),
    ],
)
def test_digits_follow_the_habits_of_the_language(text: str, dutch: float | None, english: float | None):
    assert (digits(text, "nl"), digits(text, "en")) == (dutch, english)


@given(st.floats(0.001, 1e6), st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(UNITS)))
def test_conversion_there_and_back_gives_the_same(value: float, unit: str, other: str):
    if dimension(unit) != dimension(other):
        with pytest.raises(ValueError, match="cannot be given in"):
            convert(value, unit, other)
        return
    there = convert(value, unit, other)
    assert math.isclose(convert(there, other, unit), value, rel_tol=1e-9)
    assert math.isclose(base(there, other), base(value, unit), rel_tol=1e-9)


def test_a_year_is_twelve_months_and_a_week_seven_days():
    assert math.isclose(convert(1, "year", "month"), 12)
    assert convert(2, "week", "day") == 14
    assert convert(90, "minute", "hour") == 1.5
