"""What was said in one go."""

from __future__ import annotations

from support.channel import Channel

from auditor.judge.units import WHOLE, units
from auditor.model import Encode


def test_a_post_is_one_unit(encode: Encode):
    made = Channel(encode).says("Een zin. Nog een zin.", "Iets anders.")

    assert [unit.text for unit in units(made.statements)] == ["Een zin. Nog een zin.", "Iets anders."]


def test_a_long_text_is_cut_between_sentences(encode: Encode):
    text = " ".join(f"Dit is zin nummer {k} van een lang verhaal over van alles en nog wat." for k in range(20))

    cut = units(Channel(encode).says(text).statements)

    assert " ".join(unit.text for unit in cut) == text
    assert all(len(unit.text) <= WHOLE for unit in cut)
    assert len(cut) > 2


def test_customers_and_reposts_are_not_the_organisation(encode: Encode):
    made = Channel(encode).says("Van ons.").says("Van een klant.", by="x").says("Doorgestuurd.", kind="repost")

    assert [unit.by_org for unit in units(made.statements)] == [True, False, False]


def test_no_statements_make_no_units():
    assert units(()) == ()
