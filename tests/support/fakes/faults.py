"""Everything that goes wrong on the way to an interface, as a table: what is done, and what must come of it.

A fault is made for one fake server, since each asks for a pause and refuses a token in words of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Literal

from support.fakes.world import Fake
from support.json_api import Fault, Say

from auditor.model import SourceStatus

HTML = Say(b"<html><body>Inloggen</body></html>")
BROKEN = Say(b'{"data": [{"id": "1", "te', headers={"Content-Type": "application/json"})
LATER = {"Retry-After": "3600"}
Texts = Literal["all", "some", "none"]


@dataclass(frozen=True)
class Case:
    """A fault: how it is made, what the first run says and keeps, and whether the next one asks for the rest only."""

    name: str
    make: Callable[[Fake], Fault]
    status: SourceStatus = "ok"
    texts: Texts = "all"
    words: str = ""
    resumes: bool = False

    @property
    def slug(self) -> str:
        """The name in one word."""
        return self.name.replace(" ", "-").replace(",", "")


def _on_page(number: int, said: Callable[[], Say], *, and_later: bool = False) -> Callable[[Fake], Fault]:
    """Return a fault at the n-th request for the main list, or from that one on."""

    def make(fake: Fake) -> Fault:
        seen = 0

        def fault(_: int, path: str) -> Say | None:
            nonlocal seen
            if path != fake.lists and fake.lists not in path:
                return None
            seen += 1
            return said() if seen == number or (and_later and seen > number) else None

        return fault

    return make


def _limited(headers: Callable[[], dict[str, str]], *, and_later: bool = False) -> Callable[[Fake], Fault]:
    def make(fake: Fake) -> Fault:
        return _on_page(3 if and_later else 2, lambda: fake.limit(headers()), and_later=and_later)(fake)

    return make


def _always(said: Callable[[Fake], Say]) -> Callable[[Fake], Fault]:
    return lambda fake: lambda _, path: None if path == "/robots.txt" else said(fake)


def _empty(fake: Fake) -> Fault:
    fake.empty_after = fake.page
    return lambda _, __: None


def _date() -> dict[str, str]:
    return {"Retry-After": format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True)}


def _epoch() -> dict[str, str]:
    reset = str(int(datetime.now(UTC).timestamp()) + 1)
    return {"RateLimit-Reset": reset, "x-rate-limit-reset": reset}


def _iso() -> dict[str, str]:
    return {"X-RateLimit-Reset": (datetime.now(UTC) + timedelta(seconds=0.3)).isoformat().replace("+00:00", "Z")}


def _meta() -> dict[str, str]:
    usage = '{"7": [{"type": "pages", "call_count": 100, "estimated_time_to_regain_access": 0.005}]}'
    return {"X-Business-Use-Case-Usage": usage}


CASES: tuple[Case, ...] = (
    Case("quiet", lambda _: lambda __, ___: None),
    Case("limited, seconds", _limited(lambda: {"Retry-After": "0.3"})),
    Case("limited, date", _limited(_date)),
    Case("limited, epoch", _limited(_epoch)),
    Case("limited, ISO time", _limited(_iso)),
    Case("limited, minutes", _limited(_meta)),
    Case("limited for long", _limited(lambda: LATER, and_later=True), "partial", "some", "again after", resumes=True),
    Case("401", _always(lambda fake: fake.refusal(401)), "unreadable", "none", "nothing about what is posted there"),
    Case("403", _always(lambda fake: fake.refusal(403)), "unreadable", "none"),
    Case("503 once", _on_page(2, lambda: Say(b"", 503))),
    Case("500", _always(lambda _: Say(b"au", 500)), "unreadable", "none", "status 500"),
    Case(
        "502 from page 3 on", _on_page(3, lambda: Say(b"", 502), and_later=True), "partial", "some", "502", resumes=True
    ),
    Case("empty page", _empty),
    Case("cut once", _on_page(2, lambda: Say(cut=True))),
    Case("cut from page 3 on", _on_page(3, lambda: Say(cut=True), and_later=True), "partial", "some", resumes=True),
    Case(
        "dropped from page 3 on", _on_page(3, lambda: Say(drop=True), and_later=True), "partial", "some", resumes=True
    ),
    Case("a login page", _always(lambda _: HTML), "unreadable", "none"),
    Case("another content type", _on_page(2, lambda: Say(label="text/plain"))),
    Case("broken JSON once", _on_page(2, lambda: BROKEN)),
    Case("broken JSON from page 3 on", _on_page(3, lambda: BROKEN, and_later=True), "partial", "some", resumes=True),
)
