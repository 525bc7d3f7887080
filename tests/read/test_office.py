"""Word documents and slide decks."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import docx
import pptx

from auditor.model import Document

ReadBytes = Callable[..., Document]


def test_a_word_document_keeps_its_structure(word: Callable[..., bytes], read_bytes: ReadBytes) -> None:
    def fill(document: docx.document.Document) -> None:
        document.add_heading("Huurders", level=1)
        document.add_paragraph("U krijgt van ons:")
        document.add_paragraph("een sleutel", style="List Bullet")
        document.add_paragraph("een pasje", style="List Bullet 2")
        document.add_paragraph("Wij zijn er blij mee.", style="Quote")
        run = document.add_paragraph().add_run("Kosten")
        run.bold = True
        table = document.add_table(rows=3, cols=3)
        for at, text in enumerate(["Zaal", "Dag", "Prijs", "Groot", "ma-vr", "€ 40", "Klein", "za", "€ 15"]):
            table.cell(at // 3, at % 3).text = text

    document = read_bytes(word(fill), "huur.docx")

    assert [(block.kind, block.text, block.label) for block in document.blocks[:7]] == [
        ("heading", "Huurders", None),
        ("paragraph", "U krijgt van ons:", None),
        ("item", "een sleutel", "U krijgt van ons:"),
        ("item", "een pasje", "U krijgt van ons:"),
        ("quote", "Wij zijn er blij mee.", None),
        ("heading", "Kosten", None),
        ("heading", "Zaal", None),
    ]
    cell = document.blocks[-1]
    assert (cell.text, cell.label, cell.headings) == ("€ 15", "Klein", ("Huurders", "Kosten", "Prijs"))


def test_properties_that_the_library_makes_up_are_not_believed(
    word: Callable[..., bytes], read_bytes: ReadBytes
) -> None:
    """Without docProps/core.xml, python-docx says the file was changed now."""
    content = word(lambda document: document.add_paragraph("Het hek is dicht."))
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "docProps/core.xml":
                continue
            if part.filename in {"_rels/.rels", "[Content_Types].xml"}:
                lines = data.replace(b"><", b">\n<").split(b"\n")
                data = b"".join(line for line in lines if b"core.xml" not in line)
            new.writestr(part.filename, data)
    document = read_bytes(out.getvalue(), "hek.docx")

    assert (document.title, document.published) == (None, None)


def test_a_deck_has_slides_for_pages_and_no_notes(deck: Callable[..., bytes], read_bytes: ReadBytes) -> None:
    def fill(presentation: pptx.presentation.Presentation) -> None:
        first = presentation.slides.add_slide(presentation.slide_layouts[0])
        first.shapes.title.text = "Bewonersdag"
        first.placeholders[1].text = "Wat wij dit jaar doen"
        second = presentation.slides.add_slide(presentation.slide_layouts[1])
        second.shapes.title.text = "Plannen"
        second.placeholders[1].text = "Het dak vernieuwen\nDe tuin openen"
        second.notes_slide.notes_text_frame.text = "Niet voorlezen"
        hidden = presentation.slides.add_slide(presentation.slide_layouts[1])
        hidden.shapes.title.text = "Verborgen"
        hidden._element.set("show", "0")

    document = read_bytes(deck(fill), "dag.pptx")

    assert [(block.place.page, block.kind, block.text) for block in document.blocks] == [
        (1, "heading", "Bewonersdag"),
        (1, "paragraph", "Wat wij dit jaar doen"),
        (2, "heading", "Plannen"),
        (2, "item", "Het dak vernieuwen"),
        (2, "item", "De tuin openen"),
    ]
    assert document.blocks[-1].headings == ("Bewonersdag", "Plannen")
