"""An invented ferry company whose webcare export holds questions of people, to be audited by tests.

One asker has a name and words that occur nowhere else, so that a test can search for them in all that is written.
"""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

ASKER: Final = "kwartelbaard77"
"""The account name of one asker."""
BYSTANDER: Final = "zilveruitje"
"""Somebody else's account, named in one of the organisation's own replies."""
WORDS: Final = "zeepaardjesgeheim"
"""A word that only this asker used."""
IDLE: Final = "mosterdpotloodje"
"""A word in a message that nobody asked the organisation and no figure needs."""

_CONFIG: Final = """\
version: 1
organisation: {name: Veerdienst Oversteek, aliases: [Oversteek], languages: [nl], timezone: Europe/Amsterdam}
now: "2026-06-15T12:00:00+02:00"
hours: {mon-fri: ["09:00-17:00"], holidays: {country: NL}}
sources:
  - {name: site, kind: static, path: site/, base_url: "https://www.oversteek.example"}
  - name: webcare
    kind: csv
    role: social
    path: webcare.csv
    accounts: [oversteek]
    columns: {id: Nummer, text: Bericht, created_at: Datum, author: Auteur, parent_id: Antwoord op, url: Link}
report: {language: nl, redact_third_party: true}
"""
_PAGE: Final = """\
<!doctype html><html lang="nl"><head><title>Contact</title></head><body><main>
<h1>Contact</h1>
<p>Vragen via sociale media beantwoorden we binnen twee uur.</p>
<p>Wij varen elke dag, weer of geen weer.</p>
</main></body></html>
"""


def write(folder: Path) -> Path:
    """Write the organisation into `folder` and return it.

    Eleven questions are answered, the marked one too late; the marked complaint stays without an answer.
    """
    (folder / "site").mkdir(parents=True)
    (folder / "site" / "index.html").write_text(_PAGE, encoding="utf-8")
    (folder / "auditor.yaml").write_text(_CONFIG, encoding="utf-8")
    write_export(folder)
    return folder


def write_export(folder: Path, *, without: str | None = None) -> None:
    """Write the export of the webcare suite, without the messages of one account."""
    rows = [row for row in _rows() if row[2] != without]
    with (folder / "webcare.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("Nummer", "Datum", "Auteur", "Bericht", "Antwoord op", "Link"))
        writer.writerows(rows)


def _rows() -> list[tuple[str, str, str, str, str, str]]:
    rows = []
    start = datetime(2026, 5, 18, 10, 0)  # noqa: DTZ001 - an export holds local times
    for number in range(10):
        asked = start + timedelta(days=number)
        rows += [
            _row(f"q{number}", asked, f"reiziger{number}", "@oversteek Vaart de boot van tien uur vandaag?"),
            _row(
                f"a{number}",
                asked + timedelta(minutes=30),
                "oversteek",
                f"@reiziger{number} Ja, op tijd. ^Bo",
                f"q{number}",
            ),
        ]
    regret = f"@{ASKER} @{BYSTANDER} Wat vervelend, stuur ons een DM. ^Bo"
    late = datetime(2026, 6, 1, 10, 0)  # noqa: DTZ001 - see above
    rows += [
        _row("q20", late, ASKER, f"@oversteek Waar blijft mijn kaartje? Al weken geen reactie, {WORDS}!"),
        _row("a20", late + timedelta(hours=5), "oversteek", regret, "q20"),
        _row("q21", late + timedelta(days=2), ASKER, f"@oversteek Nog steeds niets gehoord binnen twee uur, {WORDS}."),
        _row("x1", late + timedelta(days=3), BYSTANDER, f"Mooi weer vandaag, {IDLE}."),
        _row("p1", late + timedelta(days=4), "oversteek", "Vandaag varen we de hele dag, ook met harde wind."),
    ]  # fmt: skip
    for number in range(6):
        at = late + timedelta(days=number)
        rows.append(
            _row(f"p{number + 2}", at, "oversteek", f"Vandaag zijn er {number + 3} extra afvaarten naar het eiland.")
        )
    return rows


def _row(number: str, at: datetime, author: str, text: str, parent: str = "") -> tuple[str, str, str, str, str, str]:
    return number, f"{at:%d-%m-%Y %H:%M}", author, text, parent, f"https://sociaal.example/@{author}/{number}"
