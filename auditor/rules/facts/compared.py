"""Numbers that two owned sources state of one thing in their own words: "we buy from 31 farms", "23 farms grow for us".

The comparison of whole statements decides (auditor.text.compare); asked here is only what makes it safe: that both
speak of the organisation itself, of no other place, year or part, and not of about so many.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import Final

from auditor.model import Encode, Statement
from auditor.rules.facts.base import Fact, stated
from auditor.rules.lexicon import pattern, whole
from auditor.text.compare import Comparison, compare
from auditor.text.quantities import read_terms
from auditor.text.words import words

_LONGEST: Final = 160  # characters; a longer sentence says more than one thing
_LIKE: Final = 0.85
_NAMED: Final = re.compile(r"(?<=[\w,;:] )[A-ZÀ-Þ][\w'’-]+")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_OURS: Final = frozenset({"wij", "we", "ons", "onze", "us", "our"})
_COUNTS: Final = frozenset({"count", "volume"})


def compared(
    statements: Sequence[Statement], names: Sequence[str], encode: Encode | None
) -> Iterator[tuple[Fact, Fact]]:
    """Yield the pairs of facts of different sources that contradict each other, the first source's fact first."""
    by_source: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if _plain(statement, names):
            by_source[statement.source].append(statement)
    for one, other in combinations(by_source, 2):
        for a, b in product(by_source[one], by_source[other]):
            if a.language == b.language and _nameable(a, names) == _nameable(b, names):
                held = compare(a.text, b.text, a.language, b.language, encode=encode)
                if _conflicting(held):
                    yield _fact(a, held, first=True), _fact(b, held, first=False)


def _plain(statement: Statement, names: Sequence[str]) -> bool:
    """Say whether a statement says one exact number of the organisation itself."""
    language = statement.language or ""
    if language not in {"nl", "en"} or len(statement.text) > _LONGEST or statement.block_kind == "cell":
        return False
    if _YEAR.search(statement.text) or pattern("counts.about", language).search(statement.text):
        return False
    ours = bool(_OURS & set(words(statement.text)))
    if not ours and not (names and whole(names).search(statement.text)):
        return False
    found = read_terms(statement.text, language)
    return len(found) == 1 and found[0].metric in _COUNTS and found[0].comparator == "=" and found[0].high is None


def _nameable(statement: Statement, names: Sequence[str]) -> frozenset[str]:
    """Return the names in a statement: "12 winkels in Leeds" and "9 winkels in York" are two facts."""
    text = whole(names).sub(" ", statement.text) if names else statement.text
    return frozenset(_NAMED.findall(text))


def _conflicting(held: Comparison) -> bool:
    a, b = held.term_a, held.term_b
    if held.basis != "terms" or a is None or b is None or (held.likeness or 0.0) < _LIKE:
        return False
    return a.metric == b.metric and a.per == b.per and a.value != b.value and held.label != "unrelated"


def _fact(statement: Statement, held: Comparison, *, first: bool) -> Fact:
    term = held.term_a if first else held.term_b
    assert term is not None
    fact = stated("figure", term.metric, f"{term.value:g}", term.text, statement)
    return replace(fact, amount=term.value)
