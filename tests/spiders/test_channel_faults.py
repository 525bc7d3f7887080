"""Every channel that is read over a network, against everything that goes wrong on the way.

Each kind of source is collected twice: with the fault, and after it has passed. Nothing may be lost, nothing doubled,
the status must be right, and a run that had to stop must go on where it stopped.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from support.fakes.faults import CASES, Case
from support.fakes.keyed import KEYED, FakeRenamedX
from support.fakes.open import OPEN
from support.fakes.world import TOKEN, Fake, World
from support.json_api import JsonApi

from auditor.collect import collect
from auditor.model import SourceReport
from auditor.store import Store

KINDS = (*OPEN, *(kind for kind in KEYED if kind is not FakeRenamedX))
# Its places are offsets, which deletions move; so it goes a page back.
GOES_BACK = "linkedin-api"
# Telegram's preview is HTML: there is no JSON to break.
NOT_HTML = frozenset({"broken JSON once", "broken JSON from page 3 on"})
STOPPED = tuple(case for case in CASES if case.status != "ok")
LOGIN_PAGE = {"telegram": "no public preview"}


def name_of(kind: type[Fake], case: Case) -> str:
    """Return the name of the source for a kind and a case."""
    return f"{kind.kind}.{case.slug}"


@dataclass
class Seen:
    """What a run left of one source."""

    report: SourceReport
    texts: list[str]
    asked: list[str]

    @property
    def note(self) -> str:
        """The notes as one text."""
        return " ".join(self.report.notes)


@dataclass
class Ran:
    """Every kind with every case, collected twice. The key is the name of the source."""

    fakes: dict[str, Fake]
    first: dict[str, Seen]
    second: dict[str, Seen]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory, configure: Any) -> Iterator[Ran]:
    """Collect with the faults, take them away, and collect again what had to stop."""
    folder = tmp_path_factory.mktemp("faults")
    fakes, apis, sources = {}, {}, []
    with ExitStack() as stack, pytest.MonkeyPatch.context() as environment:
        for case, kind in ((case, kind) for case in CASES for kind in KINDS):
            if kind.variable:
                environment.setitem(os.environ, kind.variable, TOKEN)
            name, fake = name_of(kind, case), kind(World.of(21, every=7))
            api = JsonApi(fake.route, [case.make(fake)], key=kind.key, refusal=fake.refusal(401))
            fakes[name], apis[name] = fake, stack.enter_context(api)
            sources.append({"name": name, "kind": kind.kind, "role": "social", "api": api.url, **kind.fields})
        settings = configure(folder, *sources)

        def run(only: tuple[str, ...]) -> dict[str, Seen]:
            for api in apis.values():
                api.asked.clear()
            reports = collect(settings, only=only)
            with Store.open(folder / ".auditor") as store:
                return {
                    r.name: Seen(r, sorted(post.text for post in store.posts(r.name)), list(apis[r.name].asked))
                    for r in reports
                }

        first = run(())
        for api in apis.values():
            api.faults.clear()
        stopped = tuple(name_of(kind, case) for case in STOPPED for kind in KINDS)
        yield Ran(fakes, first, run(stopped))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_with_the_fault(ran: Ran, kind: type[Fake], case: Case) -> None:
    if kind.kind == "telegram" and case.name in NOT_HTML:
        pytest.skip("no JSON here")  # nothing to break
    seen, fake = ran.first[name_of(kind, case)], ran.fakes[name_of(kind, case)]

    assert (seen.report.status, seen.note) == (case.status, seen.note)
    wanted = Counter(fake.texts)
    assert not Counter(seen.texts) - wanted, "something came twice, or from nowhere"
    if case.texts == "all":
        assert Counter(seen.texts) == wanted
    elif case.texts == "some":
        assert seen.texts
    else:
        assert seen.texts == []
    words = LOGIN_PAGE.get(kind.kind, "did not answer as") if case.name == "a login page" else case.words
    if case.status != "ok":
        assert words in seen.note
    assert TOKEN not in repr(seen)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("case", STOPPED, ids=lambda case: case.slug)
def test_when_it_has_passed(ran: Ran, kind: type[Fake], case: Case) -> None:
    seen, fake = ran.second[name_of(kind, case)], ran.fakes[name_of(kind, case)]

    assert (seen.report.status, seen.note) == ("ok", seen.note)
    assert Counter(seen.texts) == Counter(fake.texts)
    if case.resumes and kind.kind != GOES_BACK:
        pages = [path for path in seen.asked if path.partition("?")[0] == fake.lists]
        whole = [path for path in ran.first[name_of(kind, CASES[0])].asked if path.partition("?")[0] == fake.lists]
        assert len(pages) < len(whole), "it began again instead of going on"
