"""What LinkedIn, TikTok, YouTube and Zendesk let an organisation take along."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.exports import expected_of, make_context, make_source, notes_of, posts_of, zipped
from support.workbooks import xls, xlsx

from auditor.errors import CollectError
from auditor.settings.model import Organisation, Settings
from auditor.webcare import conversations
from auditor_spiders import linkedin_export, tiktok_export, youtube_takeout, zendesk

READERS = {
    "linkedin-export": linkedin_export.read,
    "tiktok-export": tiktok_export.read,
    "youtube-takeout": youtube_takeout.read,
    "zendesk": zendesk.read,
}


def collect(kind: str, path: Path, **fields: Any) -> list[Any]:
    """Return what the reader of a kind yields for a file."""
    return list(READERS[kind](make_source(kind, path, **fields), make_context(path.parent)))


def refusal(kind: str, path: Path, **fields: Any) -> str:
    with pytest.raises(CollectError) as caught:
        collect(kind, path, **fields)
    return str(caught.value)


SHARES = (
    "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
    "2026-05-04 09:00:00,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A1,"
    '"De wieken draaien.""\n""Kom kijken, ""nu""",,,PUBLIC\n'
    "2026-05-05 09:00:00,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A2,,https://e.example,,PUBLIC\n"
    "gisteren,https://www.linkedin.com/x,Oud,,,PUBLIC\n"
)
COMMENTS = "Date,Link,Message\n2026-05-04 10:00:00,https://www.linkedin.com/c/1,Dank je!\n"
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
    "ATTACHMENTS,IS MESSAGE DRAFT\n"
    "c1,,Jan Molenaar,u1,An Visser,u2,2026-05-04 10:30:00 UTC,,Om tien uur.,INBOX,,No\n"
    "c1,,An Visser,u2,Jan Molenaar,u1,2026-05-04 10:00:00 UTC,,Hoe laat open?,INBOX,,No\n"
    "c1,,Jan Molenaar,u1,An Visser,u2,2026-05-04 10:20:00 UTC,,Om t,INBOX,,Yes\n"
)
NOTES = 'Notes:\n"When you download your data, some things are, as said, not in it."\n\n'
MEMBER = {
    "Basic_LinkedInDataExport/Profile.csv": "First Name,Last Name,Headline\nJan,Molenaar,Molenaar\n",
    "Basic_LinkedInDataExport/Shares_17529409.csv": SHARES,
    "Basic_LinkedInDataExport/Comments.csv": NOTES + COMMENTS,
    "Basic_LinkedInDataExport/messages.csv": MESSAGES,
    "__MACOSX/Basic_LinkedInDataExport/._Comments.csv": "\x00\x05\x16\x07",
}
PAGE = [
    ["Post title", "Post link", "Post type", "Campaign name", "Posted by", "Created date", "Impressions", "Clicks"],
    [
        "De wieken draaien.",
        "https://www.linkedin.com/feed/update/1",
        "Organic",
        "",
        "Bo Bakker",
        "05/20/2026",
        90.0,
        3.0,
    ],
    ["Zaterdag open.", "https://www.linkedin.com/feed/update/2", "Organic", "", "Bo Bakker", "05/04/2026", 80.0, 1.0],
]


def test_the_export_of_a_linkedin_member(tmp_path: Path) -> None:
    found = collect("linkedin-export", zipped(tmp_path / "l.zip", dict(MEMBER)))
    share, comment = posts_of(found)

    assert (share.text, share.kind, share.platform) == ('De wieken draaien.\nKom kijken, "nu"', "post", "linkedin")
    assert (share.created_at.isoformat(), share.author_is_org) == ("2026-05-04T09:00:00+00:00", True)
    assert (comment.text, comment.kind) == ("Dank je!", "comment")
    assert "1 items without" in notes_of(found)
    assert "private messages too" in notes_of(found)


def test_private_messages_of_a_linkedin_member(tmp_path: Path) -> None:
    posts = posts_of(collect("linkedin-export", zipped(tmp_path / "l.zip", dict(MEMBER)), messages=True))
    asked, answer = [post for post in posts if post.kind == "dm"]

    assert (asked.text, asked.author_is_org) == ("Hoe laat open?", False)
    assert (answer.text, answer.author_is_org, answer.parent_id) == ("Om tien uur.", True, asked.id)
    assert "Visser" not in repr(posts).replace("u2", "")


def test_one_file_out_of_an_export_will_do(tmp_path: Path) -> None:
    shares, comments = tmp_path / "posts.csv", tmp_path / "x.csv"
    shares.write_text(SHARES, encoding="utf-8")
    comments.write_text(NOTES + COMMENTS, encoding="utf-8")

    assert [post.kind for post in posts_of(collect("linkedin-export", shares))] == ["post"]
    assert [post.kind for post in posts_of(collect("linkedin-export", comments))] == ["comment"]


@pytest.mark.parametrize("write", [xls, xlsx])
def test_the_export_of_a_linkedin_page(tmp_path: Path, write: Any) -> None:
    """The posts stand in the second sheet, below a line about the period."""
    sheets = {"Metrics": [["Date", "Impressions"], ["05/20/2026", 12.0]], "All posts": [["Summary of May"], *PAGE]}
    path = write(tmp_path / f"page.{write.__name__}", sheets)

    found = collect("linkedin-export", path)

    assert [(post.text, post.author_is_org, post.platform) for post in posts_of(found)] == [
        ("De wieken draaien.", True, "linkedin"), ("Zaterdag open.", True, "linkedin"),
    ]  # fmt: skip
    assert posts_of(found)[0].created_at.isoformat() == "2026-05-19T22:00:00+00:00"
    assert "Bakker" not in repr(found)


def test_a_linkedin_page_whose_dates_are_unclear_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "page.xlsx", {"All posts": [PAGE[0], PAGE[2]]})

    assert 'date_format: "%d/%m/%Y"    # %m/%d/%Y' in refusal("linkedin-export", path)
    columns = {"date_format": "%m/%d/%Y"}
    (post,) = posts_of(collect("linkedin-export", path, columns=columns, preset="linkedin-page"))
    assert post.created_at.isoformat() == "2026-05-03T22:00:00+00:00"


TIKTOK = {
    "Profile": {"Profile Information": {"ProfileMap": {"userName": "demolen"}}},
    "Activity": {"Watch History": {"VideoList": [{"Date": "2026-05-01 08:00:00", "Link": "https://t.example/9"}]}},
    "Comment": {
        "Comments": {"CommentsList": [{"date": "2026-05-04 10:00:00", "comment": "Dank je! 🍞", "photo": "N/A"}]}
    },
    "Post": {
        "Posts": {
            "VideoList": [
                {"Date": "2026-05-04 09:00:00", "Link": "https://t.example/1", "Title": "De wieken draaien."},
                {"Date": "2026-05-05 09:00:00", "Link": "https://t.example/2", "Likes": "3"},
                {"Date": "ooit", "Link": "https://t.example/3", "Title": "x"},
            ]
        }
    },
    "Direct Message": {
        "Direct Messages": {
            "ChatHistory": {
                "Chat History with an.v:": [
                    {"Date": "2026-05-04 10:00:00", "From": "an.v", "Content": "Open?"},
                    {"Date": "2026-05-04 10:20:00", "From": "demolen", "Content": "Ja."},
                ]
            }
        }
    },
}


@pytest.mark.parametrize(
    "wrap",
    [
        lambda d: d,
        lambda d: {
            "Your Activity": {**d["Activity"], "Comment": d["Comment"]},
            **{k: v for k, v in d.items() if k not in ("Activity", "Comment")},
        },
    ],
)
@pytest.mark.parametrize("name", ["user_data_tiktok.json", "TikTok/user_data.json"])
def test_the_data_of_tiktok(tmp_path: Path, wrap: Any, name: str) -> None:
    found = collect("tiktok-export", zipped(tmp_path / "t.zip", {name: json.dumps(wrap(TIKTOK))}))

    assert [(post.text, post.kind, post.url) for post in posts_of(found)] == [
        ("De wieken draaien.", "post", "https://t.example/1"), ("Dank je! 🍞", "comment", None),
    ]  # fmt: skip
    assert posts_of(found)[0].created_at.isoformat() == "2026-05-04T09:00:00+00:00"
    assert "1 videos stand in the export without any text" in notes_of(found)
    assert "1 items without" in notes_of(found)


def test_private_messages_of_tiktok(tmp_path: Path) -> None:
    path = tmp_path / "user_data.json"
    path.write_text(json.dumps(TIKTOK), encoding="utf-8-sig")

    asked, answer = posts_of(collect("tiktok-export", path, messages=True))[-2:]

    assert (answer.parent_id, answer.author_is_org, asked.author_is_org) == (asked.id, True, False)
    assert "an.v" not in repr((asked, answer))


def test_the_text_variant_of_tiktok_is_named(tmp_path: Path) -> None:
    assert "text variant" in refusal("tiktok-export", zipped(tmp_path / "t.zip", {"Comment/Reacties.txt": "Datum: x"}))
    assert "user_data_tiktok.json" in refusal("tiktok-export", zipped(tmp_path / "u.zip", {"x.json": "{}"}))


COMMENT_ROW = 'c1,UC1,2026-05-04T10:00:00.123Z,0,p1,,v1,"{""text"":""Dank je ""},{""mention"":{}},{""text"":""An!""}",'
TAKEOUT = {
    "Takeout/YouTube en YouTube Music/reacties/reacties.csv": (
        "Reactie-ID,Kanaal-ID,Aanmaaktijdstempel reactie,Prijs,Video-ID,Reactietekst\n"
        'r1,UC1,2026-05-04T09:00:00+00:00,0,v1,"{""text"":""Zaterdag open.""}"\n'
    ),
    "Takeout/YouTube and YouTube Music/comments/comments.csv": (
        "Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Post ID,Video ID,Comment Text,"
        f"Top-Level Comment ID\n{COMMENT_ROW}\nc2,UC1,ooit,0,,,v1,x,\n"
    ),
    "Takeout/YouTube and YouTube Music/video metadata/videos.csv": (
        "Video ID,Approx Duration (ms),Video Description (Original),Channel ID,Video Title (Original),Privacy,"
        "Video Create Timestamp,Video Publish Timestamp\n"
        "v1,9,Zo maal je meel.,UC1,Malen,Public,2026-05-01T00:00:00+00:00,2026-05-02T00:00:00+00:00\n"
        "v2,9,,UC1,Alleen een titel,Public,2026-05-03T00:00:00+00:00,\n"
        "v3,9,Geheim,UC1,Geheim,Private,2026-05-03T00:00:00+00:00,\n"
    ),
    "Takeout/YouTube and YouTube Music/subscriptions/subscriptions.csv": "Channel Id,Channel Title\nUC9,Iemand\n",
}


def test_a_takeout_of_youtube(tmp_path: Path) -> None:
    found = collect("youtube-takeout", zipped(tmp_path / "y.zip", dict(TAKEOUT)))
    posts = {post.id: post for post in posts_of(found)}

    assert {key: post.text for key, post in posts.items()} == {
        "r1": "Zaterdag open.", "c1": "Dank je An!", "v1": "Zo maal je meel.", "v2": "Alleen een titel",
    }  # fmt: skip
    assert (posts["c1"].kind, posts["c1"].parent_id, posts["r1"].kind) == ("reply", "p1", "comment")
    assert (posts["v1"].title, posts["v1"].created_at.day, posts["v1"].platform) == ("Malen", 2, "youtube")
    assert "1 videos are not public" in notes_of(found)
    assert "1 items without" in notes_of(found)
    assert expected_of(found) == 4


def test_one_file_of_a_takeout_will_do(tmp_path: Path) -> None:
    path = tmp_path / "reacties.csv"
    path.write_text(next(iter(TAKEOUT.values())), encoding="utf-8")

    assert len(posts_of(collect("youtube-takeout", path))) == 1
    assert "no comments or videos" in refusal("youtube-takeout", zipped(tmp_path / "n.zip", {"a.csv": "a,b\n1,2\n"}))


@given(st.text())
def test_any_comment_survives(text: str) -> None:
    assert youtube_takeout.spoken(json.dumps({"text": text})) == text.strip()


def metric(number: int, **fields: Any) -> dict[str, Any]:
    return {"id": number + 900, "ticket_id": number, "created_at": "2026-05-04T08:00:00Z", **fields}


METRICS_CSV = (
    "ticket_id,created_at,reply_time_in_minutes.calendar,reply_time_in_seconds.calendar,solved_at\n"
    "1,2026-05-04T08:00:00Z,45,,2026-05-05\n2,2026-05-04T08:00:00Z,,,\n3,2026-05-04T08:00:00Z,,,2026-05-05\n"
    "4,2026-05-04T08:00:00Z,2,90,\n"
)
METRICS = [
    metric(1, reply_time_in_minutes={"calendar": 45, "business": 30}, solved_at="2026-05-05T08:00:00Z"),
    metric(2, reply_time_in_minutes={"calendar": None, "business": None}),
    metric(3, reply_time_in_minutes={"calendar": None}, solved_at="2026-05-05T08:00:00Z"),
    metric(4, reply_time_in_seconds={"calendar": 90}, reply_time_in_minutes={"calendar": 2}),
]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({"ticket_metrics": METRICS, "next_page": None}),
        json.dumps(METRICS, indent=2),
        "\n".join(json.dumps({"ticket_metric": one}) for one in METRICS),
        METRICS_CSV,
    ],
    ids=["page", "list", "lines", "csv"],
)
def test_ticket_metrics(tmp_path: Path, content: str) -> None:
    path = tmp_path / "z.json"
    path.write_text(content, encoding="utf-8")
    found = collect("zendesk", path)
    source = make_source("zendesk", path)
    settings = Settings(organisation=Organisation(name="De Molen"), sources=(source,))

    talks = conversations(posts_of(found), source, settings, datetime(2026, 6, 1, tzinfo=UTC))

    assert {talk.id: (talk.state, talk.minutes) for talk in talks} == {
        "1": ("answered", 45), "2": ("unanswered", None), "4": ("answered", 1.5),
    }  # fmt: skip
    assert "1 tickets were closed without a reply" in notes_of(found)


def test_tickets_with_their_metrics(tmp_path: Path) -> None:
    ticket = {
        "id": 7, "created_at": "2026-05-04T08:00:00Z", "subject": "Meel", "description": "Is er nog meel?",
        "requester_id": 10, "submitter_id": 10, "via": {"channel": "whatsapp"}, "status": "solved",
        "metric_set": {"id": 1, "created_at": "2026-05-04T08:00:00Z", "reply_time_in_minutes": {"calendar": "12"}},
    }  # fmt: skip
    outbound = {**ticket, "id": 8, "submitter_id": 11, "metric_set": {"reply_time_in_minutes": {"calendar": None}}}
    path = tmp_path / "z.json"
    path.write_text(json.dumps({"tickets": [ticket, outbound, {"id": 9}]}), encoding="utf-8")

    found = collect("zendesk", path)
    asked, answer = posts_of(found)

    assert (asked.text, asked.platform, asked.kind) == ("Is er nog meel?", "whatsapp", "dm")
    assert (answer.created_at - asked.created_at).total_seconds() == 12 * 60
    assert "1 tickets were opened by an agent" in notes_of(found)
    assert "1 items without" in notes_of(found)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"ticket_metric": {"ticket_id": 1, "reply_time_in_minutes": {"calendar": 3}}}', "without `created_at`"),
        ("{}", "without `created_at`"),
        ("[]", "no tickets"),
        ("naam,plaats\na,b\n", "no tickets"),
        ('{"ticket_metrics": [', "is damaged"),
        ("[" * 100_000, "is damaged"),
        ('{"a": ' + "9" * 5000 + "}", "is damaged"),
    ],
)
def test_what_holds_no_tickets_is_refused(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "z.json"
    path.write_text(content, encoding="utf-8")

    assert words in refusal("zendesk", path)


@pytest.mark.parametrize("kind", READERS)
def test_a_missing_export_is_named(tmp_path: Path, kind: str) -> None:
    assert "There is no weg.zip" in refusal(kind, tmp_path / "weg.zip")
