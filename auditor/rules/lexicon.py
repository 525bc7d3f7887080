"""The words that the rules look for: config/lexicon/rules/<language>.yaml, as compiled patterns.

An entry is a word or phrase; `*` stands for any letters, as in `duurza*`. Spaces match any white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from auditor.resources import lexicon

if TYPE_CHECKING:
    from auditor.model import Statement
    from auditor.rules.base import Audit

TOPIC = "rules"
MAX_LENGTH = 1500
"""Characters. A longer sentence is no sentence (a list, a dump); the patterns are not tried on it."""
_NEVER = r"(?!)"


def entries(name: str, language: str) -> tuple[str, ...]:
    """Return the entries of a list, named as `section.list`; nothing for a language without it."""
    found: Any = lexicon(TOPIC, language)
    for part in name.split("."):
        found = found.get(part, {}) if isinstance(found, dict) else {}
    return tuple(str(entry) for entry in found) if isinstance(found, list) else ()


def alternatives(words: Iterable[str]) -> str:
    """Return a regular expression for any of these entries, longest first, without groups."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    bodies = [re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in ordered]
    return f"(?:{'|'.join(bodies)})" if bodies else _NEVER


@cache
def pattern(name: str, language: str) -> re.Pattern[str]:
    """Return a case-insensitive pattern that finds any entry of a list as whole words."""
    return whole(entries(name, language))


def whole(words: Iterable[str]) -> re.Pattern[str]:
    """Return a case-insensitive pattern that finds any of these entries as whole words."""
    return re.compile(rf"(?<![\w]){alternatives(words)}(?![\w])", re.IGNORECASE)


def language_of(statement: Statement, audit: Audit) -> str | None:
    """Return the language of a statement: its own, else that of an organisation that writes in one language only."""
    if statement.language:
        return statement.language.split("-", 1)[0]
    known = audit.settings.organisation.languages
    return known[0] if len(known) == 1 else None


def names(audit: Audit) -> tuple[str, ...]:
    """Return the organisation's name and its aliases, longest first."""
    organisation = audit.settings.organisation
    return tuple(sorted({organisation.name, *organisation.aliases}, key=lambda name: (-len(name), name)))
