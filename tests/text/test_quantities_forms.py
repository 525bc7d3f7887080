"""Forms that state a term without saying its name: a lifetime, the hour, a fortnight to allow, a day ahead, a visit."""

from __future__ import annotations

import pytest

from auditor.text.compare import compare
from auditor.text.quantities import read_terms

READ = [
    ("Op onze wandelschoenen zit levenslange garantie.", "warranty", 1.0, "lifetime"),
    ("Every rucksack is guaranteed for life.", "warranty", 1.0, "lifetime"),
    ("Ring us about a loose tile and a roofer is there within the hour.", "lead_time", 1.0, "hour"),
    ("Op een vraag over uw lening antwoorden wij binnen het uur.", "response_time", 1.0, "hour"),
    ("Please allow a fortnight for an answer about your planning question.", "response_time", 14.0, "day"),
    ("Refunds of season tickets are taking a month.", "refund_time", 1.0, "month"),
    ("U hoort minstens vijf dagen van tevoren dat de weg dichtgaat.", "notice", 5.0, "day"),
    ("De straat gaat dicht en dat weet u minstens tien dagen van tevoren.", "notice", 10.0, "day"),
    ("You know that the road will shut at least ten days ahead.", "notice", 10.0, "day"),
    ("Valt de ketel uit, dan komt de volgende werkdag een monteur langs.", "lead_time", 1.0, "day"),
    ("Een lek in de kelder? Wij komen de volgende dag langs.", "lead_time", 1.0, "day"),
    ("Leaks are mended within two working days or you get a month free.", "repair_time", 2.0, "day"),
    ("It takes us ten days to get back to you about a noise.", "response_time", 10.0, "day"),
    ("Voor het snoeien vragen wij vanaf maart 25 euro.", "price", 25.0, "eur"),
    ("The stairs are swept every night.", "frequency", 1.0, "count"),
    ("De kooien worden elke avond schoongemaakt.", "frequency", 1.0, "count"),
]
NOT_READ = [
    ("Mijn oma woont al haar hele leven lang in dit huis.", "warranty"),
    ("A season ticket is for life's small trips.", "warranty"),
    ("Within the hour of the wolf nobody sleeps.", "lead_time"),
    ("De volgende dag regende het.", "lead_time"),
    ("Gisteren kwam de monteur en de volgende dag was het weer stuk.", "lead_time"),
    ("More than 20 minutes late and your ticket is refunded.", "refund_time"),
    ("Meer dan een half uur vertraging? Dan betalen wij uw kaartje terug.", "refund_time"),
]
COMPARED = [
    ("conflict", "Op onze tenten zit levenslang garantie.", "Op onze tenten zit twee jaar garantie."),
    ("conflict", "Our tents have a lifetime guarantee.", "Our tents have a guarantee of ten years."),
    ("same", "Our tents have a lifetime guarantee.", "Our tents are guaranteed for life."),
    ("compatible", "Our tents have a guarantee of ten years.", "Our tents have a lifetime guarantee."),
    ("unrelated", "Our tents have a lifetime guarantee.", "Our kettles have a guarantee of ten years."),
    (
        "conflict",
        "Blocked drains are cleared within two working days or you get a month free.",
        "It may take up to ten working days to clear blocked drains.",
    ),
    (
        "conflict",
        "Een vraag over parkeren beantwoorden wij binnen het uur.",
        "Op parkeervragen antwoorden wij binnen een dag.",
    ),
    (
        "compatible",
        "Questions about parking are answered within a day.",
        "Questions about parking are answered within the hour.",
    ),
    (
        "conflict",
        "Dat wij het gas afsluiten weet u minstens vijf dagen van tevoren.",
        "Dat wij het gas afsluiten leest u een dag van tevoren.",
    ),
    (
        "compatible",
        "You know at least five days ahead that the gas will be cut off.",
        "You know at least seven days ahead that the gas will be cut off.",
    ),
]


@pytest.mark.parametrize(("text", "metric", "value", "unit"), READ)
def test_a_term_is_read(text: str, metric: str, value: float, unit: str):
    assert (metric, value, unit) in [(t.metric, t.value, t.unit) for t in read_terms(text, None)]


@pytest.mark.parametrize(("text", "metric"), NOT_READ)
def test_what_only_looks_like_one_is_not(text: str, metric: str):
    assert metric not in [t.metric for t in read_terms(text, None)]


@pytest.mark.parametrize(("label", "promise", "said"), COMPARED)
def test_they_are_held_against_each_other(label: str, promise: str, said: str):
    assert compare(promise, said).label == label
