"""A website is read whole, once, politely, and no other."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from auditor.collect import collect
from auditor.model import RawDocument, SourceReport
from auditor.store import Store

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LOREM = " ".join(f"woord{number}" for number in range(200))


@dataclass
class Collected:
    """What one collect of many sites left."""

    reports: dict[str, SourceReport]
    store: Store
    servers: dict[str, Any]
    log: str

    def paths(self, name: str) -> list[str]:
        """Return the addresses of a site's documents, from its root."""
        root = self.servers[name].url
        return [f"/{document.key.removeprefix(root)}" for document in self.store.documents(name)]

    def document(self, name: str, path: str) -> RawDocument:
        """Return the document of a site at that path."""
        root = self.servers[name].url
        return next(found for found in self.store.documents(name) if found.key == root + path.lstrip("/"))

    def notes(self, name: str) -> str:
        """Return the notes of a site as one text."""
        return " ".join(self.reports[name].notes)


def bakery(answer: Any, root: Callable[[], str]) -> dict[str, Any]:
    """A site with one of everything that a decent site has."""

    def index(handler: Any) -> None:
        body = f"<sitemapindex {NS}><sitemap><loc>{root()}pages.xml.gz</loc></sitemap></sitemapindex>".encode()
        reply(handler, body)

    def listed(handler: Any) -> None:
        locations = "".join(f"<url><loc>{root()}{path}</loc></url>" for path in ("verborgen/", "archief/2001"))
        reply(handler, gzip.compress(f"<urlset {NS}>{locations}</urlset>".encode()))

    def reply(handler: Any, body: bytes) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return {
        "/robots.txt": answer("User-agent: *\nDisallow: /intern/\nSitemap: /sitemap-index.xml\n", type="text/plain"),
        "/sitemap-index.xml": index,
        "/pages.xml.gz": listed,
        "/": "<html lang=nl><title>Bakkerij</title><a href=/over/?utm_source=x>over</a><a href=/over/index.html>o</a>"
        "<a href=/oud>oud</a><a href=/weg>weg</a><a href=/folder.pdf>folder</a><a href=/kaart.png>kaart</a>"
        "<a href=/wegwijzer>w</a><a href=/intern/x>i</a><a href=/archief/1>a</a><a href=/login>l</a>"
        "<footer><a href='https://bsky.app/profile/bakker.test'>b</a></footer>",
        "/over/": f"<link rel=canonical href=/over/><main>{LOREM}</main><a href='/over/?print=1'>p</a><a href=/diep/1>",
        "/over/?print=1": f"<link rel=canonical href=/over/><main>{LOREM}</main><p>geprint",
        "/oud": answer(status=301, headers={"Location": "/nieuw/"}),
        "/nieuw/": "<meta name=robots content=noindex><p>Nieuw.",
        "/folder.pdf": answer(b"%PDF-1.4 folder", type="application/octet-stream"),
        "/wegwijzer": "<meta http-equiv=refresh content='0; url=/doel'>",
        "/doel": answer("<p>caf\xe9".encode("latin-1"), type="text/html; charset=ISO-8859-1"),
        "/verborgen/": "<p>Alleen in de sitemap.",
        "/intern/x": "<p>Verboden.",
        "/archief/1": "<p>Archief.",
        "/archief/2001": "<p>Archief.",
        "/login": answer("<p>Eerst inloggen.", 401),
        "/diep/1": "<p>een<a href=/diep/2>verder",
        "/diep/2": "<p>twee",
    }


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory, serve: Any, answer: Any, configure: Any) -> Collected:
    folder = tmp_path_factory.mktemp("sites")
    servers: dict[str, Any] = {}
    elsewhere = serve({"/": "<p>elders"})
    servers["elsewhere"] = elsewhere
    servers["bakery"] = serve(bakery(answer, lambda: servers["bakery"].url))
    forbidding = {"/robots.txt": "User-agent: *\nDisallow: /", "/": "<p>nee"}
    servers["forbidding"] = serve(forbidding)
    servers["broken-robots"] = serve({"/robots.txt": answer("kapot", 503, headers={"Retry-After": "0"}), "/": "<p>x"})
    servers["stray-robots"] = serve(
        {"/robots.txt": answer(status=302, headers={"Location": elsewhere.url}), "/": "<p>mag"}
    )
    servers["own-site"] = serve(forbidding)
    servers["large"] = serve({"/": "".join(f"<a href=/p{number:02}>x</a>" for number in range(30))}
                             | {f"/p{number:02}": f"<p>pagina {number}" for number in range(30)})  # fmt: skip
    servers["missing-home"] = serve({"/x": "<p>x"})
    servers["moved"] = serve({"/": answer(status=301, headers={"Location": elsewhere.url})})
    servers["picture"] = serve({"/": answer(b"\x89PNG", type="image/png")})
    servers["flaky"] = serve(
        {"/": "<a href=/stuk>x</a><a href=/heel>y</a>", "/stuk": answer("au", 500), "/heel": "<p>heel"}
    )
    servers["hasty"] = serve({"/": once_busy()})
    calendar = serve({})
    calendar.routes = Calendar()
    servers["calendar"] = calendar
    servers["preview"] = serve(
        {
            "/": "<link rel=canonical href='https://www.bakker.test/'><a href='https://www.bakker.test/contact/'>c</a>",
            "/contact/": "<link rel=canonical href='https://www.bakker.test/contact/'><p>bel ons",
            "/sitemap.xml": answer(f"<urlset {NS}><url><loc>https://www.bakker.test/los/</loc></url></urlset>"),
            "/los/": "<p>los",
        }
    )
    web = {name: {"name": name, "kind": "web", "url": server.url} for name, server in servers.items()}
    web["bakery"] |= {"exclude": ["/archief/**"], "max_depth": 3}
    web["own-site"]["robots"] = False
    web["large"]["max_pages"] = 10
    web["calendar"]["max_pages"] = 25
    web["refused"] = {"name": "refused", "kind": "web", "url": "http://127.0.0.1:9/"}
    web["no-tls"] = {"name": "no-tls", "kind": "web", "url": elsewhere.url.replace("http:", "https:")}
    web["unknown"] = {"name": "unknown", "kind": "web", "url": "https://nergens.invalid/"}
    web["no-address"] = {"name": "no-address", "kind": "web", "url": "http://bakker punt nl/"}
    del web["elsewhere"]
    reports = collect(configure(folder, *web.values()))
    store = Store.open(folder / ".auditor")
    log = (folder / ".auditor" / "collect.log").read_text()
    return Collected({report.name: report for report in reports}, store, servers, log)


def once_busy() -> Callable[[Any], None]:
    """Answer 429 with Retry-After the first time."""
    tries: list[str] = []

    def reply(handler: Any) -> None:
        busy = not tries
        tries.append(handler.path)
        body = b"" if busy else b"<p>rustig aan"
        handler.send_response(429 if busy else 200)
        if busy:
            handler.send_header("Retry-After", "1")
        else:
            handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


class Calendar(dict[str, str]):
    """Every page leads to two more."""

    def get(self, path: str, default: Any = None) -> Any:
        """Return the page at any path."""
        if path.endswith((".txt", ".xml")):
            return default
        return f"<p>{path}<a href='{path}a/'>x</a><a href='{path}b/'>y</a>"


def test_every_page_and_brochure_is_read_once_under_its_own_address(collected: Collected) -> None:
    assert collected.paths("bakery") == [
        "/", "/diep/1", "/diep/2", "/doel", "/folder.pdf", "/nieuw/", "/over/", "/verborgen/",
    ]  # fmt: skip
    report = collected.reports["bakery"]
    assert (report.status, report.documents, report.expected) == ("ok", 8, 8)


def test_nothing_is_asked_twice(collected: Collected) -> None:
    asked = collected.servers["bakery"].asked

    assert len(set(asked)) == len(asked)


def test_what_robots_txt_or_the_configuration_excludes_is_never_asked(collected: Collected) -> None:
    asked = collected.servers["bakery"].asked

    assert not [path for path in asked if path.startswith(("/intern", "/archief", "/kaart"))]
    assert "1 addresses were left out because robots.txt forbids them." in collected.reports["bakery"].notes


def test_pages_behind_a_login_are_counted(collected: Collected) -> None:
    assert "1 pages ask for a login and were left out." in collected.reports["bakery"].notes


def test_we_say_who_we_are(collected: Collected) -> None:
    assert all("auditor/" in agent for agent in collected.servers["bakery"].agents)


def test_the_profiles_of_the_organisation_are_discovered(collected: Collected) -> None:
    assert collected.reports["bakery"].discovered == ("https://bsky.app/profile/bakker.test",)


def test_type_charset_and_bytes_are_kept_as_they_came(collected: Collected) -> None:
    page = collected.document("bakery", "/doel")
    brochure = collected.document("bakery", "/folder.pdf")

    assert (page.media_type, page.encoding) == ("text/html", "ISO-8859-1")
    assert collected.store.content(page.content) == "<p>caf\xe9".encode("latin-1")
    assert brochure.media_type == "application/pdf"


def test_a_robots_txt_that_forbids_everything_makes_a_site_unreadable(collected: Collected) -> None:
    report = collected.reports["forbidding"]

    assert (report.status, report.documents) == ("unreadable", 0)
    assert "robots.txt of 127.0.0.1" in collected.notes("forbidding")
    assert "/" not in collected.servers["forbidding"].asked


def test_a_robots_txt_that_cannot_be_read_forbids_everything(collected: Collected) -> None:
    assert collected.reports["broken-robots"].status == "unreadable"
    assert "answers with status 503" in collected.notes("broken-robots")
    assert "/" not in collected.servers["broken-robots"].asked


def test_a_robots_txt_elsewhere_is_none(collected: Collected) -> None:
    assert collected.reports["stray-robots"].status == "ok"


def test_robots_txt_can_be_switched_off_for_a_site_of_ones_own(collected: Collected) -> None:
    assert collected.reports["own-site"].status == "ok"


def test_max_pages_cuts_at_the_same_page_every_time_and_says_so(collected: Collected) -> None:
    report = collected.reports["large"]

    assert (report.status, report.documents, report.expected) == ("partial", 10, 31)
    assert ["/", *(f"/p{number:02}" for number in range(9))] == collected.paths("large")
    assert "10 of at least 31 pages" in collected.notes("large")


def test_a_site_without_end_comes_to_an_end(collected: Collected) -> None:
    assert collected.reports["calendar"].documents == 25
    assert len(collected.servers["calendar"].asked) < 40


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing-home", "answered with status 404"),
        ("moved", "which is another site"),
        ("refused", "refuses the connection"),
        ("no-tls", "No safe connection"),
        ("unknown", "nergens.invalid"),
        ("no-address", "is no http or https address"),
    ],
)
def test_a_site_that_cannot_be_read_says_why(collected: Collected, name: str, words: str) -> None:
    assert (collected.reports[name].status, collected.reports[name].documents) == ("unreadable", 0)
    assert words in collected.notes(name)


def test_a_site_without_a_page_is_empty(collected: Collected) -> None:
    assert collected.reports["picture"].status == "empty"
    assert "There is no page at" in collected.notes("picture")


def test_a_page_that_fails_makes_the_site_partial(collected: Collected) -> None:
    report = collected.reports["flaky"]

    assert (report.status, report.documents) == ("partial", 2)
    assert "1 pages could not be read" in collected.notes("flaky")
    assert "status 500" in collected.notes("flaky")
    assert collected.servers["flaky"].asked.count("/stuk") == 3


def test_a_busy_server_is_asked_again_when_it_says(collected: Collected) -> None:
    assert collected.reports["hasty"].status == "ok"


def test_a_preview_reads_the_pages_that_its_links_say_are_elsewhere(collected: Collected) -> None:
    assert collected.paths("preview") == ["/", "/contact/", "/los/"]


def test_no_other_site_is_ever_asked(collected: Collected) -> None:
    assert collected.servers["elsewhere"].asked == []


def test_reports_come_in_the_order_of_the_configuration(collected: Collected) -> None:
    assert next(iter(collected.reports)) == "bakery"
    assert list(collected.reports)[-1] == "no-address"
