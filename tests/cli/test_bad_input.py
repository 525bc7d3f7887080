"""Bad input gets a message that says what, where and what to do next, and the right exit code."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from support.command import Run

HEAD = "organisation: {name: Proef, languages: [nl]}\nsources:\n"
SOCIAL = "  - {name: feed, kind: feed, path: social/feed.xml, role: social}\n"


def configure(folder: Path, *sources: str) -> None:
    """Replace the sources of the tiny organisation."""
    (folder / "auditor.yaml").write_text(HEAD + "".join(f"  - {{{line}}}\n" for line in sources), encoding="utf-8")


def audit(auditor: Run, folder: Path, **environ: str) -> tuple[int, str, dict[str, Any]]:
    """Run, and return exit code, standard error and the results."""
    done = auditor("run", "--now", "2026-06-15", "--format", "json=results.json", cwd=folder, **environ)
    results = folder / "results.json"
    return done.returncode, done.stderr, json.loads(results.read_text(encoding="utf-8")) if results.exists() else {}


def source(results: dict[str, Any], name: str) -> dict[str, Any]:
    """Return one source of the results."""
    found: dict[str, Any] = next(item for item in results["sources"] if item["name"] == name)
    return found


@contextmanager
def served(pages: dict[str, tuple[int, str, str]]) -> Iterator[str]:
    """Serve a few pages on loopback: path -> (status, content type, body)."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = pages.get(self.path.split("?")[0], (404, "text/plain", "not found"))
            content = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_no_configuration(tmp_path: Path, auditor: Run) -> None:
    (tmp_path / ".git").mkdir()
    done = auditor("check", cwd=tmp_path)

    assert done.returncode == 2
    assert "auditor init" in done.stderr
    assert done.stdout == ""


def test_unknown_key(korst: Path, auditor: Run) -> None:
    with (korst / "auditor.yaml").open("a", encoding="utf-8") as file:
        file.write("chek: {}\n")
    done = auditor("check", cwd=korst)

    assert done.returncode == 2
    assert "Did you mean 'check'?" in done.stderr


def test_nothing_collected(korst: Path, auditor: Run) -> None:
    done = auditor("check", cwd=korst)

    assert done.returncode == 2
    assert "auditor collect" in done.stderr


def test_missing_path(korst: Path, auditor: Run) -> None:
    configure(
        korst, "name: site, kind: static, path: gone/", "name: feed, kind: feed, path: social/feed.xml, role: social"
    )
    code, errors, results = audit(auditor, korst)

    assert code == 5
    assert source(results, "site")["status"] == "unreadable"
    assert "gone" in errors


def test_missing_path_of_a_required_source(korst: Path, auditor: Run) -> None:
    configure(
        korst,
        "name: site, kind: static, path: gone/, required: true",
        "name: feed, kind: feed, path: social/feed.xml, role: social",
    )

    assert audit(auditor, korst)[0] == 3


def test_a_pdf_that_is_no_pdf_is_named_and_the_rest_is_read(korst: Path, auditor: Run) -> None:
    (korst / "brochures" / "kapot.pdf").write_bytes(b"this is no PDF at all")
    code, _, results = audit(auditor, korst)

    folder = source(results, "folder")
    assert folder["status"] == "partial"
    assert any("kapot.pdf" in note for note in folder["notes"])
    assert folder["documents"] == 1
    assert code in (0, 1)


@pytest.mark.parametrize(
    ("line", "content"),
    [
        ("name: x, kind: x-archive, path: social/x.zip, accounts: [korst]", b"PK\x03\x04 cut off"),
        ("name: fb, kind: meta-export, path: social/x.zip", b"PK\x03\x04 cut off"),
    ],
)
def test_a_truncated_zip(korst: Path, auditor: Run, line: str, content: bytes) -> None:
    (korst / "social" / "x.zip").write_bytes(content)
    configure(korst, "name: site, kind: static, path: site/", line)
    code, errors, results = audit(auditor, korst)

    assert code == 5
    assert "x.zip" in errors
    assert [item["status"] for item in results["sources"] if item["role"] == "social"] == ["unreadable"]


def test_an_unreachable_host(korst: Path, auditor: Run) -> None:
    configure(
        korst,
        'name: site, kind: web, url: "http://127.0.0.1:9/"',
        "name: feed, kind: feed, path: social/feed.xml, role: social",
    )
    code, errors, results = audit(auditor, korst)

    assert code == 5
    assert source(results, "site")["status"] == "unreadable"
    assert "127.0.0.1" in errors


def test_robots_that_forbid_everything(korst: Path, auditor: Run) -> None:
    page = "<html lang=nl><body><main><p>E-mails beantwoorden we binnen 2 werkdagen.</p></main></body></html>"
    with served(
        {"/robots.txt": (200, "text/plain", "User-agent: *\nDisallow: /\n"), "/": (200, "text/html", page)}
    ) as url:
        configure(
            korst,
            f'name: site, kind: web, url: "{url}/"',
            "name: feed, kind: feed, path: social/feed.xml, role: social",
        )
        code, errors, results = audit(auditor, korst)

    assert code == 5
    assert source(results, "site")["status"] == "unreadable"
    assert "robots.txt" in errors


def test_a_site_of_zero_claims(korst: Path, auditor: Run) -> None:
    for page in (korst / "site").glob("*.html"):
        page.write_text(
            "<html lang=nl><body><main><p>In 1962 werd de winkel geopend.</p></main></body></html>", "utf-8"
        )
    configure(
        korst, "name: site, kind: static, path: site/", "name: feed, kind: feed, path: social/feed.xml, role: social"
    )
    done = auditor("run", "--now", "2026-06-15", cwd=korst)

    assert done.returncode == 5
    assert "claim" in done.stdout


def test_an_account_that_does_not_exist(korst: Path, auditor: Run) -> None:
    missing = '{"error": "InvalidRequest", "message": "Profile not found"}'
    routes = {
        "/xrpc/app.bsky.actor.getProfile": (400, "application/json", missing),
        "/xrpc/app.bsky.feed.getAuthorFeed": (400, "application/json", missing),
        "/xrpc/com.atproto.identity.resolveHandle": (400, "application/json", missing),
    }
    with served(routes) as url:
        configure(
            korst,
            "name: site, kind: static, path: site/",
            f'name: blue, kind: bluesky, actor: nobody.example, api: "{url}"',
            f'name: masto, kind: mastodon, account: "@nobody@server.example", api: "{url}"',
            "name: feed, kind: feed, path: social/feed.xml, role: social",
        )
        code, errors, results = audit(auditor, korst)

    assert code in (0, 1)
    assert [source(results, name)["status"] for name in ("blue", "masto")] == ["unreadable", "unreadable"]
    assert "nobody" in errors
    assert {v["verdict"] for v in results["verdicts"] if v["source"] == "blue"} == {"unreadable"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check", "--format", "pdf"), "no format 'pdf'"),
        (("check", "--format", "human", "--format", "json"), "Only one document"),
        (("check", "--now", "soon"), "no ISO date"),
        (("check", "--text", " "), "draft is empty"),
        (("report", "--from", "nowhere.json"), "nowhere.json"),
        (("explain", "promise-brokn"), "promise-broken"),
        (("init", "nowhere/"), "is there already"),
        (("init", "nowhere/", "-o", "new.yaml"), "nowhere/"),
        (("init", ".", "-o", "new.yaml"), "no answer"),
        (("baseline", "write", "--until", "2020-01-01"), "in the past"),
        (("collect", "--only", "twiter"), "twiter"),
    ],
)
def test_wrong_arguments(korst: Path, auditor: Run, arguments: tuple[str, ...], words: str) -> None:
    (korst / ".auditor").mkdir()
    done = auditor(*arguments, cwd=korst)

    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
