"""How long a large export takes, how much memory, and whether a second import changes anything.

    python -m benchmarks.imports.run [--posts 100000] [--write FILE]

An invented export of each kind is written, `auditor import` takes it in twice, `auditor collect` reads it once more.
Times are on the wall; memory is the peak of the largest of the processes (the command and the one that reads).
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.quality.machine import here

_EPOCH_MS = 1288834974657
_START = datetime(2023, 1, 2, 8, tzinfo=UTC)
_ROOT = Path(__file__).resolve().parents[2]
_CONFIG = "organisation: {name: De Molen}\nsources:\n  - {name: export, kind: KIND, path: FILE, accounts: [molen]}\n"


def _snowflake(at: datetime, sequence: int) -> str:
    return str((int(at.timestamp() * 1000) - _EPOCH_MS << 22) + sequence)


def _tweets(count: int) -> Iterator[str]:
    """Yield posts of X as their archive holds them: one in ten begins a talk, the others answer somebody."""
    for number in range(count):
        at = _START + timedelta(minutes=13 * number)
        handle = f"klant{number % 9000}"
        body = {
            "edit_info": {"initial": {"editTweetIds": [str(number)], "editsRemaining": "5", "isEditEligible": False}},
            "retweeted": False,
            "source": '<a href="https://example.org" rel="nofollow">Webcare</a>',
            "entities": {"hashtags": [], "symbols": [], "user_mentions": [{"screen_name": handle}], "urls": []},
            "display_text_range": ["0", "140"],
            "id_str": _snowflake(at, number % 4000),
            "created_at": at.strftime("%a %b %d %H:%M:%S +0000 %Y"),
            "full_text": f"@{handle} Goedemorgen! We zoeken het uit en komen er vandaag op terug ({number}). ^AB",
            "lang": "nl",
        }
        if number % 10:
            asked = at - timedelta(minutes=1 + number % 300)
            body |= {"in_reply_to_status_id_str": _snowflake(asked, 1), "in_reply_to_screen_name": handle}
        yield json.dumps({"tweet": body})


def _x_archive(folder: Path, count: int) -> str:
    account = 'window.YTD.account.part0 = [{"account": {"username": "molen", "accountId": "77"}}]'
    with zipfile.ZipFile(folder / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/account.js", account)
        with archive.open("data/tweets.js", "w") as stream:
            stream.write(b"window.YTD.tweets.part0 = [\n")
            for number, text in enumerate(_tweets(count)):
                stream.write((",\n" if number else "").encode() + text.encode())
            stream.write(b"\n]")
    return "x.zip"


def _csv(folder: Path, count: int) -> str:
    with (folder / "coosto.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(
            ["zoekopdracht", "datum", "url", "sentiment", "type", "auteur", "bericht tekst", "type bron", "titel"]
        )
        for number in range(count):
            at = (_START + timedelta(minutes=13 * number)).strftime("%Y-%m-%d %H:%M")
            who, text = f"klant{number // 2}", f"@molen hoe laat zijn jullie open? {number}"
            if number % 2:
                who, text = "molen", f"@klant{number // 2} Om tien uur. {number} ^AB"
            rows.writerow(
                ["@molen", at, f"https://e.example/{number}", "neutraal", "reactie", who, text, "instagram", ""]
            )
    return "coosto.csv"


def _whatsapp(folder: Path, count: int) -> str:
    with (folder / "chat.txt").open("w", encoding="utf-8") as file:
        for number in range(count):
            at = (_START + timedelta(minutes=13 * number)).strftime("%d-%m-%y %H:%M")
            file.write(f"{at} - {'molen' if number % 2 else 'Klant'}: Bericht {number}\nop twee regels\n")
    return "chat.txt"


KINDS: dict[str, Callable[[Path, int], str]] = {"x-archive": _x_archive, "csv": _csv, "whatsapp": _whatsapp}


def _timed(folder: Path, *arguments: str) -> tuple[float, float]:
    """Run the command line and return seconds and the peak in MB. Each in a child of its own: the peak never falls."""
    script = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run([sys.executable, '-m', 'auditor', *sys.argv[1:]], stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)\nsys.exit(done.returncode)\n"
    )
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "AUDITOR_CONFIG": ""},
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stderr)
    return time.monotonic() - started, float(done.stdout)


def _snapshot(folder: Path) -> tuple[str, int]:
    from auditor.store import Store

    with Store.open(folder / ".auditor") as store:
        return store.snapshot_id(), len(store.posts("export"))


def measure(kind: str, count: int) -> list[str]:
    """Return one line of the table."""
    with tempfile.TemporaryDirectory(prefix="imports-") as name:
        folder = Path(name)
        file = KINDS[kind](folder, count)
        (folder / "auditor.yaml").write_text(_CONFIG.replace("KIND", kind).replace("FILE", file), encoding="utf-8")
        first, peak = _timed(folder, "import", file)
        before = _snapshot(folder)
        second, again = _timed(folder, "import", file)
        collected, _ = _timed(folder, "collect")
        after = _snapshot(folder)
        if after != before or before[1] != count:
            sys.exit(f"{kind}: {before} became {after}")
        size = (folder / file).stat().st_size / 1e6
    return [
        kind, f"{count:,}", f"{size:.0f} MB", f"{first:.1f} s", f"{second:.1f} s", f"{collected:.1f} s",
        f"{max(peak, again):.0f} MB", "nothing",
    ]  # fmt: skip


def main() -> None:
    """Measure all kinds and print the table, or write it to a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--kind", action="append", choices=KINDS, help="only this one; may be repeated")
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    machine = here(_ROOT)
    head = ["kind", "posts", "file", "import", "second import", "collect", "peak memory", "changed by the second"]
    lines = [head, ["---"] * len(head), *(measure(kind, args.posts) for kind in args.kind or KINDS)]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    where = (
        f"{machine.tool}, {machine.day}, {machine.cores} cores of {machine.processor}, "
        f"Python {machine.python}, load before the run {machine.load}"
    )
    document = f"# Large exports\n\n`python -m benchmarks.imports.run`\n\n{table}\n\n{where}\n"
    if args.write:
        args.write.write_text(document, encoding="utf-8")
    print(document)


if __name__ == "__main__":
    main()
