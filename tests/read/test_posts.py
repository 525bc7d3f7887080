"""Posts: the post stays whole, its statements are the message."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from auditor.model import Post
from auditor.read import from_post, message, statements


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@samira @henk.example Het pad is weer open. ^Lot", "Het pad is weer open."),
        ("Het pad is weer open. /AB", "Het pad is weer open."),
        ("Het pad is weer open.\n\nGroet, Anouk", "Het pad is weer open."),
        ("Het pad is weer open. Groetjes Anouk van Dam", "Het pad is weer open."),
        ("The path is open again. Kind regards, Sam", "The path is open again."),
        ("Het pad is weer open.\nAnouk", "Het pad is weer open."),
        ("Het pad is weer open. Fijne dag!", "Het pad is weer open."),
        ("Het pad is weer open. #park #molenpad", "Het pad is weer open."),
        ("Het #park is weer open. ^LvD #molenpad", "Het #park is weer open."),
        ("RT @molenpad: Het pad is open.", "Het pad is open."),
        ("Het pad is weer open.\nBedankt", "Het pad is weer open.\nBedankt"),
        ("Wij waren bij Groet, Anouk ook.", "Wij waren bij Groet, Anouk ook."),
        ("#park #molenpad", "#park #molenpad"),
        ("@samira", "@samira"),
        ("Prijs: 10/20 euro", "Prijs: 10/20 euro"),
    ],
)
def test_message_leaves_out_address_signature_and_hashtags(text: str, expected: str) -> None:
    assert message(text) == expected


def post(text: str, **more: object) -> Post:
    values = {"url": "https://social.example/1", "lang": "en", **more}
    return Post(
        "sociaal",
        "mastodon",
        "molenpad",
        "1",
        text,
        datetime(2026, 5, 1, tzinfo=UTC),
        "org",
        author_is_org=True,
        **values,
    )


def test_a_post_becomes_a_document_with_its_paragraphs() -> None:
    written = post("@ria Dank voor uw tip!\n\nWij kijken ernaar en u hoort van ons. ^Lot", title="Antwoord aan Ria")
    document = from_post(written, role="social", languages=("nl", "en"))

    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "Antwoord aan Ria"),
        ("paragraph", "Dank voor uw tip!"),
        ("paragraph", "Wij kijken ernaar en u hoort van ons."),
    ]
    assert document.post is written
    assert document.published == written.created_at
    assert document.blocks[2].language == "nl"


def test_statements_of_a_post_carry_the_post_and_its_address() -> None:
    found = statements(
        from_post(
            post("Zie https://molenpad.example/agenda?dag=2.1 voor meer. Tot dan!"), role="social", languages=("nl",)
        )
    )

    assert [statement.text for statement in found] == [
        "Zie https://molenpad.example/agenda?dag=2.1 voor meer.",
        "Tot dan!",
    ]
    assert {statement.place.url for statement in found} == {"https://social.example/1"}
    assert all(statement.post is not None for statement in found)
