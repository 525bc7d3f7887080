"""Every sentence that stands beside a source exists in both languages, with the same gaps to fill."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from auditor.collect.notes import say
from auditor.resources import lexicon

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [*(ROOT / "spiders" / "auditor_spiders").glob("*.py"), *(ROOT / "auditor" / "collect").glob("*.py")]


def gaps(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))


def test_both_languages_have_the_same_keys_and_gaps() -> None:
    dutch, english = lexicon("notes", "nl"), lexicon("notes", "en")

    assert dutch.keys() == english.keys()
    assert {key: gaps(sentence) for key, sentence in english.items()} == {
        key: gaps(sentence) for key, sentence in dutch.items()
    }


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_sentence_is_written_twice(language: str) -> None:
    """Of two sentences with one key YAML keeps the last, without a word."""
    text = (ROOT / "config" / "lexicon" / "notes" / f"{language}.yaml").read_text(encoding="utf-8")
    keys = re.findall(r"^([\w-]+):", text, re.MULTILINE)

    assert sorted(keys) == sorted(set(keys))


def test_every_key_that_a_collector_says_exists() -> None:
    said = {
        key for path in SOURCES for key in re.findall(r"""\bsay\(\s*"([a-z-]+)\"""", path.read_text(encoding="utf-8"))
    }

    assert said
    assert said <= lexicon("notes", "en").keys()


def test_an_unknown_key_is_a_mistake_that_shows() -> None:
    with pytest.raises(KeyError):
        say("nl", "no-such-note")


def test_a_language_without_sentences_speaks_english() -> None:
    assert say("de", "timed-out", host="bakker.test") == "bakker.test did not answer in time."
