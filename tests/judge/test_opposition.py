"""What stands against a claim without a figure: denials of what it says, and words that have an opposite in it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.judge.clauses import clauses
from auditor.judge.cues import read_cues
from auditor.judge.opposition import MEASURES, Opposition, oppositions
from auditor.judge.pairs import Pair
from auditor.judge.phrases import Language
from auditor.judge.relation import relate
from auditor.judge.terms import TermView
from auditor.judge.units import Unit
from auditor.judge.verifier import Opinion
from auditor.model import Claim, Place, Statement
from auditor.resources import lexicon

LANGUAGES = ("nl", "en")


def against(claim: str, unit: str, language: str = "nl", unit_language: str | None = None) -> Opposition:
    """Return how a unit of one text stands against a claim."""
    (found,) = oppositions([(claim, language)], [[(unit, unit_language or language)]], [(0, 0)])
    return found


@pytest.mark.parametrize(
    ("claim", "unit", "language"),
    [
        ("Wij snoeien uw heg in het voorjaar.", "Heggen snoeien doen we dit jaar niet.", "nl"),
        ("De veerman vaart u naar het eiland.", "Er vaart geen veerman meer naar het eiland.", "nl"),
        ("Leden lenen een aanhanger.", "Het lenen van aanhangers stopt.", "nl"),
        ("We sharpen your skates.", "We don't sharpen skates any more.", "en"),
        ("Members borrow a trailer.", "Borrowing trailers has been suspended.", "en"),
        ("Our choir sings in hospitals.", "The choir is unable to sing in hospitals.", "en"),
    ],
)
def test_a_denial_of_what_the_claim_says_counts(claim: str, unit: str, language: str):
    found = against(claim, unit, language)
    assert found.measures["denied"] > 0.3
    assert found.reason is not None


@pytest.mark.parametrize(
    ("claim", "unit", "language"),
    [
        ("Wij snoeien uw heg.", "Wij snoeiden vandaag veertig heggen.", "nl"),
        ("Wij spuiten geen gif.", "Gif spuiten wij niet.", "nl"),
        ("Wij spuiten zonder gif.", "Gif spuiten wij niet.", "nl"),
        ("Leden lenen een aanhanger.", "Kunt u geen aanhanger lenen bij de buren?", "nl"),
        ("Leden lenen een aanhanger.", "Als u geen aanhanger kunt lenen, bel ons dan.", "nl"),
        ("Leden lenen een aanhanger.", "Een aanhanger lenen? Geen probleem.", "nl"),
        ("Leden lenen een aanhanger.", "Het regent, maar de aanhanger staat klaar.", "nl"),
        ("We sharpen your skates.", "We not only sharpen skates, we oil them.", "en"),
        ("We never spray weedkiller.", "Weedkiller is not sprayed here.", "en"),
        ("We sharpen your skates.", "Can't sharpen your skates yourself?", "en"),
        ("We sharpen your skates.", "There was no rain on Sunday.", "en"),
    ],
)
def test_what_denies_nothing_of_the_claim_does_not_count(claim: str, unit: str, language: str):
    assert against(claim, unit, language).measures["denied"] == 0.0


@pytest.mark.parametrize(
    ("claim", "unit", "language", "said", "claimed"),
    [
        ("De kinderboerderij is elke dag open.", "De boerderij is op maandag gesloten.", "nl", "gesloten", "open"),
        ("Parkeren is gratis.", "Voor parkeren vragen wij een bijdrage.", "nl", "bijdrage", "gratis"),
        ("U spreekt altijd een mens.", "Onze chatbot neemt de telefoon op.", "nl", "chatbot", "mens"),
        ("U krijgt het geld terug.", "U krijgt een voucher.", "nl", "voucher", "geld terug"),
        ("Wij verstellen kleding.", "Kapotte kleding wordt weggegooid.", "nl", "weggegooid", "verstellen"),
        ("Onze groenten zijn lokaal.", "De bonen zijn geïmporteerd.", "nl", "geïmporteerd", "lokaal"),
        ("De prijs blijft gelijk.", "In mei gaat de prijs 3 cent omhoog.", "nl", "gaat … omhoog", "blijft gelijk"),
        ("Wij vergoeden de reis.", "Reiskosten vergoeden we niet.", "nl", "vergoeden … niet", "vergoeden"),
        ("The pool is open all winter.", "The pool is closed.", "en", "closed", "open"),
        ("Entry is free.", "There is a charge at the door.", "en", "charge", "free"),
        ("A person answers your call.", "Your call is taken by a chatbot.", "en", "chatbot", "person"),
        ("We mend toys.", "Old toys are thrown away.", "en", "thrown away", "mend"),
        ("Our cooks earn a living wage.", "Kitchen helpers get the minimum wage.", "en", "minimum wage", "living wage"),
        ("Walk in, no appointment.", "By appointment only.", "en", "by appointment", "no appointment"),
    ],
)
def test_a_word_meets_its_opposite(claim: str, unit: str, language: str, said: str, claimed: str):
    found = against(claim, unit, language)
    assert found.measures["opposites"] > 0.3
    assert found.reason is not None
    assert (found.reason.how, found.reason.said, found.reason.claimed) == ("opposite", said, claimed)


@pytest.mark.parametrize(
    ("claim", "unit", "language"),
    [
        ("De boerderij is elke dag open.", "De boerderij is niet gesloten.", "nl"),
        ("Parkeren is gratis.", "Parkeren kost niets.", "nl"),
        ("Wij herstellen speelgoed.", "Herstellen, niet vervangen.", "nl"),
        ("De boerderij is open.", "Kom naar de open dag.", "nl"),
        ("The pool is open all winter.", "The pool is never closed.", "en"),
        ("We mend toys instead of binning them.", "We mend toys, we don't bin them.", "en"),
        ("The pool is open.", "The lifeguard lives close to the pool.", "en"),
        ("Entry is free.", "Who is in charge of the tea?", "en"),
    ],
)
def test_who_says_the_same_by_denying_the_opposite_opposes_nothing(claim: str, unit: str, language: str):
    assert against(claim, unit, language).measures["opposites"] == 0.0


@pytest.mark.parametrize(
    ("claim", "language", "unit", "unit_language"),
    [
        ("U spreekt altijd een mens.", "nl", "Our chatbot takes your call.", "en"),
        ("Entry is free.", "en", "Wij vragen een eigen bijdrage.", "nl"),
    ],
)
def test_opposites_meet_across_languages(claim: str, language: str, unit: str, unit_language: str):
    assert against(claim, unit, language, unit_language).measures["opposites"] > 0.3


def test_a_denial_is_heard_across_languages():
    assert against("We repareren uw fiets.", "We don't do bicycle repair here.", "nl", "en").measures["denied"] > 0.2


def test_a_rare_word_denied_says_more_than_a_common_one():
    units = [[(f"De winkel heeft {thing}.", "nl")] for thing in ("appels", "peren", "pruimen", "noten") * 15]
    claims = [("De winkel slijpt messen.", "nl")]
    rare, common = oppositions(
        claims,
        [*units, [("Messen slijpen we niet.", "nl")], [("De winkel is er niet.", "nl")]],
        [*((0, k) for k in range(len(units))), (0, len(units)), (0, len(units) + 1)],
    )[-2:]
    assert rare.measures["denied"] > 3 * common.measures["denied"] > 0


def test_what_denies_follows_the_clause():
    (open_, shut) = clauses("De winkel is open, de werkplaats niet.", "nl")
    assert not open_.denial
    assert shut.denial == "niet"


def test_the_languages_name_the_same_opposites_and_each_has_two_sides():
    nl, en = (lexicon("opposition", language)["opposites"] for language in LANGUAGES)
    assert nl.keys() == en.keys()
    for line in itertools.chain(nl.values(), en.values()):
        left, right = ({phrase.strip() for phrase in side.split(",")} for side in line.split("|"))
        assert left
        assert right
        assert "" not in left | right
        assert not left & right


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from([*LANGUAGES, None]))
def test_any_text_can_be_measured(claim: str, unit: str, language: str | None):
    (found,) = oppositions([(claim, language)], [[(unit, language)]], [(0, 0)])
    assert tuple(found.measures) == MEASURES
    assert 0.0 <= found.measures["denied"] <= 1.0
    assert 0.0 <= found.measures["opposites"] <= 2.0


def test_nothing_chosen_measures_nothing():
    assert oppositions([("Wij helpen.", "nl")], [], []) == ()


@pytest.mark.parametrize(
    ("claim", "unit", "language", "why"),
    [
        ("Het zwembad is elke dag open.", "Op maandag zijn we gesloten.", "nl", "“gesloten” tegenover “open”"),
        ("We sharpen your skates.", "We don't sharpen skates any more.", "en", "“don't” beside “skates”"),
        ("Wij lenen u een ladder.", "De ladder ligt thuis.", "nl", "zegt het tegendeel"),
    ],
)
def test_the_reason_for_a_contradiction_names_the_words(claim: str, unit: str, language: Language, why: str):
    statement = Statement("s1", unit, "forum", "social", "post", Place(), language)
    pair = Pair(
        Claim("c1", "promise", claim, language, 0.9, "site", Place()),
        Unit("forum", "post", (statement,), by_org=True),
        0.6,
        {"claim_margin": 1.0},
        read_cues(unit, language),
        0.2,
        TermView(),
        against(claim, unit, language).reason,
    )
    judged = relate(pair, Opinion(shows=0.1, repeats=0.1, conflicts=0.7), language)
    assert judged.relation == "conflicts"
    assert judged.why.endswith(why)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Aan de kassa staat u nooit langer dan vijf minuten.", "nl"),
        ("U betaalt nooit meer dan een tientje.", "nl"),
        ("You never queue longer than ten minutes.", "en"),
        ("A visit never costs more than ten pounds.", "en"),
    ],
)
def test_a_limit_denies_nothing(text: str, language: str):
    (clause,) = clauses(text, language)
    assert not clause.denial


def test_working_days_that_are_counted_are_no_days_of_opening():
    closed = "Op zaterdag zijn we dicht, maandag helpen we u graag."
    assert not against("Een storing verhelpen we binnen 3 werkdagen.", closed).reason
    assert not against("Een storing verhelpen we binnen drie werkdagen.", closed).reason
