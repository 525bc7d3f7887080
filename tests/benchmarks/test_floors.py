"""The ratchet of the quality benchmark: what falls is seen, what rises may be kept, and nothing is lowered."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality import floors
from benchmarks.quality.figures import Better, Figure
from benchmarks.quality.floors import Floor

ROOT = Path(__file__).resolve().parents[2]
OLD = Floor(0.9, "2026-01-01", "auditor 0.1")


def figure(value: float, *, n: int = 1000, **more: object) -> Figure:
    return Figure("terms.accuracy", value, n, **more)  # type: ignore[arg-type]


def names(fallen: tuple[floors.Fall, ...]) -> list[str]:
    return [fall.figure.name for fall in fallen]


@pytest.mark.parametrize(
    ("value", "n", "falls"),
    [
        (0.95, 1000, False),
        (0.9, 1000, False),
        (0.8995, 1000, False),
        (0.8985, 1000, True),
        (0.895, 100, False),
        (0.885, 10, True),
    ],
)
def test_a_figure_falls_when_it_is_more_than_one_item_or_a_hundredth_below_its_floor(value: float, n: int, falls: bool):
    assert bool(floors.falls([figure(value, n=n)], {"terms.accuracy": OLD})) is falls


def test_a_figure_without_a_floor_cannot_fall():
    assert floors.falls([figure(0.1)], {}) == ()


def test_a_floor_whose_figure_was_not_measured_says_nothing():
    assert floors.falls([], {"terms.accuracy": OLD}) == ()


def test_a_time_has_a_limit_above_it_and_no_tolerance():
    limit = {"speed.help": Floor(0.5, "2026-01-01", "docs", fixed=True)}
    slow = Figure("speed.help", 0.51, 5, better="lower", unit="s")
    quick = Figure("speed.help", 0.5, 5, better="lower", unit="s")
    assert names(floors.falls([slow], limit)) == ["speed.help"]
    assert floors.falls([quick], limit) == ()


def test_a_sample_falls_only_when_its_whole_interval_is_below_the_floor():
    held = {"terms.accuracy": OLD}
    unlucky = figure(0.85, interval=(0.8, 0.91))
    broken = figure(0.7, interval=(0.65, 0.75))
    assert floors.falls([unlucky], held, sampled=True) == ()
    assert names(floors.falls([unlucky], held)) == ["terms.accuracy"]
    assert names(floors.falls([broken], held, sampled=True)) == ["terms.accuracy"]


def test_a_fall_says_what_fell_how_far_and_since_when_the_floor_stood():
    (fall,) = floors.falls([figure(0.5)], {"terms.accuracy": OLD})
    assert str(fall) == "terms.accuracy is 0.5000, below its floor 0.9 (set 2026-01-01)"


def test_what_rose_gets_a_higher_floor_with_its_day_and_run():
    found = floors.raised([figure(0.95678)], {"terms.accuracy": OLD}, day="2026-02-02", run="auditor 0.2")
    assert found == {"terms.accuracy": Floor(0.956, "2026-02-02", "auditor 0.2")}


def test_what_fell_keeps_its_floor():
    held = {"terms.accuracy": OLD}
    assert floors.raised([figure(0.5)], held, day="2026-02-02", run="auditor 0.2") == held


def test_a_floor_that_was_not_measured_is_kept():
    held = {"other": OLD}
    assert floors.raised([], held, day="2026-02-02", run="auditor 0.2") == held


def test_a_fixed_limit_never_moves_and_a_time_gets_none_by_itself():
    limit = {"speed.help": Floor(0.5, "2026-01-01", "docs", fixed=True)}
    times = [Figure(f"speed.{name}", 0.1, 5, better="lower", unit="s") for name in ("help", "other")]
    assert floors.raised(times, limit, day="2026-02-02", run="auditor 0.2") == limit


def test_where_lower_is_better_the_limit_goes_down_and_is_rounded_up():
    error = Figure("ece", 0.0411, 300, better="lower")
    found = floors.raised([error], {"ece": Floor(0.1, "2026-01-01", "old")}, day="d", run="r")
    assert found["ece"].floor == 0.042


@given(
    value=st.floats(0, 1),
    old=st.none() | st.floats(0, 1),
    better=st.sampled_from(["higher", "lower"]),
)
def test_raising_never_lowers_and_the_figure_that_raised_it_passes(value: float, old: float | None, better: Better):
    measured = Figure("f", value, 500, better=better)
    held = {} if old is None else {"f": Floor(old, "2026-01-01", "old")}
    found = floors.raised([measured], held, day="d", run="r")["f"].floor
    if old is not None:
        assert found >= old if better == "higher" else found <= old
    if found != old:
        assert floors.falls([measured], {"f": Floor(found, "d", "r")}) == ()


def test_floors_are_read_as_they_were_written(tmp_path: Path):
    held = {"b": OLD, "a": Floor(0.5, "2026-01-01", "docs", fixed=True)}
    file = tmp_path / "floors.json"
    floors.dump(held, file)
    first = file.read_bytes()
    assert floors.load(file) == held
    floors.dump(floors.load(file), file)
    assert file.read_bytes() == first


def test_without_a_file_there_are_no_floors(tmp_path: Path):
    assert floors.load(tmp_path / "none.json") == {}


def test_the_committed_floors_can_be_read_and_times_in_them_are_fixed():
    held = floors.load()
    assert held
    assert all(entry.fixed for name, entry in held.items() if name.startswith("speed."))


def committed() -> list[str]:
    """Return the text of the floors in every commit that changed them, oldest first, and as they are now."""
    path = floors.FILE.relative_to(ROOT).as_posix()
    listed = git("log", "--reverse", "--format=%H", "--", path)
    if listed is None:
        pytest.skip("no history here")
    texts = [git("show", f"{commit}:{path}") for commit in listed.split()]
    return [*(text for text in texts if text), floors.FILE.read_text(encoding="utf-8")]


def git(*arguments: str) -> str | None:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else None


def test_no_floor_is_lower_than_it_ever_was_without_a_reason():
    latest = json.loads((floors.FILE.parent / "results" / "latest.json").read_text(encoding="utf-8"))
    downward = {entry["name"] for entry in latest["figures"] if entry["better"] == "lower"}
    *earlier, now = (floors.read(text) for text in committed())
    for before in earlier:
        assert floors.sunk(before, now, lower_is_better=downward) == []


def test_a_lower_floor_is_seen_unless_it_says_why():
    old = {"a": OLD, "b": OLD, "c_ece": OLD, "d": OLD}
    new = {"a": replace(OLD, floor=0.8), "b": replace(OLD, floor=0.8, lowered="harder texts"), "c_ece": OLD}
    assert floors.sunk(old, new, lower_is_better={"c_ece"}) == ["a", "d"]
    assert floors.sunk({"c_ece": OLD}, {"c_ece": replace(OLD, floor=0.95)}, lower_is_better={"c_ece"}) == ["c_ece"]


def test_floors_are_written_as_they_are_read(tmp_path: Path):
    known = {"a": OLD, "none": replace(OLD, floor=0.0), "why": replace(OLD, fixed=True, lowered="harder texts")}
    floors.dump(known, tmp_path / "floors.json")
    assert floors.load(tmp_path / "floors.json") == known
