"""What stands on most pages of a site is kept once, where it fits best."""

from __future__ import annotations

from collections.abc import Callable

from auditor.model import Document
from auditor.read import drop_repeated, statements

ReadPage = Callable[..., Document]

TEASER = "<div class='kaart'><h3>Zomerfeest</h3><p>In juli vieren wij het zomerfeest op het plein.</p></div>"


def site(page: ReadPage, pages: int, *, teaser: str = TEASER) -> list[Document]:
    made = [
        page(
            f"<main><h1>Pagina {n}</h1><p>Dit staat alleen op bladzijde {n}.</p>{teaser}</main>",
            url=f"https://m.example/p{n}",
        )
        for n in range(pages)
    ]
    own = page(
        f"<main><h1>Zomerfeest</h1>{TEASER}<p>Er is muziek en er is soep.</p></main>",
        url="https://m.example/agenda/zomerfeest",
    )
    return [*made, own]


def count(documents: tuple[Document, ...] | list[Document], text: str) -> list[str]:
    return [document.id for document in documents for block in document.blocks if text in block.text]


def test_a_teaser_stays_on_the_page_that_is_about_it(page: ReadPage) -> None:
    documents = drop_repeated(site(page, 9))

    assert count(documents, "In juli vieren wij") == ["https://m.example/agenda/zomerfeest"]
    assert len(count(documents, "Dit staat alleen")) == 9


def test_headings_without_content_go_and_others_stay(page: ReadPage) -> None:
    documents = drop_repeated(site(page, 9))

    assert count(documents[:9], "Zomerfeest") == []
    assert len(count(documents[:9], "Pagina")) == 9


def test_a_tiny_site_keeps_everything(page: ReadPage) -> None:
    documents = site(page, 2)

    assert drop_repeated(documents) == tuple(documents)


def test_what_stands_on_few_pages_stays(page: ReadPage) -> None:
    documents = site(page, 2) + [
        page(f"<main><h1>Los {n}</h1><p>Hier is het {n} keer anders.</p></main>", url=f"https://m.example/los{n}")
        for n in range(20)
    ]

    assert len(count(drop_repeated(documents), "In juli vieren wij")) == 3


def test_nothing_that_is_said_is_lost(page: ReadPage) -> None:
    documents = site(page, 9)
    said = {statement.text for document in documents for statement in statements(document)}

    assert said == {statement.text for document in drop_repeated(documents) for statement in statements(document)}
