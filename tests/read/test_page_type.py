"""The guess what kind of page a document is, and the dates that documents carry."""

from __future__ import annotations

import pytest

from auditor.read.dates import read_date
from auditor.read.page_type import guessed


@pytest.mark.parametrize(
    ("url", "title", "expected"),
    [
        ("https://molenpad.example/", "Molenpad", "home"),
        ("https://molenpad.example/index.html", None, "home"),
        ("https://molenpad.example/en/", None, "home"),
        ("https://molenpad.example/over-ons/", "Over ons", "about"),
        ("https://molenpad.example/over-ons/missie.html", None, "mission"),
        ("https://molenpad.example/about/our-values", None, "values"),
        ("https://molenpad.example/nieuws/2026/brug-open", "De brug is open", "news"),
        ("https://molenpad.example/werken-bij/tuinman", "Tuinman", "vacancy"),
        ("https://molenpad.example/privacy_verklaring.html", "Privacyverklaring", "legal"),
        ("https://molenpad.example/x/y", "Onze kernwaarden", "values"),
        ("https://molenpad.example/shop/", "Shop", "product"),
        ("https://molenpad.example/iets", "Iets", "other"),
        ("folders/privacy.pdf", "Folder", "legal"),
        (None, "Algemene voorwaarden", "legal"),
    ],
)
def test_page_types(url: str | None, title: str | None, expected: str) -> None:
    assert guessed(url, (title,)) == expected


def test_json_ld_decides_where_nothing_else_does() -> None:
    assert guessed("https://molenpad.example/x", ("X",), ("WebPage", "JobPosting")) == "vacancy"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-03-04", "2026-03-04T00:00:00+00:00"),
        ("2026-03-04T10:00:00+01:00", "2026-03-04T10:00:00+01:00"),
        ("2026-03-04 10:00 +0200", "2026-03-04T10:00:00+02:00"),
        ("Wed, 04 Mar 2026 10:00:00 GMT", "2026-03-04T10:00:00+00:00"),
        ("21-03-2026", "2026-03-21T00:00:00+00:00"),
        ("3-4-2026", None),
        ("binnenkort", None),
        ("", None),
        (None, None),
        ("0001-01-01", None),
    ],
)
def test_dates(value: object, expected: str | None) -> None:
    found = read_date(value)

    assert (found.isoformat() if found else None) == expected
