"""Servers that do not speak Mastodon's interface are read by the outbox that every server of the fediverse has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from support.json_api import Fault, JsonApi, Say, always, from_request, once

from auditor.collect import collect
from auditor.model import Post, SourceReport
from auditor.store import Store

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
START = datetime(2026, 5, 4, 8, tzinfo=UTC)


@dataclass
class Server:
    """An actor with an outbox. Subclasses differ as the programs do."""

    posts: int = 25
    page: int = 10
    lookup: Say = Say({"error": "Record not found"}, 404)  # noqa: RUF009 - never changed

    def route(self, path: str, query: dict[str, str], base: str) -> Say:
        """Answer one request."""
        if path == "/api/v1/accounts/lookup":
            return self.lookup
        if path == "/.well-known/webfinger":
            link = {"rel": "self", "type": "application/activity+json", "href": f"{base}/users/molen"}
            return Say({"subject": query["resource"], "links": [link]})
        if path == "/users/molen":
            return Say(self.actor(base))
        if path == "/users/molen/outbox":
            return Say(self.outbox(query, base))
        return Say({"error": "no"}, 404)

    def actor(self, base: str) -> dict[str, Any]:
        """Return the actor."""
        own = f"{base}/users/molen"
        return {"id": own, "type": "Person", "preferredUsername": "molen", "outbox": f"{own}/outbox"}

    def outbox(self, query: dict[str, str], base: str) -> dict[str, Any]:
        """Return the collection or one page of it."""
        where = f"{base}/users/molen/outbox"
        if "page" not in query:
            return {"type": "OrderedCollection", "totalItems": self.posts, "first": f"{where}?page=1"}
        at = (int(query["page"]) - 1) * self.page
        items = [self.activity(number, base) for number in range(self.posts, 0, -1)][at : at + self.page]
        page = {"type": "OrderedCollectionPage", "orderedItems": items}
        return page | ({"next": f"{where}?page={int(query['page']) + 1}"} if at + self.page < self.posts else {})

    def activity(self, number: int, base: str) -> dict[str, Any]:
        """Return one activity."""
        return {"type": "Create", "id": f"{base}/a/{number}", "object": self.thing(number, base)}

    def thing(self, number: int, base: str) -> dict[str, Any]:
        """Return what was written."""
        return {
            "id": f"{base}/users/molen/{number}",
            "type": "Note",
            "attributedTo": f"{base}/users/molen",
            "content": f"<p>Bericht {number} &amp; meer</p>",
            "contentMap": {"nl": f"<p>Bericht {number} &amp; meer</p>"},
            "published": (START + timedelta(hours=number)).isoformat(),
            "url": f"{base}/@molen/{number}",
            "to": [PUBLIC],
            "cc": [f"{base}/users/molen/followers"],
        }


@dataclass
class Misskey(Server):
    """Has messages for followers only, answers, mentions and shares among its activities."""

    def activity(self, number: int, base: str) -> dict[str, Any]:
        """Return a share, a message for few, an answer, an edited post, or a plain one."""
        activity = super().activity(number, base)
        if number == 1:
            return {"type": "Announce", "object": "https://elders.example/notes/9"}
        if number == 2:
            activity["object"]["to"], activity["object"]["cc"] = [f"{base}/users/molen/followers"], []
        if number == 3:
            activity["object"]["inReplyTo"] = "https://elders.example/users/anna/statuses/7"
            activity["object"]["tag"] = [
                {"type": "Mention", "href": "https://elders.example/users/anna", "name": "@anna"}
            ]
        if number == 4:
            activity["object"]["updated"] = (START + timedelta(days=30)).isoformat()
        return activity


@dataclass
class WordPress(Server):
    """Articles with a title, the first page inside the collection."""

    lookup: Say = Say(b"<html>Niet gevonden</html>")  # noqa: RUF009 - never changed

    def outbox(self, query: dict[str, str], base: str) -> dict[str, Any]:
        """Put the first page into the collection."""
        page = super().outbox({"page": "1", **query}, base)
        return page if "page" in query else {"type": "OrderedCollection", "totalItems": self.posts, "first": page}

    def thing(self, number: int, base: str) -> dict[str, Any]:
        """Return an article."""
        return {**super().thing(number, base), "type": "Article", "name": f"Titel {number}"}


@dataclass
class PeerTube(Server):
    """A channel shares the films of its account, and only names them."""

    def route(self, path: str, query: dict[str, str], base: str) -> Say:
        """Answer one request."""
        if path.startswith("/videos/watch/"):
            return Say(self.thing(int(path.rsplit("/", 1)[1]), base))
        return super().route(path, query, base)

    def activity(self, number: int, base: str) -> dict[str, Any]:
        """Return a share of a film."""
        return {"type": "Announce", "object": f"{base}/videos/watch/{number}"}

    def thing(self, number: int, base: str) -> dict[str, Any]:
        """Return a film, with its text in Markdown and several links."""
        links = [
            {"type": "Link", "mediaType": "application/x-mpegURL", "href": f"{base}/stream/{number}.m3u8"},
            {"type": "Link", "mediaType": "text/html", "href": f"{base}/w/{number}"},
        ]
        return {
            **super().thing(number, base),
            "type": "Video",
            "name": f"Film {number}",
            "content": f"Bericht {number} & **meer**",
            "mediaType": "text/markdown",
            "url": links,
            "attributedTo": [{"type": "Person", "id": f"{base}/users/molen"}],
            "contentMap": None,
            "language": {"identifier": "nl", "name": "Nederlands"},
        }


SERVERS: dict[str, tuple[Server, list[Fault]]] = {
    "pixelfed": (Server(lookup=Say({"error": "Unauthenticated"}, 403)), []),
    "misskey": (Misskey(), []),
    "wordpress": (WordPress(), []),
    "peertube": (PeerTube(posts=12), []),
    "flaky": (Server(), [once(Say(b"", 503), at=5)]),
    "stops": (Server(), [from_request(6, Say({}, 429, {"Retry-After": "3600"}))]),
    "authorized-fetch": (Server(), [always(Say({"error": "Request not signed"}, 401), path="/users/molen")]),
    "gone": (Server(), [always(Say({}, 410), path="/users/molen")]),
}


@dataclass
class Collected:
    """What the runs left."""

    reports: dict[str, SourceReport]
    again: dict[str, SourceReport]
    posts: dict[str, list[Post]]
    after: dict[str, list[Post]]


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory, configure: Any) -> Iterator[Collected]:
    folder = tmp_path_factory.mktemp("outbox")
    with ExitStack() as stack:
        apis = {name: stack.enter_context(JsonApi(s.route, faults)) for name, (s, faults) in SERVERS.items()}
        account = "@molen@sociaal.example"
        sources = [
            {"name": name, "kind": "mastodon", "role": "social", "account": account, "api": api.url}
            for name, api in apis.items()
        ]
        settings = configure(folder, *sources)

        def run() -> tuple[dict[str, SourceReport], dict[str, list[Post]]]:
            reports = {report.name: report for report in collect(settings)}
            with Store.open(folder / ".auditor") as store:
                return reports, {name: list(store.posts(name)) for name in SERVERS}

        reports, posts = run()
        for api in apis.values():
            api.faults.clear()
        yield Collected(reports, (second := run())[0], posts, second[1])


@pytest.mark.parametrize("name", ["pixelfed", "wordpress", "flaky"])
def test_every_post_is_read(collected: Collected, name: str) -> None:
    assert collected.reports[name].status == "ok"
    assert {post.text for post in collected.posts[name]} == {f"Bericht {n} & meer" for n in range(1, 26)}
    assert all(post.author_is_org and post.lang == "nl" for post in collected.posts[name])
    assert "own posts only" in " ".join(collected.reports[name].notes)


def test_what_is_not_public_and_what_others_wrote_is_left_out(collected: Collected) -> None:
    posts = {post.text: post for post in collected.posts["misskey"]}

    assert "Bericht 2 & meer" not in posts
    assert len(posts) == 23
    answer = posts["Bericht 3 & meer"]
    assert (answer.kind, answer.mentions[0][:5], (answer.parent_id or "")[:5]) == ("reply", "anon-", "anon-")
    assert posts["Bericht 4 & meer"].edited_at == START + timedelta(days=30)


def test_films_that_are_only_named_are_asked_for(collected: Collected) -> None:
    posts = {post.title: post for post in collected.posts["peertube"]}

    assert len(posts) == 12
    film = posts["Film 7"]
    assert (film.text, film.kind, film.author_is_org) == ("Bericht 7 & **meer**", "post", True)
    assert (film.url or "").endswith("/w/7")


def test_an_article_has_its_title(collected: Collected) -> None:
    assert {post.title for post in collected.posts["wordpress"]} == {f"Titel {n}" for n in range(1, 26)}


def test_a_pause_that_is_too_long_leaves_it_partial_and_the_next_run_goes_on(collected: Collected) -> None:
    assert (collected.reports["stops"].status, len(collected.posts["stops"])) == ("partial", 10)
    assert (collected.again["stops"].status, len(collected.after["stops"])) == ("ok", 25)


def test_limited_federation_is_unreadable_and_not_silent(collected: Collected) -> None:
    report = collected.reports["authorized-fetch"]

    assert report.status == "unreadable"
    assert "nothing about what is posted there" in report.notes[0]
    assert collected.again["authorized-fetch"].status == "ok"


def test_an_account_that_was_closed(collected: Collected) -> None:
    assert collected.reports["gone"].status == "unreadable"
    assert "was closed" in collected.reports["gone"].notes[0]
