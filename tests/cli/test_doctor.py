"""`auditor doctor` tells what is missing before a run finds out."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from support.command import Run

from auditor.collect.doctor import SHOWS
from auditor.settings.model import SourceKind

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
    assert SHOWS[kind]
