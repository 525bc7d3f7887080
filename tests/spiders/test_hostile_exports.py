"""Exports that are broken or mean harm: a clear error, bounded memory, and what was there before stays."""

from __future__ import annotations

import json
import os
import stat
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.exports import ACCOUNT, make_context, make_source, posts_of, tweet, ytd, zipped
from support.workbooks import raw_xlsx, xlsx

from auditor.collect import collect
from auditor.errors import CollectError
from auditor.model import SourceReport
from auditor.settings.model import EXPORT_KINDS, Settings
from auditor.store import Store
from auditor_spiders import (
    csv_import,
    linkedin_export,
    meta_export,
    tables,
    tiktok_export,
    whatsapp,
    workbooks,
    x_archive,
    youtube_takeout,
    zendesk,
)  # fmt: skip

READERS: dict[str, Callable[..., Any]] = {
    "x-archive": x_archive.read, "meta-export": meta_export.read, "linkedin-export": linkedin_export.read,
    "tiktok-export": tiktok_export.read, "youtube-takeout": youtube_takeout.read, "whatsapp": whatsapp.read,
    "zendesk": zendesk.read, "csv": csv_import.read,
}  # fmt: skip
# What each kind looks for inside a zip.
INSIDE = {
    "x-archive": "data/tweets.js",
    "meta-export": "your_facebook_activity/posts/your_posts_1.json",
    "linkedin-export": "Shares.csv",
    "tiktok-export": "user_data_tiktok.json",
    "youtube-takeout": "Takeout/YouTube/comments/comments.csv",
    "whatsapp": "_chat.txt",
}
TWEETS = [tweet(f"2026-05-{day:02d} 08:00:00", f"Bericht {day}") for day in range(1, 29)]


def refusal(kind: str, path: Path, **fields: Any) -> str:
    """Return why a reader refuses a file."""
    with pytest.raises(CollectError) as caught:
        list(READERS[kind](make_source(kind, path, **fields), make_context(path.parent)))
    return str(caught.value)


def test_every_kind_of_export_is_tried() -> None:
    assert set(READERS) == set(EXPORT_KINDS)


@pytest.mark.parametrize("kind", READERS)
def test_nothing_at_all(tmp_path: Path, kind: str) -> None:
    empty = tmp_path / "leeg.csv"
    empty.touch()

    assert "leeg.csv is empty" in refusal(kind, empty)
    assert "There is no weg.zip" in refusal(kind, tmp_path / "weg.zip")


@pytest.mark.parametrize("kind", READERS)
def test_something_else(tmp_path: Path, kind: str) -> None:
    picture = tmp_path / "foto.jpg"
    picture.write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40)
    others: dict[str, str | bytes] = {"vakantie/foto.jpg": picture.read_bytes()}
    folder = tmp_path / "map"
    folder.mkdir()
    (folder / "foto.jpg").write_bytes(picture.read_bytes())

    for path in (picture, zipped(tmp_path / "anders.zip", others), folder):
        assert path.name in refusal(kind, path)


@pytest.mark.parametrize("kind", READERS)
def test_what_is_no_file(tmp_path: Path, kind: str) -> None:
    """A pipe would wait for ever, a device never ends."""
    pipe = tmp_path / "pijp.csv"
    os.mkfifo(pipe)

    assert "no ordinary file" in refusal(kind, pipe)


@pytest.mark.parametrize("kind", INSIDE)
def test_a_zip_bomb(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "bom.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(INSIDE[kind], "w") as stream:
        for _ in range(20):
            stream.write(b" " * 1024**2)

    assert "would unpack to more" in refusal(kind, path)


@pytest.mark.parametrize("kind", INSIDE)
@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "C:\\x", "a\\..\\..\\x"])
def test_a_way_out_of_the_zip(tmp_path: Path, kind: str, name: str) -> None:
    assert "leads outside it" in refusal(kind, zipped(tmp_path / "uit.zip", {INSIDE[kind]: "[]", name: "x"}))


@pytest.mark.parametrize("kind", INSIDE)
def test_a_link_in_a_zip(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "link.zip"
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo(INSIDE[kind])
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")

    assert "holds a link" in refusal(kind, path)


@pytest.mark.parametrize("kind", INSIDE)
def test_a_link_in_a_folder_is_no_part_of_the_export(tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "geheim"
    secret.write_text("25-06-26 09:15 - An: geheim\n", encoding="utf-8")
    inside = tmp_path / "map" / INSIDE[kind]
    inside.parent.mkdir(parents=True)
    inside.symlink_to(secret)

    assert "map" in refusal(kind, tmp_path / "map")


@pytest.mark.parametrize("kind", INSIDE)
def test_a_zip_that_is_locked_or_cut_off(tmp_path: Path, kind: str) -> None:
    whole = zipped(tmp_path / "heel.zip", {INSIDE[kind]: "[]" * 2000, "b": "b"}).read_bytes()
    cut = tmp_path / "half.zip"
    cut.write_bytes(whole[: len(whole) // 2])
    locked = bytearray(whole)
    struct.pack_into("<H", locked, 6, 1)
    struct.pack_into("<H", locked, whole.index(b"PK\x01\x02") + 8, 1)
    (tmp_path / "slot.zip").write_bytes(locked)

    assert "cut off while downloading" in refusal(kind, cut)
    assert "locked with a password" in refusal(kind, tmp_path / "slot.zip")


def test_a_zip_whose_bytes_were_changed(tmp_path: Path) -> None:
    content = bytearray(zipped(tmp_path / "x.zip", {"data/tweets.js": ytd("tweets", TWEETS)}).read_bytes())
    content[200:230] = b"\x00" * 30
    (tmp_path / "x.zip").write_bytes(content)

    assert "cannot be unpacked" in refusal("x-archive", tmp_path / "x.zip")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_read(tmp_path: Path, method: int) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("data/tweets.js", ytd("tweets", TWEETS))

    assert len(posts_of(READERS["x-archive"](make_source("x-archive", path), make_context(tmp_path)))) == 28


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("x-archive", 'window.YTD.tweets.part0 = [{"tweet": {"full_text": "\x00"}}]'),
        ("x-archive", "window.YTD.tweets.part0 = [" + "9" * 6000 + "]"),
        ("x-archive", "[" * 200_000),
        ("meta-export", "[\x00]"),
        ("meta-export", '[{"timestamp": ' + "9" * 6000 + "}]"),
        ("tiktok-export", '{"a": "\x00"}'),
        ("tiktok-export", "[" * 200_000),
        ("linkedin-export", "\x00\x01\x02" * 500),
        ("youtube-takeout", "\x00\x01\x02" * 500),
    ],
)
def test_damage_inside(tmp_path: Path, kind: str, content: str) -> None:
    message = refusal(kind, zipped(tmp_path / "e.zip", {INSIDE[kind]: content, "data/account.js": ACCOUNT}))

    assert message.startswith("e.zip is damaged")
    assert len(message) < 400


@pytest.mark.parametrize("value", [1e400, -1e400, 0, -5, True, "1777881600", None, 10**18, [1], {"a": 1}])
def test_dates_that_are_none(tmp_path: Path, value: Any) -> None:
    """Wrong dates are counted, never a crash and never a guess."""
    entry = {"timestamp": value, "data": [{"post": "Hoi"}]}
    path = zipped(tmp_path / "m.zip", {INSIDE["meta-export"]: json.dumps([entry])})
    found = list(READERS["meta-export"](make_source("meta-export", path), make_context(tmp_path)))
    odd = tweet("2026-05-04 08:00:00", "Hoi", id="12", created_at=value)
    tweets = zipped(tmp_path / "x.zip", {"data/tweets.js": ytd("tweets", [odd])})
    found += list(READERS["x-archive"](make_source("x-archive", tweets), make_context(tmp_path)))

    assert posts_of(found) == []


def test_a_cell_at_the_end_of_the_sheet(tmp_path: Path) -> None:
    """A workbook of 600 bytes that would take 400 GB as a rectangle."""
    sheet = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

    assert "spans more than" in refusal("csv", raw_xlsx(tmp_path / "b.xlsx", sheet))


def test_one_text_in_a_million_cells(tmp_path: Path) -> None:
    cells = "".join(f'<c r="A{row}" t="s"><v>0</v></c>' for row in range(1, 20_001))
    path = raw_xlsx(tmp_path / "b.xlsx", f"<row>{cells}</row>", f"<si><t>{'lang ' * 6000}</t></si>")

    assert "MB of text" in refusal("csv", path)


def test_a_workbook_that_is_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAX_UNPACKED", 8 * 1024**2)
    path = xlsx(tmp_path / "b.xlsx", {"Blad1": [["Datum", "Bericht"]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book, book.open("xl/media/x.bin", "w") as stream:
        for _ in range(9):
            stream.write(b"\x00" * 1024**2)

    assert "would unpack to more" in refusal("csv", path)


def test_formulas_are_text_and_never_computed(tmp_path: Path) -> None:
    rows = [["Datum", "Bericht"], ["2026-05-04 09:00", '=HYPERLINK("http://evil.example","klik")'],
            ["2026-05-04 10:00", "'=1+1"], ["2026-05-04 11:00", "@SUM(1+1)*cmd|' /C calc'!A0"]]  # fmt: skip
    path = xlsx(tmp_path / "f.xlsx", {"Blad1": rows})
    found = posts_of(READERS["csv"](make_source("csv", path), make_context(tmp_path)))

    # The first is a formula that was never computed: it has no value, so the row says nothing.
    assert [post.text for post in found] == ["'=1+1", "@SUM(1+1)*cmd|' /C calc'!A0"]


def test_a_table_in_the_wrong_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_bytes("Datum,Bericht\n2026-05-04 09:00,één\n".encode("cp1252"))

    assert "cannot be read as text" in refusal("csv", path, columns={"encoding": "utf-8"})
    assert "cannot be read as text" in refusal("csv", path, columns={"encoding": "klingon"})
    assert "delimiter" in refusal("csv", path, columns={"delimiter": ";;"})
    (post,) = posts_of(READERS["csv"](make_source("csv", path, columns={"encoding": "cp1252"}), make_context(tmp_path)))
    assert post.text == "één"


def test_a_wrong_sheet_is_named(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "s.xlsx", {"Mei": [["Datum", "Bericht"], ["2026-05-04 09:00", "Hoi"]], "Juni": [["x"]]})

    assert "sheets: Mei, Juni" in refusal("csv", path, columns={"sheet": "Juli"})
    with pytest.raises(tables.TableError):
        tables.load(path, len, {"sheet": "Juli"})


# What an earlier run read stays


def _collect(folder: Path, configure: Callable[..., Settings], path: str) -> SourceReport:
    (report,) = collect(configure(folder, {"name": "x", "kind": "x-archive", "role": "social", "path": folder / path}))
    return report


def _texts(folder: Path) -> list[str]:
    with Store.open(folder / ".auditor") as store:
        return [post.text for post in store.posts("x")]


def _snapshot(folder: Path) -> str:
    with Store.open(folder / ".auditor") as store:
        return store.snapshot_id()


def test_a_damaged_export_leaves_what_was_there(tmp_path: Path, configure: Callable[..., Settings]) -> None:
    """Also when the damage comes after a thousand good posts, under another name, or when the file is gone."""
    zipped(tmp_path / "goed.zip", {"data/tweets.js": ytd("tweets", TWEETS)})
    many = [tweet("2026-05-04 08:00:00", f"Nieuw {number}", id=str(number + 10**18)) for number in range(1000)]
    zipped(tmp_path / "kapot.zip", {"data/tweets.js": ytd("tweets", many), "data/tweets-part1.js": "[{"})

    alone = _collect(tmp_path, configure, "kapot.zip")
    assert (alone.status, alone.documents, _texts(tmp_path)) == ("unreadable", 0, [])

    assert _collect(tmp_path, configure, "goed.zip").status == "ok"
    texts, snapshot = _texts(tmp_path), _snapshot(tmp_path)
    again = _collect(tmp_path, configure, "goed.zip")
    assert (again.documents, _texts(tmp_path), _snapshot(tmp_path)) == (28, texts, snapshot)

    for name, words in (("kapot.zip", "is damaged"), ("weg.zip", "There is no weg.zip")):
        report = _collect(tmp_path, configure, name)
        assert (report.status, report.documents) == ("partial", 28)
        assert words in report.notes[0]
        assert "collected before was kept" in report.notes[1]
        assert _texts(tmp_path) == texts


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "name", "head"),
    [
        ("x-archive", "map/data/tweets.js", b'window.YTD.tweets.part0 = [{"tweet": {"full_text": "'),
        ("whatsapp", "map/chat.txt", b"25-06-26 09:15 - An: "),
        ("csv", "e.csv", b"Datum,Bericht\n2026-05-04,"),
        ("zendesk", "e.json", b'{"ticket_metrics": [{"a": "'),
    ],
)
def test_a_line_of_a_gigabyte(tmp_path: Path, kind: str, name: str, head: bytes) -> None:
    """A gigabyte of letters behind an honest beginning is refused within 400 MB."""
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True, parents=True)
    with path.open("wb") as stream:
        stream.write(head)
        chunk = b"a" * 1024**2
        for _ in range(1024):
            stream.write(chunk)
    target = tmp_path / name.partition("/")[0]
    script = (
        "import sys\nfrom pathlib import Path\nfrom support.exports import make_context, make_source\n"
        "from importlib.metadata import entry_points\n"
        "kind, target = sys.argv[1], Path(sys.argv[2])\n"
        "(point,) = entry_points(group='auditor.collectors', name=kind)\n"
        "try:\n    list(point.load()(make_source(kind, target), make_context(target.parent)))\n"
        "except Exception as error:\n    print(type(error).__name__, error)\n"
        # the peak of this program alone: the rusage of children keeps that of earlier ones, and of what was forked
        "print([line for line in open('/proc/self/status') if line.startswith('VmHWM')][0].split()[1])\n"
    )
    tests = Path(__file__).resolve().parents[1]
    child = subprocess.Popen(
        [sys.executable, "-c", script, kind, str(target)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{tests}{os.pathsep}{tests.parent}{os.pathsep}{tests.parent / 'spiders'}"},
    )
    said, _, peak = child.communicate(timeout=200)[0].strip().rpartition("\n")
    path.unlink()

    assert said.startswith("CollectError"), said
    assert int(peak) < 400 * 1024
