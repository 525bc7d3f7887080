"""Word fields: what stands in them, how words and expressions are found, and that the shipped files are whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.resources import data
from auditor.text.wordfields import LANGUAGES, LOOSE, PART, fields_of, parsed, wordfields
from auditor.text.words import stem

FILES = sorted((data("config") / "lexicon" / "wordfields").glob("*.txt"))


def names(text: str, language: str | None = "nl") -> set[str]:
    """Return the names of all fields that `text` touches."""
    return {wordfields().names[field] for fields in fields_of(text, language).values() for field in fields}


def together(left: str, right: str, spoken: str = "nl", answered: str = "nl") -> bool:
    return bool(names(left, spoken) & names(right, answered))


def test_a_detail_meets_the_general_word_it_stands_for():
    assert together("vee", "een kudde schapen")
    assert together("rolstoel", "ze reed haar scootmobiel naar binnen")
    assert together("livestock", "eighteen sheep", "en", "en")


def test_fields_tie_the_two_languages():
    assert together("lekke band", "a flat tyre", "nl", "en")


def test_words_of_different_corners_do_not_meet():
    assert not together("schapen", "hypotheek")


def test_inflected_forms_are_found():
    assert names("schapen") >= names("schaap")


def test_a_compound_is_read_by_its_parts():
    (fields,) = fields_of("graanschapen", "nl").values()
    assert max(fields.values()) == PART


def test_an_expression_counts_where_all_its_words_are_there(tmp_path: Path):
    file = tmp_path / "some.txt"
    file.write_text("flat tyre: kapotte fietsband | flat tyre\n", encoding="utf-8")
    known = parsed([file])
    assert known.by_word["en"]["tyre"] == {0: LOOSE}
    assert known.by_expression["en"][stem("flat")] == (((stem("tyre"),), 0),)


def test_function_words_stand_in_no_field():
    assert fields_of("niet van de het en", "nl") == {}
    assert fields_of("", None) == {}


@pytest.mark.parametrize("line", ["no colon here | at all", "name: one side only", "name: a | b | c"])
def test_a_broken_line_is_named(tmp_path: Path, line: str):
    file = tmp_path / "broken.txt"
    file.write_text(f"# fine\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken\.txt, line 2"):
        parsed([file])


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_the_shipped_files_are_whole(file: Path):
    seen = set()
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, _, rest = line.partition(":")
        assert name not in seen
        seen.add(name)
        sides = [[entry.strip() for entry in side.split(",")] for side in rest.split("|")]
        assert len(sides) == len(LANGUAGES)
        for side in sides:
            assert len(side) >= 5, name
            assert all(side), name
            assert len(side) == len(set(side)), name


def test_there_are_enough_fields_to_matter():
    assert len(wordfields().names) > 6000
