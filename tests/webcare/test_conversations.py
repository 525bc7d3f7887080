"""What a conversation is: webcare definitions 1 to 3 and 5."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from webcare.scripts import NOW, SOURCE, make_posts, make_settings, states

from auditor.errors import ConfigError
from auditor.model import Conversation, Post
from auditor.webcare import conversations

Talk = Callable[..., tuple[Conversation, ...]]


def test_a_question_and_its_answer(talk: Talk) -> None:
    found = talk("""
        q 2026-05-04 10:00 an: @molen Tot hoe laat zijn jullie open?
        a<q 2026-05-04 11:30 molen: @an Tot vijf uur.
    """)

    assert states(found) == [("q", "answered")]
    assert (found[0].minutes, found[0].working_minutes) == (90, 90)
    assert found[0].asked is not None
    assert found[0].reply is not None
    assert found[0].asked_at == datetime(2026, 5, 4, 8, tzinfo=UTC)


def test_working_minutes_leave_the_night_out(talk: Talk) -> None:
    (found,) = talk("""
        q 2026-05-06 16:30 an: @molen Zijn jullie open?
        a<q 2026-05-07 09:15 molen: @an Ja.
    """)

    assert (found.minutes, found.working_minutes) == (16 * 60 + 45, 45)


def test_the_clock_starts_at_the_first_of_several_messages(talk: Talk) -> None:
    (found,) = talk("""
        q1 2026-05-04 10:00 an: @molen Is er nog meel?
        q2<q1 2026-05-04 10:20 an: Hallo?
        q3<q2 2026-05-04 10:40 an: Iemand?
        a<q3 2026-05-04 11:00 molen: @an Ja hoor.
    """)

    assert (found.id, found.minutes) == ("q1", 60)


def test_only_the_first_reply_counts(talk: Talk) -> None:
    (found,) = talk("""
        q 2026-05-04 10:00 an: @molen Is er nog meel?
        a<q 2026-05-04 10:05 molen: Momentje, we zoeken het uit.
        b<a 2026-05-04 14:00 molen: Ja, er is nog meel.
    """)

    assert found.minutes == 5


def test_a_day_of_silence_after_a_reply_ends_a_conversation(talk: Talk) -> None:
    found = talk("""
        q 2026-05-04 10:00 an: @molen Is er nog meel?
        a<q 2026-05-04 11:00 molen: @an Ja.
        r<a 2026-05-05 11:00 an: En gist, hebben jullie dat ook?
        b<r 2026-05-05 11:45 molen: @an Ook.
    """)

    assert states(found) == [("q", "answered"), ("r", "answered")]
    assert [conversation.minutes for conversation in found] == [60, 45]


def test_less_than_a_day_goes_on_with_the_same_conversation(talk: Talk) -> None:
    found = talk("""
        q 2026-05-04 10:00 an: @molen Is er nog meel?
        a<q 2026-05-04 11:00 molen: @an Ja.
        r<a 2026-05-05 10:59 an: En gist?
    """)

    assert states(found) == [("q", "answered")]


def test_silence_before_any_reply_does_not_end_a_conversation(talk: Talk) -> None:
    (found,) = talk("""
        q 2026-05-04 10:00 an: @molen Is er nog meel?
        r<q 2026-05-07 10:00 an: Nog steeds geen antwoord...
        a<r 2026-05-07 11:00 molen: @an Excuus! Ja.
    """)

    assert found.minutes == 73 * 60


def test_the_gap_can_be_set(talk: Talk) -> None:
    script = """
        q 2026-05-04 10:00 an: @molen Is er nog meel?
        a<q 2026-05-04 11:00 molen: @an Ja.
        r<a 2026-05-04 19:00 an: En gist?
        b<r 2026-05-04 19:30 molen: @an Ook.
    """

    assert len(talk(script)) == 1
    assert len(talk(script, conversation_gap_hours=6)) == 2


@pytest.mark.parametrize(
    "thanks",
    [
        "Dankjewel!",
        "Top, bedankt voor de hulp",
        "Thanks a lot!",
        "oke thanks",
        "🙏",
        "Gelukt, super!",
        "Merci, fijne dag",
    ],
)
def test_a_thank_you_after_a_reply_is_no_question(talk: Talk, thanks: str) -> None:
    """Also when it comes days later, where another message would begin a new conversation."""
    found = talk(f"""
        q 2026-05-04 10:00 an: @molen Is er nog meel?
        a<q 2026-05-04 11:00 molen: @an Ja.
        t<a 2026-05-06 10:00 an: {thanks}
    """)

    assert states(found) == [("q", "answered")]


@pytest.mark.parametrize(
    "more",
    ["Bedankt, maar hoe laat dan?", "Dank, alleen is de deur nog steeds dicht", "Thanks, could you send it again"],
)
def test_a_thank_you_that_asks_on_is_a_question(talk: Talk, more: str) -> None:
    found = talk(f"""
        q 2026-05-04 10:00 an: @molen Is er nog meel?
        a<q 2026-05-04 11:00 molen: @an Ja.
        t<a 2026-05-06 10:00 an: {more}
    """)

    assert states(found) == [("q", "answered"), ("t", "unanswered")]


def test_everyone_who_asks_has_a_conversation_of_their_own(talk: Talk) -> None:
    found = talk("""
        p 2026-05-04 09:00 molen: Morgen malen we spelt.
        q<p 2026-05-04 10:00 an: Hoe laat begint dat?
        r<p 2026-05-04 10:30 bo: Mogen kinderen mee?
        a<q 2026-05-04 11:00 molen: @an Om tien uur.
        b<r 2026-05-04 11:30 molen: @bo Zeker.
    """)

    assert [(c.id, c.minutes) for c in found] == [("q", 60), ("r", 60)]


def test_an_answer_to_one_is_no_answer_to_another(talk: Talk) -> None:
    found = talk("""
        p 2026-05-04 09:00 molen: Morgen malen we spelt.
        q<p 2026-05-04 10:00 an: Hoe laat begint dat?
        r<p 2026-05-04 10:30 bo: Mogen kinderen mee?
        a<q 2026-05-04 11:00 molen: @an Om tien uur.
    """)

    assert states(found) == [("q", "answered"), ("r", "unanswered")]


@pytest.mark.parametrize(
    "remark",
    [
        "Prachtig!",
        "Wat een mooie foto 😍",
        "Gefeliciteerd!",
        "❤️❤️",
        "Love this",
        "What a lovely picture",
        "Dank voor de tip!",
    ],
)
def test_applause_under_an_own_message_is_no_conversation(talk: Talk, remark: str) -> None:
    """Neither when it is answered with thanks."""
    found = talk(f"""
        p 2026-05-04 09:00 molen: De wieken draaien weer.
        q<p 2026-05-04 10:00 an: {remark}
        r<p 2026-05-04 11:00 bo: {remark}
        a<r 2026-05-04 12:00 molen: @bo Dank!
    """)

    assert found == ()


@pytest.mark.parametrize(
    "question",
    [
        "Hoe laat gaan jullie open",
        "mag de hond mee",
        "Waar kan ik parkeren.",
        "De deur zit al weken vast",
        "Er doet niemand open, belachelijk",
        "Kunnen jullie de wieken stilzetten op zondag",
        "Goedemorgen! Wanneer is de volgende rondleiding",
        "My flour arrived damaged",
        "Can I bring my dog",
        "please call me back",
        "Still waiting for my order",
    ],
)
def test_a_question_or_complaint_under_an_own_message_counts_without_a_question_mark(talk: Talk, question: str) -> None:
    found = talk(f"""
        p 2026-05-04 09:00 molen: De wieken draaien weer.
        q<p 2026-05-04 10:00 an: {question}
    """)

    assert states(found) == [("q", "unanswered")]


def test_a_remark_under_an_own_message_counts_only_if_it_was_answered(talk: Talk) -> None:
    """What neither asks nor complains is no unanswered question; the organisation decides that it wants an answer."""
    script = """
        p 2026-05-04 09:00 molen: De wieken draaien weer.
        q<p 2026-05-04 10:00 an: Ik fiets er elke dag langs.
    """

    assert talk(script) == ()
    assert states(talk(script + "a<q 2026-05-04 10:30 molen: @an Kom eens binnen!")) == [("q", "answered")]


def test_the_organisation_talking_to_itself_is_no_conversation(talk: Talk) -> None:
    found = talk("""
        p 2026-05-04 09:00 molen: Weet u hoe een molen werkt?
        r<p 2026-05-04 09:05 molen: Een draadje.
        s<r 2026-05-04 09:10 molen: Einde.
    """)

    assert found == ()


def test_others_talking_to_each_other_is_no_conversation(talk: Talk) -> None:
    found = talk("""
        p 2026-05-04 09:00 molen: De wieken draaien weer.
        q<p 2026-05-04 10:00 an: Prachtig!
        r<q 2026-05-04 10:10 bo: Ga jij ook?
        s<r 2026-05-04 10:20 an: Ja, hoe laat ben jij er?
    """)

    assert found == ()


def test_a_message_in_somebody_elses_thread_counts_from_the_mention_on(talk: Talk) -> None:
    """The organisation is called in half-way: its clock starts when it is."""
    (found,) = talk("""
        p 2026-05-04 09:00 an: Waar koop je goed meel?
        q<p 2026-05-04 10:00 bo: Misschien weet @molen dat?
        a<q 2026-05-04 10:25 molen: @bo Bij ons!
    """)

    assert (found.id, found.minutes) == ("q", 25)


def test_a_message_that_was_answered_was_meant_for_the_organisation(talk: Talk) -> None:
    (found,) = talk("""
        p 2026-05-04 09:00 an: Zou de molen morgen open zijn
        a<p 2026-05-04 09:40 molen: @an Jazeker.
    """)

    assert (found.id, found.minutes) == ("p", 40)


def test_automatic_replies_do_not_stop_the_clock(talk: Talk) -> None:
    """The same text three times within two minutes, whoever it is addressed to."""
    found = talk("""
        q 2026-05-04 10:00 an: @molen Is er meel?
        r 2026-05-04 10:00 bo: @molen Is er gist?
        s 2026-05-04 10:01 cor: @molen Is er spelt?
        a<q 2026-05-04 10:01 molen: @an Bedankt voor uw bericht, we komen erop terug.
        b<r 2026-05-04 10:01 molen: @bo Bedankt voor uw bericht, we komen erop terug.
        c<s 2026-05-04 10:02 molen: @cor Bedankt voor uw bericht, we komen erop terug!
        d<q 2026-05-04 11:00 molen: @an Ja.
        e<r 2026-05-04 11:00 molen: @bo Nee.
    """)

    assert [(c.id, c.state, c.minutes) for c in found] == [
        ("q", "answered", 60),
        ("r", "answered", 60),
        ("s", "unanswered", None),
    ]


def test_the_same_text_twice_or_slowly_is_a_persons_work(talk: Talk) -> None:
    found = talk("""
        q 2026-05-04 10:00 an: @molen Is er meel?
        r 2026-05-04 10:00 bo: @molen Is er gist?
        s 2026-05-04 10:00 cor: @molen Is er spelt?
        a<q 2026-05-04 10:01 molen: @an Ja hoor!
        b<r 2026-05-04 10:02 molen: @bo Ja hoor!
        c<s 2026-05-04 10:05 molen: @cor Ja hoor!
    """)

    assert [c.minutes for c in found] == [1, 2, 5]


def test_a_configured_pattern_makes_a_reply_automatic(talk: Talk) -> None:
    script = """
        q 2026-05-04 10:00 an: @molen Is er meel?
        a<q 2026-05-04 10:01 molen: @an Wij zijn gesloten. Dit is een automatisch bericht.
        b<q 2026-05-05 09:30 molen: @an Ja hoor!
    """

    assert talk(script)[0].minutes == 1
    assert talk(script, autoreply_patterns=("automatisch bericht",))[0].minutes == 23.5 * 60


def test_a_broken_pattern_is_a_mistake_in_the_configuration(talk: Talk) -> None:
    with pytest.raises(ConfigError, match="autoreply_patterns"):
        talk("q 2026-05-04 10:00 an: @molen Is er meel?", autoreply_patterns=("(",))


@pytest.mark.parametrize(
    ("reply", "handoff"),
    [
        ("Stuur ons even een DM met uw adres.", True),
        ("Wil je ons een privébericht sturen?", True),
        ("Kunt u ons een PB sturen?", True),
        ("Could you send us a direct message, please?", True),
        ("DM'en mag ook.", True),
        ("De admin kijkt ernaar.", False),
        ("Mail ons het formulier.", False),
    ],
)
def test_a_reply_that_moves_to_a_private_channel_is_a_reply_and_is_named(talk: Talk, reply: str, handoff: bool) -> None:
    (found,) = talk(f"""
        q 2026-05-04 10:00 an: @molen Mijn bestelling is kwijt
        a<q 2026-05-04 10:30 molen: @an {reply}
    """)

    assert (found.state, found.handoff) == ("answered", handoff)


def test_a_young_question_is_open(talk: Talk) -> None:
    script = "q 2026-05-04 10:00 an: @molen Is er meel?"
    asked = datetime(2026, 5, 4, 8, tzinfo=UTC)

    assert states(talk(script, now=asked + timedelta(hours=72))) == [("q", "open")]
    assert states(talk(script, now=asked + timedelta(hours=72, seconds=1))) == [("q", "unanswered")]
    assert states(talk(script, now=asked + timedelta(hours=25), default_hours=24)) == [("q", "unanswered")]


def test_what_happens_after_now_has_not_happened(talk: Talk) -> None:
    """An audit of an old snapshot judges as on that day."""
    script = """
        q 2026-05-04 10:00 an: @molen Is er meel?
        a<q 2026-05-06 10:00 molen: @an Ja.
        r 2026-05-07 10:00 bo: @molen Is er gist?
    """

    assert states(talk(script, now=datetime(2026, 5, 5, tzinfo=UTC))) == [("q", "open")]


def test_reposts_and_other_sources_are_left_out(talk: Talk) -> None:
    posts = make_posts("""
        q 2026-05-04 10:00 an: @molen Is er meel?
        r 2026-05-04 10:00 bo: @molen Is er gist?
    """)
    posts = [replace(posts[0], kind="repost"), replace(posts[1], source="elders")]

    assert talk(posts) == ()


def test_a_clock_that_runs_behind_gives_no_negative_time(talk: Talk) -> None:
    (found,) = talk("""
        q 2026-05-04 10:00 an: @molen Is er meel?
        a<q 2026-05-04 09:58 molen: @an Ja.
    """)

    assert (found.state, found.minutes) == ("answered", 0)


def own_posts_only(*replies: tuple[str, str, str, str, str]) -> list[Post]:
    """Return own posts of which only the time and the author of the parent are known: (id, parent, asked, at, who)."""
    posts = make_posts("\n".join(f"{number} 2026-{at} molen: Antwoord {number}." for number, _, _, at, _ in replies))
    return [
        replace(
            post,
            kind="reply",
            parent_id=parent,
            parent_created_at=datetime.fromisoformat(f"2026-{asked}+02:00"),
            parent_author=who,
        )
        for post, (_, parent, asked, _, who) in zip(posts, replies, strict=True)
    ]


def test_an_archive_of_own_posts_gives_the_time_of_the_question(talk: Talk) -> None:
    (found,) = talk(own_posts_only(("a", "t1", "05-04 10:00", "05-04 10:42", "an")))

    assert (found.state, found.asked, found.minutes) == ("answered", None, 42)
    assert found.asked_at == datetime(2026, 5, 4, 8, tzinfo=UTC)


def test_an_archive_joins_replies_to_one_person_on_one_day(talk: Talk) -> None:
    """There the threads are unknown: a second answer within a day goes on, a later one is a new conversation."""
    found = talk(
        own_posts_only(
            ("a", "t1", "05-04 10:00", "05-04 10:42", "an"),
            ("b", "t2", "05-04 11:00", "05-04 11:10", "an"),
            ("c", "t3", "05-04 11:00", "05-04 11:20", "bo"),
            ("d", "t4", "05-08 09:00", "05-08 09:30", "an"),
        )
    )

    assert [c.minutes for c in found] == [42, 20, 30]


def test_an_archive_leaves_own_threads_out(talk: Talk) -> None:
    posts = own_posts_only(("a", "t1", "05-04 10:00", "05-04 10:42", "molen"))

    assert talk(posts) == ()


SCRIPT = """
    p 2026-05-04 09:00 molen: Morgen malen we spelt.
    q<p 2026-05-04 10:00 an: Hoe laat begint dat?
    r<p 2026-05-04 10:30 bo: Mogen kinderen mee?
    a<q 2026-05-04 11:00 molen: @an Om tien uur.
    s<a 2026-05-05 12:00 an: En de dag erna?
    b<s 2026-05-06 09:00 molen: @an Dan ook.
    x 2026-05-07 09:00 cor: @molen hallo?
"""


@settings(max_examples=30, deadline=None)
@given(st.permutations(make_posts(SCRIPT)))
def test_the_order_of_the_posts_makes_no_difference(posts: Sequence[Post]) -> None:
    expected = conversations(make_posts(SCRIPT), SOURCE, make_settings(), NOW)

    assert expected == conversations(posts, SOURCE, make_settings(), NOW)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            lambda number, parent, day, author, text: f"p{number}<p{parent} 2026-05-{day:02} 10:00 {author}: {text}",
            st.integers(0, 12),
            st.integers(0, 14),
            st.integers(1, 28),
            st.sampled_from(["molen", "an", "bo"]),
            st.sampled_from(["@molen help?", "Dank!", "Ja.", "@an goed", "hoe dan"]),
        ),
        max_size=12,
    )
)
def test_no_heap_of_posts_breaks_the_rules(lines: list[str]) -> None:
    """Whatever points to whatever, also in circles: replies come after questions, and states fit them."""
    for found in conversations(make_posts("\n".join(lines)), SOURCE, make_settings(), NOW):
        assert (found.reply is not None) == (found.state == "answered")
        assert found.minutes is None or found.minutes >= 0
        assert found.asked is None or not found.asked.author_is_org
        assert (found.working_minutes or 0) <= (found.minutes or 0)


def test_whole_threads_can_be_counted_instead() -> None:
    """As other programs do: once per thread, from its first message to the first reply in it, whoever is answered."""
    posts = make_posts("""
        q1 2026-05-04 10:00 an: Wat een drukte bij de molen.
        q2<q1 2026-05-04 11:00 bo: @molen Is er meel?
        a1<q2 2026-05-04 11:30 molen: @bo Ja.
        p1 2026-05-05 10:00 molen: Er is weer meel!
        q3<p1 2026-05-05 11:00 cor: Ook spelt?
        a2<q3 2026-05-05 11:10 molen: @cor Ja.
    """)
    ours = conversations(posts, SOURCE, make_settings(), NOW)
    whole = conversations(posts, SOURCE, make_settings(), NOW, unit="thread")

    assert [(found.id, found.minutes) for found in ours] == [("q2", 30), ("q3", 10)]
    assert [(found.id, found.minutes) for found in whole] == [("q1", 90)]
