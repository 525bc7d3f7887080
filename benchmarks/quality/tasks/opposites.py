"""Words of everyday Dutch that exclude each other, for the inference benchmark: sits or runs, in or out, full or empty.

Each line is one group; `|` parts what cannot both be so, and the words of one part mean about the same.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

_GROUPS: Final = {
    "posture": """
        zit zitten zittend | staat staan staand | ligt liggen liggend | loopt lopen lopend wandelt wandelen \
        | rent rennen rennend | springt springen | zwemt zwemmen | rijdt rijden | slaapt slapen | danst dansen \
        | valt vallen | hangt hangen | knielt knielen | rust uitrusten
    """,
    "direction": """
        in | uit
        op | af | onder
        omhoog | omlaag | beneden
        aan | uit | af
        naar | vanaf | van
        voor | achter
        links | rechts
        heen | terug
        naartoe | weg
        boven | onder | beneden
        vooruit | achteruit
        over | onder
    """,
    "place": """
        binnen binnenshuis | buiten buitenshuis
        dichtbij dicht | ver
        water | land
        stad | platteland
        strand | berg bergen
        droog droge | nat natte
    """,
    "size": """
        groot grote | klein kleine
        lang lange | kort korte
        hoog hoge | laag lage
        dik dikke | dun dunne
        breed brede | smal smalle
        zwaar zware | licht lichte
    """,
    "state": """
        open opent openen | dicht gesloten sluit sluiten
        vol volle | leeg lege
        schoon schone | vies vieze vuil vuile
        heet hete warm warme | koud koude
        hard harde | zacht zachte
        levend | dood dode
        snel snelle | langzaam langzame traag
        stil stille | luid lawaaierig
        druk drukke | rustig rustige verlaten
        wakker | slapend
        blij blije vrolijk lachend | verdrietig huilend boos boze
        kaal kale | behaard harig
        helder heldere | donker donkere troebel
    """,
    "act": """
        raakt raken | mist missen
        wint winnen | verliest verliezen
        geeft geven | neemt nemen krijgt weigert
        pakt | laat
        maakt maken bouwt bouwen | breekt breken vernietigt sloopt
        begint beginnen | stopt stoppen eindigt
        vult vullen | leegt legen
        duwt duwen | trekt trekken
        stijgt | daalt
        lacht lachen | huilt huilen
        praat praten spreekt | zwijgt luistert
        verbergt verbergen | onthult onthullen toont
        verwijdert verwijderen | voegt doet stopt
        koopt | verkoopt
        laadt | lost
        monteert | demonteert
        gooit gooien | vangt vangen
        zet | haalt
        aantrekken | uittrekken
        inpakken | uitpakken
        werkt werken | rust rusten
        aan | uit
    """,
    "number": """
        alleen | samen groep
        één | twee | drie | vier | vijf | veel | sommige | enkele
        iemand | niemand
        iets | niets
        alle | geen
        enige | meerdere
    """,
    "who": """
        man mannen jongen jongens | vrouw vrouwen meisje meisjes
        kind kinderen baby | volwassene volwassenen
        hond honden | kat katten
        jong jonge | oud oude
    """,
    "colour": """
        zwart zwarte | wit witte | rood rode | blauw blauwe | groen groene | geel gele | bruin bruine | grijs grijze \
        | oranje | roze | paars paarse | blond blonde
    """,
}
_TABLE: Final = tuple(
    (kind, tuple(frozenset(part.split()) for part in line.split("|")))
    for kind, text in _GROUPS.items()
    for line in text.split("\n")
    if line.strip()
)
_MOST: Final = 2


def opposed(a: Sequence[str], b: Sequence[str]) -> list[float]:
    """Return how often words of one kind that only one side has exclude words that only the other has, per kind.

    The same follows in proportion to how many words differ: in two sentences that are equal but for "in" and "out", it
    says all.
    """
    only_a, only_b = set(a) - set(b), set(b) - set(a)
    hits = dict.fromkeys(_GROUPS, 0)
    for kind, parts in _TABLE:
        hits[kind] += _excluding(parts, only_a, only_b)
    counts = [float(min(hits[kind], _MOST)) for kind in _GROUPS]
    alone = 4 / (1 + len(only_a | only_b))
    return [*counts, *(count * alone for count in counts), sum(counts), sum(counts) * alone]


def _excluding(parts: Sequence[frozenset[str]], only_a: Collection[str], only_b: Collection[str]) -> int:
    in_a = [bool(part & set(only_a)) for part in parts]
    in_b = [bool(part & set(only_b)) for part in parts]
    return sum(x and y and i != j and not in_a[j] for i, x in enumerate(in_a) for j, y in enumerate(in_b))
