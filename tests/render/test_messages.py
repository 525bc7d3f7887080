"""The catalogues: every message of every report has a whole translation, and nothing else is in them."""

from __future__ import annotations

import ast
import re
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from auditor.errors import UsageError
from auditor.render.words import Words
from auditor.resources import data

ROOT = data("reports").parent
KEYWORDS = {"t": None, "nt": (1, 2), "mark": None}
LANGUAGES = sorted(path.stem for path in (data("reports") / "messages").glob("*.po"))


def used() -> set[str | tuple[str, ...]]:
    """Return the messages in the code and the templates, as babel.cfg describes them."""
    found = set()
    for folder, methods in (
        (ROOT / "auditor" / "render", [("**.py", "python")]),
        (ROOT / "reports" / "templates", [("**.j2", "jinja2")]),
    ):
        for _, _, message, _, _ in extract_from_dir(folder, methods, {"**.j2": {"trimmed": "true"}}, KEYWORDS):
            found.add(message)
    return found


def catalogue(language: str) -> Catalog:
    with (data("reports") / "messages" / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_there_is_a_dutch_catalogue_and_english_needs_none():
    assert "nl" in LANGUAGES
    assert Words("en").t("Summary") == "Summary"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_nothing_is_left_over(language: str):
    messages = {message.id: message for message in catalogue(language) if message.id}
    empty = [key for key, message in messages.items() if not all(_strings(message)) or message.fuzzy]

    assert set() == used() - messages.keys(), "not in the catalogue"
    assert set() == messages.keys() - used(), "in the catalogue, but used nowhere"
    assert empty == []


def test_no_message_hides_in_a_formatted_string():
    """Babel does not look into f-strings, so a message there would never reach a catalogue."""
    for file in sorted((ROOT / "auditor" / "render").glob("*.py")):
        for formatted in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(formatted, ast.JoinedStr):
                calls = [node for node in ast.walk(formatted) if isinstance(node, ast.Call) and node.args]
                named = [call for call in calls if getattr(call.func, "attr", "") in KEYWORDS]
                assert [call.lineno for call in named if isinstance(call.args[0], ast.Constant)] == [], file


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_placeholders_of_their_message(language: str):
    for message in catalogue(language):
        if not message.id:
            continue
        wanted = placeholders(message.id if isinstance(message.id, str) else message.id[1])
        for string in _strings(message):
            assert wanted == placeholders(string), message.id


def test_dutch_has_no_english_left_and_uses_one_form_of_address():
    """The reports say u, as an adviser to a client does."""
    for message in catalogue("nl"):
        for string in _strings(message) if message.id else ():
            assert not re.search(r"\b(je|jij|jouw|the|and|which|your)\b", string, re.IGNORECASE), string


def test_language_without_a_catalogue_is_refused_with_those_there_are():
    with pytest.raises(UsageError, match=r"'fr'") as caught:
        Words("fr")
    assert caught.value.advice == "Languages: en, nl."


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)
