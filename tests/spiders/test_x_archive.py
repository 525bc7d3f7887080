"""The archive of X: own posts, times of questions out of their numbers, and archives that mean harm."""

from __future__ import annotations

import codecs
import io
import json
import struct
import time
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.exports import (
    ACCOUNT,
    expected_of,
    make_context,
    make_source,
    notes_of,
    posts_of,
    snowflake,
    tweet,
    ytd,
    zipped,
)

from auditor.errors import CollectError
from auditor.model import Post
from auditor_spiders.json_stream import BrokenStreamError, elements
from auditor_spiders.x_archive import read, snowflake_time
from auditor_spiders.x_posts import _readable

QUESTION = snowflake("2026-05-04 08:00:00")


def collect(folder: Path, files: dict[str, str | bytes], **fields: Any) -> list[Any]:
    """Return what the reader yields for an archive with these files."""
    path = zipped(folder / "x.zip", {"data/account.js": ACCOUNT, **files})
    return list(read(make_source("x-archive", path, **fields), make_context(folder)))


def posts(folder: Path, *tweets: dict[str, Any], **fields: Any) -> list[Post]:
    """Return the posts of an archive with these tweets."""
    return posts_of(collect(folder, {"data/tweets.js": ytd("tweets", tweets)}, **fields))


def test_a_reply_knows_when_it_was_asked(tmp_path: Path) -> None:
    (post,) = posts(tmp_path, tweet("2026-05-04 08:42:00", "@an Om tien uur.", reply_to=(QUESTION, "an")))

    assert (post.kind, post.author_is_org, post.account, post.platform) == ("reply", True, "molen", "x")
    assert post.parent_id == QUESTION
    assert post.parent_created_at is not None
    assert post.parent_created_at.isoformat() == "2026-05-04T08:00:00+00:00"
    assert post.created_at.isoformat() == "2026-05-04T08:42:00+00:00"
    assert post.url == f"https://x.com/molen/status/{post.id}"
    assert post.parent_author is not None
    assert post.parent_author.startswith("anon-")
    assert post.mentions == (post.parent_author,)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("1541815603606036480", "2022-06-28T16:07:40.105000+00:00"),  # worked out in many descriptions of the scheme
        ("20", None),  # the first post ever, before the scheme
        ("29999999999", None),
        ("", None),
        ("abc", None),
        ("²", None),
        (str(2**63), None),
    ],
)
def test_the_time_in_a_number(number: str, expected: str | None) -> None:
    found = snowflake_time(number)

    assert expected == (found.isoformat() if found else None)


def test_own_threads_and_other_own_accounts(tmp_path: Path) -> None:
    first = snowflake("2026-05-04 08:00:00")
    found = posts(
        tmp_path,
        tweet("2026-05-04 08:00:00", "Een draadje"),
        tweet("2026-05-04 08:01:00", "vervolg", reply_to=(first, "molen")),
        tweet("2026-05-04 08:02:00", "vraag het @molen_help", reply_to=("2100000000000000000", "molen_help")),
        accounts=("molen", "molen_help"),
    )

    assert [post.parent_author for post in found] == [None, "molen", "molen"]
    assert found[2].mentions == ("molen",)


def test_a_retweet_is_a_repost_of_somebody_else(tmp_path: Path) -> None:
    (post,) = posts(tmp_path, tweet("2026-05-04 08:00:00", "RT @buur: Feest!", reply_to=(QUESTION, "an")))

    assert (post.kind, post.author_is_org, post.parent_id) == ("repost", False, None)
    assert post.author_id.startswith("anon-")


def test_addresses_and_entities_are_resolved(tmp_path: Path) -> None:
    entities = {
        "urls": [{"url": "https://t.co/a", "expanded_url": "https://www.molen.example/open?x=1&y=2"}],
        "media": [{"url": "https://t.co/b", "media_url_https": "https://pbs.example/b.jpg"}],
    }
    text = "Malen &amp; bakken: https://t.co/a https://t.co/b"

    (post,) = posts(tmp_path, tweet("2026-05-04 08:00:00", text, entities=entities))

    assert post.text == "Malen & bakken: https://www.molen.example/open?x=1&y=2"


def test_a_long_post_has_its_whole_text(tmp_path: Path) -> None:
    whole = "Een lang verhaal over graan. " * 20
    note = {"noteTweet": {"noteTweetId": "1", "createdAt": "2026-05-04T08:00:00.000Z", "core": {"text": whole}}}
    other = {
        "noteTweet": {"noteTweetId": "2", "createdAt": "2026-05-04T09:00:00.000Z", "core": {"text": "Iets anders"}}
    }
    found = posts_of(
        collect(
            tmp_path,
            {
                "data/tweets.js": ytd(
                    "tweets",
                    [
                        tweet("2026-05-04 08:00:00", f"{whole[:270]}… https://t.co/z"),
                        tweet("2026-05-04 09:00:00", "Kort"),
                    ],
                ),
                "data/note-tweet.js": ytd("note_tweet", [note, other]),
            },
        )
    )

    assert [post.text for post in found] == [whole.strip(), "Kort"]


def test_of_an_edited_post_the_last_version_counts(tmp_path: Path) -> None:
    old, new = snowflake("2026-05-04 08:00:00"), snowflake("2026-05-04 08:05:00")
    edits = {"edit": {"initialTweetId": old, "editControlInitial": {"editTweetIds": [old, new]}}}

    found = posts(
        tmp_path,
        tweet("2026-05-04 08:00:00", "Zaterdg open", edit_info={"initial": {"editTweetIds": [old]}}),
        tweet("2026-05-04 08:05:00", "Zaterdag open", edit_info=edits),
    )

    assert [post.text for post in found] == ["Zaterdag open"]


@pytest.mark.parametrize(
    ("name", "encode"),
    [
        ("data/tweets.js", lambda text: text.encode()),
        ("data/tweets.js", lambda text: codecs.BOM_UTF8 + text.encode()),
        ("data/tweets.js", lambda text: text.encode("utf-16")),
        ("data/tweets.js", lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be")),
        ("tweet.js", lambda text: text.encode()),
        ("twitter-2026/data/tweets-part1.js", lambda text: text.encode()),
        ("data/tweets.js", lambda text: text.partition("= ")[2].encode()),
    ],
)
def test_names_and_encodings(tmp_path: Path, name: str, encode: Any) -> None:
    found = collect(tmp_path, {name: encode(ytd("tweets", [tweet("2026-05-04 08:00:00", "Één mølen 🌾")]))})

    assert [post.text for post in posts_of(found)] == ["Één mølen 🌾"]


def test_all_parts_are_read_and_each_post_once(tmp_path: Path) -> None:
    one, two = tweet("2026-05-04 08:00:00", "Een"), tweet("2026-05-05 08:00:00", "Twee")

    found = collect(
        tmp_path,
        {"data/tweets.js": ytd("tweets", [one]), "data/tweets-part1.js": ytd("tweets", [two, one])},
    )

    assert sorted(post.text for post in posts_of(found)) == ["Een", "Twee"]
    assert expected_of(found) == 2


def test_an_unpacked_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "x" / "data").mkdir(parents=True)
    (tmp_path / "x" / "data" / "tweets.js").write_text(ytd("tweets", [tweet("2026-05-04 08:00:00", "Hoi")]))

    found = list(read(make_source("x-archive", tmp_path / "x", accounts=("molen",)), make_context(tmp_path)))

    assert [post.text for post in posts_of(found)] == ["Hoi"]


def test_what_is_no_post_is_counted(tmp_path: Path) -> None:
    files = {"data/tweets.js": ytd("tweets", [{"tweet": {"id": "1"}}, "x", tweet("2026-05-04 08:00:00", "Hoi")])}

    found = collect(tmp_path, files)

    assert len(posts_of(found)) == 1
    assert "1 items without a text" in notes_of(found)


def refused(folder: Path, path: Path) -> str:
    """Return why a file was refused. Nothing may have been yielded before."""
    reader = read(make_source("x-archive", path), make_context(folder))
    with pytest.raises(CollectError) as caught:
        next(reader)
    return str(caught.value)


def test_refusals(tmp_path: Path) -> None:
    good = zipped(tmp_path / "good.zip", {"data/tweets.js": ytd("tweets", [tweet("2026-05-04 08:00:00", "Hoi")])})
    cut = tmp_path / "cut.zip"
    cut.write_bytes(good.read_bytes()[:-40])
    damaged = tmp_path / "damaged.zip"
    content = bytearray(good.read_bytes())
    content[60:70] = b"\x00" * 10
    damaged.write_bytes(content)
    text = tmp_path / "text.zip"
    text.write_text("geen zip")

    assert "cannot be unpacked" in refused(tmp_path, cut)
    assert "cannot be unpacked" in refused(tmp_path, damaged)
    assert "is no zip file" in refused(tmp_path, text)
    assert "There is no nergens.zip" in refused(tmp_path, tmp_path / "nergens.zip")
    assert "leads outside" in refused(tmp_path, zipped(tmp_path / "a.zip", {"../../tweets.js": "[]"}))
    assert "leads outside" in refused(tmp_path, zipped(tmp_path / "b.zip", {"/etc/tweets.js": "[]"}))
    assert "leads outside" in refused(tmp_path, zipped(tmp_path / "c.zip", {"C:\\x\\tweets.js": "[]"}))
    assert "no data/tweets.js" in refused(tmp_path, zipped(tmp_path / "d.zip", {"data/like.js": "[]"}))


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "bomb.zip", {"data/tweets.js": b"[" + b" " * 50_000_000})
    started = time.monotonic()

    assert "would unpack to more" in refused(tmp_path, bomb)
    assert time.monotonic() - started < 1


def test_a_locked_zip_is_named(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"data/tweets.js": "[]"})
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(signature) + offset
        content[at : at + 2] = struct.pack("<H", 1)
    path.write_bytes(content)

    assert "password" in refused(tmp_path, path)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("window.YTD.tweets.part0 = [ {", "ends in the middle"),
        ('[{"tweet": {"id": "1"}}, {"tw', "ends in the middle"),
        ("geen lijst", "no list"),
        ("", "no list"),
        ("[" + '[{"a":' * 100_000, "nested too deeply"),
    ],
)
def test_a_damaged_file_is_refused_as_a_whole(tmp_path: Path, content: str, why: str) -> None:
    with pytest.raises(CollectError, match=why):
        collect(tmp_path, {"data/tweets.js": content})


def test_one_endless_line_is_given_up() -> None:
    """Not read into memory to its end."""

    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            buffer[:] = (b'["' if not self.given else b"aa") + b"a" * (len(buffer) - 2)
            self.given += len(buffer)
            return len(buffer)

    stream = Endless()
    with pytest.raises(BrokenStreamError, match="too large"):
        list(elements(io.BufferedReader(stream)))
    assert stream.given < 40_000_000


@given(st.lists(st.one_of(st.integers(), st.text(), st.dictionaries(st.text(), st.integers() | st.none()))))
def test_elements_come_out_as_they_went_in(values: list[Any]) -> None:
    assert values == list(elements(io.BytesIO(f"window.x = {json.dumps(values)}".encode())))


@pytest.mark.slow
def test_a_large_archive_takes_little_time_and_memory(tmp_path: Path) -> None:
    """20,000 posts: a fifth of what the largest accounts have."""
    path = tmp_path / "large.zip"
    source = {"source": "x" * 700}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("data/tweets.js", "w") as out:
        out.write(b"window.YTD.tweets.part0 = [")
        for number in range(20_000):
            one = tweet("2026-05-04 08:42:00", f"@an Antwoord {number}", id=str(2 * 10**18 + number), **source)
            one["tweet"] |= {"in_reply_to_status_id_str": QUESTION, "in_reply_to_screen_name": f"an{number}"}
            out.write((b"," if number else b"") + json.dumps(one).encode())
        out.write(b"]")
    tracemalloc.start()
    started = time.monotonic()

    count = sum(isinstance(item, Post) for item in read(make_source("x-archive", path), make_context(tmp_path)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 20_000
    assert time.monotonic() - started < 30
    assert peak < 100_000_000


def message(number: int, sender: str, moment: str, text: str, **fields: Any) -> dict[str, Any]:
    """Return one message of a conversation."""
    body = {"id": str(number), "senderId": sender, "recipientId": "77", "text": text, "createdAt": moment, "urls": []}
    return {"messageCreate": {**body, **fields}}


TALKS = ytd(
    "direct_messages",
    [
        {
            "dmConversation": {
                "conversationId": "9-77",
                "messages": [  # newest first, as X writes them
                    message(
                        2,
                        "77",
                        "2026-05-04T08:42:00.000Z",
                        "Zie https://t.co/a &amp; bel",
                        urls=[{"url": "https://t.co/a", "expanded": "https://molen.example"}],
                    ),
                    message(1, "9", "2026-05-04T08:00:00.000Z", "Hoe laat open?"),
                    {"joinConversation": {"initiatingUserId": "9"}},
                ],
            }
        }
    ],
)
WITH_TALKS: dict[str, str | bytes] = {"data/tweets.js": ytd("tweets", []), "data/direct-messages.js": TALKS}


def test_private_messages_are_left_unless_asked_for(tmp_path: Path) -> None:
    found = collect(tmp_path, WITH_TALKS)

    assert posts_of(found) == []
    assert "private messages too" in notes_of(found)


def test_private_messages_give_reply_times(tmp_path: Path) -> None:
    found = collect(tmp_path, WITH_TALKS, messages=True)
    asked, answer = posts_of(found)

    assert (asked.text, asked.author_is_org, asked.kind) == ("Hoe laat open?", False, "dm")
    assert (answer.text, answer.parent_id) == ("Zie https://molen.example & bel", "1")
    assert (answer.created_at - asked.created_at).total_seconds() == 42 * 60
    assert asked.author_id.startswith("anon-")
    assert expected_of(found[::-1]) == 2


def test_an_edited_answer_was_given_when_it_was_first_sent(tmp_path: Path) -> None:
    first, last = snowflake("2026-05-04 08:42:00"), snowflake("2026-05-04 09:30:00")
    info = {"edit": {"initialTweetId": first, "editControlInitial": {"editTweetIds": [first, last]}}}
    old = tweet("2026-05-04 08:42:00", "@an Om tein uur.", id=first, reply_to=(QUESTION, "an"), edit_info=info)
    new = tweet("2026-05-04 09:30:00", "@an Om tien uur.", id=last, reply_to=(QUESTION, "an"), edit_info=info)

    (post,) = posts(tmp_path, new, old)

    assert (post.text, post.id) == ("@an Om tien uur.", last)
    assert post.created_at.isoformat() == "2026-05-04T08:42:00+00:00"
    assert post.edited_at is not None
    assert post.edited_at.isoformat() == "2026-05-04T09:30:00+00:00"


def test_deleted_posts_and_shadows_are_not_opened(tmp_path: Path) -> None:
    gone = ytd("deleted_tweets", [tweet("2026-05-04 08:00:00", "Weg")])
    kept = ytd("tweets", [tweet("2026-05-04 09:00:00", "Hier")])
    files: dict[str, str | bytes] = {
        "twitter-2026/data/deleted-tweets.js": gone,
        "twitter-2026/data/deleted-tweet-headers.js": gone,
        "twitter-2026/data/tweets.js": kept,
        "twitter-2026/data/community-tweet.js": ytd("community_tweet", [tweet("2026-05-05 09:00:00", "Groep")]),
        "__MACOSX/twitter-2026/data/._tweets.js": "\x00\x05",
        "twitter-2026/data/._tweets.js": "\x00\x05",
    }

    assert sorted(post.text for post in posts_of(collect(tmp_path, files))) == ["Groep", "Hier"]


@pytest.mark.parametrize("odd", [5, "x", [], None, {"urls": 5}, {"urls": [5, {"url": 3}]}, {"media": "x"}])
def test_odd_shapes_break_nothing(tmp_path: Path, odd: Any) -> None:
    one = tweet("2026-05-04 08:00:00", "Hoi", entities=odd, extended_entities=odd, edit_info=odd)

    assert [post.text for post in posts(tmp_path, one)] == ["Hoi"]


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_any_text_survives(text: str) -> None:
    """As X writes it: with &, < and > as entities."""
    written = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert _readable(written, {}) == text.strip()


def test_one_file_out_of_the_archive_will_do(tmp_path: Path) -> None:
    path = tmp_path / "tweets.sample.js"
    path.write_text(ytd("tweets", [tweet("2026-05-04 08:00:00", "Hoi")]), encoding="utf-8")

    (post,) = posts_of(read(make_source("x-archive", path), make_context(tmp_path)))

    assert (post.text, post.account) == ("Hoi", "x")
