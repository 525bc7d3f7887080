"""How long we wait before we ask again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from auditor_spiders.patience import wait_seconds

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "tries", "expected"),
    [
        (None, 1, 0.5),
        (None, 3, 2.0),
        (None, 20, 30.0),
        ("7", 1, 7.0),
        (" 0 ", 1, 0.0),
        ("3600", 1, None),
        ("Sun, 01 Mar 2026 12:00:10 GMT", 1, 10.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 1, 0.0),
        ("Sun, 01 Mar 2026 13:00:00 GMT", 1, None),
        ("straks", 2, 1.0),
    ],
)
def test_the_server_says_how_long_within_reason(header: str | None, tries: int, expected: float | None) -> None:
    assert expected == wait_seconds(header, tries, NOW)
