"""results.json: the contract's shape, the same bytes for the same results, and back without loss."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace

import pytest
import strategies
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator, FormatChecker
from sample import day, dutch, english

from auditor.errors import UsageError
from auditor.model import Evidence, Results, Term
from auditor.render.results_json import canonical, claim_as_dict, dumps, loads
from auditor.resources import data

SCHEMA = json.loads((data("config") / "results.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(results=strategies.results)
def test_any_results_survive_the_round_trip_and_fit_the_schema(results: Results):
    """What is read back equals the canonical results, is written the same again, and validates."""
    written = dumps(results)

    assert canonical(results) == loads(written)
    assert written == dumps(loads(written))
    assert [error.message for error in VALIDATOR.iter_errors(json.loads(written))] == []


@pytest.mark.parametrize("make", [dutch, english])
def test_samples_fit_the_published_schema(make: Callable[[], Results]):
    Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(json.loads(dumps(make())))


def test_contract_names_stand_where_the_contract_puts_them():
    """Section 4 of the contract, key by key."""
    written = json.loads(dumps(dutch()))
    claim = next(claim for claim in written["claims"] if claim["id"] == "b-reactie")
    verdict = next(v for v in written["verdicts"] if (v["claim"], v["source"]) == ("b-reactie", "facebook"))

    assert written["schema_version"] == 1
    assert {"tool", "model", "model_revision", "snapshot", "now"} <= written["run"].keys()
    assert claim["verdict"] == "contradicted"
    assert {"url", "path", "line", "page"} <= claim["place"].keys()
    assert {"source", "place"} == claim["also_at"][0].keys()
    assert claim["terms"][0]["value"] == 24 / 6
    assert [item["relation"] for item in verdict["evidence"]] == ["conflicts", "measured", "complaint"]
    assert {"text", "url", "published", "score", "relation", "why"} <= verdict["evidence"][0].keys()
    assert written["webcare"][0]["promises"][0]["interval"] == [0.42, 0.74]
    assert {"by_level", "by_verdict", "exit_code"} <= written["summary"].keys()


def test_order_of_the_lists_does_not_change_the_bytes():
    """Claims, verdicts, findings and sources may be found in any order."""
    results = dutch()
    mixed = random.Random(7)
    shuffled = replace(
        results,
        **{
            name: tuple(mixed.sample(getattr(results, name), len(getattr(results, name))))
            for name in ("sources", "claims", "verdicts", "webcare", "findings")
        },
    )

    assert dumps(results) == dumps(shuffled)


def test_evidence_keeps_its_order_because_the_first_decides():
    verdict = next(v for v in loads(dumps(dutch())).verdicts if (v.claim, v.source) == ("b-reparatie", "facebook"))

    assert [evidence.relation for evidence in verdict.evidence] == ["shows", "conflicts"]


def test_last_bits_of_a_float_do_not_reach_the_file():
    results = dutch()
    first, *rest = results.findings
    near = replace(results, findings=(replace(first, confidence=first.confidence + 1e-12), *rest))

    assert dumps(results) == dumps(near)


def test_times_carry_their_offset_and_one_without_is_utc():
    results = dutch()
    bare = replace(results.run, now=day(3, 1).replace(tzinfo=None))

    assert json.loads(dumps(results))["run"]["now"] == "2026-11-20T09:00:00+01:00"
    assert json.loads(dumps(replace(results, run=bare)))["run"]["now"] == "2026-03-01T10:15:00+00:00"


def test_text_that_a_terminal_would_act_on_is_escaped_and_kept():
    """JSON is printed to terminals too, so controls, bidi marks and lone surrogates are written as escapes."""
    nasty = "a\x1b[31m\x9b31m\u202eb\u2028c\ud800d\x7f"
    results = replace(dutch(), verdicts=(replace(dutch().verdicts[0], evidence=(Evidence(nasty, "shows", ""),)),))
    written = dumps(results)

    assert nasty == loads(written).verdicts[0].evidence[0].text
    assert all(char.isprintable() or char == "\n" for char in written)
    written.encode("utf-8")


def test_number_that_is_not_finite_is_refused():
    """JSON has no infinity; a file that no other program reads is worse than an error."""
    claim = replace(dutch().claims[0], terms=(Term("price", "<=", float("inf"), "eur"),))
    with pytest.raises(ValueError, match="not JSON compliant"):
        dumps(replace(dutch(), claims=(claim,)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"schema_version": 99}', "schema version 99"),
        ('{"schema_version": 1}', "run is missing"),
    ],
)
def test_what_is_no_results_is_refused_with_advice(text: str, message: str):
    with pytest.raises(UsageError, match=message) as caught:
        loads(text)
    assert caught.value.advice


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("claims", 0, "kind"), "slogan", r"claims\[0\].kind should be one of"),
        (("claims", 0, "confidence"), "high", r"claims\[0\].confidence should be float"),
        (("claims", 0, "also_at"), [{"source": "x"}], "also_at should be objects"),
        (("run", "now"), "yesterday", "run.now should be an ISO 8601 time"),
        (("summary", "by_level"), [], "by_level should be an object"),
        (("sources", 0, "documents"), True, "documents should be int"),
        (("webcare", 0, "promises", 0, "interval"), [0.1], "interval should be a list of 2"),
    ],
)
def test_wrong_value_is_named_with_its_place(path: tuple[str | int, ...], value: object, message: str):
    written = json.loads(dumps(dutch()))
    spot = written
    for step in path[:-1]:
        spot = spot[step]
    spot[path[-1]] = value
    with pytest.raises(UsageError, match=message):
        loads(json.dumps(written))


def test_results_of_an_older_version_without_the_optional_fields_are_read():
    written = json.loads(dumps(english()))
    for claim in written["claims"]:
        del claim["why"], claim["decided_by"]
    del written["run"]["handles"]

    assert loads(json.dumps(written)).run.handles == ()


def test_single_claim_is_written_as_in_the_results():
    """`auditor claims list --format json` shows what the results hold, but for the verdict."""
    claim = dutch().claims[6]
    whole = next(item for item in json.loads(dumps(dutch()))["claims"] if item["id"] == claim.id)

    assert {**json.loads(json.dumps(claim_as_dict(claim))), "verdict": "contradicted"} == whole
