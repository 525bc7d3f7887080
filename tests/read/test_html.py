"""Web pages: what survives, what does not, and where it stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.model import Document, RawDocument
from auditor.read import read

ReadPage = Callable[..., Document]


def texts(document: Document, kind: str | None = None) -> list[str]:
    return [block.text for block in document.blocks if kind is None or block.kind == kind]


def test_navigation_banners_and_footers_do_not_survive(page: ReadPage) -> None:
    document = page("""
      <a class="skip-link" href="#inhoud">Naar de inhoud</a>
      <header><nav><ul><li><a href="/">Home</a></li><li><a href="/bad">Zwembad</a></li></ul></nav></header>
      <div id="cookie-melding" class="cookie-bar"><p>Wij gebruiken cookies.</p><button>Akkoord</button></div>
      <ol class="breadcrumb"><li><a href="/">Home</a></li><li>Zwembad</li></ol>
      <main><h1>Zwembad</h1><p>Het water is het hele jaar 28 graden.</p>
        <div class="share-buttons"><a href="#">Deel dit</a></div></main>
      <aside>Zie ook: sauna</aside><footer><p>Molenpad 3</p></footer>
    """)

    assert texts(document) == ["Zwembad", "Het water is het hele jaar 28 graden."]


def test_hero_outside_main_is_kept(page: ReadPage) -> None:
    document = page(
        "<header class='hero'><h1>Samen lezen</h1><p>De bibliotheek van iedereen.</p></header>"
        f"<main><h2>Boeken</h2><p>{'Onze boeken staan op drie verdiepingen. ' * 9}</p></main>"
    )

    assert texts(document)[:3] == ["Samen lezen", "De bibliotheek van iedereen.", "Boeken"]


def test_cards_stand_under_their_own_heading_and_not_over_what_follows(page: ReadPage) -> None:
    document = page("""<main><h1>Lenen</h1><h2>Wat kan hier?</h2><div class="cards">
      <div><h3>Boeken</h3><p>U leent boeken drie weken.</p></div>
      <div><h3>Spellen</h3><p>U leent spellen een maand.</p></div></div>
      <p>Verlengen kan altijd online.</p></main>""")
    under = {block.text: block.headings for block in document.blocks}

    assert under["U leent spellen een maand."] == ("Lenen", "Wat kan hier?", "Spellen")
    assert under["Verlengen kan altijd online."] == ("Lenen", "Wat kan hier?")


def test_a_heading_in_a_box_of_its_own_stands_over_what_follows(page: ReadPage) -> None:
    document = page("""<main><section><h2>Onze waarden</h2></section>
      <section><p>Wij zijn eerlijk over wat wij niet weten.</p></section></main>""")

    assert document.blocks[-1].headings == ("Onze waarden",)


@pytest.mark.parametrize(
    "html",
    [
        "<details><summary>Mag mijn hond mee?</summary><p>Ja, aan de lijn.</p></details>",
        "<dl><dt>Mag mijn hond mee?</dt><dd>Ja, aan de lijn.</dd></dl>",
        "<h3><button aria-controls=a>Mag mijn hond mee?</button></h3><div id=a hidden><p>Ja, aan de lijn.</p></div>",
        "<button class='accordion-button'>Mag mijn hond mee?</button><div><p>Ja, aan de lijn.</p></div>",
        "<p><strong>Mag mijn hond mee?</strong></p><p>Ja, aan de lijn.</p>",
        "<div class='faq-question'>Mag mijn hond mee?</div><div class='faq-answer'>Ja, aan de lijn.</div>",
    ],
)
def test_answers_survive_with_their_question_as_label(page: ReadPage, html: str) -> None:
    document = page(f"<main><h1>Vragen</h1>{html}</main>")
    answer = document.blocks[-1]

    assert (answer.text, answer.label) == ("Ja, aan de lijn.", "Mag mijn hond mee?")
    assert document.blocks[-2].kind in {"question", "heading"}


def test_answers_that_stand_in_json_ld_only_are_read(page: ReadPage) -> None:
    document = page("""<html><head><script type="application/ld+json">{"@type": "FAQPage", "mainEntity": [
      {"@type": "Question", "name": "Is er wifi?",
       "acceptedAnswer": {"@type": "Answer", "text": "<p>Ja, overal &amp; gratis.</p>"}}]}
      </script></head><body><main><h1>Vragen</h1><p>Hier staan vragen.</p></main></body></html>""")

    assert (document.blocks[-1].text, document.blocks[-1].label) == ("Ja, overal & gratis.", "Is er wifi?")


def test_table_cells_carry_their_row_and_column(page: ReadPage) -> None:
    document = page("""<main><table><thead><tr><th>Bad</th><th>Temperatuur</th></tr></thead>
      <tbody><tr><td>Peuterbad</td><td>32 graden</td></tr><tr><td>Wedstrijdbad</td><td>26 graden</td></tr></tbody>
      </table></main>""")
    cell = next(block for block in document.blocks if block.text == "26 graden")

    assert (cell.kind, cell.label, cell.headings) == ("cell", "Wedstrijdbad", ("Temperatuur",))


def test_a_layout_table_is_read_as_text(page: ReadPage) -> None:
    document = page(
        "<main><table role=presentation><tr><td><p>Welkom bij ons.</p></td><td>Tot ziens.</td></tr></table></main>"
    )

    assert [(block.kind, block.text) for block in document.blocks] == [
        ("paragraph", "Welkom bij ons."),
        ("paragraph", "Tot ziens."),
    ]


def test_a_lead_in_is_the_label_of_the_items_it_announces(page: ReadPage) -> None:
    document = page(
        "<main><p>Wij zijn er altijd. Dit doen wij:</p><ul><li>de haag snoeien</li><li>het pad vegen</li></ul></main>"
    )

    assert [(block.text, block.label) for block in document.blocks[1:]] == [
        ("de haag snoeien", "Dit doen wij:"),
        ("het pad vegen", "Dit doen wij:"),
    ]


@pytest.mark.parametrize(
    ("html", "attribution"),
    [
        ("<blockquote><p>Zo fijn geholpen.</p><footer>— Ria, klant</footer></blockquote>", "Ria, klant"),
        (
            "<figure><blockquote>Zo fijn geholpen.</blockquote><figcaption>Ria, klant</figcaption></figure>",
            "Ria, klant",
        ),
        (
            "<div class='testimonial'><p>Zo fijn geholpen door hen.</p><p class='author'>Ria, klant</p></div>",
            "Ria, klant",
        ),
        ("<blockquote><p>Zo fijn geholpen.</p><p>– Ria, klant</p></blockquote>", "Ria, klant"),
        ("<p>“Zo fijn en snel geholpen.”</p>", None),
    ],
)
def test_quotations_say_who_is_quoted(page: ReadPage, html: str, attribution: str | None) -> None:
    document = page(f"<main><h1>Ervaringen</h1>{html}</main>")
    quotes = [block for block in document.blocks if block.kind == "quote"]

    assert len(quotes) == 1
    assert quotes[0].text.startswith(("Zo fijn", "“Zo fijn"))
    assert quotes[0].attribution == attribution


def test_an_offer_is_no_quotation(page: ReadPage) -> None:
    assert not texts(
        page("<main><div class='request-quote'><p>Vraag een offerte aan voor uw dak.</p></div></main>"), "quote"
    )


def test_lines_are_those_of_the_source_also_for_repeated_texts(page: ReadPage) -> None:
    source = (
        "<!DOCTYPE html>\n<html><head>\n<title>x</title>\n<script>\n'<p>Let op.</p>'\n</script></head>\n<body>\n"
        "<main>\n<!-- een\nopmerking <p>Let op.</p> -->\n<p\n  class='a'>\n  Let op.</p>\n<svg>\n<path/></svg> Los\n"
        "<noscript>\n<p>Let op.</p>\n</noscript><p>Let&nbsp;op.</p>\n\n<ul><li>Let op.</ul></main></body></html>"
    )
    document = page(source)
    lines = source.split("\n")

    assert [(block.text, block.place.line) for block in document.blocks] == [
        ("Let op.", lines.index("  Let op.</p>") + 1),
        ("Los", lines.index("<path/></svg> Los") + 1),
        ("Let op.", lines.index("</noscript><p>Let&nbsp;op.</p>") + 1),
        ("Let op.", lines.index("<ul><li>Let op.</ul></main></body></html>") + 1),
    ]


def test_the_language_of_the_text_outranks_that_of_the_template(page: ReadPage) -> None:
    document = page("<main><p>De zaal is te huur voor feesten, en de keuken hoort daarbij.</p></main>", language="en")

    assert document.language == "nl"


def test_a_passage_in_another_language_has_its_own(page: ReadPage) -> None:
    document = page("""<main><p>De zaal is te huur voor feesten, en de keuken hoort daarbij.</p>
      <p>You can hire the hall for parties, and the kitchen comes with it.</p><p lang="fr">Bonjour!</p></main>""")

    assert [block.language for block in document.blocks] == ["nl", "en", "fr"]


def test_short_lines_in_bold_are_headings_and_long_headings_are_text(page: ReadPage) -> None:
    document = page("""<main><p><b>Praktisch</b></p><p>Neem een handdoek mee.</p>
      <h4>Wij zijn een groep buren die samen voor het park zorgt, sinds het begin van deze eeuw.</h4></main>""")

    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "paragraph"]


def test_words_of_neighbouring_elements_are_not_glued_together(page: ReadPage) -> None:
    document = page(
        "<main><p><span>Volwassenen</span><span>€ 12,50</span></p><p>W<b>ij</b> zijn er.<br>Altijd.</p></main>"
    )

    assert texts(document) == ["Volwassenen € 12,50", "Wij zijn er.\nAltijd."]


def test_a_large_figure_and_what_it_counts_are_one_text(page: ReadPage) -> None:
    document = page("<main><h1>Cijfers</h1><div><div><p>40+</p><p>vrijwilligers</p></div></div></main>")

    assert texts(document)[-1] == "40+ vrijwilligers"


def test_an_id_made_from_a_heading_names_no_boilerplate(page: ReadPage) -> None:
    document = page(
        "<main><h2 id='kennis-delen-met-de-buurt'>Kennis delen</h2><p>Wij geven gratis les in de wijk.</p></main>"
    )

    assert texts(document) == ["Kennis delen", "Wij geven gratis les in de wijk."]


def test_a_frame_without_scripts_does_not_swallow_the_page(page: ReadPage) -> None:
    document = page("<noscript><iframe src='x' /></noscript><main><p>Het pad is open.</p></main>")

    assert texts(document) == ["Het pad is open."]


def test_metadata_become_facts(page: ReadPage) -> None:
    document = page("""<html lang="nl"><head><title>Contact | Molenpad</title>
      <meta name="description" content="Zo bereikt u ons.">
      <meta property="article:published_time" content="2026-03-04T10:00:00+01:00">
      <script type="application/ld+json">{"@graph": [{"@type": "LocalBusiness", "name": "Molenpad",
        "telephone": "0123 456 789", "foundingDate": "1987", "openingHours": ["Mo-Fr 09:00-17:00"],
        "address": {"@type": "PostalAddress", "streetAddress": "Molenpad 3", "addressLocality": "Assen"},
        "sameAs": ["https://social.example/@molenpad/"]},
        {"@type": "Event", "location": {"@type": "Place", "name": "Elders", "telephone": "0999"}}]}</script></head>
      <body><main><h1>Contact</h1><p>Bel ons <a href="tel:+31123">gerust</a>.</p></main></body></html>""")

    assert document.title == "Contact"
    assert document.page_type == "contact"
    assert document.published is not None
    assert document.published.isoformat() == "2026-03-04T10:00:00+01:00"
    assert document.links == ("https://social.example/@molenpad",)
    assert dict(document.facts) == {
        "name": "Molenpad", "telephone": "0123 456 789", "foundingDate": "1987", "openingHours": "Mo-Fr 09:00-17:00",
        "address": "Molenpad 3, Assen", "tel": "+31123",
    }  # fmt: skip
    assert texts(document, "meta") == ["Zo bereikt u ons."]


def test_broken_json_ld_costs_nothing_but_itself(page: ReadPage) -> None:
    document = page(
        '<main><script type="application/ld+json">{"@type": "Person",</script><p>De poort is open.</p></main>'
    )

    assert (texts(document), document.facts) == (["De poort is open."], ())


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        ("<p>Café Één</p>".encode(), None),
        ("<p>Café Één</p>".encode("cp1252"), None),
        ("<meta charset=iso-8859-15><p>Café Één</p>".encode("iso-8859-15"), None),
        ("<p>Café Één</p>".encode("cp1252"), "windows-1252"),
        ("\ufeff<p>Café Één</p>".encode("utf-16"), None),
    ],
)
def test_encodings_are_read_as_a_browser_reads_them(content: bytes, charset: str | None) -> None:
    raw = RawDocument("s", "k", "text/html", "", url="https://molenpad.example/", encoding=charset)

    assert texts(read(raw, content, role="owned", languages=("nl",))) == ["Café Één"]
