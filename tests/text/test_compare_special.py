"""Special terms held against each other: cut-off times, missed dates, cases inside a window, ages, paydays."""

from __future__ import annotations

import pytest

from auditor.text.compare import compare

# Promise and what another text says: cut-off times, dates that are not met, cases inside a window, ages, paydays
SPECIAL = [
    (
        "conflict",
        "nl",
        "Voor 21.00 uur besteld, morgen in huis.",
        "nl",
        "Wie na 17.00 uur bestelt, heeft zijn bestelling een dag later.",
    ),
    (
        "conflict",
        "en",
        "Order before 9 pm and your parcel is with you tomorrow.",
        "en",
        "Parcels ordered after 5 pm arrive a day later.",
    ),
    (
        "compatible",
        "en",
        "Order before 5 pm and your parcel is with you tomorrow.",
        "en",
        "Parcels ordered after 8 pm arrive in two days.",
    ),
    (
        "conflict",
        "nl",
        "In 2030 zijn alle bussen elektrisch.",
        "nl",
        "Alle bussen elektrisch, dat halen we niet in 2030: het wordt nu 2034.",
    ),
    (
        "conflict",
        "en",
        "By 2030 all our trams run on wind.",
        "en",
        "We will not make 2030 for trams on wind; it is now 2034.",
    ),
    ("conflict", "nl", "In 2030 zijn alle bussen elektrisch.", "nl", "Pas in 2034 zijn alle bussen elektrisch."),
    (
        "compatible",
        "nl",
        "U kunt de fiets binnen 30 dagen retourneren.",
        "nl",
        "Na 24 dagen bracht een klant de fiets terug en de winkel nam hem terug.",
    ),
    (
        "compatible",
        "nl",
        "U kunt de fiets binnen 30 dagen retourneren.",
        "nl",
        "Na 24 dagen is de fiets teruggebracht en het geld is teruggestort.",
    ),
    (
        "conflict",
        "nl",
        "U kunt de fiets binnen 30 dagen retourneren.",
        "nl",
        "Na 24 dagen wilde een klant de fiets terugbrengen, maar de winkel weigerde hem.",
    ),
    (
        "compatible",
        "en",
        "You can return the bicycle within 30 days.",
        "en",
        "She returned the bicycle after 24 days and got her money.",
    ),
    (
        "conflict",
        "en",
        "You can return the bicycle within 30 days.",
        "en",
        "She returned the bicycle after 24 days and the shop refused it.",
    ),
    (
        "compatible",
        "nl",
        "Op de pomp zit vijf jaar garantie.",
        "nl",
        "De pomp ging na drie jaar stuk en is vervangen onder de garantie.",
    ),
    (
        "conflict",
        "en",
        "At least 97% of our ferries leave no more than 10 minutes late.",
        "en",
        "In May 91% of our ferries left within ten minutes of the planned time.",
    ),
    (
        "compatible",
        "en",
        "At least 97% of our ferries leave on time.",
        "en",
        "In May 98.5% of our ferries left on time.",
    ),
    (
        "conflict",
        "nl",
        "Minstens 97 procent van de veren vertrekt op tijd.",
        "nl",
        "In mei vertrok 91 procent van de veren op tijd.",
    ),
    (
        "conflict",
        "nl",
        "Bezoek aan de tuin kan van 11.00 tot 20.00 uur.",
        "nl",
        "De tuin is te bezoeken van 14.00 tot 19.00 uur.",
    ),
    ("conflict", "nl", "Vanaf uw zestigste zwemt u gratis.", "nl", "Gratis zwemmen kan vanaf 65 jaar voor iedereen."),
    ("same", "nl", "Vanaf uw zestigste zwemt u gratis.", "en", "You swim for free from the age of 60."),
    (
        "conflict",
        "nl",
        "Het loon staat de 23e van elke maand op uw rekening.",
        "nl",
        "Het loon wordt op de 27e van de maand overgemaakt op uw rekening.",
    ),
    ("conflict", "en", "Students swim half price.", "en", "Students pay the full price to swim."),
    ("conflict", "nl", "Omboeken van een reis kan zonder toeslag.", "nl", "Een reis omboeken kost 15 euro."),
    ("conflict", "en", "We collect your old fridge for nothing.", "en", "We charge £3 to collect your old fridge."),
    (
        "conflict",
        "nl",
        "U staat nooit langer dan vijf minuten in de wacht.",
        "nl",
        "Ik stond een half uur in de wacht.",
    ),
    (
        "conflict",
        "nl",
        "Wij antwoorden binnen acht werkuren op uw mail.",
        "nl",
        "Wij antwoorden binnen drie werkdagen op uw mail.",
    ),
]
SPECIAL += [
    (label, language, a, language, b)
    for label, language, a, b in (
        (
            "compatible",
            "nl",
            "Maximaal twaalf deelnemers per groep.",
            "We werken in groepen van acht tot tien deelnemers.",
        ),
        ("conflict", "nl", "Maximaal twaalf deelnemers per groep.", "Onze groepen zijn met 20 deelnemers goed gevuld."),
        ("conflict", "nl", "We planten tot 500 bomen per jaar.", "We planten tot 200 bomen per jaar."),
        ("same", "nl", "Een abonnement kost 12 euro per maand.", "Voor € 144 per jaar ben je abonnee."),
        ("conflict", "nl", "Een abonnement kost 12 euro per maand.", "Voor € 180 per jaar ben je abonnee."),
        ("compatible", "en", "10% of our profit goes to charity.", "Last year 12% of our profit went to charity."),
        ("conflict", "en", "10% of our profit goes to charity.", "Last year 4% of our profit went to charity."),
        ("conflict", "nl", "Van de klachten is 5% terecht.", "Vorig jaar was 12% van de klachten terecht."),
        (
            "compatible",
            "nl",
            "Voor 17.00 uur besteld, morgen in huis.",
            "Bestel tot 21.00 uur en je hebt het morgen in huis.",
        ),
        ("conflict", "nl", "De vuilnis wordt wekelijks opgehaald.", "We halen het vuilnis eens per twee weken op."),
        ("same", "nl", "We halen oud papier om de week op.", "Oud papier halen we elke twee weken op."),
        ("conflict", "nl", "We zijn open van maandag tot en met zaterdag.", "We zijn alleen op werkdagen open."),
        ("compatible", "nl", "We zijn open van maandag tot en met vrijdag.", "We zijn zeven dagen per week open."),
        ("conflict", "en", "We are open seven days a week.", "We are closed on Mondays."),
        (
            "unrelated",
            "nl",
            "We zijn open van maandag tot en met vrijdag.",
            "Vrijdag zijn we dicht wegens een studiedag.",
        ),
        ("same", "nl", "Levertijd: 3-5 werkdagen", "Bezorging duurt drie tot vijf werkdagen."),
        ("unrelated", "en", "You can send the bike back for 30 days.", "You can send the boiler back for 30 days."),
        ("conflict", "nl", "Vanaf vijf stuks krijg je 10% korting.", "Bij minstens tien stuks krijg je 10% korting."),
        ("conflict", "en", "Delivery is free, however little you order.", "Delivery is free from £20."),
        ("conflict", "nl", "Verzending is gratis.", "Onder de 25 euro betaal je 3,95 verzendkosten."),
        ("compatible", "nl", "Gratis bezorging vanaf 30 euro.", "Wij bezorgen gratis vanaf 20 euro."),
        ("conflict", "nl", "Afzeggen kan tot 24 uur van tevoren.", "Afzeggen kan tot 48 uur van tevoren."),
        (
            "unrelated",
            "en",
            "If your box is bruised we refund it the same day.",
            "Your box is delivered within a week.",
        ),
        ("conflict", "nl", "U krijgt uw geld binnen 14 dagen terug.", "Reken erop dat terugbetalen een maand duurt."),
        ("conflict", "nl", "De oplevering is voor eind 2027.", "De oplevering schuift op naar het voorjaar van 2028."),
    )
]


@pytest.mark.parametrize(("label", "language_a", "a", "language_b", "b"), SPECIAL)
def test_special_terms(label: str, language_a: str, a: str, language_b: str, b: str) -> None:
    """The label of each pair."""
    assert compare(a, b, language_a, language_b).label == label
