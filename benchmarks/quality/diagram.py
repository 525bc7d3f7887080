"""Reliability diagrams as one SVG: a panel per task, said confidence across, share right upward.

The diagonal is where an audit is right as often as it says. The area of a dot stands for the number of answers in its
bin; a line from the diagonal to the dot shows how far off the bin is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, sqrt
from typing import Any, Final
from xml.sax.saxutils import escape

Bins = Sequence[Mapping[str, Any]]

_SIDE: Final = 180
_LEFT: Final = 44
_TOP: Final = 34
_WIDTH: Final = _LEFT + _SIDE + 24
_HEIGHT: Final = _TOP + _SIDE + 48
_ACROSS: Final = 3
_LARGEST: Final = 11.0
_SMALLEST: Final = 2.0


def panels(extra: Mapping[str, Any]) -> dict[str, Bins]:
    """Return the reliability tables of the results by the name of their task, in the order of the names."""
    found: dict[str, Bins] = {}
    for name in sorted(extra):
        task, _, what = name.rpartition(".")
        if what != "reliability":
            continue
        tables = extra[name] if isinstance(extra[name], Mapping) else {"": extra[name]}
        found |= {f"{task} {part}".strip(): bins for part, bins in sorted(tables.items()) if bins}
    return found


def svg(tables: Mapping[str, Bins]) -> str:
    """Return the diagrams side by side; every number is also in the title of its dot."""
    rows = ceil(len(tables) / _ACROSS)
    width, height = min(len(tables), _ACROSS) * _WIDTH, rows * _HEIGHT
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11">',
        "<title>Reliability: said confidence against share right</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for number, (name, bins) in enumerate(tables.items()):
        row, column = divmod(number, _ACROSS)
        parts.append(f'<g transform="translate({column * _WIDTH} {row * _HEIGHT})">')
        parts += [*_frame(name, bins), *(_dot(entry, bins) for entry in bins), "</g>"]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _frame(name: str, bins: Bins) -> list[str]:
    n = sum(entry["n"] for entry in bins)
    error = sum(entry["n"] * abs(entry["confidence"] - entry["right"]) for entry in bins) / n
    low, high = _point(0, 0), _point(1, 1)
    grid = []
    for share in (0.0, 0.5, 1.0):
        x, y = _point(share, share)
        grid += [
            f'<line x1="{low[0]}" y1="{y}" x2="{high[0]}" y2="{y}" stroke="#ddd"/>',
            f'<text x="{low[0] - 6}" y="{y + 4}" text-anchor="end">{share:g}</text>',
            f'<text x="{x}" y="{low[1] + 16}" text-anchor="middle">{share:g}</text>',
        ]
    return [
        f'<text x="{low[0]}" y="16" font-weight="bold">{escape(name)}</text>',
        f'<text x="{low[0]}" y="29">n = {n}, expected error {error:.3f}</text>',
        *grid,
        f'<line x1="{low[0]}" y1="{low[1]}" x2="{high[0]}" y2="{high[1]}" stroke="#888" stroke-dasharray="4 3"/>',
        f'<text x="{(low[0] + high[0]) / 2}" y="{low[1] + 32}" text-anchor="middle">said confidence</text>',
        f'<text transform="translate(12 {(low[1] + high[1]) / 2}) rotate(-90)" text-anchor="middle">share right</text>',
    ]


def _dot(entry: Mapping[str, Any], bins: Bins) -> str:
    x, y = _point(entry["confidence"], entry["right"])
    radius = max(_SMALLEST, _LARGEST * sqrt(entry["n"] / max(other["n"] for other in bins)))
    said = f"{entry['n']} answers: said {entry['confidence']:.2f}, right {entry['right']:.2f}"
    return (
        f'<line x1="{x}" y1="{_point(0, entry["confidence"])[1]}" x2="{x}" y2="{y}" stroke="#b3541e"/>'
        f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="#1f5fa8" fill-opacity="0.75"><title>{said}</title></circle>'
    )


def _point(across: float, upward: float) -> tuple[float, float]:
    return round(_LEFT + across * _SIDE, 1), round(_TOP + (1 - upward) * _SIDE, 1)
