"""The command: what is measured without data, what is named as missing, what is written, and when it fails."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.quality import __main__ as command
from benchmarks.quality import floors
from benchmarks.quality.figures import Bench, Figure, NoData, Task
from benchmarks.quality.floors import Floor

Run = Callable[..., int]
Capture = pytest.CaptureFixture[str]
OUTSIDE = ("terms", "history", "promises", "promiseeval", "sick-nl", "wice", "sts", "gold")


def test_what_has_no_data_is_named_and_nothing_fails(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch):
    for name in ("AUDITOR_BENCH_DATA", "AUDITOR_BENCH_GOLD"):
        monkeypatch.delenv(name, raising=False)
    code = command.main(["--only", *OUTSIDE, "--cache", str(tmp_path / "c"), "--results", str(tmp_path / "r")])
    text = capsys.readouterr().out
    assert code == 0
    assert all(f"- {name}: no data (" in text for name in OUTSIDE)


def toy(value: float, name: str = "terms") -> Task:
    return Task(name, "a task", lambda _: (Figure(f"{name}.accuracy", value, 100, (value - 0.1, value + 0.1)),))


def broken(_: Bench) -> tuple[Figure, ...]:
    raise KeyError("something of ours")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(floors, "load", lambda: {"terms.accuracy": Floor(0.9, "2026-01-01", "auditor 0.1")})

    def call(tasks: list[Task], *arguments: str) -> int:
        monkeypatch.setattr(command, "TASKS", tuple(tasks))
        return command.main([*arguments, "--cache", str(tmp_path / "cache"), "--results", str(tmp_path)])

    return call


def test_a_fall_fails_the_check_and_only_the_check(run: Run, capsys: Capture):
    assert run([toy(0.5)]) == 0
    assert run([toy(0.5)], "--check") == 1
    assert "below its floor" in capsys.readouterr().err
    assert run([toy(0.95)], "--check") == 0


def test_a_broken_measurement_is_shown_and_writes_nothing(run: Run, tmp_path: Path, capsys: Capture):
    assert run([toy(0.95), Task("gold", "breaks", broken)]) == 1
    shown = capsys.readouterr()
    assert "terms.accuracy" in shown.out
    assert "something of ours" in shown.err
    assert not (tmp_path / "latest.json").exists()


def test_only_keeps_what_was_measured_before_of_the_others(run: Run, tmp_path: Path):
    run([toy(0.91), toy(0.7, "gold")])
    run([toy(0.93), toy(0.1, "gold")], "--only", "terms")
    figures = {f["name"]: f["value"] for f in json.loads((tmp_path / "latest.json").read_text())["figures"]}
    assert figures == {"terms.accuracy": 0.93, "gold.accuracy": 0.7}
    assert "| `terms.accuracy` | 0.930 | 0.900 |" in (tmp_path / "latest.md").read_text()


def test_a_sample_writes_nothing_and_raises_nothing(run: Run, tmp_path: Path):
    run([toy(0.95)], "--fast")
    assert list(tmp_path.glob("latest.*")) == []
    with pytest.raises(SystemExit):
        run([toy(0.95)], "--fast", "--raise-floors")


def test_a_missing_file_is_no_data(tmp_path: Path):
    with pytest.raises(NoData):
        Bench(cache=tmp_path, data=tmp_path).rows("nothing.jsonl")


def test_a_sample_is_spread_over_the_rows(tmp_path: Path):
    rows = [{"k": k} for k in range(100)]
    assert [row["k"] for row in Bench(cache=tmp_path, fast=True).some(rows, 4)] == [0, 25, 50, 75]
    assert Bench(cache=tmp_path).some(rows, 4) == rows


@pytest.mark.slow
def test_the_sampled_measurements_of_this_repository_stay_above_their_floors(tmp_path: Path, capsys: Capture):
    written = ("written-terms", "written-plain-terms", "written-claims", "written-verdicts", "written-channels")
    code = command.main(["--fast", "--check", "--only", *written, "--cache", str(tmp_path)])
    assert code == 0, capsys.readouterr().err
