"""One spelling per address, and no address space without end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor_spiders.addresses import MAX_LENGTH, canonical, is_trap, joined, origin, shape, target


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://bakker.test", "https://bakker.test/"),
        ("HTTPS://WWW.Bakker.TEST:443/Brood", "https://www.bakker.test/Brood"),
        ("http://bakker.test:8080/", "http://bakker.test:8080/"),
        ("https://bakker.test/a/./b/../c//d", "https://bakker.test/a/c/d"),
        ("https://bakker.test/over-ons/index.html", "https://bakker.test/over-ons/"),
        ("https://bakker.test/index.htm?lang=nl", "https://bakker.test/?lang=nl"),
        ("https://bakker.test/brood#wit", "https://bakker.test/brood"),
        ("https://naam:geheim@bakker.test/", "https://bakker.test/"),
        ("https://bakker.test/?utm_source=x&soort=wit&gclid=1&fbclid", "https://bakker.test/?soort=wit"),
        ("https://bakker.test/a;jsessionid=0F?PHPSESSID=1", "https://bakker.test/a"),
        ("https://bakker.test/?sid=3", "https://bakker.test/?sid=3"),
        ("https://bakker.test/?sid=0123456789abcdef01", "https://bakker.test/"),
        ("https://bakker.test/%7ejan/caf%c3%a9", "https://bakker.test/~jan/caf%C3%A9"),
        ("https://bakker.test/café?naam=é", "https://bakker.test/caf%C3%A9?naam=%C3%A9"),
        ("https://bäcker.test/", "https://xn--bcker-gra.test/"),
        ("https://bakker.test/100%", "https://bakker.test/100%25"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x"),
    ],
)
def test_an_address_has_one_spelling(url: str, expected: str) -> None:
    assert expected == canonical(url)


@pytest.mark.parametrize(
    "url",
    ["", "brood", "ftp://bakker.test/", "file:///etc/hostname", "javascript:void(0)", "mailto:a@b.test", "data:,x",
     "https://", "https:///x", "http://bakker.test:99999/", "http://[::1/", "http://a b.test/", "https://" + "a" * 300],
)  # fmt: skip
def test_what_is_no_web_page_has_none(url: str) -> None:
    assert canonical(url) is None


def test_an_address_that_is_too_long_is_left_out() -> None:
    assert canonical("https://bakker.test/" + "a" * MAX_LENGTH) is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_spelling_of_a_spelling_is_itself(path: str, query: str) -> None:
    once = canonical(f"https://bakker.test/{path}?{query}")

    assert once is None or once == canonical(once)


@given(st.text(max_size=80))
def test_no_text_on_a_page_breaks_a_link(href: str) -> None:
    found = joined("https://bakker.test/a/", href)

    assert found is None or found.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("../brood/", "https://bakker.test/brood/"),
        ("//elders.test/x", "https://elders.test/x"),
        ("?pagina=2", "https://bakker.test/over/?pagina=2"),
        ("#boven", None),
        ("  contact\n", "https://bakker.test/over/contact"),
        ("file:///etc/passwd", None),
    ],
)
def test_a_link_counts_from_its_page(href: str, expected: str | None) -> None:
    assert expected == joined("https://bakker.test/over/", href)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://b.test/nieuws/2026/03/bericht/", False),
        ("https://b.test/a/a/b/", False),
        ("https://b.test/a/a/a/", True),
        ("https://b.test/x/nl/en/nl/en/nl/en", True),
        ("https://b.test" + "/s" * 1, False),
        ("https://b.test/" + "/".join(f"s{number}" for number in range(25)), True),
    ],
)
def test_a_path_that_repeats_or_never_ends_is_a_trap(url: str, expected: bool) -> None:
    assert expected is is_trap(url)


def test_pages_of_a_calendar_have_one_shape() -> None:
    assert shape("https://b.test/agenda/2026/03/?dag=1&zaal=2") == shape("https://b.test/agenda/2031/11/?zaal=9&dag=7")
    assert shape("https://b.test/a?x=1") != shape("https://b.test/a?y=1")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://b.test/folder.PDF", "brochure"),
        ("https://b.test/a.docx?v=2", "brochure"),
        ("https://b.test/foto.JPG", "other"),
        ("https://b.test/feed.xml", "other"),
        ("https://b.test/over-ons", "page"),
        ("https://b.test/contact.php?x=1", "page"),
        ("https://b.test/versie-1.2/", "page"),
    ],
)
def test_the_ending_tells_what_is_worth_a_visit(url: str, expected: str) -> None:
    assert expected == target(url)


def test_an_origin_has_its_port_written_out() -> None:
    assert origin("https://Bakker.test/x") == "https://bakker.test:443"
    assert origin("http://127.0.0.1:8000/") == "http://127.0.0.1:8000"
    with pytest.raises(ValueError, match="not an http"):
        origin("ftp://bakker.test/")
