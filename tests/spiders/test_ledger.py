"""Later runs ask for what is new, and notice what was deleted and edited."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.exports import make_context
from support.fakes.keyed import KEYED
from support.fakes.open import OPEN
from support.fakes.world import OWN, TOKEN, World
from support.json_api import JsonApi

from auditor.collect import collect
from auditor.collect.protocol import Context
from auditor.model import Post
from auditor.store import Store
from auditor_spiders.ledger import Ledger

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)


def old_and_new(posts: int = 60) -> World:
    """Return a world of posts a day apart, the newest of yesterday; under every tenth a question with an answer."""
    world = World()
    for number in range(posts):
        at = NOW - (posts - number) * DAY
        post = world.add(OWN, f"Bericht {number}.", at)
        if number % 10 == 0:
            asked = world.add("anna", f"@molen Vraag {number}?", at + timedelta(minutes=5), post)
            world.add(OWN, f"Antwoord {number}.", at + timedelta(minutes=20), asked)
    return world


KINDS = {kind.__name__: kind for kind in (*OPEN, *KEYED)}


@dataclass
class Run:
    """What one run left of one kind, and how much it asked for."""

    texts: set[str]
    asked: int
    note: str


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory, configure: Any) -> Iterator[list[dict[str, Run]]]:
    """Collect; delete an old and a new post, add one; collect; collect everything."""
    folder = tmp_path_factory.mktemp("runs")
    fakes = {name: kind(old_and_new(), page=10) for name, kind in KINDS.items()}
    found: list[dict[str, Run]] = []
    with ExitStack() as stack, pytest.MonkeyPatch.context() as environment:
        apis, sources = {}, []
        for name, fake in fakes.items():
            if fake.variable:
                environment.setitem(os.environ, fake.variable, TOKEN)
            apis[name] = stack.enter_context(JsonApi(fake.route, key=fake.key))
            sources.append({"name": name, "kind": fake.kind, "role": "social", "api": apis[name].url, **fake.fields})

        def run(**more: Any) -> None:
            for api in apis.values():
                api.asked.clear()
            reports = collect(configure(folder, *({**source, **more} for source in sources)))
            assert {report.name: report.status for report in reports} == dict.fromkeys(KINDS, "ok")
            with Store.open(folder / ".auditor") as store:
                found.append(
                    {
                        r.name: Run({p.text for p in store.posts(r.name)}, len(apis[r.name].asked), " ".join(r.notes))
                        for r in reports
                    }
                )

        run()
        for fake in fakes.values():
            fake.world.delete("Bericht 3.", "Bericht 59.")
            fake.world.add(OWN, "Nieuw bericht.", NOW - timedelta(hours=1))
        run()
        run(full_look=0)
        yield found


@pytest.mark.parametrize("kind", KINDS)
def test_the_second_run_asks_less(runs: list[dict[str, Run]], kind: str) -> None:
    first, second, _ = (run[kind] for run in runs)

    assert second.asked < first.asked
    assert ("looked back" in first.note, "looked back" in second.note) == (False, True)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_new_is_there_and_what_was_deleted_lately_is_gone(runs: list[dict[str, Run]], kind: str) -> None:
    first, second, _ = (run[kind].texts for run in runs)

    assert {"Bericht 3.", "Bericht 59."} <= first
    assert second == first - {"Bericht 59."} | {"Nieuw bericht."}


@pytest.mark.parametrize("kind", KINDS)
def test_a_look_at_everything_notices_every_deletion(runs: list[dict[str, Run]], kind: str) -> None:
    _, second, third = (run[kind].texts for run in runs)

    assert third == second - {"Bericht 3."}


@dataclass(frozen=True)
class Earlier:
    """What an earlier run left."""

    state: str | None
    posts: tuple[Post, ...]
    documents: tuple[Any, ...] = ()


def post(number: int, at: datetime, seen: datetime) -> Post:
    return Post("s", "x", "molen", str(number), "t", at, "molen", author_is_org=True, observed_at=seen)


def context(previous: Earlier, now: datetime) -> Context:
    made = make_context(Path(), previous=previous)
    object.__setattr__(made, "now", now)
    return made


@given(
    posts=st.integers(1, 40),
    page=st.integers(1, 12),
    stops=st.lists(st.integers(1, 5), max_size=8),
    fresh=st.lists(st.integers(0, 3), max_size=8),
)
def test_however_often_a_look_is_interrupted_nothing_is_lost(
    posts: int, page: int, stops: list[int], fresh: list[int]
) -> None:
    """A list of pages by offset from the oldest, read for a few pages per run, while new posts arrive in between."""
    there = [post(number, NOW - (posts - number) * timedelta(hours=1), NOW) for number in range(posts)]
    kept: dict[str, Post] = {}
    state: str | None = None
    for run in range(len(stops) + 1):
        for _ in range(fresh[run] if run < len(fresh) else 0):
            there.append(post(len(there), NOW + timedelta(minutes=len(there)), NOW))
        now = NOW + timedelta(hours=run + 1)
        ledger = Ledger(context(Earlier(state, tuple(kept.values())), now), every=7 * DAY)
        budget, at, jumped, complete, seen = (stops[run] if run < len(stops) else 999), len(there), False, False, {}
        while budget and not complete:
            budget -= 1
            items = [post(int(p.id), p.created_at, now) for p in reversed(there[max(0, at - page) : at])]
            seen |= {ledger.see(p).id: p for p in items}
            at = max(0, at - page)
            goal = None if jumped or at == 0 else ledger.jump("list", items)
            if at == 0 or goal == "":
                ledger.ended("list")
                complete = True
            elif goal is not None:
                jumped, at = True, int(goal)
            else:
                (ledger.moved_on if jumped else ledger.stopped_at)("list", str(at))
        seen |= {p.id: p for p in ledger.carried(complete=complete, threads=True)}
        kept, state = seen, ledger.state(complete=complete).value

    assert sorted(map(int, kept)) == list(range(len(there)))


def test_a_state_of_another_version_means_a_first_run() -> None:
    ledger = Ledger(context(Earlier('{"v": 0}', (post(1, NOW, NOW),)), NOW), every=7 * DAY)

    assert ledger.depth is None
    assert list(ledger.carried(complete=False, threads=False)) == []
