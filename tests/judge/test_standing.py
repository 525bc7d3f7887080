"""What holds or not without a figure: days of service, leaving, prices, things needed."""

from __future__ import annotations

import pytest
from support.channel import Channel, claim

from auditor.judge.standing import Standing, breaks, standings
from auditor.judge.standing_figures import figures
from auditor.judge.standing_offers import offers
from auditor.judge.terms import bearing, claim_terms, term_measures, unit_terms
from auditor.judge.units import units
from auditor.model import Encode
from auditor.text.quantities.reading import language_of, read

BROKEN = [
    ("Het zwembad is zeven dagen per week open.", "Op maandagen is het zwembad gesloten."),
    ("Wij bezorgen ook op zaterdag.", "Op zaterdag bezorgen we voortaan niet meer."),
    ("Onze wachtdienst is dag en nacht bereikbaar.", "Na 23.00 uur is de wachtdienst niet bereikbaar."),
    ("The crèche is open seven days a week.", "The crèche is closed at weekends."),
    ("Our vets answer questions on chat every day of the week.", "We don't answer chat questions on Sundays."),
    (
        "The climbing hall is also open in the evening.",
        "From now on the climbing hall is not open in the evenings.",
    ),
    ("U kunt uw sportabonnement op elk moment opzeggen.", "Een sportabonnement loopt een jaar."),
    ("Leden zeggen op per maand.", "Voor leden geldt een opzegtermijn van drie maanden."),
    ("Cancel your veg box any time.", "There is a notice period of six weeks for the veg box."),
    ("De contributie blijft dit seizoen gelijk.", "Vanaf mei gaat de contributie met 8 euro omhoog."),
    ("We never raise the rent during a lease.", "Rents go up by 3 per cent in July."),
    ("Our fares stay frozen until 2029.", "Fares rise by 4 per cent in March 2027."),
    ("U huurt een kano zonder borg.", "Voor een kano is een borg van 50 euro verplicht."),
    ("No membership is needed to use the workshop.", "The workshop now requires a membership."),
    ("Bezoek zonder afspraak kan altijd op de poli.", "De poli werkt voortaan alleen op afspraak."),
    ("You don't need a ticket for the courtyard.", "A ticket is needed for the courtyard."),
    ("In 2031 is onze kwekerij gasvrij.", "De kwekerij blijft tot 2034 op gas."),
    ("Vanaf 2029 draait de kaasmakerij op biogas.", "Het biogas voor de kaasmakerij schuift op naar 2032."),
    ("By 2030 our ferries will burn no diesel.", "Our ferries will keep burning diesel until at least 2035."),
    ("The lighthouse reopens by 2028.", "The lighthouse will not reopen until 2031."),
    ("Voor 2030 gebruiken wij geen plastic zakken meer.", "Ook na 2030 gebruiken we nog plastic zakken."),
    ("By 2029 the canal will be clean enough to swim in.", "A clean canal has been pushed back to 2033."),
    ("In elk zwembad zijn minstens tien leskaarten te leen.", "In Vries hebben we plaats voor vier leskaarten."),
    ("Each hall has at least twelve lockers.", "From now on the hall at Stroud has five lockers."),
    ("Elk jaar leiden we minstens 30 lassers op.", "Er is plaats voor 12 lassers."),
    ("For every sheep we sell we buy three lambs.", "We now buy one lamb for each sheep."),
    (
        "De veganistische lunch heeft dezelfde prijs als de gewone lunch.",
        "De veganistische lunch kost € 2 meer dan de gewone.",
    ),
    ("Large print books come at no extra cost.", "Large print books have a surcharge of £3."),
    ("De veerpont vaart tot 23.00 uur.", "De laatste veerpont vertrekt om 21.00 uur."),
    ("The cable car runs until 10 pm.", "The last cable car leaves at 8 pm."),
    ("De Klusbrigade helpt ouderen in de tuin.", "De Klusbrigade stopt per 1 mei."),
    ("In de app BuurtBaas meldt u een losse tegel.", "BuurtBaas verdwijnt, melden kan weer per brief."),
    ("Music Ladder lends children a violin.", "Music Ladder has been discontinued."),
    ("Visit the Apple Shed for a tasting.", "Apple Shed closes on 4 June, thank you all."),
    ("Iedere zaterdag halen we oud papier op.", "Oud papier halen we voortaan om de week op."),
    ("We empty the garden bins every other week.", "The garden bins have moved to monthly rounds."),
    ("De heg wordt elke maand gesnoeid.", "De heg snoeien we voortaan elk kwartaal."),
    ("U kunt uw treinpas elke maand opzeggen.", "Een treinpas opzeggen kan na het eerste jaar."),
]
KEPT_OR_APART = [
    ("Het zwembad is zeven dagen per week open.", "Op maandagen is het café gesloten."),
    ("Wij bezorgen ook op zaterdag.", "Op zaterdag rekenen wij geen toeslag voor bezorgen."),
    ("Wij bezorgen ook op zaterdag.", "Op zaterdag bezorgen we tot 22.00 uur."),
    ("Wij bezorgen ook op zaterdag.", "Dit weekend bezorgen we niet, er is een feest."),
    ("The crèche is open seven days a week.", "The crèche is never closed at weekends."),
    (
        "Our vets answer questions on chat every day of the week.",
        "On Sundays we don't charge for questions on chat.",
    ),
    ("The climbing hall is also open in the evening.", "We are not selling tea in the evenings."),
    ("U kunt uw sportabonnement op elk moment opzeggen.", "Een krantenabonnement loopt een jaar."),
    ("U kunt uw sportabonnement op elk moment opzeggen.", "Vacature: contract voor een jaar, 32 uur per week."),
    ("Cancel your veg box any time.", "You can cancel your veg box with a day's notice."),
    ("Cancel your veg box any time.", "Each veg box lasts a week."),
    ("De contributie blijft dit seizoen gelijk.", "De prijzen in de kantine gaan omhoog."),
    ("Our fares stay frozen until 2029.", "Fares rise by 4 per cent in March 2030."),
    ("We never raise the rent during a lease.", "House prices rise everywhere."),
    ("U huurt een kano zonder borg.", "Voor een tent is een borg van 50 euro verplicht."),
    ("U huurt een kano zonder borg.", "Voor een kano is een zwemdiploma verplicht."),
    ("No membership is needed to use the workshop.", "Volunteers are needed in the workshop."),
    ("You don't need a ticket for the courtyard.", "No ticket needed for the courtyard on Friday."),
    ("Bezoek zonder afspraak kan altijd op de poli.", "Voor de fotostudio is een afspraak nodig."),
    (
        "Our prices stay fixed until the end of 2027.",
        "The ministry will raise its fuel price by 4 per cent in May.",
    ),
    ("Wij zijn zeven dagen per week open.", "Op zondag is het in de stad niet druk."),
    ("In 2031 is onze kwekerij gasvrij.", "De kwekerij blijft tot 2034 open op zaterdag."),
    ("In 2031 is onze kwekerij gasvrij.", "De kwekerij blijft tot 2030 op gas."),
    ("By 2030 our ferries will burn no diesel.", "The museum will not reopen until 2031."),
    ("The lighthouse reopens by 2028.", "The lighthouse stays open until 2035."),
    ("Vanaf 2029 draait de kaasmakerij op biogas.", "De bakkerij schuift op naar 2032."),
    ("Each hall has at least twelve lockers.", "From now on the hall at Stroud has five tables."),
    ("Each hall has at least twelve lockers.", "The hall at Stroud only has 40 lockers."),
    ("Elk jaar leiden we minstens 30 lassers op.", "Vorig jaar kwamen er 12 lassers uit Polen."),
    ("Elk jaar leiden we minstens 30 lassers op.", "Slechts twee dagen tot onze open dag."),
    (
        "De veganistische lunch heeft dezelfde prijs als de gewone lunch.",
        "De parkeerkaart kost € 2 meer dan vorig jaar.",
    ),
    ("Large print books come at no extra cost.", "Large print books have a surcharge of nothing."),
    ("De veerpont vaart tot 23.00 uur.", "De laatste veerpont vertrekt om 23.30 uur."),
    ("The cable car runs until 10 pm.", "The last guided walk leaves at 8 pm."),
    ("The cable car runs until 10 pm.", "The first cable car leaves at 8 am."),
    ("By 2030 our ferries will burn no diesel.", "The museum will keep its diesel generator until 2035."),
    ("Elke klas heeft minstens twee leesouders.", "Er is nog maar plek voor één koor."),
    ("De veerpont vaart tot 23.00 uur.", "De veerpont vaart tot 23.30 uur."),
    ("Elk jaar planten we 200 wilgen.", "Vandaag planten we 40 wilgen."),
    ("The tool library handles a thousand loans.", "The tool library has four saws now."),
    ("Elke wijkploeg heeft minstens drie leden.", "Een lid mag voor niet meer dan één ander lid stemmen."),
    ("Nobody is charged without being asked.", "You need to ask before noon."),
    ("De Klusbrigade helpt ouderen in de tuin.", "De Klusbrigade stopt met koffie uit bekers van plastic."),
    ("De Klusbrigade helpt ouderen in de tuin.", "De Klusbrigade stopt bij het gemeentehuis voor soep."),
    ("De Klusbrigade helpt ouderen in de tuin.", "De Leeskring stopt per 1 mei."),
    ("Visit the Apple Shed for a tasting.", "The Apple Shed is closed today."),
    ("Visit the Apple Shed for a tasting.", "The Cider Shed closes on 4 June."),
    ("Music Ladder lends children a violin.", "The queue for Music Ladder has ended."),
    ("Iedere zaterdag halen we oud papier op.", "Oud ijzer halen we voortaan om de week op."),
    ("We empty the garden bins every other week.", "The garden bins have moved to weekly rounds."),
    ("We empty the garden bins every other week.", "Our monthly newsletter is out."),
    ("The Apple Shed sells cider.", "The Apple Shed has ended its newsletter."),
    ("De Klusbrigade helpt ouderen.", "De Klusbrigade stopt in het weekend eerder."),
]


def readings(text: str) -> tuple[Standing, ...]:
    reading = read(text, language_of(text, None))
    return (*standings(reading), *figures(reading), *offers(reading))


def undone(promise: str, said: str) -> bool:
    a, b = (readings(text) for text in (promise, said))
    return any(breaks(one, other) for one in a for other in b)


@pytest.mark.parametrize(("promise", "said"), BROKEN)
def test_what_does_not_hold_breaks_a_promise_that_it_does(promise: str, said: str):
    assert undone(promise, said)


@pytest.mark.parametrize(("promise", "said"), KEPT_OR_APART)
def test_what_holds_or_is_about_something_else_breaks_nothing(promise: str, said: str):
    assert not undone(promise, said)


def test_a_denied_promise_promises_nothing():
    assert not undone("Op zondag is de kaasmakerij gesloten.", "Op zondag is de kaasmakerij gesloten.")


def test_the_judge_says_what_is_promised_and_what_is_denied(encode: Encode):
    claimed = claim_terms(claim("De smederij is ook op zaterdag open."))
    unit = units(Channel(encode).says("Op zaterdag is de smederij voortaan dicht.").statements)[0]

    view = bearing(claimed, unit_terms(unit), language="nl")

    assert view.label == "conflict"
    assert "ook op zaterdag open" in view.why
    assert "voortaan dicht" in view.why
    assert bearing(claimed, unit_terms(unit), dated=True, language="nl").label != "conflict"


def test_what_holds_is_no_figure_that_a_text_could_lack(encode: Encode):
    claimed = claim_terms(claim("De smederij is ook op zaterdag open."))
    unit = units(Channel(encode).says("In de smederij staat een nieuw aambeeld.").statements)[0]
    stated = unit_terms(unit)

    view = bearing(claimed, stated, language="nl")

    assert view.label == "none"
    assert term_measures(claimed, stated, view, {})["terms_absent"] == 0.0
