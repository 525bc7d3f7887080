"""A whole source: the cache, documents that cannot be read, and reading with several processes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Block, Document, Place, Post, RawDocument
from auditor.read import RefusedError, dump, languages, load, parallel, read_all, source
from auditor.settings import Source


class Snapshot:
    """What reading needs of the store, in memory."""

    def __init__(self, files: dict[str, bytes], posts: tuple[Post, ...] = ()) -> None:
        self.files = files
        self._posts = posts
        self.cache: dict[str, bytes] = {}
        self.loaded: list[str] = []

    def documents(self, source: str) -> tuple[RawDocument, ...]:
        """Return one document per file."""
        return tuple(RawDocument(source, name, "", name, path=name) for name in self.files)

    def posts(self, source: str) -> tuple[Post, ...]:
        """Return the posts."""
        return self._posts

    def content(self, sha256: str) -> bytes:
        """Return the bytes of a file, and remember that they were asked for."""
        self.loaded.append(sha256)
        return self.files[sha256]

    def cached_many(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Return what is in the cache."""
        return {key: self.cache[key] for key in keys if key in self.cache}

    def put_cached_many(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Keep values in the cache."""
        self.cache.update(values)


FILES = {
    "a.html": b"<p>Het pad is open.",
    "b.md": b"# Bad\n\nHet water is warm.",
    "c.pdf": b"geen pdf",
    "d.docx": b"geen zip",
}


def test_a_document_that_cannot_be_read_is_named_and_the_others_are_read() -> None:
    documents, notes = source(Snapshot(FILES), Source(name="folders", kind="files"), ("nl",), language="nl")

    assert [document.id for document in documents] == ["a.html", "b.md"]
    assert notes[0] == "2 van 4 documenten konden niet worden gelezen."
    assert notes[1].startswith("c.pdf: Het bestand is geen pdf")
    assert notes[2].startswith("d.docx: Het bestand is geen DOCX-bestand")


TYPES = {"html": "text/html", "txt": "text/plain"}


class Typed(Snapshot):
    """A snapshot that knows the type of its files."""

    def documents(self, source: str) -> tuple[RawDocument, ...]:
        """Return one document per file."""
        return tuple(replace(raw, media_type=TYPES[raw.key.rpartition(".")[2]]) for raw in super().documents(source))


def test_what_pages_repeat_is_kept_once_and_what_brochures_repeat_stays() -> None:
    line = "Wie lid wordt krijgt een sleutel van de schuur."
    files = {f"{n}.html": f"<h1>Hok {n}</h1><p>{line}</p><p>Hok {n} is open.</p>".encode() for n in range(5)}
    files |= {f"{n}.txt": f"Folder {n}\n\n{line}\n".encode() for n in range(5)}

    documents, _ = source(Typed(files), Source(name="folders", kind="files"), ("nl",))

    assert [document.id for document in documents] == list(files)
    saying = [document.id for document in documents if any(block.text == line for block in document.blocks)]
    assert len([name for name in saying if name.endswith(".html")]) == 1
    assert len([name for name in saying if name.endswith(".txt")]) == 5


def test_what_was_read_before_comes_from_the_cache() -> None:
    snapshot = Snapshot({"a.html": FILES["a.html"], "b.md": FILES["b.md"]})
    settings_ = Source(name="folders", kind="files")
    first = source(snapshot, settings_, ("nl",))
    snapshot.loaded.clear()

    assert source(snapshot, settings_, ("nl",)) == first
    assert snapshot.loaded == []
    source(snapshot, settings_, ("nl", "en"))
    assert snapshot.loaded == ["a.html", "b.md"]


def test_posts_of_a_source_are_documents_too() -> None:
    post = Post(
        "m",
        "mastodon",
        "molenpad",
        "1",
        "Het pad is open.",
        datetime(2026, 5, 1, tzinfo=UTC),
        "org",
        author_is_org=True,
    )
    documents, notes = source(Snapshot({}, (post,)), Source(name="m", kind="mastodon", role="social"), ("nl",))

    assert [(document.post, document.role) for document in documents] == [(post, "social")]
    assert notes == ()


def test_the_language_of_posts_is_detected_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Post(
        "m", "mastodon", "org", "1", "Bonjour à tous !", datetime(2026, 5, 1, tzinfo=UTC), "o", author_is_org=True
    )
    snapshot = Snapshot({}, (made,))
    social = Source(name="m", kind="mastodon", role="social")
    first = source(snapshot, social, ("nl",))
    monkeypatch.setattr(languages, "detect", None)

    assert source(snapshot, social, ("nl",)) == first


def test_an_error_in_a_reader_becomes_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(parallel, "read", broken)
    (outcome,) = read_all([(RawDocument("s", "a.html", "", ""), b"x")], role="owned", languages=("nl",))

    assert isinstance(outcome, RefusedError)
    assert "ZeroDivisionError" in str(outcome)


def items(count: int) -> list[tuple[RawDocument, bytes]]:
    made = []
    for n in range(count):
        html = f"<main><h1>Pagina {n}</h1><p>Dit is de tekst van bladzijde {n}.</p></main>"
        made.append((RawDocument("s", f"p{n}.html", "text/html", "", path=f"p{n}.html"), html.encode()))
    return made


@pytest.mark.slow
def test_two_processes_read_the_same_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    several = [*items(8), (RawDocument("s", "x.pdf", "", ""), b"geen pdf")]
    alone = read_all(several, role="owned", languages=("nl", "en"), workers=1)
    monkeypatch.setattr(parallel, "WORTH_BYTES", 0)
    monkeypatch.setattr(parallel, "CHUNK_BYTES", 200)
    together = read_all(several, role="owned", languages=("nl", "en"), workers=2)

    assert together[:-1] == alone[:-1]
    assert isinstance(together[-1], RefusedError)
    assert together[-1].code == "no_pdf"


texts = st.text(max_size=30)
maybe = st.none() | texts
moments = st.integers(10**9, 2 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
places = st.builds(
    Place, url=maybe, path=maybe, line=st.none() | st.integers(1, 99), page=st.none() | st.integers(1, 9)
)
blocks = st.builds(
    Block,
    kind=st.sampled_from(["heading", "paragraph", "item", "quote", "cell", "question", "meta"]),
    text=texts, place=places, language=maybe, level=st.none() | st.integers(1, 6),
    headings=st.tuples() | st.tuples(texts), label=maybe, attribution=maybe,
)  # fmt: skip
posts = st.builds(
    Post,
    source=texts, platform=texts, account=texts, id=texts, text=texts, created_at=moments, author_id=texts,
    author_is_org=st.booleans(), kind=st.just("reply"), parent_created_at=st.none() | moments,
    mentions=st.tuples(texts), title=maybe,
)  # fmt: skip
documents = st.builds(
    Document,
    source=texts, role=st.just("owned"), id=texts, blocks=st.lists(blocks, max_size=3).map(tuple), url=maybe,
    title=maybe, published=st.none() | moments, facts=st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
    links=st.tuples(texts), post=st.none() | posts, notes=st.tuples(texts),
)  # fmt: skip


@given(documents)
@settings(max_examples=60, deadline=None)
def test_what_is_dumped_is_loaded_again(document: Document) -> None:
    assert load(dump(document)) == document
    assert dump(load(dump(document))) == dump(document)
