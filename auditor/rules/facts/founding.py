"""The year in which the organisation was founded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from auditor.model import Statement
from auditor.rules.facts.base import MAIN, YEAR, Fact, stated
from auditor.rules.lexicon import alternatives, entries, whole

_SOME = r"(?:[\w'’-]+\s+){0,6}?"
_DATE = r"(?:[\w'’]+\s+){0,4}?"
"""What may stand between a preposition and the year: "on 1 May 1921", "in the spring of 1921"."""
_ORGANISATION_PAGES = ("home", "about", "contact", "other", None)
_MAX_FRAGMENT = 12
"""Words. "Founded in 1921 by two brothers" has no subject; a longer sentence has one."""


def founded(statement: Statement, language: str, names: Sequence[str]) -> Iterator[Fact]:
    """Yield the year of founding, where the statement says it of the organisation itself."""
    match = next((found for one in _patterns(language, tuple(names)) if (found := one.search(statement.text))), None)
    match = match or _alone(statement, language, names)
    if match:
        yield stated("founded", MAIN, match["year"], match["year"], statement)


def _alone(statement: Statement, language: str, names: Sequence[str]) -> re.Match[str] | None:
    """Return a year that a label, a motto or a fragment gives without a subject, on a page about the organisation."""
    if statement.page_type not in _ORGANISATION_PAGES:
        return None
    if statement.label:
        label = re.fullmatch(rf"{alternatives(entries('founding.labels', language))}:?", statement.label, re.IGNORECASE)
        return re.fullmatch(rf"{_DATE}(?P<year>{YEAR})", statement.text.strip(" .")) if label else None
    found = _lone(language, tuple(names)).match(statement.text)
    if found and not found["named"] and (statement.block_kind == "heading" or statement.page_type == "other"):
        # A heading "Since 2015" opens a part of a time line.
        found = None
    if found is None and statement.page_type in ("home", "about") and len(statement.text.split()) <= _MAX_FRAGMENT:
        # Another subject may have been named just before: "Our partner is a bakery. Founded in 1950 by two brothers."
        before = statement.before is None or bool(whole(names).search(statement.before))
        found = _fragment(language).match(statement.text) if before else None
    return found


@cache
def _lone(language: str, names: tuple[str, ...]) -> re.Pattern[str]:
    """Match all of "Duinrand, sinds 1921", "Since 1921", "Anno 1921" or "Founded: 1921"."""
    cue = alternatives((*entries("founding.since", language), *entries("founding.labels", language)))
    return re.compile(rf"(?P<named>{alternatives(names)}\W+)?{cue}\W+(?:in\s+)?(?P<year>{YEAR})\W*$", re.IGNORECASE)


@cache
def _fragment(language: str) -> re.Pattern[str]:
    before = alternatives(entries("founding.before", language))
    return re.compile(rf"{before}\s+in\s+(?P<year>{YEAR})(?!\w)[^,;:]*$", re.IGNORECASE)


@cache
def _patterns(language: str, names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    def words(name: str) -> str:
        return alternatives(entries(f"founding.{name}", language))

    own = rf"(?<!\w)(?:{alternatives(names)}|{words('own')})"
    year = rf"(?P<year>{YEAR})(?!\w)"
    # A trial, a shop or a habit began too: "In 2015 Duinrand began a trial", "We began in 2015 with the repairs".
    end = r"(?=\s*[.,;:!?)]|\s*$)"
    itself = rf"(?:{end}|(?=\s+{words('itself')}(?!\w)))"
    bodies = (
        # Duinrand werd door twee broers opgericht in 1921 / Duinrand was founded by two brothers on 1 May 1921
        rf"{own}\s+{words('after')}\s+{_SOME}(?:in\s+)?{year}",
        # Duinrand begon in 1921 / Duinrand started in the spring of 1921
        rf"{own}\s+{words('after_direct')}\s+(?:in|op|on)\s+{_DATE}{year}{itself}",
        # In 1921 begon Duinrand / In 1921 Duinrand began
        rf"(?<!\w)(?:in|op|on)\s+{_DATE}{year},?\s+{words('after_direct')}\s+{own}{itself}",
        rf"(?<!\w)(?:in|op|on)\s+{_DATE}{year},?\s+{own}\s+{words('after_direct')}{itself}",
        # In 1921 Duinrand was founded
        rf"(?<!\w)(?:in|op|on)\s+{_DATE}{year},?\s+{own}\s+{words('split_verbs_direct')}\s+{_SOME}{words('before')}(?!\w)",
        # Duinrand rijdt al sinds 1921 / Duinrand has been on the road since 1921
        rf"{own}\s+{words('existing')}\s+{words('since')}\s+{_DATE}{year}{end}",
        # Sinds 1921 rijdt Duinrand / Since 1921 Duinrand has been on the road
        rf"(?<!\w){words('since')}\s+{_DATE}{year},?\s+{words('existing_verbs')}\s+{own}{end}",
        rf"(?<!\w)since\s+{_DATE}{year},?\s+{own}\s+{words('existing')}{end}",
        # Duinrand werd in 1921 door twee broers opgericht
        rf"{own}\s+{words('split_verbs')}\s+{_SOME}(?:in|op)\s+{_DATE}{year}\s+{_SOME}{words('split_ends')}(?!\w)",
        # In 1921 werd Duinrand opgericht
        rf"(?<!\w)(?:in|op|on)\s+{_DATE}{year},?\s+{words('split_verbs')}\s+{own}\s+{_SOME}{words('split_ends')}(?!\w)",
        # In 1921 two brothers founded Duinrand / In 1921 richtten twee broers Duinrand op
        rf"(?<!\w)in\s+{year},?\s+{_SOME}{words('founders')}\s+{own}(?!\w)",
        rf"(?<!\w)in\s+{year},?\s+{words('founding_verbs')}\s+{_SOME}{own}\s+op(?!\w)",
        # Founded in 1921 in a barn, Duinrand has grown
        rf"^{words('before')}\s+in\s+{year}[^.]*?,\s+(?:is\s+|was\s+|heeft\s+)?{own}(?!\w)",
        # Duinrand, founded in 1921,
        rf"{own},\s+{words('before')}\s+in\s+{year}",
    )
    return tuple(re.compile(body, re.IGNORECASE) for body in bodies)
