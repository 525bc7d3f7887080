"""Words broken at a line end: the breaking hyphen goes, the hyphen of a compound stays."""

from __future__ import annotations

from collections import Counter

import pytest

from auditor.read.hyphens import Words, joined, vocabulary


@pytest.mark.parametrize(
    ("lines", "language", "expected"),
    [
        (["de onder-", "houdsploeg"], "nl", "de onderhoudsploeg"),
        (["bij een auto-", "ongeluk"], "nl", "bij een auto-ongeluk"),
        (["een zee-", "egel"], "nl", "een zee-egel"),
        (["de in-", "en uitgang"], "nl", "de in- en uitgang"),
        (["voor- of", "nadeel"], "nl", "voor- of nadeel"),
        (["het EU-", "COVID-bewijs"], "nl", "het EU-COVID-bewijs"),
        (["een CO\u2010", "VID-test"], "nl", "een COVID-test"),
        (["de mRNA-", "vaccins"], "nl", "de mRNA-vaccins"),
        (["een T-", "shirt"], "nl", "een T-shirt"),
        (["in Noord-", "Holland"], "nl", "in Noord-Holland"),
        (["tussen 9-", "17 uur"], "nl", "tussen 9-17 uur"),
        (["wij ver\u00ad", "volgen"], "nl", "wij vervolgen"),
        (["the self-", "service desk"], "en", "the self-service desk"),
        (["the mainte-", "nance crew"], "en", "the maintenance crew"),
        (["pre-", "and post-war"], "en", "pre- and post-war"),
    ],
)
def test_without_knowing_the_words(lines: list[str], language: str, expected: str) -> None:
    assert joined(lines, Words(Counter(), language)) == expected


def test_the_document_knows_its_own_words() -> None:
    known = vocabulary(["het Noord-Hollandse duin en het binnenpad, de member-owned bank", "owned by a member"])

    assert joined(["een binnen-", "pad"], Words(known, "nl")) == "een binnenpad"
    assert joined(["a member-", "owned club"], Words(known, "en")) == "a member-owned club"


def test_english_pairs_of_known_words_keep_their_hyphen() -> None:
    assert joined(["a water-", "tight lid"], Words(Counter({"water": 2, "tight": 1}), "en")) == "a water-tight lid"
