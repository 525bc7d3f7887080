"""What a hostile page, link or server can do: nothing but end up in the report."""

from __future__ import annotations

import gzip
import time
import zlib
from dataclasses import dataclass
from typing import Any

import pytest

from auditor.collect import collect, supervise
from auditor.model import SourceReport
from auditor.store import Store

# The real limits are 20 s and 8 MB; a test need not wait for them to know that they are kept.
RUNNER = """
import sys
import auditor_spiders.settings as settings
settings.DOWNLOAD_TIMEOUT = 3
settings.DOWNLOAD_MAXSIZE = 200_000
settings.RETRY_TIMES = 0
import auditor_spiders.run
sys.exit(auditor_spiders.run.main())
"""


@dataclass
class Attacked:
    """What was left after a visit to the hostile site."""

    report: SourceReport
    keys: list[str]
    asked: list[str]
    elsewhere: list[str]
    seconds: float
    log: str


def drip(handler: Any) -> None:
    """Send a byte now and then."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(300):
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.1)


def endless(handler: Any) -> None:
    """Send until nobody listens."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Connection", "close")
    handler.end_headers()
    for _ in range(1000):
        handler.wfile.write(b"<p>" + b"z" * 50_000)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory, serve: Any, answer: Any, configure: Any) -> Attacked:
    folder = tmp_path_factory.mktemp("hostile")
    secret = folder / "geheim.html"
    secret.write_text("<p>geheim")
    elsewhere = serve({"/": "<p>elders", "/robots.txt": ""})
    paths = [
        "/weg", "/ververs", "/bestand", "/lus", "/druppel", "/eindeloos", "/bom", "/bom-deflate", "/tag", "/diep",
        "/leugen.pdf", "/basis", "/heel",
    ]  # fmt: skip
    links = "".join(f"<a href='{path}'>x</a>" for path in paths)
    schemes = (
        f"<a href='{secret.as_uri()}'>a</a><a href='FILE:///etc/hostname'>b</a><a href='ftp://127.0.0.1/x'>c</a>"
        f"<a href='data:text/html,<p>d'>d</a><a href='javascript:alert(1)'>e</a><a href='{elsewhere.url}'>f</a>"
        "<a href='http://[::1'>g</a><a href='http://127.0.0.1:1/'>h</a>"
    )
    bomb = gzip.compress(b"<p>" + b"A" * 20_000_000)
    routes: dict[str, Any] = {
        "/": links + schemes,
        "/weg": answer(status=302, headers={"Location": elsewhere.url}),
        "/ververs": f"<meta http-equiv=refresh content='0;url={elsewhere.url}'>",
        "/bestand": answer(status=302, headers={"Location": secret.as_uri()}),
        "/lus": answer(status=302, headers={"Location": "/lus?x"}),
        "/druppel": drip,
        "/eindeloos": endless,
        "/bom": answer(bomb, headers={"Content-Encoding": "gzip"}),
        "/bom-deflate": answer(zlib.compress(b"A" * 20_000_000), headers={"Content-Encoding": "deflate"}),
        "/tag": "<div " + " ".join(f"a{number}=1" for number in range(15_000)) + ">x</div>",
        "/diep": "<b>" * 50_000,
        "/leugen.pdf": answer("<script>alert(1)</script>", type="application/pdf"),
        "/basis": f"<base href='{elsewhere.url}'><a href='x'>x</a>",
        "/heel": "<p>heel",
    }
    routes |= {"/lus?" + "x" * length: answer(status=302, headers={"Location": "/lus?" + "x" * (length + 1)})
               for length in range(1, 30)}  # fmt: skip
    site = serve(routes, etag=False)
    runner = tmp_path_factory.mktemp("runner")
    (runner / "strict_runner.py").write_text(RUNNER)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(runner))
        patch.setattr(supervise, "RUNNER", "strict_runner")
        started = time.monotonic()
        (report,) = collect(configure(folder, {"name": "site", "kind": "web", "url": site.url}))
        seconds = time.monotonic() - started
    with Store.open(folder / ".auditor") as store:
        keys = [f"/{document.key.removeprefix(site.url)}" for document in store.documents("site")]
    log = (folder / ".auditor" / "collect.log").read_text()
    return Attacked(report, keys, site.asked, elsewhere.asked, seconds, log)


def test_what_can_be_read_is_read(attacked: Attacked) -> None:
    assert attacked.keys == ["/", "/basis", "/heel", "/leugen.pdf"]


def test_no_other_host_or_port_is_ever_asked(attacked: Attacked) -> None:
    assert attacked.elsewhere == []


def test_no_file_is_read(attacked: Attacked) -> None:
    assert "geheim" not in "".join(attacked.keys)
    assert "hostname" not in attacked.log


def test_a_redirect_loop_ends(attacked: Attacked) -> None:
    assert len([path for path in attacked.asked if path.startswith("/lus")]) <= 6


def test_bombs_drips_and_endless_answers_end_in_time(attacked: Attacked) -> None:
    assert attacked.seconds < 20


def test_the_report_counts_what_is_missing(attacked: Attacked) -> None:
    assert attacked.report.status == "partial"
    # /lus, /druppel, /eindeloos, /bom, /bom-deflate, /tag, /diep
    assert "7 pages could not be read" in " ".join(attacked.report.notes)
    assert "too large to be read safely" in attacked.log
