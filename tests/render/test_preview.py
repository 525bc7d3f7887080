"""How an export was understood, in lines that anyone can check."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from auditor.model import Post
from auditor.render import preview
from auditor.render.preview import View
from auditor.render.words import Words

ENGLISH, DUTCH = Words("en"), Words("nl")
VIEW = View("Europe/Amsterdam", ENGLISH)
AT = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)


def post(number: int, text: str, *, own: bool = True, **fields: Any) -> Post:
    """Return a message, one minute later than the one before."""
    return Post(
        source="x", platform="x", account="molen", id=str(number), text=text, created_at=AT + timedelta(minutes=number),
        author_id="molen" if own else "anon-1", author_is_org=own, **fields,
    )  # fmt: skip


POSTS = [
    post(1, "Hoe laat\nopen?", own=False, kind="dm"),
    post(2, "Om [bold]tien[/] uur. \x1b[31m", kind="reply", parent_id="1"),
    post(3, "Ook hier", kind="reply", parent_id="weg"),
    post(4, "w" * 200, title="Kop"),
    post(5, "RT", own=False, kind="repost"),
]


def test_what_there_is_in_all() -> None:
    assert list(preview.summary(POSTS, VIEW)) == [
        "In all: 5. By the organisation: 1 post, 2 replies and 1 repost. By others: 1.",
        "Answers: 2, of which 1 with the time of what they answer.",
        "From 2026-05-04 10:01 to 2026-05-04 10:05 (Europe/Amsterdam).",
    ]
    assert list(preview.summary([], VIEW)) == ["No messages."]


def test_the_first_rows() -> None:
    rows = preview.rows(POSTS, VIEW)

    assert rows[0] == ("2026-05-04 10:01", "other", "private message", "", "[…]")
    assert rows[1] == ("2026-05-04 10:02", "own", "reply", "2026-05-04 10:01", "Om [bold]tien[/] uur.")
    assert rows[2][3] == "?"
    assert rows[3][4].startswith("Kop: www")
    assert len(rows[3][4]) == 80
    assert preview.rows(POSTS, View("UTC", ENGLISH, others=True))[0][4] == "Hoe laat open?"


def test_as_text_and_as_a_table() -> None:
    rows = preview.rows(POSTS, VIEW)

    assert preview.plain(rows, ENGLISH).splitlines()[0].split() == ["time", "by", "what", "answers", "text"]
    table = preview.framed(rows, 100, ENGLISH)
    assert "Om [bold]tien[/] uur." in table
    assert max(map(len, table.splitlines())) <= 100


def test_in_the_language_of_the_report() -> None:
    view = View("Europe/Amsterdam", DUTCH)

    assert list(preview.summary(POSTS, view)) == [
        "Samen: 5. Van de organisatie: 1 bericht, 2 antwoorden en 1 gedeeld bericht. Van anderen: 1.",
        "Antwoorden: 2, waarvan 1 met het tijdstip van wat ze beantwoorden.",
        "Van 2026-05-04 10:01 tot 2026-05-04 10:05 (Europe/Amsterdam).",
    ]
    header, first, *_ = preview.plain(preview.rows(POSTS, view), DUTCH).splitlines()
    assert header.split() == ["tijd", "van", "wat", "antwoord", "op", "tekst"]
    assert first.split()[2:4] == ["ander", "privébericht"]
