"""The adviser's hand: what a person decided is kept, outranks the model, and is checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.claims import extract, review
from auditor.errors import ConfigError
from auditor.model import Statement
from auditor.settings.model import Settings

Say = Callable[..., Statement]
ONE = "Wij beantwoorden uw mail binnen twee werkdagen."
TWO = "Ons loket is op donderdag open tot 20.00 uur."


@pytest.fixture
def statements(say: Say) -> list[Statement]:
    return [say(ONE), say(TWO)]


def _decide(path: Path, text: str, line: str) -> None:
    """Replace `decision: open` of the entry with `text`."""
    head, _, tail = path.read_text(encoding="utf-8").partition(text)
    path.write_text(head + text + tail.replace("decision: open", line, 1), encoding="utf-8")


def test_the_file_holds_every_claim_and_changes_nothing_by_itself(
    statements: list[Statement], settings: Settings
) -> None:
    before = extract(statements, settings=settings, encode=None)
    assert review.write(before, settings.claims.review_file) == 2
    assert extract(statements, settings=settings, encode=None) == before


def test_new_claims_are_added_below_what_a_person_wrote(
    statements: list[Statement], settings: Settings, say: Say
) -> None:
    path = settings.claims.review_file
    review.write(extract(statements, settings=settings, encode=None), path)
    path.write_text(path.read_text(encoding="utf-8") + "  # a note of mine\n", encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    more = [*statements, say("Wij brengen uw pakket binnen een dag.")]
    assert review.write(extract(more, settings=settings, encode=None), path) == 1
    assert path.read_text(encoding="utf-8").startswith(before)
    assert review.write(extract(more, settings=settings, encode=None), path) == 0


def test_a_rejected_claim_is_gone(statements: list[Statement], settings: Settings) -> None:
    review.write(extract(statements, settings=settings, encode=None), settings.claims.review_file)
    _decide(settings.claims.review_file, ONE, "decision: reject")
    assert [claim.text for claim in extract(statements, settings=settings, encode=None)] == [TWO]


def test_kind_and_terms_are_corrected(statements: list[Statement], settings: Settings) -> None:
    path = settings.claims.review_file
    review.write(extract(statements, settings=settings, encode=None), path)
    _decide(path, ONE, "decision: accept")
    text = path.read_text(encoding="utf-8").replace('"value": 2.0', '"value": 3')
    head, _, tail = text.partition(ONE)
    path.write_text(head + ONE + tail.replace("kind: promise", "kind: value", 1), encoding="utf-8")
    claim = next(claim for claim in extract(statements, settings=settings, encode=None) if claim.text == ONE)
    assert (claim.kind, claim.terms[0].value, claim.decided_by) == ("value", 3.0, "person")


def test_a_merged_claim_becomes_a_place_of_the_other(statements: list[Statement], settings: Settings) -> None:
    path = settings.claims.review_file
    found = extract(statements, settings=settings, encode=None)
    review.write(found, path)
    target = next(claim for claim in found if claim.text == ONE)
    _decide(path, TWO, f"decision: open\n    merge_into: {target.id}")
    (claim,) = extract(statements, settings=settings, encode=None)
    assert (claim.text, len(claim.also_at)) == (ONE, 1)


def test_a_pinned_entry_stays_when_its_page_is_gone(statements: list[Statement], settings: Settings) -> None:
    review.write(extract(statements, settings=settings, encode=None), settings.claims.review_file)
    _decide(settings.claims.review_file, ONE, "decision: pin")
    (claim,) = extract([], settings=settings, encode=None)
    assert (claim.text, claim.decided_by) == (ONE, "person")


@pytest.mark.parametrize(
    ("entry", "line", "says"),
    [
        ("- {id: a1, text: x, kind: belofte}", 2, "'kind' is 'belofte'"),
        ("- {id: a1, text: x, kind: promise, decision: yes}", 2, "'decision'"),
        ("- id: a1\n    text: x\n    kind: promise\n    desicion: accept", 5, "did you mean 'decision'"),
        ("- {text: x, kind: promise}", 2, "'id' is missing"),
        ("- {id: a1, text: x, kind: promise}\n  - {id: a1, text: y, kind: promise}", 3, "stands in line 2 already"),
        ("- {id: a1, text: x, kind: promise, merge_into: b2}", 2, "no id of another entry"),
        ("- {id: a1, text: x, kind: promise, terms: [{metric: price}]}", 2, "a term needs 'comparator'"),
        ("- just text", 2, "an entry must be a mapping"),
        ("- {id: a1", 2, "not valid YAML"),
    ],
)
def test_a_mistake_is_shown_with_its_line(entry: str, line: int, says: str, tmp_path: Path) -> None:
    path = tmp_path / "claims.review.yaml"
    path.write_text(f"claims:\n  {entry}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=says.replace("'", ".")) as caught:
        review.load(path)
    if says != "not valid YAML":
        assert f"{path}:{line}:" in caught.value.message


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    assert review.load(tmp_path / "none.yaml").entries == ()


@pytest.mark.parametrize("text", ["", "version: 1\nclaims:\n", "# nothing yet\n"])
def test_an_empty_file_is_filled(text: str, statements: list[Statement], settings: Settings) -> None:
    path = settings.claims.review_file
    path.write_text(text, encoding="utf-8")
    assert review.write(extract(statements, settings=settings, encode=None), path) == 2
    assert len(review.load(path).entries) == 2


def test_a_pin_keeps_its_terms_when_the_sentence_leaves_the_site(
    statements: list[Statement], settings: Settings
) -> None:
    path = settings.claims.review_file
    review.write(extract(statements, settings=settings, encode=None), path)
    _decide(path, ONE, "decision: pin\n    channels: [bluesky]")
    path.write_text(path.read_text(encoding="utf-8").replace('"value": 2.0', '"value": 3'), encoding="utf-8")
    for held in (statements, statements[1:]):
        claim = next(claim for claim in extract(held, settings=settings, encode=None) if claim.text == ONE)
        assert [term.value for term in claim.terms] == [3.0]
        assert claim.channels == ("bluesky",)


def test_the_channels_of_an_accepted_claim_count(statements: list[Statement], settings: Settings) -> None:
    review.write(extract(statements, settings=settings, encode=None), settings.claims.review_file)
    _decide(settings.claims.review_file, ONE, "decision: accept\n    channels: [facebook-pagina]")
    claim = next(claim for claim in extract(statements, settings=settings, encode=None) if claim.text == ONE)
    assert claim.channels == ("facebook-pagina",)


def test_what_says_the_same_as_a_rejected_claim_is_rejected(statements: list[Statement], settings: Settings) -> None:
    path = settings.claims.review_file
    review.write(extract(statements, settings=settings, encode=None), path)
    one, two = (entry.id for entry in review.load(path).entries)
    first, second = (entry.text for entry in review.load(path).entries)
    _decide(path, first, "decision: reject")
    _decide(path, second, f"decision: open\n    merge_into: {one}")
    assert one != two
    assert extract(statements, settings=settings, encode=None) == ()


def test_the_line_ends_of_the_file_stay(statements: list[Statement], settings: Settings) -> None:
    path = settings.claims.review_file
    review.write(extract(statements[:1], settings=settings, encode=None), path)
    before = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    assert review.write(extract(statements, settings=settings, encode=None), path) == 1
    after = path.read_bytes()
    assert after.startswith(before)
    assert b"\n" not in after.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("claims:", "claim:", "did you mean 'claims'"),
        ("version: 1", "version: 2", "version 2 is not known"),
        ("    decision: open", "    decision: yes", "'decision' is 'yes'"),
        ("    decision: open", "    decision: reject\n    decision: accept", "stands in line"),
        ("    decision: open", "    decision: accept\n    channels: [nowhere]", "no social source"),
        ("    decision: open", "    decision: open\n    merge_into: 0012", "'0012' is no id"),
        ('"unit": "day"', '"unit": "days"', "did you mean 'day'"),
        ('"unit": "day"', '"unit": 5', "is no text"),
        ('"metric": "response_time"', '"metric": "responce_time"', "did you mean 'response_time'"),
        ('"calendar": "working"', '"calendar": "werkdag"', "is no calendar"),
        ('"value": 2.0', '"value": "twee"', "is no number"),
    ],
)
def test_a_slip_of_the_pen_is_shown_with_its_line(
    statements: list[Statement], settings: Settings, old: str, new: str, said: str
) -> None:
    path = settings.claims.review_file
    review.write(extract(statements[:1], settings=settings, encode=None), path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    head, _, tail = text.rpartition(old)
    path.write_text(head + new + tail, encoding="utf-8")
    with pytest.raises(ConfigError, match=said) as caught:
        extract(statements, settings=settings, encode=None)
    assert f"{path}:" in str(caught.value)
