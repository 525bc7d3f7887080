"""When a stored response may stand for a new one."""

from __future__ import annotations

import pytest

from auditor_spiders.http_cache import directives, fresh_seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "max-age=60"}, 60),
        ({"cache-control": "public, MAX-AGE=60", "age": "50"}, 10),
        ({"cache-control": "max-age=60, no-cache"}, 0),
        ({"cache-control": "no-store, max-age=60"}, 0),
        ({"cache-control": "max-age=soon"}, 0),
        ({"cache-control": "max-age=999999999"}, 30 * 24 * 3600),
        ({"expires": "Sun, 01 Mar 2026 12:01:00 GMT", "date": "Sun, 01 Mar 2026 12:00:00 GMT"}, 60),
        ({"expires": "0", "date": "Sun, 01 Mar 2026 12:00:00 GMT"}, 0),
        ({"cache-control": "max-age=5", "expires": "Sun, 01 Mar 2036 12:00:00 GMT"}, 5),
        # an old page is not called fresh for having been old long
        ({"last-modified": "Sun, 01 Mar 2016 12:00:00 GMT", "date": "Sun, 01 Mar 2026 12:00:00 GMT"}, 0),
    ],
)
def test_only_the_server_makes_a_response_fresh(headers: dict[str, str], seconds: float) -> None:
    assert seconds == fresh_seconds(headers)


def test_directives_are_read_without_case_and_quotes() -> None:
    assert directives('Private="x", max-age=1,, ') == {"private": "x", "max-age": "1"}
