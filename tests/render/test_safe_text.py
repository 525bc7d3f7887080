"""Text of pages and posts: nothing invisible, and nobody else's name or words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import day, dutch, post

from auditor.model import Evidence, Finding, Place
from auditor.render.options import Options
from auditor.render.overview import Overview, overview
from auditor.render.quotes import evidence_quote, finding_message, finding_place, without_shown_quotes
from auditor.render.safe_text import clean, redactor_of


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mrood\x1b[0m", "rood"),
        ("\x1b]8;;http://evil.example\x07klik\x1b]8;;\x07", "klik"),
        ("\x9b31mx", "31mx"),
        ("goed\u202egnp.exe", "goedgnp.exe"),
        ("\u2066a\u2069\u200eb\u200f\u061c", "ab"),
        ("a\u0000b\u200bc\ufeff", "abc"),
        ("twee\r\nregels\ten\u00a0meer", "twee regels en meer"),
        ("half \ud800", "half \ufffd"),
        ("gezin 👨‍👩‍👧 blijft", "gezin 👨‍👩‍👧 blijft"),
    ],
)
def test_only_what_a_reader_sees_is_left(text: str, shown: str):
    assert shown == clean(text)


@given(st.text(st.characters()))
def test_any_text_becomes_one_printable_line(text: str):
    shown = clean(text)
    assert "\n" not in shown
    assert "\x1b" not in shown
    shown.encode("utf-8")
    assert shown == clean(shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Dank @klaas!", "Dank @…!"),
        ("Dank @klaas.bsky.example.", "Dank @…."),
        ("Dag @a@server.example en @Delinde", "Dag @… en @Delinde"),
        (
            "@delindewonen @DeLinde @delindewonen@mastodon.example",
            "@delindewonen @DeLinde @delindewonen@mastodon.example",
        ),
        ("Mail info@delinde.example", "Mail info@delinde.example"),
        ("Zie https://social.example/@piet/12", "Zie https://social.example/@…/12"),
        ("50 @ 3 euro", "50 @ 3 euro"),
    ],
)
def test_handles_of_others_are_not_shown(text: str, shown: str):
    assert shown == redactor_of(dutch(), active=True).text(text)
    assert text == redactor_of(dutch(), active=False).text(text)


def test_profile_that_an_own_page_links_to_is_own():
    """Results without handles still know the organisation by the profiles on its site."""
    results = dutch()
    results = replace(results, run=replace(results.run, handles=()))

    assert redactor_of(results, active=True).text("@delindewonen @iemand") == "@delindewonen @…"


COMPLAINT = replace(
    post("x", "9", "Al drie weken geen antwoord op mijn mail, groet Annemiek de Wit", "complaint", "", day(3, 3)),
    author_is_org=False,
    url="https://x.example/annemiek/status/9",
)


def _view(*, redact: bool) -> tuple[Overview, Finding]:
    results = dutch()
    finding = replace(
        results.findings[0],
        message="Een klant schrijft: “Al drie weken geen antwoord op mijn mail …” en wacht nog.",
        evidence=(COMPLAINT,),
        place=Place(url=COMPLAINT.url),
    )
    view = overview(replace(results, findings=(finding,)), Options(redact_third_party=redact))
    return view, view.findings[0]


def test_message_of_a_customer_is_described_and_not_linked():
    view, finding = _view(redact=True)
    quote = evidence_quote(view, COMPLAINT)

    assert quote.text == "Een klacht van een klant op 3 maart 2026"
    assert (quote.href, quote.address, quote.why) == (None, "", "")
    assert finding_place(view, finding) == ""
    assert finding_message(view, finding) == "Een klant schrijft: “[…]” en wacht nog."


def test_without_redaction_the_message_is_quoted_and_linked():
    view, finding = _view(redact=False)
    quote = evidence_quote(view, COMPLAINT)

    assert COMPLAINT.text == quote.text
    assert quote.href is not None
    assert COMPLAINT.url == finding_place(view, finding)
    assert "Al drie weken" in finding_message(view, finding)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://social.example/@annemiek/12", False),
        ("https://social.example/@delindewonen/12", True),
        ("https://social.example/users/annemiek/statuses/12", False),
        ("https://bsky.example/profile/annemiek.example/post/3k", False),
        ("https://bsky.example/profile/did:plc:abc/post/3k", True),
        ("https://x.example/annemiek/status/12", False),
        ("https://x.example/delindewonen/status/12", True),
        ("https://facebook.example/posts/12", True),
        ("https://facebook.example/%40annemiek/posts/12", False),
    ],
)
def test_link_to_a_message_of_a_customer_stays_unless_it_names_the_customer(url: str, kept: bool):
    """Somebody has to find the question to answer it."""
    asked = replace(COMPLAINT, url=url)
    results = replace(dutch(), findings=(replace(dutch().findings[0], evidence=(asked,), place=Place(url=url)),))
    view = overview(results, Options())
    quote = evidence_quote(view, asked)

    assert (quote.href is not None) == kept
    assert bool(finding_place(view, view.findings[0])) == kept
    assert ":~:" not in str(quote.href)


def test_measurement_is_said_once():
    """Its text and its reason are the same sentence, and its label is the first word of both."""
    view, _ = _view(redact=True)
    said = "gemeten: slechts 2 van 15 gehaald (13%, beloofd 90%)"
    quote = evidence_quote(view, Evidence(said, "measured", said))

    assert (quote.text, quote.why) == ("Slechts 2 van 15 gehaald (13%, beloofd 90%).", "")


def test_message_without_date_is_described_without_one():
    view, _ = _view(redact=True)

    assert evidence_quote(view, Evidence("x", "shows", "", author_is_org=False)).text == "Een bericht van een klant"


def test_link_of_a_redacted_text_does_not_hold_the_handle():
    view, _ = _view(redact=True)
    quote = evidence_quote(
        view, post("x", "1", "Beste @klaas, wij hebben het vandaag opgelost", "shows", "", day(1, 1))
    )

    assert "klaas" not in str(quote.href)
    assert "opgelost" in str(quote.href)


def test_sentence_does_not_repeat_the_quotations_that_stand_beside_it():
    """Findings carry both sides in their message; a card shows them as quotations."""
    view, _ = _view(redact=True)
    beside = [
        evidence_quote(view, post("x", "1", "We reageren binnen 2 werkdagen op alles.", "conflicts", "", day(1, 1))),
        evidence_quote(view, post("x", "2", "Binnen 4 uur antwoord.", "repeats", "", day(1, 1))),
    ]
    message = (
        "Op x staat iets anders. Beloofd: ‘Binnen 4 uur antwoord.’. Op x: ‘We reageren binnen 2 werkdagen op alles.’ "
        "(1 januari 2026). De termijn is langer."
    )

    assert without_shown_quotes(message, beside) == "Op x staat iets anders. De termijn is langer."
    assert message == without_shown_quotes(message, [])
    assert without_shown_quotes("Beloofd: ‘Binnen 4 uur antwoord.’", beside) == "Beloofd: ‘Binnen 4 uur antwoord.’"
