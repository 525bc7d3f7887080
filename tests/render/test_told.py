"""What `collect` says of a source: one sentence in one language, with the notes under it."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.model import SourceReport
from auditor.render.told import Teller


def report(status: Any, role: Any = "social", **fields: Any) -> SourceReport:
    return SourceReport("kanaal", "bluesky", role, status, **fields)


@pytest.mark.parametrize(
    ("given", "dutch", "english"),
    [
        (report("ok", documents=1), "kanaal: 1 bericht gelezen.", "kanaal: 1 message read."),
        (
            report("ok", "owned", documents=1200, expected=1200),
            "kanaal: 1.200 documenten gelezen.", "kanaal: 1,200 documents read.",
        ),
        (
            report("partial", documents=3, expected=10),
            "kanaal: deels gelezen, 3 berichten van de 10 die er zijn.",
            "kanaal: read in part, 3 messages of the 10 that there are.",
        ),
        (report("unreadable"), "kanaal: kon niet worden gelezen.", "kanaal: could not be read."),
        (
            report("empty"),
            "kanaal: is gelezen, en er staat niets in.", "kanaal: was read, and there is nothing in it.",
        ),
    ],
)  # fmt: skip
def test_how_it_went(given: SourceReport, dutch: str, english: str) -> None:
    assert list(Teller("nl").source(given)) == [dutch]
    assert list(Teller("en").source(given)) == [english]


def test_notes_stand_below_it_and_cannot_steer_the_terminal() -> None:
    lines = list(Teller("nl").source(report("unreadable", notes=("Een\ntwee \x1b[31mrood",))))

    assert lines[1:] == ["  Een", "  twee rood"]


def test_profiles_are_named_only_where_there_are_any() -> None:
    assert list(Teller("nl").profiles([])) == []
    assert list(Teller("en").profiles(["https://social.example/@a"]))[1] == "  https://social.example/@a"
