"""The HTML report: complete without scripts, safe with any text, whole in both languages."""

from __future__ import annotations

import re
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from hashlib import sha256
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup, Tag
from hostile import PAYLOADS, poisoned
from large import many
from sample import CLAIMS_NL, dutch, english

from auditor.model import Acceptance, Place, Results
from auditor.render import Options, render
from auditor.render.sections import SECTIONS
from auditor.render.vocabulary import KINDS, LEVELS, STATUSES, VERDICTS
from auditor.render.words import Words


def html(results: Results | None = None, **options: object) -> str:
    return render(results or dutch(), "html", Options(**options))


def page(results: Results | None = None, **options: object) -> BeautifulSoup:
    """Return the report, parsed. Tests only read it, so the usual one is made once."""
    return BeautifulSoup(html(results, **options), "lxml") if results or options else _usual_page()


@cache
def _usual_page() -> BeautifulSoup:
    return BeautifulSoup(html(), "lxml")


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


def test_reply_times_are_tables_whose_pictures_say_their_conclusion():
    section = page().find(id="replies")
    pictures = section.select("svg[role=img]")

    assert len(pictures) == 6
    assert all(picture["aria-label"] == picture.title.get_text() for picture in pictures)
    assert "59% nagekomen, met 95% zekerheid 42% tot 74%; de norm is 90%." in pictures[3]["aria-label"]
    assert "facebook 43 34 (79%) 6 onbeantwoord 3 nog open 3 uur 32 min" in text_of(section)
    assert "3 van de 34 mogen missen, 14 gemist: 7 te laat, 7 zonder antwoord" in text_of(section)


def test_every_picture_has_a_conclusion_and_its_figures_in_a_table():
    """What only looks is hidden from screen readers; the caption and the table say the same."""
    figures = page().select("figure.chart")

    assert len(figures) == 3 + 4 + 1 + 1 + 1, "spread, rhythm, fit, trend, map"
    for figure in figures:
        caption = figure.find("figcaption")
        assert figure["aria-labelledby"] == caption["id"]
        assert len(text_of(caption)) > 20
        assert figure.find("table") or figure.select("svg[role=img] title")
        assert all(svg.get("aria-hidden") == "true" or svg.get("aria-label") for svg in figure.find_all("svg"))


def test_spread_of_reply_times_shows_the_promised_line_and_what_came_after_it():
    first = page().select_one("#replies figure.chart")
    bars = {bar.get_text(): bar for bar in first.select(".c-tick")}

    assert text_of(first.figcaption) == "facebook: 20 van de 34 vragen zijn binnen de beloofde 4 uur beantwoord."
    assert first.select_one(".c-line")["x1"] == first.select_one(".c-line-label")["x"] == "30.00%"
    assert first.select_one(".c-line-label").get_text() == "beloofd: 4 uur"
    assert list(bars) == ["1 u", "2 u", "4 u", "8 u", "24 u", "2 d", "3 d", "7 d", "> 7 d", "geen"]
    assert [len(first.select(f".c-{kind}")) for kind in ("in", "late", "none")] == [3, 6, 1]


def test_map_names_what_no_claim_says_and_what_nobody_talks_about():
    section = page().find(id="subjects")
    nodes = {node.title.get_text(): node for node in section.select("svg.map g.m")}

    assert "24% van uw berichten gaat over 2 onderwerpen die geen claim noemt: buurtbarbecue en allerlei." in text_of(
        section.figcaption
    )
    assert len(nodes) == len(section.select("details tbody tr")) == len(dutch().subjects)
    assert nodes["buurtbarbecue, speeltuin, straatfeest: 38 berichten (over gepraat, in geen claim)"]["class"][1] == (
        "m-posts_only"
    )
    assert "Vrijdagmiddag pubquiz" in text_of(section)
    assert "slagerijvos" not in text_of(section)
    assert section.select_one("a[href='#c-b-inspraak']")


def test_no_label_of_the_map_covers_another():
    """As wide as the letters at most, and inside the picture."""
    boxes = []
    for node in page().select("svg.map g.m"):
        names = [
            (float(text["x"]), float(text["y"]), len(text.get_text()) * 7) for text in node.select(".m-name, .m-rest")
        ]
        boxes += [(x - width / 2, y - 12, x + width / 2, y + 3) for x, y, width in names]
        shape = node.select_one("circle")
        if shape:
            x, y, r = (float(shape[name]) for name in ("cx", "cy", "r"))
            boxes.append((x - r, y - r, x + r, y + r))
    assert all(left >= 0 and top >= 0 and right <= 960 and bottom <= 600 for left, top, right, bottom in boxes)
    covering = [
        (one, other)
        for k, one in enumerate(boxes)
        for other in boxes[k + 1 :]
        if one[0] < other[2] - 1 and other[0] < one[2] - 1 and one[1] < other[3] - 1 and other[1] < one[3] - 1
    ]
    assert covering == []


def test_fit_shows_best_and_worst_posts_of_every_channel():
    section = page().find(id="mission")
    fits = section.select(".fit")

    assert [fit.h3.get_text() for fit in fits] == ["facebook", "linkedin"]
    assert "linkedin vertelt het verhaal het vaakst: 31 van de 96" in text_of(section.figcaption)
    assert [len(fit.find_all("blockquote")) for fit in fits] == [2, 2]
    assert fits[0].select_one("a[href='#c-m1']").get_text() == "missie"
    assert "Te weinig berichten, of niet gelezen: bluesky, instagram" in text_of(section)


def test_answers_are_shown_trait_by_trait():
    table = page().select_one("table.traits")

    assert len(table.select("tbody tr")) == 5
    assert "ondertekend met een naam persoonlijk 18% 6 van 34" in text_of(table)


def test_first_actions_show_both_sides_and_what_to_do():
    actions = page().select("#summary .action")

    assert len(actions) == 3
    for action in actions:
        assert action.select_one(".action-title a")["href"].startswith("#f-")
        assert "Wat u kunt doen:" in text_of(action)
    assert [len(action.select(".side")) for action in actions] == [2, 2, 2]
    assert text_of(actions[0].select_one("mark")) == "binnen 4 uur"
    assert sum(int(b.get_text()) for b in page().select(".standing-key b")) == len(CLAIMS_NL)


def test_every_finding_is_a_card_with_its_parts():
    document = page()
    cards = document.select("#findings .card")
    card = document.find(id="f-17aa01cc3e")

    assert len(dutch().findings) - 1 == len(cards), "the accepted one stands apart"
    assert text_of(card.select_one(".level")) == "fout"
    assert text_of(card.h3) == "Kanaal noemt andere voorwaarden dan de belofte"
    assert len(card.find_all("blockquote")) == 2
    assert "Wat u kunt doen: Kies één bedrag" in text_of(card.select_one(".do"))
    assert "zeker (92%)" in text_of(card.select_one(".card-foot"))
    assert "Waarom dit telt: Wie dit leest" in text_of(card.select_one(".reasons"))
    assert card.select_one(".mt-value")["width"] == "92.0%"
    assert card.select_one("code.id").get_text() == "17aa01cc3e"


def test_accepted_deviations_stand_apart_with_reason_and_last_day():
    results = dutch()
    finding = next(finding for finding in results.findings if finding.status == "baselined")
    reason = Acceptance("baseline", "acknowledged", "de campagne begint in mei", "2027-05-01")
    rest = tuple(other for other in results.findings if other is not finding)
    document = page(replace(results, findings=(*rest, replace(finding, accepted=reason))))
    row = document.select_one("#accepted tbody tr")

    assert row["id"] == "f-4bf5122f34"
    assert "bekend en aanvaard de campagne begint in mei" in text_of(row)
    assert "1 mei 2027" in text_of(row)
    assert not document.select("#findings #f-4bf5122f34")


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
