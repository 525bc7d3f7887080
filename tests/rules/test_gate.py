"""The exit code as a table: each code, and which of two wins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from auditor.model import Claim, Finding, Place, SourceReport, Verdict
from auditor.rules import FAILED, Audit, decide
from auditor.settings.model import Settings

CLAIM = Claim("c1", "promise", "Wij bellen terug.", "nl", 0.9, "site", Place(path="index.html"))


def finding(level: Any, rule: str = "promise-unbacked", status: Any = "new") -> Finding:
    return Finding("id", rule, level, "title", "message", "advice", Place(path="index.html"), status=status)


def report(status: Any, *, required: bool = False) -> SourceReport:
    return SourceReport("kanaal", "x-archive", "social", status, required=required)


@pytest.fixture
def settings(audit_of: Callable[..., Audit]) -> Settings:
    return audit_of({}).settings


ERROR, WARNING, INFO, NOTE = (finding(level) for level in ("error", "warning", "info", "note"))
READ, PARTLY, UNREAD = report("ok"), report("partial"), report("unreadable")
NEED_PARTLY, NEED_UNREAD = report("partial", required=True), report("unreadable", required=True)


@pytest.mark.parametrize(
    ("findings", "reports", "claims", "items", "fail_on", "code", "incomplete"),
    [
        pytest.param([], [READ], [CLAIM], 5, "error", 0, False, id="nothing found"),
        pytest.param([ERROR], [READ], [CLAIM], 5, "error", 1, False, id="an error"),
        pytest.param([WARNING], [READ], [CLAIM], 5, "error", 0, False, id="a warning below the limit"),
        pytest.param([WARNING], [READ], [CLAIM], 5, "warning", 1, False, id="a warning at the limit"),
        pytest.param([ERROR], [READ], [CLAIM], 5, "warning", 1, False, id="an error above the limit"),
        pytest.param([INFO], [READ], [CLAIM], 5, "warning", 0, False, id="an info below the limit"),
        pytest.param([INFO], [READ], [CLAIM], 5, "info", 1, False, id="an info at the limit"),
        pytest.param([NOTE], [READ], [CLAIM], 5, "info", 0, False, id="a note never fails"),
        pytest.param([ERROR, WARNING, INFO], [READ], [CLAIM], 5, "never", 0, False, id="never fail"),
        pytest.param(
            [finding("error", status="baselined")], [READ], [CLAIM], 5, "error", 0, False, id="accepted before"
        ),
        pytest.param([], [PARTLY], [CLAIM], 5, "error", 0, False, id="a source in part, not required"),
        pytest.param([], [UNREAD], [CLAIM], 5, "error", 0, False, id="a source unread, not required"),
        pytest.param([], [NEED_PARTLY], [CLAIM], 5, "error", 3, True, id="a required source in part"),
        pytest.param([], [NEED_UNREAD], [CLAIM], 5, "error", 3, True, id="a required source unread"),
        pytest.param(
            [], [report("empty", required=True)], [CLAIM], 5, "error", 0, False, id="a required source, empty"
        ),
        pytest.param([ERROR], [NEED_UNREAD], [CLAIM], 5, "error", 1, True, id="1 over 3, and incomplete"),
        pytest.param([WARNING], [NEED_UNREAD], [CLAIM], 5, "error", 3, True, id="3 where nothing reaches the limit"),
        pytest.param([ERROR], [NEED_UNREAD], [CLAIM], 5, "never", 3, True, id="3 even where nothing may fail"),
        pytest.param([], [READ], [], 5, "error", 5, False, id="no claims"),
        pytest.param([], [READ], [CLAIM], 0, "error", 5, False, id="no social items"),
        pytest.param([], [READ], [], 0, "never", 5, False, id="nothing at all"),
        pytest.param([ERROR], [READ], [CLAIM], 0, "error", 1, False, id="1 over 5: the finding is real"),
        pytest.param([], [NEED_UNREAD], [CLAIM], 0, "error", 3, True, id="3 over 5: it says why there is nothing"),
        pytest.param([finding("note", FAILED.id)], [READ], [CLAIM], 5, "error", 3, True, id="a rule failed"),
        pytest.param(
            [ERROR, finding("note", FAILED.id)], [READ], [CLAIM], 5, "error", 1, True, id="1 over a failed rule"
        ),
    ],
)
def test_exit_code(  # noqa: PLR0917 - the columns of the table
    findings: Any, reports: Any, claims: Any, items: int, fail_on: Any, code: int, incomplete: bool, settings: Settings
) -> None:
    summary = decide(findings, reports, claims, items, settings, fail_on)
    assert (summary.exit_code, summary.incomplete) == (code, incomplete)
    assert bool(summary.reasons) == (code != 0)


def test_the_limit_comes_from_the_configuration_where_none_is_given(audit_of: Callable[..., Audit]) -> None:
    settings = audit_of({"settings": {"check": {"fail_on": "warning"}}}).settings
    assert decide([WARNING], [READ], [CLAIM], 5, settings).exit_code == 1


def test_a_required_source_that_was_never_collected_is_missing(audit_of: Callable[..., Audit]) -> None:
    sources = [{"name": "bluesky", "kind": "bluesky", "actor": "org.example", "required": True}]
    settings = audit_of({"settings": {"sources": sources}}).settings
    summary = decide([], [READ], [CLAIM], 5, settings, "error")
    assert summary.exit_code == 3
    assert summary.reasons == ("de verplichte bron bluesky kon niet worden gelezen",)


def test_reasons_are_written_in_the_language_of_the_report(audit_of: Callable[..., Audit]) -> None:
    settings = audit_of({"settings": {"report": {"language": "en"}}}).settings
    summary = decide([ERROR], [NEED_PARTLY], [CLAIM], 5, settings, "error")
    assert summary.reasons == (
        "1 finding of level error",
        "the required source kanaal could not be read whole",
    )


def test_counts_per_level_and_per_overall_verdict(settings: Settings) -> None:
    verdicts = [
        Verdict("c1", "a", "backed", 0.9),
        Verdict("c1", "b", "contradicted", 0.9),
        Verdict("c1", "c", "silent", 1),
    ]
    summary = decide(
        [ERROR, ERROR, NOTE, finding("info", status="baselined")], [READ], [CLAIM], 5, settings, verdicts=verdicts
    )
    assert summary.by_level == (("error", 2), ("warning", 0), ("info", 0), ("note", 1), ("baselined", 1))
    assert dict(summary.by_verdict)["contradicted"] == 1
    assert sum(count for _, count in summary.by_verdict) == 1
