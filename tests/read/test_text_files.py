"""Markdown and plain text: front matter, and the lines of the file."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

import pytest

from auditor.model import Document
from auditor.read import RefusedError

ReadBytes = Callable[..., Document]

PAGE = """---
title: Zo werken wij
date: 2026-02-01
lang: nl
tags: [werk, buurt]
telefoon: 0123 456 789
---

# Zo werken wij

Wij komen **altijd** langs, ook
op zondag. Zie [de agenda](https://molenpad.example).

{{< figure src="x.png" >}}

## Prijzen

| Wat  | Prijs |
|------|-------|
| Zaal | € 40  |

- Wij komen altijd langs
- tweede

> Fijn geholpen.
"""


def test_markdown_keeps_front_matter_and_lines(read_bytes: ReadBytes) -> None:
    document = read_bytes(PAGE.encode(), "werk.md", "text/markdown")

    assert document.title == "Zo werken wij"
    assert document.published is not None
    assert document.published.isoformat() == "2026-02-01T00:00:00+00:00"
    assert ("telefoon", "0123 456 789") in document.facts
    assert ("tags", "buurt") in document.facts
    assert [(block.place.line, block.kind, block.text) for block in document.blocks] == [
        (9, "heading", "Zo werken wij"),
        (11, "paragraph", "Wij komen altijd langs, ook op zondag. Zie de agenda."),
        (16, "heading", "Prijzen"),
        (18, "heading", "Wat"),
        (18, "heading", "Prijs"),
        (20, "cell", "Zaal"),
        (20, "cell", "€ 40"),
        (22, "item", "Wij komen altijd langs"),
        (23, "item", "tweede"),
        (25, "quote", "Fijn geholpen."),
    ]
    assert document.blocks[6].label == "Zaal"


@pytest.mark.parametrize("front", ["title: [", "a: &x [1]\nb: *x", "+", "- 1\n- 2"])
def test_front_matter_that_cannot_be_used_costs_only_itself(read_bytes: ReadBytes, front: str) -> None:
    document = read_bytes(f"---\n{front}\n---\nDe poort is open.\n".encode(), "a.md")

    assert [block.text for block in document.blocks] == ["De poort is open."]


def test_plain_text_joins_broken_lines_and_finds_headings_and_items(read_bytes: ReadBytes) -> None:
    text = (
        "Parkboek\n\nHet gras in het park maaien wij elke twee weken, behalve in\ndroge zomers.\n\n"
        "Wij doen dit:\n- vegen\n- snoeien\n"
    )
    document = read_bytes(text.encode("cp1252"), "park.txt", "text/plain")

    assert [(block.place.line, block.kind, " ".join(block.text.split()), block.label) for block in document.blocks] == [
        (1, "heading", "Parkboek", None),
        (3, "paragraph", "Het gras in het park maaien wij elke twee weken, behalve in droge zomers.", None),
        (6, "paragraph", "Wij doen dit:", None),
        (7, "item", "vegen", "Wij doen dit:"),
        (8, "item", "snoeien", "Wij doen dit:"),
    ]


@pytest.mark.parametrize("content", [b"", b"  \n\n ", b"\x00\x01\x02"])
def test_a_text_file_without_text_is_refused(read_bytes: ReadBytes, content: bytes) -> None:
    with pytest.raises(RefusedError, match="no text"):
        read_bytes(content, "leeg.txt")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "![a](" * 50_000,
        "<a " * 100_000,
        "1. " * 50_000,
        "> " * 100_000,
        "a\n: b\n" * 20_000,
        "<?xml?>" * 9,
    ],
)
def test_hostile_markdown_is_read_or_refused_in_time(read_bytes: ReadBytes, text: str) -> None:
    start = time.perf_counter()
    with contextlib.suppress(RefusedError):
        read_bytes(text.encode(), "a.md")

    assert time.perf_counter() - start < 10  # a second on a quiet machine
