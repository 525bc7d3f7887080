"""What the terms of a post mean for a promise."""

from __future__ import annotations

import pytest
from support.channel import Channel, claim

from auditor.judge.terms import about_platform, bearing, claim_terms, placed, same_scope, unit_channels, unit_terms
from auditor.judge.units import Unit, units
from auditor.model import Encode


def post(encode: Encode, text: str, language: str = "nl", platform: str = "forum") -> Unit:
    return units(Channel(encode, platform=platform).says(text, language=language).statements)[0]


@pytest.mark.parametrize(
    ("promise", "said", "label"),
    [
        ("Wij vervangen een lamp binnen drie dagen.", "Een lamp vervangen wij binnen 72 uur.", "same"),
        ("Wij vervangen een lamp binnen drie dagen.", "Een lamp vervangen wij binnen een dag.", "compatible"),
        ("Wij vervangen een lamp binnen drie dagen.", "Een lamp vervangen wij binnen een maand.", "conflict"),
        ("Wij vervangen een lamp binnen drie dagen.", "Fijn weekend!", "none"),
        ("Een spoedreparatie doen wij binnen een dag.", "Gewone reparaties doen wij binnen tien dagen.", "unrelated"),
        ("De pas kost € 20 per jaar.", "Voor € 25 per jaar heeft u de pas.", "conflict"),
        ("Lid worden is gratis tot 18 jaar en kost daarna € 48 per jaar.", "Dat is € 48 per jaar.", "same"),
        ("Elk jaar planten wij 500 bomen.", "Wij tellen 30 banken in het park.", "unrelated"),
        ("Bestel voor 20.00 uur, morgen in huis.", "Bestel voor 15.00 uur, morgen in huis.", "conflict"),
    ],
)
def test_terms_bear_on_a_promise(encode: Encode, promise: str, said: str, label: str):
    made = post(encode, said)

    view = bearing(claim_terms(claim(promise)), placed(made, unit_terms(made)), language="nl")

    assert view.label == label


def test_one_occasion_does_not_undo_a_yearly_number(encode: Encode):
    claimed, stated = (
        claim_terms(claim("Elk jaar planten wij 500 bomen.")),
        unit_terms(post(encode, "Wij plantten 40 bomen.")),
    )

    assert bearing(claimed, stated, told=True, language="nl").label != "conflict"


def test_other_hours_on_one_day_are_an_exception(encode: Encode):
    claimed = claim_terms(claim("De balie is op werkdagen open van 9.00 tot 17.00 uur."))
    stated = unit_terms(post(encode, "De balie is vandaag open van 10.00 tot 12.00 uur."))

    assert bearing(claimed, stated, language="nl").label == "conflict"
    assert bearing(claimed, stated, dated=True, language="nl").label != "conflict"


def test_a_reply_time_is_about_the_channel_it_stands_on_unless_it_names_another(encode: Encode):
    here = unit_terms(post(encode, "Wij antwoorden binnen een dag.", platform="facebook"))
    mail = unit_terms(post(encode, "Een e-mail gestuurd? Wij antwoorden binnen een dag.", platform="facebook"))

    assert [item.term.scope for item in here.stated] == [("facebook",)]
    assert [item.term.scope for item in mail.stated] == [("email",)]
    assert unit_channels(post(encode, "Een e-mail gestuurd?")) == {"email"}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [((), ("x",), True), (("social",), ("x",), True), (("email",), ("x",), False), (("x",), ("mastodon",), False)],
)
def test_scopes(a: tuple[str, ...], b: tuple[str, ...], expected: bool):
    assert same_scope(a, b) is expected
    assert same_scope(b, a) is expected


def test_only_a_promise_about_a_social_platform_is_about_that_platform_alone():
    mastodon = claim("Op Mastodon antwoorden wij binnen een dag.")
    phone = claim("Wij bellen u binnen een dag terug, per telefoon.")

    assert not about_platform(mastodon, "forum", frozenset({"facebook"}))
    assert about_platform(mastodon, "toot", frozenset({"mastodon"}))
    assert about_platform(phone, "forum", frozenset({"facebook"}))
