"""Taking messages out of the store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from support.traces import traces

from auditor.model import Post, SourceReport
from auditor.store import Store

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
REPORT = SourceReport("kanaal", "csv", "social", "ok")
ANON = "anon-0123456789ab"


def make_post(number: str, text: str, **fields: Any) -> Post:
    given = {"author_id": ANON, "author_is_org": False, "created_at": NOW} | fields
    return Post(source="kanaal", platform="x", account="molen", id=number, text=text, **given)


def filled(folder: Path, *posts: Post) -> Store:
    store = Store.open(folder)
    writer = store.begin("kanaal", identity="i", pending=REPORT)
    writer.put_posts(posts)
    writer.finish(REPORT)
    return store


def test_only_what_others_wrote_before_a_moment_is_removed(tmp_path: Path) -> None:
    old = NOW - timedelta(days=10)
    with filled(
        tmp_path,
        make_post("1", "oud", created_at=old),
        make_post("2", "nieuw"),
        make_post("3", "eigen", created_at=old, author_id="molen", author_is_org=True),
    ) as store:
        assert store.erase.older(NOW - timedelta(days=5)) == 1
        assert [post.text for post in store.posts("kanaal")] == ["eigen", "nieuw"]
        assert store.erase.older(NOW - timedelta(days=5)) == 0


def test_words_are_left_out_and_the_message_stays(tmp_path: Path) -> None:
    with filled(tmp_path, make_post("1", "kwartelei", title="ei"), make_post("2", "blijft")) as store:
        assert store.erase.words("kanaal", {"1"}) == 1
        assert [(post.id, post.text, post.title) for post in store.posts("kanaal")] == [
            ("1", "", None), ("2", "blijft", None),
        ]  # fmt: skip
        assert store.erase.has_others("kanaal")
        assert not store.erase.has_others("elders")


def test_what_is_deleted_is_overwritten(tmp_path: Path) -> None:
    """A later collect without the message leaves nothing of it in the file, without any compacting."""
    with filled(tmp_path, *(make_post(str(n), f"kwartelei {n}") for n in range(200))) as store:
        writer = store.begin("kanaal", identity="i", pending=REPORT)
        writer.put_post(make_post("x", "iets anders"))
        writer.finish(REPORT)

    assert traces(tmp_path, "kwartelei") == []


def test_vectors_and_documents_that_nobody_asked_for_are_dropped(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.put_vectors("model", {"old": b"1", "kept": b"2"})
        store.put_vectors("other model", {"kept": b"3"})
        store.put_cached_many("document", {"old": b"1", "kept": b"2"})
    with Store.open(tmp_path) as store:
        store.vectors("model", ["kept"])
        store.cached_many("document", ["kept"])
        store.put_vectors("model", {"fresh": b"4"})

        assert store.drop_unasked() == 2
        assert store.vectors("model", ["old", "kept", "fresh"]) == {"kept": b"2", "fresh": b"4"}
        assert store.vectors("other model", ["kept"]) == {"kept": b"3"}
        assert store.cached("document", "old") is None


def test_the_forgotten_add_up(tmp_path: Path) -> None:
    other = "anon-ffffffffffff"
    with filled(tmp_path, make_post("1", f"@{other} hoi"), make_post("2", "dag", author_id=other)) as store:
        assert store.erase.forgotten() == frozenset()
        first = store.erase.person({other})
        store.erase.person({ANON})

        assert (first.messages, first.mentions) == (1, 1)
        assert store.erase.forgotten() == {ANON, other}
        assert store.posts("kanaal") == ()
