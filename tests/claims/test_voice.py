"""Whose "we" it is: on the page of a member it is the member's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from auditor import match
from auditor.claims import extract
from auditor.model import Place, Statement
from auditor.settings.model import Settings

Say = Callable[..., Statement]
MEMBER = "Ons doel is dat elk kind in de polder leert zwemmen."
OURS = "Wij beantwoorden uw mail binnen twee werkdagen."


@pytest.fixture(scope="module")
def encode() -> Any:
    return match.load("embedded").encode


def texts(statements: list[Statement], settings: Settings, encode: Any) -> set[str]:
    return {claim.text for claim in extract(statements, settings=settings, encode=encode)}


@pytest.mark.parametrize(
    "path", ["leden/zwembond-de-polder/index.html", "klanten/zwembond.html", "en/members/zwembond/index.html"]
)
def test_the_words_of_a_member_on_its_own_page_are_not_ours(
    say: Say, settings: Settings, encode: Any, path: str
) -> None:
    page = [say(MEMBER, path=path, headings=("Zwembond De Polder",), page_type="other"), say(OURS)]
    assert texts(page, settings, encode) == {OURS}


def test_an_address_tells_the_folder_as_well(say: Say, settings: Settings, encode: Any) -> None:
    statement = say(MEMBER, headings=("Zwembond De Polder",), page_type="other")
    place = Place(url="https://www.waterrijk.example/leden/zwembond/")
    elsewhere = Place(url="https://www.waterrijk.example/zwembond/")
    assert MEMBER not in texts([replace(statement, place=place), say(OURS)], settings, encode)
    assert MEMBER in texts([replace(statement, place=elsewhere), say(OURS)], settings, encode)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("leden/index.html", "Zwembond De Polder"),
        ("leden/word-lid.html", "Word lid van ons"),
        ("leden/over-ons.html", "Stichting Waterrijk"),
        ("over-ons.html", "Zwembond De Polder"),
    ],
)
def test_the_list_of_members_and_a_page_about_membership_speak_for_us(
    say: Say, settings: Settings, encode: Any, path: str, title: str
) -> None:
    assert MEMBER in texts([say(MEMBER, path=path, headings=(title,), page_type="about")], settings, encode)


def test_what_is_said_of_us_by_name_is_ours_wherever_it_stands(say: Say, settings: Settings, encode: Any) -> None:
    named = "Waterrijk helpt zwemverenigingen aan badwater."
    page = [say(named, path="leden/zwembond/index.html", headings=("Zwembond De Polder",), page_type="about")]
    assert texts(page, settings, encode) == {named}
