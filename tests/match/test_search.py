"""Candidates are found by meaning and by words, per claim and source."""

from __future__ import annotations

import pytest

from auditor import match
from auditor.model import Claim, Place, Statement


@pytest.fixture(scope="module")
def encode() -> match.CachedEncode:
    return match.CachedEncode("embedded")


def claim(text: str, name: str = "c1") -> Claim:
    return Claim(name, "promise", text, "nl", 0.9, "site", Place(path="index.html"))


def statements(*texts: str, source: str = "forum") -> tuple[Statement, ...]:
    return tuple(Statement(f"{source}-{k}", t, source, "social", str(k), Place()) for k, t in enumerate(texts))


SMALL_TALK = (
    "De kermis is er weer.", "Fijne feestdagen allemaal!", "Wie heeft mijn sjaal gezien?", "De brug staat open.",
    "Gefeliciteerd met de beker.", "Er ligt sneeuw op de dijk.", "Zondag speelt de fanfare.", "De lift is stuk.",
)  # fmt: skip


def test_a_paraphrase_comes_first(encode: match.CachedEncode):
    pool = statements(*SMALL_TALK, "Reparaties doen wij in drie dagen.")

    found = match.candidates([claim("Binnen drie dagen is uw fiets gemaakt.")], pool, encode, limit=3)["c1"]

    assert found[0].statement.text == "Reparaties doen wij in drie dagen."


def test_a_rare_word_is_enough_where_the_meaning_is_far(encode: match.CachedEncode):
    pool = statements(*SMALL_TALK, "Drie jaar Klompencarrousel, en nog geen blaar!")

    found = match.candidates([claim("Met de Klompencarrousel ruilt u oude schoenen.")], pool, encode, limit=2)["c1"]

    assert any("Klompencarrousel" in candidate.statement.text for candidate in found)


def test_each_source_has_its_own_candidates(encode: match.CachedEncode):
    pool = statements(*SMALL_TALK, "Wij repareren fietsen.") + statements(
        "De fiets is gemaakt.", *SMALL_TALK, source="krant"
    )

    found = match.candidates([claim("Wij repareren uw fiets.")], pool, encode, limit=1)["c1"]

    assert {"forum", "krant"} == {candidate.statement.source for candidate in found}


def test_a_small_pool_is_looked_at_whole(encode: match.CachedEncode):
    pool = statements("Iets heel anders.", "Nog iets.")

    assert len(match.candidates([claim("Wij repareren uw fiets.")], pool, encode, limit=5)["c1"]) == 2


def test_nothing_to_search_finds_nothing(encode: match.CachedEncode):
    assert match.candidates([claim("Wij repareren uw fiets.")], (), encode) == {"c1": ()}
    assert match.candidates([], statements("Iets."), encode) == {}
