"""Bluesky is read whole: posts, questions and their answers; and whatever it does wrong is said."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from support.bluesky import HANDLE, OWN, Bluesky, Toot
from support.json_api import Fault, JsonApi, Say, always, from_request, once

from auditor.collect import collect
from auditor.model import Post, SourceReport
from auditor.settings.model import Settings
from auditor.store import Store
from auditor.webcare import conversations

TALKS = (
    Toot("news", "molen", "De wieken draaien weer.", 0),
    Toot("ask1", "an", "Hoe laat gaan jullie open?", 10, "news"),
    Toot("ans1", "molen", "Om tien uur.", 40, "ask1"),
    Toot("ask2", "bo", "Mag de hond mee?", 20, "news"),
    Toot("chat", "cor", "Ga jij ook?", 30, "ask2"),
    Toot("call", "dee", "@molen.example Is er nog meel?", 100, mention="molen"),
    Toot("more", "dee", "Hallo?", 110, "call"),
    Toot("even", "dee", "Iemand?", 120, "more"),
    Toot("ans2", "molen", "Ja hoor!", 160, "even"),
    Toot("thx", "dee", "Dank!", 170, "ans2"),
    Toot("late", "molen", "Uit de toekomst.", 5000, indexed_minute=300),
    Toot("quot", "molen", "Zo is het.", 400, quote=True),
    Toot("bird", "vogel", "Een ooievaar!", 450),
    Toot("lost", "eva", "Is er spelt?", 500),
    Toot("ans3", "molen", "Morgen weer.", 520, "lost"),
    Toot("hide", "fin", "En rogge?", 600),
    Toot("ans4", "molen", "Ook morgen.", 630, "hide"),
    Toot("deep", "gus", "Waar koop je goed meel?", 700),
    Toot("tip", "hal", "Vraag het @molen.example eens", 710, "deep", mention="molen"),
    Toot("ans5", "molen", "Bij ons natuurlijk.", 720, "tip"),
)
MANY = tuple(Toot(f"p{number:04}", "molen", f"Bericht {number}", number) for number in range(1000))
RESET_LATER = {"RateLimit-Reset": str(int(time.time()) + 3600), "RateLimit-Remaining": "0"}


@dataclass
class Collected:
    """What one collect of many accounts left."""

    settings: Settings
    reports: dict[str, SourceReport]
    store: Store
    apis: dict[str, JsonApi]

    def posts(self, name: str = "whole") -> dict[str, Post]:
        """Return the posts of a source by the last part of their texts or keys."""
        return {post.text: post for post in self.store.posts(name)}

    def note(self, name: str) -> str:
        """Return the notes of a source as one text."""
        return " ".join(self.reports[name].notes)


def sources() -> dict[str, tuple[Bluesky, list[Fault], dict[str, Any]]]:
    """Return per source the account, the faults, and further settings."""
    talks = Bluesky(TALKS, reposts=["bird"], pinned="news", gone=["lost"], blocked=["hide"])
    many = Bluesky(MANY)
    page = "getAuthorFeed"
    return {
        "whole": (talks, [], {}),
        "many": (many, [], {}),
        "short-pages": (Bluesky(MANY[:250], page=30, empty_after=3), [], {}),
        "cut-off": (many, [], {"max_posts": 200}),
        "rests": (many, [once(Say({}, 429, {"Retry-After": "1"}), at=4)], {}),
        "rests-until": (many, [once(Say({}, 429, {"RateLimit-Reset": str(int(time.time()))}), at=4)], {}),
        "stops": (many, [from_request(5, Say({}, 429, RESET_LATER))], {}),
        "circles": (many, [always_same_cursor(many)], {}),
        "hangs-up": (many, [from_request(4, Say(drop=True), path=page)], {}),
        "breaks": (many, [from_request(4, Say({"error": "InternalServerError"}, 500), path=page)], {}),
        "flaky": (many, [once(Say(drop=True), at=3), once(Say({}, 502), at=5)], {}),
        "strange": (talks, [always(Say(b"<html>Welkom</html>"))], {}),
        "strange-feed": (talks, [always(Say({"posts": []}), path=page)], {}),
        "private": (talks, [always(Say({"error": "AuthMissing"}, 401))], {}),
        "missing": (talks, [], {"actor": "niemand.example"}),
        "closed": (talks, [always(Say({"error": "AccountDeactivated"}, 400))], {}),
        "no-threads": (talks, [always(Say({"error": "NotFound"}, 400), path="getPostThread")], {}),
        "hidden": (Bluesky(TALKS, count=400), [], {}),
        "empty": (Bluesky(()), [], {}),
        "silent": (talks, [], {"actor": None}),
    }


def always_same_cursor(account: Bluesky) -> Fault:
    """A server that gives the first page for ever."""

    def fault(_: int, path: str) -> Say | None:
        if "getAuthorFeed" not in path:
            return None
        query = {"actor": HANDLE, "limit": "100", "filter": "posts_with_replies"}
        return account.route(path, query, "")

    return fault


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory, configure: Any) -> Iterator[Collected]:
    folder = tmp_path_factory.mktemp("bluesky")
    with ExitStack() as stack:
        apis, configured = {}, []
        for name, (account, faults, extra) in sources().items():
            apis[name] = stack.enter_context(JsonApi(account.route, faults))
            fields = {"kind": "bluesky", "role": "social", "actor": HANDLE, "api": apis[name].url, **extra}
            configured.append({"name": name, **{key: value for key, value in fields.items() if value is not None}})
        settings = configure(folder, *configured)
        reports = collect(settings)
        store = stack.enter_context(Store.open(folder / ".auditor"))
        yield Collected(settings, {report.name: report for report in reports}, store, apis)


def test_own_posts_and_the_questions_around_them_are_there(collected: Collected) -> None:
    """What others say to each other, or where the organisation is not called, is not kept."""
    expected = {
        "De wieken draaien weer.", "Hoe laat gaan jullie open?", "Om tien uur.", "Mag de hond mee?", "Dank!",
        "@molen.example Is er nog meel?", "Hallo?", "Iemand?", "Ja hoor!", "Uit de toekomst.", "Zo is het.",
        "", "Morgen weer.", "Ook morgen.", "Vraag het @molen.example eens", "Bij ons natuurlijk.",
    }  # fmt: skip

    assert expected == collected.posts().keys()
    assert collected.reports["whole"].status == "ok"


def test_a_post_of_the_organisation(collected: Collected) -> None:
    post = collected.posts()["Om tien uur."]

    assert (post.id, post.uri) == (f"at://{OWN}/app.bsky.feed.post/ans1",) * 2
    assert post.url == f"https://bsky.app/profile/{HANDLE}/post/ans1"
    assert (post.platform, post.account, post.author_id, post.author_is_org) == ("bluesky", HANDLE, HANDLE, True)
    assert (post.kind, post.lang) == ("reply", "nl")
    assert post.parent_id == collected.posts()["Hoe laat gaan jullie open?"].id
    assert post.root_id == collected.posts()["De wieken draaien weer."].id
    assert post.created_at.isoformat() == "2026-05-04T08:40:00+00:00"


def test_kinds(collected: Collected) -> None:
    kinds = {text: (post.kind, post.author_is_org) for text, post in collected.posts().items()}

    assert kinds["De wieken draaien weer."] == ("post", True)
    assert kinds["Zo is het."] == ("quote", True)
    assert kinds[""] == ("repost", False)  # somebody else's words are not kept
    assert kinds["@molen.example Is er nog meel?"] == ("post", False)
    assert kinds["Mag de hond mee?"] == ("reply", False)


def test_nobody_else_can_be_recognised(collected: Collected) -> None:
    """No field holds a handle or a DID of somebody else, and one person keeps one pseudonym."""
    for post in collected.store.posts("whole"):
        fields = " ".join(map(str, asdict(post).values()))
        assert not [name for name in ("an", "bo", "cor", "dee", "eva", "fin", "vogel") if f"{name}.bsky" in fields]
        assert not [name for name in ("an0", "bo0", "cor0", "dee0", "eva0", "fin0", "vogel0") if name in fields]
    dee = {collected.posts()[text].author_id for text in ("Hallo?", "Iemand?", "Dank!")}
    assert len(dee) == 1


def test_a_question_points_to_where_it_can_be_read(collected: Collected) -> None:
    """Under the organisation's own post; the address of the question itself would name who asked."""
    posts = collected.posts()

    assert posts["Mag de hond mee?"].url == posts["De wieken draaien weer."].url
    assert posts["@molen.example Is er nog meel?"].url is None


def test_the_time_of_arrival_replaces_one_that_cannot_be(collected: Collected) -> None:
    assert collected.posts()["Uit de toekomst."].created_at.isoformat() == "2026-05-04T13:00:00+00:00"
    assert "1 posts carry a time that cannot be right" in collected.note("whole")


def test_a_parent_that_is_gone_or_blocked_is_named_without_being_known(collected: Collected) -> None:
    for text in ("Morgen weer.", "Ook morgen."):
        post = collected.posts()[text]
        assert post.parent_id is not None
        assert post.parent_author is not None
        assert post.parent_author.startswith("anon-")
        assert post.parent_id not in {other.id for other in collected.posts().values()}


def test_reply_times_come_out(collected: Collected) -> None:
    source = collected.settings.source("whole")
    posts = collected.store.posts("whole")
    now = datetime(2026, 5, 6, tzinfo=UTC)

    found = conversations(posts, source, collected.settings, now)

    assert [(c.asked.text, c.state, c.minutes) for c in found if c.asked] == [
        ("Hoe laat gaan jullie open?", "answered", 30),
        ("Mag de hond mee?", "open", None),
        ("@molen.example Is er nog meel?", "answered", 60),
        ("Vraag het @molen.example eens", "answered", 10),
    ]


@pytest.mark.parametrize("name", ["many", "rests", "rests-until", "flaky"])
def test_every_page_is_read_whatever_happens_once(collected: Collected, name: str) -> None:
    report = collected.reports[name]

    assert (report.status, report.documents, report.expected) == ("ok", 1000, 1000)


def test_short_and_empty_pages_are_not_the_end(collected: Collected) -> None:
    assert (collected.reports["short-pages"].status, collected.reports["short-pages"].documents) == ("ok", 250)


def test_max_posts_stops_and_says_so(collected: Collected) -> None:
    report = collected.reports["cut-off"]

    assert (report.status, report.documents, report.expected) == ("ok", 200, 1000)
    assert "newest 200" in collected.note("cut-off")


def test_a_rate_limit_that_lasts_leaves_the_source_partial(collected: Collected) -> None:
    report = collected.reports["stops"]

    assert (report.status, report.documents) == ("partial", 300)
    assert "allows no more requests" in collected.note("stops")
    assert "auditor collect --only stops" in collected.note("stops")
    assert len(collected.apis["stops"].asked) == 5


@pytest.mark.parametrize(("name", "kept"), [("hangs-up", 200), ("breaks", 200), ("circles", 100)])
def test_what_was_read_before_a_failure_is_kept(collected: Collected, name: str, kept: int) -> None:
    report = collected.reports[name]

    assert (report.status, report.documents) == ("partial", kept)
    assert report.notes


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("strange", "did not answer as Bluesky does (text/html)"),
        ("strange-feed", "did not answer as Bluesky does"),
        ("private", "without logging in (status 401)"),
        ("missing", "niemand.example does not exist"),
        ("closed", "was closed"),
        ("silent", "needs `actor`"),
    ],
)
def test_what_cannot_be_read_is_unreadable_and_says_why(collected: Collected, name: str, words: str) -> None:
    assert collected.reports[name].status == "unreadable"
    assert words in collected.note(name)


def test_an_account_without_posts_is_empty(collected: Collected) -> None:
    assert collected.reports["empty"].status == "empty"


def test_threads_that_cannot_be_read_are_counted(collected: Collected) -> None:
    report = collected.reports["no-threads"]

    assert report.status == "partial"
    assert "conversations could not be read in full" in collected.note("no-threads")


def test_a_profile_that_counts_more_posts_than_there_are(collected: Collected) -> None:
    report = collected.reports["hidden"]

    assert report.expected is not None
    assert report.expected > 400
    assert "8 of 400 posts could be read" in collected.note("hidden")


def test_what_is_kept_between_runs_names_nobody(tmp_path: Path, configure: Any) -> None:
    """Threads that are still to be asked for are known by the organisation's own posts in them."""
    talks = Bluesky(TALKS)
    with JsonApi(talks.route, [always(Say({}, 429, RESET_LATER), path="getPostThread")]) as api:
        source = {"name": "s", "kind": "bluesky", "role": "social", "actor": HANDLE, "api": api.url}
        (report,) = collect(configure(tmp_path, source))
    with Store.open(tmp_path / ".auditor") as store:
        state = store.state("s") or ""

    assert report.status == "partial"
    assert OWN in state
    assert set(re.findall(r"did:plc:\w+", state)) == {OWN}
