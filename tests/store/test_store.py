"""The workspace database keeps what it is given, and explains itself when it cannot."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.errors import StoreError
from auditor.model import Post, RawDocument, SourceReport
from auditor.store import Store

EMPTY = SourceReport("site", "web", "owned", "partial", notes=("interrupted",))
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def page(key: str, content: bytes, **changes: object) -> tuple[RawDocument, bytes]:
    document = RawDocument("site", key, "text/html", hashlib.sha256(content).hexdigest(), url=key)
    return replace(document, **changes), content


def post(number: int, **changes: object) -> Post:
    when = NOW + timedelta(hours=number)
    made = Post("site", "bluesky", "bakker", str(number), f"bericht {number}", when, "b", author_is_org=True)
    return replace(made, **changes)


def fill(store: Store, *pages: tuple[RawDocument, bytes], identity: str = "here", state: str | None = None) -> None:
    writer = store.begin("site", identity=identity, pending=EMPTY)
    for document, content in pages:
        writer.put_document(document, content)
    writer.finish(replace(EMPTY, status="ok", documents=len(pages), notes=()), state=state)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    with Store.open(tmp_path / ".auditor") as opened:
        yield opened


def test_the_workspace_is_ignored_by_git(tmp_path: Path) -> None:
    Store.open(tmp_path / ".auditor").close()

    assert (tmp_path / ".auditor" / ".gitignore").read_text() == "*\n"


def test_when_something_was_collected_is_no_part_of_the_snapshot(store: Store) -> None:
    fill(store, page("https://a.test/", b"<p>a"))
    before = store.snapshot_id()
    assert store.collected_at() is None
    store.stamp(NOW)
    store.stamp(NOW + timedelta(days=1))

    assert store.collected_at() == NOW + timedelta(days=1)
    assert store.snapshot_id() == before


def test_documents_come_back_sorted_with_their_bytes(store: Store) -> None:
    fill(store, page("https://b.test/", b"<p>b"), page("https://a.test/", b"<p>a", fetched_at=NOW, encoding="utf-8"))

    found = store.documents("site")

    assert [document.key for document in found] == ["https://a.test/", "https://b.test/"]
    assert found[0].fetched_at == NOW
    assert store.content(found[0].content) == b"<p>a"


def test_posts_come_back_by_time_in_every_zone(store: Store) -> None:
    writer = store.begin("site", identity="here", pending=EMPTY)
    east = datetime.fromisoformat("2026-03-01T14:30:00+05:00")  # 09:30 UTC
    writer.put_posts([post(1), post(0), post(9, created_at=east, mentions=("a", "b"))])
    writer.finish(EMPTY)

    found = store.posts("site")

    assert [item.id for item in found] == ["9", "0", "1"]
    assert post(9, created_at=east, mentions=("a", "b")) == found[0]


def test_content_that_is_not_there_is_an_error_that_says_what_to_do(store: Store) -> None:
    with pytest.raises(StoreError, match="holds no content") as caught:
        store.content("0" * 64)

    assert "collect" in (caught.value.advice or "")


def test_the_snapshot_id_depends_on_content_alone(tmp_path: Path) -> None:
    pages = [page("https://a.test/", b"a", fetched_at=NOW), page("https://b.test/", b"b", fetched_at=NOW)]
    later = [page("https://b.test/", b"b", modified_at=NOW), page("https://a.test/", b"a")]
    ids = []
    for name, chosen in (("one", pages), ("two", later), ("three", [pages[0], page("https://b.test/", b"c")])):
        with Store.open(tmp_path / name) as store:
            fill(store, *chosen)
            ids.append(store.snapshot_id())

    assert ids[0].startswith("sha256:")
    assert ids[0] == ids[1]
    assert ids[0] != ids[2]


def test_the_snapshot_id_sees_a_post_but_not_when_it_was_seen(store: Store) -> None:
    ids = []
    for observed in (NOW, NOW + timedelta(days=3)):
        writer = store.begin("site", identity="here", pending=EMPTY)
        writer.put_post(post(1, observed_at=observed))
        writer.finish(EMPTY)
        ids.append(store.snapshot_id())
    writer = store.begin("site", identity="here", pending=EMPTY)
    writer.put_post(post(1, text="anders"))
    writer.finish(EMPTY)

    assert ids[0] == ids[1]
    assert ids[0] != store.snapshot_id()


def test_bytes_that_nothing_refers_to_are_swept(store: Store) -> None:
    fill(store, page("https://a.test/", b"old"))
    old = store.documents("site")[0].content
    fill(store, page("https://a.test/", b"new"))

    assert store.sweep() == 1
    with pytest.raises(StoreError):
        store.content(old)
    assert store.content(store.documents("site")[0].content) == b"new"


def test_sources_that_left_the_configuration_are_forgotten(store: Store) -> None:
    fill(store, page("https://a.test/", b"a"))

    store.forget_others(["another"])

    assert store.reports() == ()
    assert store.documents("site") == ()


def test_vectors_belong_to_a_model_revision(store: Store) -> None:
    store.put_vectors("r1", {f"k{number}": bytes([number % 256]) * 8 for number in range(1200)})
    store.put_vectors("r2", {"k1": b"other"})
    store.put_vectors("r1", {"k2": b"again"})

    found = store.vectors("r1", [f"k{number}" for number in range(1300)])

    assert len(found) == 1200
    assert found["k1"] == b"\x01" * 8
    assert found["k2"] == b"again"
    assert store.vectors("r2", ["k1", "k2"]) == {"k1": b"other"}


def test_cached_values_belong_to_a_kind(store: Store) -> None:
    store.put_cached("document", "a", b"parsed")
    store.put_cached_many("other", {"a": b"1", "b": b"2"})

    assert store.cached("document", "a") == b"parsed"
    assert store.cached("document", "b") is None
    assert store.cached_many("other", ["a", "b", "c"]) == {"a": b"1", "b": b"2"}


def test_runs_are_kept_in_order(store: Store) -> None:
    assert store.latest_results() is None
    store.put_run(NOW, "sha256:1", '{"a": 1}')
    store.put_run(NOW + timedelta(days=1), "sha256:2", '{"a": "é"}')

    assert store.latest_results() == '{"a": "é"}'
    assert [run.snapshot for run in store.runs()] == ["sha256:1", "sha256:2"]
    assert NOW.isoformat() == store.runs()[0].started


def test_what_is_stored_is_there_after_reopening(tmp_path: Path) -> None:
    with Store.open(tmp_path / "w") as store:
        fill(store, page("https://a.test/", b"a"), state="cursor")
        before = store.snapshot_id()
    with Store.open(tmp_path / "w") as store:
        assert before == store.snapshot_id()
        assert store.state("site") == "cursor"


def test_a_database_by_url_works_as_well(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'elsewhere.db'}") as store:
        fill(store, page("https://a.test/", b"a"))

        assert len(store.documents("site")) == 1


def test_nothing_collected_is_told_apart_from_an_empty_snapshot(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Nothing has been collected yet"):
        Store.open(tmp_path / ".auditor", create=False)


@pytest.mark.parametrize("content", [b"this is no database, but long enough to look at" * 100, b"\x00" * 5000])
def test_a_damaged_database_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "auditor.db").write_bytes(content)

    with pytest.raises(StoreError, match=r"auditor\.db is damaged or no database"):
        Store.open(tmp_path)


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "auditor.db") as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()

    with pytest.raises(StoreError, match="another program"):
        Store.open(tmp_path)


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    with sqlite3.connect(tmp_path / "auditor.db") as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    connection.close()

    with pytest.raises(StoreError, match="newer auditor"):
        Store.open(tmp_path)


def test_a_locked_database_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.store.database._BUSY_SECONDS", 0.1)
    with Store.open(tmp_path) as store:
        other = sqlite3.connect(tmp_path / "auditor.db", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        try:
            with pytest.raises(StoreError, match="in use by another process"):
                store.put_cached("document", "a", b"x")
        finally:
            other.close()


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StoreError, match="cannot be written"):
        Store.open(tmp_path / "file" / ".auditor")


def test_reading_goes_on_while_another_connection_writes(tmp_path: Path) -> None:
    with Store.open(tmp_path) as reader, Store.open(tmp_path) as collector:
        fill(reader, page("https://a.test/", b"a"))
        writer = collector.begin("site", identity="here", pending=EMPTY)
        writer.put_document(*page("https://b.test/", b"b"))
        writer.flush()

        assert [document.key for document in reader.documents("site")] == ["https://a.test/"]
        reader.put_vectors("r", {"k": b"v"})
        writer.finish(EMPTY)
        assert [document.key for document in reader.documents("site")] == ["https://b.test/"]


def test_half_an_emoji_is_marked_and_does_no_harm(store: Store) -> None:
    writer = store.begin("site", identity="here", pending=EMPTY)
    writer.put_post(post(1, text="goed \ud83d gedaan \U0001f600"))
    writer.finish(EMPTY)

    assert store.posts("site")[0].text == "goed \ufffd gedaan \U0001f600"


text = st.text(max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=text, title=st.none() | text, when=st.datetimes(timezones=st.just(UTC)), mentions=st.lists(text, max_size=3)
)
def test_every_post_survives_storing(
    store: Store, body: str, title: str | None, when: datetime, mentions: list[str]
) -> None:
    made = post(1, text=body, title=title, created_at=when, mentions=tuple(mentions))
    writer = store.begin("site", identity="here", pending=EMPTY)
    writer.put_post(made)
    writer.finish(EMPTY)

    assert (made,) == store.posts("site")
