"""Medians, percentiles, intervals and the notes beside them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from webcare.scripts import NOW, SOURCE, make_posts, make_settings

from auditor.model import Conversation
from auditor.resources import lexicon
from auditor.webcare import conversations, figures
from auditor.webcare.histogram import histogram
from auditor.webcare.lexicon import alternation, channel_words, phrases
from auditor.webcare.measure import percentile, wilson

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
