"""The palette meets WCAG 2.2 AA in light, dark and print: 4.5:1 for text, 3:1 for lines that carry meaning."""

from __future__ import annotations

import re

import pytest

from auditor.resources import data

CSS = (data("reports") / "assets" / "report.css").read_text(encoding="utf-8")
BLOCKS = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
SURFACES = ("paper", "surface", "sunk")
TEXT = [(ink, ground) for ink in ("ink", "soft", "accent") for ground in SURFACES] + [
    ("cover-ink", "cover"), ("cover-soft", "cover"), ("mark-ink", "mark"), ("paper", "accent"), ("ink", "amber-soft"),
    *((tone, f"{tone}-soft") for tone in ("red", "amber", "green", "violet", "blue", "grey")),
    *((tone, ground) for tone in ("red", "green", "grey") for ground in SURFACES),
]  # fmt: skip
LINES = [
    (line, ground) for line in ("strong-line", "red", "green", "accent", "amber", "amber-mid") for ground in SURFACES
]


def palettes() -> dict[str, dict[str, str]]:
    found = [dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})", block)) for block in BLOCKS]
    return {"light": found[0], "dark": {**found[0], **found[1]}, "print": {**found[0], **found[2]}}


def luminance(colour: str) -> float:
    plain = colour.lstrip("#")
    plain = "".join(char * 2 for char in plain) if len(plain) == 3 else plain
    channels = [int(plain[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_colours_can_be_read(theme: str):
    palette = palettes()[theme]

    def below(least: float, pairs: list[tuple[str, str]]) -> dict[tuple[str, str], float]:
        found = {(a, b): round(contrast(palette[a], palette[b]), 2) for a, b in pairs}
        return {pair: ratio for pair, ratio in found.items() if ratio < least}

    assert below(4.5, TEXT) == {}
    assert below(3, LINES) == {}
