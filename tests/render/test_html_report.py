"""The HTML report: complete without scripts, safe with any text, whole in both languages."""

from __future__ import annotations

import re
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup, Tag
from hostile import PAYLOADS, poisoned
from large import many
from sample import CLAIMS_NL, dutch, english

from auditor.model import Place, Results
from auditor.render import Options, render
from auditor.render.sections import SECTIONS
from auditor.render.vocabulary import KINDS, LEVELS, STATUSES, VERDICTS
from auditor.render.words import Words


def html(results: Results | None = None, **options: object) -> str:
    return render(results or dutch(), "html", Options(**options))


def page(results: Results | None = None, **options: object) -> BeautifulSoup:
    return BeautifulSoup(html(results, **options), "lxml")


def text_of(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


def test_sections_stand_in_their_order_each_with_its_question():
    document = page()
    found = document.select("main > section")

    assert [section.id for section in SECTIONS] == [section["id"] for section in found]
    for section, expected in zip(found, SECTIONS, strict=True):
        assert Words("nl").t(expected.question) in section.get_text()
        assert section["aria-labelledby"] == section.h2["id"]


@pytest.mark.parametrize("make", [dutch, english, lambda: many(40, 60)])
def test_structure_is_sound(make: Callable[[], Results]):
    """One h1, no skipped heading level, unique ids, every inner link has its target, landmarks, a language."""
    document = page(make())
    levels = [int(heading.name[1]) for heading in document.find_all(re.compile("^h[1-6]$"))]
    ids = Counter(element["id"] for element in document.find_all(id=True))

    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert [name for name, count in ids.items() if count > 1] == []
    assert [a["href"] for a in document.select("a[href^='#']") if a["href"][1:] not in ids] == []
    assert document.html["lang"] in {"nl", "en"}
    assert all(document.find(name) for name in ("header", "nav", "main", "footer"))
    assert all(table.find("th", scope="col") or "settings" in table["class"] for table in document.find_all("table"))
    assert all(
        region["tabindex"] == "0" and (region.get("aria-label") or region["aria-labelledby"] in ids)
        for region in document.select(".scroll")
    )


def test_policy_allows_the_own_style_and_script_and_nothing_else():
    document = page()
    policy = document.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]

    for kind, tag in (("style", document.style), ("script", document.script)):
        digest = b64encode(sha256(tag.string.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def assert_inert(document: BeautifulSoup) -> None:
    """Nothing but our own style and script, no handler, no style attribute, only http(s) and inner links."""
    assert 1 == len(document.find_all("script")) == len(document.find_all("style"))
    assert not document.find_all(["iframe", "img", "object", "embed", "link", "form", "base", "a:script"])
    for element in document.select("*"):
        assert not [name for name in element.attrs if name.startswith("on") or name in {"style", "src", "srcdoc"}]
    for anchor in document.find_all("a"):
        assert re.match(r"#[\w-]+$|https?://[\w.-]+[/#]", anchor["href"]), anchor["href"]
        if not anchor["href"].startswith("#"):
            assert {"noopener", "noreferrer", "nofollow"} == set(anchor["rel"])


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_stays_text(payload: str, ties: bool):
    written = html(poisoned(payload, ties=ties), redact_third_party=False)
    document = BeautifulSoup(written, "lxml")

    assert_inert(document)
    assert [section.id for section in SECTIONS] == [section["id"] for section in document.select("main > section")]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", written)
    written.encode("utf-8")


def test_hostile_text_is_shown_as_it_is():
    document = page(poisoned("<b>fout</b> {{ 7*7 }}"))

    assert "<b>fout</b> {{ 7*7 }}" in document.select_one("blockquote").get_text()


def test_addresses_that_are_no_web_address_are_no_links():
    claim = replace(CLAIMS_NL[0], place=Place(url="javascript:alert(1)"))
    document = page(replace(dutch(), claims=(claim, *CLAIMS_NL[1:])))

    assert_inert(document)


def test_links_jump_to_the_sentence():
    document = page()
    hrefs = {a["href"] for a in document.select(".cite a, .rel a") if a["href"].startswith("http")}

    assert all("#:~:text=" in href or "#page=" in href for href in hrefs)
    assert any(
        href.startswith("https://www.delinde-wonen.example/duurzaam#:~:text=In%202026%20leggen") for href in hrefs
    )


def test_promise_stands_beside_its_evidence_with_the_difference_marked():
    document = page()
    item = document.find(id="c-b-huur")

    assert text_of(item.select_one(".said mark")) == "nooit hoger dan € 25,-"
    assert text_of(item.select_one(".shown mark")) == "€ 31,-"
    assert "30 mei 2026" in text_of(item.select_one(".shown"))
    assert "niets gevonden: bluesky, linkedin, mastodon, webcare en x" in re.sub(
        r"\s*:\s*", ": ", text_of(item)
    ).replace("niets gevonden bluesky", "niets gevonden: bluesky")


def test_every_channel_of_every_claim_is_a_cell_with_a_word():
    document = page()
    table = document.find(id="the-matrix")
    rows = table.select("tbody tr:not(.kind-row)")
    words = {Words("nl").t(term.word) for term in VERDICTS.values()}

    assert len(CLAIMS_NL) == len(rows)
    assert len(table.select("thead th[scope=col]")) == 10
    for row in rows:
        assert row.find("th", scope="row")
        assert len(row.find_all("td")) == 9
        assert {cell.get_text() for cell in row.find_all("td")} <= words
    assert words == {cell.get_text() for cell in table.find_all("td")} | {"alleen herhaald", "tegenstrijdig"}


def test_reply_times_are_a_table_whose_pictures_say_their_conclusion():
    section = page().find(id="replies")
    pictures = section.find_all("svg")

    assert len(pictures) == 6
    assert all(picture["role"] == "img" and picture["aria-label"] == picture.title.get_text() for picture in pictures)
    assert "59% nagekomen, met 95% zekerheid 42% tot 74%; de norm is 90%." in pictures[3]["aria-label"]
    assert "facebook 43 34 (79%) 6 onbeantwoord 3 nog open 3 uur 32 min" in text_of(section)


def test_every_finding_is_a_card_with_its_parts():
    document = page()
    cards = document.select("#findings .card")
    card = document.find(id="f-17aa01cc3e")

    assert len(dutch().findings) == len(cards)
    assert text_of(card.select_one(".level")) == "fout"
    assert text_of(card.h3) == "Kanaal noemt andere voorwaarden dan de belofte"
    assert len(card.find_all("blockquote")) == 2
    assert "Wat u kunt doen: Kies één bedrag" in text_of(card.select_one(".advice"))
    assert "zeker (92%)" in text_of(card.select_one(".card-foot"))
    assert card.select_one("code.id").get_text() == "17aa01cc3e"


def test_accepted_deviations_stand_apart():
    section = page().find(id="findings")
    heading = next(h3 for h3 in section.find_all("h3") if "Aanvaarde afwijkingen" in h3.get_text())

    assert heading.find_next("article")["id"] == "f-4bf5122f34"
    assert not section.select("#the-findings #f-4bf5122f34")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_word_of_the_results_is_in_the_language(language: str):
    text = text_of(page(language=language))
    words = Words(language)
    terms = [*VERDICTS.values(), *LEVELS.values(), *STATUSES.values(), *KINDS.values()]

    assert [term.word for term in terms if words.t(term.word) not in text] == []


def test_text_in_another_language_says_so_to_a_screen_reader():
    document = page()
    english_quotes = [quote for quote in document.find_all("blockquote") if "first Tuesday" in quote.get_text()]

    assert english_quotes
    assert {"en"} == {quote.get("lang") for quote in english_quotes}
    assert not document.find("blockquote", lang="nl")


def test_customers_are_not_named_or_linked():
    text = html()
    assert "Annemiek" not in text
    assert "@bouwbedrijfvandijk" not in text
    assert "Een klacht van een klant op 3 oktober 2026" in text
    assert "annemiek.dewit" not in text
    open_text = html(redact_third_party=False)
    assert "Annemiek" in open_text
    assert "@bouwbedrijfvandijk" in open_text
    assert "annemiek.dewit" in open_text


def test_what_is_missing_is_named():
    text = text_of(page().find(id="sources"))
    assert "3 bronnen zijn niet helemaal gelezen: brochures, instagram, mastodon." in text
    assert "400 van 1.312" in text
    assert "https://youtube.example/@delindewonen" in text
    assert "Every source was read whole." in text_of(page(english()).find(id="sources"))


def test_results_of_nothing_are_a_whole_report():
    empty = replace(dutch(), sources=(), claims=(), verdicts=(), webcare=(), findings=())
    document = page(empty)

    assert "Er zijn geen claims gevonden" in text_of(document.find(id="summary"))
    assert len(SECTIONS) == len(document.select("main > section"))
    assert len(document.select(".empty")) >= 6


def test_unreadable_channels_only_are_no_contradiction():
    results = dutch()
    verdicts = tuple(replace(v, verdict="unreadable", evidence=()) for v in results.verdicts)

    assert "Geen enkel kanaal kon worden gelezen" in text_of(
        page(replace(results, verdicts=verdicts)).find(id="summary")
    )


def test_title_can_be_chosen():
    assert page(title="Jaaraudit 2026").title.get_text() == "Jaaraudit 2026 – Woonstichting De Linde"


def test_page_of_three_hundred_claims_is_below_one_megabyte():
    written = html(many(300, 300))
    assert len(written.encode()) < 1_000_000
    assert len(BeautifulSoup(written, "lxml").select("#the-matrix tbody tr:not(.kind-row)")) == 300


def test_thousands_of_findings_are_all_there_and_quickly_written():
    results = many(300, 5000)
    started = time.perf_counter()
    written = html(results)

    assert time.perf_counter() - started < 15
    assert len(written.encode()) < 3_000_000
    document = BeautifulSoup(written, "lxml")
    assert 5000 - sum(f.status == "baselined" for f in results.findings) == len(
        document.select("#the-findings [data-level]")
    )
