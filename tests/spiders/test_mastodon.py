"""Mastodon is read from the account's own server, with the threads around its posts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from scrapy.http import Request, TextResponse
from support.json_api import Fault, JsonApi, Say, always, from_request, once
from support.mastodon import Mastodon, Status

from auditor.collect import collect
from auditor.collect.protocol import Context
from auditor.model import Post, SourceReport
from auditor.settings.model import Organisation, Settings, Source
from auditor.store import Store
from auditor.webcare import conversations
from auditor_spiders.mastodon import MastodonSpider

LINK = (
    '<p>Lees meer: <a href="https://www.molen.example/malen/rooster"><span class="invisible">https://www.</span>'
    '<span class="ellipsis">molen.example/malen</span><span class="invisible">/rooster</span></a><br>Tot dan!</p>'
    "<p>Groet &amp; dank</p>"
)
TALKS = (
    Status("1000", "molen", "De wieken draaien weer.", 0),
    Status("1010", "an", "@molen Hoe laat gaan jullie open?", 10, "1000"),
    Status("1020", "bo", "@molen Mag de hond mee?", 20, "1000"),
    Status("1025", "cor", "Wie gaat er mee?", 25, "1000"),
    Status("1030", "an", "Ga jij ook?", 30, "1025"),
    Status("1040", "molen", "@an Om tien uur.", 40, "1010"),
    Status("1041", "molen", "@an En zondag om elf.", 41, "1040"),
    Status("2000", "dee", "@molen Is er nog meel?", 100),
    Status("2010", "dee", "Hallo?", 110, "2000"),
    Status("2060", "molen", "Ja hoor!", 160, "2010"),
    Status("2070", "dee", "En gist?", 2000, "2060"),
    Status("3000", "molen", html=LINK, minute=300, edited=310, warning="Lang bericht"),
    Status("4000", "vogel", "Een ooievaar!", 400),
    Status("4010", "molen", minute=410, boost_of="4000"),
    Status("5000", "eva", "Waar koop je goed meel?", 500),
    Status("5010", "fin", "Weet @molen dat?", 510, "5000"),
    Status("5020", "molen", "@fin Bij ons!", 520, "5010"),
)
MANY = tuple(Status(str(10_000 + number), "molen", f"Bericht {number}", number) for number in range(500))


@dataclass
class Collected:
    """What one collect of many accounts left."""

    settings: Settings
    reports: dict[str, SourceReport]
    store: Store
    apis: dict[str, JsonApi]

    def posts(self, name: str = "whole") -> dict[str, Post]:
        """Return the posts of a source by their texts."""
        return {post.text: post for post in self.store.posts(name)}

    def note(self, name: str) -> str:
        """Return the notes of a source as one text."""
        return " ".join(self.reports[name].notes)


def sources() -> dict[str, tuple[Mastodon, list[Fault], dict[str, Any]]]:
    """Return per source the server, the faults, and further settings."""
    talks, many = Mastodon(TALKS), Mastodon(MANY)
    reset = datetime.now(UTC)
    soon = {"X-RateLimit-Reset": (reset + timedelta(seconds=0.5)).isoformat().replace("+00:00", "Z")}
    far = {"X-RateLimit-Reset": (reset + timedelta(hours=1)).isoformat().replace("+00:00", "Z")}
    limited = Say({"error": "This API requires an authenticated user"}, 401)
    return {
        "whole": (talks, [], {}),
        "many": (many, [], {}),
        "small-pages": (Mastodon(MANY[:90], page=7), [], {}),
        "rests": (many, [once(Say({"error": "Too many requests"}, 429, soon), at=5)], {}),
        "stops": (many, [from_request(5, Say({"error": "Too many requests"}, 429, far))], {}),
        "stops-in-threads": (talks, [from_request(4, Say({}, 429, far))], {}),
        "flaky": (many, [once(Say(drop=True), at=3), once(Say(b"", 503), at=6)], {}),
        "hangs-up": (many, [from_request(6, Say(drop=True))], {}),
        "limited": (talks, [always(limited)], {}),
        "limited-later": (talks, [always(limited, path="/statuses")], {}),
        "missing": (talks, [], {"account": "@niemand@sociaal.example"}),
        "strange": (talks, [always(Say(b"<html>Welkom</html>"))], {}),
        "no-contexts": (talks, [always(Say({"error": "Record not found"}, 404), path="/context")], {}),
        "hidden": (Mastodon(MANY[:10], count=40), [], {}),
        "empty": (Mastodon(()), [], {}),
        "cut-off": (many, [], {"max_posts": 80}),
        "nameless": (talks, [], {"account": None}),
    }


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory, configure: Any) -> Iterator[Collected]:
    folder = tmp_path_factory.mktemp("mastodon")
    with ExitStack() as stack:
        apis, configured = {}, []
        for name, (server, faults, extra) in sources().items():
            apis[name] = stack.enter_context(JsonApi(server.route, faults))
            fields = {"kind": "mastodon", "role": "social", "account": "@molen@sociaal.example", "api": apis[name].url}
            fields |= extra
            configured.append({"name": name, **{key: value for key, value in fields.items() if value is not None}})
        settings = configure(folder, *configured)
        reports = collect(settings)
        store = stack.enter_context(Store.open(folder / ".auditor"))
        yield Collected(settings, {report.name: report for report in reports}, store, apis)


def test_own_posts_and_the_questions_around_them_are_there(collected: Collected) -> None:
    """What others say to each other is not kept."""
    texts = set(collected.posts())

    assert {"Wie gaat er mee?", "De wieken draaien weer.", "@molen Mag de hond mee?", "En gist?", "Hallo?"} <= texts
    assert not {"Ga jij ook?", "Waar koop je goed meel?"} & texts
    assert (collected.reports["whole"].status, len(texts)) == ("ok", 14)


def test_markup_becomes_text_without_breaking_addresses(collected: Collected) -> None:
    (post,) = (post for post in collected.store.posts("whole") if post.id == "3000")

    assert post.text == "Lees meer: https://www.molen.example/malen/rooster\nTot dan!\n\nGroet & dank"
    assert (post.title, post.edited_at is not None, post.url) == (
        "Lang bericht",
        True,
        "https://sociaal.example/@molen/3000",
    )


def test_a_boost_is_a_repost(collected: Collected) -> None:
    post = collected.posts()[""]  # somebody else's words are not kept

    assert (post.kind, post.author_is_org, post.id) == ("repost", False, "4010")


def test_nobody_else_can_be_recognised(collected: Collected) -> None:
    for post in collected.store.posts("whole"):
        fields = " ".join(map(str, asdict(post).values()))
        assert "elders.example" not in fields
        assert post.author_id == "molen" or post.author_id.startswith("anon-")
    assert collected.posts()["@molen Mag de hond mee?"].url == "https://sociaal.example/@molen/1000"


def test_reply_times_come_out(collected: Collected) -> None:
    posts = collected.store.posts("whole")
    now = datetime(2026, 5, 6, tzinfo=UTC)

    found = conversations(posts, collected.settings.source("whole"), collected.settings, now)

    assert [(c.asked.text, c.state, c.minutes) for c in found if c.asked] == [
        ("@molen Hoe laat gaan jullie open?", "answered", 30),
        ("@molen Mag de hond mee?", "open", None),
        ("Wie gaat er mee?", "open", None),
        ("@molen Is er nog meel?", "answered", 60),
        ("Weet @molen dat?", "answered", 10),
        ("En gist?", "open", None),
    ]


def test_a_thread_is_asked_for_once(collected: Collected) -> None:
    contexts = [path for path in collected.apis["whole"].asked if path.endswith("/context")]

    assert sorted(contexts) == [f"/api/v1/statuses/{number}/context" for number in ("1000", "2060", "5020")]


@pytest.mark.parametrize("name", ["many", "rests", "flaky"])
def test_every_page_is_read_whatever_happens_once(collected: Collected, name: str) -> None:
    report = collected.reports[name]

    assert (report.status, report.documents, report.expected) == ("ok", 500, 500)


def test_small_pages(collected: Collected) -> None:
    assert (collected.reports["small-pages"].status, collected.reports["small-pages"].documents) == ("ok", 90)


@pytest.mark.parametrize(("name", "kept"), [("stops", 120), ("hangs-up", 160)])
def test_what_was_read_before_a_failure_is_kept(collected: Collected, name: str, kept: int) -> None:
    report = collected.reports[name]

    assert (report.status, report.documents) == ("partial", kept)


def test_a_rate_limit_among_the_threads_ends_the_asking(collected: Collected) -> None:
    report = collected.reports["stops-in-threads"]

    assert report.status == "partial"
    assert "allows no more requests" in collected.note("stops-in-threads")
    assert "2 conversations could not be read" in collected.note("stops-in-threads")
    assert len(collected.apis["stops-in-threads"].asked) == 4


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("limited", "without logging in (status 401)"),
        ("limited-later", "without logging in (status 401)"),
        ("missing", "@niemand@sociaal.example does not exist"),
        ("strange", "did not answer as Mastodon does"),
        ("nameless", "needs `account`"),
    ],
)
def test_what_cannot_be_read_is_unreadable_and_says_why(collected: Collected, name: str, words: str) -> None:
    assert collected.reports[name].status == "unreadable"
    assert words in collected.note(name)


def test_threads_that_cannot_be_read_are_counted(collected: Collected) -> None:
    assert collected.reports["no-contexts"].status == "partial"
    assert "conversations could not be read in full" in collected.note("no-contexts")


def test_counts(collected: Collected) -> None:
    hidden, cut = collected.reports["hidden"], collected.reports["cut-off"]

    assert (hidden.status, hidden.documents, hidden.expected) == ("ok", 10, 40)
    assert "10 of 40 posts" in collected.note("hidden")
    assert (cut.documents, cut.expected) == (80, 500)
    assert collected.reports["empty"].status == "empty"


def make_spider(**fields: Any) -> MastodonSpider:
    source = Source(name="m", kind="mastodon", role="social", **fields)
    now = datetime(2026, 5, 4, tzinfo=UTC)
    context = Context(Organisation(name="De Molen"), folder=Path(), now=now)
    return MastodonSpider(source=source, context=context, deliver=lambda _: None)


def webfinger(spider: MastodonSpider, href: str) -> list[Any]:
    body = f'{{"links": [{{"rel": "self", "href": "{href}"}}]}}'.encode()
    url = "https://molen.example/.well-known/webfinger"
    return list(spider.parse_webfinger(TextResponse(url, body=body, request=Request(url))))


def test_webfinger_leads_to_the_server_that_the_account_is_on() -> None:
    spider = make_spider(account="@info@molen.example")

    (request,) = webfinger(spider, "https://sociaal.molen.example/users/info")

    assert request.url == "https://sociaal.molen.example/api/v1/accounts/lookup?acct=info"
    assert spider.allows(request.url)


def test_webfinger_leads_to_the_actor_where_the_server_has_no_lookup() -> None:
    (request,) = webfinger(make_spider(account="@info@molen.example"), "https://molen.example/users/info")

    assert request.url == "https://molen.example/users/info"
    assert request.headers["Accept"].startswith(b"application/activity+json")


@pytest.mark.parametrize("href", ["http://sociaal.molen.example/users/info", "x"])
def test_webfinger_leads_nowhere_else(href: str) -> None:
    """Not to an unprotected address."""
    (note,) = webfinger(make_spider(account="@info@molen.example"), href)

    assert note.effect == "gone"


def test_a_configured_server_is_not_left() -> None:
    spider = make_spider(account="@info@molen.example", api="http://127.0.0.1:8000")

    (note,) = webfinger(spider, "https://elders.example/users/info")

    assert note.effect == "gone"
