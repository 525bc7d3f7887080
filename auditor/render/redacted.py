"""Results without other people: what is kept, and what every format shows unless `redact_third_party` is off.

A customer's message stays as evidence with its date, its relation and what it means for the verdict; its words, and an
address that names who wrote it, are left out. Handles in the organisation's own words become "@…".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from auditor.render.safe_text import Redactor, redactor_of
from auditor.render.shared_words import without_shared

if TYPE_CHECKING:
    from auditor.model import ChannelFit, Evidence, Finding, Mention, PastFinding, Place, Results, Subject, Verdict


def redacted(results: Results) -> Results:
    """Return the results without the words and names of people who are not the organisation. Doing it twice changes
    nothing.
    """
    redactor = redactor_of(results, active=True)
    return replace(
        results,
        verdicts=tuple(_verdict(redactor, verdict) for verdict in results.verdicts),
        findings=tuple(_finding(redactor, finding) for finding in results.findings),
        fits=tuple(_fit(redactor, fit) for fit in results.fits),
        subjects=tuple(_subject(redactor, subject) for subject in results.subjects),
        run=replace(results.run, gone=tuple(_gone(redactor, item) for item in results.run.gone)),
    )


def _verdict(redactor: Redactor, verdict: Verdict) -> Verdict:
    return replace(verdict, evidence=tuple(_evidence(redactor, item) for item in verdict.evidence))


def _evidence(redactor: Redactor, evidence: Evidence) -> Evidence:
    url = None if redactor.hides_url(evidence.url) else evidence.url
    place = None if evidence.place is None else _place(redactor, evidence.place)
    if redactor.hides(evidence):
        # The reason may quote the message too.
        return replace(evidence, text="", why="", url=url, place=place, redacted=True)
    return replace(
        evidence, text=redactor.handles(evidence.text), why=redactor.handles(evidence.why), url=url, place=place
    )


def _place(redactor: Redactor, place: Place) -> Place:
    return replace(place, url=None) if redactor.hides_url(place.url) else place


def _finding(redactor: Redactor, finding: Finding) -> Finding:
    message = finding.message
    for evidence in finding.evidence:
        if redactor.hides(evidence):
            message = without_shared(message, evidence.text)
    return replace(
        finding,
        title=redactor.handles(finding.title),
        message=redactor.handles(message),
        advice=redactor.handles(finding.advice),
        place=_place(redactor, finding.place),
        evidence=tuple(_evidence(redactor, item) for item in finding.evidence),
    )


def _fit(redactor: Redactor, fit: ChannelFit) -> ChannelFit:
    return replace(
        fit,
        nearest=tuple(_mention(redactor, mention) for mention in fit.nearest),
        farthest=tuple(_mention(redactor, mention) for mention in fit.farthest),
    )


def _subject(redactor: Redactor, subject: Subject) -> Subject:
    return replace(
        subject,
        examples=tuple(_mention(redactor, mention) for mention in subject.examples),
        strays=tuple(_mention(redactor, mention) for mention in subject.strays),
    )


def _gone(redactor: Redactor, item: PastFinding) -> PastFinding:
    return replace(item, title=redactor.handles(item.title), claim=redactor.handles(item.claim))


def _mention(redactor: Redactor, mention: Mention) -> Mention:
    return replace(mention, text=redactor.handles(mention.text))
