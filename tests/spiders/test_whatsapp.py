"""Chats exported from WhatsApp: both telephones, two languages, and dates that could be two days."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.exports import expected_of, make_context, make_source, notes_of, posts_of, zipped

from auditor.errors import CollectError
from auditor.model import Post
from auditor.settings.model import Organisation, Settings
from auditor.webcare import conversations
from auditor_spiders import whatsapp_lines
from auditor_spiders.whatsapp import read
from auditor_spiders.whatsapp_lines import AmbiguousDaysError, Line

ANDROID = """\
25-06-26 09:00 - Berichten en oproepen zijn end-to-end versleuteld. Tik voor meer informatie.
25-06-26 09:15 - Klant: Hoe laat zijn jullie open?
25-06-26 09:31 - De Molen: Goedemorgen! We zijn open van 9:00
tot 17:00 uur.

Groet, Anna
25-06-26 09:32 - Klant: <Media weggelaten>
25-06-26 09:33 - Klant: Top <Dit bericht is bewerkt>
25-06-26 09:34 - De Molen: Dit bericht is verwijderd
25-06-26 09:35 - Klant heeft het onderwerp gewijzigd van "Vraag: open" naar "Meel"
"""
IOS = """\
[25-06-26, 09:00:00] De Molen: \u200eBerichten en gesprekken zijn end-to-end versleuteld.
[25-06-26, 09:15:10] ~\u202fKlant: Hoe laat zijn jullie open?
\u200e[25-06-26, 09:16:00] Klant: \u200eafbeelding weggelaten
[25-06-26, 09:31:40] De Molen: Vanaf negen uur.
"""


def collect(folder: Path, content: str | bytes, name: str = "WhatsApp-chat met Klant.txt", **fields: Any) -> list[Any]:
    """Return what the reader yields for a chat with this content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read(make_source("whatsapp", path, **fields), make_context(folder)))


def told(items: list[Any]) -> list[tuple[str, bool, str]]:
    """Return time, side and text of the posts."""
    return [(f"{post.created_at:%d %H:%M:%S}", post.author_is_org, post.text) for post in posts_of(items)]


def test_a_chat_of_android_in_dutch(tmp_path: Path) -> None:
    found = collect(tmp_path, ANDROID)
    asked, answer = posts_of(found)[:2]

    assert told(found) == [
        ("25 07:15:00", False, "Hoe laat zijn jullie open?"),
        ("25 07:31:00", True, "Goedemorgen! We zijn open van 9:00\ntot 17:00 uur.\n\nGroet, Anna"),
        ("25 07:32:00", False, ""),
        ("25 07:33:00", False, "Top"),
    ]
    assert (answer.parent_id, answer.root_id) == (asked.id, asked.root_id)
    assert {post.kind for post in posts_of(found)} == {"dm"}
    assert expected_of(found) == 4


def test_a_chat_of_ios(tmp_path: Path) -> None:
    assert told(collect(tmp_path, IOS)) == [
        ("25 07:15:10", False, "Hoe laat zijn jullie open?"),
        ("25 07:16:00", False, ""),
        ("25 07:31:40", True, "Vanaf negen uur."),
    ]


def test_reply_times(tmp_path: Path) -> None:
    path = tmp_path / "WhatsApp-chat met Klant.txt"
    posts = posts_of(collect(tmp_path, ANDROID))
    source = make_source("whatsapp", path)
    settings = Settings(organisation=Organisation(name="De Molen"), sources=(source,))

    (conversation,) = conversations(posts, source, settings, datetime(2026, 7, 1, tzinfo=UTC))

    assert (conversation.state, conversation.minutes) == ("answered", 16)


def test_nobody_can_be_recognised(tmp_path: Path) -> None:
    """Neither by name nor by the name of the file."""
    for post in posts_of(collect(tmp_path, ANDROID.replace("Klant:", "+31 6 1234 5678:"))):
        fields = f"{post.author_id} {post.root_id} {post.parent_id} {post.id}"
        assert "1234" not in fields
        assert "Klant" not in fields


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["6/25/26, 9:15 AM - An: a"], "2026-06-25T09:15"),
        (["6/25/26, 12:15 AM - An: a"], "2026-06-25T00:15"),
        (["25/06/2026, 9:15 p. m. - An: a"], "2026-06-25T21:15"),
        (["[6/25/26, 9:15:01\u202fPM] An: a"], "2026-06-25T21:15"),
        (["25.06.26, 09:15 - An: a"], "2026-06-25T09:15"),
        (["2026-06-05 09:15 - An: a"], "2026-06-05T09:15"),
        (["05-06-26 09:15 - An: a"], "2026-06-05T09:15"),
        (["[05-06-2026 09:15:00] An: a"], "2026-06-05T09:15"),
        (["05/05/26, 09:15 - An: a"], "2026-05-05T09:15"),
        # The order of the messages tells: 2 January after 11 February, or 1 February before 2 November.
        (["01/02/26, 09:15 - An: a", "02/11/26, 09:15 - An: b", "03/01/26, 9:15 - An: c"], "2026-01-02T09:15"),
        (["01/02/26, 09:15 - An: a", "11/02/26, 09:15 - An: b", "01/03/26, 9:15 - An: c"], "2026-02-01T09:15"),
    ],
)
def test_dates_and_clocks(lines: list[str], expected: str) -> None:
    style = whatsapp_lines.style(lines)

    assert next(whatsapp_lines.messages(lines, style)).at.isoformat()[:16] == expected


def test_dates_that_can_be_two_days_are_refused(tmp_path: Path) -> None:
    content = "05/06/26, 09:15 - An: a\n06/07/26, 09:20 - De Molen: b\n"

    with pytest.raises(CollectError, match="in two ways") as caught:
        collect(tmp_path, content)

    assert 'date_format: "%d/%m/%y"    # %m/%d/%y' in str(caught.value)
    (first, _) = posts_of(collect(tmp_path, content, columns={"date_format": "%m/%d/%y"}))
    assert first.created_at.isoformat() == "2026-05-06T07:15:00+00:00"


def test_dates_of_two_orders_are_no_chat() -> None:
    with pytest.raises(whatsapp_lines.NoChatError):
        whatsapp_lines.style(["25/06/26, 09:15 - An: a", "06/25/26, 09:15 - An: b"])
    with pytest.raises(AmbiguousDaysError):
        whatsapp_lines.style(["01/02/26, 09:15 - An: a"])


def test_the_hour_that_comes_twice(tmp_path: Path) -> None:
    content = "".join(
        f"25-10-26 {clock} - {who}: a\n"
        for clock, who in [("01:50", "An"), ("02:10", "An"), ("02:50", "An"), ("02:05", "De Molen"), ("02:40", "An")]
    )

    assert [f"{post.created_at:%H:%M}" for post in posts_of(collect(tmp_path, content))] == [
        "23:50", "00:10", "00:50", "01:05", "01:40",
    ]  # fmt: skip


def test_english_words_and_attachments(tmp_path: Path) -> None:
    content = (
        "25/06/26, 09:15 - An: IMG-20260625-WA0001.jpg (file attached)\nLook at this\n"
        "25/06/26, 09:16 - An: <attached: 0001-PHOTO.jpg>\n25/06/26, 09:17 - An: This message was deleted.\n"
        "25/06/26, 09:18 - An: Better <This message was edited>\n25/06/26, 09:19 - An: sticker omitted today\n"
    )

    assert [post.text for post in posts_of(collect(tmp_path, content))] == [
        "Look at this", "", "Better", "sticker omitted today",
    ]  # fmt: skip


def test_a_zip_and_a_folder_hold_several_chats(tmp_path: Path) -> None:
    files = {"WhatsApp-chat met An.txt": ANDROID, "WhatsApp-chat met Bo.txt": IOS, "leesmij.txt": "Niets te zien."}
    folder = tmp_path / "chats"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    (folder / "elders.txt").symlink_to("/etc/passwd")

    context = make_context(tmp_path)
    by_zip = list(read(make_source("whatsapp", zipped(tmp_path / "c.zip", dict(files))), context))
    by_folder = list(read(make_source("whatsapp", folder), context))

    assert by_zip == by_folder
    assert len({post.root_id for post in posts_of(by_zip)}) == 2
    assert len(posts_of(by_zip)) == 7


def test_what_is_no_chat_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CollectError, match="holds no WhatsApp chat"):
        collect(tmp_path, "Beste klant,\n\nDit is een brief.\n")
    with pytest.raises(CollectError, match="zero bytes"):
        collect(tmp_path, b"\x00\x01\x02" * 1000)
    with pytest.raises(CollectError, match="a line of more than"):
        collect(tmp_path, ANDROID.encode() + b"a" * (2 * 1024**2))
    with pytest.raises(CollectError, match="is empty"):
        collect(tmp_path, b"")
    with zipfile.ZipFile(tmp_path / "leeg.zip", "w"), pytest.raises(CollectError):
        list(read(make_source("whatsapp", tmp_path / "weg.txt"), make_context(tmp_path)))


def test_the_organisation_must_be_known(tmp_path: Path) -> None:
    found = collect(tmp_path, ANDROID.replace("De Molen:", "Anna:"), accounts=("molen",))

    assert "None of the 2 authors" in notes_of(found)
    assert not any(post.author_is_org for post in posts_of(found))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    assert len(posts_of(collect(tmp_path, ANDROID.encode(encoding)))) == 4


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80).filter(
    lambda text: not text.startswith("\u200e")
)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.booleans(), st.lists(WORDS, min_size=1, max_size=3)), min_size=1, max_size=8),
    st.sampled_from(
        ["{0:%d-%m-%y %H:%M} - {1}: {2}", "[{0:%d/%m/%Y, %H:%M:%S}] {1}: {2}", "{0:%m/%d/%y, %I:%M %p} - {1}: {2}"]
    ),
)
def test_any_text_survives(talk: list[tuple[bool, list[str]]], form: str) -> None:
    at = datetime(2026, 5, 31, 9, 0)  # noqa: DTZ001 - chats hold local times
    chat, expected = "", []
    for number, (own, parts) in enumerate(talk):
        author = "De Molen" if own else "An"
        moment = at + timedelta(minutes=number)
        chat += form.format(moment, author, "\n".join(parts)) + "\n"
        expected.append(Line(moment, author, "\n".join(parts).lstrip(whatsapp_lines._MARKS).strip()))
    lines = [line + "\n" for line in chat.split("\n")[:-1]]

    found = list(whatsapp_lines.messages(lines, whatsapp_lines.style(lines)))

    assert found == expected


def test_arrival_in_order_gives_the_same_again(tmp_path: Path) -> None:
    first: list[Post] = posts_of(collect(tmp_path, ANDROID))

    assert first == posts_of(collect(tmp_path, ANDROID))
    longer = ANDROID + "26-06-26 10:00 - Klant: En morgen?\n"
    assert posts_of(collect(tmp_path, longer))[: len(first)] == first
