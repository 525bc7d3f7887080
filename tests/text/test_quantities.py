"""What is read from a statement: terms with metric, bound, value, unit, calendar, hedge, scope."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.text.quantities import hedge_of, is_negated, read_terms

# text: metric, comparator, value, unit, calendar
ONE_TERM = {
    "nl": {
        "Op mails antwoorden wij binnen vierentwintig uur.": ("response_time", "<=", 24, "hour", "clock"),
        "Bel ons en u krijgt binnen een half uur een reactie.": ("response_time", "<=", 0.5, "hour", "clock"),
        "We nemen uiterlijk de volgende werkdag contact met u op.": ("response_time", "<=", 1, "day", "working"),
        "Uw klacht handelen we af in hooguit anderhalve maand.": ("processing_time", "<=", 1.5, "month", "clock"),
        "Een ontvangstbevestiging volgt binnen een kwartier.": ("confirmation_time", "<=", 15, "minute", "clock"),
        "Lekkages herstellen we binnen een etmaal.": ("repair_time", "<=", 24, "hour", "clock"),
        "Een fietsenmaker repareert uw band op werkdagen binnen 2 uur.": ("repair_time", "<=", 2, "hour", "working"),
        "De borg storten we binnen tien werkdagen terug.": ("refund_time", "<=", 10, "day", "working"),
        "De notulen staan binnen vijf dagen online.": ("publication_time", "<=", 5, "day", "clock"),
        "De wachttijd is nooit langer dan 20 minuten.": ("waiting_time", "<=", 20, "minute", "clock"),
        "U heeft 30 dagen bedenktijd.": ("return_window", "=", 30, "day", "clock"),
        "Op elke kast zit vijf jaar garantie.": ("warranty", "=", 5, "year", None),
        "Onderdelen blijven minstens acht jaar leverbaar.": ("availability", ">=", 8, "year", None),
        "Een abonnement kost € 1.250,- per jaar.": ("price", "=", 1250, "eur", None),
        "Een kaartje kost 12,50 euro.": ("price", "=", 12.5, "eur", None),
        "De workshop is gratis.": ("price", "=", 0, "eur", None),
        "Dat kost u niets.": ("price", "=", 0, "eur", None),
        "We verhogen de contributie met hooguit 2,5%.": ("price_change", "<=", 2.5, "percent", None),
        "Gratis verzending vanaf € 40.": ("order_threshold", ">=", 40, "eur", None),
        "Leden krijgen een kwart korting? Nee: 20 procent korting.": ("discount", "=", 20, "percent", None),
        "Voor eind 2031 zijn alle wagens elektrisch.": ("deadline", "<=", 2031, "year", None),
        "Vóór 2031 rijden we elektrisch.": ("deadline", "<", 2031, "year", None),
        "De school is uiterlijk 1 juli 2029 klaar.": ("deadline", "<=", 20290701, "date", None),
        "Drie keer per jaar komen we bij u langs.": ("frequency", "=", 3, "count", None),
        "Ieder jaar plaatsen we ten minste twaalfhonderd nestkasten.": ("count", ">=", 1200, "count", None),
        "Ruim 40 winkels doen mee.": ("count", ">", 40, "count", None),
        "Een op de vijf huizen heeft zonnepanelen.": ("share", "=", 20, "percent", None),
        "Bijna de helft van de klanten komt terug.": ("share", "<", 50, "percent", None),
        "Er komen 1,2 miljoen bomen bij.": ("count", "=", 1_200_000, "count", None),
        "Iedereen woont op hooguit 800 meter van een halte.": ("distance", "<=", 800, "metre", None),
        "U mag maximaal 3 kubieke meter puin brengen.": ("volume", "<=", 3, "cubic_metre", None),
        "De levertijd is 2-3 werkdagen.": ("delivery_time", "<=", 2, "day", "working"),
    },
    "en": {
        "We reply to every email within twenty-four hours.": ("response_time", "<=", 24, "hour", "clock"),
        "You will hear back within one business day.": ("response_time", "<=", 1, "day", "working"),
        "Messages get an answer the same day.": ("response_time", "<=", 1, "day", "clock"),
        "Your order arrives the next working day.": ("delivery_time", "<=", 1, "day", "working"),
        "Refunds take no more than a fortnight.": ("refund_time", "<=", 14, "day", "clock"),
        "We decide on applications in six weeks at most.": ("processing_time", "<=", 6, "week", "clock"),
        "We fix leaks in under three quarters of an hour.": ("repair_time", "<", 0.75, "hour", "clock"),
        "You never wait longer than ten minutes at the desk.": ("waiting_time", "<=", 10, "minute", "clock"),
        "Return anything within 45 days.": ("return_window", "<=", 45, "day", "clock"),
        "Every kettle has a two-year guarantee.": ("warranty", "=", 2, "year", None),
        "Spare parts stay in stock for at least a dozen years.": ("availability", ">=", 12, "year", None),
        "A day ticket costs £7.50.": ("price", "=", 7.5, "gbp", None),
        "Collection costs EUR 20.": ("price", "=", 20, "eur", None),
        "We do not charge for advice.": ("price", "=", 0, "gbp", None),
        "Free delivery on orders over £35.": ("order_threshold", ">", 35, "gbp", None),
        "By the end of 2032 all our vans will be electric.": ("deadline", "<=", 2032, "year", None),
        "The hall will be ready before 1 May 2029.": ("deadline", "<", 20290501, "date", None),
        "We meet tenants twice a year.": ("frequency", "=", 2, "count", None),
        "Each year we train at least 1,500 people.": ("count", ">=", 1500, "count", None),
        "One in five homes has solar panels.": ("share", "=", 20, "percent", None),
        "The channel has 20k followers.": ("count", "=", 20_000, "count", None),
    },
}
NOTHING = {
    "nl": [
        "Bel 088 123 45 67 of 06-12345678.",
        "Ons adres is Kerkstraat 12, 3511 AB Utrecht.",
        "Op 4 april vierden we feest.",
        "Zie artikel 5, lid 2.",
        "In 1998 begonnen we met één winkel.",
        "Versie 2.4.1 is uit.",
        "De 3e editie was een succes.",
        "Wij zijn al 25 jaar uw bakker.",
        "Wij reageren zo spoedig mogelijk.",
        "Kom om 9 uur naar kamer 12.",
        "De A4 is dicht.",
    ],
    "en": [
        "Call 020 7946 0958.",
        "Write to 12 High Street, London SW1A 1AA.",
        "On 4 April we celebrated.",
        "See section 5.",
        "In 1998 we started with one shop.",
        "Version 2.4.1 is out.",
        "The 3rd edition was a success.",
        "We have 25 years of experience.",
        "Feel free to write to us.",
        "We reply as soon as possible.",
        "Breakfast is at 9 am, room 12.",
        "The RFC 6962 logs use SHA-256.",
    ],
}


@pytest.mark.parametrize(("language", "text"), [(lang, text) for lang, texts in ONE_TERM.items() for text in texts])
def test_a_statement_gives_its_term(language: str, text: str):
    metric, comparator, value, unit, calendar = ONE_TERM[language][text]
    terms = [t for t in read_terms(text, language) if t.metric == metric]
    assert [(t.comparator, t.value, t.unit, t.calendar) for t in terms] == [(comparator, value, unit, calendar)]


@pytest.mark.parametrize(("language", "text"), [(lang, text) for lang, texts in NOTHING.items() for text in texts])
def test_other_figures_are_no_terms(language: str | None, text: str):
    assert read_terms(text, language) == ()


def test_a_range_keeps_both_ends():
    (term,) = read_terms("Levertijd: twee tot vier weken", "nl")
    assert (term.value, term.high, term.unit) == (2, 4, "week")


@pytest.mark.parametrize(
    ("text", "language", "value", "high", "days"),
    [
        ("Wij zijn op werkdagen bereikbaar van 8.30 tot 17.00 uur.", "nl", 8.5, 17, "mon-fri"),
        ("Open van maandag t/m zaterdag, 9-18 uur.", "nl", 9, 18, "mon-sat"),
        ("The desk is open from 9 am to 5.30 pm, Monday to Friday.", "en", 9, 17.5, "mon-fri"),
        ("Our lines are open nine to five on weekdays.", "en", 9, 17, "mon-fri"),
        ("Het noodnummer is dag en nacht bereikbaar.", "nl", 0, 24, "mon-sun"),
        ("The emergency desk never closes.", "en", 0, 24, "mon-sun"),
    ],
)
def test_opening_hours_are_hours_since_midnight(text: str, language: str | None, value: float, high: float, days: str):
    (term,) = read_terms(text, language)
    assert (term.metric, term.value, term.high, term.per) == ("opening_hours", value, high, days)


def test_one_side_of_the_day_is_a_closing_time():
    (term,) = read_terms("On Thursdays we are open until 9 pm.", "en")
    assert (term.metric, term.value, term.per) == ("closing_time", 21, "thu")


def test_hours_beside_a_time_are_its_calendar():
    (term,) = read_terms("We answer within 2 hours, 9 to 5, Monday to Friday.", "en")
    assert (term.metric, term.value, term.calendar) == ("response_time", 2, "working")


@pytest.mark.parametrize(
    ("text", "language", "calendar"),
    [
        ("Op werkdagen binnen een uur antwoord.", "nl", "working"),
        ("Binnen een uur antwoord, ook in het weekend.", "nl", "clock"),
        ("Antwoord binnen 4 uur; weekenden tellen niet mee.", "nl", "working"),
        ("An answer within 4 hours, weekends included.", "en", "clock"),
        ("An answer within 4 hours; evenings are not counted.", "en", "working"),
    ],
)
def test_the_calendar_is_read_from_the_sentence(text: str, language: str | None, calendar: str):
    assert read_terms(text, language)[0].calendar == calendar


@pytest.mark.parametrize(
    ("text", "language", "hedge"),
    [
        ("Wij reageren binnen een dag.", "nl", "none"),
        ("Doorgaans reageren we binnen een dag.", "nl", "soft"),
        ("We streven naar een reactie binnen een dag.", "nl", "aspirational"),
        ("We usually reply within a day.", "en", "soft"),
        ("We aim to reply within a day.", "en", "aspirational"),
    ],
)
def test_hedges(text: str, language: str | None, hedge: str):
    assert hedge_of(text, language) == hedge
    assert read_terms(text, language)[0].hedge == hedge


@pytest.mark.parametrize(
    ("text", "language", "negated"),
    [
        ("Binnen een uur antwoorden lukt ons niet.", "nl", True),
        ("Antwoord binnen een uur? Dat kunnen wij niet.", "nl", True),
        ("Niet tevreden? U krijgt binnen een uur antwoord.", "nl", False),
        ("We cannot answer within an hour.", "en", True),
        ("You never wait longer than an hour for an answer.", "en", False),
    ],
)
def test_a_bound_is_denied_only_by_its_own_clause(text: str, language: str | None, negated: bool):
    assert read_terms(text, language)[0].negated is negated


def test_harmless_denials_deny_nothing():
    assert not is_negated("Niet alleen in de winkel, ook thuis.", "nl")
    assert is_negated("Dat doen wij niet.", "nl")


def test_channels_become_the_scope():
    assert read_terms("Op X en Facebook reageren we binnen een uur.", "nl")[0].scope == ("facebook", "x")
    assert read_terms("Through social media we reply within a day.", "en")[0].scope == ("social",)


def test_a_fragment_gets_its_metric_from_its_label():
    assert read_terms("24 uur", "nl", label="Reactietijd")[0].metric == "response_time"
    assert read_terms("3 days", "en", headings=("Shop", "Delivery"))[0].metric == "delivery_time"


def test_years_from_now_count_from_the_date_of_the_document():
    published = datetime(2026, 3, 1, tzinfo=UTC)
    (term,) = read_terms("Binnen vijf jaar zijn wij klimaatneutraal.", "nl", published=published)
    assert (term.metric, term.value, term.unit) == ("deadline", 2031, "year")


def test_a_price_of_nothing_has_the_currency_of_its_surroundings():
    assert read_terms("Delivery is free.", "en", currency="eur")[0].unit == "eur"
    assert read_terms("Delivery is free, a gift box costs €4.", "en")[-1].metric == "price"


def test_a_condition_is_kept_in_its_own_words():
    (term,) = read_terms("Bij bestelling voor 17.00 uur bezorgen we binnen een dag.", "nl")
    assert term.condition == "Bij bestelling voor 17.00 uur bezorgen we"


def test_an_unknown_language_is_read_for_its_digits():
    assert [t.value for t in read_terms("op til 50.000 certifikater", "da")] == [50_000]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=120), st.sampled_from(["nl", "en", "de", None]))
def test_any_text_can_be_read(text: str, language: str | None):
    for term in read_terms(text, language):
        assert term.value == term.value  # no NaN
        assert term.text == "" or term.text in text


DUTCH = "binnen niet twee 24 uur werkdagen half een € 12,50 ,- tot van 8.30 17.00 % dan langer nooit 2030 kwartier"
ENGLISH = "within no later than a dozen and hours £ per year Monday to Friday 9 5 pm 3rd ? . - 24/7 every 2-3 ("
PARTS = st.lists(st.sampled_from([*DUTCH.split(), *ENGLISH.split()]), max_size=14)


@settings(max_examples=400, deadline=None)
@given(PARTS, st.sampled_from(["nl", "en"]))
def test_any_heap_of_quantity_words_can_be_read(parts: list[str], language: str | None):
    read_terms(" ".join(parts), language)
    read_terms("".join(parts), language)


def test_a_weekend_without_a_day_by_name_is_read_without_fail():
    assert not [
        term
        for term in read_terms("Our line is open until ten, weekends included.", "en")
        if term.metric == "opening_days"
    ]
