"""Which promise is held against which channel, and when it counts as kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from webcare.scripts import NOW, SOURCE, make_posts, make_settings, states

from auditor.model import Claim, Conversation, ErrorBudget, Place, Term
from auditor.settings.model import Settings, Source
from auditor.webcare import applies, cases, conversations, figures

Talk = Callable[..., tuple[Conversation, ...]]
SOURCES = (
    Source(name="bluesky", kind="bluesky", role="social"),
    Source(name="mastodon", kind="mastodon", role="social"),
    Source(name="x", kind="x-archive", role="social"),
    Source(name="facebook", kind="meta-export", role="social"),
    Source(name="whatsapp", kind="csv", role="social"),
    Source(name="suite", kind="csv", role="social"),
)
CASES = yaml.safe_load((Path(__file__).parent / "promises.yaml").read_text(encoding="utf-8"))


def make_claim(text: str, *terms: Term, **fields: Any) -> Claim:
    return Claim("c", "promise", text, "nl", 1.0, "site", fields.pop("place", Place()), terms=terms, **fields)


def reply_within(value: float, unit: str, calendar: Any = "clock", **fields: Any) -> Term:
    return Term("response_time", "<=", value, unit, calendar, **fields)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']} {case.get('headings', '')}")
def test_where_a_promise_applies(case: dict[str, Any]) -> None:
    term = Term(
        case.get("metric", "response_time"), case.get("comparator", "<="), 1, "day", "clock",
        scope=tuple(case["scope"]), condition=case.get("condition"), negated=case.get("negated", False),
    )  # fmt: skip
    claim = make_claim(
        case["text"], term, headings=tuple(case.get("headings", ())), channels=tuple(case.get("channels", ())),
        place=Place(path=case.get("path")),
    )  # fmt: skip

    assert case["measured"] == [source.name for source in SOURCES if applies(claim, term, source)]


def test_nothing_is_measured_on_an_owned_source() -> None:
    term = reply_within(1, "day", scope=("social",))

    assert not applies(make_claim("Wij reageren binnen een dag.", term), term, Source(name="site", kind="web"))


def test_a_mixed_export_is_measured_by_platform() -> None:
    term = reply_within(1, "day", scope=("instagram",))
    claim = make_claim("Op Instagram reageren we binnen een dag.", term)

    assert applies(claim, term, SOURCES[-1], "instagram")
    assert not applies(claim, term, SOURCES[-1], "facebook")


def test_two_times_in_one_sentence_each_have_their_own_channel() -> None:
    fast, slow = reply_within(2, "hour", text="binnen 2 uur"), reply_within(2, "day", text="binnen 2 dagen")
    claim = make_claim("Op sociale media reageren we binnen 2 uur, per e-mail binnen 2 dagen.", fast, slow)

    assert applies(claim, fast, SOURCES[0])
    assert not applies(claim, slow, SOURCES[0])


def test_a_time_of_which_the_channel_is_unclear_is_not_measured() -> None:
    fast, slow = reply_within(2, "hour", text="binnen 2 uur"), reply_within(2, "day", text="binnen 2 dagen")
    claim = make_claim("Reactie op mail en X: binnen 2 uur, in het weekend binnen 2 dagen.", fast, slow)

    assert not any(applies(claim, term, source) for term in (fast, slow) for source in SOURCES)


def answered(minutes: list[float], *, unanswered: int = 0, start: str = "2026-05-04 09:00") -> str:
    """Return a script of questions, one a day, that were answered after so many minutes."""
    lines = []
    first = datetime.fromisoformat(start)
    for number, wait in enumerate([*minutes, *(None,) * unanswered]):
        asked = first + timedelta(days=number)
        lines.append(f"q{number} {asked:%Y-%m-%d %H:%M} vrager{number}: @molen Is er meel?")
        if wait is not None:
            lines.append(f"a{number}<q{number} {asked + timedelta(minutes=wait):%Y-%m-%d %H:%M} molen: Ja.")
    return "\n".join(lines)


def measure(script: str, *terms: Term, now: datetime = NOW, text: str = "Wij reageren snel.", **webcare: Any) -> Any:
    configured = make_settings(**webcare)
    claim = make_claim(text, *terms)
    found = conversations(make_posts(script), SOURCE, configured, now, claims=[claim])
    (promise,) = figures(SOURCE, found, [claim], configured, now).promises
    return promise


@pytest.mark.parametrize(
    ("late", "unanswered", "kept"),
    [(0, 0, "kept"), (1, 0, "kept"), (3, 0, "undecided"), (1, 2, "undecided"), (8, 0, "broken"), (0, 8, "broken")],
)
def test_a_promise_is_kept_undecided_or_broken(late: int, unanswered: int, kept: str) -> None:
    """Broken only where even the upper end of the interval lies below nine out of ten."""
    on_time = 14 - late - unanswered
    script = answered([30.0] * on_time + [300.0] * late, unanswered=unanswered)

    promise = measure(script, reply_within(1, "hour"))

    assert (promise.n, promise.within, promise.kept) == (14, on_time, kept)


def test_below_ten_cases_nothing_is_said() -> None:
    promise = measure(answered([300.0] * 9), reply_within(1, "hour"))

    assert (promise.n, promise.within, promise.kept) == (9, 0, "too_few")


def test_a_question_that_is_not_due_yet_is_no_case() -> None:
    script = answered([30.0] * 10) + "\nnew 2026-06-01 13:45 zoe: @molen Is er meel?"

    assert measure(script, reply_within(1, "hour"), now=datetime(2026, 6, 1, 12, 30, tzinfo=UTC)).n == 10
    assert measure(script, reply_within(1, "hour"), now=datetime(2026, 6, 1, 12, 46, tzinfo=UTC)).n == 11


def test_exactly_in_time_is_in_time() -> None:
    assert measure(answered([60.0] * 10), reply_within(1, "hour")).within == 10
    assert measure(answered([61.0] * 10), reply_within(1, "hour")).within == 0


def test_working_time_leaves_nights_out() -> None:
    script = answered([16 * 60.0], start="2026-05-06 16:30")  # answered at 8:30 the next morning

    assert measure(script, reply_within(1, "hour", "working"), min_cases=1).kept == "kept"
    assert measure(script, reply_within(1, "hour"), min_cases=1).within == 0


@pytest.mark.parametrize(
    ("text", "asked", "waited", "within"),
    [
        # office hours are configured: Monday to Friday 9 to 5
        ("Wij reageren binnen een uur, elke dag van 7 tot 22 uur.", "2026-05-09 21:30", 10, 1),  # till half past seven
        ("Wij reageren binnen een uur, elke dag van 7 tot 22 uur.", "2026-05-09 21:30", 11, 0),
        ("Wij reageren binnen een uur, elke dag van 7 tot 22 uur.", "2026-05-09 12:00", 2, 0),
        ("Wij reageren op werkdagen binnen een uur.", "2026-05-09 12:00", 45, 1),  # Monday at nine
    ],
)
def test_hours_that_a_promise_states_go_before_the_configured_ones(
    text: str, asked: str, waited: float, within: int
) -> None:
    term = reply_within(1, "hour", "working", text="binnen een uur")

    assert measure(answered([waited * 60], start=asked), term, text=text).within == within


def test_the_share_that_a_promise_names_is_its_target() -> None:
    half = Term("share", "=", 75, "percent")
    promise = measure(answered([30.0] * 8 + [90.0] * 2), reply_within(1, "hour"), half)

    assert (promise.target, promise.share, promise.kept) == (0.75, 0.8, "kept")


@pytest.mark.parametrize(
    ("hedge", "late", "target", "kept"),
    [
        ("none", 3, 0.9, "undecided"),
        ("none", 8, 0.9, "broken"),
        ("soft", 3, 0.5, "kept"),  # "usually" promises most
        ("soft", 9, 0.5, "undecided"),
        ("soft", 13, 0.5, "broken"),
        ("aspirational", 14, 0.9, "undecided"),  # an aim that is missed is not broken
        ("aspirational", 0, 0.9, "kept"),
    ],
)
def test_a_hedged_promise_is_held_against_what_it_says(hedge: Any, late: int, target: float, kept: str) -> None:
    promise = measure(answered([30.0] * (14 - late) + [90.0] * late), reply_within(1, "hour", hedge=hedge))

    assert (promise.hedge, promise.target, promise.kept, promise.late) == (hedge, target, kept, late)


def test_the_room_that_a_target_leaves_is_used_up_by_misses() -> None:
    promise = measure(answered([30.0] * 26 + [90.0], unanswered=1), reply_within(1, "hour"))

    assert promise.budget == ErrorBudget(allowed=0.1, used=0.0714, room=2, misses=2)
    assert (promise.late, promise.n - promise.within) == (1, 2)


def test_without_cases_there_is_no_room_to_speak_of() -> None:
    named = make_claim("Op Mastodon reageren we binnen een uur.", reply_within(1, "hour", scope=("mastodon",)))

    (promise,) = figures(SOURCE, (), [named], make_settings(), NOW).promises

    assert promise.budget is None


def test_the_cases_of_a_promise_can_be_listed() -> None:
    claim = make_claim("Wij reageren binnen een uur.", reply_within(1, "hour"))
    script = answered([30.0, 90.0], unanswered=1) + "\nnew 2026-06-01 13:45 zoe: @molen Is er meel?"
    found = conversations(make_posts(script), SOURCE, make_settings(), NOW, claims=[claim])

    metric, listed = cases(claim, SOURCE, found, make_settings(), NOW)

    assert metric == "response_time"
    assert [(case.conversation.id, case.outcome) for case in listed] == [
        ("q0", "within"), ("q1", "late"), ("q2", "unanswered"), ("new", "waiting"),
    ]  # fmt: skip


def test_questions_before_the_window_are_not_held_against_a_promise() -> None:
    old = answered([300.0] * 10, start="2025-01-06 09:00")
    new = re.sub(r"\b([qa])(\d)", r"\1new\2", answered([30.0] * 10))
    script = f"{old}\n{new}"

    promise = measure(script, reply_within(1, "hour"))

    assert (promise.n, promise.within) == (10, 10)


def test_only_questions_asked_in_time_count_for_a_promise_with_a_time_of_day() -> None:
    early = answered([6 * 60.0] * 10)
    late = "\n".join(f"z{n} 2026-05-{n + 4:02} 18:00 zoe{n}: @molen Is er meel?" for n in range(10))

    promise = measure(
        early + "\n" + late, reply_within(1, "day", text="dezelfde dag", condition="vraag voor 17.00 uur")
    )

    assert (promise.n, promise.within) == (10, 10)


def test_the_promise_says_when_a_question_is_unanswered(talk: Talk) -> None:
    """The strictest firm promise; a hedged one sets no term."""
    posts = make_posts("q 2026-05-04 10:00 an: @molen Is er meel?")
    now = datetime(2026, 5, 4, 12, tzinfo=UTC)
    firm = make_claim("Wij reageren binnen een uur.", reply_within(1, "hour"))
    soft = make_claim("Wij reageren meestal binnen een uur.", reply_within(1, "hour", hedge="soft"))

    assert states(conversations(posts, SOURCE, make_settings(), now, claims=[firm])) == [("q", "unanswered")]
    assert states(conversations(posts, SOURCE, make_settings(), now, claims=[soft])) == [("q", "open")]
    assert states(conversations(posts, SOURCE, make_settings(), now)) == [("q", "open")]


def test_a_promise_for_another_channel_has_no_figures_here() -> None:
    claim = make_claim("E-mails beantwoorden we binnen een uur.", reply_within(1, "hour", scope=("email",)))
    found = conversations(make_posts(answered([30.0] * 10)), SOURCE, make_settings(), NOW)

    assert figures(SOURCE, found, [claim], make_settings(), NOW).promises == ()


def test_without_a_case_only_a_promise_that_names_the_channel_is_listed() -> None:
    named = make_claim("Op Mastodon reageren we binnen een uur.", reply_within(1, "hour", scope=("mastodon",)))
    general = make_claim("Wij reageren binnen een uur.", reply_within(1, "hour"))

    (promise,) = figures(SOURCE, (), [named], make_settings(), NOW).promises

    assert (promise.n, promise.share, promise.interval, promise.kept) == (0, None, None, "too_few")
    assert figures(SOURCE, (), [general], make_settings(), NOW).promises == ()


def test_promises_in_working_time_without_hours_are_said_to_be_measured_from_nine_to_five() -> None:
    configured = Settings.model_validate({**make_settings().model_dump(), "hours": {}})
    claim = make_claim("Wij reageren binnen een werkdag.", reply_within(1, "day", "working"))
    found = conversations(make_posts(answered([30.0] * 10)), SOURCE, configured, NOW)

    notes = figures(SOURCE, found, [claim], configured, NOW).notes

    assert any("9.00 tot 17.00" in note for note in notes)
