"""Language detection: right on ordinary sentences, silent on what is too short."""

from __future__ import annotations

import pytest

from auditor.text.language import WIDE, detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("De leeszaal is op zondag gesloten.", "nl"),
        ("The reading room is closed on Sundays.", "en"),
        ("Der Lesesaal ist am Sonntag geschlossen.", "de"),
        ("La salle de lecture est fermée le dimanche.", "fr"),
        ("Wij brengen uw meubels thuis @molenpad #wonen https://molenpad.example/the/best/of/it", "nl"),
        ("WIJ BRENGEN UW MEUBELS GRATIS NAAR BOVEN", "nl"),
    ],
)
def test_a_sentence_gets_its_language(text: str, language: str) -> None:
    assert detect(text, WIDE) == language


@pytest.mark.parametrize(
    "text", ["", "Contact", "12.000 km", "#groen @molenpad", "https://molenpad.example", "Home / Over"]
)
def test_what_is_too_short_gets_the_default(text: str) -> None:
    assert detect(text, WIDE, default="nl") == "nl"
    assert detect(text, WIDE) is None


def test_only_the_languages_asked_for_are_answered() -> None:
    assert detect("Der Lesesaal ist am Sonntag geschlossen.", ("nl", "en"), "en") in {"nl", "en"}
    assert detect("De leeszaal is gesloten.", (), "nl") == "nl"
