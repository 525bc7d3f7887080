"""What a reply has of good webcare, and the shares of a channel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from webcare.scripts import NOW, SOURCE, make_posts, make_settings

from auditor.model import Conversation, Trait
from auditor.resources import lexicon
from auditor.webcare import conversations, figures
from auditor.webcare.voice import shares, traits

Talk = Callable[..., tuple[Conversation, ...]]
CASES = yaml.safe_load((Path(__file__).parent / "voice.yaml").read_text(encoding="utf-8"))
NAMES = (
    "signature", "greeting", "asker_named", "informal", "thanks", "empathy", "apology", "question_back", "wishes",
    "substance", "asker_words", "real_time", "same_channel", "serious",
)  # fmt: skip


def read(asked: str | None, reply: str, minutes: float = 30) -> dict[str, Trait]:
    """Return the traits of a reply by name."""
    question, answer = make_posts("q 2026-05-04 10:00 ans: x\na<q 2026-05-04 10:30 molen: x")
    made = Conversation(
        source=SOURCE.name, id="q", asked=replace(question, text=asked) if asked else None,
        asked_at=question.created_at, reply=replace(answer, text=reply), state="answered", minutes=minutes,
    )  # fmt: skip
    return {trait.name: trait for trait in traits(made, 60)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['asked']} / {case['reply']}")
def test_a_reply_is_read(case: dict[str, Any]) -> None:
    found = read(case["asked"], case["reply"], case.get("minutes", 30))

    assert {name: found[name].has for name in case.get("has", ())} == dict.fromkeys(case.get("has", ()), True)
    assert {name: found[name].has for name in case.get("not", ())} == dict.fromkeys(case.get("not", ()), False)
    assert {name: found[name].due for name in case.get("due", ())} == dict.fromkeys(case.get("due", ()), True)
    assert {name: found[name].due for name in case.get("spare", ())} == dict.fromkeys(case.get("spare", ()), False)


def test_every_trait_says_what_shows_it() -> None:
    found = read("Al weken geen reactie!", "Hoi Ans, wat vervelend, sorry. Stuur je postcode? ^Kim")

    assert (found["signature"].why, found["greeting"].why, found["asker_named"].why) == ("^Kim", "Hoi", "Ans")
    assert (found["empathy"].why, found["apology"].why) == ("vervelend", "sorry")
    assert found["question_back"].why == "Stuur je postcode?"
    assert found["real_time"].why == "30 min"


def test_without_a_reply_there_is_nothing_to_read(talk: Talk) -> None:
    (found,) = talk("q1 2026-05-04 10:00 an: @molen Is er meel?")

    assert found.traits == ()
    assert shares([found]) == ()


def test_shares_count_the_replies_that_call_for_a_trait() -> None:
    posts = make_posts("""
        q1 2026-05-04 10:00 an: @molen Is er meel?
        a1<q1 2026-05-04 10:30 molen: @an Ja. ^Kim
        q2 2026-05-05 10:00 bo: @molen Mijn zak is kapot!
        a2<q2 2026-05-05 12:30 molen: @bo Wat vervelend! Haal een nieuwe.
    """)
    found = figures(SOURCE, conversations(posts, SOURCE, make_settings(), NOW), (), make_settings(), NOW)
    by_name = {share.name: (share.has, share.due, share.share) for share in found.traits}

    assert tuple(by_name) == NAMES
    assert by_name["signature"] == (1, 2, 0.5)
    assert by_name["empathy"] == (1, 1, 1)
    assert by_name["apology"] == (0, 1, 0)
    assert by_name["real_time"] == (1, 2, 0.5)


def test_the_limit_of_real_time_is_a_setting() -> None:
    posts = make_posts("q 2026-05-04 10:00 an: @molen Is er meel?\na<q 2026-05-04 11:30 molen: Ja.")

    def real_time(minutes: float) -> bool:
        (found,) = conversations(posts, SOURCE, make_settings(real_time_minutes=minutes), NOW)
        return next(trait.has for trait in found.traits if trait.name == "real_time")

    assert [real_time(60), real_time(90)] == [False, True]


def test_working_minutes_count_for_real_time(talk: Talk) -> None:
    """Who asks at night and is answered first thing in the morning was answered in real time."""
    (found,) = talk("q 2026-05-04 23:00 an: @molen Is er meel?\na<q 2026-05-05 09:20 molen: Ja.")

    assert found.minutes == timedelta(hours=10, minutes=20).total_seconds() / 60
    assert next(trait for trait in found.traits if trait.name == "real_time").has


def test_every_trait_has_a_name_in_both_languages() -> None:
    dutch, english = lexicon("voice", "nl"), lexicon("voice", "en")

    assert tuple(dutch["labels"]) == tuple(english["labels"]) == NAMES
    assert dutch.keys() == english.keys()
