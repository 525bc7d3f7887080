"""Pauses between requests: as the configuration, the server's speed and robots.txt ask."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from auditor.collect import collect
from auditor.settings.model import Source
from auditor_spiders.crawl import scrapy_settings


def test_pauses_are_kept(tmp_path: Path, serve: Any, configure: Any) -> None:
    times: dict[str, list[float]] = {"delay": [], "robots": []}

    def at(name: str, body: bytes) -> Any:
        def reply(handler: Any) -> None:
            times[name].append(time.monotonic())
            handler.send_response(200)
            handler.send_header("Content-Type", "text/html")
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        return reply

    links = b"".join(b"<a href=/p%d>x</a>" % number for number in range(4))
    sources = []
    for name, robots in (("delay", ""), ("robots", "User-agent: *\nCrawl-delay: 0.4")):
        routes = {"/robots.txt": robots, "/": at(name, links)}
        site = serve(routes | {f"/p{number}": at(name, b"<p>%d" % number) for number in range(4)})
        sources.append({"name": name, "kind": "web", "url": site.url, "delay": 0.4 if name == "delay" else 0.0})
    collect(configure(tmp_path, *sources))

    for name, found in times.items():
        pauses = [later - earlier for earlier, later in pairwise(found)]
        assert len(found) == 5, name
        assert min(pauses) > 0.15, name  # Scrapy varies a pause by half of it, so that visits are no drumbeat
        assert sum(pauses) > 1.0, name


def test_a_site_on_the_web_is_asked_slowly_and_one_on_this_machine_is_not() -> None:
    away = scrapy_settings(Source(name="site", kind="web", url="https://bakker.test/"))
    here = scrapy_settings(Source(name="site", kind="web", url="http://127.0.0.1:8000/"))

    assert away.getbool("AUTOTHROTTLE_ENABLED")
    assert away.getfloat("DOWNLOAD_DELAY") == 0.25
    assert not here.getbool("AUTOTHROTTLE_ENABLED")
    assert here.getfloat("DOWNLOAD_DELAY") == 0


def test_the_safe_settings_are_on() -> None:
    settings = scrapy_settings(Source(name="site", kind="web", url="https://bakker.test/"))

    assert [settings.getdict("DOWNLOAD_HANDLERS")[scheme] for scheme in ("file", "data", "ftp", "s3")] == [None] * 4
    off = ("COOKIES_ENABLED", "TELNETCONSOLE_ENABLED", "REMOTE_CONTROL_ENABLED", "METAREFRESH_ENABLED")
    assert not [name for name in off if settings.getbool(name)]
    assert settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    assert settings.getint("DOWNLOAD_MAXSIZE") == 8 * 1024 * 1024
    assert settings.getint("REDIRECT_MAX_TIMES") == 5
