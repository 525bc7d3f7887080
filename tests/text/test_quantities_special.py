"""Terms that need more than a number and a unit: office hours, waits, refunds, ages, days of the month, part prices."""

from __future__ import annotations

import pytest

from auditor.text.quantities import hedge_of, read_terms

# language, text: the terms as (metric, comparator, value, unit)
READ = [
    ("nl", "U hebt binnen zes werkuren antwoord.", [("response_time", "<=", 6, "hour")]),
    ("en", "We reply within four business hours.", [("response_time", "<=", 4, "hour")]),
    ("nl", "Een tandarts ziet u binnen tien minuten.", [("waiting_time", "<=", 10, "minute")]),
    ("nl", "Wie belt, staat hooguit drie minuten in de wacht.", [("waiting_time", "<=", 3, "minute")]),
    ("en", "We were on hold for forty minutes.", [("waiting_time", "<=", 40, "minute")]),
    ("nl", "U krijgt binnen drie weken een afspraak bij de notaris.", [("waiting_time", "<=", 3, "week")]),
    ("nl", "Een afspraak annuleert u binnen 24 uur.", [("lead_time", "<=", 24, "hour")]),
    ("nl", "Je geld staat binnen een week weer op je rekening.", [("refund_time", "<=", 1, "week")]),
    (
        "en",
        "Send it back within 60 days and your money is in your account within five days.",
        [("return_window", "<=", 60, "day"), ("refund_time", "<=", 5, "day")],
    ),
    (
        "nl",
        "Op het frame geven we tien jaar garantie en op de accu drie jaar.",
        [("warranty", "=", 10, "year"), ("warranty", "=", 3, "year")],
    ),
    ("nl", "Vijf jaar lang repareren wij de pomp van uw boiler.", [("warranty", "=", 5, "year")]),
    ("nl", "Binnen een jaar herstellen wij de kade.", [("repair_time", "<=", 1, "year")]),
    ("nl", "U kunt zonder toeslag omboeken.", [("price", "=", 0, "eur")]),
    ("en", "You can change your booking at no extra charge.", [("price", "=", 0, "gbp")]),
    ("nl", "Vanaf 60 jaar zwemt u voor half geld.", [("age", ">=", 60, "year"), ("discount", "=", 50, "percent")]),
    ("nl", "Vanaf uw zevenenzestigste bent u lid.", [("age", ">=", 67, "year")]),
    ("nl", "Kinderen van 4 tot 12 jaar mogen mee.", [("age", "=", 4, "year")]),
    ("nl", "Leden van 18 jaar en ouder mogen stemmen.", [("age", ">=", 18, "year")]),
    ("en", "Over-65s ride along.", [("age", ">=", 65, "year")]),
    ("en", "Children under 12 go along.", [("age", "<", 12, "year")]),
    ("en", "You may join from the age of 16.", [("age", ">=", 16, "year")]),
    ("en", "Students pay half fare.", [("discount", "=", 50, "percent")]),
    ("en", "Students pay the full fare.", [("discount", "=", 0, "percent")]),
    ("nl", "Het loon volgt op de 20e van elke maand.", [("day_of_month", "=", 20, "day_of_month")]),
    ("nl", "Wij storten de toelage op de 9e.", [("day_of_month", "=", 9, "day_of_month")]),
    ("en", "We pay by the 5th of the following month.", [("day_of_month", "<=", 5, "day_of_month")]),
    ("nl", "Proeven kan van 13.00 tot 16.00 uur.", [("opening_hours", "=", 13, "time")]),
    ("en", "Come and see the garden from 10am to 6pm.", [("opening_hours", "=", 10, "time")]),
    ("en", "Guests are welcome between 2 and 6 pm.", [("opening_hours", "=", 14, "time")]),
]

NO_SUCH_TERM = [
    ("nl", "Vanaf uw derde bestelling krijgt u een cadeau.", "age"),
    ("nl", "Een lening vanaf 5 jaar is voor u goedkoper.", "age"),
    ("en", "You can visit up to 20 shops.", "age"),
    ("en", "It took over 40 people.", "age"),
    ("nl", "De 20e editie was in maart.", "day_of_month"),
    ("nl", "Wij zitten op de 3e.", "day_of_month"),
    ("nl", "Vanavond is de film van 20.00 tot 22.00 uur.", "opening_hours"),
    ("nl", "Gisteren stond de bus stil van 10.00 tot 12.00 uur.", "opening_hours"),
]

# text: (year, denied) of each date
DATES = {
    "Dat halen we niet in 2030, het wordt nu 2034.": [(2030, True), (2034, False)],
    "We halen niet in 2030 maar pas in 2034 ons doel.": [(2030, True), (2034, False)],
    "We will not make 2030; it is now 2034.": [(2030, True), (2034, False)],
    "By 2030 we will not use gas and all boilers are ready.": [(2030, False)],
    "Not until 2034 will all trams run on wind.": [(2034, False)],
}


@pytest.mark.parametrize(("language", "text", "terms"), READ)
def test_special_terms(language: str, text: str, terms: list[tuple[str, str, float, str]]) -> None:
    """Metric, bound, value and unit of each term."""
    assert [(t.metric, t.comparator, t.value, t.unit) for t in read_terms(text, language)] == terms


@pytest.mark.parametrize(("language", "text", "metric"), NO_SUCH_TERM)
def test_lookalikes_are_left_alone(language: str, text: str, metric: str) -> None:
    """An ordinal of an order, a count, a floor or one evening is no age, no payday and no opening hour."""
    assert metric not in {term.metric for term in read_terms(text, language)}


@pytest.mark.parametrize("text", DATES)
def test_dates_that_are_not_met(text: str) -> None:
    """A year that is said not to be met is denied; the one that takes its place is not."""
    assert [(t.value, t.negated) for t in read_terms(text, None) if t.metric == "deadline"] == DATES[text]


def test_working_hours_run_in_office_time() -> None:
    """Hours of work run on the working calendar."""
    assert [t.calendar for t in read_terms("U hebt binnen zes werkuren antwoord.", "nl")] == ["working"]


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("Wij antwoorden zo spoedig als het kan.", "soft"),
        ("Zodra daar aanleiding voor is, passen wij de route aan.", "soft"),
        ("Onze monteurs zetten graag een stapje extra.", "aspirational"),
        ("Our drivers go the extra mile.", "aspirational"),
        ("We answer as soon as we can.", "soft"),
        ("Wij antwoorden binnen een dag.", "none"),
    ],
)
def test_effort_without_a_figure_is_hedged(text: str, hedge: str) -> None:
    """What leaves the moment or the measure open is hedged."""
    assert hedge_of(text, None) == hedge
