"""Findings about two claims of the organisation's own, for `statement-conflict` and `mission-drift`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from auditor.model import normalised
from auditor.rules.base import quoted
from auditor.rules.views import where
from auditor.rules.wording import Text, quote, sentence

if TYPE_CHECKING:
    from auditor.model import Finding, OwnedConflict
    from auditor.rules.base import Audit, Options, Rule


def findings(
    rule: Rule, audit: Audit, options: Options, pairs: Sequence[OwnedConflict], message: Text
) -> Iterator[Finding]:
    """Yield one finding per pair that is certain enough, with the same id whichever side comes first."""
    certain = [
        pair
        for pair in pairs
        if pair.confidence >= options["min_confidence"] and not _within(pair.claim_a.text, pair.claim_b.text)
    ]
    partners = Counter(claim.id for pair in certain for claim in (pair.claim_a, pair.claim_b))
    for pair in certain:
        first, second = pair.claim_a, pair.claim_b
        if max(partners[first.id], partners[second.id]) > options["max_pairs"]:
            # A claim that conflicts with many others is about a subject with many values, not about their one thing.
            continue
        said = message.say(
            audit.language,
            a=quote(first.text, audit.language),
            b=quote(second.text, audit.language),
            source_a=where(first.source, first.place, second.source),
            source_b=where(second.source, second.place, first.source),
            why=sentence(pair.why),
        )
        yield rule.finding(
            audit,
            said.strip(),
            about=" | ".join(sorted((normalised(first.text), normalised(second.text)))),
            place=first.place,
            source=first.source,
            claim=first,
            others=[second],
            evidence=[quoted(second, "conflicts", pair.why)],
            confidence=pair.confidence,
        )


def _within(first: str, second: str) -> bool:
    """Whether one text is the other, or holds all of it: where sentences ran together, one would differ from itself."""
    shorter, longer = sorted((f" {normalised(first)} ", f" {normalised(second)} "), key=len)
    return shorter in longer
