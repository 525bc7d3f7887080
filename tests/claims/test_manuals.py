"""Where claims are rare only the certain ones are taken: a manual, a report, a policy paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from auditor import match
from auditor.claims import extract
from auditor.claims.classify import classify, examine
from auditor.claims.sentence import Sentence
from auditor.model import Statement
from auditor.settings.model import Settings

Say = Callable[..., Statement]
HOW = (
    "The pump then compares the pressure with the table.", "Each valve has a number of six digits.",
    "A weir is a low wall across a river.", "If the float rises, the gate is closed.",
    "The gauge stores its readings in a ring buffer.", "Water is measured at the lowest point.",
    "Most gauges are read by radio.", "There are four kinds of gate.", "The table lists all heights in centimetres.",
    "A reading of zero means that the gauge is dry.", "The old gauges were painted red.", "Gates are tested in March.",
)  # fmt: skip


@pytest.fixture(scope="module")
def encode() -> Any:
    return match.load("embedded").encode


@pytest.fixture(scope="module")
def taken(encode: Any) -> Callable[..., set[str]]:
    def among(sentence: str, say: Say, settings: Settings, **more: Any) -> set[str]:
        manual = [say(f"{text[:-1]}, chapter {number}.", path=f"docs/{number}.html", page_type="manual", language="en")
                  for number in range(30) for text in HOW]  # fmt: skip
        page = say(sentence, path="docs/intro.html", page_type="other", language="en", **more)
        return {claim.text for claim in extract([page, *manual], settings=settings, encode=encode)}

    return among


@pytest.mark.parametrize(
    "sentence",
    [
        "Waterrijk is an independent foundation for everyone who lives with water.",
        "We also run a helpline for owners of houseboats.",
        "Our mission is to keep every cellar in the delta dry.",
        "Waterrijk opposes new roads through flood meadows.",
        "We do not share readings of private wells with insurers.",
        "Our readings are free and open to everyone.",
    ],
)
def test_what_we_are_do_stand_for_and_promise_is_found_in_a_manual(
    sentence: str, say: Say, settings: Settings, taken: Callable[..., set[str]]
) -> None:
    assert taken(sentence, say, settings) == {sentence}


@pytest.mark.parametrize(
    "sentence",
    [
        "After Waterrijk sends a code, your gauge stores it.",
        "We require the support of generous donors to offer our readings for free.",
        "We believe these steps will help us meet our targets.",
        "We value the patience of those who wait for a gauge.",
        "Our readings have to pass three filters before they are stored.",
    ],
)
def test_how_it_works_appeals_and_thanks_are_not(
    sentence: str, say: Say, settings: Settings, taken: Callable[..., set[str]]
) -> None:
    assert taken(sentence, say, settings) == set()


def signals(text: str, *, language: str = "en", **more: Any) -> dict[str, str]:
    form, _ = examine(Sentence(text, language=language, names=("Canal Rivers Foundation",), **more))
    return form.signals


def test_a_thing_that_bears_our_name_is_told_from_ourselves() -> None:
    assert signals("The Standard for Canal Rivers helps towns plan.")["namesake"] == "The Standard for Canal Rivers"
    assert "namesake" not in signals("Canal Rivers Foundation helps towns plan.")
    assert "namesake" not in signals("We wrote the Standard for Canal Rivers.")
    assert "namesake" not in signals("The academy teaches a course that covers the Standard for Canal Rivers.")


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("We also run a helpline.", "en", "also run"),
        ("Canal Rivers Foundation publishes maps.", "en", "Foundation publishes"),
        ("In de werkplaats repareren wij sluizen.", "nl", "werkplaats repareren"),
        ("Wij organiseren elk jaar een vaartocht.", "nl", "Wij organiseren"),
    ],
)
def test_a_verb_of_service_behind_or_before_us_is_heard(text: str, language: str, said: str) -> None:
    assert signals(text, language=language)["serves"] == said


@pytest.mark.parametrize("text", ["Towns run a helpline.", "The support we give is free.", "Run a helpline with us."])
def test_the_service_of_another_is_not_ours(text: str) -> None:
    assert "serves" not in signals(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Thanks to your support we can go on.", "asks for support"),
        ("Canal Rivers Foundation: how towns learn to float - interview by Ann Lee", "a title"),
        ("Die brengt u naar de loods aan de kade.", "what the reader does with what was named before"),
    ],
)
def test_refusals_have_their_reason(text: str, why: str) -> None:
    found = classify(text, names=("Canal Rivers Foundation",), block_kind="paragraph")
    assert (found.kind, found.why) == ("none", why)


def test_a_vacancy_page_may_say_what_we_stand_for_but_not_what_is_asked() -> None:
    ours = classify("We believe that rivers belong to everyone.", page_type="vacancy", language="en")
    asked = classify("You believe that rivers belong to everyone.", page_type="vacancy", language="en")
    assert (ours.kind, asked.kind) == ("value", "none")


def test_on_a_legal_page_a_deed_is_a_promise_and_a_right_by_law_is_none() -> None:
    legal: dict[str, Any] = {"page_type": "legal", "headings": ("Privacy",), "language": "en"}
    assert classify("We will delete your photo as soon as you ask.", **legal).kind == "promise"
    assert classify("You may withdraw your consent at any time.", **legal).kind == "none"
    assert classify("We collect your name and address when you order.", **legal).kind == "none"
