"""Kinds of sentences, in Dutch and English, with the encoder and without."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from auditor import match
from auditor.claims import classify, classify_lines
from auditor.cli.lines import read_rows
from auditor.errors import UsageError

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def encode() -> Any:
    return match.load("embedded").encode


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_kind_with_vectors(case: dict[str, Any], encode: Any) -> None:
    found = classify(case["text"], heading=case.get("heading"), encode=encode)
    assert found.kind == case["kind"], found


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_kind_by_form_alone(case: dict[str, Any]) -> None:
    if case.get("form", True):
        found = classify(case["text"], heading=case.get("heading"))
        assert found.kind == case["kind"], found


def test_every_decision_says_why(encode: Any) -> None:
    for case in CASES:
        found = classify(case["text"], heading=case.get("heading"), encode=encode)
        assert found.why
        assert 0.0 <= found.confidence <= 1.0


def test_claims_carry_their_terms() -> None:
    (term,) = classify("Wij antwoorden binnen drie werkdagen op uw brief.").terms
    assert (term.comparator, term.value, term.unit, term.calendar) == ("<=", 3.0, "day", "working")


def test_what_is_no_claim_has_no_terms() -> None:
    assert classify("Zet uw container voor 7.00 uur aan de weg.").terms == ()


@pytest.mark.parametrize("kind", ["heading", "question", "quote", "meta"])
def test_a_block_that_makes_no_claims_is_refused(kind: str) -> None:
    found = classify("Wij bellen u binnen twee uur terug.", block_kind=kind)
    assert (found.kind, found.why != "") == ("none", True)


def test_another_language_is_refused_rather_than_guessed() -> None:
    found = classify("Wir antworten innerhalb von zwei Tagen auf Ihre Fragen.", language="de")
    assert found.kind == "none"
    assert "de" in found.why


def test_a_vector_of_another_encoder_is_not_weighed() -> None:
    def other(texts: Any) -> Any:
        import numpy as np  # noqa: PLC0415 - only here

        return np.ones((len(texts), 384), dtype=np.float32)

    text = "Wij bellen u binnen twee uur terug."
    assert classify(text, encode=other) == classify(text)


def test_the_name_of_the_organisation_makes_it_ours() -> None:
    text = "Waterrijk plant elk jaar minstens driehonderd bomen."
    assert classify(text, names=("Waterrijk",)).kind == "promise"
    text = "Gemeente Waterrijk belooft elke melding binnen een dag te bekijken."
    assert classify(text, names=("Buurthuis De Hoek",)).kind == "none"
    assert classify(text, names=("Gemeente Waterrijk",)).kind == "promise"


def test_lines_keep_their_order_and_ids() -> None:
    rows = [
        {"id": 7, "text": "Wij bellen u binnen twee uur terug."},
        {"id": "b", "text": "Curious: we ask before we answer.", "heading": "Our values"},
        {"id": "c", "text": ""},
    ]
    found = list(classify_lines(rows))
    assert [(row["id"], row["kind"]) for row in found] == [(7, "promise"), ("b", "value"), ("c", "none")]
    assert found[0]["terms"][0]["value"] == 2.0
    assert set(found[0]) == {"id", "kind", "confidence", "terms", "why"}


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text: str) -> None:
    found = classify(text)
    assert found.kind in {"mission", "vision", "value", "product", "promise", "none"}
    assert 0.0 <= found.confidence <= 1.0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": 2, "text": 5}', "text"),
        ('{"id": 2, "text": "Wij bellen u.", "heading": 5}', "heading"),
        ("kapot", "JSON"),
        ("[1]", "JSON"),
    ],
)
def test_a_bad_line_is_named(line: str, said: str) -> None:
    file = io.StringIO('{"id": 1, "text": "Wij bellen u."}\n' + line + "\n")
    with pytest.raises(UsageError, match=said) as caught:
        read_rows(file, required=("id", "text"), optional=("heading",))
    assert ":2:" in str(caught.value)
