"""Tokens go to one host and are written down nowhere."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from support.fakes.keyed import KEYED, FakeFacebook, FakeX
from support.fakes.world import TOKEN, Fake, World
from support.json_api import JsonApi, Say, always

from auditor.collect import collect
from auditor.model import SourceReport
from auditor.settings.model import Source
from auditor.store import Store
from auditor_spiders.tokens import Scrubbing, is_safe, scrub, token_of

Read = Callable[..., SourceReport]


@pytest.fixture
def read(tmp_path: Path, configure: Any, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Return a function that collects one source with a token in the environment."""

    def run(fake: Fake, url: str, *, token: str | None = TOKEN, **more: Any) -> SourceReport:
        variable = more.get("token_env") or fake.variable
        if token is None:
            monkeypatch.delenv(variable, raising=False)
        else:
            monkeypatch.setenv(variable, token)
        source = {"name": "s", "kind": fake.kind, "role": "social", "api": url, **fake.fields, **more}
        (report,) = collect(configure(tmp_path, source))
        return report

    return run


def everything(folder: Path) -> bytes:
    """Return all bytes of a workspace: the database with its journal, the log, the key of pseudonyms."""
    return b"".join(path.read_bytes() for path in sorted((folder / ".auditor").rglob("*")) if path.is_file())


def test_no_token_in_the_workspace_or_in_an_address(
    tmp_path: Path, configure: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the interface repeats it in an error, and in the links to the next page."""
    fakes = {kind.__name__: kind(World.of(9, every=4)) for kind in KEYED}
    with ExitStack() as stack:
        apis, sources = {}, []
        for name, fake in fakes.items():
            monkeypatch.setenv(fake.variable, TOKEN)
            apis[name] = stack.enter_context(JsonApi(fake.route, key=fake.key, refusal=fake.refusal(401)))
            sources.append({"name": name, "kind": fake.kind, "role": "social", "api": apis[name].url, **fake.fields})
        settings = configure(tmp_path, *sources)
        good = collect(settings)
        asked = [path for api in apis.values() for path in api.asked]
        for name, fake in fakes.items():
            apis[name].faults.append(always(fake.refusal(401)))
        bad = collect(settings)

    assert ({r.status for r in good}, {r.status for r in bad}) == ({"ok"}, {"partial"})
    assert not [path for path in asked if TOKEN in path]
    assert TOKEN not in repr((good, bad))
    assert TOKEN.encode() not in everything(tmp_path)
    with Store.open(tmp_path / ".auditor") as store:
        for name, fake in fakes.items():
            assert sorted(post.text for post in store.posts(name)) == fake.texts, name


def test_a_token_that_is_missing_is_asked_for_by_name(read: Read) -> None:
    fake = FakeX(World.of(3))
    with JsonApi(fake.route, key=fake.key) as api:
        report = read(fake, api.url, token=None, token_env="MOLEN_X")

        assert api.asked == []
    assert report.status == "unreadable"
    assert "MOLEN_X" in report.notes[0]


def test_another_variable(read: Read) -> None:
    fake = FakeX(World.of(3))
    with JsonApi(fake.route, key=fake.key) as api:
        assert read(fake, api.url, token_env="MOLEN_X").status == "ok"


def test_a_redirect_does_not_get_the_token(read: Read) -> None:
    fake = FakeFacebook(World.of(3))
    with JsonApi(lambda *_: Say({"data": []})) as thief:
        moved = Say({}, 302, {"Location": f"{thief.url}/v26.0/2414183"})
        with JsonApi(fake.route, [always(moved)], key=fake.key) as api:
            report = read(fake, api.url)

    assert thief.asked == []
    assert (report.status, "302" in report.notes[0]) == ("unreadable", True)


def test_no_token_over_an_unprotected_line(read: Read) -> None:
    report = read(FakeX(World.of(3)), "http://api.molen.invalid")

    assert report.status == "unreadable"
    assert "http address" in report.notes[0]


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://api.x.com", True),
        ("http://127.0.0.1:80", True),
        ("http://localhost", True),
        ("http://10.0.0.1", False),
    ],
)
def test_where_a_token_may_go(url: str, safe: bool) -> None:
    assert is_safe(url) is safe


@pytest.mark.parametrize(
    "text",
    [
        f"https://graph.facebook.com/v26.0/1/feed?access_token={TOKEN}&after=c7",
        f"Authorization: Bearer {TOKEN}",
        f"The token {TOKEN} has expired.",
    ],
)
def test_scrubbing(text: str) -> None:
    assert TOKEN not in scrub(text, (TOKEN,))
    assert "***" in scrub(text, (TOKEN,))


def test_log_lines_and_tracebacks_are_scrubbed() -> None:
    error = ValueError(TOKEN)
    record = logging.LogRecord("x", logging.ERROR, "", 0, "%s", (TOKEN,), (ValueError, error, None))

    line = Scrubbing("%(message)s", (TOKEN,)).format(record)

    assert TOKEN not in line
    assert "ValueError" in line


def test_kinds_without_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_BEARER_TOKEN", " spaced ")

    assert token_of(Source(name="b", kind="bluesky", role="social", actor="a")) is None
    assert token_of(Source(name="x", kind="x-api", role="social", account="a")) == "spaced"
