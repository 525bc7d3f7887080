"""Tables of every make, and what is not clear about them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.exports import make_context, make_source, notes_of, posts_of
from support.workbooks import xls, xlsx

from auditor.errors import CollectError
from auditor.model import Post
from auditor.settings.model import Hours, Organisation, Settings
from auditor.webcare import conversations
from auditor_spiders.csv_import import read
from auditor_spiders.dates import AmbiguousDatesError, reader

COOSTO = (
    "zoekopdracht;datum;url;sentiment;type;discussielengte;bereik;auteur;volgers;invloed;"
    "GPS breedtegraad;GPS lengtegraad;bericht tekst;type bron;titel"
)
COOSTO_ENGLISH = (
    "query;date;url;sentiment;type;discussion length;reach;author;followers;influence;"
    "GPS latitude;GPS longitude;message text;source;title"
)
TALK = [
    ("2026-05-04 09:00", "bericht", "molen", "instagram", "De wieken draaien weer."),
    ("2026-05-04 10:00", "reactie", "an.v", "instagram", "@molen hoe laat open?"),
    ("2026-05-04 10:05", "reactie", "an.v", "facebook", "@molen zelfde vraag hier"),
    ("2026-05-04 10:20", "reactie", "an.v", "instagram", "@molen hallo??"),
    ("2026-05-04 10:45", "reactie", "molen", "instagram", "@an.v Om tien uur! Bo"),
    ("2026-05-04 10:50", "reactie", "an.v", "instagram", "@molen top, dank"),
    ("2026-05-04 11:00", "reactie", "Kees", "facebook", "@molen mag de hond mee?"),
    ("2026-05-04 11:30", "reactie", "molen", "facebook", "@kees Zeker."),
    ("2026-05-05 09:00", "reactie", "molen", "facebook", "@onbekend Graag gedaan!"),
    ("2026-05-29 09:00", "reactie", "an.v", "instagram", "@molen en is er meel?"),
]


def coosto(rows: Sequence[tuple[str, ...]] = TALK) -> str:
    """Return a Coosto export in Dutch."""
    lines = [
        f'"@molen";{at};https://www.{where}.example/p/{number};neutraal;{kind};2;10;{who};5;1,5;;;"{text}";{where};'
        for number, (at, kind, who, where, text) in enumerate(rows)
    ]
    return "\n".join([COOSTO, *lines])


def collect(folder: Path, content: str | bytes, **fields: Any) -> list[Any]:
    """Return what the reader yields for a file with this content."""
    path = folder / "export.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8-sig"))
    return list(read(make_source("csv", path, **fields), make_context(folder)))


def texts(items: Sequence[Any]) -> list[str]:
    return [post.text for post in posts_of(items)]


def refusal(folder: Path, content: str | bytes, **fields: Any) -> str:
    with pytest.raises(CollectError) as caught:
        collect(folder, content, **fields)
    return str(caught.value)


def test_coosto_replies_find_their_askers(tmp_path: Path) -> None:
    posts = posts_of(collect(tmp_path, coosto(), preset="coosto", accounts=("molen",)))
    by_text = {post.text: post for post in posts}
    asked = by_text["@molen hoe laat open?"]

    assert (asked.kind, asked.author_is_org, asked.platform, asked.parent_id) == ("reply", False, "instagram", None)
    assert asked.created_at.isoformat() == "2026-05-04T08:00:00+00:00"
    reply = by_text["@an.v Om tien uur! Bo"]
    assert (reply.parent_id, reply.root_id) == (by_text["@molen hallo??"].id, asked.id)
    assert by_text["@kees Zeker."].parent_id == by_text["@molen mag de hond mee?"].id
    assert by_text["@molen zelfde vraag hier"].root_id is None
    assert by_text["@molen en is er meel?"].root_id is None
    assert by_text["@onbekend Graag gedaan!"].parent_id is None


def test_coosto_reply_times(tmp_path: Path) -> None:
    source = make_source("csv", tmp_path / "export.csv", preset="coosto", accounts=("molen",))
    posts = posts_of(collect(tmp_path, coosto(), preset="coosto", accounts=("molen",)))
    configured = Settings(organisation=Organisation(name="De Molen"), hours=Hours(), sources=(source,))

    found = conversations(posts, source, configured, datetime(2026, 6, 5, tzinfo=UTC))

    assert [(c.asked.text, c.state, c.minutes) for c in found if c.asked] == [
        ("@molen hoe laat open?", "answered", 45),
        ("@molen zelfde vraag hier", "unanswered", None),
        ("@molen mag de hond mee?", "answered", 30),
        ("@molen en is er meel?", "unanswered", None),
    ]


def test_nobody_else_can_be_recognised(tmp_path: Path) -> None:
    rows = [*TALK, ("2026-05-06 09:00", "tweet", "pietje", "x", "hoi @molen en @buurman")]
    content = coosto(rows).replace("https://www.x.example/p/10", "https://x.example/Pietje/status/10")

    for post in posts_of(collect(tmp_path, content, preset="coosto", accounts=("molen",))):
        fields = " ".join(str(value) for name, value in asdict(post).items() if name != "text").casefold()
        assert not [name for name in ("an.v", "kees", "pietje", "buurman", "onbekend") if name in fields]


@pytest.mark.parametrize("header", [COOSTO, COOSTO_ENGLISH])
@pytest.mark.parametrize("preset", ["coosto", None])
def test_coosto_is_known_by_its_headers_in_both_languages(tmp_path: Path, header: str, preset: str | None) -> None:
    content = header + '\nx;2026-05-04 09:00;https://e.example;;post;;;molen;;;;;"Hallo; wereld";twitter;'

    (post,) = posts_of(collect(tmp_path, content, preset=preset, accounts=("molen",)))

    assert (post.text, post.author_is_org, post.platform) == ("Hallo; wereld", True, "twitter")


def test_a_mapping_and_no_author_means_own_posts(tmp_path: Path) -> None:
    content = "Datum,Bericht,Link\n04-05-2026 09:00,De wieken draaien.,https://linkedin.example/1\n"
    columns = {"text": "Bericht", "created_at": "Datum", "url": "Link"}

    (post,) = posts_of(collect(tmp_path, content, columns=columns))

    assert (post.author_is_org, post.kind, post.url) == (True, "post", "https://linkedin.example/1")
    assert post.created_at.isoformat() == "2026-05-04T07:00:00+00:00"


def test_all_fields_of_a_mapping(tmp_path: Path) -> None:
    content = (
        "nr\twie\tdag\tuur\twat\tkop\tsoort\top\tdraad\ttaal\n"
        "1\tan\t2026-05-04\t10:00\tIs er meel?\tVraag\tDM\t\td1\tnl\n"
        "2\tDe Molen\t2026-05-04\t10:30\tJa.\t\tantwoord\t1\td1\tnl\n"
    )
    columns = {
        "id": "nr", "author": "wie", "created_at": "dag", "time": "uur", "text": "wat", "title": "kop", "kind": "soort",
        "parent_id": "op", "root_id": "draad", "lang": "taal",
    }  # fmt: skip

    question, answer = posts_of(collect(tmp_path, content, columns=columns))

    assert (question.id, question.kind, question.title, question.root_id) == ("1", "dm", "Vraag", "d1")
    assert (answer.kind, answer.parent_id, answer.author_is_org, answer.lang) == ("reply", "1", True, "nl")
    assert answer.created_at.isoformat() == "2026-05-04T08:30:00+00:00"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiters_and_encodings(tmp_path: Path, delimiter: str, encoding: str) -> None:
    lines = [("Datum", "Bericht"), ("2026-05-04 09:00", '"één, twee; drie | vier\tvijf"')]
    content = "\r\n".join(delimiter.join(line) for line in lines).encode(encoding)

    assert texts(collect(tmp_path, content)) == ["één, twee; drie | vier\tvijf"]


def test_notes_above_the_headers_are_skipped(tmp_path: Path) -> None:
    content = (
        'Notes:\n"When looking at this export, please note, that dates; are in UTC"\n\nDate,Message\n'
        "2026-05-04 09:00,Hello\n"
    )  # fmt: skip

    assert texts(collect(tmp_path, content, language="en")) == ["Hello"]


def test_a_row_that_is_there_twice_is_one_post(tmp_path: Path) -> None:
    content = "Datum,Bericht\n2026-05-04 09:00,Een\n2026-05-04 09:00,Een\n2026-05-04 09:01,Een\n"

    assert len(posts_of(collect(tmp_path, content))) == 2


def test_rows_that_say_nothing_are_counted(tmp_path: Path) -> None:
    content = "Datum,Bericht\n2026-05-04 09:00,Een\n2026-05-04 09:00,\nmorgen,Twee\n2026-05-05,Drie\n\n,\n"

    found = collect(tmp_path, content)

    assert texts(found) == ["Een", "Drie"]
    assert "2 items without a text" in notes_of(found)


def test_formulas_nul_bytes_and_line_breaks_are_text(tmp_path: Path) -> None:
    content = 'Datum,Bericht\n2026-05-04 09:00,"=HYPERLINK(""x"")"\n2026-05-04 09:01,"een\x00 twee\ndrie"\n'

    assert texts(collect(tmp_path, content)) == ['=HYPERLINK("x")', "een twee\ndrie"]


def test_unclear_columns_are_refused_with_the_mapping_to_add(tmp_path: Path) -> None:
    message = refusal(tmp_path, "Datum,Bericht,Tekst,Link\n2026-05-04,a,b,c\n")

    assert "Columns: Datum, Bericht, Tekst, Link" in message
    assert '      text: "Bericht"    # Bericht / Tekst' in message
    assert '      created_at: "Datum"' in message


def test_missing_columns_are_refused_with_the_mapping_to_add(tmp_path: Path) -> None:
    message = refusal(tmp_path, "Wanneer,Verhaal\n2026-05-04,a\n")

    assert 'text: "?"' in message
    assert 'created_at: "?"' in message


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"columns": {"tekst": "Bericht"}}, "unknown field 'tekst'"),
        ({"columns": {"text": "Verhaal", "created_at": "Datum"}}, "no column 'Verhaal'"),
        ({"columns": {"text": "Bericht"}}, 'created_at: "?"'),
        ({"preset": "nergens"}, "Known: coosto"),
    ],
)
def test_mistakes_in_the_configuration(tmp_path: Path, fields: dict[str, Any], words: str) -> None:
    assert words in refusal(tmp_path, "Datum,Bericht\n2026-05-04,a\n", **fields)


def test_slashed_dates_that_can_be_read_in_two_ways_are_refused(tmp_path: Path) -> None:
    message = refusal(tmp_path, "Datum,Bericht\n03/04/2026 09:00,a\n05/06/2026 10:00,b\n")

    assert "03/04/2026" in message
    assert 'date_format: "%d/%m/%Y %H:%M"' in message


def test_a_date_format_settles_it(tmp_path: Path) -> None:
    columns = {"text": "Bericht", "created_at": "Datum", "date_format": "%m/%d/%Y %H:%M"}

    (post,) = posts_of(collect(tmp_path, "Datum,Bericht\n03/04/2026 09:00,a\n", columns=columns))

    assert post.created_at.isoformat() == "2026-03-04T08:00:00+00:00"


def test_a_column_without_dates_is_refused(tmp_path: Path) -> None:
    assert "no date in column 'Datum'" in refusal(tmp_path, "Datum,Bericht\nmaandag,a\ndinsdag,b\n")


def test_a_file_without_own_posts_says_so(tmp_path: Path) -> None:
    found = collect(tmp_path, "Datum,Bericht,Auteur\n2026-05-04 09:00,Hoi,an\n")

    assert not posts_of(found)[0].author_is_org
    assert "accounts: [De Molen]" in notes_of(found)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"Datum,Bericht\n", b"\x00\x00"])
def test_files_without_rows(tmp_path: Path, content: bytes) -> None:
    assert refusal(tmp_path, content)


def test_an_endless_cell_is_refused(tmp_path: Path) -> None:
    assert "cannot be read as text" in refusal(tmp_path, b'Datum,Bericht\n2026-05-04,"' + b"a" * 5_000_000)


def test_a_missing_file(tmp_path: Path) -> None:
    source = make_source("csv", tmp_path / "weg.csv")

    with pytest.raises(CollectError, match=r"There is no weg\.csv"):
        next(read(source, make_context(tmp_path)))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["2026-05-04 09:00"], "2026-05-04T07:00"),
        (["2026-05-04T09:00:00Z"], "2026-05-04T09:00"),
        (["2026-05-04T09:00:00+09:00"], "2026-05-04T00:00"),
        (["04-05-2026 09:00"], "2026-05-04T07:00"),
        (["4.5.2026 9.05"], "2026-05-04T07:05"),
        (["04-05-26 09:00"], "2026-05-04T07:00"),
        (["03/04/2026 09:00", "25/04/2026 10:00"], "2026-04-03T07:00"),
        (["03/04/2026 09:00", "04/25/2026 10:00"], "2026-03-04T08:00"),
        (["03/04/2026, 2:30 PM"], "2026-03-04T13:30"),
        (["12/24/2026 12:05 am"], "2026-12-23T23:05"),
        (["4 mei 2026 9:00"], "2026-05-04T07:00"),
        (["4 mrt. 2026 om 9:00"], "2026-03-04T08:00"),
        (["maandag 4 mei 2026 09:00"], "2026-05-04T07:00"),
        (["May 4, 2026, 2:30 PM"], "2026-05-04T12:30"),
        (["Mon, 04 May 2026 09:00:00 +0200"], "2026-05-04T07:00"),
        (["1777881600"], "2026-05-04T08:00"),
        (["1777881600000"], "2026-05-04T08:00"),
        (["2026-10-25 02:30"], "2026-10-25T00:30"),
        (["2026-03-29 02:30"], "2026-03-29T01:30"),
        (["2026-05-04"], "2026-05-03T22:00"),
        (["31-02-2026"], None),
        (["99-99-2026"], None),
        (["gisteren"], None),
        ([""], None),
        (["9" * 40], None),
        (["4 foo 2026"], None),
    ],
)
def test_dates(values: list[str], expected: str | None) -> None:
    """The first value, read as the whole column says; local times are those of Amsterdam."""
    found = reader(values, "Europe/Amsterdam")(values[0])

    assert expected == (found.isoformat()[:16] if found else None)


@pytest.mark.parametrize("values", [["03/04/2026"], ["13/04/2026", "04/13/2026"], ["01/01/2026", "", "x"]])
def test_dates_that_stay_unclear(values: list[str]) -> None:
    with pytest.raises(AmbiguousDatesError):
        reader(values, "Europe/Amsterdam")


def test_the_zone_of_the_source_counts(tmp_path: Path) -> None:
    (post,) = posts_of(collect(tmp_path, "Datum,Bericht\n2026-05-04 09:00,a\n", timezone="America/New_York"))

    assert post.created_at.isoformat() == "2026-05-04T13:00:00+00:00"


def test_a_second_import_gives_the_same(tmp_path: Path) -> None:
    first: list[Post] = posts_of(collect(tmp_path, coosto(), preset="coosto", accounts=("molen",)))

    assert first == posts_of(collect(tmp_path, coosto(), preset="coosto", accounts=("molen",)))


FACEBOOK = (
    "Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Caption type,Permalink,Post type,Reactions"
)
INSTAGRAM = (
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type"
)


def test_meta_business_suite(tmp_path: Path) -> None:
    content = (
        f"{FACEBOOK}\n1.22158E+17,6.1E+13,De Molen,Zaterdag open,,0,05/20/2026 21:00,,https://f.example/1,Photo,3\n"
        "1.22158E+17,6.1E+13,De Molen,Kop,De wieken draaien.,27,05/21/2026 21:00,,https://f.example/2,Reel,3\n"
    )
    first, second = posts_of(collect(tmp_path, content))

    assert (first.text, first.title, first.platform) == ("Zaterdag open", None, "facebook")
    assert (second.text, second.title, second.kind) == ("De wieken draaien.", "Kop", "post")
    assert second.created_at.isoformat() == "2026-05-21T19:00:00+00:00"
    (post,) = posts_of(collect(tmp_path, f"{INSTAGRAM}\n18,17,demolen,De Molen,Meel!,0,05/20/2026 06:00,u,IG image\n"))
    assert (post.text, post.platform, post.id) == ("Meel!", "instagram", "18")


def test_ids_that_a_spreadsheet_rounded_make_no_posts_one(tmp_path: Path) -> None:
    content = (
        "ID,Datum,Bericht\n7.15E+18,2026-05-04 09:00,Een\n7.15E+18,2026-05-04 09:01,Twee\n715,2026-05-04 09:02,Drie\n"
    )
    first, second, third = posts_of(collect(tmp_path, content))

    assert first.id != second.id
    assert third.id == "715"


def test_a_preset_that_knows_some_columns_only_takes_the_rest_by_name_or_by_mapping(tmp_path: Path) -> None:
    content = 'Bericht;Mentions;"Geplaatst door (optioneel)";{}\n"@an Ja.";"@an";molen;"04-05-2026 09:00"\n'
    (post,) = posts_of(collect(tmp_path, content.format("Datum"), accounts=("molen",)))
    assert (post.text, post.author_is_org) == ("@an Ja.", True)

    assert 'created_at: "?"' in refusal(tmp_path, content.format("Wanneer"), preset="obi4wan")
    columns = {"created_at": "Wanneer"}
    (post,) = posts_of(
        collect(tmp_path, content.format("Wanneer"), preset="obi4wan", columns=columns, accounts=("molen",))
    )
    assert post.created_at.isoformat() == "2026-05-04T07:00:00+00:00"


def test_days_without_a_time_give_no_reply_times(tmp_path: Path) -> None:
    content = "Datum,Auteur,Bericht\n2026-05-04,an,@molen open?\n2026-05-04,molen,@an Ja.\n"
    found = collect(tmp_path, content, accounts=("molen",))

    assert [post.parent_id for post in posts_of(found)] == [None, None]
    assert "no time of day" in notes_of(found)
    with_time = collect(tmp_path, content.replace("04,", "04 09:00,"), accounts=("molen",))
    assert [post.parent_id is not None for post in posts_of(with_time)] == [False, True]


def test_options_alone_leave_the_columns_to_be_found(tmp_path: Path) -> None:
    columns = {"date_format": "%m/%d/%Y", "delimiter": "tab", "encoding": "utf-16-le"}
    content = "Datum\tBericht\n03/04/2026\té\n".encode("utf-16-le")

    (post,) = posts_of(collect(tmp_path, content, columns=columns))

    assert (post.text, post.created_at.isoformat()) == ("é", "2026-03-03T23:00:00+00:00")


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ("03/04/2026", "%d/%m/%Y"),
        ("03/04/26 09:15", "%d/%m/%y %H:%M"),
        ("03/04/2026 09:15:01", "%d/%m/%Y %H:%M:%S"),
    ],
)
def test_the_format_to_add_is_the_right_one(tmp_path: Path, example: str, expected: str) -> None:
    content = f"Datum,Bericht\n{example},a\n"
    assert f'date_format: "{expected}"' in refusal(tmp_path, content)

    (post,) = posts_of(collect(tmp_path, content, columns={"date_format": expected}))
    assert (post.created_at.month, post.created_at.day) in {(4, 3), (4, 2)}


def test_workbooks_of_both_kinds(tmp_path: Path) -> None:
    when = datetime(2026, 5, 4, 9, 30)  # noqa: DTZ001 - workbooks hold local times
    rows: list[list[Any]] = [["Datum", "Bericht", "ID"], [when, "Eén\ntwee", 7.0], ["05-05-2026 10:00", "Drie", "x"]]
    book = xlsx(tmp_path / "b.xlsx", {"Leeg": [], "Berichten": rows})
    old = xls(tmp_path / "b.xls", {"Berichten": [rows[0], ["04-05-2026 09:30", "Eén\ntwee", 7.0], rows[2]]})

    for path in (book, old):
        posts = posts_of(read(make_source("csv", path), make_context(tmp_path)))
        assert [(post.text, post.id) for post in posts] == [("Eén\ntwee", "7"), ("Drie", "x")]
        assert [f"{post.created_at:%d %H:%M}" for post in posts] == ["04 07:30", "05 08:00"]


def test_how_a_table_was_understood_is_told_when_it_is_tried_out(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text("Datum;Bericht;Bereik\n2026-05-04 09:00;Hoi;5\n", encoding="utf-8")

    told = notes_of(read(make_source("csv", path), make_context(tmp_path, explain=True)))

    assert "(semicolon, utf-8; preset -): text = Bericht, created_at = Datum." in told
    assert "not used: Bereik" in told


CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=60).filter(
    str.strip
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(CELLS, min_size=1, max_size=6), st.sampled_from(";,\t|"), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
)
def test_any_text_survives(tmp_path: Path, texts_in: list[str], delimiter: str, encoding: str) -> None:
    written = io.StringIO(newline="")
    rows = csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    rows.writerow(["Datum", "Bericht"])
    rows.writerows([f"2026-05-04 09:{number:02d}", text] for number, text in enumerate(texts_in))

    found = collect(tmp_path, written.getvalue().encode(encoding))

    assert texts(found) == [text.strip() for text in texts_in]
