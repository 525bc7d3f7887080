"""What the official interfaces say in their own ways: long posts, edits, comments, refusals, budgets, versions."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from support.exports import make_context
from support.fakes.keyed import PAGE, FakeFacebook, FakeLinkedIn, FakeX, FakeYouTube
from support.fakes.world import TOKEN, Fake, World
from support.json_api import Fault, JsonApi, Say, always

from auditor.collect import collect
from auditor.model import Post, SourceReport
from auditor.settings.model import Source
from auditor.store import Store
from auditor_spiders.facebook_api import FacebookSpider
from auditor_spiders.instagram_api import InstagramSpider
from auditor_spiders.linkedin_api import LinkedInSpider, comment_urn, plain_text
from auditor_spiders.listing import Problem
from auditor_spiders.paged import PagedSpider
from auditor_spiders.people import People
from auditor_spiders.threads_api import ThreadsSpider
from auditor_spiders.x_api import XSpider
from auditor_spiders.youtube_api import YouTubeSpider

SPIDERS: dict[str, type[PagedSpider]] = {
    "x-api": XSpider,
    "linkedin-api": LinkedInSpider,
    "facebook-api": FacebookSpider,
    "instagram-api": InstagramSpider,
    "threads-api": ThreadsSpider,
    "youtube-api": YouTubeSpider,
}


def spider(kind: str, **fields: Any) -> Any:
    """Return the spider of a kind, which knows the molen as number 2414183."""
    source = Source(name="s", kind=kind, role="social", account=fields.pop("account", "molen"), **fields)  # type: ignore[arg-type]
    made = SPIDERS[kind](source=source, context=make_context(Path()), deliver=lambda _: None)
    made.people = People.of("molen", (PAGE, f"urn:li:organization:{PAGE}"), made.context.pseudonym)
    made._id = PAGE
    return made


def graph_error(code: int, subcode: int | None = None) -> dict[str, Any]:
    return {"error": {"message": "m", "type": "OAuthException", "code": code, "error_subcode": subcode}}


def google_error(reason: str, code: int = 403) -> dict[str, Any]:
    return {"error": {"code": code, "message": "m", "errors": [{"reason": reason}]}}


REFUSALS: tuple[tuple[str, int, dict[str, Any], str | None], ...] = (
    ("x-api", 401, {"title": "Unauthorized", "status": 401}, "token"),
    ("x-api", 402, {"title": "CreditsDepleted", "type": "https://api.twitter.com/2/problems/credits"}, "spent"),
    ("x-api", 403, {"title": "Forbidden", "reason": "client-not-enrolled", "type": "about:blank"}, "forbidden"),
    ("x-api", 429, {"title": "Too Many Requests"}, "limited"),
    ("x-api", 429, {"title": "UsageCapExceeded", "period": "Monthly", "type": "x/problems/usage-capped"}, "spent"),
    ("x-api", 200, {"errors": [{"title": "Not Found Error", "type": "x/problems/resource-not-found"}]}, "missing"),
    ("x-api", 200, {"errors": [{"title": "Authorization Error", "type": "x/problems/not-authorized"}]}, "forbidden"),
    ("x-api", 200, {"data": [], "errors": [{"title": "Not Found Error", "type": "resource-not-found"}]}, None),
    ("x-api", 200, {"meta": {"result_count": 0}}, None),
    ("x-api", 400, {"title": "Invalid Request", "errors": [{"message": "The `max_results` is not valid"}]}, "other"),
    ("x-api", 503, {"title": "Service Unavailable"}, None),
    ("linkedin-api", 401, {"code": "REVOKED_ACCESS_TOKEN", "serviceErrorCode": 65601}, "token"),
    ("linkedin-api", 403, {"code": "ACCESS_DENIED", "serviceErrorCode": 100}, "forbidden"),
    ("linkedin-api", 404, {"code": "RESOURCE_NOT_FOUND"}, "missing"),
    (
        "linkedin-api",
        426,
        {"code": "NONEXISTENT_VERSION", "message": "Requested version 20240101 is not active"},
        "version",
    ),
    ("linkedin-api", 429, {"code": "TOO_MANY_REQUESTS", "message": "Resource level throttle DAY limit"}, "limited"),
    ("linkedin-api", 400, {"code": "ILLEGAL_ARGUMENT", "message": "m"}, "other"),
    *(("facebook-api", 400, graph_error(code), "limited") for code in (4, 17, 32, 613, 80_001)),
    *(("instagram-api", 403, graph_error(code), "limited") for code in (4, 32)),
    ("facebook-api", 400, graph_error(190, 463), "token"),
    ("facebook-api", 401, {}, "token"),
    ("facebook-api", 403, graph_error(10), "forbidden"),
    ("facebook-api", 403, graph_error(200), "forbidden"),
    ("facebook-api", 400, graph_error(2635), "version"),
    ("facebook-api", 404, graph_error(803), "missing"),
    ("threads-api", 400, graph_error(100, 33), "missing"),
    ("threads-api", 400, graph_error(100), "other"),
    ("threads-api", 500, graph_error(2), None),
    ("youtube-api", 403, google_error("quotaExceeded"), "spent"),
    ("youtube-api", 403, google_error("rateLimitExceeded"), "limited"),
    ("youtube-api", 403, google_error("accessNotConfigured"), "forbidden"),
    ("youtube-api", 403, google_error("commentsDisabled"), "forbidden"),
    ("youtube-api", 400, google_error("keyInvalid", 400), "token"),
    ("youtube-api", 400, {"error": {"code": 400, "message": "m", "details": [{"reason": "API_KEY_INVALID"}]}}, "token"),
    ("youtube-api", 404, google_error("playlistNotFound", 404), "missing"),
    ("youtube-api", 400, google_error("badRequest", 400), "other"),
)


@pytest.mark.parametrize(("kind", "status", "body", "meaning"), REFUSALS)
def test_what_a_refusal_means(kind: str, status: int, body: dict[str, Any], meaning: str | None) -> None:
    problem: Problem | None = spider(kind).problem(status, body)

    assert (problem.kind if problem else None) == meaning


def test_which_refusals_are_worth_a_pause() -> None:
    assert spider("facebook-api").limit_of(400, graph_error(32))
    assert not spider("facebook-api").limit_of(400, graph_error(190))
    assert spider("x-api").limit_of(429, {"title": "Too Many Requests"})
    assert not spider("x-api").limit_of(429, {"title": "UsageCapExceeded"})
    assert spider("youtube-api").limit_of(403, google_error("userRateLimitExceeded"))
    assert not spider("youtube-api").limit_of(403, google_error("quotaExceeded"))


def test_when_a_quota_begins_anew() -> None:
    """At midnight in California; LinkedIn's days end at midnight in UTC."""
    quota = spider("youtube-api").problem(403, google_error("dailyLimitExceeded"))
    day = spider("linkedin-api").problem(429, {"message": "application daily limit"})

    assert (quota.until, day.until) == (datetime(2026, 6, 2, 7, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC))


def tweet(number: str = "1900000000000000000", **fields: Any) -> dict[str, Any]:
    base = {"id": number, "text": "Hallo", "author_id": PAGE, "created_at": "2026-05-04T08:00:00.000Z"}
    return base | {"conversation_id": number} | fields


def posts(kind: str, body: dict[str, Any]) -> list[Post]:
    return list(next(iter(spider(kind).listings())).take(body))


@pytest.mark.parametrize("spelling", ["tweet", "post"])
def test_a_long_post_is_whole(spelling: str) -> None:
    long = {"text": "Alles over meel &amp; gist: https://t.co/a", "entities": {"urls": [_address()]}}
    (post,) = posts("x-api", {"data": [tweet(text="Alles over…", **{f"note_{spelling}": long})]})

    assert post.text == "Alles over meel & gist: https://molen.example/meel"


def _address() -> dict[str, str]:
    return {"url": "https://t.co/a", "expanded_url": "https://molen.example/meel"}


@pytest.mark.parametrize("spelling", ["tweets", "posts"])
def test_an_answer_brings_the_question(spelling: str) -> None:
    question = tweet(
        "1900000000000000001", author_id="901", text="@molen Hoe laat?", conversation_id="1900000000000000001"
    )
    reply = tweet(
        "1900000000000000002",
        text="@anna Om tien uur.",
        conversation_id="1900000000000000001",
        in_reply_to_user_id="901",
        **{f"referenced_{spelling}": [{"type": "replied_to", "id": "1900000000000000001"}]},
    )
    body = {"data": [reply], "includes": {spelling: [question], "users": [{"id": "901", "username": "anna"}]}}

    asked, answered = posts("x-api", body)

    assert (asked.author_is_org, asked.author_id[:5], asked.url) == (False, "anon-", None)
    assert (answered.kind, answered.parent_id, answered.root_id) == ("reply", asked.id, asked.id)
    assert answered.parent_author == asked.author_id


def test_shares_quotes_and_edits() -> None:
    share = tweet(text="RT @anna: Wat een…", referenced_tweets=[{"type": "retweeted", "id": "19"}])
    original = tweet("19", author_id="901", text="Wat een mooie molen, helemaal uitgeschreven.")
    quote = tweet("1900000000000000003", referenced_tweets=[{"type": "quoted", "id": "19"}])
    edited = tweet("1900000000000000004", edit_history_tweet_ids=["1899999999000000000", "1900000000000000004"])

    found = posts("x-api", {"data": [share, quote, edited], "includes": {"tweets": [original]}})

    assert [(post.kind, post.author_is_org) for post in found] == [("repost", False), ("quote", True), ("post", True)]
    assert found[0].text == original["text"]
    assert (found[2].edited_at or found[2].created_at) > found[2].created_at


Read = Callable[..., tuple[SourceReport, list[Post], list[str]]]


@pytest.fixture
def read(tmp_path: Path, configure: Any, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Return a function that collects a fake and returns the report, the posts, and what was asked."""

    def run(fake: Fake, *faults: Fault, **more: Any) -> tuple[SourceReport, list[Post], list[str]]:
        monkeypatch.setitem(os.environ, fake.variable, TOKEN)
        with JsonApi(fake.route, faults, key=fake.key) as api:
            source = {"name": "s", "kind": fake.kind, "role": "social", "api": api.url, **fake.fields, **more}
            (report,) = collect(configure(tmp_path, source))
            with Store.open(tmp_path / ".auditor") as store:
                return report, list(store.posts("s")), list(api.asked)

    return run


def test_the_budget_of_x_is_kept_and_the_next_run_goes_on(
    tmp_path: Path, configure: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was paid for once is not paid for again in the same look."""
    monkeypatch.setitem(os.environ, FakeX.variable, TOKEN)
    fake = FakeX(World.of(60, every=20), page=100)
    spent: list[int] = []
    with JsonApi(fake.route, key=fake.key) as api:
        source = {"name": "s", "kind": "x-api", "role": "social", "api": api.url, "max_reads": 60, **fake.fields}
        status = "partial"
        while status == "partial" and len(spent) < 9:
            (report,) = collect(configure(tmp_path, source))
            status, note = report.status, " ".join(report.notes)
            found = re.search(r"(\d+) were read|(\d+) of at most 60", note)
            assert found, note
            spent.append(int(found[1] or found[2]))
        with Store.open(tmp_path / ".auditor") as store:
            texts = sorted(post.text for post in store.posts("s"))

    assert (status, texts) == ("ok", fake.texts)
    assert max(spent) <= 60
    assert 1 < len(spent) < 5


def test_a_permission_that_is_missing_is_named(read: Read) -> None:
    refused = Say(graph_error(10), 403)

    report, found, asked = read(FakeFacebook(World.of(13)), always(refused, path="/comments"))

    assert report.status == "partial"
    assert "pages_read_user_content" in " ".join(report.notes)
    assert len(found) == 13
    assert sum("/comments" in path for path in asked) == 1


def test_a_version_that_was_withdrawn(read: Read) -> None:
    old = Say(
        {"status": 426, "code": "NONEXISTENT_VERSION", "message": "Requested version 20260101 is not active"}, 426
    )

    report, _, _ = read(FakeLinkedIn(World.of(3)), always(old))

    assert report.status == "unreadable"
    assert "`api_version`" in report.notes[0]


def test_linkedin_is_asked_in_the_version_that_is_configured(tmp_path: Path, configure: Any) -> None:
    fake = FakeLinkedIn(World.of(3))
    with JsonApi(fake.route, key=fake.key) as api, pytest.MonkeyPatch.context() as environment:
        environment.setitem(os.environ, fake.variable, TOKEN)
        source = {
            "name": "s",
            "kind": fake.kind,
            "role": "social",
            "api": api.url,
            **fake.fields,
            "api_version": 202603,
        }
        collect(configure(tmp_path, source))

    assert {heard["linkedin-version"] for heard in api.heard} == {"202603"}
    assert {heard["x-restli-protocol-version"] for heard in api.heard} == {"2.0.0"}


def test_an_account_that_is_not_there(read: Read) -> None:
    x, _, _ = read(FakeX(World.of(3)), account="@niemand")
    youtube, _, _ = read(FakeYouTube(World.of(3)), account="@niemand")

    assert (x.status, youtube.status) == ("unreadable", "unreadable")
    assert "@niemand does not exist" in x.notes[0]
    assert "@niemand does not exist" in youtube.notes[0]


def test_reply_times_come_out(read: Read) -> None:
    """The question under a post, the answer to it, and who wrote what."""
    _, found, _ = read(FakeLinkedIn(World.of(1)))
    by_text = {post.text: post for post in found}
    asked, answered = by_text["@molen Vraag 0?"], by_text["Antwoord 0."]

    assert answered.parent_id == asked.id
    assert answered.root_id == asked.root_id == by_text["Bericht 0."].id
    assert (asked.author_is_org, answered.author_is_org) == (False, True)
    assert answered.created_at - asked.created_at == timedelta(minutes=15)


@pytest.mark.parametrize(
    ("commentary", "text"),
    [
        ("Kom naar de molen\\!", "Kom naar de molen\\!"),
        ("Dank @[De Bakker](urn:li:organization:7)\\.", "Dank De Bakker\\."),
        ("{hashtag|\\#|meel} \\(nieuw\\)", "#meel (nieuw)"),
        ("a\\_b \\* \\<c\\> \\\\", "a_b * <c> \\"),
    ],
)
def test_the_little_text_format(commentary: str, text: str) -> None:
    assert plain_text(commentary) == text


def test_a_comment_has_one_name() -> None:
    long = "urn:li:comment:(urn:li:activity:1,77)"

    assert comment_urn("urn:li:comment:(activity:1,77)") == comment_urn(long) == long


def test_a_visitor_whom_facebook_does_not_name() -> None:
    row = {"id": f"{PAGE}_7", "message": "Hoe laat?", "created_time": "2026-05-04T08:00:00+0000"}
    (post,) = posts("facebook-api", {"data": [row]})

    assert (post.author_is_org, post.author_id[:5], post.mentions) == (False, "anon-", ("molen",))


def test_a_link_to_the_next_page_is_never_followed_as_it_stands() -> None:
    """It holds the token."""
    made = spider("facebook-api")
    paging = {"cursors": {"after": "c7"}, "next": "https://graph.facebook.com/v26.0/1/feed?access_token=geheim"}

    assert made.following({"paging": paging}, next(iter(made.listings()))) == {"after": "c7"}
    assert made.following({"paging": {"cursors": {"after": "c7"}}}, next(iter(made.listings()))) is None
