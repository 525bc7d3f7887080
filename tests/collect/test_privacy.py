"""What of other people is stored: no names, nothing too old, no words that nothing needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.privacy import Seal, is_pseudonym, oldest_kept, seal_of, unneeded
from auditor.collect.pseudonyms import pseudonym
from auditor.model import Post
from auditor.settings.model import Organisation, Privacy, Settings, Source

KEY = b"a key of this test"
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
JAN = pseudonym("jan", KEY)
OTHER = pseudonym("piet", KEY)
SETTINGS = Settings(
    organisation=Organisation(name="De Molen", aliases=("Molen",)),
    sources=(
        Source(name="kanaal", kind="mastodon", role="social", account="@molen@sociaal.example"),
        Source(name="x", kind="x-archive", role="social", accounts=("MolenHulp",)),
    ),
)


def make_post(text: str = "Is er meel?", *, own: bool = False, **fields: Any) -> Post:
    author = "molen" if own else JAN
    given = {"id": "1", "created_at": NOW, "author_id": author, "author_is_org": own, "account": "molen"} | fields
    return Post(source="kanaal", platform="mastodon", text=text, **given)


def sealed(post: Post, **changes: Any) -> Post | None:
    return replace(seal_of(SETTINGS, KEY, (), NOW), **changes).post(post)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("@jan Ja hoor!", f"@{JAN} Ja hoor!"),
        ("Dank @Jan, en @piet.", f"Dank @{JAN}, en @{OTHER}."),
        ("@jan@elders.example Ja", f"@{pseudonym('jan@elders.example', KEY)} Ja"),
        ("@molen Is er meel?", "@molen Is er meel?"),
        ("@Molen@sociaal.example en @molenhulp helpen", "@Molen@sociaal.example en @molenhulp helpen"),
        ("Mail naar jan@elders.example", "Mail naar jan@elders.example"),
        ("Zie https://x.com/jan/status/12", f"Zie https://x.com/{JAN}/status/12"),
        ("Zie https://sociaal.example/@jan/12", f"Zie https://sociaal.example/@{JAN}/12"),
        ("Zie https://bsky.app/profile/molen/post/1", "Zie https://bsky.app/profile/molen/post/1"),
        ("Zie https://www.molen.example/contact", "Zie https://www.molen.example/contact"),
        ("Zie https://x.com/hashtag/meel", "Zie https://x.com/hashtag/meel"),
        (f"@{JAN} is al geborgen", f"@{JAN} is al geborgen"),
    ],
)
def test_names_of_others_become_pseudonyms(text: str, stored: str) -> None:
    """In the organisation's own words too; its own names, e-mail addresses and pages stay."""
    for own in (True, False):
        found = sealed(make_post(text, own=own))
        assert found is not None
        assert found.text == stored


def test_the_pseudonym_in_a_text_is_that_of_the_author() -> None:
    found = sealed(make_post("@jan Ja", own=True))

    assert found is not None
    assert JAN in found.text
    assert is_pseudonym(JAN)


@given(st.text(max_size=40))
def test_sealing_twice_is_sealing_once(text: str) -> None:
    once = sealed(make_post(text))

    assert once is not None
    assert sealed(once) == once


def test_what_was_shared_of_somebody_else_keeps_no_words() -> None:
    found = sealed(make_post("Prachtige molen!", kind="repost", title="Molen"))
    own = sealed(make_post("Er is weer meel!", own=True, kind="repost"))

    assert found is not None
    assert own is not None
    assert (found.text, found.title, found.kind) == ("", None, "repost")
    assert own.text == "Er is weer meel!"


def test_who_is_forgotten_is_not_stored() -> None:
    forgotten = frozenset({JAN})

    assert sealed(make_post(), forgotten=forgotten) is None
    reply = sealed(make_post("@jan Ja", own=True, mentions=(JAN,), parent_author=JAN), forgotten=forgotten)
    assert reply is not None
    assert (reply.text, reply.mentions, reply.parent_author) == ("@… Ja", (), None)


def test_what_others_wrote_long_ago_is_not_stored() -> None:
    old = NOW - timedelta(days=731)

    assert sealed(make_post(created_at=old)) is None
    assert sealed(make_post(created_at=NOW - timedelta(days=729))) is not None
    assert sealed(make_post(own=True, created_at=old)) is not None


@pytest.mark.parametrize(
    ("fixed", "retention", "expected"),
    [
        (None, 10, NOW - timedelta(days=10)),
        (NOW - timedelta(days=100), 10, NOW - timedelta(days=110)),
        (NOW + timedelta(days=100), 10, NOW - timedelta(days=10)),
        (None, None, None),
    ],
)
def test_retention_counts_from_the_fixed_today_but_never_from_the_future(
    fixed: datetime | None, retention: int | None, expected: datetime | None
) -> None:
    settings = SETTINGS.model_copy(update={"now": fixed, "privacy": Privacy(retention=retention)})

    assert oldest_kept(settings, NOW) == expected


def test_retention_is_written_as_a_duration() -> None:
    assert Privacy.model_validate({"retention": "2y"}).retention == 730
    assert Privacy.model_validate({"retention": "90d"}).retention == 90


def test_words_are_needed_where_somebody_turns_to_the_organisation_or_names_it() -> None:
    posts = [
        make_post("Er is meel.", own=True, id="own"),
        make_post("Ook spelt?", id="reply", parent_id="own", created_at=NOW + timedelta(minutes=1)),
        make_post("Hallo?", id="on", parent_id="reply", created_at=NOW + timedelta(minutes=2)),
        make_post("Bemoei je er niet mee", id="aside", author_id=OTHER, parent_id="reply"),
        make_post("@molen Is er gist?", id="mention", mentions=("molen",)),
        make_post("Waar koop je gist?", id="answered"),
        make_post("Bij ons.", own=True, id="answer", parent_id="answered"),
        make_post("Wat een rij bij De Molen", id="named"),
        make_post("Mooi weer", id="weather"),
        make_post("Vraagje", id="private", kind="dm"),
        make_post("Molenaar gezocht", id="inside"),
    ]

    assert unneeded(posts, ("De Molen", "Molen")) == {"aside", "weather", "inside"}


def test_the_seal_knows_every_account_of_the_organisation() -> None:
    assert seal_of(SETTINGS, KEY, (), NOW).own == {"molen@sociaal.example", "molen", "molenhulp"}
    assert isinstance(seal_of(SETTINGS, KEY, (), NOW), Seal)
