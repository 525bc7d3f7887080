"""The baseline marks what was accepted, gives back what ran out, and names what does nothing any more."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import baseline
from auditor.baseline.entries import Baseline, Entry
from auditor.errors import ConfigError, ModelError
from auditor.model import (
    Acceptance,
    Claim,
    Evidence,
    Finding,
    Place,
    Results,
    RunInfo,
    SourceReport,
    Summary,
)

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
HEAD = "# auditor baseline v1 - model: embedded@r1\n"
CLAIM = Claim("c1", "promise", "Wij bellen  dezelfde dag\nterug.", "nl", 0.9, "site", Place(path="index.html"))


def finding(ident: str, rule: str = "promise-unbacked", level: Any = "error", **more: Any) -> Finding:
    return Finding(
        ident, rule, level, "Titel", "Op feed 3 van 12.", "Doe iets.", Place(path="a.html"), source="feed", **more
    )


def results(*findings: Finding, reports: tuple[SourceReport, ...] = ()) -> Results:
    run = RunInfo("auditor 1", "embedded", "r1", "sha256:0", NOW)
    return Results(run, reports, (CLAIM,), (), (), findings, Summary((), (), 0))


def entry(ident: str, **more: Any) -> Entry:
    return Entry(ident, "promise-unbacked", "feed", "Wij bellen terug.", **more)


def test_an_accepted_finding_is_marked_and_stays() -> None:
    known = Baseline("embedded", "r1", (entry("a", note="in mei", until=date(2026, 7, 1)),))
    applied = baseline.apply([finding("a"), finding("b")], known, NOW)

    assert [item.status for item in applied.findings] == ["baselined", "new"]
    assert applied.findings[0].accepted == Acceptance("baseline", "acknowledged", "in mei", "2026-07-01")


@pytest.mark.parametrize(("until", "status"), [("2026-06-14", "new"), ("2026-06-15", "baselined"), (None, "baselined")])
def test_an_entry_holds_up_to_and_with_its_last_day(until: str | None, status: str) -> None:
    known = Baseline("embedded", "r1", (entry("a", until=date.fromisoformat(until) if until else None),))
    applied = baseline.apply([finding("a")], known, NOW)

    assert applied.findings[0].status == status
    assert bool(applied.expired) is (status == "new")
    assert applied.findings[0].accepted is not None
    assert applied.stale == ()


def test_an_entry_without_its_finding_is_stale_unless_its_channel_was_not_read() -> None:
    known = Baseline("embedded", "r1", (entry("a"),))
    unread = SourceReport("feed", "feed", "social", "unreadable")

    assert baseline.apply([], known, NOW).stale == known.entries
    assert baseline.apply([], known, NOW, reports=[unread]).stale == ()


def test_the_rule_must_agree_too() -> None:
    known = Baseline("embedded", "r1", (entry("a"),))

    assert baseline.apply([finding("a", rule="promise-broken")], known, NOW).findings[0].status == "new"


def test_another_model_is_refused() -> None:
    known = Baseline("embedded", "r1")
    baseline.same_model(known, "renamed", "r1", name="b.yaml")
    with pytest.raises(ModelError, match=r"made with embedded@r1; this check uses embedded@r2") as caught:
        baseline.same_model(known, "embedded", "r2", name="b.yaml")

    assert caught.value.exit_code == 2
    assert "baseline update" in (caught.value.advice or "")


def test_notes_and_what_a_comment_accepts_are_not_written() -> None:
    ours = Acceptance("inline", "acknowledged")
    found = results(
        finding("b", claim="c1"),
        finding("n", level="note"),
        finding("i", status="baselined", accepted=ours),
        finding("a"),
    )
    made = baseline.written(found, Acceptance("baseline", "wont-fix", "zo is het", "2027-05-01"))

    assert baseline.dumps(made) == (
        HEAD
        + '- {id: "a", rule: "promise-unbacked", channel: "feed", claim: "Titel", reason: wont-fix, note: "zo is het", '
        + "until: 2027-05-01}\n"
        + '- {id: "b", rule: "promise-unbacked", channel: "feed", claim: "Wij bellen dezelfde dag terug.", '
        + 'reason: wont-fix, note: "zo is het", until: 2027-05-01}\n'
    )


def test_a_customers_words_never_reach_the_file() -> None:
    asked = Evidence("Waar blijft mijn pakket?", "complaint", "vraag", author_is_org=False)
    own = Evidence("Wij zijn open tot 18 uur.", "conflicts", "anders")

    assert "pakket" not in baseline.dumps(baseline.written(results(finding("a", evidence=(asked,)))))
    assert "tot 18 uur" in baseline.dumps(baseline.written(results(finding("a", evidence=(asked, own)))))


def test_debt_is_what_is_new_and_what_ran_out() -> None:
    known = Baseline("embedded", "r1", (entry("a"), entry("b", until=date(2026, 1, 1))))
    debt = baseline.debt(known, [finding("a"), finding("b"), finding("c"), finding("n", level="note")], NOW.date())

    assert [item.id for item in debt] == ["b", "c"]


def test_an_update_keeps_words_takes_out_what_is_solved_and_accepts_only_what_it_is_told() -> None:
    old = Baseline("other", "r0", (entry("a", reason="wont-fix", note="afgesproken"), entry("gone")))
    found = results(finding("a", claim="c1"), finding("c"))
    made = baseline.updated(old, found)

    assert [(item.id, item.reason, item.note, item.claim) for item in made.entries] == [
        ("a", "wont-fix", "afgesproken", "Wij bellen dezelfde dag terug.")
    ]
    assert (made.model, made.revision) == ("embedded", "r1")
    assert [item.id for item in baseline.updated(old, found, [found.findings[1]]).entries] == ["a", "c"]


def test_pruning_takes_out_what_does_nothing() -> None:
    known = Baseline("embedded", "r1", (entry("a"), entry("b", until=date(2026, 1, 1)), entry("gone")))
    left = baseline.pruned(known, [finding("a"), finding("b")], NOW.date())

    assert [item.id for item in left.entries] == ["a"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "first line"),
        ("- {id: a, rule: b}\n", 1, "first line"),
        ("# auditor baseline v2 - model: m@r\n", 1, "version 2"),
        (HEAD + "id: a\n", 2, "a list of entries"),
        (HEAD + "- {id: 'a', rule: b}\n- {id: 'a', rule: b}\n", 3, "twice (see line 2)"),
        (HEAD + "- {id: a}\n", 2, "'rule' is missing"),
        (HEAD + "- {id: a, rule: b, reson: x}\n", 2, "Did you mean 'reason'?"),
        (HEAD + "- {id: a, rule: b, reason: lazy}\n", 2, "acknowledged, wont-fix, false-positive"),
        (HEAD + "- {id: a, rule: b, until: mei}\n", 2, "no date"),
        (HEAD + "- {id: a, rule: b, until: 2026-02-30}\n", 2, "no date"),
        (HEAD + "- {id: a, rule: b, note: [x]}\n", 2, "'note' must be a text"),
        (HEAD + "- {id: a, rule: [x]}\n", 2, "'rule' must be a text"),
        (HEAD + "- {id: [a], rule: b}\n", 2, "'id' must be a text"),
        (HEAD + "- {id: a, rule: b, reason: [x]}\n", 2, "'reason' is"),
        (HEAD + "- {id: a, rule: b, ? [x] : y}\n", 2, "YAML"),
        (HEAD + "- &x {id: a, rule: b}\n- *x\n", 1, "aliases"),
        (HEAD + "- {id: a, rule: 'b}\n", 3, "YAML"),
        (HEAD + "- just words\n", 2, "a mapping"),
    ],
)
def test_a_mistake_is_shown_at_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        baseline.loads(text, "b.yaml")

    assert caught.value.exit_code == 2
    assert caught.value.message.startswith(f"b.yaml:{line}: "), caught.value.message
    assert words in caught.value.message


def test_an_empty_baseline_is_one() -> None:
    assert baseline.loads(HEAD).entries == ()
    assert baseline.loads(baseline.dumps(Baseline("m", "r"))) == Baseline("m", "r")


texts = st.text(st.characters(exclude_categories=[]), max_size=20)
entries = st.builds(
    Entry,
    id=texts.filter(bool),
    rule=texts.filter(bool),
    channel=texts,
    claim=texts,
    reason=st.sampled_from(("acknowledged", "wont-fix", "false-positive")),
    note=texts,
    until=st.none() | st.dates(),
)


@given(st.lists(entries, max_size=4, unique_by=lambda item: item.id))
def test_whatever_stands_in_it_is_read_back_and_written_the_same(found: list[Entry]) -> None:
    """Any text: line ends, quotes, control characters, lone surrogates; one line per entry, sorted by id."""
    text = baseline.dumps(Baseline("model", "r@1", tuple(found)))
    back = baseline.loads(text)

    assert [replace(item, line=None) for item in back.entries] == sorted(found, key=lambda item: (item.id, item.rule))
    assert baseline.dumps(back) == text
    assert len(text.splitlines()) == max(len(found), 1) + 1


def test_ids_that_look_like_numbers_keep_their_digits() -> None:
    back = baseline.loads(HEAD + "- {id: 0012345678, rule: b}\n- {id: 12345678e9, rule: b, until: null}\n")

    assert [item.id for item in back.entries] == ["0012345678", "12345678e9"]


@given(st.text("-{}[]:,?&*!|>'\"%@`#~ \n\tabiduntilrule0", max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever a merge left behind is read, or refused with its line."""
    with suppress(ConfigError):
        baseline.loads(HEAD + text)
