"""From statements to claims: fragments, places, channels, languages, what is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from auditor import match
from auditor.claims import extract
from auditor.model import Statement
from auditor.settings.model import Pinned, Settings

Say = Callable[..., Statement]
PROMISE = "Wij beantwoorden uw mail binnen twee werkdagen."


@pytest.fixture(scope="module")
def encode() -> Any:
    return match.load("embedded").encode


def test_one_claim_in_three_places_is_one_claim(say: Say, settings: Settings, encode: Any) -> None:
    found = extract(
        [
            say(PROMISE, path="index.html", page_type="home"),
            say("Uw mail beantwoorden we binnen 2 werkdagen!", source="folders", path="folder.pdf", page_type=None),
            say(PROMISE, path="contact.html"),
        ],
        settings=settings,
        encode=encode,
    )
    texts = {claim.text: claim for claim in found}
    assert len(texts[PROMISE].also_at) == 1
    assert texts[PROMISE].place.path == "contact.html", "a page about the matter comes before the home page"


def test_other_terms_are_another_claim(say: Say, settings: Settings, encode: Any) -> None:
    found = extract(
        [say(PROMISE), say("Wij beantwoorden uw mail binnen vijf werkdagen.", source="folders", path="folder.pdf")],
        settings=settings,
        encode=encode,
    )
    assert sorted(term.value for claim in found for term in claim.terms) == [2.0, 5.0]


def test_the_order_of_words_and_the_form_of_address_make_no_other_claim(say: Say, settings: Settings) -> None:
    found = extract(
        [
            say("Binnen twee dagen krijgt u antwoord op uw vraag."),
            say("Je krijgt binnen twee dagen antwoord op je vraag.", path="contact.html"),
        ],
        settings=settings,
        encode=None,
    )
    assert len(found) == 1


@pytest.mark.parametrize("other", ["Op elke knop zit tien jaar garantie.", "Op elke klok zit vijf jaar garantie."])
def test_one_other_word_or_number_makes_another_claim(other: str, say: Say, settings: Settings) -> None:
    found = extract([say("Op elke klok zit tien jaar garantie."), say(other)], settings=settings, encode=None)
    assert len(found) == 2


def test_a_fragment_is_completed_from_its_row(say: Say, settings: Settings, encode: Any) -> None:
    cell = say("24 uur", label="Reactietijd", block_kind="cell", headings=("Servicenormen",))
    (claim,) = extract([cell], settings=settings, encode=encode)
    assert (claim.text, claim.kind) == ("Reactietijd: 24 uur", "promise")
    assert claim.terms[0].value == 24.0


def test_a_figure_that_promises_nothing_stays_out(say: Say, settings: Settings, encode: Any) -> None:
    cells = [
        say("900 gram", label="Gewicht", block_kind="cell", headings=("Specificaties",), page_type="product"),
        say("Zand, mos, grijs", label="Kleur", block_kind="cell", headings=("Specificaties",), page_type="product"),
    ]
    assert extract(cells, settings=settings, encode=encode) == ()


def test_social_statements_make_no_claims(say: Say, settings: Settings) -> None:
    assert extract([say(PROMISE, role="social")], settings=settings, encode=None) == ()


def test_a_promise_on_one_platform_names_its_source(say: Say, settings: Settings) -> None:
    found = extract(
        [
            say("Op Bluesky antwoorden wij binnen twee uur."),
            say("Via Facebook krijgt u dezelfde dag antwoord."),
            say("Op vragen via sociale media reageren wij binnen een dag."),
        ],
        settings=settings,
        encode=None,
    )
    assert sorted(claim.channels for claim in found) == [(), ("bluesky",), ("facebook-pagina",)]


def test_effort_alone_is_untestable(say: Say, settings: Settings, encode: Any) -> None:
    found = extract(
        [
            say("Wij doen ons best om u zo snel mogelijk te helpen."),
            say("Wij doen ons best om u binnen een week te helpen."),
            say("Wij delen uw gegevens nooit met adverteerders."),
        ],
        settings=settings,
        encode=encode,
    )
    assert [claim.text for claim in found if not claim.testable] == [
        "Wij doen ons best om u zo snel mogelijk te helpen."
    ]
    assert len(found) == 3


def test_the_result_is_the_same_in_any_run(say: Say, settings: Settings, encode: Any) -> None:
    statements = [say(PROMISE), say("Wij dromen van een dorp waarin niemand eenzaam is.", page_type="about")]
    assert extract(statements, settings=settings, encode=encode) == extract(
        statements, settings=settings, encode=encode
    )


def test_the_id_depends_on_the_words_alone(say: Say, settings: Settings) -> None:
    (one,) = extract([say(PROMISE)], settings=settings, encode=None)
    (other,) = extract([say(PROMISE, path="elders.html", headings=("Servicenormen",))], settings=settings, encode=None)
    assert one.id == other.id


def test_unwanted_kinds_and_doubtful_claims_stay_out(say: Say, settings: Settings) -> None:
    only = settings.model_copy(update={"claims": settings.claims.model_copy(update={"kinds": ("mission",)})})
    assert extract([say(PROMISE)], settings=only, encode=None) == ()


def test_a_manual_yields_only_what_is_surely_ours(say: Say, settings: Settings, encode: Any) -> None:
    manual = [
        say(text, path="handboek.html", page_type="other")
        for text in (
            "De server controleert elke vijf minuten of er nieuwe berichten zijn.",
            "Met de optie --stil onderdrukt u alle meldingen.",
            "Een sleutel is negentig dagen geldig.",
            "Als de verbinding wegvalt, probeert het programma het opnieuw.",
            "De officemanager bestelt elke maandag fruit.",
            "Elk account heeft een eigen map met instellingen.",
            "Deze instelling bepaalt hoe lang een bericht wordt bewaard.",
            "Wie als laatste weggaat, zet het alarm aan.",
        )
        * 4
    ]
    assert extract([*manual], settings=settings, encode=encode) == ()


def test_a_pinned_claim_takes_over_its_places(say: Say, settings: Settings) -> None:
    pin = Pinned(id="mail", kind="promise", text=PROMISE, channels=("bluesky",))
    pinned = settings.model_copy(update={"claims": settings.claims.model_copy(update={"pinned": (pin,)})})
    (claim,) = extract([say(PROMISE)], settings=pinned, encode=None)
    assert (claim.id, claim.decided_by, claim.channels, claim.place.path) == (
        "mail",
        "person",
        ("bluesky",),
        "service.html",
    )


def test_a_pinned_claim_needs_no_page(settings: Settings) -> None:
    pin = Pinned(id="mail", kind="promise", text=PROMISE)
    pinned = settings.model_copy(update={"claims": settings.claims.model_copy(update={"pinned": (pin,)})})
    (claim,) = extract([], settings=pinned, encode=None)
    assert (claim.id, claim.terms[0].value, claim.place.path) == ("mail", 2.0, "auditor.yaml")


def test_an_accepted_wording_is_a_claim_whatever_the_model_says(say: Say, settings: Settings) -> None:
    plain = say("Het gras is groen.")
    from auditor.claims.merge import text_id  # noqa: PLC0415 - the id that a review file would hold

    settings.claims.review_file.write_text(
        f'claims:\n  - {{id: "{text_id(plain.text)}", text: "Het gras is groen.", kind: value, decision: accept}}\n'
    )
    (claim,) = extract([plain], settings=settings, encode=None)
    assert (claim.kind, claim.decided_by, claim.confidence) == ("value", "person", 1.0)


def test_pages_in_another_language_are_left_alone(say: Say, settings: Settings) -> None:
    german = replace(say("Wir antworten innerhalb von zwei Tagen."), language="de")
    assert extract([german], settings=settings, encode=None) == ()
