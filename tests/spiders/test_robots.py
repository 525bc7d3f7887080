"""robots.txt is read as RFC 9309 has it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor_spiders.robots import ALLOW_ALL, FORBID_ALL, MAX_BYTES, parse

HOST = "https://bakker.test"


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("", "/", True),
        ("User-agent: *\nDisallow:", "/x", True),
        ("User-agent: *\nDisallow: /", "/x", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("User-agent: *\nDisallow: /a", "/abc", False),
        ("User-agent: *\nDisallow: /A", "/abc", True),
        # our own group counts alone, in any case, with a version behind it
        ("User-agent: *\nDisallow: /\n\nUser-agent: Auditor/2.0\nDisallow: /privé", "/x", True),
        ("User-agent: auditorbot\nDisallow: /", "/x", True),
        # several groups of one token are one; a header may name several
        ("User-agent: auditor\nDisallow: /a\n\nUser-agent: auditor\nDisallow: /b", "/b", False),
        ("User-agent: x\nUser-agent: auditor\nDisallow: /b", "/b", False),
        ("User-agent: auditor\nSitemap: https://b.test/s.xml\nDisallow: /b", "/b", False),
        # the longest rule wins, Allow wins a draw
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        # special characters
        ("User-agent: *\nDisallow: /*.pdf$", "/x/folder.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/folder.pdf?v=1", True),
        ("User-agent: *\nDisallow: /*?", "/x?y", False),
        ("User-agent: *\nDisallow: /a*b*c", "/axxbyyc", False),
        ("User-agent: *\nDisallow: /a*b*c$", "/abcc", False),
        ("User-agent: *\nDisallow: /a*bb$", "/ab", True),
        ("User-agent: *\nDisallow: /$", "/", False),
        ("User-agent: *\nDisallow: /$", "/x", True),
        # one spelling of encoded characters
        ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
        ("User-agent: *\nDisallow: /café", "/caf%c3%a9", False),
        ("User-agent: *\nDisallow: /%7Ejan", "/~jan", False),
        ("User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
        # sloppy files
        ("\ufeffUser-agent: *\r\nDisallow: /x # geheim\r\n", "/x", False),
        ("USER-AGENT:*\rDISALLOW:/x", "/x", False),
        ("Disallow: /", "/x", True),
        ("<html><body>niet gevonden</body></html>", "/x", True),
    ],
)
def test_rules(rules: str, path: str, allowed: bool) -> None:
    assert allowed is parse(rules.encode(), "auditor").allows(HOST + path)


def test_sitemaps_and_pause_are_read() -> None:
    found = parse(b"Sitemap: https://b.test/1.xml\nUser-agent: *\nCrawl-delay: 2.5\nsitemap: /2.xml", "auditor")

    assert found.sitemaps == ("https://b.test/1.xml", "/2.xml")
    assert found.crawl_delay == 2.5


@pytest.mark.parametrize("value", ["-1", "nan", "inf", "snel", ""])
def test_a_pause_that_is_none_is_ignored(value: str) -> None:
    assert parse(f"User-agent: *\nCrawl-delay: {value}".encode(), "auditor").crawl_delay is None


def test_all_and_nothing() -> None:
    assert ALLOW_ALL.allows(HOST)
    assert not FORBID_ALL.allows(HOST)


def test_what_lies_behind_the_limit_does_not_count() -> None:
    padding = b"#" * MAX_BYTES + b"\n"

    assert parse(b"User-agent: *\nDisallow: /a\n" + padding + b"Disallow: /b", "auditor").allows(HOST + "/b")


def test_a_huge_file_of_nasty_rules_takes_no_time() -> None:
    nasty = b"".join(b"Disallow: /*a*a*a*a*a*b%d\n" % number for number in range(400_000))
    rules = parse(b"User-agent: *\n" + nasty, "auditor")
    started = time.perf_counter()

    assert rules.allows(HOST + "/" + "a" * 2000)
    assert time.perf_counter() - started < 2


@given(st.binary(max_size=200), st.text(max_size=40))
def test_no_bytes_break_the_parser(content: bytes, path: str) -> None:
    assert parse(content, "auditor").allows(f"{HOST}/{path}") in (True, False)
