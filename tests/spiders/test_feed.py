"""Feeds of every kind, from an address or a file, and what is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support.json_api import JsonApi, Say

from auditor.collect import collect
from auditor.model import Post, SourceReport
from auditor.settings.model import Settings
from auditor.store import Store
from auditor_spiders.feeds import NotAFeedError, parse

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Nieuws van de molen</title><link>https://www.molen.example</link><language>nl-NL</language>
<item><title>Nieuwe stenen</title><link>https://www.molen.example/stenen</link><guid>s1</guid>
<pubDate>Mon, 04 May 2026 10:00:00 +0200</pubDate><description>Kort.</description>
<content:encoded><![CDATA[<p>De nieuwe <b>molenstenen</b> liggen erin.</p><ul><li>basalt</li><li>kwarts</li></ul>
<script>alert(1)</script>]]></content:encoded></item>
<item><title>Open &amp; vrij</title><link>https://www.molen.example/open</link>
<description>Zaterdag &lt;i&gt;open&lt;/i&gt;.</description>
<pubDate>Tue, 05 May 2026 08:00:00 GMT</pubDate></item>
<item><title>Zonder datum</title><guid isPermaLink="false">z1</guid></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="nl">
<title>Blog</title><id>tag:molen.example,2026:blog</id><updated>2026-05-06T00:00:00Z</updated>
<entry><id>tag:1</id><title>Graan</title><link rel="alternate" href="https://blog.molen.example/1"/>
<published>2026-05-01T12:00:00+02:00</published><updated>2026-05-02T12:00:00+02:00</updated>
<summary>Samenvatting.</summary><content type="html">&lt;p&gt;Het hele verhaal.&lt;/p&gt;</content></entry>
<entry><id>tag:2</id><title>Re: Graan</title><updated>2026-05-03T12:00:00Z</updated>
<thr:in-reply-to ref="tag:1" href="https://blog.molen.example/1"/><content type="text">Klopt.</content></entry>
</feed>"""
YOUTUBE = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns="http://www.w3.org/2005/Atom"><id>yt:channel:UCm</id><yt:channelId>UCm</yt:channelId><title>De Molen</title>
<entry><id>yt:video:abc</id><yt:videoId>abc</yt:videoId><title>Malen</title>
<link rel="alternate" href="https://www.youtube.com/watch?v=abc"/><published>2026-05-01T10:00:00+00:00</published>
<media:group><media:title>Malen</media:title><media:description>Zo maalt een molen.</media:description></media:group>
</entry></feed>"""
JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "Molen", "language": "nl", "items": [
{"id": "1", "url": "https://www.molen.example/1", "title": "Een", "content_html": "<p>Eerste <em>bericht</em>.</p>",
 "date_published": "2026-05-01T10:00:00+02:00", "date_modified": "2026-05-02T10:00:00+02:00"},
{"id": "2", "content_text": "Tweede bericht.", "date_modified": "2026-05-03T10:00:00Z"}, {"id": "3"}, "onzin"]}"""


@dataclass
class Collected:
    """What two collects in a row left: the first reports, and the second."""

    settings: Settings
    first: dict[str, SourceReport]
    second: dict[str, SourceReport]
    before: dict[str, tuple[Post, ...]]
    store: Store

    def posts(self, name: str) -> dict[str, Post]:
        """Return the posts of a source by their texts."""
        return {post.text: post for post in self.store.posts(name)}


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory, configure: Any) -> Iterator[Collected]:
    folder = tmp_path_factory.mktemp("feeds")
    bodies = {"/rss": RSS, "/atom": ATOM, "/json": JSON_FEED, "/youtube": YOUTUBE, "/page": "<html><p>Geen feed"}

    def route(path: str, _: dict[str, str], __: str) -> Say:
        kind = {"Content-Type": "application/xml; charset=utf-8"}
        return Say(bodies[path].encode(), headers=kind) if path in bodies else Say({}, 404)

    (folder / "feed.xml").write_text(RSS, encoding="utf-8")
    (folder / "cut.xml").write_text(ATOM[: ATOM.index("<entry><id>tag:2")], encoding="utf-8")
    (folder / "none.xml").write_bytes(b"\x00\x01\x02")
    with ExitStack() as stack:
        api = stack.enter_context(JsonApi(route))
        feeds = {
            "rss": "/rss",
            "atom": "/atom",
            "json": "/json",
            "youtube": "/youtube",
            "page": "/page",
            "gone": "/gone",
        }
        common = {"kind": "feed", "role": "social"}
        sources = [{"name": name, "url": api.url + path, **common} for name, path in feeds.items()]
        paths = {"file": "feed.xml", "cut": "cut.xml", "none": "none.xml", "absent": "absent.xml"}
        sources += [{"name": name, "path": folder / path, **common} for name, path in paths.items()]
        sources.append({"name": "nowhere", **common})
        settings = configure(folder, *sources)
        first = {report.name: report for report in collect(settings)}
        with Store.open(folder / ".auditor") as store:
            before = {name: store.posts(name) for name in first}
        second = {report.name: report for report in collect(settings)}
        store = stack.enter_context(Store.open(folder / ".auditor"))
        yield Collected(settings, first, second, before, store)


def test_rss(collected: Collected) -> None:
    posts = collected.posts("rss")

    assert list(posts) == [
        "De nieuwe molenstenen liggen erin.\n\nbasalt\n\nkwarts", "Zaterdag open.", "Zonder datum",
    ]  # fmt: skip
    post = next(iter(posts.values()))
    assert (post.id, post.title, post.url) == ("s1", "Nieuwe stenen", "https://www.molen.example/stenen")
    assert (post.created_at.isoformat(), post.lang) == ("2026-05-04T08:00:00+00:00", "nl")
    assert (post.platform, post.author_is_org, post.kind) == ("feed", True, "post")
    assert posts["Zaterdag open."].title == "Open & vrij"


def test_atom(collected: Collected) -> None:
    """The content is taken, not the summary; RFC 4685 makes an entry a reply."""
    posts = collected.posts("atom")

    assert set(posts) == {"Het hele verhaal.", "Klopt."}
    assert posts["Het hele verhaal."].edited_at is not None
    assert (posts["Klopt."].kind, posts["Klopt."].parent_id) == ("reply", "tag:1")


def test_json_feed(collected: Collected) -> None:
    posts = collected.posts("json")

    assert {text: post.created_at.isoformat() for text, post in posts.items()} == {
        "Eerste bericht.": "2026-05-01T08:00:00+00:00",
        "Tweede bericht.": "2026-05-03T10:00:00+00:00",
    }


def test_youtube(collected: Collected) -> None:
    (post,) = collected.store.posts("youtube")

    assert (post.platform, post.title, post.text) == ("youtube", "Malen", "Zo maalt een molen.")


def test_a_file_is_read_as_the_address_is(collected: Collected) -> None:
    def shown(name: str) -> list[tuple[str, str]]:
        return [(post.id, post.text) for post in collected.store.posts(name)]

    assert shown("file") == shown("rss")


def test_an_entry_without_a_date_keeps_the_day_it_was_first_seen(collected: Collected) -> None:
    """So that a second run changes nothing."""
    before = {post.text: post.created_at for post in collected.before["rss"]}
    after = {text: post.created_at for text, post in collected.posts("rss").items()}

    assert before == after
    assert any("1 entries have no date" in note for note in collected.second["rss"].notes)


def test_a_feed_that_was_cut_off_is_partial(collected: Collected) -> None:
    assert list(collected.posts("cut")) == ["Het hele verhaal."]
    assert (collected.first["cut"].status, collected.first["cut"].documents) == ("partial", 1)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("page", "is no RSS, Atom or JSON feed"),
        ("none", "is no RSS, Atom or JSON feed"),
        ("gone", "404"),
        ("absent", "There is no absent.xml"),
        ("nowhere", "needs `url`"),
    ],
)
def test_what_is_no_feed_says_so(collected: Collected, name: str, words: str) -> None:
    report = collected.first[name]

    assert report.status == "unreadable"
    assert words in " ".join(report.notes)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   ",
        b"{}",
        b'{"version": "2"}',
        b"{broken",
        b"<html></html>",
        b"/etc/passwd",
        b"http://127.0.0.1:9/x",
        b"[1]",
    ],
)
def test_bytes_that_are_no_feed(content: bytes) -> None:
    """Also those that look like a path or an address: nothing is opened or fetched."""
    with pytest.raises(NotAFeedError):
        parse(content)


def test_an_entity_bomb_is_no_danger() -> None:
    bomb = (
        '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(8))
        + ']><rss version="2.0"><channel><title>x</title><item><title>&i;</title></item></channel></rss>'
    )
    try:
        feed = parse(bomb.encode())
    except NotAFeedError:
        return
    assert sum(len(entry.text) for entry in feed.entries) < 10_000


def test_a_charset_in_the_header(tmp_path: Path) -> None:
    content = '<rss version="2.0"><channel><title>x</title><item><title>Café</title></item></channel></rss>'

    assert parse(content.encode("latin-1"), "application/xml; charset=iso-8859-1").entries[0].text == "Café"
