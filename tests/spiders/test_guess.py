"""What kind of export a file is, by what it holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.exports import make_context, zipped
from support.workbooks import xlsx

from auditor.errors import CollectError
from auditor_spiders.guess import kinds

CHAT = "25-06-26 09:15 - An: Open?\n"
COOSTO = "zoekopdracht;datum;url;sentiment;type;auteur;bericht tekst\nx;2026-05-04 09:00;u;n;post;molen;Hoi\n"


def told(path: Path) -> list[str]:
    """Return the kinds that a file may be."""
    return [kind for kind, _ in kinds(path, make_context(path.parent))]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"data/tweets.js": "window.YTD.tweets.part0 = []", "data/account.js": "x"}, "x-archive"),
        ({"twitter-2026/data/tweet.js": "x"}, "x-archive"),
        ({"your_facebook_activity/posts/your_posts_1.json": "[]"}, "meta-export"),
        ({"your_instagram_activity/content/posts_1.html": "<html>"}, "meta-export"),
        ({"messages/inbox/an_1/message_1.json": "{}"}, "meta-export"),
        ({"Basic_LinkedInDataExport/Shares_1.csv": "x", "Comments.csv": "y"}, "linkedin-export"),
        ({"TikTok/user_data_tiktok.json": "{}"}, "tiktok-export"),
        ({"Takeout/YouTube en YouTube Music/reacties/reacties.csv": "x"}, "youtube-takeout"),
        ({"_chat.txt": CHAT, "IMG-1.jpg": "x"}, "whatsapp"),
        ({"leesmij.txt": "Hallo"}, None),
        ({"foto.jpg": "x"}, None),
    ],
)
def test_zips_and_folders(tmp_path: Path, files: dict[str, str | bytes], expected: str | None) -> None:
    folder = tmp_path / "uitgepakt"
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(content), encoding="utf-8")

    assert told(zipped(tmp_path / "e.zip", files)) == ([expected] if expected else [])
    assert told(folder) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", CHAT, "whatsapp"),
        ("ios.txt", "[12-03-2026, 09:05:12] An: Open?\n[12-03-2026, 09:15:12] Jo: Ja.\n", "whatsapp"),
        ("a.json", '["comment"]', None),
        ("a.csv", COOSTO, "csv"),
        ("a.csv", "Datum,Bericht\n2026-05-04,Hoi\n", "csv"),
        ("a.csv", "Reactie-ID,Aanmaaktijdstempel reactie,Reactietekst\n", "youtube-takeout"),
        ("a.csv", "ticket_id,created_at,reply_time_in_minutes\n", "zendesk"),
        ("a.csv", "Post title,Post link,Created date,Posted by\n", "linkedin-export"),
        ("a.json", json.dumps({"ticket_metrics": []}), "zendesk"),
        ("a.json", json.dumps({"Comment": {"Comments": {"CommentsList": []}}}), "tiktok-export"),
        ("a.json", json.dumps({"comments_v2": []}), "meta-export"),
        ("a.csv", "Date,ShareLink,ShareCommentary\n", "linkedin-export"),
        ("tweets.js", "window.YTD.tweets.part0 = []", "x-archive"),
        ("a.json", "{}", None),
        ("a.txt", "Beste klant", None),
        ("a.bin", "\x00" * 500, None),
    ],
)
def test_single_files(tmp_path: Path, name: str, content: str, expected: str | None) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")

    assert told(path) == ([expected] if expected else [])


def test_workbooks(tmp_path: Path) -> None:
    page: Any = [["Post title", "Post link", "Post type", "Created date"]]

    assert told(xlsx(tmp_path / "a.xlsx", {"Metrics": [["Date"]], "All posts": page})) == ["linkedin-export"]
    assert told(xlsx(tmp_path / "b.xlsx", {"Blad1": [["Datum", "Bericht"]]})) == ["csv"]


def test_two_platforms_in_one_folder_are_both_named(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"x/tweets.js": "x", "t/user_data.json": "{}"}

    assert sorted(told(zipped(tmp_path / "e.zip", files))) == ["tiktok-export", "x-archive"]


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(CollectError, match=r"There is no weg\.zip"):
        told(tmp_path / "weg.zip")
