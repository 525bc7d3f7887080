"""The text of small HTML, and who is named in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.pseudonyms import pseudonym
from auditor_spiders.markup import to_text
from auditor_spiders.people import People


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Gewoon", "Gewoon"),
        ("a &amp; b", "a & b"),
        ("3 < 4 en 5 > 2", "3 < 4 en 5 > 2"),
        ("<p>Een</p><p>Twee</p>", "Een\n\nTwee"),
        ("een<br>twee<br/>drie", "een\ntwee\ndrie"),
        ("<p>Een\n  regel</p>", "Een regel"),
        ('<a href="x">link</a>ed', "linked"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<script>x()</script><style>p{}</style>tekst<!-- niets -->", "tekst"),
        ("<b>vet</b> en <i>schuin</i>", "vet en schuin"),
        ("<p>&nbsp;wit&nbsp; </p>", "wit"),
        ("<p></p><div><br><br><br></div>", ""),
        ("<p>open", "open"),
        ("", ""),
    ],
)
def test_to_text(html: str, text: str) -> None:
    assert text == to_text(html)


def test_deep_nesting_is_no_danger() -> None:
    assert "x" in to_text("<div>" * 20_000 + "x")


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_text_gives_tidy_text(text: str) -> None:
    found = to_text(text)

    assert found == found.strip()
    assert "\n\n\n" not in found


def people() -> People:
    return People.of("molen", ("molen", "@Molen_Help", None, ""), lambda name: pseudonym(name, b"key"))


def test_own_accounts_are_known_however_they_are_written() -> None:
    who = people()

    assert all(map(who.is_own, ["molen", "@molen", "MOLEN", "@molen_help"]))
    assert not any(map(who.is_own, ["molenaar", "", None]))
    assert who.name("@Molen_Help") == "molen"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@molen hoi", ["molen"]),
        ("Vraag @molen_help.", ["molen"]),
        ("(@an.v) en @an.v!", ["an.v"]),
        ("@info@molen.example", ["info@molen.example"]),
        ("mail info@molen.example", []),
        ("https://x.example/@an", []),
        ("@ niets", []),
    ],
)
def test_who_is_named(text: str, named: list[str]) -> None:
    who = people()

    assert tuple(map(who.name, named)) == who.named_in(text)


def test_pseudonyms() -> None:
    """One person has one pseudonym per key, however the handle is written; without the key it cannot be guessed."""
    assert pseudonym("@An", b"1") == pseudonym("an ", b"1")
    assert pseudonym("an", b"1") != pseudonym("an", b"2")
    assert pseudonym("an", b"1") != pseudonym("bo", b"1")
    assert "an" not in pseudonym("an", b"1").removeprefix("anon-")
