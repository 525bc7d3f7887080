"""Texts that attack: a small set of our own, and the public lists where the machine has them (AUDITOR_TEST_DATA)."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

DATA = Path(os.environ.get("AUDITOR_TEST_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")

OWN = (
    "::error file=x,line=1::boo", "::set-output name=a::b", "%0A::stop-commands::x%0D", "100% 50%25 %",
    "a\n::warning::b", "a\r\n::error::b\r", "| a | b |", "`code` ``` ~~~",
    "**x** _y_ [z](javascript:alert(1)) ![](x)", "<details open>",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b31m", "\u202egnp.exe \u2066x\u2069 \u200f\u200e", "=1+1",
    "+cmd|'/C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1＋1", "]]></failure><testcase/>", "&lt;b&gt;&amp;&#0;",
    '"},{"x":"', "\\", "\\u0000", "\ud800 lone", "\ufeffbom", "\x00\x08\x0b", "a" * 3000,
    "#1 @someone :smile: GH-1", "<!-- x --> -->", "{{7*7}}{%x%}", "https://evil.example/::error::x",
    "javascript:alert(1)", "$(touch x) `id` ;|&", "../../etc/passwd", "C:\\x\\y",
)  # fmt: skip


def public() -> list[str]:
    """Return the strings of the Big List of Naughty Strings and the lists of XSS payloads; skips where absent."""
    folder = DATA / "adversarial"
    if not folder.is_dir():
        pytest.skip(f"the adversarial lists are not at {folder} (set AUDITOR_TEST_DATA)")
    found = [str(text) for text in json.loads((folder / "blns" / "blns.json").read_text(encoding="utf-8"))]
    for file in sorted((folder / "xss").glob("*.txt")):
        found += file.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    for file in sorted([*(folder / "xss").glob("*.json"), *(folder / "csv_injection").glob("*.json")]):
        for entry in json.loads(file.read_text(encoding="utf-8")):
            found += [entry[key] for key in ("payload", "text") if isinstance(entry.get(key), str)]
    return list(dict.fromkeys(text for text in found if text.strip()))
