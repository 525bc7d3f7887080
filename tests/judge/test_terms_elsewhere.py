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


@pytest.mark.parametrize(
    ("expected", "language", "promise", "said"),
    [
        (
            "conflict",
            "nl",
            "Een rouwkrans is binnen twee dagen klaar.",
            "Bestel een rouwkrans minstens een week van tevoren.",
        ),
        (
            "conflict",
            "en",
            "A birthday cake is ready within two days.",
            "Order a birthday cake at least a week in advance.",
        ),
        (
            "unrelated",
            "nl",
            "Een rouwkrans is binnen twee dagen klaar.",
            "Meld u minstens een week van tevoren aan voor de kooklessen.",
        ),
        (
            "unrelated",
            "en",
            "A birthday cake is ready within two days.",
            "Book the tour at least a week in advance.",
        ),
        (
            "conflict",
            "en",
            "Ask on chat and you have an answer within two minutes.",
            "Waiting time on chat is forty minutes this week.",
        ),
        (
            "unrelated",
            "en",
            "Ask on chat and you have an answer within two minutes.",
            "Waiting time on the phone is forty minutes this week.",
        ),
        ("conflict", "nl", "We verkopen kaarten van € 8.", "Voor de finale zijn er geen kaarten van € 8."),
        ("same", "nl", "We verkopen kaarten van € 8.", "Er zijn weer kaarten van € 8."),
        (
            "conflict",
            "en",
            "Piano lessons are free.",
            "Piano lessons are free for a year and cost 20 pounds a month after that.",
        ),
        ("same", "en", "Piano lessons are free.", "Piano lessons are free, a coffee is £2."),
        ("conflict", "nl", "Een rondleiding is gratis.", "Een rondleiding kost € 4, de parkeerplaats is gratis."),
        ("same", "nl", "Een rondleiding is gratis.", "Een rondleiding is gratis, koffie na afloop kost € 2."),
        ("conflict", "en", "You can join with no joining fee.", "The joining fee is £15."),
        ("same", "nl", "Lid worden kan zonder inschrijfkosten.", "Lid worden? Dat kan zonder inschrijfkosten."),
        ("conflict", "en", "A found umbrella is kept for six weeks.", "A found umbrella is sold after ten days."),
        (
            "compatible",
            "nl",
            "Een gevonden paraplu bewaren we zes weken.",
            "Een gevonden paraplu bewaren we drie maanden.",
        ),
        (
            "conflict",
            "en",
            "We return photographs within a month.",
            "A photograph now takes two years to get through the archive.",
        ),
        ("conflict", "nl", "Elk kwartaal planten we 40 bomen.", "Dit jaar planten we 40 bomen."),
        ("unrelated", "nl", "Elk kwartaal planten we 40 bomen.", "Onze collega heeft 12 bomen in haar tuin."),
        ("conflict", "nl", "Op elk plein staan minstens zes bankjes.", "Op het Dorpsplein staan twee bankjes."),
        (
            "unrelated",
            "en",
            "By 2032 half of all lessons are given outdoors.",
            "Now 30 per cent of the lessons are given outdoors.",
        ),
    ],
)
def test_what_is_asked_given_or_counted(encode: Encode, expected: str, language: str, promise: str, said: str):
    assert label(encode, language, promise, said) == expected


@pytest.mark.parametrize(
    ("expected", "language", "promise", "said"),
    [
        (
            "unrelated",
            "nl",
            "Op een bericht antwoorden wij binnen een uur.",
            "Een nieuwe sleutel ligt binnen drie dagen klaar.",
        ),
        ("unrelated", "en", "We answer every message within an hour.", "A new key is yours within three days."),
        (
            "conflict",
            "nl",
            "Een nieuwe sleutel ligt binnen een dag klaar.",
            "Een nieuwe sleutel duurt nu een week.",
        ),
        ("conflict", "en", "A new key is yours within a day.", "Please allow a week for a new key."),
        (
            "conflict",
            "en",
            "More than an hour late and we refund your ticket within two days.",
            "Ticket refunds now take three weeks.",
        ),
        (
            "conflict",
            "nl",
            "Meer dan een uur te laat? Dan storten we het kaartje binnen twee dagen terug.",
            "Een kaartje terugstorten duurt nu drie weken.",
        ),
        (
            "conflict",
            "nl",
            "Voor 18.00 uur besteld, morgen in huis.",
            "Bestel je voor elf uur, dan heb je het morgen in huis.",
        ),
        ("conflict", "en", "Lost gloves are kept for two months.", "Lost gloves are thrown away after ten days."),
    ],
)
def test_times_without_a_name_are_of_what_the_text_is_about(
    encode: Encode, expected: str, language: str, promise: str, said: str
):
    assert label(encode, language, promise, said) == expected


@pytest.mark.parametrize(
    ("expected", "language", "promise", "said"),
    [
        ("conflict", "nl", "Elke scholier krijgt gratis zwemles.", "Scholieren betalen half geld voor zwemles."),
        (
            "unrelated",
            "nl",
            "Elke scholier krijgt gratis zwemles.",
            "Scholieren betalen half geld voor de schaatsbaan.",
        ),
        (
            "conflict",
            "en",
            "Pensioners get free choir lessons.",
            "From May pensioners pay half price for choir lessons.",
        ),
        ("unrelated", "en", "Pensioners get free choir lessons.", "Pensioners pay half price in the museum."),
        (
            "conflict",
            "nl",
            "In 2029 verkopen we geen plastic bekers meer.",
            "Ook na 2029 verkopen we nog plastic bekers.",
        ),
        (
            "conflict",
            "en",
            "By 2029 we will have closed our last gas boiler.",
            "The gas boiler will still be on after 2029, we have not closed it.",
        ),
        ("unrelated", "en", "By 2029 we will have closed our last gas boiler.", "After 2029 you can still swim here."),
    ],
)
def test_other_measures_that_break_a_promise(encode: Encode, expected: str, language: str, promise: str, said: str):
    assert label(encode, language, promise, said) == expected


@pytest.mark.parametrize(
    ("language", "promise", "said", "broken"),
    [
        ("nl", "Een strippenkaart kost € 6.", "Vier strippenkaarten, € 24 op het bonnetje.", False),
        ("nl", "Een strippenkaart kost € 6.", "Vier strippenkaarten, € 30 op het bonnetje.", True),
        ("en", "A boat trip is £5 a head.", "Nine passengers on the boat trip, £45 in all.", False),
        ("en", "A boat trip is £5 a head.", "A boat trip is £9 now.", True),
    ],
)
def test_a_price_times_the_number_keeps_it(encode: Encode, language: str, promise: str, said: str, broken: bool):
    assert (label(encode, language, promise, said) == "conflict") is broken


@pytest.mark.parametrize(
    ("expected", "language", "promise", "said"),
    [
        (
            "conflict",
            "en",
            "You can move a lesson up to two days ahead.",
            "To move a lesson, tell us at least six days ahead.",
        ),
        (
            "conflict",
            "nl",
            "Een les verzetten kan tot een dag van tevoren.",
            "Een les verzetten? Zeg het minstens vier dagen van tevoren.",
        ),
        (
            "compatible",
            "en",
            "We tell you at least three days ahead when the water goes off.",
            "You hear at least a week ahead when the water goes off.",
        ),
        (
            "conflict",
            "en",
            "If the lift stops, we are there within an hour or you get £40.",
            "If you are stuck for more than three hours you may claim £40.",
        ),
    ],
)
def test_notice_asked_and_given_and_one_sum(encode: Encode, expected: str, language: str, promise: str, said: str):
    assert label(encode, language, promise, said) == expected
