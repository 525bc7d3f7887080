# ruff: noqa: E501, PLR0911 - tables of sentences, one a line, and a way to make each kind of pair
"""Generate pairs from whole sentences, as organisations write them: verbs, fragments, questions, labels, posts.

    python benchmarks/quality/terms_clauses.py [--n 600] [--seed 5] > FILE

A service here has no name that is put into a shape: each of its sentences was written by itself, so that the same promise is
said with other words each time. Labels as in auditor/text/compare.py. Standard library only; the same arguments give the same
bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from dataclasses import dataclass, field

from terms_grid import EQUAL, MINUTES, Quantity, _phrase


@dataclass(frozen=True)
class Service:
    """Sentences of one promise by language: `terms` state it, `cases` tell of one time, `worse` deny or bound it from below."""

    ladder: list[Quantity]
    better: str  # "less" or "more"
    terms: dict[str, list[str]]
    cases: dict[str, list[str]] = field(default_factory=dict)
    worse: dict[str, list[str]] = field(default_factory=dict)
    hedged: dict[str, list[str]] = field(default_factory=dict)


HOURS: list[Quantity] = [(2, "hour"), (4, "hour"), (8, "hour"), (24, "hour"), (48, "hour"), (3, "day")]
DAYS: list[Quantity] = [(24, "hour"), (2, "day"), (3, "day"), (5, "day"), (1, "week"), (2, "week")]
WEEKS: list[Quantity] = [(1, "week"), (2, "week"), (4, "week"), (6, "week"), (10, "week"), (13, "week")]
SERVICES: dict[str, Service] = {
    "graffiti": Service(
        HOURS, "less",
        {"nl": ["Graffiti op gemeentelijke muren verwijderen we binnen {q}.", "Graffiti gezien? Binnen {q} hebben we alles weggehaald.", "Meld graffiti en wij poetsen die in maximaal {q} weg."],
         "en": ["We remove graffiti from our walls within {q}.", "Seen any graffiti? It is gone within {q}.", "Report graffiti and we scrub it off in {q} at most."]},
        {"nl": ["De graffiti bij het station was na {q} verdwenen."], "en": ["The graffiti near the park was gone after {q}."]},
        {"nl": ["Het verwijderen van graffiti duurt minstens {q}.", "Graffiti binnen {q} weghalen lukt ons niet."], "en": ["Removing graffiti takes at least {q}.", "We cannot remove graffiti within {q}."]},
        {"nl": ["Meestal halen we graffiti binnen {q} weg."], "en": ["We usually remove graffiti within {q}."]},
    ),
    "streetlight": Service(
        DAYS, "less",
        {"nl": ["Een kapotte straatlantaarn repareren we binnen {q}.", "Doet de lantaarnpaal het niet? Uiterlijk na {q} brandt hij weer.", "Straatverlichting die stuk is, herstellen wij in hooguit {q}."],
         "en": ["We repair a broken street light within {q}.", "Street light out? It will be working again within {q}.", "Faulty street lighting is fixed in no more than {q}."]},
        {"nl": ["De lantaarnpaal in onze straat deed het na {q} weer."], "en": ["The street light outside our house was fixed after {q}."]},
        {"nl": ["Een kapotte straatlantaarn staat zeker {q} in het donker."], "en": ["A broken street light will take at least {q} to repair."]},
        {"nl": ["We streven ernaar kapotte straatlantaarns binnen {q} te repareren."], "en": ["We aim to repair broken street lights within {q}."]},
    ),
    "complaint": Service(
        WEEKS, "less",
        {"nl": ["Op uw klacht krijgt u binnen {q} een inhoudelijk oordeel.", "Klachten handelen wij af in ten hoogste {q}.", "Uw klacht is binnen {q} afgehandeld."],
         "en": ["Your complaint is dealt with within {q}.", "We settle complaints in {q} at most.", "Within {q} we will have handled your complaint."]},
        {"nl": ["De klacht van mijn buurman was na {q} afgehandeld."], "en": ["My neighbour's complaint was dealt with after {q}."]},
        {"nl": ["De afhandeling van een klacht kost minimaal {q}."], "en": ["Handling a complaint takes a minimum of {q}."]},
        {"nl": ["Doorgaans is een klacht binnen {q} afgehandeld."], "en": ["A complaint is normally dealt with within {q}."]},
    ),
    "callback": Service(
        HOURS, "less",
        {"nl": ["Spreek uw nummer in en we bellen u binnen {q} terug.", "Wie een terugbelverzoek doet, wordt binnen {q} gebeld.", "Binnen {q} belt een collega u terug."],
         "en": ["Leave your number and we will call you back within {q}.", "Ask for a callback and your phone rings within {q}.", "A colleague will ring you back within {q}."]},
        {"nl": ["Ik werd pas na {q} teruggebeld."], "en": ["It took {q} before I was called back."]},
        {"nl": ["Terugbellen duurt op zijn minst {q}."], "en": ["Calling back takes {q} at the very least."]},
        {"nl": ["We proberen u binnen {q} terug te bellen."], "en": ["We try to call you back within {q}."]},
    ),
    "heating": Service(
        HOURS, "less",
        {"nl": ["Valt de verwarming uit, dan staat er binnen {q} iemand op de stoep.", "Geen warmte? Onze verwarmingsmonteur komt binnen {q} langs.", "Bij een storing aan de verwarming zijn we er in maximaal {q}."],
         "en": ["If your heating fails, someone is on your doorstep within {q}.", "No heat? Our heating engineer visits within {q}.", "With a heating fault we are there in {q} at the latest."]},
        {"nl": ["Onze verwarming viel uit en na {q} was de monteur er."], "en": ["Our heating failed and the engineer came after {q}."]},
        {"nl": ["Wie geen verwarming heeft, wacht ten minste {q} op een monteur."], "en": ["With no heating you wait at least {q} for an engineer."]},
        {"nl": ["Normaal gesproken is er bij een verwarmingsstoring binnen {q} iemand ter plaatse."], "en": ["In general someone is there within {q} when your heating fails."]},
    ),
    "newsletter": Service(
        DAYS, "less",
        {"nl": ["Afmelden voor de nieuwsbrief verwerken we binnen {q}.", "Meldt u zich af, dan krijgt u na uiterlijk {q} geen nieuwsbrief meer.", "Uw afmelding voor onze nieuwsbrief is binnen {q} geregeld."],
         "en": ["We process newsletter opt-outs within {q}.", "Unsubscribe and the newsletter stops within {q}.", "Your newsletter opt-out is done in {q} at most."]},
        {"nl": ["Mijn afmelding voor de nieuwsbrief was na {q} verwerkt."], "en": ["My newsletter opt-out was processed after {q}."]},
        {}, {},
    ),
    "minutes": Service(
        DAYS, "less",
        {"nl": ["De notulen van de ledenvergadering zetten we binnen {q} op onze site.", "Notulen van elke vergadering staan uiterlijk {q} later online.", "Binnen {q} publiceren we de notulen."],
         "en": ["We put the minutes of the members' meeting online within {q}.", "Minutes of every meeting are published no later than {q} afterwards.", "Within {q} we publish the minutes."]},
        {"nl": ["De notulen van maart stonden na {q} online."], "en": ["The March minutes were online after {q}."]}, {}, {},
    ),
    "results": Service(
        DAYS, "less",
        {"nl": ["De bloeduitslag heeft u binnen {q}.", "Bloed geprikt? Binnen {q} ziet u de uitslag in de app.", "Uw huisarts heeft de bloeduitslag na ten hoogste {q}."],
         "en": ["You have your blood results within {q}.", "Blood taken? The results are in the app within {q}.", "Your GP has the blood results after {q} at most."]},
        {"nl": ["Mijn bloeduitslag was er na {q}."], "en": ["My blood results were in after {q}."]},
        {"nl": ["Op een bloeduitslag wacht u minimaal {q}."], "en": ["You wait a minimum of {q} for blood results."]},
        {"nl": ["Gewoonlijk is de bloeduitslag binnen {q} bekend."], "en": ["Blood results are typically known within {q}."]},
    ),
    "payslip": Service(
        DAYS, "less",
        {"nl": ["Gewerkt? Uw loon staat binnen {q} op uw rekening.", "Uitzendkrachten krijgen hun loon in hooguit {q}.", "Binnen {q} na het inleveren van uw urenbriefje maken we het loon over."],
         "en": ["Done the work? Your wages are in your account within {q}.", "Temps get their wages in {q} at most.", "We transfer wages within {q} of receiving your timesheet."]},
        {"nl": ["Mijn loon kwam {q} na het inleveren binnen."], "en": ["My wages arrived {q} after I handed in my hours."]}, {}, {},
    ),
    "elevator": Service(
        [(10, "minute"), (20, "minute"), (30, "minute"), (1, "hour"), (90, "minute"), (2, "hour")], "less",
        {"nl": ["Zit u vast in de lift, dan bevrijden we u binnen {q}.", "Vast in de lift? Hulp is er binnen {q}.", "Wie opgesloten raakt in een lift, staat in maximaal {q} weer buiten."],
         "en": ["Stuck in the lift? We free you within {q}.", "Help arrives within {q} if you are trapped in a lift.", "Anyone stuck in an elevator is out in {q} at the most."]},
        {"nl": ["Twee bezoekers zaten {q} vast in de lift."], "en": ["Two visitors were stuck in the lift for {q}."]}, {}, {},
    ),
    "ebike": Service(
        [(1, "year"), (18, "month"), (2, "year"), (3, "year"), (5, "year"), (10, "year")], "more",
        {"nl": ["Op de accu van uw e-bike krijgt u {q} garantie.", "Onze e-bikeaccu's hebben een garantie van {q}.", "Gaat de accu van uw e-bike binnen {q} stuk, dan krijgt u gratis een andere."],
         "en": ["The battery of your e-bike comes with a {q} guarantee.", "We give {q} of warranty on e-bike batteries.", "If the battery of your e-bike fails within {q}, you get another one free."]},
    ),
    "dress": Service(
        [(1, "week"), (14, "day"), (3, "week"), (30, "day"), (60, "day")], "more",
        {"nl": ["Een jurk die niet past, kunt u {q} lang terugsturen.", "Zit de jurk niet lekker? Retourneren mag tot {q} na ontvangst.", "Op jurken zit een bedenktijd van {q}."],
         "en": ["You can send back a dress that does not fit for {q}.", "Dress not right? You may return it up to {q} after delivery.", "Dresses have a cooling-off period of {q}."]},
    ),
    "backups": Service(
        [(7, "day"), (14, "day"), (30, "day"), (90, "day"), (1, "year"), (2, "year")], "more",
        {"nl": ["Back-ups bewaren we {q}.", "Wij houden back-ups minstens {q} beschikbaar.", "Een back-up van uw bestanden blijft ten minste {q} bewaard."],
         "en": ["We keep backups for {q}.", "We keep backups available for at least {q}.", "A backup of your files is kept for a minimum of {q}."]},
    ),
    "meals": Service(
        [(20, "count"), (45, "count"), (90, "count"), (150, "count"), (400, "count"), (1000, "count")], "more",
        {"nl": ["Iedere week koken vrijwilligers minimaal {q} maaltijden voor daklozen.", "Per week gaan er ten minste {q} maaltijden naar daklozen."],
         "en": ["Every week volunteers cook at least {q} meals for homeless people.", "At least {q} meals a week go to people who are homeless."]},
        {"nl": ["Deze week kookten de vrijwilligers {q} maaltijden voor daklozen."], "en": ["This week our volunteers cooked {q} meals for homeless people."]},
    ),
    "wells": Service(
        [(5, "count"), (12, "count"), (30, "count"), (75, "count"), (200, "count")], "more",
        {"nl": ["Elk jaar slaan we minstens {q} waterputten.", "Jaarlijks komen er dankzij u ten minste {q} waterputten bij."],
         "en": ["Each year we dig at least {q} wells.", "Thanks to you, no fewer than {q} wells are added every year."]},
        {"nl": ["In totaal sloegen we dit jaar {q} waterputten."], "en": ["In all we dug {q} wells this year."]},
    ),
    "sauna": Service(
        [(6, "eur"), (9.5, "eur"), (15, "eur"), (22.5, "eur"), (35, "eur")], "price",
        {"nl": ["Een dag sauna kost hooguit {q}.", "Voor de sauna betaalt u nooit meer dan {q}."], "en": ["A day at the sauna costs {q} at most.", "You never pay more than {q} for the sauna."]},
        {"nl": ["De sauna kost {q}.", "Saunabezoek: {q} per persoon."], "en": ["The sauna costs {q}.", "Sauna visit: {q} per person."]},
    ),
    "copy": Service(
        [(4, "eur"), (7.5, "eur"), (12, "eur"), (18, "eur"), (30, "eur")], "price",
        {"nl": ["Een kopie van een bouwtekening kost maximaal {q}.", "Bouwtekeningen opvragen kost u niet meer dan {q}."], "en": ["A copy of a building plan costs no more than {q}.", "Requesting building plans will not cost more than {q}."]},
        {"nl": ["Voor een bouwtekening rekenen we {q}."], "en": ["We charge {q} for a building plan."]},
    ),
    "bakery": Service(
        [(250, "metre"), (500, "metre"), (1, "km"), (2, "km"), (4, "km")], "less",
        {"nl": ["Iedere inwoner heeft een sportveld op hooguit {q} van huis.", "Binnen {q} van elk huis ligt een sportveld."], "en": ["Every resident has a sports field no more than {q} from home.", "There is a sports field within {q} of every house."]},
    ),
    "solar": Service(
        [(2028, "year_date"), (2030, "year_date"), (2031, "year_date"), (2033, "year_date"), (2036, "year_date")], "less",
        {"nl": ["Uiterlijk {q} hebben al onze scholen zonnepanelen.", "In {q} ligt elk schooldak vol zonnepanelen."], "en": ["By {q} all our schools will have solar panels.", "In {q} every school roof is covered in solar panels."]},
    ),
    "ferry": Service(
        [(2028, "year_date"), (2029, "year_date"), (2031, "year_date"), (2034, "year_date")], "less",
        {"nl": ["Voor eind {q} varen al onze veerboten elektrisch.", "Onze veerboten zijn uiterlijk in {q} allemaal elektrisch."], "en": ["Before the end of {q} all our ferries will be electric.", "All our ferries will be electric by {q}."]},
    ),
}  # fmt: skip
TIMED = [
    name for name, s in SERVICES.items() if s.ladder[0][1] in ("minute", "hour", "day", "week") and s.better == "less"
]


def _size(quantity: Quantity) -> float:
    return quantity[0] * MINUTES.get(quantity[1], 1)


def _step(rng: random.Random, ladder: list[Quantity], quantity: Quantity, *, smaller: bool) -> Quantity | None:
    dates = quantity[1] == "year_date"
    if smaller:
        found = [q for q in ladder if _size(q) < _size(quantity) * (1 if dates else 0.8)]
    else:
        found = [q for q in ladder if _size(q) > _size(quantity) * (1 if dates else 1.25)]
    return rng.choice(found) if found else None


def _say(rng: random.Random, sentences: list[str], quantity: Quantity, lang: str, avoid: str = "") -> tuple[str, str]:
    shape = rng.choice([s for s in sentences if s != avoid] or sentences)
    text = shape.replace("{q}", _phrase(rng, quantity, lang))
    return text[:1].upper() + text[1:], shape


def _rows(rng: random.Random, label: str) -> tuple[str, str, str, str, str] | None:
    name = rng.choice(list(SERVICES))
    service = SERVICES[name]
    la, lb = rng.choice([("nl", "nl"), ("nl", "nl"), ("en", "en"), ("en", "en"), ("nl", "en"), ("en", "nl")])
    q = rng.choice(service.ladder)
    a, shape = _say(rng, service.terms[la], q, la)
    equal = EQUAL[q] if q in EQUAL and rng.random() < 0.4 else q
    if label == "unrelated":
        others = [
            n
            for n, s in SERVICES.items()
            if n != name and s.ladder[0][1] == service.ladder[0][1] and s.better == service.better
        ]
        others = others or [n for n in TIMED if n != name]
        if service.ladder[0][1] in ("minute", "hour", "day", "week"):
            others = [n for n in TIMED if n != name]
        b, _ = _say(rng, SERVICES[rng.choice(others)].terms[lb], q, lb)
        return la, a, lb, b, f"{name} and something else"
    if service.better == "price":
        if label == "same":
            return la, a, lb, _say(rng, service.terms[lb], q, lb, shape)[0], "equal price"
        other = _step(rng, service.ladder, q, smaller=label == "compatible")
        return other and (la, a, lb, _say(rng, service.cases[lb], other, lb)[0], f"{label} price")  # type: ignore[return-value]
    if label == "same":
        return la, a, lb, _say(rng, service.terms[lb], equal, lb, shape)[0], f"{name}: equal terms"
    less = service.better == "less"
    mode = rng.choice(["terms", "terms", "cases", "worse", "hedged"])
    if label == "compatible":
        if mode == "hedged" and service.hedged:
            a, shape = _say(rng, service.hedged[la], q, la)
            return la, a, lb, _say(rng, service.terms[lb], equal, lb)[0], f"{name}: A hedges"
        other = _step(rng, service.ladder, q, smaller=less)
        sentences = service.cases.get(lb) if mode == "cases" else service.terms[lb]
        return other and (la, a, lb, _say(rng, sentences or service.terms[lb], other, lb, shape)[0], f"{name}: better")  # type: ignore[return-value]
    if mode == "worse" and service.worse:
        return la, a, lb, _say(rng, service.worse[lb], q, lb)[0], f"{name}: denied or at least"
    other = _step(rng, service.ladder, q, smaller=not less)
    kinds = {"cases": service.cases, "hedged": service.hedged}.get(mode) or service.terms
    return other and (la, a, lb, _say(rng, kinds[lb], other, lb, shape)[0], f"{name}: worse")  # type: ignore[return-value]


def generate(n: int, seed: int) -> list[dict[str, str]]:
    """Return `n` different pairs."""
    rng = random.Random(seed)
    rows: list[dict[str, str]] = []
    seen: set[tuple[str, str]] = set()
    labels = ["same", "compatible", "conflict", "conflict", "unrelated"]
    for turn in range(100 * n):
        if len(rows) == n:
            break
        label = labels[turn % len(labels)]
        pair = _rows(rng, label)
        if not pair or pair[1] == pair[3] or (pair[1], pair[3]) in seen:
            continue
        seen.add((pair[1], pair[3]))
        rows.append(
            {
                "id": f"clause-{len(rows) + 1:04d}",
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
    parser.add_argument("--n", type=int, default=600)
    parser.add_argument("--seed", type=int, default=5)
    args = parser.parse_args()
    for row in generate(args.n, args.seed):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
