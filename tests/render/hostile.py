"""Results in which every text of a page or post is an attack."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from typing import Any

from sample import dutch

from auditor.model import Results

PAYLOADS = (
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</script><svg/onload=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)' x='",
    "--><iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<!--<script>",
    "<a href=javascript:alert(1)>klik</a>",
    "{{ 7 * 7 }}{% include 'x' %}{{ ''.__class__ }}",
    "{0.__class__}{n}%s%(x)s",
    "&lt;script&gt;alert(1)&lt;/script&gt;&#x3c;script&#62;",
    "\x1b[31m\x1b]8;;https://evil.example\x07link\x1b]8;;\x07\x9b2J\x07",
    "\u202e\u2066gnp.exe\u2069\u200f",
    "[red]markup[/red] [link=https://evil.example]x[/link] :smiley:",
    "::error file=x::boo%0A::set-output name=a::b",
    "| a | b |\n|---|---|\n`code` **bold** [x](javascript:alert(1)) <br>",
    "=cmd|' /C calc'!A0\n+1\n-1\n@SUM(1)",
    "]]><x xmlns='y'/>\ufffe\uffff\x00",
    "\ud800 lone",
    "a" * 5000,
)

# Codes with a fixed meaning; everything else in the results can come from outside.
_CODES = frozenset({
    "kind", "role", "status", "verdict", "relation", "level", "comparator", "hedge", "calendar", "decided_by", "kept",
    "told", "because",
    "by_level", "by_verdict",
})  # fmt: skip
# Ids and names that tie the parts together must stay tied.
_TIES = frozenset({"id", "claim", "claims", "source", "name", "now"})


def poisoned(*payloads: str, ties: bool = False) -> Results:
    """Return the Dutch sample with the payloads in turn in every text; with `ties`, in ids and source names too.

    Addresses keep their scheme and host, since an attacker controls what comes after.
    """
    turn = cycle(payloads)

    def poison(value: Any, name: str) -> Any:
        if is_dataclass(value) and not isinstance(value, type):
            if type(value).__name__ == "RunInfo":
                own = ("organisation", "tool", "model", "model_revision")
                return replace(value, **{part: next(turn) for part in own})
            kept = (_CODES | (frozenset() if ties else _TIES)) - {"claims"}
            names = [field.name for field in fields(value) if field.name not in kept]
            return replace(value, **{name: poison(getattr(value, name), name) for name in names})
        if isinstance(value, tuple):
            return tuple(poison(item, name) for item in value)
        if not isinstance(value, str) or (name in _TIES and not ties):
            return value
        if name in _TIES:
            return f"{value}{payloads[0]}"
        return f"https://site.example/{next(turn)}" if name in {"url", "discovered"} else next(turn)

    return poison(dutch(), "")
