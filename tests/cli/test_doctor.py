"""`auditor doctor` tells what is missing before a run finds out."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.command import Run

from auditor.collect.doctor import SHOWS, Earlier, examine
from auditor.model import SourceReport
from auditor.settings import load
from auditor.settings.model import SourceKind

CHAT = "[12-03-2026, 09:05:12] Piet: Open?\n[12-03-2026, 09:35:12] De Molen: Ja, vanaf tien uur.\n"
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
TOKEN = "geheim-4f9a1c7e2b"


def configure(folder: Path, *sources: str) -> None:
    lines = "".join(f"  - {{{source}}}\n" for source in sources)
    (folder / "auditor.yaml").write_text(f"organisation: {{name: De Molen}}\nsources:\n{lines}", encoding="utf-8")


def test_everything_is_there(tmp_path: Path, auditor: Run) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<p>Hallo")
    configure(tmp_path, "name: site, kind: static, path: site", "name: x, kind: x-api, account: molen, max_reads: 200")

    done = auditor("doctor", cwd=tmp_path, X_BEARER_TOKEN=TOKEN)

    assert (done.returncode, done.stderr) == (0, "Nothing to mend.\n")
    assert "a token stands in X_BEARER_TOKEN" in done.stdout
    assert "at most 200 posts are read and paid for" in done.stdout
    assert "x-api shows: posts, mentions" in done.stdout
    assert "browser: none is needed" in done.stdout
    assert TOKEN not in done.stdout + done.stderr


def test_what_is_missing_is_named(tmp_path: Path, auditor: Run) -> None:
    configure(
        tmp_path, "name: x, kind: x-archive, path: x.zip", "name: li, kind: linkedin-api, account: 7, token_env: LI"
    )

    done = auditor("doctor", cwd=tmp_path)

    assert done.returncode == 2
    mend = [line for line in done.stdout.splitlines() if line.startswith("MEND")]
    assert len(mend) == 3
    assert "no website or brochures is configured" in mend[0]
    assert "the export is not there" in mend[1]
    assert "the environment variable LI is empty" in mend[2]


def test_hosts_are_tried_only_when_asked(tmp_path: Path, auditor: Run) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with socket.create_server(("127.0.0.1", 0)) as server:
        there = server.getsockname()[1]
        configure(
            tmp_path,
            f"name: site, kind: web, url: 'http://127.0.0.1:{there}/'",
            f"name: b, kind: bluesky, actor: a.example, api: 'http://127.0.0.1:{port}'",
        )
        quiet, online = auditor("doctor", cwd=tmp_path), auditor("doctor", "--online", cwd=tmp_path)

    assert (quiet.returncode, online.returncode) == (0, 2)
    assert f"ok   site: http://127.0.0.1:{there} answers" in online.stdout
    assert f"MEND b: http://127.0.0.1:{port} does not answer" in online.stdout


@pytest.mark.parametrize("kind", SourceKind.__args__)
def test_every_kind_of_source_says_what_it_shows(kind: str) -> None:
    assert all(SHOWS[kind])


def test_what_a_source_cannot_show_and_how_old_the_snapshot_is(tmp_path: Path, auditor: Run) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<p>Hallo allemaal, welkom.")
    (tmp_path / "chat.txt").write_text(CHAT, encoding="utf-8")
    configure(tmp_path, "name: site, kind: static, path: site", "name: app, kind: whatsapp, path: chat.txt")

    before = auditor("doctor", cwd=tmp_path)
    assert "snapshot: nothing was collected yet" in before.stdout
    assert "app: never collected" in before.stdout
    assert "whatsapp cannot show: chats that were not exported" in before.stdout
    assert not (tmp_path / ".auditor").exists()
    assert auditor("collect", cwd=tmp_path).returncode == 0
    after = auditor("doctor", cwd=tmp_path)
    assert after.returncode == 0
    assert re.search(r"ok   snapshot: collected last at \d{4}-\d\d-\d\d \d\d:\d\d UTC, today", after.stdout)
    assert "app: when collected last: read whole, 2 items" in after.stdout


def examined(folder: Path, earlier: Earlier | None = None) -> dict[str, str]:
    """Return what must be mended, and what is said of the snapshot, without starting a command."""
    found = examine(load(folder / "auditor.yaml"), environ={}, earlier=earlier, now=NOW)
    return {item.about: item.text for item in found if item.level == "mend" or item.about == "snapshot"}


@pytest.mark.parametrize(
    ("days", "words"), [(0, "today"), (1, "1 day old"), (31, "31 days old"), (32, "32 days old: collect again")]
)
def test_an_old_snapshot_is_pointed_out(tmp_path: Path, days: int, words: str) -> None:
    configure(tmp_path, "name: app, kind: whatsapp, path: chat.txt")
    report = SourceReport("app", "whatsapp", "social", "ok", documents=2)

    assert words in examined(tmp_path, Earlier({"app": report}, NOW - timedelta(days=days)))["snapshot"]


@pytest.mark.parametrize(
    ("source", "make", "words"),
    [
        (
            "kind: x-archive, path: in",
            lambda path: path.write_text(CHAT),
            "no export of kind x-archive, but of whatsapp",
        ),
        ("kind: whatsapp, path: in", lambda path: path.write_bytes(b""), "is empty"),
        ("kind: whatsapp, path: in", lambda path: path.mkdir(), "is empty"),
        ("kind: meta-export, path: in", lambda path: path.write_bytes(b"PK\x03\x04 cut off"), "cut off"),
        ("kind: feed, path: in", lambda path: path.mkdir(), "is a folder, not a file"),
        ("kind: files, path: in", lambda path: None, "is not there"),
        ("kind: csv, path: in", lambda path: path.write_text("ticket_id,reply_time_in_minutes\n1,2\n"), None),
        ("kind: zendesk, path: in", lambda path: path.write_text("Datum,Bericht\n1,2\n"), None),
    ],
)
def test_paths_of_the_wrong_kind(
    tmp_path: Path, source: str, make: Callable[[Path], object], words: str | None
) -> None:
    make(tmp_path / "in")
    configure(tmp_path, f"name: bron, {source}")
    found = examined(tmp_path).get("bron")

    assert found is None if words is None else words in (found or "")


def test_a_workspace_that_is_no_folder_or_is_damaged(tmp_path: Path, auditor: Run) -> None:
    configure(tmp_path, "name: app, kind: whatsapp, path: chat.txt")
    (tmp_path / ".auditor").write_text("")
    assert "is no folder" in examined(tmp_path)["workspace"]
    (tmp_path / ".auditor").unlink()
    (tmp_path / ".auditor").mkdir()
    (tmp_path / ".auditor" / "auditor.db").write_bytes(b"this is no database at all, not in the least" * 99)

    done = auditor("doctor", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout.startswith("MEND workspace: ")
