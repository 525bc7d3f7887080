"""What belongs to a website."""

from __future__ import annotations

import pytest

from auditor_spiders.site import Site, registered_domain, twin


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("www.bakker.co.uk", "bakker.co.uk"),
        ("a.b.bakker.nl", "bakker.nl"),
        ("bakker.github.io", "bakker.github.io"),
        ("www.bakker.example", "bakker.example"),
        ("127.0.0.1", "127.0.0.1"),
        ("localhost", "localhost"),
    ],
)
def test_the_registered_domain(host: str, expected: str) -> None:
    assert expected == registered_domain(host)


def test_only_www_is_the_same_site_by_custom() -> None:
    assert twin("bakker.nl") == "www.bakker.nl"
    assert twin("www.bakker.nl") == "bakker.nl"
    assert twin("shop.bakker.nl") is None
    assert twin("127.0.0.1") is None
    assert twin("localhost") is None


def test_subdomains_count_only_when_listed() -> None:
    site = Site("https://www.bakker.nl/", ("shop", "Werken.Bakker.nl", "elders.nl"))

    assert site.hosts == ("bakker.nl", "shop.bakker.nl", "werken.bakker.nl", "www.bakker.nl")
    assert site.refused == ("elders.nl",)
    assert site.own("https://shop.bakker.nl/x") == "https://shop.bakker.nl/x"
    assert site.own("https://intern.bakker.nl/x") is None


def test_one_spelling_of_scheme_and_host_after_the_first_visit() -> None:
    site = Site("http://bakker.nl/")
    site.settle("https://www.bakker.nl/nl/")

    assert site.own("http://bakker.nl/x?y=1") == "https://www.bakker.nl/x?y=1"
    assert site.own("https://www.bakker.nl/x") == "https://www.bakker.nl/x"


def test_another_port_is_another_server() -> None:
    site = Site("http://127.0.0.1:8000/")

    assert site.own("http://127.0.0.1:9000/") is None
    assert site.own("http://127.0.0.1/") is None
    assert site.origins() == ("http://127.0.0.1:8000",)
    assert Site("https://bakker.nl").own("https://bakker.nl:8443/") is None


def test_a_preview_on_this_machine_knows_where_it_will_be_published() -> None:
    site = Site("http://127.0.0.1:8000/")
    site.publish("https://www.bakker.nl/over/")

    assert site.own("https://bakker.nl/contact/?a=1") == "http://127.0.0.1:8000/contact/?a=1"
    assert site.own("https://elders.nl/") is None


def test_a_real_site_is_no_preview() -> None:
    site = Site("https://bakker.nl/")
    site.publish("https://elders.nl/")

    assert site.own("https://elders.nl/") is None


@pytest.mark.parametrize("start", ["", "bakker.nl", "file:///etc", "ftp://bakker.nl"])
def test_a_start_that_is_no_address_is_refused(start: str) -> None:
    with pytest.raises(ValueError, match="not an http"):
        Site(start)
