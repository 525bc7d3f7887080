"""What is talked about: alike goes together, what no claim says shows as such, and the same comes out every time."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Claim, Place, Post, Statement
from auditor.settings.model import Organisation, Settings, Source
from auditor.subjects import channel_fits, said_on_channels, subjects
from auditor.subjects.grouping import groups
from auditor.subjects.layout import plane
from auditor.subjects.naming import names

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SETTINGS = Settings(
    organisation=Organisation(name="Molen Noord"),
    sources=(Source(name="feed", kind="feed", role="social", path=Path("feed.xml")),),
)
MISSION = Claim("m", "mission", "Wij malen meel van graan uit de buurt.", "nl", 0.9, "site", Place(path="a"))
PROMISE = Claim("p", "promise", "Elke zaterdag rondleiding op de molen.", "nl", 0.9, "site", Place(path="a", line=9))
BREAD = [f"Vers meel van graan uit de buurt gemalen, zak nummer {word}." for word in ("een", "twee", "drie", "vier")]
CHESS = [f"Schaaktoernooi vanavond in het cafe met {who} aan het bord." for who in ("Ans", "Bo", "Cas", "Dirk", "Eef")]


def by_words(texts: Sequence[str]) -> NDArray[np.float32]:
    """Encode texts by their words: enough to know which are alike."""
    rows = np.zeros((len(texts), 512), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in text.lower().split():
            rows[row, zlib.crc32(word.strip(".,!?").encode()) % 512] += 1
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def statement(text: str, number: int, source: str = "feed", *, days: int = 10, **post: Any) -> Statement:
    at = NOW - timedelta(days=days)
    about = {"author_is_org": True, "author_id": "molen", **post}
    shape = Post(source=source, platform="x", account="molen", id=str(number), text=text, created_at=at, **about)
    place = Place(url=f"https://x.example/{number}")
    return Statement(str(number), text, source, "social", f"{source}-{number}", place, "nl", published=at, post=shape)


def told(texts: Sequence[str], source: str = "feed") -> dict[str, list[Statement]]:
    return {source: [statement(text, number, source) for number, text in enumerate(texts)]}


def test_only_what_the_organisation_itself_brings_up_counts() -> None:
    social = {
        "feed": [
            statement(BREAD[0], 1),
            statement(BREAD[1], 2, author_is_org=False),
            statement(BREAD[2], 3, parent_id="9"),
            statement(BREAD[3], 4, kind="repost"),
            statement("Fijne dag!", 5),
            statement(CHESS[0], 6, days=500),
        ]
    }

    assert [item.text for item in said_on_channels(social, SETTINGS, NOW)["feed"]] == [BREAD[0]]


def test_subject_that_is_in_no_claim_is_told_from_one_that_is_and_one_that_nobody_talks_about() -> None:
    said = said_on_channels(told(BREAD + CHESS), SETTINGS, NOW)
    found = subjects(said, (MISSION, PROMISE), settings=SETTINGS, encode=by_words)
    kinds = {subject.told: subject for subject in found}

    assert (kinds["both"].posts, kinds["both"].claims) == (4, ("m",))
    assert (kinds["posts_only"].posts, kinds["posts_only"].claims) == (5, ())
    assert (kinds["claims_only"].posts, kinds["claims_only"].claims) == (0, ("p",))
    assert [subject.posts for subject in found] == [5, 4, 0]
    assert {"Schaaktoernooi".lower(), "cafe"} & {word.lower() for word in kinds["posts_only"].words}
    assert dict(kinds["posts_only"].by_source) == {"feed": 5}
    assert {mention.text for mention in kinds["posts_only"].examples} <= set(CHESS)


def test_too_few_posts_make_no_map() -> None:
    assert subjects(said_on_channels(told(BREAD), SETTINGS, NOW), (MISSION,), settings=SETTINGS, encode=by_words) == ()


def test_fit_shows_the_nearest_and_the_farthest_posts_of_each_channel() -> None:
    said = said_on_channels(told(BREAD + CHESS), SETTINGS, NOW)
    (fit,) = channel_fits(said, (MISSION, PROMISE), settings=SETTINGS, encode=by_words)

    assert (fit.source, fit.posts, fit.near, fit.apart) == ("feed", 9, 4, 5)
    assert {mention.text for mention in fit.nearest} <= set(BREAD)
    assert {mention.text for mention in fit.farthest} <= set(CHESS)
    assert {mention.claim for mention in fit.nearest} == {"m"}
    assert fit.nearest[0].url is not None


@pytest.mark.parametrize("claims", [(), (PROMISE,)])
def test_without_mission_vision_or_values_nothing_can_fit(claims: tuple[Claim, ...]) -> None:
    said = said_on_channels(told(BREAD + CHESS), SETTINGS, NOW)

    assert channel_fits(said, claims, settings=SETTINGS, encode=by_words) == ()


def test_a_channel_with_few_posts_is_not_measured() -> None:
    said = said_on_channels(told(BREAD[:3]), SETTINGS, NOW)

    assert channel_fits(said, (MISSION,), settings=SETTINGS, encode=by_words) == ()


def test_words_name_what_sets_a_group_apart() -> None:
    found = names([BREAD, CHESS], ["Molen", "Noord"])

    assert set(found[0]) <= {"Vers", "meel", "graan", "buurt", "gemalen", "zak", "nummer", "vers"}
    assert "bord" in found[1] or "cafe" in found[1] or "schaaktoernooi" in found[1]


vectors = st.lists(
    st.lists(st.floats(-1, 1, width=32), min_size=5, max_size=5).filter(lambda row: any(abs(v) > 1e-3 for v in row)),
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(rows=vectors)
def test_any_vectors_are_grouped_whole_and_laid_out_inside_the_square(rows: list[list[float]]) -> None:
    """Every row is in one group, groups come largest first, points are finite and the same twice."""
    array = np.array(rows, dtype=np.float32).reshape(len(rows), 5)
    unit = array / np.maximum(np.linalg.norm(array, axis=1, keepdims=True), 1e-9)
    found = groups(unit.astype(np.float32), 6)
    points = plane(unit.astype(np.float64))

    assert sorted(int(k) for group in found for k in group) == list(range(len(rows)))
    assert len(found) <= 6
    assert [len(group) for group in found] == sorted((len(group) for group in found), reverse=True)
    assert points.shape == (len(rows), 2)
    assert np.isfinite(points).all()
    assert np.abs(points).max(initial=0) <= 1 + 1e-9
    assert np.array_equal(points, plane(unit.astype(np.float64)))


def test_what_is_alike_lies_near() -> None:
    texts = [*BREAD[:2], *CHESS[:2]]
    points = plane(by_words(texts).astype(np.float64))
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)

    assert max(apart[0, 1], apart[2, 3]) < min(apart[0, 2], apart[0, 3], apart[1, 2], apart[1, 3])
