"""What Facebook and Instagram let an organisation download."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.exports import expected_of, make_context, make_source, notes_of, posts_of, zipped

from auditor.collect.protocol import Note
from auditor.errors import CollectError
from auditor.model import Post
from auditor_spiders import meta_export
from auditor_spiders.meta_export import read, repaired


def mangled(text: str) -> str:
    """Return a text as these downloads write it: each byte of its UTF-8 as one character."""
    return text.encode().decode("latin-1")


def collect(folder: Path, files: dict[str, Any], **fields: Any) -> list[Any]:
    """Return what the reader yields for a download with these JSON files."""
    written = {name: content if isinstance(content, str) else json.dumps(content) for name, content in files.items()}
    source = make_source("meta-export", zipped(folder / "m.zip", written), **fields)
    return list(read(source, make_context(folder)))


def by_text(items: list[Any]) -> dict[str, Post]:
    """Return the posts by their texts."""
    return {post.text: post for post in posts_of(items)}


POSTS = [
    {
        "timestamp": 1777881600,
        "data": [{"post": mangled("De één z’n brood 🍞")}],
        "title": "De Molen plaatste een update.",
    },
    {"timestamp": 1777885200, "data": [{"update_timestamp": 1777885300}, {"post": "Zaterdag open."}]},
    {
        "timestamp": 1777888800,
        "attachments": [
            {"data": [{"media": {"uri": "x.jpg", "title": "Timeline photos", "description": "De wieken."}}]}
        ],
    },
    {"timestamp": 1777892400, "attachments": [{"data": [{"media": {"uri": "y.jpg", "title": "Timeline photos"}}]}]},
    {"data": [{"post": "Zonder tijd"}]},
]
COMMENTS = {
    "comments_v2": [
        {
            "timestamp": 1777882000,
            "data": [{"comment": {"timestamp": 1777882000, "comment": "Om tien uur, An.", "author": "De Molen"}}],
            "title": "De Molen heeft gereageerd op de opmerking van An Visser.",
        },
        {
            "timestamp": 1777882100,
            "data": [{"comment": {"timestamp": 1777882100, "comment": "Mag de hond mee?", "author": "Bo Bakker"}}],
        },
    ]
}


def test_posts_and_comments_of_facebook(tmp_path: Path) -> None:
    found = collect(
        tmp_path,
        {
            "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json": POSTS,
            "your_facebook_activity/comments_and_reactions/comments.json": COMMENTS,
            "your_facebook_activity/messages/inbox/an_1/message_1.json": {"messages": [{"content": "geheim"}]},
        },
    )
    posts = by_text(found)

    assert set(posts) == {"De één z’n brood 🍞", "Zaterdag open.", "De wieken.", "Om tien uur, An."}
    assert expected_of(found) == 4
    post = posts["De één z’n brood 🍞"]
    assert (post.kind, post.platform, post.author_is_org) == ("post", "facebook", True)
    assert post.created_at.isoformat() == "2026-05-04T08:00:00+00:00"
    assert (posts["Om tien uur, An."].kind, posts["Om tien uur, An."].author_is_org) == ("comment", True)
    assert "1 items without a text" in notes_of(found)
    assert "1 comments are by others" in notes_of(found)
    assert "private messages too" in notes_of(found)


def test_somebody_elses_name_is_not_kept(tmp_path: Path) -> None:
    """Neither as an author nor in a title, which says whose comment was answered; nor what they said."""
    assert [post.text for post in posts_of(collect(tmp_path, {"facebook/comments/comments.json": COMMENTS}))] == [
        "Om tien uur, An."
    ]
    for post in posts_of(collect(tmp_path, {"facebook/comments/comments.json": COMMENTS})):
        fields = " ".join(str(value) for name, value in asdict(post).items() if name != "text")
        assert "Visser" not in fields
        assert "Bakker" not in fields


def test_the_name_on_the_profile_is_the_organisation(tmp_path: Path) -> None:
    profile = {"profile_v2": {"name": {"full_name": mangled("Molen De Één")}}}
    comment = {"timestamp": 1777882000, "data": [{"comment": {"comment": "Ja.", "author": mangled("Molen De Één")}}]}

    (post,) = posts_of(
        collect(
            tmp_path,
            {
                "personal_information/profile_information/profile_information.json": profile,
                "comments/comments.json": {"comments_v7": [comment]},
            },
        )
    )

    assert (post.author_is_org, post.account) == (True, "Molen De Één")


def test_instagram(tmp_path: Path) -> None:
    posts = [
        {"creation_timestamp": 1777881600, "title": mangled("Één wiek"), "media": [{"uri": "a.jpg"}, {"uri": "b.jpg"}]},
        {"media": [{"uri": "c.jpg", "creation_timestamp": 1777885200, "title": "Meel"}]},
    ]
    comments = [
        {
            "string_map_data": {
                "Opmerking": {"value": "Dank je!"},
                "Tijd": {"timestamp": 1777888800},
            }
        }
    ]
    found = collect(
        tmp_path,
        {
            "your_instagram_activity/content/posts_1.json": posts,
            "your_instagram_activity/comments/post_comments_1.json": {"comments_media_comments": comments},
        },
    )

    assert {(post.text, post.kind, post.platform) for post in posts_of(found)} == {
        ("Één wiek", "post", "instagram"),
        ("Meel", "post", "instagram"),
        ("Dank je!", "comment", "instagram"),
    }


def test_folders_and_keys_may_have_other_names(tmp_path: Path) -> None:
    """They change with the year and with the language of the account."""
    found = collect(
        tmp_path,
        {"jouw_facebook-activiteit/berichten/jouw_berichten_1.json": {"posts_v3": POSTS[:2]},
         "jouw_facebook-activiteit/reacties/reacties.json": COMMENTS},
    )  # fmt: skip

    assert len(posts_of(found)) == 3


def test_the_same_post_twice_is_one(tmp_path: Path) -> None:
    files = {"facebook/posts_1.json": POSTS[:2], "facebook/page_posts_1.json": POSTS[:2]}

    assert len(posts_of(collect(tmp_path, files))) == 2


def test_a_second_import_gives_the_same(tmp_path: Path) -> None:
    files = {"facebook/posts_1.json": POSTS, "facebook/comments.json": COMMENTS}

    assert collect(tmp_path, files) == collect(tmp_path, files)


@pytest.mark.parametrize("content", ["{broken", "\x00", "[" * 100_000])
def test_a_damaged_file_is_refused_as_a_whole(tmp_path: Path, content: str) -> None:
    with pytest.raises(CollectError, match=r"posts_1\.json"):
        collect(tmp_path, {"facebook/posts_1.json": content, "facebook/comments.json": COMMENTS})


@pytest.mark.parametrize("files", [{"facebook/posts/index.html": "<html>"}, {"data/tweets.js": "[]"}])
def test_another_export_is_refused(tmp_path: Path, files: dict[str, Any]) -> None:
    with pytest.raises(CollectError, match="in the format JSON"):
        collect(tmp_path, files)


@pytest.mark.parametrize("odd", [None, 5, '"x"', [], {}, [1, "x", None], {"posts": [{"data": "x", "timestamp": "y"}]}])
def test_unexpected_shapes_break_nothing(tmp_path: Path, odd: Any) -> None:
    found = collect(tmp_path, {"facebook/posts_1.json": POSTS[:1], "facebook/posts_2.json": odd})

    assert len(posts_of(found)) == 1


@given(st.text())
def test_mangled_text_is_repaired(text: str) -> None:
    try:
        written = mangled(text)
    except UnicodeEncodeError:
        return
    assert text == repaired(written)


@pytest.mark.parametrize("text", ["café", "€ 5", "日本", "naïve – ja"])
def test_text_that_is_not_mangled_is_kept(text: str) -> None:
    assert text == repaired(text)


def test_private_messages_when_asked_for(tmp_path: Path) -> None:
    an = mangled("An Visser 🍞")
    talk = {
        "participants": [{"name": an}, {"name": "De Molen"}],
        "messages": [  # newest first
            {"sender_name": "De Molen", "timestamp_ms": 1777883700000, "content": mangled("Om één uur.")},
            {
                "sender_name": an,
                "timestamp_ms": 1777881900000,
                "content": "weg",
                "is_unsent": True,
            },
            {"sender_name": an, "timestamp_ms": 1777881600000, "content": "Hoe laat?"},
        ],
    }
    later = {"messages": [{"sender_name": "De Molen", "timestamp_ms": 1777883760000, "photos": [{"uri": "a.jpg"}]}]}
    files = {
        "your_instagram_activity/messages/inbox/anvisser_1/message_1.json": talk,
        "your_instagram_activity/messages/inbox/anvisser_1/message_2.json": later,
    }
    asked, answer, picture = posts_of(collect(tmp_path, files, messages=True))

    assert (asked.text, asked.kind, asked.author_is_org, asked.platform) == ("Hoe laat?", "dm", False, "instagram")
    assert (answer.text, answer.parent_id, answer.author_is_org) == ("Om één uur.", asked.id, True)
    assert (picture.text, picture.root_id) == ("", asked.root_id)
    assert "isser" not in repr((asked, answer))
    left = collect(tmp_path, files)
    assert posts_of(left) == []
    assert "private messages too" in notes_of(left)


def test_what_is_no_longer_or_never_was_ours_is_not_opened(tmp_path: Path) -> None:
    """Deleted, archived, viewed, liked and saved posts."""
    seen = {
        "impressions_history_posts_seen": [{"string_map_data": {"Author": {"value": "an"}, "Time": {"timestamp": 9}}}]
    }
    files = {
        "your_facebook_activity/posts/your_posts_1.json": POSTS[:1],
        "your_facebook_activity/posts/trash.json": "{broken",
        "your_facebook_activity/posts/archive.json": "{broken",
        "ads_information/ads_and_topics/posts_viewed.json": seen,
        "your_instagram_activity/likes/liked_posts.json": "{broken",
        "your_instagram_activity/saved/saved_posts.json": "{broken",
    }

    assert len(posts_of(collect(tmp_path, files))) == 1


def test_the_labels_of_instagram_stand_in_any_order(tmp_path: Path) -> None:
    comment = {
        "string_map_data": {
            "Eigenaar van media": {"value": "an.v"},
            "Opmerking": {"value": "Dank je!"},
            "Tijd": {"timestamp": 1777888800},
        }
    }
    story = {"ig_stories": [{"uri": "a.jpg", "creation_timestamp": 1777888900, "title": "Vandaag gemalen"}]}
    profile = {"profile_user": [{"string_map_data": {"Gebruikersnaam": {"value": "demolen"}}}]}
    files = {
        "your_instagram_activity/comments/post_comments_1.json": [comment],
        "your_instagram_activity/content/stories.json": story,
        "personal_information/personal_information.json": profile,
    }
    found = by_text(collect(tmp_path, files))

    assert set(found) == {"Dank je!", "Vandaag gemalen"}
    assert {post.account for post in found.values()} == {"demolen"}


def test_the_html_variant_is_named(tmp_path: Path) -> None:
    with pytest.raises(CollectError, match="is the HTML variant of the download"):
        collect(tmp_path, {"your_facebook_activity/posts/your_posts_1.html": "<html>"})


def test_comments_by_others_alone_mean_that_the_organisation_is_not_known(tmp_path: Path) -> None:
    comment = {
        "timestamp": 1777882100,
        "data": [{"comment": {"timestamp": 1777882100, "comment": "Ja", "author": "Bo"}}],
    }
    found = collect(tmp_path, {"facebook/comments.json": {"comments_v2": [comment]}})

    assert [item.effect for item in found if isinstance(item, Note)] == ["partial"]
    assert "accounts: [De Molen]" in notes_of(found)


def test_a_large_file_is_read_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"facebook/posts_1.json": POSTS, "facebook/comments.json": COMMENTS}
    whole = collect(tmp_path, files)
    monkeypatch.setattr(meta_export, "_WHOLE", 10)

    assert collect(tmp_path, files) == whole


def test_one_file_out_of_the_download_will_do(tmp_path: Path) -> None:
    path = tmp_path / "bewaard.json"
    path.write_text(json.dumps(COMMENTS), encoding="utf-8")

    assert [post.text for post in posts_of(read(make_source("meta-export", path), make_context(tmp_path)))] == [
        "Om tien uur, An."
    ]
