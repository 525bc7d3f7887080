"""Times of day in words are no durations, a walk of minutes is none that something takes."""

from __future__ import annotations

import pytest

from auditor.text.quantities.reading import read


@pytest.mark.parametrize(
    ("language", "text", "hours"),
    [
        ("nl", "Om elf uur was het pontje al weg.", [11.0]),
        ("nl", "De trein van half acht rijdt om half tien.", [9.5]),
        ("nl", "Om tien over acht ging de bel.", [8 + 10 / 60]),
        ("nl", "De poort is dicht tussen elf uur 's avonds en zes uur 's ochtends.", [23.0, 6.0]),
        ("nl", "Voor tien uur gebracht, is voor vieren klaar.", [10.0]),
        ("en", "The gate shuts at half past nine.", [9.5]),
        ("en", "Anything handed in before two in the afternoon is done today.", [14.0]),
        ("en", "No trains run after eleven at night.", [23.0]),
        ("nl", "Voor tien uur parkeren betaal je de dagprijs.", []),
        ("nl", "Na drie uur wandelen kwamen we thuis.", []),
        ("en", "It took two in the team to lift it.", []),
    ],
)
def test_hours_in_words(language: str, text: str, hours: list[float]):
    found = read(text, language)

    assert [m.value for m in found.moments if m.kind == "clock"] == pytest.approx(hours)
    assert not hours or not any(term.unit == "hour" for term in found.terms)


@pytest.mark.parametrize(
    ("language", "text", "metric"),
    [
        ("nl", "De halte is vijf minuten lopen.", "travel_time"),
        ("en", "Nobody lives more than ten minutes' walk from a pond.", "travel_time"),
        ("en", "The reply takes ten minutes.", "response_time"),
        ("nl", "Een reparatie duurt vijf minuten.", "repair_time"),
    ],
)
def test_a_walk_is_a_distance(language: str, text: str, metric: str):
    assert [term.metric for term in read(text, language).terms] == [metric]
