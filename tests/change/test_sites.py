"""Where pages are written: each generator is found by its own configuration, and pages by their words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.change import readable, source_map
from auditor.model import Claim, Finding, Place, Results, RunInfo, Summary
from auditor.pipeline.written import Writing
from auditor.settings import load

SENTENCE = "Wij beantwoorden uw vraag altijd binnen 24 uur."


def site(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / ".git").mkdir(exist_ok=True)
    return folder


def written(folder: Path, page: str, extra: str = "") -> tuple[str | None, int | None] | None:
    """Return where the sentence on a built page is written, as `auditor check` finds out."""
    (folder / "auditor.yaml").write_text(
        f"organisation: {{name: Proef}}\nsources: [{{name: site, kind: static, path: uit/{extra}}}]\n", encoding="utf-8"
    )
    settings = load(folder / "auditor.yaml", environ={})
    place = Place(path=f"uit/{page}", line=1)
    claim = Claim("c", "promise", SENTENCE, "nl", 0.9, "site", place)
    finding = Finding("f", "promise-unbacked", "error", "t", "m", "a", place, claim="c", source="site")
    run = RunInfo("auditor", "m", "r", "s", datetime(2026, 6, 15, tzinfo=UTC))
    found = Writing(settings, folder).of(finding, Results(run, (), (claim,), (), (), (finding,), Summary((), (), 0)))
    return None if found is None else (found.path, found.line)


PAGE = f"---\ntitle: Contact\n---\n\n# Contact\n\n{SENTENCE}\n"


@pytest.mark.parametrize(
    ("files", "page", "expected"),
    [
        ({"hugo.toml": "", "content/contact.md": PAGE}, "contact/index.html", ("content/contact.md", 7)),
        ({"config.toml": "contentDir = 'tekst'", "tekst/a/index.md": PAGE}, "a/index.html", ("tekst/a/index.md", 7)),
        ({"hugo.yaml": "", "content/_index.md": PAGE}, "index.html", ("content/_index.md", 7)),
        ({"_config.yml": "title: x", "contact.md": PAGE}, "contact.html", ("contact.md", 7)),
        (
            {"_config.yml": "title: x", "_posts/2026-03-01-bellen.md": PAGE},
            "2026/03/01/bellen.html",
            ("_posts/2026-03-01-bellen.md", 7),
        ),
        (
            {"eleventy.config.js": 'return { dir: { input: "src", output: "uit" } };', "src/contact.njk": PAGE},
            "contact/index.html",
            ("src/contact.njk", 7),
        ),
        ({".eleventy.js": "", "contact.liquid": PAGE}, "contact/index.html", ("contact.liquid", 7)),
        ({"mkdocs.yml": "docs_dir: tekst\n", "tekst/contact.md": PAGE}, "contact/index.html", ("tekst/contact.md", 7)),
        ({"mkdocs.yml": "", "docs/README.md": PAGE}, "index.html", ("docs/README.md", 7)),
        # a permalink of its own: the words tell
        ({"hugo.toml": "", "content/oud/naam.md": PAGE}, "heel/anders/index.html", ("content/oud/naam.md", 7)),
        # a template
        (
            {"hugo.toml": "", "content/a.md": "x", "layouts/b.html": f"<p>\n{SENTENCE}</p>"},
            "c.html",
            ("layouts/b.html", 2),
        ),
    ],
)  # fmt: skip
def test_a_generator_is_found_and_the_page_in_it(
    tmp_path: Path, files: dict[str, str], page: str, expected: tuple[str, int]
) -> None:
    built = {f"uit/{page}": f"<p>{SENTENCE}</p>"}

    assert written(site(tmp_path, **files, **built), page) == expected


@pytest.mark.parametrize(
    "files",
    [
        {"config.toml": "", "tekst.md": PAGE},  # any tool may have a config.toml
        {"hugo.toml": "", "content/a.md": PAGE, "content/b.md": PAGE},  # twice the same words
        {"hugo.toml": "", "content/a.md": "# Iets anders"},
        {},
    ],
)
def test_where_it_cannot_be_told_nothing_is_said(tmp_path: Path, files: dict[str, str]) -> None:
    assert written(site(tmp_path, **files), "los/index.html") is None


def test_a_pattern_of_ones_own_and_off(tmp_path: Path) -> None:
    folder = site(tmp_path, **{"tekst/contact.md": PAGE, "hugo.toml": "", "content/contact.md": PAGE})

    assert written(folder, "contact.html", ', source_map: "tekst/{path}.md"') == ("tekst/contact.md", 7)
    assert written(folder, "contact.html", ", source_map: off") is None
    assert written(folder, "contact.html", ", source_map: mkdocs") is None


def test_a_word_that_is_no_pattern_is_explained(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="such as content/"):
        written(site(tmp_path), "x.html", ", source_map: gatsby")


@pytest.mark.parametrize(
    ("front", "published"),
    [
        ("---\ndraft: true\n---\n", False),
        ("+++\ndraft = true\n+++\n", False),
        ("---\npublished: false\n---\n", False),
        ("---\npermalink: false\n---\n", False),
        ("---\ndraft: false\n---\n", True),
        ("---\ntitle: 'draft: true'\n---\n", True),
        ("", True),
        ("---\nbroken: [\n---\n", True),
    ],
)
def test_drafts_are_no_pages(front: str, published: bool) -> None:
    assert (readable("content/a.md", f"{front}\nTekst.\n".encode()) is not None) is published


def test_a_template_keeps_its_lines_and_loses_its_commands() -> None:
    text = "---\ntitle: x\n---\n{% if a %}\n<p>{{ page.title }} Tekst {# stil\nal #}.</p>\n{% endif %}\n"
    made = readable("a.njk", text.encode())

    assert made is not None
    assert made[0] == "a.njk.html"
    assert made[1].decode().split("\n") == ["", "", "", "", "<p> Tekst ", ".</p>", "", ""]


def test_what_is_built_is_no_source(tmp_path: Path) -> None:
    folder = site(tmp_path, **{".eleventy.js": "", "docs/x.html": PAGE, "a.md": PAGE, "_site/b.html": PAGE})
    found = source_map((), folder / "docs", folder, folder)

    assert found is not None
    assert [
        name for name in ("a.md", "docs/x.html", "_site/b.html", "node_modules/c.md", "s.css") if found.holds(name)
    ] == ["a.md"]
