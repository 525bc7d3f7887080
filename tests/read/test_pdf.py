"""PDFs: reading order, words made whole, headings, items, pages; and what is refused."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from auditor.model import RUNNING_HEADER, Document
from auditor.read import RefusedError, pdf

ReadBytes = Callable[..., Document]
Brochure = Callable[..., Document]
MakePdf = Callable[..., bytes]


def column(
    x: float, top: float, lines: list[str], **style: object
) -> list[tuple[float, float, str, dict[str, object]]]:
    return [(x, top - 12 * at, text, style) for at, text in enumerate(lines)]


@pytest.fixture
def brochure(make_pdf: MakePdf, read_bytes: ReadBytes) -> Brochure:
    """Read a PDF whose pages are lists of (x, y, text, style)."""

    def make(*pages: list[tuple[float, float, str, dict[str, object]]], **meta: str) -> Document:
        made = [
            [SimpleNamespace(x=x, y=y, text=text, **{"size": 10, "bold": False, **style}) for x, y, text, style in page]
            for page in pages
        ]
        return read_bytes(make_pdf(*made, **meta), "folder.pdf", "application/pdf")

    return make


LEFT = [
    "Wij maaien het gras in het park elke twee",
    "weken. In droge zomers slaan wij een beurt",
    "over, want dan groeit er weinig.",
]
RIGHT = [
    "De bankjes verven wij in het voorjaar met",
    "verf op waterbasis. Wie er een wil sponsoren",
    "kan zich melden bij de beheerder.",
]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def test_two_columns_are_read_one_after_the_other(brochure: Brochure) -> None:
    document = brochure(column(60, 700, LEFT) + column(320, 700, RIGHT))

    assert paragraphs(document) == [" ".join(LEFT), " ".join(RIGHT)]


def test_columns_that_were_written_line_by_line_are_read_as_columns(brochure: Brochure) -> None:
    left = [(60, 700 - 12 * at, text, {}) for at, text in enumerate([*LEFT, *LEFT])]
    right = [(320, 700 - 12 * at, text, {}) for at, text in enumerate([*RIGHT, *RIGHT])]
    heading = [(60, 740, "Onderhoud van het park in ons dorp", {"size": 18})]
    document = brochure(heading + [line for pair in zip(left, right, strict=True) for line in pair])

    assert " ".join(paragraphs(document)).split() == [
        "Onderhoud",
        "van",
        "het",
        "park",
        "in",
        "ons",
        "dorp",
        *" ".join([*LEFT, *LEFT, *RIGHT, *RIGHT]).split(),
    ]


def test_headings_are_found_by_size_and_weight(brochure: Brochure) -> None:
    document = brochure(
        [
            (60, 760, "Parkboek", {"size": 24}),
            (60, 720, "Gras", {"size": 14, "bold": True}),
            *column(60, 700, LEFT),
            (60, 640, "Bankjes", {"bold": True}),
            *column(60, 620, RIGHT),
        ]
    )

    assert [(block.kind, block.level, block.text) for block in document.blocks if block.kind == "heading"] == [
        ("heading", 1, "Parkboek"),
        ("heading", 2, "Gras"),
        ("heading", 3, "Bankjes"),
    ]
    assert document.blocks[-1].headings == ("Parkboek", "Gras", "Bankjes")


def test_running_headers_and_page_numbers_go_and_pages_stay(brochure: Brochure) -> None:
    pages = [
        [
            (60, 810, "Vereniging Molenpad - parkboek", {}),
            (290, 30, str(number), {}),
            *column(60, 700, [f"Dit is bladzijde {word} van het boek over het park."]),
        ]
        for number, word in enumerate(["een", "twee", "drie", "vier"], start=1)
    ]
    document = brochure(*pages)

    assert [(block.place.page, block.text) for block in document.blocks] == [
        (number, f"Dit is bladzijde {word} van het boek over het park.")
        for number, word in enumerate(["een", "twee", "drie", "vier"], start=1)
    ]
    assert document.facts == ((RUNNING_HEADER, "Vereniging Molenpad - parkboek 1"),)


def test_bullets_become_items_under_their_lead_in(brochure: Brochure) -> None:
    document = brochure(
        [
            *column(60, 700, ["Vrijwilligers in het park doen dit elke week:"]),
            (60, 680, "•", {}),
            (75, 680, "het pad vegen en de haag", {}),
            (75, 668, "snoeien", {}),
            (60, 650, "- het hek nakijken", {}),
        ]
    )

    assert [(block.kind, block.text, block.label) for block in document.blocks[1:]] == [
        ("item", "het pad vegen en de haag snoeien", "Vrijwilligers in het park doen dit elke week:"),
        ("item", "het hek nakijken", "Vrijwilligers in het park doen dit elke week:"),
    ]


def test_a_sentence_goes_on_over_a_page(brochure: Brochure) -> None:
    document = brochure(
        column(60, 80, ["Het park is het hele jaar open, ook als het"]), column(60, 760, ["buiten regent of sneeuwt."])
    )

    assert paragraphs(document) == ["Het park is het hele jaar open, ook als het buiten regent of sneeuwt."]
    assert document.blocks[0].place.page == 1


def test_rows_of_a_table_become_cells(brochure: Brochure) -> None:
    rows = [("Wat", "Wanneer", "Prijs"), ("Zaal", "elke avond", "40 euro"), ("Keuken", "in overleg", "15 euro")]
    document = brochure(
        column(60, 760, LEFT)
        + [
            (x, 650 - 20 * at, text, {"bold": at == 0})
            for at, row in enumerate(rows)
            for x, text in zip((60, 220, 400), row, strict=True)
        ]
    )
    cell = next(block for block in document.blocks if block.text == "15 euro")

    assert (cell.kind, cell.label, cell.headings[-1]) == ("cell", "Keuken", "Prijs")


def test_title_and_date_come_from_the_file(brochure: Brochure) -> None:
    document = brochure(column(60, 700, LEFT), title="Het parkboek van dit jaar", creation="D:20260304120000")

    assert document.title == "Het parkboek van dit jaar"
    assert document.published is not None
    assert document.published.date().isoformat() == "2026-03-04"


def test_the_first_day_of_an_epoch_is_no_date(brochure: Brochure) -> None:
    assert brochure(column(60, 700, LEFT), creation="D:20000101000000").published is None


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"<html>404</html>", "no_pdf"), (b"%PDF-1.7\nafgebroken", "broken_pdf"), (b"", "no_pdf")],
)
def test_what_is_no_pdf_is_refused(read_bytes: ReadBytes, content: bytes, code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read_bytes(content, "folder.pdf")

    assert caught.value.code == code


def test_a_pdf_without_text_is_refused(make_pdf: MakePdf, read_bytes: ReadBytes) -> None:
    with pytest.raises(RefusedError, match="no text"):
        read_bytes(make_pdf([]), "leeg.pdf")


def test_a_pdf_bomb_ends_its_child_and_nothing_else(
    read_bytes: ReadBytes, make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "MEGABYTES", 256)
    packed = zlib.compress(b"BT /F1 10 Tf " + b"(park) Tj " * 20_000_000 + b"ET", 9)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    plain = make_pdf([])
    at = plain.index(b"<< /Length")
    end = plain.index(b"endstream") + len(b"endstream")
    with pytest.raises(RefusedError) as caught:
        read_bytes(plain[:at] + stream + plain[end:], "bom.pdf")

    assert caught.value.code == "exhausting_pdf"
