"""A source is replaced as a whole or not at all, and an interrupted run goes on where it stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.model import RawDocument, SourceReport
from auditor.store import SourceWriter, Store
from auditor.store.writer import StoredResponse

PENDING = SourceReport("site", "web", "owned", "partial", notes=("interrupted",))
DONE = SourceReport("site", "web", "owned", "ok", documents=2)


def put(writer: SourceWriter, key: str, content: bytes = b"x") -> None:
    digest = hashlib.sha256(content).hexdigest()
    writer.put_document(RawDocument("site", key, "text/html", digest), content)


def begin(store: Store, identity: str = "here") -> SourceWriter:
    return store.begin("site", identity=identity, pending=PENDING)


def keys(store: Store) -> list[str]:
    return [document.key for document in store.documents("site")]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path) as opened:
        yield opened


@pytest.fixture
def collected(store: Store) -> Store:
    writer = begin(store)
    put(writer, "a")
    put(writer, "b")
    writer.finish(DONE)
    return store


def test_a_finished_run_replaces_what_was_there(collected: Store) -> None:
    writer = begin(collected)
    put(writer, "c")
    writer.finish(replace(DONE, documents=1))

    assert keys(collected) == ["c"]
    assert collected.reports()[0].documents == 1


def test_a_run_that_ends_without_a_word_leaves_the_earlier_snapshot(collected: Store) -> None:
    writer = begin(collected)
    put(writer, "c")
    writer.flush()

    assert keys(collected) == ["a", "b"]
    assert collected.reports() == (DONE,)


def test_a_failed_run_keeps_the_earlier_items_under_a_new_report(collected: Store) -> None:
    writer = begin(collected)
    put(writer, "c")
    failed = replace(DONE, status="partial", notes=("not reachable",))
    writer.keep_earlier(failed)

    assert writer.count_earlier() == 2
    assert keys(collected) == ["a", "b"]
    assert (failed,) == collected.reports()


def test_a_first_run_that_ends_without_a_word_shows_what_arrived(store: Store) -> None:
    writer = begin(store)
    put(writer, "a")
    writer.flush()

    assert keys(store) == ["a"]
    assert (replace(PENDING, documents=1),) == store.reports()


def test_the_run_after_an_interrupted_one_drops_what_it_does_not_see_again(store: Store) -> None:
    first = begin(store)
    put(first, "a")
    put(first, "gone")
    first.interrupt(replace(PENDING, documents=2))
    second = begin(store)

    assert second.resumed
    put(second, "a")
    second.finish(DONE)
    assert keys(store) == ["a"]


def test_another_address_drops_the_earlier_snapshot(collected: Store) -> None:
    writer = begin(collected, identity="elsewhere")

    assert writer.earlier is None
    assert keys(collected) == []


def test_an_unchanged_document_is_kept_by_its_key(collected: Store) -> None:
    writer = begin(collected)

    assert writer.keep("a")
    assert not writer.keep("never seen")
    writer.finish(DONE)
    assert keys(collected) == ["a"]


def test_a_document_can_be_taken_back(store: Store) -> None:
    writer = begin(store)
    put(writer, "a")
    put(writer, "b")
    writer.drop("a")
    writer.finish(DONE)

    assert keys(store) == ["b"]
    assert writer.count == 1


def test_everything_can_be_taken_back(collected: Store) -> None:
    writer = begin(collected)
    put(writer, "c")
    writer.clear()
    writer.finish(replace(DONE, status="unreadable", documents=0))

    assert keys(collected) == []


def test_the_last_document_under_a_key_wins(store: Store) -> None:
    writer = begin(store)
    put(writer, "a", b"one")
    put(writer, "a", b"two")
    writer.finish(DONE)

    assert store.content(store.documents("site")[0].content) == b"two"


def test_a_wrong_hash_is_a_mistake_of_the_collector(store: Store) -> None:
    with pytest.raises(ValueError, match="sha256"):
        begin(store).put_document(RawDocument("site", "a", "text/html", "0" * 64), b"x")


def test_a_large_first_run_is_written_while_it_goes(store: Store) -> None:
    writer = begin(store)
    for number in range(200):
        put(writer, f"{number:03}", str(number).encode())

    assert len(keys(store)) >= 100


def response(url: str, body: bytes = b"body") -> StoredResponse:
    return StoredResponse(url, 200, (("ETag", '"1"'),), body, 1000.0, resumed=False)


def test_a_response_comes_back_in_the_next_run(store: Store) -> None:
    first = begin(store)
    first.put_response(response("https://a.test/"))
    first.finish(DONE)
    second = begin(store)

    assert response("https://a.test/") == second.response("https://a.test/")
    assert second.response("https://b.test/") is None


def test_responses_of_an_interrupted_run_are_marked(store: Store) -> None:
    first = begin(store)
    first.put_response(response("https://a.test/"))
    first.interrupt(PENDING)

    found = begin(store).response("https://a.test/")

    assert found is not None
    assert found.resumed


def test_responses_that_a_run_did_not_use_are_forgotten(store: Store) -> None:
    first = begin(store)
    first.put_response(response("https://a.test/"))
    first.put_response(response("https://b.test/", b"other"))
    first.finish(DONE)
    second = begin(store)
    second.put_response(response("https://a.test/"))
    second.finish(DONE)

    assert store.sweep() == 1
    third = begin(store)
    assert third.response("https://b.test/") is None
    assert third.response("https://a.test/") is not None
