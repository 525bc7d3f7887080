"""What a channel says makes the verdict of a claim (contract, section 2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from support.channel import NOW, Channel, claim

from auditor.judge import judge
from auditor.model import Encode, PromiseFigures, SourceReport, WebcareFigures

Make = Callable[..., Channel]
REPAIR = "Een kapotte straatlamp maken wij binnen drie werkdagen."


def figures(kept: str, within: int, name: str = "c1") -> tuple[WebcareFigures, ...]:
    promise = PromiseFigures(name, 20, within, within / 20, (0.1, 0.9), kept=kept)  # type: ignore[arg-type]  # a literal
    return (WebcareFigures("forum", 20, 18, 2, 0, 60, 600, 60, 400, promises=(promise,)),)


def test_a_case_that_meets_the_terms_backs(channel: Make):
    made = channel().says("Maandag meldde een buurvrouw een kapotte straatlamp, dinsdagavond was hij al gemaakt.")

    verdict = made.verdict(claim(REPAIR))

    assert (verdict.verdict, verdict.evidence[0].relation) == ("backed", "shows")
    assert "dinsdagavond" in verdict.evidence[0].text


def test_the_same_terms_in_other_units_echo(channel: Make):
    verdict = channel().says("Straatlamp stuk? Wij maken kapotte lampen binnen 3 werkdagen.").verdict(claim(REPAIR))

    assert (verdict.verdict, verdict.evidence[0].relation) == ("echoed", "repeats")


def test_a_hedge_on_equal_terms_is_no_contradiction(channel: Make):
    verdict = (
        channel()
        .says("Wij streven ernaar een kapotte straatlamp binnen drie werkdagen te maken.")
        .verdict(claim(REPAIR))
    )

    assert verdict.verdict == "echoed"


def test_other_terms_contradict_and_the_reason_names_both(channel: Make):
    verdict = channel().says("Een kapotte straatlamp maken wij binnen twee weken.").verdict(claim(REPAIR))

    assert (verdict.verdict, verdict.evidence[0].relation) == ("contradicted", "conflicts")
    assert "3 werkdagen" in verdict.evidence[0].why
    assert "2 weken" in verdict.evidence[0].why


def test_an_earlier_cut_off_contradicts(channel: Make):
    promise = claim("Voor 20.00 uur besteld is de volgende werkdag in huis.")

    verdict = channel().says("Bestel voor 15.00 uur, dan is het de volgende werkdag in huis.").verdict(promise)

    assert verdict.verdict == "contradicted"
    assert "15.00" in verdict.evidence[0].why


def test_a_deadline_that_is_put_off_contradicts(channel: Make):
    promise = claim("Uiterlijk in 2030 zijn al onze daken geïsoleerd.")

    verdict = channel().says("Het isoleren van al onze daken is uitgesteld en duurt tot 2034.").verdict(promise)

    assert verdict.verdict == "contradicted"


def test_a_promise_of_someone_else_says_nothing(channel: Make):
    verdict = (
        channel().says("De gemeente Oostdam maakt een kapotte straatlamp binnen twee weken, meldt de krant.")
    ).verdict(claim(REPAIR))

    assert verdict.verdict not in ("contradicted", "disputed")


def test_a_complaint_alone_is_listed_but_contradicts_nothing(channel: Make):
    made = channel().says(
        "Al drie weken een kapotte straatlamp, nog steeds niet gemaakt binnen drie werkdagen!", by="x"
    )

    verdict = made.verdict(claim(REPAIR))

    assert verdict.verdict == "silent"
    assert [e.relation for e in verdict.evidence] == ["complaint"]
    assert not verdict.evidence[0].author_is_org


def test_what_others_say_and_reposts_back_nothing(channel: Make):
    told = "Maandag een kapotte straatlamp gemeld, woensdag was hij al gemaakt."

    assert channel().says(told, by="x").verdict(claim(REPAIR)).verdict == "silent"
    assert channel().says(told, kind="repost").verdict(claim(REPAIR)).verdict == "silent"


def test_a_reply_of_the_organisation_counts_as_its_word(channel: Make):
    verdict = (
        channel().says("@jan Een kapotte straatlamp maken wij binnen zes weken.", kind="reply").verdict(claim(REPAIR))
    )

    assert verdict.verdict == "contradicted"


def test_what_is_older_than_the_window_stays_listed_and_decides_nothing(channel: Make):
    made = channel().says("Maandag meldde een buurvrouw een kapotte straatlamp, dinsdag was hij gemaakt.", days_ago=500)

    verdict = made.verdict(claim(REPAIR))

    assert verdict.verdict == "silent"
    assert [e.in_window for e in verdict.evidence] == [False]
    assert verdict.why == "Alleen oudere berichten gaan hierover."


def test_below_the_confidence_asked_for_the_judge_abstains(channel: Make):
    made = channel(min_confidence=1.0).says("Een kapotte straatlamp maken wij binnen twee weken.")

    verdict = made.verdict(claim(REPAIR))

    assert verdict.verdict == "silent"
    assert verdict.why.startswith("Niet zeker genoeg")


def test_a_channel_that_could_not_be_read_is_not_silent(channel: Make):
    assert channel(status="unreadable").verdict(claim(REPAIR)).verdict == "unreadable"


def test_a_claim_that_nothing_could_show_is_not_judged(channel: Make):
    made = channel().says("Een kapotte straatlamp maken wij binnen twee weken.")

    assert made.verdict(replace(claim(REPAIR), testable=False)).verdict == "not_verifiable"


ANSWER = "Vragen via Mastodon beantwoorden wij binnen twee uur."


def test_a_promise_about_one_channel_is_silent_on_another(channel: Make):
    made = channel(name="forum", platform="facebook").says("Gisteren beantwoordden wij alle vragen binnen een uur.")

    assert made.verdict(claim(ANSWER)).verdict == "silent"


def test_unless_the_other_channel_states_other_terms_for_it(channel: Make):
    made = channel(platform="facebook").says("Vragen via Mastodon beantwoorden wij binnen drie dagen.")

    assert made.verdict(claim(ANSWER)).verdict == "contradicted"


@pytest.mark.parametrize(
    ("kept", "within", "expected"), [("kept", 19, "backed"), ("broken", 4, "contradicted"), ("undecided", 15, "silent")]
)
def test_measured_behaviour_decides(channel: Make, kept: str, within: int, expected: str):
    made = channel(platform="mastodon")

    verdict = made.verdict(claim(ANSWER), figures(kept, within))

    assert expected == verdict.verdict
    assert (["measured"] if expected != "silent" else []) == [e.relation for e in verdict.evidence]


def test_kept_by_measure_and_contradicted_in_words_is_disputed(channel: Make):
    made = channel(platform="mastodon").says("Vragen via Mastodon beantwoorden wij binnen vier dagen.")

    verdict = made.verdict(claim(ANSWER), figures("kept", 19))

    assert verdict.verdict == "disputed"
    assert [e.relation for e in verdict.evidence] == ["conflicts", "measured"]


def test_english_claims_and_mixed_channels(channel: Make):
    promise = claim("Broken street lights are fixed within three working days.", language="en")
    made = channel(language="en").says("We fix broken street lights within ten working days.")

    verdict = made.verdict(promise)

    assert verdict.verdict == "contradicted"
    assert "working days" in verdict.evidence[0].why


def test_a_post_in_the_other_language_counts(channel: Make):
    product = claim("Met de Klusbak leent u een boormachine van de buurt.", "product")
    made = channel().says("Last month 41 neighbours borrowed a drill from the Klusbak.", language="en")

    assert made.verdict(product).verdict == "backed"


def test_a_long_text_is_quoted_where_it_decides(channel: Make):
    long = " ".join(f"Zin {k} gaat over muziek, taart en het weer op zee." for k in ("een", "twee", "drie") * 6)
    made = channel().says(f"{long} Een kapotte straatlamp maken wij binnen twee weken. {long}")

    verdict = made.verdict(claim(REPAIR))

    assert verdict.verdict == "contradicted"
    assert "straatlamp" in verdict.evidence[0].text
    assert len(verdict.evidence[0].text) < 500


def test_nothing_said_and_nothing_claimed(encode: Encode):
    made = Channel(encode)
    report = SourceReport("forum", "csv", "social", "empty")

    assert made.verdict(claim(REPAIR)).verdict == "silent"
    assert judge([], {"forum": ()}, (report,), (), settings=made.settings(), encode=encode, now=NOW) == ()


def test_the_same_input_gives_the_same_verdicts(channel: Make):
    def once() -> str:
        made = channel().says("Een kapotte straatlamp maken wij binnen twee weken.", "Wij maakten 12 straatlampen.")
        return repr(made.verdict(claim(REPAIR)))

    assert once() == once()


def test_a_single_post_is_judged_as_a_draft_would_be(encode: Encode):
    draft = Channel(encode).says("Een kapotte straatlamp maken wij binnen twee weken.")

    assert draft.verdict(claim(REPAIR)).verdict == "contradicted"
