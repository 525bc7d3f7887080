"""A comment in a page accepts what its rule finds in what follows it, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from auditor import baseline
from auditor.model import Acceptance, Claim, Document, Evidence, Finding, Place

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
PAGE = Place(path="site/a.html", url="https://x.example/a", line=1, start=0, end=17)
CLAIM = Claim("c1", "promise", "Wij bellen terug.", "nl", 0.9, "site", PAGE)
FINDING = Finding("a", "promise-unbacked", "error", "t", "m", "d", PAGE, claim="c1")
RULES = {"promise-unbacked", "promise-stale", "fact-conflict"}


def suppressed(
    said: str, text: str | None, finding: Finding = FINDING, path: str = "site/a.html"
) -> baseline.Suppressed:
    page = Document("site", "owned", path, (), path=path, url="https://x.example/a", ignores=((said, text),))
    return baseline.suppress([finding], [page], NOW, claims={"c1": CLAIM}, rules=RULES, language="en")


@pytest.mark.parametrize(
    ("said", "text", "status"),
    [
        ("auditor: ignore promise-unbacked until 2027-05-01: mei", "Bel ons: wij bellen terug. Altijd.", "baselined"),
        ("auditor: ignore promise-unbacked until 2027-05-01: mei", None, "baselined"),
        ("auditor: ignore promise-unbacked", None, "baselined"),
        ("Auditor: IGNORE promise-stale, promise-unbacked : mei", None, "baselined"),
        ("auditor: ignore promise-unbacked until 2026-06-15", None, "baselined"),
        ("auditor: ignore promise-unbacked until 2026-06-14", None, "new"),
        ("auditor: ignore promise-unbacked", "Iets heel anders.", "new"),
        ("auditor: ignore promise-stale", None, "new"),
    ],
)
def test_only_that_rule_there_and_then(said: str, text: str | None, status: str) -> None:
    assert suppressed(said, text).findings[0].status == status


def test_the_reason_goes_with_it() -> None:
    done = suppressed("auditor: ignore promise-unbacked until 2027-05-01: campagne in mei: echt", None)

    assert done.findings[0].accepted == Acceptance("inline", "acknowledged", "campagne in mei: echt", "2027-05-01")
    assert done.stale == ()


def test_another_page_is_not_touched() -> None:
    done = suppressed("auditor: ignore promise-unbacked", None, path="site/b.html")

    assert done.findings == (FINDING,)
    assert done.stale == ("site/b.html: <!-- auditor: ignore promise-unbacked -->",)


def test_a_finding_without_a_claim_stands_where_its_evidence_stands() -> None:
    conflict = replace(
        FINDING, rule="fact-conflict", claim=None, evidence=(Evidence("€ 15", "conflicts", "", place=PAGE),)
    )

    assert suppressed("auditor: ignore fact-conflict", "Het kost € 15.", conflict).findings[0].status == "baselined"
    assert suppressed("auditor: ignore fact-conflict", "Het kost € 20.", conflict).findings[0].status == "new"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("auditor: ignore promise-unbackd", "unknown rule promise-unbackd"),
        ("auditor: ignore promise-unbacked until mei", "mei is no date"),
        ("auditor: skip this", "not understood"),
        ("auditor: ignore", "not understood"),
    ],
)
def test_a_comment_that_cannot_be_understood_is_told_and_accepts_nothing(said: str, words: str) -> None:
    done = suppressed(said, None)

    assert done.findings == (FINDING,)
    assert words in done.stale[0]
