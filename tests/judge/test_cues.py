"""What the form of a text tells."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.judge.cues import MEASURED, any_of, pattern, read_cues
from auditor.resources import lexicon


@pytest.mark.parametrize(
    ("text", "language", "cue"),
    [
        ("Gisteren plantten wij de laatste boom.", "nl", "past"),
        ("Gisteren plantten wij de laatste boom.", "nl", "when"),
        ("The last tree was planted yesterday.", "en", "past"),
        ("In maart leenden 812 mensen een ladder.", "nl", "counts"),
        ("Om 23.10 uur ging de telefoon.", "nl", "clock"),
        ("Every child gets a seat.", "en", "general"),
        ("We aim to help.", "en", "aim"),
        ("Op zondag rijden wij niet.", "nl", "negation"),
        ("Dertig jaar geleden reden hier nog trams.", "nl", "era"),
        ("Back in 1974 it took a month.", "en", "era"),
        ("De buurgemeente laat dat volgend jaar weten.", "nl", "others"),
        ("The regulator says it wants more.", "en", "others"),
        ("Met ingang van mei rijden wij minder vaak.", "nl", "change"),
        ("The move has been pushed back to 2031.", "en", "delay"),
        ("Volgend jaar komt er een brug.", "nl", "future"),
        ("Maandag gemeld, dinsdag klaar.", "nl", "moments"),
        ("Op Koningsdag zijn wij dicht.", "nl", "once"),
        ("Nog steeds geen reactie gehad", "nl", "complaint"),
        ("Wie weet het?", "nl", "question"),
    ],
)
def test_a_cue_is_found(text: str, language: str, cue: str):
    assert getattr(read_cues(text, language), cue) > 0


@pytest.mark.parametrize(
    ("text", "language", "cue"),
    [
        ("Broken lamps are repaired within a week.", "en", "past"),
        ("Kapotte lampen worden binnen een week gerepareerd.", "nl", "past"),
        ("Het kost € 12 per jaar.", "nl", "counts"),
        ("Ons nummer is 24/7 bereikbaar.", "nl", "counts"),
        ("Sinds 2019 doen wij dit zo.", "nl", "counts"),
        ("In 18 dagen is het klaar.", "nl", "era"),
        ("De trein rijdt.", "nl", "negation"),
    ],
)
def test_what_only_looks_like_one_is_not(text: str, language: str, cue: str):
    assert getattr(read_cues(text, language), cue) == 0


def test_without_a_language_both_lexicons_are_used():
    assert read_cues("Yesterday, gisteren.", None).when == 2


def test_the_languages_have_the_same_sections():
    assert set(lexicon("relations", "nl")) == set(lexicon("relations", "en"))


def test_measures_say_no_more_than_three():
    measures = read_cues("Gisteren, gisteren, gisteren, gisteren en gisteren.", "nl").measures()

    assert set(measures) == set(MEASURED)
    assert measures["when"] == 3


@given(
    st.lists(st.from_regex(r"[abé]{1,4}( [ab*]{1,3}| \.\.\. [ab]{1,2}|\*)?", fullmatch=True), min_size=1, max_size=8),
    st.text("abéAB .", max_size=40),
)
def test_phrases_taken_together_match_what_they_match_one_by_one(phrases: list[str], text: str):
    bodies = "|".join(map(pattern, sorted(phrases, key=len, reverse=True)))
    one_by_one = re.compile(rf"(?<!\w)(?:{bodies})(?!\w)", re.IGNORECASE)

    found = [match.span() for match in any_of(phrases).finditer(text)]

    assert found == [match.span() for match in one_by_one.finditer(text)]
