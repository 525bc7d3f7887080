"""The ratchet: figures may rise, and what they rose to can be made their floor; nothing but a person lowers a floor.

floors.json holds per figure

    floor   the least it may be (for a time: the most)
    set     the day on which the floor was set
    run     the version that was measured then
    lowered why a person lowered it, where one did; without a reason the tests refuse a lower floor
    fixed   true for a limit that is no measurement (a time, a promise of the documentation): it is never raised

A figure may stay below its floor by its tolerance: one item of the n it was measured on, but never more than 0.01. On
another processor the last bit of a vector may differ, and with it the label of an item that stands on the edge. A run
on a sample (`--fast`) fails only where even the upper end of its interval is below the floor.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from benchmarks.quality.figures import Better, Figure

FILE: Final = Path(__file__).resolve().parent / "floors.json"
LARGEST_TOLERANCE: Final = 0.01
# Floors are written with three decimals, rounded towards the easier side.
_STEP: Final = 1000
TIMES: Final = ("s", "pages/s")


@dataclass(frozen=True, slots=True)
class Floor:
    """The least a figure may be (the most, where lower is better), since when, and from which run."""

    floor: float
    set: str
    run: str
    fixed: bool = False
    lowered: str = ""


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure that fell below its floor."""

    figure: Figure
    floor: Floor

    def __str__(self) -> str:
        """Say so in one line."""
        side = "below its floor" if self.figure.better == "higher" else "above its limit"
        return f"{self.figure.name} is {self.figure.value:.4f}, {side} {self.floor.floor:g} (set {self.floor.set})"


def load(path: Path = FILE) -> dict[str, Floor]:
    """Return the floors by the name of their figure; none where the file is not there yet."""
    if not path.exists():
        return {}
    return read(path.read_text(encoding="utf-8"))


def sunk(before: Mapping[str, Floor], after: Mapping[str, Floor], *, lower_is_better: Collection[str]) -> list[str]:
    """Return the names of the floors that became easier, or went, without a reason."""
    names = []
    for name, old in before.items():
        new = after.get(name)
        easier = new is not None and (new.floor > old.floor if name in lower_is_better else new.floor < old.floor)
        if new is None or (easier and not new.lowered):
            names.append(name)
    return names


def read(text: str) -> dict[str, Floor]:
    """Return the floors of a file's text."""
    return {name: Floor(**entry) for name, entry in json.loads(text)["figures"].items()}


def dump(floors: Mapping[str, Floor], path: Path = FILE) -> None:
    """Write the floors, sorted by name."""
    entries = {
        name: {k: v for k, v in asdict(floors[name]).items() if v is not False and v != ""} for name in sorted(floors)
    }
    note = "Made by `python -m benchmarks.quality --raise-floors`; see floors.py. Lowering one is a person's decision."
    path.write_text(json.dumps({"note": note, "figures": entries}, indent=1) + "\n", encoding="utf-8")


def tolerance(figure: Figure) -> float:
    """Return how far below its floor the figure may be. Times have none: their limits are wide already."""
    if figure.unit in TIMES:
        return 0.0
    return min(LARGEST_TOLERANCE, 1 / figure.n) if figure.n else LARGEST_TOLERANCE


def falls(figures: Iterable[Figure], floors: Mapping[str, Floor], *, sampled: bool = False) -> tuple[Fall, ...]:
    """Return the figures below their floors; figures without a floor cannot fall."""
    return tuple(
        Fall(figure, floors[figure.name])
        for figure in figures
        if figure.name in floors and _fell(figure, floors[figure.name], sampled=sampled)
    )


def _fell(figure: Figure, floor: Floor, *, sampled: bool) -> bool:
    if figure.better == "lower":
        best = figure.interval[0] if sampled and figure.interval else figure.value
        return best > floor.floor + tolerance(figure)
    best = figure.interval[1] if sampled and figure.interval else figure.value
    return best < floor.floor - tolerance(figure)


def raised(figures: Iterable[Figure], floors: Mapping[str, Floor], *, day: str, run: str) -> dict[str, Floor]:
    """Return the floors, each raised to what was measured where that is better. None is lowered.

    A figure that had no floor gets one, but for times: their limits are set by hand.
    """
    found = dict(floors)
    for figure in figures:
        old = floors.get(figure.name)
        if (old and old.fixed) or (old is None and figure.unit in TIMES):
            continue
        value = _rounded(figure.value, figure.better)
        if old is None or (value > old.floor if figure.better == "higher" else value < old.floor):
            found[figure.name] = Floor(value, day, run)
    return found


def _rounded(value: float, better: Better) -> float:
    """Return the value to three decimals, never better than it is."""
    scaled = value * _STEP
    whole = int(scaled + 1e-9) if better == "higher" else -int(-scaled + 1e-9)
    if better == "lower" and whole < scaled - 1e-9:
        whole += 1
    return whole / _STEP
