"""The second visit asks only what may have changed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from auditor.collect import collect
from auditor.model import SourceReport
from auditor.store import Store

MAX_AGE = {"Cache-Control": "max-age=3600"}


def routes(answer: Any) -> dict[str, Any]:
    return {
        "/robots.txt": answer("User-agent: *\nDisallow:", headers=MAX_AGE),
        "/sitemap.xml": answer("<urlset/>", headers=MAX_AGE),
        "/": answer("<a href=/een>1</a><a href=/twee>2</a><a href=/oud>o</a>", headers=MAX_AGE),
        "/een": answer("<p>een", headers=MAX_AGE),
        "/twee": answer("<p>twee", headers=MAX_AGE),
        "/oud": answer(status=301, headers={"Location": "/nieuw", **MAX_AGE}),
        "/nieuw": answer("<p>nieuw", headers=MAX_AGE),
    }


def snapshot(folder: Path) -> tuple[str, list[str]]:
    with Store.open(folder / ".auditor") as store:
        return store.snapshot_id(), [document.key.rpartition("/")[2] for document in store.documents("site")]


def test_nothing_is_asked_that_the_cache_may_answer(tmp_path: Path, serve: Any, answer: Any, configure: Any) -> None:
    site = serve(routes(answer), etag=False)
    settings = configure(tmp_path, {"name": "site", "kind": "web", "url": site.url})
    collect(settings)
    first = snapshot(tmp_path)
    site.asked.clear()

    (report,) = collect(settings)

    assert site.asked == []
    assert first == snapshot(tmp_path)
    assert (report.status, report.documents) == ("ok", 4)


def test_refresh_asks_everything_again(tmp_path: Path, serve: Any, answer: Any, configure: Any) -> None:
    site = serve(routes(answer))
    settings = configure(tmp_path, {"name": "site", "kind": "web", "url": site.url})
    collect(settings)
    first = snapshot(tmp_path)
    site.asked.clear()

    collect(settings, refresh=True)

    assert len(site.asked) == 7
    assert first == snapshot(tmp_path)


@dataclass
class Twice:
    """Sites that were collected, changed, and collected again."""

    reports: dict[str, SourceReport]
    before: dict[str, list[tuple[str, bytes]]]
    after: dict[str, list[tuple[str, bytes]]]
    log: str


def stored(folder: Path, names: Iterable[str]) -> dict[str, list[tuple[str, bytes]]]:
    with Store.open(folder / ".auditor") as store:
        return {
            name: [
                (f"/{found.key.rpartition('/')[2]}", store.content(found.content)) for found in store.documents(name)
            ]
            for name in names
        }


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory, serve: Any, answer: Any, configure: Any) -> Twice:
    folder = tmp_path_factory.mktemp("twice")
    start = "<a href=/een>1</a><a href=/twee>2</a>"
    names = ("changed", "same", "down", "flaky", "forbidding")
    sites = {name: serve({"/": start, "/een": "<p>een", "/twee": "<p>twee"}) for name in names}
    settings = configure(folder, *({"name": name, "kind": "web", "url": site.url} for name, site in sites.items()))
    collect(settings)
    before = stored(folder, names)
    sites["changed"].routes = {"/": "<a href=/een>1</a><a href=/drie>3</a>", "/drie": "<p>drie", "/een": "<p>anders"}
    sites["down"].routes["/"] = answer("onderhoud", 404)
    sites["flaky"].routes["/een"] = answer("au", 500)
    sites["forbidding"].routes["/robots.txt"] = "User-agent: *\nDisallow: /"
    reports = collect(settings)
    log = (folder / ".auditor" / "collect.log").read_text()
    return Twice({report.name: report for report in reports}, before, stored(folder, names), log)


def test_changed_new_and_vanished_pages_are_seen(twice: Twice) -> None:
    assert [path for path, _ in twice.before["changed"]] == ["/", "/een", "/twee"]
    assert [path for path, _ in twice.after["changed"]] == ["/", "/drie", "/een"]
    assert ("/een", b"<p>anders") in twice.after["changed"]


def test_an_unchanged_page_is_not_sent_again(twice: Twice) -> None:
    assert twice.before["same"] == twice.after["same"]
    # robots.txt and sitemap.xml are not there, and that is all that came anew
    assert "same: fetched 2, not_modified 3, from_cache 0" in twice.log


def test_a_site_that_is_down_keeps_what_was_read_before(twice: Twice) -> None:
    report = twice.reports["down"]

    assert (report.status, report.documents) == ("partial", 3)
    assert "answered with status 404" in report.notes[0]
    assert report.notes[1] == "What was collected before was kept."
    assert twice.before["down"] == twice.after["down"]


def test_a_page_that_fails_once_keeps_its_earlier_text(twice: Twice) -> None:
    report = twice.reports["flaky"]

    assert (report.status, report.documents) == ("partial", 3)
    assert twice.before["flaky"] == twice.after["flaky"]


def test_a_site_that_now_forbids_being_read_is_dropped(twice: Twice) -> None:
    report = twice.reports["forbidding"]

    assert (report.status, report.documents) == ("unreadable", 0)
    assert twice.after["forbidding"] == []


SCRIPT = """
import sys
from pathlib import Path
from auditor.collect import collect
from auditor.settings.model import Settings
settings = Settings.model_validate_json(Path(sys.argv[1]).read_text())
try:
    collect(settings)
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.skipif(os.name == "nt", reason="sends SIGINT")
def test_an_interrupted_run_keeps_its_pages_and_the_next_one_goes_on(
    tmp_path: Path, serve: Any, configure: Any
) -> None:
    def slow(handler: Any) -> None:
        time.sleep(30)

    pages = {f"/p{number}": f"<p>pagina {number}" for number in range(5)}
    links = "".join(f"<a href={path}>x</a>" for path in pages)
    site = serve({"/": f"{links}<a href=/z>z</a>", **pages, "/z": slow})
    settings = configure(tmp_path, {"name": "site", "kind": "web", "url": site.url})
    (tmp_path / "settings.json").write_text(settings.model_dump_json())
    script = [sys.executable, "-c", SCRIPT, str(tmp_path / "settings.json")]
    process = subprocess.Popen(script, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while "/z" not in site.asked and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)

    assert process.wait(15) == 130
    with Store.open(tmp_path / ".auditor") as store:
        (report,) = store.reports()
        assert (report.status, report.documents) == ("partial", 6)
        assert "interrupted" in report.notes[0]

    site.routes["/z"] = "<p>nu wel"
    site.asked.clear()
    (report,) = collect(settings)

    assert (report.status, report.documents) == ("ok", 7)
    assert "/p1" not in site.asked
    assert "/z" in site.asked
