"""Two results are held against each other, and a run knows how it went before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from auditor.errors import ModelError
from auditor.history import compare, with_history
from auditor.history.compare import Setting
from auditor.model import Claim, Evidence, Finding, Place, Results, RunInfo, SourceReport, Summary, Verdict

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
CLAIM = Claim("c1", "promise", "Wij bellen terug.", "nl", 0.9, "site", Place(path="index.html"))
OTHER = replace(CLAIM, id="c2", text="Wij mailen terug.")


def finding(ident: str, level: Any = "error", claim: str | None = None, source: str = "feed") -> Finding:
    return Finding(ident, "promise-unbacked", level, "t", "m", "d", Place(path="a"), claim=claim, source=source)


def results(
    *findings: Finding,
    snapshot: str = "s1",
    verdict: Any = "silent",
    claims: tuple[Claim, ...] = (CLAIM,),
    status: Any = "ok",
) -> Results:
    run = RunInfo("auditor 1", "embedded", "r1", snapshot, NOW)
    errors = sum(item.level == "error" for item in findings)
    verdicts = (Verdict("c1", "feed", verdict, 0.9, (), f"omdat {verdict}"),)
    summary = Summary((("error", errors),), ((verdict, 1),), 0)
    return Results(run, (SourceReport("feed", "feed", "social", status),), claims, verdicts, (), findings, summary)


def test_new_gone_and_changed_are_told_with_their_reason() -> None:
    before = results(finding("a"), finding("b", claim="c2"), finding("same"), claims=(CLAIM, OTHER))
    after = results(finding("same"), finding("z", level="warning"), finding("y"), verdict="backed")
    found = compare(before, after)

    assert [item.id for item in found.new] == ["y", "z"]
    assert [(item.finding.id, item.because) for item in found.gone] == [("a", "solved"), ("b", "claim_gone")]
    assert [(item.before, item.after, item.why) for item in found.changed] == [("silent", "backed", "omdat backed")]
    assert found.claims_gone == (OTHER,)
    assert found.claims_new == ()


def test_a_new_finding_says_why_it_is_there() -> None:
    """A claim or post is new, evidence is gone, a setting differs, a channel is read now; else it is judged anew."""
    post = Evidence(text="Wij mailen alleen.", relation="conflicts", why="", source="feed")
    new = finding("n", claim="c1")

    def why(before: Results, after: Results) -> str:
        return compare(before, after).reasons["n"]

    def resting(held: Results, *evidence: Evidence) -> Results:
        return replace(held, verdicts=tuple(replace(verdict, evidence=evidence) for verdict in held.verdicts))

    def set_to(held: Results, value: str) -> Results:
        return replace(held, run=replace(held.run, parameters=(("rules.promise-unbacked", value),)))

    quoting = replace(new, evidence=(post,))
    assert why(results(), results(finding("n", claim="c2"), claims=(CLAIM, OTHER))) == "claim_new"
    assert why(results(), resting(results(quoting), post)) == "evidence_new"
    assert why(resting(results(), post), results(new)) == "evidence_gone"
    assert why(results(status="unreadable"), results(new)) == "channel_read"
    assert why(set_to(results(), "off"), set_to(results(new), "error")) == "settings"
    assert why(results(), results(new)) == "judged"
    assert compare(set_to(results(), "off"), results()).settings == (Setting("rules.promise-unbacked", "off", None),)


def test_a_channel_that_was_not_read_solves_nothing() -> None:
    found = compare(results(finding("a")), results(status="unreadable"))

    assert [item.because for item in found.gone] == ["channel_unread"]
    assert found.solved == ()


def test_notes_are_left_out() -> None:
    found = compare(results(), results(finding("n", level="note")))

    assert found.new == ()


def test_results_of_different_models_are_refused() -> None:
    after = results()
    after = replace(after, run=replace(after.run, model_revision="r2"))

    with pytest.raises(ModelError) as caught:
        compare(results(), after)
    assert caught.value.exit_code == 2


def test_a_run_carries_the_figures_of_those_before_it() -> None:
    first = with_history(results(finding("a"), finding("b")), None, 1)
    second = with_history(results(finding("b"), finding("c"), finding("d"), snapshot="s2"), first, 2)

    assert [(item.number, item.new, item.solved) for item in second.run.history] == [(1, None, None), (2, 2, 1)]
    assert dict(second.run.history[-1].by_level) == {"error": 3}


def test_judging_the_same_again_is_no_new_point() -> None:
    first = with_history(results(finding("a")), None, 1)
    again = with_history(results(finding("a")), first, 2)
    third = with_history(results(finding("a"), snapshot="s2"), again, 3)

    assert again.run.history == first.run.history
    assert [item.number for item in third.run.history] == [1, 3]


def test_another_model_starts_its_figures_anew() -> None:
    first = with_history(results(finding("a")), None, 1)
    other = results(finding("b"))
    other = with_history(replace(other, run=replace(other.run, model_revision="r2")), first, 2)

    assert [(item.number, item.new) for item in other.run.history] == [(1, None), (2, None)]


def test_a_run_names_what_is_new_and_what_is_gone() -> None:
    first = with_history(results(finding("a", claim="c1"), finding("b")), None, 1)
    second = with_history(results(finding("b"), finding("c"), snapshot="s2"), first, 2)
    again = with_history(results(finding("b"), finding("c"), snapshot="s2"), second, 3)

    assert (first.run.fresh, first.run.gone) == ((), ())
    assert second.run.fresh == ("c",)
    assert [(item.id, item.because, item.claim) for item in second.run.gone] == [("a", "solved", "Wij bellen terug.")]
    assert (again.run.fresh, again.run.gone) == (second.run.fresh, second.run.gone)


def test_what_could_not_be_looked_at_is_not_counted_as_solved() -> None:
    first = with_history(results(finding("a")), None, 1)
    second = with_history(results(status="unreadable", snapshot="s2"), first, 2)

    assert second.run.history[-1].solved == 0
    assert [item.because for item in second.run.gone] == ["channel_unread"]
