"""Addresses: only http(s), and a text fragment that a browser finds the sentence with."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import Place
from auditor.render.links import anchor, deep_link, file_place, short_url, text_fragment, web_url


@pytest.mark.parametrize(
    "url",
    [
        None, "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "data:text/html,x", "vbscript:",
        "file:///etc/passwd", "//evil.example", "/relative", "mailto:a@b.example", "https://", "http:///x", "http://[1",
        "https://bank.example@evil.example/", "https://user:secret@site.example/", "java\nscript:alert(1)",
        "http://www.<script>alert(1)</script>.com/", "https://a b.example/", "https://site.example:port/", "https://%/",
    ],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_no_link(url: str | None):
    assert web_url(url) is None
    assert deep_link(url, "text") is None


@pytest.mark.parametrize(
    "url", ["https://münchen.example/a", "http://127.0.0.1:8080/", "http://[::1]:80/a", "https://x.example./"]
)
def test_web_addresses_of_any_kind_are_links(url: str):
    assert web_url(url) is not None


def test_address_cannot_break_out_of_an_attribute():
    assert web_url('https://site.example/"onmouseover=x<>') == "https://site.example/%22onmouseover=x%3C%3E"
    assert web_url("https://site.example/\u202ea") == "https://site.example/%E2%80%AEa"


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("Binnen 24 uur", "text=Binnen%2024%20uur"),
        ("Wij - ja, echt & waar: 24/7!", "text=Wij%20%2D%20ja%2C%20echt%20%26%20waar%3A%2024%2F7%21"),
        ("  twee\n regels ", "text=twee%20regels"),
        ("é€", "text=%C3%A9%E2%82%AC"),
        ("", ""),
    ],
)
def test_separators_of_the_directive_are_encoded(text: str, fragment: str):
    """`-`, `,` and `&` mean something in a text directive, so in the text they are percent-encoded."""
    assert fragment == text_fragment(text)


def test_long_sentence_is_given_by_its_first_and_last_words():
    text = (
        "Een reparatieverzoek dat u vóór 12.00 uur meldt, plannen we binnen 3 werkdagen in; bij lekkage komt er "
        "dezelfde dag iemand langs."
    )
    start, end = (unquote(part) for part in text_fragment(text).removeprefix("text=").split(","))

    assert text.startswith(start)
    assert text.endswith(end)
    assert len(start) + len(end) < len(text) / 1.5


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_fragment_of_any_text_holds_no_separator_but_its_own(text: str):
    fragment = text_fragment(text)
    parts = fragment.removeprefix("text=").split(",")

    assert len(parts) <= 2
    assert all(set(part) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%_.~") for part in parts)


@pytest.mark.parametrize(
    ("url", "page", "link"),
    [
        ("https://a.example/x", None, "https://a.example/x#:~:text=Hoi"),
        ("https://a.example/x#kop", None, "https://a.example/x#kop:~:text=Hoi"),
        ("https://a.example/x#:~:text=Dag", None, "https://a.example/x#:~:text=Dag&text=Hoi"),
        ("https://a.example/gids.pdf", 3, "https://a.example/gids.pdf#page=3"),
        ("https://a.example/gids.PDF#x", 3, "https://a.example/gids.PDF#page=3"),
        ("https://a.example/gids.docx", None, "https://a.example/gids.docx"),
    ],
)
def test_link_opens_at_the_sentence_or_the_page(url: str | None, page: int | None, link: str):
    assert link == deep_link(url, "Hoi", page)


def test_places_are_short_and_readable():
    assert short_url("https://www.delinde.example/huren/?a=b#c") == "delinde.example/huren"
    assert file_place(Place(path="site/x.html", line=3)) == "site/x.html:3"
    assert file_place(Place(url="https://a.example")) == ""


def test_anchor_of_any_id_is_a_plain_word():
    """A pinned claim has the id that a person wrote."""
    assert anchor("c", "reactie-24u") == "c-reactie-24u"
    assert anchor("c", 'x" onload="y').replace("-", "").isalnum()
    assert anchor("c", "met spatie") != anchor("c", "met  spatie")
