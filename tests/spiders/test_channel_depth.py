"""Depth and endurance: ten thousand posts, what a feed leaves out, and going on after Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from support.bluesky import HANDLE, OWN, Bluesky, Toot
from support.fakes.keyed import FakeFacebook, FakeX
from support.fakes.open import FakeMastodon
from support.fakes.world import TOKEN, Fake, World
from support.json_api import JsonApi, Say

from auditor.collect import collect
from auditor.store import Store

SCRIPT = """
import sys
from pathlib import Path
from auditor.collect import collect
from auditor.settings.model import Settings
settings = Settings.model_validate_json(Path(sys.argv[1]).read_text())
try:
    collect(settings)
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", [FakeX, FakeFacebook], ids=lambda kind: kind.__name__)
def test_ten_thousand_posts(tmp_path: Path, configure: Any, monkeypatch: pytest.MonkeyPatch, kind: type[Fake]) -> None:
    monkeypatch.setitem(os.environ, kind.variable, TOKEN)
    fake = kind(World.of(10_000, every=2_000), page=100)
    with JsonApi(fake.route, key=fake.key) as api:
        source = {"name": "s", "kind": kind.kind, "role": "social", "api": api.url, **kind.fields}
        limits = {"max_posts": 20_000, "max_reads": 50_000}
        (report,) = collect(configure(tmp_path, {**source, **limits}))
    with Store.open(tmp_path / ".auditor") as store:
        texts = Counter(post.text for post in store.posts("s"))

    assert report.status == "ok", report.notes
    assert texts == Counter(fake.texts)


class WithRecords(Bluesky):
    """An account of which the feed leaves out every fifth post, and which keeps its records at the same server."""

    def __init__(self, posts: list[Toot], *, hydrates: bool) -> None:
        self.whole = Bluesky(posts)
        self.hydrates = hydrates
        shown = [post for at, post in enumerate(posts) if at % 5]
        super().__init__(shown, count=len(posts))

    def route(self, path: str, query: dict[str, str], base: str) -> Say:
        """Answer one request."""
        method = path.removeprefix("/xrpc/")
        if method == "com.atproto.repo.listRecords":
            assert (query["repo"], query["collection"]) == (OWN, "app.bsky.feed.post")
            keys = sorted(self.whole.posts, reverse=True)
            start = int(query.get("cursor", 0))
            records = [
                {"uri": self.whole.uri(key), "cid": "c", "value": self.whole._view(key)["record"]}
                for key in keys[start : start + 20]
            ]
            more = {"cursor": str(start + 20)} if start + 20 < len(keys) else {}
            return Say({"records": records, **more})
        if method == "app.bsky.feed.getPosts":
            if not self.hydrates:
                return Say({"posts": []})
            return Say({"posts": [self.whole._view(key) for key in self.whole.posts]})
        return super().route(path, query, base)


def test_what_the_feed_of_bluesky_leaves_out_is_found_among_the_records(tmp_path: Path, configure: Any) -> None:
    posts = [Toot(f"p{number:03}", "molen", f"Bericht {number}", number) for number in range(50)]
    with ExitStack() as stack:
        sources = []
        for name, hydrates in (("named", True), ("bare", False)):
            api = stack.enter_context(JsonApi(WithRecords(posts, hydrates=hydrates).route))
            sources.append({"name": name, "kind": "bluesky", "role": "social", "api": api.url, "actor": HANDLE})
        reports = collect(configure(tmp_path, *sources))
    with Store.open(tmp_path / ".auditor") as store:
        for report in reports:
            assert (report.status, report.documents, report.expected) == ("ok", 50, 50)
            assert "10 posts that the feed leaves out" in " ".join(report.notes)
            assert {post.text for post in store.posts(report.name)} == {f"Bericht {number}" for number in range(50)}


@pytest.mark.parametrize("kind", [FakeFacebook, FakeMastodon], ids=lambda kind: kind.__name__)
def test_after_ctrl_c_the_next_run_goes_on(tmp_path: Path, configure: Any, kind: type[Fake]) -> None:
    fake = kind(World.of(28, every=7))
    stuck: list[str] = []

    def hang(number: int, path: str) -> Say | None:
        """Let two pages through, and leave the third without an answer."""
        if fake.lists in path and sum(fake.lists in asked for asked in api.asked) >= 3 and not stuck:
            stuck.append(path)
            time.sleep(20)
        return None

    with JsonApi(fake.route, [hang], key=fake.key) as api, pytest.MonkeyPatch.context() as environment:
        if fake.variable:
            environment.setitem(os.environ, fake.variable, TOKEN)
        source = {"name": "s", "kind": kind.kind, "role": "social", "api": api.url, **kind.fields}
        settings = configure(tmp_path, source)
        (tmp_path / "settings.json").write_text(settings.model_dump_json())
        process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(tmp_path / "settings.json")])
        deadline = time.monotonic() + 60
        while not stuck and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        with Store.open(tmp_path / ".auditor") as store:
            (report,) = store.reports()
            kept = {post.text for post in store.posts("s")}
        first, api.asked[:], api.faults[:] = list(api.asked), [], []

        (again,) = collect(settings)

    assert (report.status, len(kept) >= 14) == ("partial", True)
    assert "interrupted" in report.notes[0]
    with Store.open(tmp_path / ".auditor") as store:
        assert Counter(post.text for post in store.posts("s")) == Counter(fake.texts)
    assert again.status == "ok"
    # The newest page is looked at again, for what came in between; the one after it is not.
    assert [path for path in first if fake.lists in path][1] not in api.asked
