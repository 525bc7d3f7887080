"""Feeds to their full depth: older pages, threads, several authors, and what drops out at the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from auditor.collect import collect
from auditor.model import Post, SourceReport
from auditor.store import Store

START = datetime(2026, 5, 4, 8, tzinfo=UTC)
HEAD = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"><title>Molen</title>'
)


def entry(number: int, *, author: str = "Molen", answers: int | None = None) -> str:
    at = (START + timedelta(days=number)).isoformat()
    thread = f'<thr:in-reply-to ref="tag:molen,{answers}" href="https://molen.example/{answers}"/>' if answers else ""
    return (
        f"<entry><id>tag:molen,{number}</id><title>Titel {number}</title><author><name>{author}</name></author>"
        f"<published>{at}</published><updated>{at}</updated>{thread}<content>Bericht {number}.</content></entry>"
    )


def atom(*entries: str, more: str = "") -> str:
    return f"{HEAD}{more}{''.join(entries)}</feed>"


def link(relation: str, page: str) -> str:
    return f'<link rel="{relation}" href="{page}"/>'


def read(folder: Path, configure: Any, url: str, **more: Any) -> tuple[SourceReport, dict[str, Post]]:
    (report,) = collect(configure(folder, {"name": "s", "kind": "feed", "role": "social", "url": url, **more}))
    with Store.open(folder / ".auditor") as store:
        return report, {post.text: post for post in store.posts("s")}


@pytest.mark.parametrize("relation", ["next", "prev-archive"])
def test_older_pages_are_followed(tmp_path: Path, serve: Any, configure: Any, relation: str) -> None:
    """Each once, and none on another host."""
    site = serve(
        {
            "/feed": atom(entry(9), entry(8), more=link(relation, "/feed?page=2")),
            "/feed?page=2": atom(entry(7), entry(6), more=link(relation, "/feed?page=3")),
            "/feed?page=3": atom(entry(5), more=link(relation, "/feed")),
        }
    )

    report, posts = read(tmp_path, configure, f"{site.url}feed")

    assert (report.status, sorted(posts)) == ("ok", [f"Bericht {n}." for n in range(5, 10)])
    assert site.asked == ["/feed", "/feed?page=2", "/feed?page=3"]


def test_json_feed_has_pages_too(tmp_path: Path, serve: Any, configure: Any) -> None:
    head = '{"version": "https://jsonfeed.org/version/1.1", "title": "Molen", '
    one = head + '"next_url": "/2.json", "items": [{"id": "1", "content_text": "Een", "date_published": "2026-05-04"}]}'
    two = head + '"items": [{"id": "2", "content_text": "Twee", "date_published": "2026-05-03"}]}'
    site = serve({"/1.json": one, "/2.json": two})

    _, posts = read(tmp_path, configure, f"{site.url}1.json")

    assert sorted(posts) == ["Een", "Twee"]


def test_a_page_that_fails_leaves_it_partial(tmp_path: Path, serve: Any, configure: Any) -> None:
    site = serve({"/feed": atom(entry(9), more=link("next", "/weg"))})

    report, posts = read(tmp_path, configure, f"{site.url}feed")

    assert (report.status, sorted(posts)) == ("partial", ["Bericht 9."])


def test_what_drops_out_at_the_end_is_kept_and_no_deleted_entry(tmp_path: Path, serve: Any, configure: Any) -> None:
    site = serve({"/feed": atom(*(entry(n) for n in (5, 4, 3, 2, 1)))})
    read(tmp_path, configure, f"{site.url}feed")
    site.routes["/feed"] = atom(entry(6), entry(5), entry(3))

    report, posts = read(tmp_path, configure, f"{site.url}feed")

    assert sorted(posts) == [f"Bericht {n}." for n in (1, 2, 3, 5, 6)]
    assert (report.status, report.documents, report.expected) == ("ok", 5, 5)


def test_a_thread_with_several_authors(tmp_path: Path, serve: Any, configure: Any) -> None:
    """RFC 4685; with `accounts`, the others are other people."""
    answers = atom(
        entry(3, answers=2), entry(2, author="Anna de Boer", answers=1), entry(1), entry(4, author="", answers=None)
    )
    site = serve({"/feed": answers})

    _, posts = read(tmp_path, configure, f"{site.url}feed", accounts=["Molen"])

    question, answer = posts["Bericht 2."], posts["Bericht 3."]
    assert (question.author_is_org, question.author_id[:5], question.parent_id) == (False, "anon-", "tag:molen,1")
    assert (answer.author_is_org, answer.parent_id, answer.root_id, answer.kind) == (
        True, "tag:molen,2", "tag:molen,1", "reply",
    )  # fmt: skip
    assert posts["Bericht 4."].author_is_org
