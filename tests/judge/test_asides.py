"""Times and hours that are no service: a job, a window for others, an age, what is past, a thing that is on."""

from __future__ import annotations

import pytest
from support.channel import Channel, claim

from auditor.judge.terms import asks_place, bearing, claim_terms, placed, unit_terms
from auditor.judge.units import units
from auditor.model import Encode
from auditor.resources import lexicon


def conflicts(encode: Encode, promise: str, said: str, language: str, said_in: str | None = None) -> bool:
    unit = units(Channel(encode).says(said, language=said_in or language).statements)[0]
    claimed, stated = claim_terms(claim(promise, language=language)), unit_terms(unit)
    stated = placed(unit, stated) if asks_place(claimed) else stated
    return bearing(claimed, stated, language="en").label == "conflict"


REPLY = {"nl": "Vragen beantwoorden we binnen 8 uur.", "en": "Questions are answered within 8 hours."}
GLASSES = {
    "nl": "Een kapotte bril maken we binnen een week.",
    "en": "A broken pair of glasses is mended within a week.",
}
RECEPTION = {"nl": "De receptie is open van 8.00 tot 18.00 uur.", "en": "Reception is open from 8am to 6pm."}


@pytest.mark.parametrize(
    ("language", "said", "broken"),
    [
        ("nl", "Gezocht: boekbinder voor het atelier, 20 uur. Reageren kan tot en met de 9e.", False),
        ("nl", "Wij zoeken een roeicoach voor 36 uur. Reageer voor de 14e.", False),
        ("nl", "Per 1 mei zoeken we een chauffeur (24 tot 32 uur). Interesse? Reageer via onze site.", False),
        ("nl", "Reageren op het ontwerp kan nog zes weken.", False),
        ("nl", "Aanmelden voor de cursus kan nog tot en met 20 mei.", False),
        ("nl", "Vragen beantwoorden we deze maand pas na 20 uur, we zoeken nieuwe collega's.", True),
        ("nl", "Een antwoord duurt nu 30 uur. Er staat een vacature open.", True),
        ("nl", "Reken op 40 uur voor een antwoord; u kunt ook per brief reageren.", True),
        ("en", "We're hiring a piano tuner, 30 hours. Apply by the 12th, reply to this post with questions.", False),
        ("en", "Come and work for us: night porter, 36 hours, reply before 9 June.", False),
        ("en", "We need a Saturday baker, 9 hours. Interested? Send us an answer to the question why.", False),
        ("en", "An answer takes 40 hours these days; two vacancies are open.", True),
        ("en", "Count on 40 hours for an answer. We have two vacancies.", True),
    ],
)
def test_the_hours_of_a_job_and_the_time_others_have_are_no_reply_time(
    encode: Encode, language: str, said: str, broken: bool
):
    assert conflicts(encode, REPLY[language], said, language) is broken


@pytest.mark.parametrize(
    ("language", "said", "broken"),
    [
        ("nl", "De klok luidt van 8 tot 22 uur.", False),
        ("nl", "De kerstverlichting brandt van 16 tot 22 uur. Daarna is het donker.", False),
        ("nl", "De muziek in de hal staat aan van 12 tot 17 uur.", False),
        ("nl", "De kelder is open van 11.00 tot 15.00 uur.", False),
        ("nl", "Om vijf uur 's middags gaat de kantine dicht.", False),
        ("nl", "De receptie is open van 10.00 tot 15.00 uur.", True),
        ("nl", "Wij zijn voortaan open van 10.00 tot 15.00 uur en er speelt muziek.", True),
        ("en", "The disco lights are on from 7pm to 11pm.", False),
        ("en", "A brass band plays from 2pm to 4pm on the square.", False),
        ("en", "Reception is staffed from 10am to 3pm.", True),
        ("en", "From May we open from 10am to 3pm.", True),
        ("en", "Open 10am to 3pm.", True),
    ],
)
def test_hours_of_a_thing_shut_no_counter(encode: Encode, language: str, said: str, broken: bool):
    assert conflicts(encode, RECEPTION[language], said, language) is broken


@pytest.mark.parametrize(
    ("promise", "said", "broken"),
    [
        (
            "Op werkdagen zijn we telefonisch bereikbaar van 9.00 tot 17.00 uur.",
            "Onze winkel is open van 11 tot 16 uur.",
            False,
        ),
        ("Onze winkel is open van 9.00 tot 17.00 uur.", "Onze werkplaats is open van 11.00 tot 16.00 uur.", False),
        ("Onze winkel is open van 9.00 tot 17.00 uur.", "Bellen kan op werkdagen van 10 tot 12 uur.", False),
        ("Onze winkel is open van 9.00 tot 17.00 uur.", "De winkel is open van 11.00 tot 16.00 uur.", True),
        ("Onze balie is open van 9.00 tot 17.00 uur.", "De receptie is open van 11.00 tot 16.00 uur.", True),
        ("Onze winkel is open van 9.00 tot 17.00 uur.", "Wij zijn open van 11.00 tot 16.00 uur.", True),
    ],
)
def test_hours_of_two_places_are_not_compared(encode: Encode, promise: str, said: str, broken: bool):
    assert conflicts(encode, promise, said, "nl") is broken


def test_hours_of_one_and_the_same_thing_are_compared(encode: Encode):
    assert conflicts(encode, "The shuttle runs from 6am to midnight.", "The shuttle runs from 8am to 8pm.", "en")
    assert conflicts(encode, RECEPTION["en"], "Van 10 tot 15 uur is de receptie open.", "en", said_in="nl")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "Brillen poetsen mag je hier vanaf zes jaar."),
        ("nl", "Vanaf 9 jaar mag dat."),
        ("nl", "Onder de 12 jaar maken we je bril gratis."),
        ("nl", "T/m 17 jaar is de oogmeting gratis."),
        ("en", "Anyone from six years up gets glasses mended."),
        ("en", "From 6 years you can join the class."),
        ("en", "Mending class for over-60s on Monday."),
    ],
)
def test_an_age_is_no_time_that_something_takes(encode: Encode, language: str, said: str):
    assert not conflicts(encode, GLASSES[language], said, language)


@pytest.mark.parametrize(
    ("language", "said", "broken"),
    [
        ("nl", "Dertig jaar maakte Kees brillen in deze straat.", False),
        ("nl", "Na acht jaar als postbode maakt Kees nu brillen.", False),
        ("nl", "Zeven jaar lang droeg Els deze bril.", False),
        ("nl", "Na vijf jaar trouwe dienst is de bril kapot.", False),
        ("nl", "Wat er langer dan zes weken ligt, gaat naar de kringloop.", False),
        ("nl", "Vorige week bracht Els haar bril na twintig dagen terug.", False),
        ("nl", "Vanavond is de bril vanaf 20 uur in een film te zien.", False),
        ("nl", "Een kapotte bril maken duurt nu drie weken.", True),
        ("nl", "Een kapotte bril maken duurt langer dan drie weken.", True),
        ("en", "After two years with the same glasses, Jo has new ones.", False),
        ("en", "After eight months as a postman, Jo now mends glasses.", False),
        ("en", "Jo has mended glasses for 30 years.", False),
        ("en", "After two years with a baker these glasses now take a teacher to school.", False),
        ("en", "Two weeks of rain: our broken roof is being mended.", False),
        ("en", "Three weeks of waiting before your glasses are mended.", True),
        ("en", "Mending your glasses takes three weeks.", True),
        ("en", "Your glasses are mended after two months.", True),
    ],
)
def test_how_long_something_was_had_is_no_time_to_wait(encode: Encode, language: str, said: str, broken: bool):
    assert conflicts(encode, GLASSES[language], said, language) is broken


def test_a_case_within_the_time_promised_still_shows_it(encode: Encode):
    made = units(
        Channel(encode).says("After four years with me the lamp broke and was replaced.", language="en").statements
    )
    claimed = claim_terms(claim("Every lamp has a warranty of five years.", language="en"))

    assert bearing(claimed, unit_terms(made[0]), told=True, language="en").label == "compatible"


def test_each_language_has_every_list():
    dutch, english = lexicon("asides", "nl"), lexicon("asides", "en")

    assert set(dutch) == set(english)
    assert set(dutch["sites"]) == set(english["sites"])


@pytest.mark.parametrize(
    ("language", "promise", "said", "broken"),
    [
        ("nl", "U kunt het abonnement elke maand kosteloos opzeggen.", "Een abonnement is 12 euro per maand.", False),
        ("nl", "U kunt het abonnement elke maand kosteloos opzeggen.", "Het abonnement opzeggen kost 12 euro.", True),
        ("en", "You can cancel your season ticket free of charge.", "A season ticket is £80.", False),
        ("en", "You can cancel your season ticket free of charge.", "Cancelling a season ticket costs £8.", True),
    ],
)
def test_leaving_for_free_says_nothing_of_what_taking_part_costs(
    encode: Encode, language: str, promise: str, said: str, broken: bool
):
    assert conflicts(encode, promise, said, language) is broken
