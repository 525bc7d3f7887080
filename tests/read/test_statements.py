"""Statements: sentences with their exact place, and ids that stay the same."""

from __future__ import annotations

from collections.abc import Callable

from auditor.model import Document
from auditor.read import statements

ReadPage = Callable[..., Document]


def test_each_sentence_has_its_span_and_its_neighbours(page: ReadPage) -> None:
    document = page("<main><h1>Bad</h1><p>Het water is warm. De zaal is\n groot. Kom gerust!</p></main>")
    first, second, third = statements(document)[1:]

    assert (second.text, second.before, second.after) == ("De zaal is groot.", first.text, third.text)
    block = document.blocks[-1]
    assert " ".join(block.text[second.place.start : second.place.end].split()) == second.text
    assert second.place.line == block.place.line
    assert second.headings == ("Bad",)
    assert (first.before, third.after) == (None, None)


def test_ids_depend_on_the_words_and_not_on_the_place(page: ReadPage) -> None:
    before = statements(page("<main><p>Wij zijn er. Altijd open.</p></main>"))
    after = statements(page("<main><p>Nieuw!</p>\n\n<p>Altijd open.</p><p>Wij zijn er.</p></main>"))

    assert {s.text: s.id for s in before}.items() <= {s.text: s.id for s in after}.items()


def test_the_same_sentence_twice_has_two_ids(page: ReadPage) -> None:
    found = statements(page("<main><p>Altijd open.</p><p>Altijd open.</p></main>"))

    assert len({statement.id for statement in found}) == 2


def test_questions_are_whole_and_empty_texts_are_none(page: ReadPage) -> None:
    document = page("<main><details><summary>Open? Ook op zondag?</summary><p>Ja. !!!</p></details></main>")

    assert [statement.text for statement in statements(document)] == ["Open? Ook op zondag?", "Ja."]


def test_kind_label_and_page_are_passed_on(page: ReadPage) -> None:
    document = page(
        "<main><h1>Tarieven</h1><table><tr><th>Zaal</th><td>40 euro per dag</td></tr>"
        "<tr><th>Tuin</th><td>gratis</td></tr></table></main>",
        url="https://www.molenpad.example/tarieven/",
    )
    found = statements(document)[-1]

    assert (found.text, found.label, found.block_kind, found.page_type, found.title) == (
        "gratis",
        "Tuin",
        "cell",
        "product",
        "Molenpad",
    )
    assert (found.source, found.document, found.role) == ("site", "https://www.molenpad.example/tarieven/", "owned")
