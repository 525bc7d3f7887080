"""The report for a terminal."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hostile import PAYLOADS, poisoned
from large import many
from rich.cells import cell_len
from sample import dutch, english

from auditor.model import LEVEL_ORDER, ErrorBudget, Results, TraitShare
from auditor.render import Options, render
from auditor.render.vocabulary import LEVELS


def human(results: Results | None = None, **options: object) -> str:
    return render(results or dutch(), "human", Options(**options))


def test_says_what_was_read_the_verdicts_the_findings_and_the_counts():
    text = human()
    words = " ".join(text.split())

    assert "4 van de 14 claims worden op uw eigen kanalen tegengesproken." in text
    assert "◐ deels gelezen mastodon 400 van 1.312" in words
    assert "∅ niet leesbaar instagram" in words
    assert "✗ tegengesproken" in text
    assert "site/contact/index.html:42 · ✗ tegengesproken: facebook · ○ niets gevonden: 5 kanalen" in words
    assert "6 fouten, 4 waarschuwingen, 2 suggesties, 2 kanttekeningen · 1 aanvaard · 14 claims · 8 kanalen" in text
    assert "Het beeld is niet volledig." in text
    assert text.endswith("Exitcode 1: bevindingen op of boven het niveau waarbij de controle faalt\n")


def test_finding_has_its_place_both_quotations_the_reason_and_the_advice():
    text = " ".join(human(width=200).split())
    start = text.index("17aa01cc3e")

    finding = text[start : text.index("■", start)]
    assert "belofte: “De huurverhoging is in 2026 nooit hoger dan € 25,- per maand.”" in finding
    assert "nieuwsbrief: “Per 1 juli gaat de huur met gemiddeld € 31,- per maand omhoog.” · 30 mei 2026" in finding
    assert "https://nieuwsbrief.example/@delindewonen/26" in finding
    assert "→ Kies één bedrag en pas de website of de nieuwsbrief aan." in finding


def test_findings_stand_most_severe_first():
    text = human()
    found = [text.index(f"{LEVELS[level].sign} ") for level in LEVEL_ORDER]

    assert found == sorted(found)


def test_english_results_are_told_in_english():
    text = human(english())

    assert "1 of 3 claims is contradicted on your own channels." in text
    assert "1 error · 3 claims · 3 channels" in text
    assert "Exit code 1: findings at or above the level that fails the check" in text


def test_reply_times_stand_with_promises_room_and_quality():
    first, *others = dutch().webcare
    promise = replace(first.promises[0], budget=ErrorBudget(0.1, 0.412, 3, 14))
    traits = (TraitShare("signature", "personal", 34, 17, 0.5), TraitShare("empathy", "inviting", 0, 0, None))
    figures = replace(first, promises=(promise,), handoffs=2, traits=traits)
    results = replace(dutch(), webcare=(figures, *others))

    said = " ".join(human(results, verbose=True).split())

    assert (
        "facebook 43 gesprekken · 34 beantwoord · 6 onbeantwoord · 3 nog open · 2 verlegd naar een privébericht" in said
    )
    assert "✗ niet nagekomen: 20 van 34" in said
    assert "Van de 10% speelruimte is 41% gebruikt: 14 keer gemist, waar het 3 keer mag." in said
    assert "kwaliteit van de antwoorden, van het kanaal: ondertekend met een naam 50%" in said
    assert "begrip" not in said.partition("kwaliteit van de antwoorden")[2].partition("mastodon")[0]
    assert "kwaliteit van de antwoorden" not in human(results)


def test_language_can_be_chosen():
    assert "What was read" in human(language="en")


def test_claims_without_a_problem_are_counted_unless_verbose():
    assert "✓ 5 claims zijn onderbouwd" in human()
    assert "Met Lindenruil" not in human().replace("\n", " ")
    assert "Met Lindenruil" in human(verbose=True)


def test_many_claims_and_findings_stay_readable():
    """The list of claims is cut, and thousands of findings are written in a moment."""
    started = time.perf_counter()
    text = human(many(300, 2000))

    assert "claims die om actie vragen" in text
    assert "bevindingen" in text.split("Samenvatting")[0].splitlines()[-2]
    assert len(text.splitlines()) < 1500
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize("width", [40, 60, 100, 200])
def test_no_line_is_wider_than_the_terminal_but_a_single_word(width: int):
    for line in human(width=width).splitlines():
        assert cell_len(line) <= width or " " not in line.strip()


def test_colour_is_only_written_when_asked_for():
    assert "\x1b[" not in human()
    assert "\x1b[31m" in human(colour=True)


def test_environment_changes_nothing(monkeypatch: pytest.MonkeyPatch):
    """Rich reads COLUMNS, FORCE_COLOR and more; the same results are the same text everywhere."""
    plain = human()
    for name in ("COLUMNS", "LINES"):
        monkeypatch.setenv(name, "33")
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "CLICOLOR_FORCE"):
        monkeypatch.setenv(name, "1")

    assert plain == human()


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_reaches_no_terminal(payload: str, ties: bool):
    text = human(poisoned(payload, ties=ties), verbose=True)

    assert all(char.isprintable() or char in "\n\u00ad" for char in text), payload
    text.encode("utf-8")


def test_markup_of_the_terminal_library_is_text():
    assert "[red]markup[/red]" in human(poisoned("[red]markup[/red] :smiley:"))


def test_customers_are_not_named():
    text = human()
    assert "Annemiek" not in text
    assert "bouwbedrijfvandijk" not in text
    assert "Een klacht van een klant op 3 oktober 2026" in text
    assert "Annemiek" in human(redact_third_party=False)


def test_results_without_anything_say_so():
    empty = replace(
        dutch(),
        sources=(), claims=(), verdicts=(), webcare=(), findings=(),
        summary=replace(dutch().summary, exit_code=5, reasons=("er zijn geen claims gevonden",)),
    )  # fmt: skip
    text = human(empty)

    assert "Er zijn geen claims gevonden, dus er is niets vergeleken." in text
    assert "Exitcode 5: er was niets te vergelijken" in text
