"""The words in which a promise and a post differ are highlighted in both."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.model import Claim, Evidence, Place, Relation, Term
from auditor.render.marks import claim_wordings, evidence_wordings, split_marked

CLAIM = Claim(
    "c", "promise", "U krijgt binnen 4 uur antwoord, 7 dagen per week.", "nl", 0.9, "site", Place(),
    terms=(Term("response_time", "<=", 4, "hour", text="binnen 4 uur"),),
)  # fmt: skip


def conflict(text: str, why: str) -> Evidence:
    return Evidence(text, "conflicts", why)


def test_words_that_the_reason_quotes_are_marked_in_both():
    against = conflict("Reken op 2 werkdagen voor 1 antwoord.", 'noemt "2 werkdagen", de belofte ‘4 uur’')

    assert claim_wordings(CLAIM, [against]) == ("4 uur",)
    assert evidence_wordings(against) == ("2 werkdagen",)


def test_without_quotes_the_terms_that_measure_the_same_are_marked():
    """A price beside a delivery time is no part of the difference."""
    against = conflict("Reken op 8 uur, en op € 25 kosten.", "andere termijn")

    assert claim_wordings(CLAIM, [against]) == ("binnen 4 uur",)
    assert evidence_wordings(against, CLAIM) == ("8 uur",)
    assert evidence_wordings(against) == ("8 uur", "€ 25")


def test_what_is_measured_is_held_against_the_reply_time():
    measured = Evidence("Slechts 2 van 13 gehaald.", "measured", "")
    price = replace(CLAIM, terms=(Term("price", "<=", 4, "eur", text="7 dagen"),))

    assert claim_wordings(CLAIM, [measured]) == ("binnen 4 uur",)
    assert claim_wordings(price, [measured]) == ()
    assert evidence_wordings(measured) == ()


@pytest.mark.parametrize("relation", ["shows", "repeats", "complaint"])
def test_nothing_is_marked_where_nothing_conflicts(relation: Relation):
    evidence = Evidence("Binnen 4 uur.", relation, '"4 uur"')

    assert claim_wordings(CLAIM, [evidence]) == ()
    assert evidence_wordings(evidence) == ()


def test_whole_words_are_marked_wherever_they_stand():
    pieces = split_marked("4 uur is 4 uurtjes of 4 UUR", ["4 uur"])

    assert pieces == (("4 uur", True), (" is 4 uurtjes of ", False), ("4 UUR", True))
    assert split_marked("tekst", ["", " "]) == (("tekst", False),)
    assert split_marked("", ["x"]) == ()
