"""Medians, percentiles, intervals and the notes beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from webcare.scripts import NOW, SOURCE, make_posts, make_settings

from auditor.model import Conversation
from auditor.resources import lexicon
from auditor.webcare import conversations, figures
from auditor.webcare.histogram import histogram
from auditor.webcare.lexicon import alternation, channel_words, phrases
from auditor.webcare.measure import PERCENTILES, Percentile, median, percentile, wilson

Talk = Callable[..., tuple[Conversation, ...]]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], None),
        ([7], 7),
        ([1, 2], 2),
        (list(range(1, 11)), 9),
        (list(range(1, 12)), 10),
        (list(range(1, 14)), 12),
        ([5, 1, 3, 2, 4, 10, 9, 8, 7, 6], 9),
    ],
)
def test_nearest_rank(values: list[float], expected: float | None) -> None:
    """The smallest value that at least nine out of ten do not exceed: always one of the values."""
    assert expected == percentile(values, 0.9)


@pytest.mark.parametrize(
    ("definition", "p90", "middle"),
    # R: quantile(c(1, 2, 4, 8, 16, 32), .9, type = 1); sorted(v)[int(.9 * 5)]; quantile(..., type = 7)
    [("nearest-rank", 32, 6), ("lower", 16, 4), ("linear", 24, 6)],
)
def test_definitions_of_a_percentile(definition: Percentile, p90: float, middle: float) -> None:
    values = [32.0, 16.0, 8.0, 4.0, 2.0, 1.0]

    assert (percentile(values, 0.9, definition), median(values, definition)) == (p90, middle)


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 1), st.sampled_from(PERCENTILES))
def test_a_percentile_lies_between_the_values(values: list[float], share: float, definition: Percentile) -> None:
    """Of the three, `lower` is never above `linear`; `nearest-rank` is always one of the values."""
    found = percentile(values, share, definition)

    assert found is not None
    assert min(values) <= found <= max(values)
    assert definition == "linear" or found in values
    assert percentile(values, share, "lower") <= percentile(values, share, "linear")  # type: ignore[operator]  # not None


@pytest.mark.parametrize(
    ("within", "n", "expected"),
    [
        # R: prop.test(x, n, correct = FALSE)
        (20, 34, (0.4222, 0.7363)),
        (0, 10, (0.0, 0.2775)),
        (10, 10, (0.7225, 1.0)),
        (9, 10, (0.5958, 0.9821)),
        (1, 1, (0.2065, 1.0)),
    ],
)
def test_wilson(within: int, n: int, expected: tuple[float, float]) -> None:
    assert expected == pytest.approx(wilson(within, n), abs=1e-4)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_the_share(case: tuple[int, int]) -> None:
    within, n = case
    low, high = wilson(within, n)

    assert 0 <= low <= round(within / n, 4) <= high <= 1


def test_figures_of_a_channel() -> None:
    posts = make_posts("""
        q1 2026-05-04 10:00 an: @molen Is er meel?
        a1<q1 2026-05-04 10:30 molen: Stuur ons een DM.
        q2 2026-05-05 16:30 bo: @molen Is er gist?
        a2<q2 2026-05-06 09:30 molen: Ja.
        q3 2026-05-07 10:00 cor: @molen Is er spelt?
        q4 2026-06-01 13:30 dee: @molen Is er rogge?
    """)
    found = figures(SOURCE, conversations(posts, SOURCE, make_settings(), NOW), (), make_settings(), NOW)

    assert (found.conversations, found.answered, found.unanswered, found.open) == (4, 2, 1, 1)
    assert (found.median_minutes, found.p90_minutes) == (525, 1020)
    assert (found.median_working_minutes, found.p90_working_minutes) == (45, 60)
    assert any("2 beantwoorde en 1 onbeantwoorde" in note for note in found.notes)
    assert any("1 van de 2" in note and "privébericht" in note for note in found.notes)


def test_breakdowns_are_by_the_local_time_of_the_question() -> None:
    posts = make_posts("""
        q1 2026-03-29 23:30 an: @molen Is er meel?
        a1<q1 2026-03-30 00:30 molen: Ja.
        q2 2026-03-30 10:00 bo: @molen Is er gist?
        a2<q2 2026-05-01 10:20 molen: Ja.
        q3 2026-05-07 10:59 cor: @molen Is er spelt?
    """)
    found = figures(SOURCE, conversations(posts, SOURCE, make_settings(), NOW), (), make_settings(), NOW)
    weekdays = {slot.key: (slot.conversations, slot.replies) for slot in found.by_weekday}
    hours = {slot.key: (slot.conversations, slot.unanswered, slot.replies) for slot in found.by_hour}

    assert (len(weekdays), len(hours)) == (7, 24)
    assert (weekdays["7"], weekdays["1"], weekdays["4"], weekdays["5"]) == ((1, 0), (1, 1), (1, 0), (0, 1))
    assert (hours["23"], hours["00"], hours["10"]) == ((1, 0, 0), (0, 0, 1), (2, 1, 1))
    assert [(slot.key, slot.conversations, slot.median_minutes) for slot in found.by_month] == [
        ("2026-03", 2, 23080), ("2026-04", 0, None), ("2026-05", 1, None),
    ]  # fmt: skip
    assert found.by_platform == ()


def test_platforms_of_a_mixed_export_stand_apart() -> None:
    first, second = make_posts("q1 2026-05-04 10:00 an: @molen Meel?\nq2 2026-05-05 10:00 bo: @molen Gist?")
    posts = [replace(first, platform="x"), replace(second, platform="facebook")]

    found = figures(SOURCE, conversations(posts, SOURCE, make_settings(), NOW), (), make_settings(), NOW)

    assert [(slot.key, slot.conversations) for slot in found.by_platform] == [("facebook", 1), ("x", 1)]


def test_automatic_replies_are_counted_and_said() -> None:
    posts = make_posts("""
        q1 2026-05-04 10:00 an: @molen Is er meel?
        b1<q1 2026-05-04 10:00 molen: Wij hebben uw bericht ontvangen.
        a1<q1 2026-05-04 10:30 molen: Ja.
    """)
    configured = make_settings(autoreply_patterns=("bericht ontvangen",))

    found = figures(SOURCE, conversations(posts, SOURCE, configured, NOW), (), configured, NOW)

    assert (found.automatic, found.answered, found.median_minutes) == (1, 1, 30)
    assert any("1 automatische" in note for note in found.notes)


@given(st.lists(st.tuples(st.integers(0, 100_000), st.none() | st.integers(0, 5000)), max_size=8))
def test_every_breakdown_adds_up(talks: list[tuple[int, int | None]]) -> None:
    start = NOW - timedelta(days=90)
    made = [
        Conversation(
            SOURCE.name, f"q{number}", None, start + timedelta(minutes=at), None, "answered" if wait else "open",
            minutes=wait or None, working_minutes=wait or None,
        )
        for number, (at, wait) in enumerate(talks)
    ]  # fmt: skip
    found = figures(SOURCE, made, (), make_settings(), NOW)

    for slots in (found.by_weekday, found.by_hour, found.by_month):
        assert sum(slot.conversations for slot in slots) == found.conversations == len(made)
        assert sum(slot.answered for slot in slots) == found.answered


def test_a_channel_without_questions_says_so() -> None:
    found = figures(SOURCE, (), (), make_settings(), NOW)

    assert (found.conversations, found.median_minutes, found.p90_minutes) == (0, None, None)
    assert "geen vragen" in found.notes[0]


def test_phrases_are_whole_words_in_any_case() -> None:
    pattern = alternation(["nog steeds", "klacht*", "dm"])

    assert pattern.search("Nog  steeds niets")
    assert pattern.search("Klachtenloket")
    assert not pattern.search("admin, dms, nog steedser")


def test_both_languages_have_the_same_topics() -> None:
    dutch, english = lexicon("webcare", "nl"), lexicon("webcare", "en")

    assert dutch.keys() == english.keys()
    assert dutch["notes"].keys() == english["notes"].keys()
    assert dutch["channels"].keys() == english["channels"].keys()
    assert set(channel_words()) == set(dutch["channels"])
    assert all(phrases(topic).pattern for topic in dutch if isinstance(dutch[topic], list))


def test_reply_times_are_counted_per_bin_on_the_clock_and_in_opening_hours(talk: Talk) -> None:
    """A reply after exactly an hour is within the hour; one over the night takes hours on the clock only."""
    held = talk(
        """
        q1 2026-05-04 10:00 ans: Hoe laat gaat u open @molen?
        a1<q1 2026-05-04 11:00 molen: Om tien uur.
        q2 2026-05-04 16:50 bo: En op zondag @molen?
        a2<q2 2026-05-05 09:10 molen: Dan zijn we dicht.
        """
    )
    found = {entry.upto: (entry.clock, entry.working) for entry in histogram(held)}

    assert found[60.0] == (1, 1)
    assert found[1440.0] == (1, 0)
    assert found[30.0] == (0, 1)
    assert sum(clock for clock, _ in found.values()) == 2
    assert histogram(()) == ()
