"""A static build comes out as the site that it will be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from auditor.collect import collect
from auditor.collect.protocol import Context, Discovered, Dropped, Fetched, Item, Note
from auditor.errors import CollectError
from auditor.settings.model import Organisation, Source
from auditor.store import Store
from auditor_spiders import disk
from auditor_spiders.static import read

HOME = "https://www.bakker.test"
LOREM = " ".join(f"woord{number}" for number in range(100))


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """Return an empty build folder beside a configuration."""
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


def fill(folder: Path, pages: dict[str, str | bytes]) -> None:
    for name, content in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def run(folder: Path, **changes: Any) -> Iterator[Item]:
    source = Source(**{"name": "build", "kind": "static", "path": folder, "base_url": HOME, **changes})
    context = Context(Organisation(name="Bakkerij Korst"), folder.parent, datetime(2026, 3, 1, tzinfo=UTC), "en")
    return read(source, context)


def addresses(folder: Path, **changes: Any) -> dict[str, str | None]:
    """Return path -> address of the documents that stay."""
    items = list(run(folder, **changes))
    dropped = {item.key for item in items if isinstance(item, Dropped)}
    documents = [item.document for item in items if isinstance(item, Fetched)]
    return {found.path: found.url and found.url.removeprefix(HOME) for found in documents if found.key not in dropped}


def test_files_have_the_address_they_will_be_published_under(build: Path) -> None:
    fill(
        build, {"index.html": "1", "over/index.html": "2", "contact.html": "3", "a b/é.html": "4", "folder.PDF": "%PDF"}
    )

    assert addresses(build) == {
        "site/index.html": "/",
        "site/over/index.html": "/over/",
        "site/contact.html": "/contact.html",
        "site/a b/é.html": "/a%20b/%C3%A9.html",
        "site/folder.PDF": "/folder.PDF",
    }


def test_a_site_below_a_path_keeps_it(build: Path) -> None:
    fill(build, {"index.html": "1"})

    assert addresses(build, base_url=f"{HOME}/handboek") == {"site/index.html": "/handboek/"}


def test_the_canonical_link_or_the_sitemap_tells_the_pretty_address(build: Path) -> None:
    sitemap = f"<urlset><url><loc>{HOME}/twee</loc></url><url><loc>{HOME}/vier.html</loc></url></urlset>"
    fill(
        build,
        {
            "een.html": f"<link rel=canonical href={HOME}/een>",
            "twee.html": "2",
            "drie.html": "<link rel=canonical href=https://elders.test/drie>",
            "vier.html": "4",
            "sitemap.xml": sitemap,
        },
    )

    assert list(addresses(build).values()) == ["/drie.html", "/een", "/twee", "/vier.html"]


def test_signposts_error_pages_copies_and_other_files_are_no_pages(build: Path) -> None:
    page = f"<link rel=canonical href={HOME}/over/><main>{LOREM}</main>"
    fill(
        build,
        {
            "over/index.html": page,
            "over/print.html": page + "<p>print",
            "oud/index.html": "<meta http-equiv=refresh content='0; url=/over/'>",
            "404.html": "weg",
            "404/index.html": "weg",
            "main.css": "",
            ".git/x.html": "x",
            "node_modules/x.html": "x",
        },
    )

    assert addresses(build) == {"site/over/index.html": "/over/"}


def test_include_and_exclude_count_for_paths_and_addresses(build: Path) -> None:
    fill(build, {"index.html": "1", "archief/oud/index.html": "2", "nl/a.html": "3", "nl/b.html": "4"})

    assert list(addresses(build, exclude=("/archief/**",))) == ["site/index.html", "site/nl/a.html", "site/nl/b.html"]
    assert list(addresses(build, include=("nl/**",), exclude=("b.html",))) == ["site/nl/a.html"]


def test_without_a_base_url_there_are_paths_and_no_addresses(build: Path) -> None:
    fill(build, {"index.html": "<a href=/over/>x</a>"})

    assert addresses(build, base_url=None) == {"site/index.html": None}


def test_profiles_are_discovered(build: Path) -> None:
    fill(build, {"index.html": "<footer><a href=https://x.com/bakker>x</a></footer>"})

    assert [item.url for item in run(build) if isinstance(item, Discovered)] == ["https://x.com/bakker"]


def test_a_link_out_of_the_build_is_not_followed(build: Path, tmp_path: Path) -> None:
    fill(build, {"index.html": "1", "binnen.html": "2"})
    (tmp_path / "geheim.html").write_text("geheim")
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "x.html").write_text("geheim")
    (build / "uit.html").symlink_to(tmp_path / "geheim.html")
    (build / "map").symlink_to(tmp_path / "map")
    (build / "in.html").symlink_to(build / "binnen.html")
    items = list(run(build))

    assert [f"{HOME}/", f"{HOME}/binnen.html", f"{HOME}/in.html"] == sorted(
        item.document.key for item in items if isinstance(item, Fetched)
    )
    assert [item.text for item in items if isinstance(item, Note)] == [
        "site/uit.html leads out of the configured folder and was left out."
    ]


def test_what_is_too_large_or_dangerous_is_left_out_aloud(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor_spiders.media.MAX_PAGE_BYTES", 1000)
    fill(build, {"groot.html": "x" * 2000, "diep.html": "1"})
    monkeypatch.setattr("auditor_spiders.pages._MAX_OPEN", 10)
    fill(build, {"diep.html": "<b>" * 20})
    notes = [item for item in run(build) if isinstance(item, Note)]

    assert {"partial"} == {note.effect for note in notes}
    assert len(notes) == 2


def test_a_huge_tree_ends(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "MAX_FILES", 3)
    fill(build, {f"{number}.html": str(number) for number in range(5)})
    items = list(run(build))

    assert sum(isinstance(item, Fetched) for item in items) == 3
    assert any(isinstance(item, Note) and item.effect == "partial" for item in items)


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CollectError, match=r"There is no weg\. Check `path`"):
        list(run(tmp_path / "weg"))


def test_an_empty_build_says_so(build: Path) -> None:
    (note,) = [item for item in run(build) if isinstance(item, Note)]

    assert note.text == "site holds no file that matches: *.html, *.pdf, *.docx, *.pptx."


def test_the_build_and_its_served_copy_hold_the_same_pages(
    build: Path, tmp_path: Path, serve: Any, answer: Any, configure: Any
) -> None:
    pages: dict[str, str | bytes] = {
        "index.html": f"<link rel=canonical href={HOME}/><a href=over/>o</a><a href={HOME}/folder.pdf>f</a>",
        "over/index.html": f"<link rel=canonical href={HOME}/over/><a href=../oud/>x</a><a href=index.html>y</a>",
        "oud/index.html": "<meta http-equiv=refresh content='0; url=/nieuw.html'>",
        "nieuw.html": "<p>nieuw<a href=/kopie.html>k</a>",
        "kopie.html": "<p>nieuw<a href=/kopie.html>k</a>",
        "los.html": "<p>alleen in de sitemap",
        "folder.pdf": b"%PDF-1.4",
        "404.html": "<p>weg",
    }
    listed = f"<urlset><url><loc>{HOME}/los.html</loc></url></urlset>"
    fill(build, pages | {"sitemap.xml": listed})
    kinds = {".pdf": "application/pdf", ".xml": "text/xml"}
    routes = {
        "/" + name.replace("index.html", ""): answer(content, type=kinds.get(Path(name).suffix, "text/html"))
        for name, content in (pages | {"sitemap.xml": listed}).items()
    }
    site = serve(routes)
    collect(
        configure(
            tmp_path,
            {"name": "build", "kind": "static", "path": build, "base_url": HOME},
            {"name": "served", "kind": "web", "url": site.url},
        )
    )
    with Store.open(tmp_path / ".auditor") as store:
        static = {(found.key.removeprefix(f"{HOME}/"), found.content) for found in store.documents("build")}
        served = {(found.key.removeprefix(site.url), found.content) for found in store.documents("served")}

    assert static == served
    assert {"", "over/", "nieuw.html", "los.html", "folder.pdf"} >= {path for path, _ in static} - {"kopie.html"}
    assert len(static) == 5


def test_a_build_that_shows_its_text_with_javascript_is_partial(build: Path) -> None:
    fill(build, {"index.html": "<div id=app></div><script src=app.js></script>"})
    (note,) = [item for item in run(build) if isinstance(item, Note)]

    assert note.effect == "partial"
    assert "JavaScript" in note.text


def test_a_short_page_without_scripts_is_a_page(build: Path) -> None:
    fill(build, {"index.html": "<p>Welkom.", "app/index.html": "<div id=app></div><script src=app.js></script>"})

    assert not [item for item in run(build) if isinstance(item, Note)]
