"""Claims of the organisation's own that do not go together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from support.channel import Channel, claim

from auditor.judge import owned_conflicts
from auditor.model import Claim, Encode, OwnedConflict, Place

OTHERS = (
    claim("In de Rommelschuur leent u gereedschap van de buren.", "product", "a1"),
    claim("Voor eind 2029 rijden al onze bussen op stroom.", name="a2"),
    claim("Elke wijk krijgt een eigen speeltuin.", name="a3"),
)


def found(encode: Encode, *claims: Claim) -> tuple[OwnedConflict, ...]:
    return owned_conflicts((*claims, *OTHERS), settings=Channel(encode).settings(), encode=encode)


def found_in(year: int, encode: Encode, *claims: Claim) -> tuple[OwnedConflict, ...]:
    now = datetime(year, 6, 1, tzinfo=UTC)
    return owned_conflicts((*claims, *OTHERS), settings=Channel(encode).settings(), encode=encode, now=now)


def elsewhere(given: Claim) -> Claim:
    return replace(given, source="brochures", place=Place(path="folder.pdf", page=2))


def test_other_terms_for_one_thing_on_two_sources_conflict(encode: Encode):
    site = claim("Een verhuisbericht verwerken wij binnen vijf werkdagen.", name="c1")
    folder = elsewhere(claim("Uw verhuisbericht verwerken wij binnen drie weken.", name="c2"))

    pairs = found(encode, site, folder)

    assert [(p.claim_a.id, p.claim_b.id, p.kind) for p in pairs] == [("c1", "c2", "terms")]
    assert "3 weken" in pairs[0].why


def test_what_is_announced_for_later_goes_with_what_holds_now(encode: Encode):
    site = claim("Een verhuisbericht verwerken wij binnen drie weken.", name="c1")
    plan = elsewhere(claim("Vanaf 2028 verwerken wij uw verhuisbericht binnen vijf werkdagen.", name="c2"))

    assert found_in(2026, encode, site, plan) == ()
    assert len(found_in(2029, encode, site, plan)) == 1, "by then it should hold"


def test_two_plans_for_the_same_year_may_conflict(encode: Encode):
    site = claim("Vanaf 2028 verwerken wij een verhuisbericht binnen drie weken.", name="c1")
    plan = elsewhere(claim("Vanaf 2028 verwerken wij uw verhuisbericht binnen vijf werkdagen.", name="c2"))

    assert len(found_in(2026, encode, site, plan)) == 1


def test_from_what_to_what_goes_with_to_what(encode: Encode):
    site = claim("Een pas is nu 90 dagen geldig en vanaf 2028 nog 45 dagen.", name="c1")
    plan = elsewhere(claim("Vanaf 2028 is een pas 45 dagen geldig.", name="c2"))

    assert found_in(2026, encode, site, plan) == ()


def test_the_same_terms_in_other_words_do_not(encode: Encode):
    site = claim("Een verhuisbericht verwerken wij binnen vijf werkdagen.", name="c1")
    folder = elsewhere(claim("Uw verhuisbericht verwerken wij in hooguit 5 werkdagen.", name="c2"))

    assert found(encode, site, folder) == ()


def test_other_terms_for_another_thing_do_not(encode: Encode):
    site = claim("Een verhuisbericht verwerken wij binnen vijf werkdagen.", name="c1")
    folder = elsewhere(claim("Een bouwvergunning behandelen wij binnen acht weken.", name="c2"))

    assert found(encode, site, folder) == ()


def test_terms_side_by_side_on_one_page_were_meant_so(encode: Encode):
    plain = claim("Een paspoort ligt binnen vijf werkdagen klaar.", name="c1")
    urgent = replace(claim("Een paspoort met spoed ligt binnen twee werkdagen klaar.", name="c2"), place=plain.place)

    assert found(encode, plain, urgent) == ()


def test_missions_of_two_sources_that_differ_have_drifted(encode: Encode):
    site = claim("Onze missie is dat ieder kind leert zwemmen.", "mission", "c1")
    folder = elsewhere(claim("Onze missie is het grootste waterpark van het land te worden.", "mission", "c2"))

    pairs = found(encode, site, folder)

    assert [(p.claim_a.id, p.claim_b.id, p.kind) for p in pairs] == [("c1", "c2", "mission")]


def test_a_mission_that_both_sources_have_has_not(encode: Encode):
    site = claim("Onze missie is dat ieder kind leert zwemmen.", "mission", "c1")
    same = replace(site, also_at=(("brochures", Place(path="folder.pdf", page=1)),))
    second = claim("Wij willen ook dat ieder kind een diploma haalt.", "mission", "c2")

    assert found(encode, same, elsewhere(second)) == ()


def test_one_claim_has_nothing_to_conflict_with(encode: Encode):
    assert owned_conflicts(OTHERS[:1], settings=Channel(encode).settings(), encode=encode) == ()
