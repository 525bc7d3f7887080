# ruff: noqa: D102, E501, PLR0911, PLR0913 - tables of sentences, one a line, and a way to make each kind of pair
"""Generate pairs of statements with quantities whose label follows from how the pair was made.

    python benchmarks/quality/terms_grid.py [--split tune|held] [--n 1200] [--seed 11] > FILE

Written for this benchmark: other services, other verbs and other sentence shapes than the development data, and two splits
that share none of them, so that `held` measures what happens with words nobody tuned on. Labels as in auditor/text/compare.py.
Standard library only; the same arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass

Quantity = tuple[float, str]
Pair = tuple[str, str, str, str, str]  # language and text of A, of B, and why

MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43830, "year": 525960, "metre": 1, "km": 1000}
NL = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
]
EN = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
UNITS = {
    "nl": {
        "minute": ("minuut", "minuten"), "hour": ("uur", "uur"), "day": ("dag", "dagen"), "wday": ("werkdag", "werkdagen"), "week": ("week", "weken"),
        "month": ("maand", "maanden"), "year": ("jaar", "jaar"), "metre": ("meter", "meter"), "km": ("kilometer", "kilometer"), "percent": ("procent", "procent"),
    },
    "en": {
        "minute": ("minute", "minutes"), "hour": ("hour", "hours"), "day": ("day", "days"), "wday": ("business day", "business days"), "week": ("week", "weeks"),
        "month": ("month", "months"), "year": ("year", "years"), "metre": ("metre", "metres"), "km": ("kilometre", "kilometres"), "percent": ("percent", "percent"),
    },
}  # fmt: skip
EQUAL: dict[Quantity, Quantity] = {
    (24, "hour"): (1, "day"), (48, "hour"): (2, "day"), (2, "day"): (48, "hour"), (3, "day"): (72, "hour"), (1, "week"): (7, "day"), (2, "week"): (14, "day"),
    (14, "day"): (2, "week"), (90, "minute"): (1.5, "hour"), (2, "hour"): (120, "minute"), (1, "year"): (12, "month"), (2, "year"): (24, "month"),
    (6, "month"): (0.5, "year"), (1, "km"): (1000, "metre"), (500, "metre"): (0.5, "km"), (2, "km"): (2000, "metre"), (6, "week"): (42, "day"),
    (18, "month"): (1.5, "year"), (30, "day"): (1, "month"), (60, "day"): (2, "month"), (30, "minute"): (0.5, "hour"), (5, "year"): (60, "month"),
}  # fmt: skip


@dataclass(frozen=True)
class Split:
    """The sentence shapes and the services of one split; a shape has {q} for the quantity and {n} or {N} for the service."""

    shapes: dict[str, dict[str, list[str]]]
    timed: dict[str, tuple[list[str], list[str], list[Quantity]]]
    goods: dict[str, tuple[list[str], list[str]]]
    counted: dict[str, tuple[list[str], list[str]]]
    priced: dict[str, tuple[list[str], list[str]]]
    placed: dict[str, tuple[list[str], list[str]]]
    projects: dict[str, tuple[list[str], list[str]]]
    desks: dict[str, tuple[list[str], list[str]]]


SHORT: list[Quantity] = [
    (10, "minute"),
    (30, "minute"),
    (1, "hour"),
    (90, "minute"),
    (2, "hour"),
    (4, "hour"),
    (8, "hour"),
]
DAYS: list[Quantity] = [
    (4, "hour"),
    (24, "hour"),
    (48, "hour"),
    (3, "day"),
    (5, "day"),
    (1, "week"),
    (10, "day"),
    (2, "week"),
]
WEEKS: list[Quantity] = [(5, "day"), (1, "week"), (2, "week"), (3, "week"), (30, "day"), (6, "week"), (3, "month")]

TUNE = Split(
    shapes={
        "nl": {
            "max": [
                "{N} hebben wij voor u geregeld binnen {q}.", "Uiterlijk {q} na uw aanvraag ontvangt u {n}.", "Wij sturen u {n}, en wel binnen {q}.", "Het duurt hooguit {q} en dan is {n} er.",
                "Reken op {n} binnen {q}.", "Na maximaal {q} beschikt u over {n}.", "U hoeft niet meer dan {q} te wachten op {n}.", "{N} heeft u gegarandeerd binnen {q}.",
            ],
            "case": ["Bij onze buren was {n} er pas na {q}.", "Mijn zus kreeg {n} {q} later.", "In april duurde het {q} voordat {n} er was."],
            "min": ["{N} laat minimaal {q} op zich wachten.", "Het duurt op zijn minst {q} tot u {n} krijgt."],
            "neg": ["{N} krijgt u niet binnen {q}.", "Helaas lukt het ons niet om {n} binnen {q} te regelen."],
            "aim": ["Wij streven naar {n} binnen {q}.", "We doen ons best om {n} binnen {q} te regelen."],
            "soft": ["Gewoonlijk is {n} er binnen {q}.", "U krijgt {n} in de meeste gevallen binnen {q}."],
            "clock": ["Binnen {q} is {n} er, ook op zaterdag en zondag en ook 's nachts.", "24/7 geldt: {n} binnen {q}."],
            "work": ["Op werkdagen is {n} er binnen {q}.", "{N} volgt tijdens kantooruren binnen {q}."],
            "scope": ["Via {c} regelt u {n} binnen {q}.", "Stuur ons een bericht op {c} en u ontvangt {n} binnen {q}."],
            "distract": ["De film duurt {q}.", "Na {q} bereikten de wandelaars de top van de berg.", "De wedstrijd werd met {q} uitgesteld.", "Ons koor zong {q} achter elkaar."],
            "warranty": ["Wij geven {q} garantie op {n}.", "De garantietermijn van {n} is {q}.", "{N} heeft {q} garantie."],
            "return": ["U mag {n} binnen {q} ruilen of retourneren.", "Bevalt {n} niet? Stuur alles binnen {q} terug."],
            "count": ["Ieder jaar komen er minimaal {q} {n} bij.", "Wij realiseren dit jaar ten minste {q} {n}."],
            "count_case": ["Vorig jaar waren het {q} {n}.", "De teller stond op 31 december op {q} {n}."],
            "count_max": ["Er komen per jaar hooguit {q} {n} bij."],
            "discount": ["Leden krijgen {q} korting op {n}.", "Met een lidmaatschap is {n} {q} goedkoper."],
            "price": ["U betaalt {q} voor {n}.", "De prijs van {n} is {q}.", "{N}: {q}."],
            "price_max": ["{N} kost nooit meer dan {q}.", "Voor {n} rekenen wij maximaal {q}."],
            "free": ["Voor {n} betaalt u niets.", "{N} is kosteloos."],
            "distance": ["{N} vindt u altijd binnen {q} van uw woning.", "U loopt nooit verder dan {q} naar {n}."],
            "deadline": ["Voor het einde van {q} is {n} af.", "In {q} nemen we {n} in gebruik.", "{N} gaat uiterlijk in {q} open."],
            "deadline_new": ["{N} staat nu op de planning voor {q}.", "Volgens de laatste planning is {n} klaar in {q}."],
            "full": ["{N} is dag en nacht open.", "U kunt 24 uur per dag, zeven dagen per week terecht bij {n}."],
            "office": ["{N} is open van maandag tot en met vrijdag van 9.00 tot 17.00 uur.", "Op werkdagen van 9 tot 17 uur is {n} bereikbaar."],
        },
        "en": {
            "max": [
                "We arrange {n} within {q}.", "You receive {n} no later than {q} after you ask.", "Count on {n} within {q}.", "It takes {q} at the most and {n} is there.",
                "{N} will be with you in under {q}, or exactly then at the latest: we say within {q}.", "{N} never takes longer than {q}.", "Up to {q}, and not more, is what {n} takes.",
                "Within {q} of your request we send {n}.",
            ],
            "case": ["My neighbour got {n} after {q}.", "In April it took {q} before {n} was there.", "Our sister waited {q} for {n}."],
            "min": ["{N} takes at least {q}.", "It will be a minimum of {q} before you get {n}."],
            "neg": ["You will not get {n} within {q}.", "Unfortunately we are unable to arrange {n} within {q}."],
            "aim": ["We strive to arrange {n} within {q}.", "We do our best to get you {n} within {q}."],
            "soft": ["Normally {n} is there within {q}.", "As a rule you get {n} within {q}."],
            "clock": ["{N} is there within {q}, also at weekends and even at night.", "24/7, you have {n} within {q}."],
            "work": ["On working days {n} is there within {q}.", "During office hours {n} follows within {q}."],
            "scope": ["Via {c} you arrange {n} within {q}.", "Message us on {c} and you receive {n} within {q}."],
            "distract": ["The film lasts {q}.", "After {q} the hikers reached the summit.", "The match was postponed by {q}.", "Our choir sang for {q} without a break."],
            "warranty": ["We give a {q} guarantee on {n}.", "The warranty on {n} lasts {q}.", "{N} has {q} of guarantee."],
            "return": ["You may exchange or return {n} within {q}.", "Don't like {n}? Send everything back within {q}."],
            "count": ["Every year there will be at least {q} more {n}.", "This year we will realise no fewer than {q} {n}."],
            "count_case": ["Last year it was {q} {n}.", "By 31 December the counter stood at {q} {n}."],
            "count_max": ["At most {q} {n} a year will be added."],
            "discount": ["Members get a {q} discount on {n}.", "With a membership {n} is {q} cheaper."],
            "price": ["You pay {q} for {n}.", "The price of {n} is {q}.", "{N}: {q}."],
            "price_max": ["{N} never costs more than {q}.", "For {n} we charge {q} at most."],
            "free": ["You pay nothing for {n}.", "{N} comes at no cost."],
            "distance": ["You will always find {n} within {q} of your home.", "You never walk further than {q} to {n}."],
            "deadline": ["Before the end of {q}, {n} is finished.", "In {q} we will open {n}.", "{N} opens in {q} at the latest."],
            "deadline_new": ["{N} is now scheduled for {q}.", "According to the latest schedule {n} is ready in {q}."],
            "full": ["{N} is open day and night.", "You can go to {n} 24 hours a day, seven days a week."],
            "office": ["{N} is open from Monday to Friday, 9 am to 5 pm.", "On weekdays, {n} can be reached from 9 am until 5 pm."],
        },
    },
    timed={
        "passport": (["uw paspoort", "het nieuwe paspoort"], ["your passport", "the new passport"], DAYS),
        "locksmith": (["een slotenmaker", "een slotenmaker ter plaatse"], ["a locksmith", "a locksmith on site"], SHORT),
        "bin": (["een andere rolcontainer", "een nieuwe rolcontainer"], ["another wheelie bin", "a new wheelie bin"], DAYS),
        "results": (["de uitslag van uw onderzoek", "uw testuitslag"], ["the result of your examination", "your test results"], DAYS),
        "payout": (["de schadevergoeding", "uw schadevergoeding"], ["the compensation", "your compensation"], WEEKS),
        "callback": (["een telefoontje van een adviseur", "een gesprek met een adviseur"], ["a phone call from an adviser", "a conversation with an adviser"], SHORT),
        "invoice": (["een nieuwe factuur", "de gecorrigeerde factuur"], ["a new invoice", "the corrected invoice"], DAYS),
        "ambulance": (["een ambulance"], ["an ambulance"], SHORT),
        "diploma": (["uw diploma", "het diploma"], ["your diploma", "the diploma"], WEEKS),
        "glazier": (["een glaszetter"], ["a glazier"], SHORT),
    },
    goods={
        "fridge": (["de koelkast", "elke koelkast"], ["the fridge", "every refrigerator"]), "tent": (["onze tenten", "de tent"], ["our tents", "the tent"]),
        "mattress": (["het matras", "elk matras"], ["the mattress", "each mattress"]), "laptop": (["de laptop"], ["the laptop"]), "sofa": (["de bank", "het bankstel"], ["the sofa", "the couch"]),
    },
    counted={
        "benches": (["bankjes", "zitbanken"], ["benches"]), "teachers": (["leraren"], ["teachers"]), "playgrounds": (["speeltuinen", "speelplekken"], ["playgrounds"]),
        "panels": (["zonnepanelen"], ["solar panels"]), "rooms": (["studentenkamers"], ["student rooms"]),
    },
    priced={
        "haircut": (["een knipbeurt", "de knipbeurt"], ["a haircut", "the haircut"]), "swim": (["een zwemles", "de zwemles"], ["a swimming lesson", "the swimming lesson"]),
        "parking": (["een parkeervergunning", "de parkeervergunning"], ["a parking permit", "the parking permit"]), "wash": (["een wasbeurt voor uw auto"], ["a car wash"]),
        "tour": (["de rondleiding", "een rondleiding"], ["the guided tour", "a guided tour"]),
    },
    placed={
        "library": (["een bibliotheek"], ["a library"]), "park": (["een park"], ["a park"]), "atm": (["een geldautomaat"], ["a cash machine"]), "gp": (["een huisarts"], ["a doctor"]),
    },
    projects={
        "tunnel": (["de fietstunnel"], ["the cycle tunnel"]), "school": (["het nieuwe schoolgebouw"], ["the new school building"]), "pool": (["het zwembad"], ["the swimming pool"]),
        "windfarm": (["het windpark"], ["the wind farm"]),
    },
    desks={
        "pharmacy": (["de apotheek"], ["the pharmacy"]), "recycling": (["de milieustraat"], ["the recycling centre"]), "gym": (["de sportschool"], ["the gym"]),
    },
)  # fmt: skip

HELD = Split(
    shapes={
        "nl": {
            "max": [
                "Vraag het ons en {n} komt er binnen {q} aan.", "Wie zich bij ons meldt, heeft na ten hoogste {q} {n}.", "{N}: in hoogstens {q} voor elkaar.", "Meer dan {q} hebben we niet nodig voor {n}.",
                "Tussen uw vraag en {n} zit op zijn langst {q}.", "{N} is in maximaal {q} geregeld.", "Wij beloven u {n} binnen {q}.", "Binnen {q} kunt u rekenen op {n}.",
            ],
            "case": ["Mevrouw Bakker wachtte {q} op {n}.", "Afgelopen zomer duurde het wachten op {n} {q}.", "Toen mijn moeder belde, was {n} er na {q}."],
            "min": ["Voor {n} bent u zeker {q} verder.", "{N} vergt ten minste {q}."],
            "neg": ["Binnen {q} is {n} niet haalbaar.", "We kunnen niet beloven dat {n} er binnen {q} is."],
            "aim": ["We hopen u binnen {q} te helpen aan {n}.", "Ons doel is dat {n} er binnen {q} is."],
            "soft": ["Over het algemeen komt {n} binnen {q}.", "Normaal gesproken is {n} er binnen {q}."],
            "clock": ["{N} komt binnen {q}, op elk uur van de dag en ook op feestdagen.", "Altijd, ook buiten kantooruren: {n} binnen {q}."],
            "work": ["{N} komt binnen {q}, zolang wij open zijn.", "Doordeweeks tijdens openingstijden komt {n} binnen {q}."],
            "scope": ["Loopt het contact via {c}, dan heeft u {n} binnen {q}.", "Op {c} geldt: {n} binnen {q}."],
            "distract": ["De taart moet {q} in de koelte staan.", "Onze directeur zat {q} vast in de trein.", "De storm hield {q} aan.", "Het toneelstuk speelt {q} zonder pauze."],
            "warranty": ["Met {n} zit u {q} goed: zo lang loopt de garantie.", "Koopt u {n}, dan valt alles {q} onder de garantie.", "Op {n} krijgt u van ons {q} volledige garantie."],
            "return": ["Spijt van {n}? U heeft {q} om terug te sturen.", "De retourtermijn voor {n} bedraagt {q}."],
            "count": ["Jaarlijks zorgen we voor op zijn minst {q} extra {n}.", "Met minstens {q} nieuwe {n} per jaar maken we het waar."],
            "count_case": ["In totaal werden het dit jaar {q} {n}.", "Over het afgelopen jaar noteerden we {q} {n}."],
            "count_max": ["Meer dan {q} {n} per jaar zit er niet in."],
            "discount": ["Pashouders betalen {q} minder voor {n}.", "Wij geven studenten {q} korting op {n}."],
            "price": ["Het tarief voor {n} bedraagt {q}.", "{N} kunt u krijgen voor {q}.", "Wat kost {n}? {q}."],
            "price_max": ["Duurder dan {q} wordt {n} niet.", "Het tarief voor {n} blijft onder of op {q}, dus hooguit {q}."],
            "free": ["{N} krijgt u gratis.", "{N} kost u helemaal niets."],
            "distance": ["Binnen een straal van {q} is er voor iedereen {n}.", "De afstand tot {n} is hooguit {q}."],
            "deadline": ["Niet later dan {q} openen we {n}.", "Voor eind {q} kunt u gebruikmaken van {n}.", "We ronden {n} af in {q}."],
            "deadline_new": ["De opening van {n} schuift naar {q}.", "{N} verwachten we nu in {q}."],
            "full": ["{N} sluit nooit: 24 uur per dag kunt u er terecht.", "Of het nu nacht of weekend is, {n} is altijd open."],
            "office": ["Bij {n} kunt u terecht van 9 tot 17 uur, maandag t/m vrijdag.", "{N} heeft openingstijden van 9.00 - 17.00 uur op werkdagen en is in het weekend dicht."],
        },
        "en": {
            "max": [
                "Ask us, and {n} comes within {q}.", "{N}: sorted in {q} at the very most.", "We won't need more than {q} for {n}.", "Between your request and {n} there are {q} at most.",
                "{N} is arranged in a maximum of {q}.", "We promise you {n} within {q}.", "Expect {n} within {q}.", "Anyone who contacts us has {n} inside {q}.",
            ],
            "case": ["Mrs Baker waited {q} for {n}.", "Last summer the wait for {n} was {q}.", "When my mother rang, {n} came after {q}."],
            "min": ["{N} requires at least {q}.", "You are looking at no less than {q} for {n}."],
            "neg": ["{N} within {q} is not feasible.", "We can't promise that {n} comes within {q}."],
            "aim": ["We hope to help you to {n} within {q}.", "Our target is for {n} to come within {q}."],
            "soft": ["Generally {n} comes within {q}.", "Typically {n} is there within {q}."],
            "clock": ["{N} comes within {q}, at any hour and on bank holidays included.", "Always, even outside office hours: {n} within {q}."],
            "work": ["{N} comes within {q} while we are open.", "On weekdays during opening hours {n} comes within {q}."],
            "scope": ["If you contact us through {c}, you have {n} within {q}.", "For {c} we say: {n} within {q}."],
            "distract": ["The cake has to stand in the cool for {q}.", "Our director was stuck on the train for {q}.", "The storm lasted {q}.", "The drama runs for {q} without an interval."],
            "warranty": ["With {n} you are safe for {q}: that is how long the warranty runs.", "Buy {n} and everything is under guarantee for {q}.", "{N} carries a full {q} guarantee."],
            "return": ["Regret {n}? You have {q} to send it back.", "The return period for {n} is {q}."],
            "count": ["Annually we provide a minimum of {q} extra {n}.", "With at least {q} new {n} per year we deliver."],
            "count_case": ["In total it came to {q} {n} this year.", "Over the past year we recorded {q} {n}."],
            "count_max": ["More than {q} {n} a year is not possible."],
            "discount": ["Card holders pay {q} less for {n}.", "We give students {q} off {n}."],
            "price": ["The rate for {n} is {q}.", "{N} can be had for {q}.", "What does {n} cost? {q}."],
            "price_max": ["{N} will not become dearer than {q}.", "The rate for {n} is capped at {q}."],
            "free": ["You get {n} free of charge.", "{N} does not cost you anything: free."],
            "distance": ["Within a radius of {q} there is {n} for everyone.", "The distance to {n} is {q} at most."],
            "deadline": ["No later than {q} we open {n}.", "Before the end of {q} you can use {n}.", "We complete {n} in {q}."],
            "deadline_new": ["The opening of {n} moves to {q}.", "{N} is now expected in {q}."],
            "full": ["{N} never closes: you are welcome 24 hours a day.", "Night or weekend, {n} is always open."],
            "office": ["You are welcome at {n} from 9 to 5, Monday to Friday.", "{N} keeps hours of 9 am - 5 pm on weekdays and is closed at weekends."],
        },
    },
    timed={
        "scan": (["een afspraak voor een scan", "een scanafspraak"], ["a scan appointment", "an appointment for a scan"], DAYS),
        "broadband": (["een werkende internetverbinding", "werkend internet"], ["a working internet connection", "working internet"], DAYS),
        "visa": (["uw visum", "het visum"], ["your visa", "the visa"], WEEKS),
        "tow": (["een sleepwagen", "de sleepwagen"], ["a tow truck", "the tow truck"], SHORT),
        "mortgage": (["de goedkeuring van uw hypotheek", "een goedgekeurde hypotheek"], ["the approval of your mortgage", "an approved mortgage"], WEEKS),
        "sandbags": (["zandzakken"], ["sandbags"], SHORT),
        "meal": (["een warme maaltijd", "uw warme maaltijd"], ["a hot meal", "your hot meal"], SHORT),
        "key": (["een reservesleutel", "uw reservesleutel"], ["a spare key", "your spare key"], DAYS),
        "transcript": (["uw cijferlijst", "een cijferlijst"], ["your transcript of grades", "a list of grades"], DAYS),
        "vet": (["een dierenarts", "de dierenarts"], ["a vet", "the vet"], SHORT),
        "advice": (["juridisch advies", "het juridische advies"], ["legal advice", "the legal advice"], DAYS),
        "childcare": (["een plek bij de kinderopvang", "een plaats in de kinderopvang"], ["a place in childcare", "a childcare place"], WEEKS),
    },
    goods={
        "drill": (["de boormachine", "elke boormachine"], ["the drill", "every drill"]), "glasses": (["uw bril", "de bril"], ["your glasses", "the glasses"]),
        "kayak": (["de kajak", "onze kajaks"], ["the kayak", "our kayaks"]), "hearing": (["het hoortoestel"], ["the hearing aid"]),
        "violin": (["de viool", "iedere viool"], ["the violin", "every violin"]), "doors": (["deuren van ons"], ["doors of ours"]),
    },
    counted={
        "chicks": (["nestkasten", "vogelhuisjes"], ["nest boxes", "bird boxes"]), "nurses": (["verpleegkundigen"], ["nurses"]), "bikes": (["fietsenstallingen"], ["bicycle sheds"]),
        "taps": (["watertappunten"], ["drinking fountains"]), "scholarships": (["studiebeurzen", "beurzen"], ["scholarships"]),
    },
    priced={
        "yoga": (["een yogales", "de yogales"], ["a yoga class", "the yoga class"]), "kayak": (["het huren van een kano", "kanoverhuur"], ["canoe hire", "hiring a canoe"]),
        "storage": (["een opslagruimte", "de opslagruimte"], ["a storage unit", "the storage unit"]), "wedding": (["een huwelijksvoltrekking"], ["a wedding ceremony"]),
        "allotment": (["een moestuin", "de moestuin"], ["an allotment", "the allotment"]), "ferry": (["de overtocht met de pont"], ["the ferry crossing"]),
    },
    placed={
        "pharmacy": (["een apotheek"], ["a pharmacy"]), "playground": (["een speeltuin"], ["a playground"]), "defib": (["een defibrillator"], ["a defibrillator"]), "school": (["een basisschool"], ["a primary school"]),
    },
    projects={
        "museum": (["het museum"], ["the museum"]), "tram": (["de tramlijn"], ["the tram line"]), "stadium": (["het stadion"], ["the stadium"]), "dyke": (["de nieuwe dijk"], ["the new dike"]),
        "observatory": (["de sterrenwacht"], ["the observatory"]),
    },
    desks={
        "post": (["het postkantoor"], ["the post office"]), "clinic": (["de polikliniek"], ["the outpatient clinic"]), "lost": (["de afdeling gevonden voorwerpen"], ["the lost property office"]),
    },
)  # fmt: skip
CHANNELS = {"nl": ["WhatsApp", "e-mail", "Mastodon", "Facebook"], "en": ["WhatsApp", "email", "Mastodon", "Facebook"]}


def _spelled(value: float, lang: str) -> str | None:
    if value != int(value) or not 2 <= value < len(NL):
        return None
    return (NL if lang == "nl" else EN)[int(value)]


def _figure(value: float, lang: str) -> str:
    text = f"{value:,.0f}" if value == int(value) else f"{value:.2f}".rstrip("0")
    return text.translate(str.maketrans(",.", ".,")) if lang == "nl" else text


def _phrase(rng: random.Random, quantity: Quantity, lang: str) -> str:
    value, unit = quantity
    if unit == "year_date":
        return f"{value:.0f}"
    if unit == "eur":
        amount = (
            _figure(value, lang) if value == int(value) else f"{value:.2f}".replace(".", "," if lang == "nl" else ".")
        )
        forms = [f"€ {amount}", f"{amount} euro"] if lang == "nl" else [f"€{amount}", f"EUR {amount}"]
        return rng.choice([*forms, f"€ {amount},-"] if lang == "nl" and value == int(value) else forms)
    number = rng.choice([n for n in (_figure(value, lang), _spelled(value, lang)) if n])
    if unit == "count":
        return number
    one, many = UNITS[lang][unit]
    if unit == "percent":
        return rng.choice([f"{_figure(value, lang)}%", f"{_figure(value, lang)} {one}"])
    if quantity in ((0.5, "hour"), (0.5, "year"), (1.5, "hour"), (1.5, "year")):
        nl = {0.5: f"een half {one}", 1.5: f"anderhalf {one}"}
        en = {0.5: f"half {'an' if unit == 'hour' else 'a'} {one}", 1.5: f"one and a half {many}"}
        return (nl if lang == "nl" else en)[value]
    if value == 1:
        return rng.choice(
            [
                f"1 {one}",
                f"één {one}" if lang == "nl" else f"one {one}",
                ("een " if lang == "nl" else "an " if one == "hour" else "a ") + one,
            ]
        )
    return f"{number} {many if value != 1 else one}"


class Maker:
    """Makes pairs of one split."""

    def __init__(self, split: Split, name: str, seed: int) -> None:
        self.split = split
        self.rng = random.Random(f"{name}-{seed}")
        self.last = ""

    def langs(self) -> tuple[str, str]:
        return self.rng.choice([("nl", "nl"), ("nl", "nl"), ("en", "en"), ("en", "en"), ("nl", "en"), ("en", "nl")])

    def say(
        self,
        lang: str,
        kind: str,
        names: tuple[list[str], list[str]],
        quantity: Quantity | None = None,
        channel: str = "",
        *,
        other: bool = False,
    ) -> str:
        shapes = [s for s in self.split.shapes[lang][kind] if not (other and s == self.last)] or self.split.shapes[
            lang
        ][kind]
        self.last = self.rng.choice(shapes)
        thing = self.rng.choice(names[0 if lang == "nl" else 1])
        amount = _phrase(self.rng, quantity, lang) if quantity else ""
        text = (
            self.last.replace("{q}", amount)
            .replace("{n}", thing)
            .replace("{N}", thing[:1].upper() + thing[1:])
            .replace("{c}", channel)
        )
        return text[:1].upper() + text[1:]

    def equal(self, quantity: Quantity) -> Quantity:
        return EQUAL[quantity] if quantity in EQUAL and self.rng.random() < 0.5 else quantity

    def step(self, ladder: list[Quantity], quantity: Quantity, *, smaller: bool) -> Quantity | None:
        def size(q: Quantity) -> float:
            return q[0] * MINUTES.get(q[1], 1)

        found = [
            q for q in ladder if (size(q) <= 0.8 * size(quantity) if smaller else size(q) >= 1.25 * size(quantity))
        ]
        return self.rng.choice(found) if found else None

    def time(self, label: str) -> Pair | None:
        rng, (la, lb) = self.rng, self.langs()
        concept = rng.choice(list(self.split.timed))
        *pair, ladder = self.split.timed[concept]
        names = (pair[0], pair[1])
        q = rng.choice(ladder)
        short = q[1] in ("minute", "hour") and q[0] * MINUTES[q[1]] <= 720
        if label == "unrelated":
            mode = rng.choice(["thing", "thing", "distract", "scope"])
            if mode == "distract":
                return (
                    la,
                    self.say(la, "max", names, q),
                    lb,
                    self.say(lb, "distract", names, q),
                    "the number in another matter",
                )
            if mode == "scope":
                one, two = rng.sample(range(4), 2)
                return (
                    la,
                    self.say(la, "scope", names, q, CHANNELS[la][one]),
                    lb,
                    self.say(lb, "scope", names, rng.choice(ladder), CHANNELS[lb][two]),
                    "another channel",
                )
            wrong = self.split.timed[rng.choice([c for c in self.split.timed if c != concept])]
            return (
                la,
                self.say(la, "max", names, q),
                lb,
                self.say(lb, rng.choice(["max", "case"]), (wrong[0], wrong[1]), self.equal(q)),
                "another service",
            )
        modes = {
            "same": ["plain", "plain", "plain", "hedged", "scope", "wdays"] + (["clock", "work"] if short else []),
            "compatible": ["better", "better", "case", "firm", "wd_to_clock", "wdays"]
            + (["work_to_clock"] if short else []),
            "conflict": ["worse", "worse", "case", "min", "neg", "hedged_worse", "clock_to_wd", "wdays", "scope"]
            + (["clock_to_work"] if short else []),
        }[label]
        mode = rng.choice(modes)
        better, worse = self.step(ladder, q, smaller=True), self.step(ladder, q, smaller=False)
        n = rng.choice([2, 3, 5, 10])
        plans: dict[str, tuple[str, Quantity, str, Quantity | None, str]] = {
            "plain": ("max", q, "max", self.equal(q), "equal terms"),
            "better": ("max", q, "max", better, "a shorter time"),
            "worse": ("max", q, "max", worse, "a longer time"),
            "case": ("max", q, "case", better if label == "compatible" else worse, "a case"),
            "firm": (rng.choice(["aim", "soft"]), q, "max", self.equal(q), "A hedges, B does not"),
            "min": ("max", q, "min", worse or q, "at most against at least"),
            "neg": ("max", q, "neg", self.equal(q), "denied"),
            "hedged_worse": ("max", q, rng.choice(["aim", "soft"]), worse, "a longer time, and hedged"),
            "clock": ("clock", q, "clock", self.equal(q), "equal terms, any hour"),
            "work": ("work", q, "work", self.equal(q), "equal terms, office hours"),
            "work_to_clock": ("work", q, "clock", self.equal(q), "office hours promised, any hour given"),
            "clock_to_work": ("clock", q, "work", self.equal(q), "any hour promised, office hours given"),
            "wd_to_clock": (
                "max",
                (n, "wday"),
                "max",
                rng.choice([(n, "day"), (n - 1, "day"), (24 * (n - 1), "hour")]),
                "working days promised, clock time given",
            ),
            "clock_to_wd": (
                "max",
                rng.choice([(n, "day"), (24 * n, "hour")]),
                "max",
                (n + rng.choice([0, 1]), "wday"),
                "clock time promised, working days given",
            ),
            "wdays": (
                "max",
                (n, "wday"),
                "max",
                ({"same": n, "compatible": n - 1, "conflict": n + rng.randint(1, 5)}[label], "wday"),
                "working days",
            ),
        }
        if mode == "hedged":
            kind = rng.choice(["aim", "soft"])
            plans["hedged"] = (kind, q, kind, self.equal(q), "equal terms, both hedged")
        if mode == "scope":
            k = rng.randrange(4)
            other = self.equal(q) if label == "same" else worse
            if other is None:
                return None
            return (
                la,
                self.say(la, "scope", names, q, CHANNELS[la][k]),
                lb,
                self.say(lb, "scope", names, other, CHANNELS[lb][k], other=la == lb),
                f"the same channel, {'equal' if label == 'same' else 'longer'}",
            )
        kind_a, q_a, kind_b, q_b, why = plans[mode]
        if q_b is None:
            return None
        a = self.say(la, kind_a, names, q_a)
        return la, a, lb, self.say(lb, kind_b, names, q_b, other=la == lb), why

    def growing(
        self, label: str, things: dict[str, tuple[list[str], list[str]]], ladder: list[Quantity], kinds: tuple[str, ...]
    ) -> Pair | None:
        rng, (la, lb) = self.rng, self.langs()
        concept, q = rng.choice(list(things)), rng.choice(ladder)
        a = self.say(la, kinds[0], things[concept], q)
        if label == "unrelated":
            return (
                la,
                a,
                lb,
                self.say(lb, kinds[0], things[rng.choice([c for c in things if c != concept])], q),
                "another thing",
            )
        other = self.equal(q) if label == "same" else self.step(ladder, q, smaller=label == "conflict")
        if other is None:
            return None
        kind = (
            kinds[0]
            if label == "same"
            else rng.choice([k for k in kinds if not (label == "compatible" and k.endswith("_max"))])
        )
        return (
            la,
            a,
            lb,
            self.say(lb, kind, things[concept], other, other=la == lb),
            {"same": "equal terms", "compatible": "more than promised", "conflict": "less than promised"}[label],
        )

    def warranty(self, label: str) -> Pair | None:
        return self.growing(
            label,
            self.split.goods,
            [(6, "month"), (1, "year"), (18, "month"), (2, "year"), (5, "year"), (10, "year"), (30, "year")],
            ("warranty",),
        )

    def returns(self, label: str) -> Pair | None:
        return self.growing(
            label, self.split.goods, [(1, "week"), (14, "day"), (30, "day"), (60, "day"), (100, "day")], ("return",)
        )

    def count(self, label: str) -> Pair | None:
        return self.growing(
            label,
            self.split.counted,
            [(float(n), "count") for n in (12, 30, 80, 120, 300, 650, 1100, 2250)],
            ("count", "count_case", "count_max"),
        )

    def discount(self, label: str) -> Pair | None:
        return self.growing(
            label, self.split.priced, [(float(n), "percent") for n in (5, 8, 12.5, 20, 30, 45)], ("discount",)
        )

    def price(self, label: str) -> Pair | None:
        rng, (la, lb) = self.rng, self.langs()
        concept, v = rng.choice(list(self.split.priced)), rng.choice([3.5, 6, 9.95, 14, 18.5, 25, 40, 65, 110])
        names = self.split.priced[concept]
        if label == "unrelated":
            return (
                la,
                self.say(la, "price", names, (v, "eur")),
                lb,
                self.say(
                    lb,
                    "price",
                    self.split.priced[rng.choice([c for c in self.split.priced if c != concept])],
                    (v, "eur"),
                ),
                "another thing",
            )
        if label == "same":
            kind = rng.choice(["price", "price", "price_max", "free"])
            a = self.say(la, kind, names, (v, "eur"))
            return la, a, lb, self.say(lb, kind, names, (v, "eur"), other=la == lb), "equal price"
        other = self.step(
            [(x, "eur") for x in (3.5, 6, 9.95, 14, 18.5, 25, 40, 65, 110)], (v, "eur"), smaller=label == "compatible"
        )
        if other is None:
            return None
        if label == "compatible":
            return (
                la,
                self.say(la, "price_max", names, (v, "eur")),
                lb,
                self.say(lb, rng.choice(["price", "free"]), names, other),
                "below the highest price",
            )
        kind = rng.choice(["price", "price_max", "free"])
        return la, self.say(la, kind, names, (v, "eur")), lb, self.say(lb, "price", names, other), "a higher price"

    def distance(self, label: str) -> Pair | None:
        rng, (la, lb) = self.rng, self.langs()
        ladder: list[Quantity] = [(300, "metre"), (500, "metre"), (1, "km"), (2, "km"), (4, "km"), (10, "km")]
        concept, q = rng.choice(list(self.split.placed)), rng.choice(ladder)
        names = self.split.placed[concept]
        a = self.say(la, "distance", names, q)
        if label == "unrelated":
            return (
                la,
                a,
                lb,
                self.say(
                    lb, "distance", self.split.placed[rng.choice([c for c in self.split.placed if c != concept])], q
                ),
                "another thing",
            )
        other = self.equal(q) if label == "same" else self.step(ladder, q, smaller=label == "compatible")
        return other and (la, a, lb, self.say(lb, "distance", names, other, other=la == lb), f"{label} distance")  # type: ignore[return-value]

    def deadline(self, label: str) -> Pair | None:
        rng, (la, lb) = self.rng, self.langs()
        concept, year = rng.choice(list(self.split.projects)), rng.randint(2029, 2042)
        names = self.split.projects[concept]
        a = self.say(la, "deadline", names, (year, "year_date"))
        if label == "unrelated":
            wrong = self.split.projects[rng.choice([c for c in self.split.projects if c != concept])]
            return (
                la,
                a,
                lb,
                self.say(lb, rng.choice(["deadline", "deadline_new"]), wrong, (year, "year_date")),
                "another project",
            )
        if label == "same":
            return la, a, lb, self.say(lb, "deadline", names, (year, "year_date"), other=la == lb), "equal year"
        other = year + rng.choice([1, 2, 4]) * (-1 if label == "compatible" else 1)
        return (
            la,
            a,
            lb,
            self.say(lb, rng.choice(["deadline", "deadline_new"]), names, (other, "year_date"), other=la == lb),
            "another year",
        )

    def hours(self, label: str) -> Pair | None:
        rng, (la, lb) = self.rng, self.langs()
        concept = rng.choice(list(self.split.desks))
        names = self.split.desks[concept]
        if label == "unrelated":
            wrong = self.split.desks[rng.choice([c for c in self.split.desks if c != concept])]
            return (
                la,
                self.say(la, "full", names),
                lb,
                self.say(lb, rng.choice(["full", "office"]), wrong),
                "another desk",
            )
        kinds = {
            "same": rng.choice([("full", "full"), ("office", "office")]),
            "compatible": ("office", "full"),
            "conflict": ("full", "office"),
        }[label]
        a = self.say(la, kinds[0], names)
        return la, a, lb, self.say(lb, kinds[1], names, other=la == lb), "opening hours"


def generate(name: str, n: int, seed: int) -> list[dict[str, str]]:
    """Return `n` different pairs of the split `name`."""
    maker = Maker(TUNE if name == "tune" else HELD, name, seed)
    makers: list[Callable[[str], Pair | None]] = [maker.time] * 8
    makers += [
        maker.warranty,
        maker.returns,
        maker.count,
        maker.discount,
        maker.price,
        maker.price,
        maker.distance,
        maker.deadline,
        maker.hours,
    ]
    labels = ["same", "compatible", "conflict", "conflict", "unrelated"]
    rows: list[dict[str, str]] = []
    seen: set[tuple[str, str]] = set()
    for turn in range(100 * n):
        if len(rows) == n:
            break
        label = labels[turn % len(labels)]
        pair = maker.rng.choice(makers)(label)
        if pair is None or pair[1] == pair[3] or (pair[1], pair[3]) in seen:
            continue
        seen.add((pair[1], pair[3]))
        rows.append(
            {
                "id": f"{name}-{len(rows) + 1:04d}",
                "lang_a": pair[0],
                "text_a": pair[1],
                "lang_b": pair[2],
                "text_b": pair[3],
                "label": label,
                "why": pair[4],
            }
        )
    return rows


def main() -> None:
    """Write the pairs to standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=["tune", "held"], default="tune")
    parser.add_argument("--n", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=11)
    args = parser.parse_args()
    for row in generate(args.split, args.n, args.seed):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
