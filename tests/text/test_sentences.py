"""Sentence boundaries: every case of the benchmark, and what holds for any text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.text.sentences import split

BENCHMARK = Path(__file__).resolve().parents[2] / "benchmarks" / "sentences"


def groups() -> list[tuple[str, str]]:
    return [
        (language, name)
        for language in ("nl", "en")
        for name in yaml.safe_load((BENCHMARK / f"{language}.yaml").read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("language", "group"), groups())
def test_cases_of_the_benchmark_are_split_right(language: str, group: str) -> None:
    data = yaml.safe_load((BENCHMARK / f"{language}.yaml").read_text(encoding="utf-8"))[group]
    for sentences in data["cases"]:
        text = data.get("joined", " ").join(sentences)

        assert [text[a:b] for a, b in split(text, language)] == sentences


@given(st.text(alphabet=st.sampled_from("aA bB.!?…'’\"“”()\n\r\u2028 1🎉d.w.z. Dr. enz. :)"), max_size=80))
@settings(max_examples=120, deadline=None)
def test_spans_cover_every_visible_character_once_and_in_order(text: str) -> None:
    spans = split(text, "nl")

    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@given(st.text(max_size=200))
@settings(max_examples=80, deadline=None)
def test_any_text_in_any_language_can_be_split(text: str) -> None:
    for language in (None, "nl", "en", "de", "xx", "nl-BE"):
        assert "".join("".join(text[a:b].split()) for a, b in split(text, language)) == "".join(text.split())


def test_a_long_line_that_goes_on_in_lower_case_is_one_sentence() -> None:
    text = "Deze regel is afgebroken omdat het scherm van de schrijver\nniet breder was. De volgende staat erachter."

    assert len(split(text, "nl")) == 2


def test_both_lexicons_hold_when_the_language_is_unknown() -> None:
    assert len(split("Bel dhr. Smit, d.w.z. de beheerder, i.e. the caretaker.", None)) == 1


def test_a_hostile_text_takes_no_more_than_linear_time() -> None:
    assert len(split("(" * 20_000 + '"a. ' * 20_000, "nl")) >= 1
