"""Write the demo organisation's files from the texts below: site, PDF, DOCX, Markdown and social channels.

    python examples/build.py          (needs fpdf2 and python-docx; the files it writes are committed)

Energiecoöperatie Lindewaard, its people and its customers are invented.
"""

from __future__ import annotations

import csv
import html
import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

HERE = Path(__file__).resolve().parent / "lindewaard"
BASE = "https://www.lindewaard.example"
NAV = [("/", "Home"), ("/over-ons/", "Over ons"), ("/diensten/", "Diensten"), ("/service.html", "Service"), ("/contact.html", "Contact")]

PAGES = {
    "index.html": (
        "Energie van en voor de buurt",
        """<section class="hero"><h1>Energie van en voor de buurt</h1>
<p class="lead">Lindewaard is de energiecoöperatie van 2.300 huishoudens in het rivierengebied.</p></section>
<div class="cards">
<article class="card"><h3><a href="/diensten/zonnedak.html">Buurtdak</a></h3><p>Zonnestroom zonder eigen dak.</p></article>
<article class="card"><h3><a href="/diensten/energiecoach.html">Energiecoach</a></h3><p>Advies bij u thuis.</p></article>
<article class="card"><h3><a href="/diensten/deelaccu.html">Deelaccu</a></h3><p>Stroom bewaren met de straat.</p></article>
</div>
<h2>Nieuws</h2>
<ul><li><a href="/nieuws/opening.html">Buurtdak op de sporthal geopend</a></li></ul>""",
    ),
    "over-ons/index.html": (
        "Over ons",
        """<h1>Over ons</h1>
<h2>Onze missie</h2>
<p>Wij maken duurzame energie betaalbaar voor ieder huishouden in het rivierengebied.</p>
<h2>Onze visie</h2>
<p>In 2035 wekt het rivierengebied net zo veel stroom op als zijn inwoners verbruiken.</p>
<h2>Hoe het begon</h2>
<p>In 2011 legden zeven buren in een schuur de eerste twaalf zonnepanelen.</p>""",
    ),
    "over-ons/waarden.html": (
        "Waar wij voor staan",
        """<h1>Waar wij voor staan</h1>
<ul>
<li><strong>Samen</strong>: onze leden beslissen mee over elke investering.</li>
<li><strong>Eerlijk</strong>: we laten zien wat een kilowattuur ons kost en wat we ermee verdienen.</li>
<li><strong>Dichtbij</strong>: onze monteurs en coaches wonen in de streek.</li>
</ul>
<blockquote><p>Ze stonden de volgende dag al op de stoep, dat had ik nergens anders meegemaakt.</p><cite>Lid uit Ommeren</cite></blockquote>""",
    ),
    "diensten/index.html": (
        "Diensten",
        """<h1>Diensten</h1>
<ul><li><a href="/diensten/zonnedak.html">Buurtdak</a></li><li><a href="/diensten/energiecoach.html">Energiecoach</a></li>
<li><a href="/diensten/deelaccu.html">Deelaccu</a></li><li><a href="/diensten/tarieven.html">Tarieven</a></li></ul>""",
    ),
    "diensten/zonnedak.html": (
        "Buurtdak",
        """<h1>Buurtdak</h1>
<p>Met Buurtdak deelt u in de opbrengst van zonnepanelen op een groot dak in uw buurt.</p>
<p>Een storing aan een Buurtdak verhelpen we binnen 3 werkdagen.</p>
<details><summary>Kan ik tussentijds stoppen?</summary><p>U kunt uw deelname aan Buurtdak elke maand kosteloos opzeggen.</p></details>""",
    ),
    "diensten/energiecoach.html": (
        "Energiecoach",
        """<h1>Energiecoach</h1>
<p>De Energiecoach komt bij u thuis en rekent voor waar u energie en geld bespaart.</p>
<p>Een gesprek met de Energiecoach is gratis voor leden.</p>
<p>Na uw aanmelding komt de Energiecoach binnen twee weken bij u langs.</p>""",
    ),
    "diensten/deelaccu.html": (
        "Deelaccu",
        """<h1>Deelaccu</h1>
<p>Met de Deelaccu bewaart een hele straat haar zonnestroom voor de avond.</p>
<p>Op de Deelaccu geven we twaalf jaar garantie.</p>""",
    ),
    "diensten/tarieven.html": (
        "Tarieven",
        """<h1>Tarieven</h1>
<p>Het lidmaatschap kost € 24 per jaar.</p>
<table><tr><th scope="col">Wat</th><th scope="col">Tarief</th></tr>
<tr><th scope="row">Lidmaatschap</th><td>€ 24 per jaar</td></tr><tr><th scope="row">Deelname Buurtdak</th><td>€ 250 eenmalig</td></tr></table>
<p>In 2026 verhogen we het lidmaatschap niet.</p>""",
    ),
    "service.html": (
        "Wat u van ons mag verwachten",
        """<h1>Wat u van ons mag verwachten</h1>
<table><tr><th scope="col">Onderwerp</th><th scope="col">Onze belofte</th></tr>
<tr><th scope="row">Sociale media</th><td>Op vragen via sociale media geven we binnen 4 uur antwoord tijdens kantooruren.</td></tr>
<tr><th scope="row">E-mail</th><td>E-mails beantwoorden we binnen 2 werkdagen.</td></tr>
<tr><th scope="row">Jaarnota</th><td>Uw jaarnota ontvangt u uiterlijk vier weken na afloop van het jaar.</td></tr>
</table>
<h2>Bij u thuis</h2>
<p>We bellen u altijd een dag voordat onze monteur komt.</p>
<p>Heeft u een klacht, dan doen we ons best om die zo snel mogelijk op te lossen.</p>
<h2>Onze doelen</h2>
<p>Elk jaar leggen we minstens drie nieuwe Buurtdaken aan.</p>
<p>Voor eind 2028 rijden al onze monteurs elektrisch.</p>""",
    ),
    "nieuws/opening.html": (
        "Buurtdak op de sporthal geopend",
        """<article><h1>Buurtdak op de sporthal geopend</h1><p><time datetime="2026-05-12">12 mei 2026</time></p>
<p>Wethouder Van Rooij knipte dinsdag het lint door.</p><p>Netbeheerder Rijnnet belooft de aansluiting binnen 18 weken te leveren.</p></article>""",
    ),
    "werken-bij.html": (
        "Werken bij Lindewaard",
        """<h1>Werken bij Lindewaard</h1><h2>Monteur zonnestroom</h2>
<ul><li>Je hebt minimaal twee jaar ervaring op het dak.</li><li>Je reageert binnen een dag op berichten van de planning.</li></ul>""",
    ),
    "privacy.html": (
        "Privacy",
        """<h1>Privacy</h1><p>De wettelijke termijn voor een inzageverzoek is een maand.</p>
<p>Aan de informatie op deze website kunnen geen rechten worden ontleend.</p>""",
    ),
    "contact.html": (
        "Contact",
        """<h1>Contact</h1><p>Bel ons op werkdagen tussen 9.00 en 17.00 uur op (0999) 20 40 60.</p>
<p>U vindt ons op <a rel="me" href="https://sociaal.example/@lindewaard">Mastodon</a> en LinkedIn.</p>""",
    ),
}

BROCHURE = [
    (
        "Welkom bij Lindewaard",
        [
            "Fijn dat u lid bent geworden. In deze folder leest u hoe wij werken en waar u ons vindt.",
            "E-mails beantwoorden we binnen 5 werkdagen.",
            "Uw lidmaatschap gaat in op de eerste dag van de maand na uw aanmelding.",
        ],
    ),
    (
        "De Energiecoach",
        [
            "De Energiecoach komt bij u thuis en rekent voor waar u energie en geld bespaart.",
            "Een gesprek met de Energiecoach is gratis voor leden.",
        ],
    ),
]

DOCX = [
    ("Title", "Voorwaarden Deelaccu"),
    ("Heading 1", "Garantie"),
    ("Normal", "Op de Deelaccu geven we twaalf jaar garantie."),
    ("Heading 1", "Onderhoud"),
    ("Normal", "We controleren elke Deelaccu minstens twee keer per jaar."),
]

MARKDOWN = """---
title: Jaarplan 2026
date: 2026-01-15
---

# Jaarplan 2026

## Wat we gaan doen

Elk jaar leggen we minstens drie nieuwe Buurtdaken aan.

We organiseren elk kwartaal een ledenavond in een ander dorp.
"""

# (when, text, [(minutes later, who, text), ...])
MASTODON = [
    ("2026-11-12T10:05", "Duurzame energie betaalbaar voor ieder huishouden: daar doen wij het voor. #lindewaard", []),
    ("2026-11-10T16:20", "Vanmiddag is in Maurik het derde nieuwe Buurtdak van dit jaar aangesloten: 420 panelen op de veiling. "
     "De 96 deelnemers zien morgen hun eerste opbrengst.", []),
    ("2026-11-03T09:30", "De ledenavond in Zoelen trok gisteren 84 mensen. Het was de vierde van dit jaar, na Lienden, Eck en Ommeren.", []),
    ("2026-10-27T14:00", "Alle 1.100 leden konden stemmen over de windmolen bij de sluis. Met 68 procent voor gaat de investering door.", []),
    ("2026-10-19T11:15", "Bij de Deelaccu hoort tien jaar garantie, zodat u er lang plezier van heeft.", []),
    ("2026-10-06T15:45", "De Deelaccu in de Dorpsstraat draait een maand. De 31 huizen haalden vorige week al de helft van hun avondstroom eruit.", []),
    ("2026-09-22T10:00", "Vorige week is ons vijfde busje elektrisch geworden. Nog vier te gaan en al onze monteurs rijden op eigen stroom.", []),
    ("2026-09-08T13:00", "Prachtig weer voor de open dag! Bedankt voor jullie komst.", []),
]
QUESTIONS = [
    ("2026-09-14T09:10", "sanne", "@lindewaard Kan ik ook met een huurhuis meedoen met Buurtdak?", 1630, "Ja hoor, dat kan. Geef wel even je adres door. ^Mo"),
    ("2026-09-16T11:00", "karel58", "@lindewaard Waar vind ik mijn opbrengst van augustus?", 95, "Die staat onder Mijn Lindewaard, bij Opbrengst. ^Iris"),
    ("2026-09-21T13:40", "tuinfee", "@lindewaard Wanneer begint de inschrijving voor de Deelaccu?", 2990, "De inschrijving opent op 1 december. ^Mo"),
    ("2026-09-24T15:20", "rob_ophemert", "@lindewaard Is de app stuk? Ik zie niets meer.", 4020, "De app doet het weer, excuses voor het ongemak. ^Iris"),
    ("2026-09-29T10:30", "hanneke", "@lindewaard Hoe zeg ik mijn lidmaatschap op?", 1500, "Dat kan met een mailtje aan leden@lindewaard.example. ^Mo"),
    ("2026-10-01T09:00", "joost", "@lindewaard Komt de coach ook in Tiel?", 180, "Ja, ook in Tiel. ^Iris"),
    ("2026-10-05T14:00", "mvdberg", "@lindewaard Wat kost een paneel op het Buurtdak?", 2875, "Deelname is 250 euro per deel. ^Mo"),
    ("2026-10-08T16:10", "elly", "@lindewaard Mijn nota klopt niet, wie kan helpen?", 3900, "Vervelend! Stuur ons een DM met je klantnummer, dan zoeken we het uit. ^Mo"),
    ("2026-10-13T09:45", "pieter", "@lindewaard Zijn jullie zaterdag open?", 2900, "Zaterdag zijn we dicht, maandag helpen we je graag. ^Iris"),
    ("2026-10-20T12:30", "sanne", "@lindewaard Wanneer komt de volgende ledenavond?", 1445, "Maandag 2 november in Zoelen. ^Mo"),
    ("2026-10-26T10:00", "willem", "@lindewaard Hebben jullie nog coaches nodig?", 5800, "Zeker! Kijk op onze site bij Werken bij. ^Iris"),
    ("2026-11-02T11:20", "dorien", "@lindewaard Al twee weken geen antwoord op mijn mail, en nu hier ook niet?", None, None),
    ("2026-11-09T15:00", "bas", "@lindewaard Kan een Buurtdak ook op een kerk?", 1400, "Op de kerk in Eck ligt er al een! ^Mo"),
]
LINKEDIN = [
    ("05-11-2026 09:00", "Op maandag viel het Buurtdak op de basisschool uit, woensdagochtend leverde het weer stroom. Dank aan monteurs Femke en Ali."),
    ("29-10-2026 12:00", "Door drukte bij onze monteurs duurt het verhelpen van een storing aan een Buurtdak op dit moment twee weken."),
    ("20-10-2026 08:30", "Dit kwartaal zaten onze energiecoaches bij 214 leden aan tafel. Gemiddeld vonden ze 310 euro besparing per jaar."),
    ("13-10-2026 10:15", "Een gesprek met de Energiecoach is gratis voor leden. Meld u aan via de site."),
    ("01-10-2026 09:45", "Het lidmaatschap van Lindewaard kost € 30 per jaar."),
    ("17-09-2026 16:00", "Met 40 euro korting hielpen we deze zomer 125 huishoudens met een laag inkomen aan een aandeel in de zon."),
    ("03-09-2026 11:00", "Samen, eerlijk en dichtbij: dat is Lindewaard."),
    ("20-08-2026 14:30", "Onze nieuwe collega Yara komt uit Buren en begint maandag als coach in haar eigen dorp."),
]
FEED = [
    ("2026-11-06T08:00", "Wat een kilowattuur ons kost", "In oktober kochten en maakten we stroom voor 11,2 cent per kilowattuur. We verkochten die voor 12,9 cent. "
     "Het verschil ging naar het onderhoud van drie daken, de som staat hieronder."),
    ("2026-10-02T08:00", "Deelaccu: stroom voor de avond", "Met de Deelaccu bewaart een hele straat haar zonnestroom voor de avond. Volgend jaar komen er twee bij."),
    ("2026-09-04T08:00", "Uw deelname opzeggen", "Wie stopt met Buurtdak betaalt € 15 voor de administratie."),
    ("2026-07-03T08:00", "Zomertips", "Zet de wasmachine aan als de zon schijnt. Dat scheelt het net een piek en u een paar tientjes."),
    ("2026-06-05T08:00", "De jaarnota", "De laatste jaarnota ging dit jaar op 22 januari de deur uit, aan alle 2.300 huishoudens."),
]


def page(path: str, title: str, body: str) -> str:
    """Return one page with the chrome of a real site around its body."""
    links = "".join(f'<li><a href="{url}">{name}</a></li>' for url, name in NAV)
    url = BASE + "/" + path.removesuffix("index.html")
    return f"""<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html.escape(title)} | Lindewaard</title>
<link rel="canonical" href="{url}">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "Organization", "name": "Energiecoöperatie Lindewaard", "telephone": "(0999) 20 40 60", "url": "{BASE}/", "sameAs": ["https://sociaal.example/@lindewaard"]}}</script>
</head>
<body>
<div id="cookie-banner" role="dialog"><p>Wij gebruiken alleen noodzakelijke cookies.</p><button>Goed</button></div>
<header class="site-header"><a href="/">Lindewaard</a><nav><ul>{links}</ul></nav></header>
<main>
{body}
</main>
<footer><p>Energiecoöperatie Lindewaard, Lindelaan 8, Lienden</p><ul><li><a href="/privacy.html">Privacy</a></li><li><a href="/werken-bij.html">Werken bij</a></li></ul></footer>
</body>
</html>
"""


def write(path: Path, text: str) -> None:
    """Write text with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def site() -> None:
    """Write the static site."""
    for path, (title, body) in PAGES.items():
        write(HERE / "site" / path, page(path, title, body))
    write(HERE / "site" / "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {BASE}/sitemap.xml\n")
    rows = "".join(f"<url><loc>{BASE}/{path.removesuffix('index.html')}</loc></url>\n" for path in PAGES)
    write(HERE / "site" / "sitemap.xml", f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n')


def brochures() -> None:
    """Write the PDF, the DOCX and the Markdown file."""
    from docx import Document
    from fpdf import FPDF

    folder = HERE / "brochures"
    folder.mkdir(parents=True, exist_ok=True)
    pdf = FPDF(format="A4")
    pdf.set_creation_date(datetime.fromisoformat("2026-01-10T09:00:00+01:00"))
    pdf.set_title("Welkom bij Lindewaard")
    pdf.set_margins(25, 25)
    for heading, paragraphs in BROCHURE:
        pdf.add_page()
        pdf.set_font("Helvetica", "B", 20)
        pdf.multi_cell(0, 12, heading, new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("Helvetica", "", 12)
        for paragraph in paragraphs:
            pdf.multi_cell(0, 7, paragraph, new_x="LMARGIN", new_y="NEXT")
            pdf.ln(4)
    pdf.output(str(folder / "welkom.pdf"))
    document = Document()
    when = datetime.fromisoformat("2026-02-01T09:00:00")
    document.core_properties.created = document.core_properties.modified = when
    for style, text in DOCX:
        document.add_paragraph(text, style=style)
    document.save(str(folder / "deelaccu.docx"))
    write(folder / "jaarplan.md", MARKDOWN)


def mastodon() -> None:
    """Write what the Mastodon server of the demo answers: the account, its statuses, and the contexts."""
    org = {"id": "1", "username": "lindewaard", "acct": "lindewaard", "display_name": "Lindewaard", "url": "https://sociaal.example/@lindewaard", "uri": "https://sociaal.example/users/lindewaard"}
    statuses: list[dict[str, object]] = []

    def status(number: int, when: datetime, who: dict[str, str], text: str, parent: dict[str, object] | None = None) -> dict[str, object]:
        made: dict[str, object] = {
            "id": str(110_000_000_000 + number), "created_at": when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"), "edited_at": None, "visibility": "public", "language": "nl",
            "in_reply_to_id": parent["id"] if parent else None, "in_reply_to_account_id": parent["account"]["id"] if parent else None,  # type: ignore[index]
            "uri": f"{who['uri']}/statuses/{number}", "url": f"{who['url']}/{number}", "content": f"<p>{html.escape(text)}</p>", "reblog": None,
            "mentions": [], "tags": [], "replies_count": 0, "account": who,
        }
        statuses.append(made)
        return made

    number = 0
    for when, text, _ in MASTODON:
        number += 1
        status(number, local(when), org, text)
    for when, handle, question, minutes, answer in QUESTIONS:
        number += 1
        asker = {"id": str(1000 + number), "username": handle, "acct": f"{handle}@elders.example", "display_name": handle, "url": f"https://elders.example/@{handle}", "uri": f"https://elders.example/users/{handle}"}
        # A question that nobody answered is only seen in the thread of an own post.
        parent = statuses[0] if minutes is None else None
        asked = status(number, local(when), asker, question, parent)
        if parent is not None:
            parent["replies_count"] = 1
        if minutes is not None:
            number += 1
            asked["replies_count"] = 1
            status(number, local(when) + timedelta(minutes=minutes), org, f"@{handle} {answer}", asked)
    account = {**org, "note": "<p>Energie van en voor de buurt</p>", "statuses_count": sum(s["account"] is org for s in statuses), "fields": []}
    write(HERE / "social" / "mastodon.json", json.dumps({"account": account, "statuses": statuses}, ensure_ascii=False, indent=1) + "\n")


def local(when: str) -> datetime:
    """Return a Dutch wall-clock time as an aware time."""
    return datetime.fromisoformat(when).replace(tzinfo=ZoneInfo("Europe/Amsterdam"))


def exports() -> None:
    """Write the LinkedIn export and the newsletter's feed."""
    with (HERE / "social" / "linkedin.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";", lineterminator="\n")
        rows.writerow(["Datum", "Bericht", "Link"])
        for number, (when, text) in enumerate(LINKEDIN, start=1):
            rows.writerow([when, text, f"https://www.linkedin.com/feed/update/urn:li:share:70000000{number:02}"])
    items = "".join(
        f"<item><title>{html.escape(title)}</title><link>{BASE}/nieuwsbrief/{index}</link><guid>{BASE}/nieuwsbrief/{index}</guid>"
        f"<pubDate>{format_datetime(local(when))}</pubDate><description>{html.escape('<p>' + text + '</p>')}</description></item>\n"
        for index, (when, title, text) in enumerate(FEED, start=1)
    )
    write(
        HERE / "social" / "nieuwsbrief.xml",
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>Nieuwsbrief Lindewaard</title><link>{BASE}/</link>'
        f"<description>Nieuws voor leden</description><language>nl</language>\n{items}</channel></rss>\n",
    )


if __name__ == "__main__":
    site()
    brochures()
    mastodon()
    exports()
