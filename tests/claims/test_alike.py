"""The same claim in other words, or in the other language, is one claim; what differs stays two."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from auditor import match
from auditor.claims import extract
from auditor.model import Statement
from auditor.settings.model import Settings

Say = Callable[..., Statement]


@pytest.fixture(scope="module")
def encode() -> Any:
    return match.load("embedded").encode


def test_a_wording_with_a_word_more_is_the_same_claim(settings: Settings, say: Say, encode: Any) -> None:
    said = [
        say("Wij brengen elke werkdag warme maaltijden rond in de hele wijk.", path="maaltijden.html"),
        say("Wij brengen elke werkdag warme maaltijden rond in de wijk.", path="folder.pdf", source="folders"),
    ]
    (claim,) = extract(said, settings=settings, encode=encode)
    assert [place.path for _, place in claim.also_at] == ["folder.pdf"]


def test_a_hyphen_makes_no_other_claim(settings: Settings, say: Say) -> None:
    said = [
        say("We never share medical-record data with insurers.", language="en"),
        say("We never share medical record data with insurers.", language="en", path="b.html"),
    ]
    assert len(extract(said, settings=settings, encode=None)) == 1


def test_the_same_claim_in_dutch_and_english_is_one_claim(settings: Settings, say: Say, encode: Any) -> None:
    said = [
        say("De prijs die we noemen, is de prijs die u betaalt."),
        say("Wij antwoorden binnen twee werkdagen op elke brief."),
        say("We answer every letter within two working days.", language="en", path="en.html"),
    ]
    claims = extract(said, settings=settings, encode=encode)
    assert sorted(len(claim.also_at) for claim in claims if "brief" in claim.text or "letter" in claim.text) == [1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wij antwoorden binnen twee werkdagen op elke brief.", "Wij antwoorden binnen drie werkdagen op elke brief."),
        ("Klachten handelen we binnen vijf dagen af.", "Bezwaren handelen we binnen vijf dagen af."),
        ("Wij antwoorden binnen twee werkdagen op elke brief.", "We answer every letter within three working days."),
    ],
)
def test_other_terms_or_another_subject_stay_two(
    settings: Settings, say: Say, encode: Any, one: str, other: str
) -> None:
    said = [say(one), say(other, language="en" if other.startswith("We ") else "nl", path="b.html")]
    assert len(extract(said, settings=settings, encode=encode)) == 2
