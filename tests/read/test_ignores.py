"""Comments that accept findings are kept with what they stand before, in pages and in Markdown."""

from __future__ import annotations

import pytest

from auditor.model import RawDocument
from auditor.read import codec, read
from auditor.read.ignores import ignores

NOTE = "<!-- auditor: ignore promise-unbacked until 2027-05-01: mei -->"
WORDS = "auditor: ignore promise-unbacked until 2027-05-01: mei"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f"<body>{NOTE}<h1>Kop</h1><p>Een.</p>", None),
        (f"<head>{NOTE}</head><body><h1>Kop</h1><p>Een.</p>", None),
        (f"<h1>Kop</h1>{NOTE}<p>Een <b>twee</b>.</p><p>Drie.</p>", "Een twee ."),
        (f"<h1>Kop</h1><p>Een.</p>\n{NOTE}\n\n<ul><li>Twee<li>Drie</ul><p>Vier.</p>", "Twee Drie"),
        (f"<h1>Kop</h1><p>Een. {NOTE}Twee <a href=x>drie</a>.</p><p>Vier.</p>", "Twee drie."),
        (f"<h1>Kop</h1><div><p>Een.</p>{NOTE}</div><section><p>Twee.</p></section>", "Twee."),
        (f"<h1>Kop</h1>{NOTE}<!-- another --><p></p><p>Een.</p>", "Een."),
        (f"<p>Een.</p>{NOTE}<p>Twee.</p><p>Drie.</p>", "Twee."),
        (f"<h1>Kop</h1><p>Een.</p>{NOTE}", ""),
    ],
)
def test_a_comment_is_about_what_follows_or_about_the_page(html: str, text: str | None) -> None:
    assert ignores(html) == ((WORDS, text),)


def test_other_comments_are_nobodys_business() -> None:
    assert ignores("<h1>Kop</h1><!-- the auditor was here --><p>Een.</p>") == ()


@pytest.mark.parametrize(
    ("key", "content", "expected"),
    [
        (
            "a.html",
            f"<html lang=nl><body><main><h1>Kop</h1>{NOTE}<p>Wij bellen u terug.</p></main>",
            "Wij bellen u terug.",
        ),
        (
            "a.md",
            f"---\ntitle: X\n---\n# Kop\n\n{NOTE}\n\nWij **bellen** u terug.\n\nEn meer.\n",
            "Wij bellen u terug.",
        ),
        ("b.md", f"# Kop\n\n{NOTE}\nWij bellen u terug.\n\nEn meer.\n", "Wij bellen u terug."),
        ("c.md", f"{NOTE}\n\n# Kop\n\nWij bellen u terug.\n", None),
        ("d.md", f"# Kop\n\n```\n{NOTE}\n```\n\nWij bellen u terug.\n", "nothing"),
    ],
)
def test_readers_keep_them_and_the_cache_too(key: str, content: str, expected: str | None) -> None:
    raw = RawDocument("site", key, "text/html" if key.endswith("html") else "text/markdown", "0", path=key)
    document = read(raw, content.encode(), role="owned", languages=("nl",))
    wanted = () if expected == "nothing" else ((WORDS, expected),)

    assert tuple((note, text and " ".join(text.split())) for note, text in document.ignores) == wanted
    assert "auditor" not in " ".join(block.text for block in document.blocks if block.kind != "cell") or key == "d.md"
    assert codec.load(codec.dump(document)) == document
