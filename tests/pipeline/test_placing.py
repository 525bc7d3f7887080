"""A finding counts for a change only where the change touches one of its texts, and sits there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from support.git import Git

from auditor import change
from auditor.model import Claim, Evidence, Finding, Place, Results, RunInfo, Summary, Verdict
from auditor.pipeline.placing import Change, put
from auditor.settings import load

CONTACT, HOME = Place(path="content/contact.md", line=8), Place(path="content/_index.md", line=7)
HERE = Claim("a", "promise", "Wij beantwoorden uw vraag binnen 24 uur.", "nl", 0.9, "site", CONTACT)
THERE = Claim("b", "promise", "Wij repareren uw fiets dezelfde dag.", "nl", 0.9, "site", HOME)


def results(*evidence: Evidence) -> Results:
    run = RunInfo("auditor", "m", "r", "s", datetime(2026, 6, 15, tzinfo=UTC))
    verdict = Verdict("b", "berichten", "backed", 0.9, evidence)
    return Results(run, (), (HERE, THERE), (verdict,), (), (), Summary((), (), 0))


def about(claim: Claim, rule: str = "promise-unbacked") -> Finding:
    return Finding("f", rule, "error", "t", "m", "a", claim.place, claim=claim.id, source="site")


def test_a_finding_sits_on_the_touched_line_or_does_not_count(ketting: Path, git: Git) -> None:
    page = ketting / "content" / "contact.md"
    page.write_text(page.read_text(encoding="utf-8").replace("uw vraag", "úw vraag"), "utf-8")
    said = replace(HERE, text="Wij beantwoorden úw vraag binnen 24 uur.")
    after = replace(results(), claims=(said, THERE))
    repo = change.repository(ketting)
    seen = Change(repo, repo.base("HEAD"), load(ketting / "auditor.yaml", environ={}))

    placed = put(about(said), results(), after, seen)
    assert placed is not None
    assert (placed.place.path, placed.place.line) == ("content/contact.md", 9)
    # It came up beside the change: its text stands in a page that nobody touched.
    assert put(about(THERE), results(), after, seen) is None
    # The change took nothing out, so no boast lost its support.
    assert put(about(replace(said, text="Iets anders"), "claim-unsubstantiated"), results(), results(), seen) is None
    # What it rested on stood in a line that was touched.
    lost = put(about(THERE), results(Evidence("uw vraag binnen 24 uur", "shows", "")), results(), seen)
    assert lost is not None
    assert (lost.place.path, lost.place.line) == ("content/contact.md", 9)
    assert git("diff", "--name-only") == "content/contact.md"


def test_a_boast_that_loses_its_support_counts(ketting: Path) -> None:
    page = ketting / "content" / "contact.md"
    lines = page.read_text(encoding="utf-8").splitlines(keepends=True)
    page.write_text("".join(lines[:-2]), encoding="utf-8")
    repo = change.repository(ketting)
    seen = Change(repo, repo.base("HEAD"), load(ketting / "auditor.yaml", environ={}))

    finding = replace(about(HERE, "claim-unsubstantiated"), claim=None)
    assert put(finding, results(), results(), seen) == finding
    assert put(replace(finding, rule="promise-unbacked"), results(), results(), seen) is None
