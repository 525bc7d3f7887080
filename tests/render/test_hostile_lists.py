"""Every payload as page title, claim, post, author and address, in every format but HTML: nothing breaks out."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from junitparser import JUnitXml
from markdown_it import MarkdownIt
from sample import dutch
from support.payloads import OWN, public
from support.sarif import check_sarif

from auditor.model import Claim, Evidence, Finding, Place, Results, SourceReport, Verdict
from auditor.render import Options, formats, render
from auditor.render.redacted import redacted
from auditor.render.results_json import loads

BATCH = 250
FORMATS = tuple(name for name in formats if name != "html")


def attacked(payloads: Sequence[str]) -> Results:
    """Return results with a claim, a verdict and a finding per payload, which stands in every text of theirs."""
    claims, verdicts, findings = [], [], []
    for number, text in enumerate(payloads):
        name = f"{number:010x}"
        place = Place(url=f"https://site.example/{text}", path=f"site/{text}", line=number + 1)
        post = Evidence(
            text=text,
            relation="repeats" if number % 10 else "conflicts",
            why=text,
            url=f"https://social.example/@{text}/1",
            source="kanaal",
            author_is_org=number % 2 == 0,
        )
        claims.append(Claim(name, "promise", text or "x", "nl", 0.9, "site", place, headings=(text,)))
        verdicts.append(Verdict(name, "kanaal", "contradicted", 0.9, (post,), text))
        findings.append(
            Finding(
                id=name,
                rule="promise-contradicted",
                level=("error", "warning", "info")[number % 3],
                title=text,
                message=text,
                advice=text,
                place=place if number % 4 else Place(url=place.url),
                claim=name,
                source="kanaal",
                evidence=(post,),
            )
        )
    sources = (
        SourceReport("site", "web", "owned", "ok", notes=tuple(payloads[:20]), line=5),
        SourceReport("kanaal", "csv", "social", "partial", discovered=tuple(payloads), line=6),
    )
    run = replace(
        dutch().run, organisation=payloads[0], handles=tuple(payloads), model=payloads[-1], model_revision=payloads[0],
        history=(),
    )  # fmt: skip
    summary = replace(dutch().summary, reasons=tuple(payloads), exit_code=1)
    return Results(run, sources, tuple(claims), tuple(verdicts), (), tuple(findings), summary)


def batches(payloads: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(payloads), BATCH):
        yield payloads[start : start + BATCH]


@pytest.mark.parametrize("name", FORMATS)
def test_no_text_of_our_own_list_breaks_out(name: str) -> None:
    holds(name, attacked(OWN))


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_no_text_of_the_public_lists_breaks_out(name: str) -> None:
    for payloads in batches(public()):
        holds(name, attacked(payloads))


def holds(name: str, results: Results) -> None:
    """Assert that a document can be read back, holds what it should, and nothing that its reader would act on."""
    if name == "human":  # thousands of claims take rich too long; the findings quote the same texts
        results = replace(results, claims=(), verdicts=())
    written = render(results, name, Options(verbose=True, max_bytes=1_000_000))
    written.encode("utf-8")
    assert not written.startswith("\ufeff")
    # JSON keeps texts as they are; what would steer a terminal or an editor stands in it as an escape.
    told = (
        (lambda char: unicodedata.category(char) not in {"Cc", "Cs"}) if name in {"json", "jsonl"} else str.isprintable
    )
    assert not {char for char in written if not (told(char) or char in "\n\u200c\u200d")}
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", written)
    CHECKS[name](written, results)


def _json(written: str, results: Results) -> None:
    back = loads(written)
    assert {claim.text for claim in back.claims} == {claim.text for claim in results.claims}


def _json_lines(written: str, results: Results) -> None:
    rows = [json.loads(line) for line in written.split("\n")[:-1]]
    told = [finding.title for finding in redacted(results).findings]
    assert sorted(row["title"] for row in rows if row["type"] == "finding") == sorted(told)


def _markdown(written: str, results: Results) -> None:
    html = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").render(written)
    ours = [
        "h2",
        "p",
        "strong",
        "blockquote",
        "ul",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "br",
        "a",
        "sub",
        "details",
        "summary",
    ]
    assert set(re.findall(r"<\s*/?\s*([a-zA-Z!][\w-]*)", html)) <= set(ours)
    assert all(re.match("https://(site|social).example/", href) for href in re.findall(r'href="([^"]*)"', html))
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    assert body.count("<tr>") == len(results.findings)
    assert {row.count("<td") for row in body.split("</tr>")[:-1]} == {3}
    assert "@" not in re.sub(r'href="[^"]*"|<https?:[^>]*>', "", written)


def _sarif(written: str, results: Results) -> None:
    log = json.loads(written)
    check_sarif(log)
    assert len(log["runs"][0]["results"]) == len(results.findings)


def _junit(written: str, results: Results) -> None:
    suites = JUnitXml.fromstring(written.encode())
    cases = [case for suite in suites for case in suite]
    assert len(cases) == len(results.findings)
    assert sum(bool(case.result) for case in cases) == sum(f.level != "info" for f in results.findings)


def _gitlab(written: str, results: Results) -> None:
    issues = json.loads(written)
    assert len(issues) == len({issue["fingerprint"] for issue in issues}) == len(results.findings)
    assert not [issue for issue in issues if re.match(r"/|\.\.|\w+:", issue["location"]["path"])]


def _github(written: str, results: Results) -> None:
    """Read as the runner reads: a command per line, properties by comma and equals sign."""
    lines = written.split("\n")[:-1]
    assert len(lines) == 1 + sum(
        min(10, sum(f.level == level for f in results.findings)) for level in ("error", "warning", "info")
    )
    for line in lines:
        head, _, data = line.removeprefix("::").partition("::")
        command, _, properties = head.partition(" ")
        assert command in {"debug", "error", "warning", "notice"}
        pairs = [part.partition("=") for part in properties.split(",")] if properties else []
        assert {key for key, _, _ in pairs} <= {"file", "line", "title"}
        assert "%" not in re.sub("%(25|0A|0D|3A|2C)", "", properties + data)


def _csv(written: str, results: Results) -> None:
    rows = list(csv.reader(StringIO(written, newline="")))
    assert len(rows) == 1 + len(results.findings)
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r|%＝＋－＠"))]


def _human(written: str, results: Results) -> None:
    assert "\x1b" not in written
    assert written.count("promise-contradicted") >= len(results.findings)


CHECKS: dict[str, Any] = {
    "human": _human, "json": _json, "jsonl": _json_lines, "markdown": _markdown, "sarif": _sarif, "junit": _junit,
    "gitlab": _gitlab, "github": _github, "csv": _csv,
}  # fmt: skip
