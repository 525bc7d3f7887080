"""`auditor import` as a user runs it: look first, then take in, and never touch a file unasked."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from support.command import Run
from support.exports import ACCOUNT, tweet, ytd, zipped

from auditor.cli.app import app
from auditor.errors import AuditorError
from auditor.store import Store

CONFIG = """\
organisation: {name: De Molen}
sources:
  - {name: site, kind: static, path: site/}
report: {language: en}
"""
CHAT = "25-06-26 09:15 - An: Hoe laat open?\n25-06-26 09:31 - De Molen: Om tien uur.\n"
TWEETS = [tweet("2026-05-04 08:42:00", "@an Om tien uur.", reply_to=("2051215204352000000", "an"))]


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Return a folder with a configuration and three exports."""
    (tmp_path / "auditor.yaml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "chat.txt").write_text(CHAT, encoding="utf-8")
    (tmp_path / "twee.csv").write_text("Datum,Bericht,Tekst\n2026-05-04 09:00,a,b\n", encoding="utf-8")
    zipped(tmp_path / "x.zip", {"data/tweets.js": ytd("tweets", TWEETS), "data/account.js": ACCOUNT})
    return tmp_path


Here = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def here(work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    """Return a function that runs the command line in this process: ten times as fast, the same but for `main`."""
    monkeypatch.chdir(work)
    monkeypatch.delenv("AUDITOR_CONFIG", raising=False)

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        try:
            code = app(["import", *map(str, arguments)], standalone_mode=False)
            said = capsys.readouterr()
            return subprocess.CompletedProcess(arguments, code, said.out, said.err)
        except AuditorError as error:
            said = capsys.readouterr()
            return subprocess.CompletedProcess(arguments, error.exit_code, said.out, said.err + str(error))

    return run


def texts(work: Path, source: str) -> list[str]:
    """Return what the snapshot holds of a source, whatever stands there for the handles of other people."""
    with Store.open(work / ".auditor") as store:
        return [re.sub(r"@anon-\w+", "@…", post.text) for post in store.posts(source)]


def test_a_dry_run_shows_and_changes_nothing(work: Path, auditor: Run) -> None:
    found = auditor("import", "chat.txt", "--dry-run", cwd=work)

    assert found.returncode == 0, found.stderr
    assert "Taken for whatsapp (it holds messages of a chat)" in found.stderr
    lines = found.stdout.splitlines()
    assert lines[1].split() == ["2026-06-25", "09:15", "other", "private", "message", "[…]"]
    assert lines[2].endswith("2026-06-25 09:15  Om tien uur.")
    assert "By others: 1." in found.stdout
    assert "- {name: whatsapp, kind: whatsapp, path: chat.txt}" in found.stdout
    assert (work / "auditor.yaml").read_text(encoding="utf-8") == CONFIG
    assert not (work / ".auditor").exists()
    shown = auditor("import", "chat.txt", "--as", "whatsapp", "--dry-run", "--show-others", cwd=work)
    assert "Hoe laat open?" in shown.stdout


def test_a_dry_run_needs_no_configuration(work: Path, here: Here) -> None:
    (work / "auditor.yaml").unlink()
    found = here("chat.txt", "--dry-run", "--account", "De Molen")

    assert found.returncode == 0, found.stderr
    assert "accounts: [De Molen]" in found.stdout
    assert here("chat.txt").returncode == 2
    folder = here(".", "--dry-run")
    assert folder.returncode == 0
    assert "Taken for whatsapp (it holds chat.txt)" in folder.stderr


def test_it_speaks_the_language_of_the_report_and_english_without_one(work: Path, here: Here) -> None:
    (work / "auditor.yaml").write_text(CONFIG.replace("language: en", "language: nl"), encoding="utf-8")
    dutch = here("chat.txt", "--dry-run")
    assert "Opgevat als whatsapp (het bevat berichten van een chat)" in dutch.stderr
    assert "Van de organisatie: 1 privébericht. Van anderen: 1." in dutch.stdout
    assert dutch.stdout.endswith("Er is niets opgeslagen.\n")
    (work / "auditor.yaml").unlink()
    english = here("twee.csv", "--dry-run", "--column", "text=Tekst", "--column", "created_at=Datum")
    assert "Taken for csv (it holds the columns Datum, Bericht, Tekst)" in english.stderr
    assert "Read like this (comma, utf-8" in english.stdout
    assert english.stdout.endswith("Nothing was stored.\n")
    unclear = here("twee.csv", "--dry-run")
    assert "it is not clear which column holds what" in unclear.stderr


def test_an_import_that_is_added_stays(work: Path, here: Here) -> None:
    found = here("x.zip", "--add", "--account", "molen")

    assert found.returncode == 0, found.stderr
    assert "Added to" in found.stdout
    line = "  - {name: x, kind: x-archive, path: x.zip, accounts: [molen]}\n"
    assert (work / "auditor.yaml").read_text(encoding="utf-8") == CONFIG.replace("site/}\n", "site/}\n" + line)
    assert texts(work, "x") == ["@… Om tien uur."]
    # Once more, without --add: known by its path now. Then broken: what was there stays.
    again = here("x.zip")
    assert (again.returncode, "does not name it yet" in again.stdout) == (0, False)
    (work / "x.zip").write_bytes((work / "x.zip").read_bytes()[:-30])
    broken = here("x.zip")
    assert broken.returncode == 2
    assert "cut off while downloading" in broken.stderr
    assert "was not imported.\nNothing was changed." in broken.stderr
    assert texts(work, "x") == ["@… Om tien uur."]
    other = here("chat.txt", "--name", "x")
    assert other.returncode == 2


def test_an_import_that_is_not_added_says_what_to_add(work: Path, here: Here) -> None:
    found = here("x.zip", "--name", "tweets")

    assert found.returncode == 0, found.stderr
    assert "auditor.yaml does not name it yet" in found.stdout
    assert "- {name: tweets, kind: x-archive, path: x.zip}" in found.stdout
    assert (work / "auditor.yaml").read_text(encoding="utf-8") == CONFIG
    assert texts(work, "tweets") == ["@… Om tien uur."]


def test_columns_that_are_unclear_can_be_tried_out(work: Path, here: Here) -> None:
    found = here("twee.csv", "--dry-run")
    assert found.returncode == 2
    assert '      text: "Bericht"    # Bericht / Tekst' in found.stderr

    columns = ("--column", "text=Tekst", "--column", "created_at=Datum")
    found = here("twee.csv", "--dry-run", *columns)
    assert found.returncode == 0, found.stderr
    assert "columns: {text: Tekst, created_at: Datum}" in found.stdout
    assert "Read like this (comma, utf-8; preset -): text = Tekst, created_at = Datum." in found.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("weg.zip",), "There is no weg.zip"),
        ((".",), "cannot be told"),
        (("x.zip", "--name", "site"), "kind static, which reads no export"),
        (("x.zip", "--dry-run", "--add"), "Leave one out"),
        (("x.zip", "--column", "text"), "no FIELD=HEADER"),
        (("x.zip", "--as", "whatsapp"), "holds no WhatsApp chat"),
    ],
)
def test_mistakes(work: Path, here: Here, arguments: tuple[str, ...], words: str) -> None:
    (work / "x.zip").rename(work / "y.zip") if arguments == (".",) else None
    (work / "chat.txt").unlink()
    found = here(*arguments)

    assert found.returncode == 2
    assert words in found.stderr
    assert not (work / ".auditor").exists()


def test_an_export_without_posts(work: Path, here: Here) -> None:
    path = work / "t.json"
    path.write_text(json.dumps({"Profile": {"ProfileMap": {}}}), encoding="utf-8")
    found = here(path, "--as", "tiktok-export")

    assert found.returncode == 5
    assert "holds nothing to import" in found.stderr


def test_a_missing_export_is_named_by_collect(work: Path, auditor: Run) -> None:
    config = CONFIG.replace(
        "{name: site, kind: static, path: site/}", "{name: x, kind: x-archive, path: in/x.zip, required: true}"
    )
    (work / "auditor.yaml").write_text(config, encoding="utf-8")
    found = auditor("collect", cwd=work)

    assert found.returncode == 3
    assert "x: could not be read.\n  There is no in/x.zip. Check `path` in the configuration." in found.stderr
