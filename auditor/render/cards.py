"""Findings as cards: the plain sentence, both sides in their own words, why, what to do, how sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from auditor.model import Claim, Evidence, Finding, Level
from auditor.render.accepted import acceptance
from auditor.render.links import anchor, deep_link, short_url
from auditor.render.overview import Overview, level_word, percents, sureness
from auditor.render.quotes import (
    Quote,
    claim_quote,
    evidence_quote,
    file_words,
    finding_message,
    sentence,
    without_shown_quotes,
)
from auditor.render.safe_text import clean
from auditor.render.vocabulary import KINDS

# What decides comes first, so more than this adds length and no insight; the results hold all of it.
_EVIDENCE: Final = 3
_SURE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Meter:
    """How sure, on a scale of the whole width: the value, where judging begins, and how wide the grey zone is."""

    value: str
    limit: str
    grey: str


@dataclass(frozen=True, slots=True)
class Card:
    """One finding, ready to show."""

    id: str
    """Of the finding, for people to copy."""
    anchor: str
    level: Level
    level_word: str
    rule: str
    source: str
    title: str
    message: str
    why: str
    """Why it matters."""
    advice: str
    claims: tuple[tuple[str, str, Quote], ...]
    """(kind in words, anchor, quotation) of each claim it is about."""
    evidence: tuple[Quote, ...]
    more: int
    """How many further pieces of evidence there are."""
    where: str
    href: str | None
    address: str
    sure: str
    meter: Meter
    grey: bool
    """Whether it is so near the limit that it never fails the check."""
    fresh: bool
    """Whether the run before did not have it."""
    accepted: bool
    acceptance: str
    """Why, and until when."""


def cards_of(view: Overview, findings: Iterable[Finding]) -> Iterator[Card]:
    """Yield a card per finding."""
    for finding in findings:
        yield _card(view, finding)


def _card(view: Overview, finding: Finding) -> Card:
    words = view.words
    claims = [
        view.claims[ident] for ident in dict.fromkeys((finding.claim or "", *finding.claims)) if ident in view.claims
    ]
    quoted = [
        (_kind(view, claim), anchor("c", claim.id), claim_quote(view, claim, finding.evidence)) for claim in claims
    ]
    others = [item for item in finding.evidence if not _is_claim(item, claims)]
    # The first is what the finding rests on; of the others only those that are sure enough to count.
    others = [item for place, item in enumerate(others) if place == 0 or item.confidence >= _SURE]
    first = claims[0] if claims else None
    evidence = tuple(evidence_quote(view, item, finding.source, first) for item in others[:_EVIDENCE])
    shown = [quote for _, _, quote in quoted] + list(evidence)
    url = None if view.redactor.hides_url(finding.place.url) else finding.place.url
    return Card(
        id=clean(finding.id),
        anchor=anchor("f", finding.id),
        level=finding.level,
        level_word=level_word(words, finding.level),
        rule=clean(finding.rule),
        source=clean(finding.source or ""),
        title=sentence(view.redactor.text(finding.title)).rstrip("."),
        message=sentence(without_shown_quotes(finding_message(view, finding), shown)),
        why=sentence(view.redactor.text(finding.why)),
        advice=sentence(view.redactor.text(finding.advice)),
        claims=tuple(quoted),
        evidence=evidence,
        more=len(others) - len(evidence),
        where=file_words(view, finding.place) if finding.place.path or url else "",
        href=deep_link(url, page=finding.place.page),
        address=short_url(url) if url else "",
        sure=sureness(words, finding.confidence),
        meter=_meter(view, finding.confidence),
        grey=finding.grey,
        fresh=finding.id in view.fresh,
        accepted=finding.status == "baselined",
        acceptance=sentence(acceptance(view, finding)),
    )


def _meter(view: Overview, confidence: float) -> Meter:
    """Return the scale of certainty with the limits that this run was judged by."""
    limits = dict(view.results.run.parameters)
    try:
        limit = float(limits.get("matching.min_confidence", ""))
        grey = float(limits.get("check.grey_zone", "0"))
    except ValueError:  # results from elsewhere may hold any text here
        return Meter(percents(confidence), "", "")
    return Meter(percents(confidence), percents(limit), percents(min(grey, 1 - limit)))


def _kind(view: Overview, claim: Claim) -> str:
    return view.words.t(KINDS[claim.kind].word)


def _is_claim(evidence: Evidence, claims: list[Claim]) -> bool:
    """Whether the evidence is one of the claims again: the other side of a conflict between two claims."""
    return evidence.author_is_org and any(
        evidence.text == claim.text and evidence.source in {None, claim.source} for claim in claims
    )
