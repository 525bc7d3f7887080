"""What sets no terms for a promise: others, the past, cases, other things; and what does."""

from __future__ import annotations

import pytest
from support.channel import Channel, claim

from auditor.judge.terms import asks_place, bearing, claim_terms, placed, unit_terms
from auditor.judge.units import units
from auditor.model import Encode


def label(encode: Encode, language: str, promise: str, said: str, said_in: str | None = None) -> str:
    unit = units(Channel(encode).says(said, language=said_in or language).statements)[0]
    claimed, stated = claim_terms(claim(promise, language=language)), unit_terms(unit)
    view = bearing(claimed, placed(unit, stated) if asks_place(claimed) else stated, language="en")
    return view.label


@pytest.mark.parametrize(
    ("language", "promise", "said"),
    [
        ("nl", "Een verhuisdoos leen je bij ons gratis.", "Concurrent Dozenkoning vraagt € 4 voor een verhuisdoos."),
        (
            "nl",
            "Een lekke band plakken we binnen een uur.",
            "Veertig jaar geleden duurde een lekke band plakken een dag.",
        ),
        ("nl", "Voor eind 2027 zijn al onze daken groen.", "Gemeente Rijp wil dat alle daken in 2031 groen zijn."),
        ("en", "Piano tuning is done within three days.", "In the sixties, tuning a piano took two weeks."),
        ("en", "Swimming lessons are free for pupils.", "Over at Harrow Baths swimming lessons cost £6, they tell us."),
        ("en", "We answer a letter within five days.", "The post office says it answers letters within ten days."),
    ],
)
def test_what_others_do_and_what_was_long_ago_breaks_nothing(encode: Encode, language: str, promise: str, said: str):
    assert label(encode, language, promise, said) != "conflict"


@pytest.mark.parametrize(
    ("language", "promise", "said"),
    [
        (
            "nl",
            "Een lekke band plakken we binnen een uur.",
            "Vroeger plakten we een band in een uur, nu duurt een lekke band twee dagen.",
        ),
        (
            "nl",
            "Wij beantwoorden elke brief binnen vijf dagen.",
            "Volgens de planning beantwoorden wij brieven binnen tien dagen.",
        ),
        ("en", "Swimming lessons are free for pupils.", "Swimming lessons now cost £6 for pupils."),
        (
            "en",
            "Piano tuning is done within three days.",
            "Piano tuning now takes two weeks, says the workshop, and we are sorry.",
        ),
    ],
)
def test_ones_own_new_terms_do(encode: Encode, language: str, promise: str, said: str):
    assert label(encode, language, promise, said) == "conflict"


@pytest.mark.parametrize(
    ("language", "promise", "said"),
    [
        ("nl", "Een kaartje kost € 4.", "Het koor heeft € 912 opgehaald voor het dak, kaartje voor kaartje."),
        ("nl", "Met de Badpas zwem je voor € 20 per maand.", "Met de Badpas kostte het baantje hem 60 cent per keer."),
        ("nl", "De kano mag je 30 dagen uitproberen.", "Na twee weken wist Els het zeker. Deze kano gaat niet terug."),
        ("nl", "De wasstraat is gratis voor leden.", "Een gevulde koek kost € 2 in de kantine."),
        ("en", "A ticket costs £4.", "The choir raised £912 for the roof, ticket by ticket."),
        ("en", "The pass is £30 a month.", "Jo used the pass daily, which is 75p a ride."),
        ("en", "The car wash is free for members.", "A cheese scone costs £2 in the canteen."),
        ("en", "Every pound of your fee is spent in town.", "Six pounds of plums went to the school."),
    ],
)
def test_money_for_something_else_breaks_no_price(encode: Encode, language: str, promise: str, said: str):
    assert label(encode, language, promise, said) != "conflict"


@pytest.mark.parametrize(
    ("expected", "language", "promise", "said"),
    [
        (
            "conflict",
            "en",
            "At least 80p in every pound is spent on the forest.",
            "About 65p of each pound is now spent on the forest.",
        ),
        (
            "compatible",
            "en",
            "At least 80p in every pound is spent on the forest.",
            "This year 88p of every pound is spent on the forest.",
        ),
        (
            "unrelated",
            "en",
            "At least 80p in every pound is spent on the forest.",
            "A pencil costs 65p in the forest shop.",
        ),
        (
            "conflict",
            "nl",
            "Minstens 90 cent van elke euro gaat naar het bos.",
            "Van elke euro gaat nu 75 cent naar het bos.",
        ),
        (
            "conflict",
            "nl",
            "Van elke euro huur gaat 5 cent naar de buurt.",
            "De bijdrage aan de buurt wordt 2 cent per euro.",
        ),
        (
            "compatible",
            "nl",
            "Minstens 90 cent van elke euro gaat naar het bos.",
            "Van elke euro gaat 93 cent naar het bos.",
        ),
        (
            "conflict",
            "nl",
            "Elk jaar leggen we minstens 30 kilometer fietspad aan.",
            "We leggen 12 kilometer fietspad per jaar aan.",
        ),
        ("compatible", "nl", "Iedere gids krijgt minstens twintig uur les.", "Een gids krijgt 24 uur les."),
        ("conflict", "en", "Every guide gets at least twenty hours of lessons.", "A guide gets 12 hours of lessons."),
        ("conflict", "en", "Growers get at least two pounds a kilo for plums.", "The price for plums is 1.40 a kilo."),
    ],
)
def test_parts_of_money_and_lengths_of_work(encode: Encode, expected: str, language: str, promise: str, said: str):
    assert label(encode, language, promise, said) == expected
