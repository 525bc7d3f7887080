"""How long a server is left alone."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from scrapy import Request
from scrapy.http import Response

from auditor_spiders.ratelimit import RESET, RateLimitMiddleware, is_spent, reset_time

NOW = 1_777_000_000.0
MOMENT = datetime.fromtimestamp(NOW + 60, UTC)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"retry-after": "30"}, NOW + 30),
        ({"retry-after": "0"}, NOW),
        ({"retry-after": format_datetime(MOMENT, usegmt=True)}, NOW + 60),
        ({"ratelimit-reset": "1777000060"}, NOW + 60),
        ({"ratelimit-reset": "45"}, NOW + 45),
        ({"x-ratelimit-reset": "2026-04-24T03:07:40.000000Z"}, 1777000060),
        ({"x-ratelimit-reset": "2026-04-24T03:07:40"}, 1777000060),
        ({"x-ratelimit-reset": "1777000060"}, NOW + 60),
        ({"x-rate-limit-reset": "1777000060"}, NOW + 60),
        ({"retry-after": "5", "ratelimit-reset": "1777000060"}, NOW + 5),
        ({"retry-after": "soon", "ratelimit-reset": "1777000060"}, NOW + 60),
        ({}, None),
        ({"retry-after": "later"}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "-3"}, NOW),
    ],
)
def test_when_the_server_answers_again(headers: dict[str, str], expected: float | None) -> None:
    assert expected == reset_time(headers, NOW)


@pytest.mark.parametrize(
    ("headers", "spent"),
    [
        ({"ratelimit-remaining": "0"}, True),
        ({"x-ratelimit-remaining": "0"}, True),
        ({"ratelimit-remaining": "10"}, False),
        ({}, False),
    ],
)
def test_the_last_answer_of_a_window(headers: dict[str, str], spent: bool) -> None:
    assert spent == is_spent(headers)


def middleware(max_wait: float = 1.0, max_total: float = 2.0) -> RateLimitMiddleware:
    return RateLimitMiddleware(max_wait, max_total)


def respond(
    made: RateLimitMiddleware, status: int, headers: dict[str, str]
) -> tuple[Request, Request | Response, float]:
    """Return the request, what came of it, and how long that took."""
    request = Request("http://127.0.0.1/x")
    response = Response(request.url, status=status, headers=headers)
    started = time.monotonic()
    result = asyncio.run(made.process_response(request, response))
    return request, result, time.monotonic() - started


def test_after_the_pause_the_request_goes_out_again() -> None:
    _, result, seconds = respond(middleware(), 429, {"Retry-After": "0.2"})

    assert isinstance(result, Request)
    assert result.dont_filter
    assert seconds >= 0.2


def test_a_pause_that_is_too_long_is_not_waited_for() -> None:
    request, result, seconds = respond(middleware(), 429, {"Retry-After": "60"})

    assert isinstance(result, Response)
    assert seconds < 0.1
    assert request.meta["dont_retry"]
    assert isinstance(request.meta[RESET], datetime)


def test_all_pauses_together_have_a_limit() -> None:
    made = middleware(max_total=0.5)

    results = [respond(made, 429, {"Retry-After": "0.25"})[1] for _ in range(3)]

    assert [isinstance(result, Request) for result in results] == [True, False, False]


def test_a_spent_window_holds_the_next_request() -> None:
    made = middleware()
    respond(made, 200, {"RateLimit-Remaining": "0", "RateLimit-Reset": "0.3"})
    started = time.monotonic()

    asyncio.run(made.process_request(Request("http://127.0.0.1/y")))
    held = time.monotonic() - started
    asyncio.run(made.process_request(Request("http://127.0.0.2/y")))

    assert held >= 0.25
    assert time.monotonic() - started - held < 0.1


@pytest.mark.parametrize(
    ("status", "headers"),
    [(200, {}), (429, {}), (503, {}), (503, {"RateLimit-Reset": "1"}), (404, {"Retry-After": "1"})],
)
def test_other_answers_pass(status: int, headers: dict[str, str]) -> None:
    """A 429 that says nothing is left to the ordinary retries."""
    request, result, _ = respond(middleware(), status, headers)

    assert isinstance(result, Response)
    assert "dont_retry" not in request.meta
