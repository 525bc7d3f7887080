"""Sitemaps, and what pretends to be one."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor_spiders.sitemaps import Listed, read

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
URLS = (
    f"<?xml version='1.0'?><urlset {NS}><url><loc> https://b.test/a </loc></url><url><loc>https://b.test/b</loc></url>"
)


def test_pages_and_indexes() -> None:
    assert read(f"{URLS}</urlset>".encode()) == Listed(("https://b.test/a", "https://b.test/b"))
    index = f"<sitemapindex {NS}><sitemap><loc>https://b.test/s1.xml.gz</loc></sitemap></sitemapindex>"
    assert read(index.encode()) == Listed((), ("https://b.test/s1.xml.gz",))


def test_a_packed_sitemap_and_one_without_namespace() -> None:
    plain = b"<urlset><url><loc>https://b.test/a</loc></url></urlset>"

    assert read(gzip.compress(plain)) == Listed(("https://b.test/a",))


def test_a_sitemap_that_is_cut_off_gives_what_there_is() -> None:
    assert read(URLS.encode()).pages[0] == "https://b.test/a"


@pytest.mark.parametrize("body", [b"", b"404", b"<html><p>niet gevonden", b"\x1f\x8bkapot", b"<", b"{}"])
def test_what_is_no_sitemap_lists_nothing(body: bytes) -> None:
    assert read(body) == Listed()


def test_entities_and_files_are_not_resolved() -> None:
    doctype = '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    body = f"{doctype}<urlset><url><loc>https://b.test/&x;&b;</loc></url></urlset>"

    assert all("aaaa" not in page for page in read(body.encode()).pages)


def test_a_bomb_is_cut_off() -> None:
    assert read(gzip.compress(b"<urlset>" + b" " * 50_000_000)) == Listed()


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(body: bytes) -> None:
    assert isinstance(read(body), Listed)
