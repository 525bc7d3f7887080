"""The trend in the report: where it goes in one sentence, a row per run, and nothing where there is one run only."""

from __future__ import annotations

from dataclasses import replace

from bs4 import BeautifulSoup, Tag
from sample import dutch

from auditor.model import PastRun
from auditor.render import Options, render


def section(history: tuple[PastRun, ...], language: str = "nl") -> Tag:
    """Return the section of a report with that history."""
    results = dutch()
    results = replace(results, run=replace(results.run, history=history))
    page = render(results, "html", Options(language="nl" if language == "nl" else "en"))
    found = BeautifulSoup(page, "html.parser").select_one("section#trend")
    assert found is not None
    return found


def test_every_run_is_a_row_with_its_bar_and_figures() -> None:
    history = dutch().run.history
    found = section(history)
    rows = [[cell.get_text() for cell in row.select("td.num")] for row in found.select("tbody tr")]

    assert rows == [
        ["9", "6", "–", "–"],
        ["7", "6", "1", "3"],
        ["4", "6", "0", "3"],
    ]
    assert [(point["cx"], point["cy"]) for point in found.select(".c-open-point")] == [
        ("4.00%", "25"),
        ("46.00%", "44"),
        ("88.00%", "72"),
    ]
    assert [text.get_text() for text in found.select(".c-value")] == ["4", "10"]
    assert "Minder fouten en waarschuwingen" in found.get_text()
    assert "toen 15, nu 10" in found.get_text()


def test_the_sentence_says_where_it_goes() -> None:
    history = dutch().run.history

    assert "More errors" in section(history[::-1], "en").get_text()
    assert "As many errors" in section((history[0], history[0]), "en").get_text()


def test_one_run_is_no_trend() -> None:
    found = section(dutch().run.history[:1])

    assert not found.select("table")
    assert "niets om mee te vergelijken" in found.get_text()


def test_many_runs_are_cut_and_counted() -> None:
    found = section(dutch().run.history * 10)

    assert len(found.select("tbody tr")) == 24
    assert "6 eerdere metingen" in found.get_text()


def test_new_and_gone_findings_are_named() -> None:
    found = section(dutch().run.history)
    lists = [
        [" ".join(item.get_text(" ").split()) for item in entries.select("li")]
        for entries in found.select("ul.changes")
    ]

    assert lists[0] == ["fout Belofte gemeten niet nagekomen facebook"]
    assert lists[1][0].startswith("opgelost Belofte zonder bewijs linkedin “In 2026 leggen we op 400 daken")
    assert lists[1][1] == "het kanaal kon niet worden gelezen U en je door elkaar instagram"


def test_hundred_runs_keep_their_dates_apart() -> None:
    found = section(dutch().run.history * 33)

    assert len([text for text in found.select("svg .c-tick") if "%" in text["x"]]) <= 6
