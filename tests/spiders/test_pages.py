"""What a page says about itself and where it leads."""

from __future__ import annotations

import json
import time

import pytest

from auditor_spiders.pages import danger, decoded, read

URL = "https://bakker.test/over/"


def test_links_are_taken_in_order_once_and_absolute() -> None:
    page = read(
        "<base href='/nl/'><a href=brood>x</a><a href='/a?utm_source=x'>y</a><a href='brood#1'>z</a><area href=/kaart>"
        "<link rel=alternate hreflang=en href=/en/><link rel=stylesheet href=/s.css><a href='mailto:a@b.test'>m</a>",
        URL,
    )

    assert page.links == (
        "https://bakker.test/nl/brood", "https://bakker.test/a", "https://bakker.test/kaart", "https://bakker.test/en/",
    )  # fmt: skip


def test_links_that_are_not_to_be_followed_are_not() -> None:
    assert read("<a rel='nofollow noopener' href=/a>x</a><a href=/b>y</a>", URL).links == ("https://bakker.test/b",)
    assert read("<meta name=ROBOTS content='noindex, NoFollow'><a href=/b>y</a>", URL).links == ()
    assert read("<meta name=robots content='noindex'><a href=/b>y</a>", URL).links == ("https://bakker.test/b",)


def test_the_canonical_address_is_the_first_one() -> None:
    html = "<link rel=canonical href='../over/?utm_medium=x'><link rel=canonical href=/b>"

    assert read(html, URL).canonical == "https://bakker.test/over/"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("0; url=/nieuw/", "https://bakker.test/nieuw/"),
        ("0;URL='/nieuw/'", "https://bakker.test/nieuw/"),
        ("0, /nieuw/", "https://bakker.test/nieuw/"),
        ("30; url=/nieuw/", None),
        ("30", None),
        ("", None),
    ],
)
def test_a_signpost_is_recognised(content: str, expected: str | None) -> None:
    assert expected == read(f'<meta http-equiv="Refresh" content="{content}">', URL).refresh


def test_profiles_in_the_frame_are_told_from_those_in_the_text() -> None:
    page = read(
        "<p><a href='https://x.com/klant'>een klant</a> <a rel=me href='https://social.test/@jan'>Jan</a></p>"
        "<footer><a href='https://www.linkedin.com/company/bakker/?trk=x'>in</a>"
        "<a href='https://www.facebook.com/sharer/sharer.php?u=1'>deel</a></footer>",
        URL,
    )

    assert page.own_profiles == ("https://linkedin.com/company/bakker",)
    assert page.me_profiles == ("https://social.test/@jan",)
    assert page.other_profiles == ("https://x.com/klant",)


def test_only_an_organisation_speaks_for_the_organisation_in_json_ld() -> None:
    data = {
        "@graph": [
            {"@type": ["Bakery", "LocalBusiness"], "sameAs": ["https://bsky.app/profile/bakker.test", 7]},
            {"@type": "Person", "sameAs": "https://x.com/jan"},
        ]
    }
    page = read(f'<script type="application/ld+json">{json.dumps(data)}</script>', URL)

    assert page.own_profiles == ("https://bsky.app/profile/bakker.test",)
    assert read('<script type="application/ld+json">{kapot</script>', URL).own_profiles == ()


@pytest.mark.parametrize(
    ("body", "header", "expected"),
    [
        ("é".encode(), None, "é"),
        ("é".encode("cp1252"), None, "é"),
        ("é".encode("iso-8859-2"), "text/html; charset=iso-8859-2", "é"),
        (b'<meta charset="windows-1252">\x80', None, "€"),
        ("\ufeffé".encode(), "text/html; charset=iso-8859-1", "é"),
    ],
)
def test_pages_are_decoded_as_a_browser_would(body: bytes, header: str | None, expected: str) -> None:
    assert decoded(body, header).endswith(expected)


def test_what_hangs_a_parser_is_recognised_at_once() -> None:
    bomb = b"<div " + b" ".join(b"a%d=1" % number for number in range(200_000)) + b">"
    started = time.perf_counter()

    assert danger(bomb) == "long-tag"
    assert danger(b"<div>" * 200_000) == "deep"
    assert danger(b"<p>" + b"a" * 1_000_000) is None
    assert danger(b'<img src="data:image/png;base64,' + b"A" * 500_000 + b'=">') is None
    assert time.perf_counter() - started < 1.5
