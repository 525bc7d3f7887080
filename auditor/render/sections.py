"""The sections of the HTML report: for each the question it answers, and what its template shows.

A section is one function from the overview to plain values and one template; `SECTIONS` holds their order. Adding one
(a trend, a map of subjects) costs a function, a template and a line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from auditor.model import CLAIM_KINDS, LEVEL_ORDER, VERDICT_ORDER, Claim, VerdictLabel
from auditor.render import overview as ov
from auditor.render.accepted import acceptance_parts
from auditor.render.cards import cards_of
from auditor.render.claim_items import ClaimItem, claim_items, row_text
from auditor.render.links import anchor, web_url
from auditor.render.mission import mission
from auditor.render.overview import Overview
from auditor.render.quotes import stopped
from auditor.render.reply_rhythm import rhythms, traits
from auditor.render.reply_spread import spreads
from auditor.render.reply_times import channel_rows, promise_rows
from auditor.render.safe_text import clean
from auditor.render.subject_map import subject_map
from auditor.render.summary import summary
from auditor.render.trend import trend
from auditor.render.vocabulary import KINDS, LEVELS, PROBLEMS_FIRST, SOURCE_KINDS, STATUSES, VERDICTS
from auditor.render.words import mark

# Up to this many findings are cards; the rest are lines, so that thousands of them still open at once.
_CARDS: Final = 80
_CONFLICTS: Final = 20
# From here on the matrix scrolls in its own window, with its head in sight.
_TALL: Final = 40
# Rules about two of the organisation's own sources, in the order of their gravity.
_OWN_CONFLICTS: Final = ("statement-conflict", "fact-conflict", "mission-drift", "product-unlisted")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report. `build` returns what `reports/templates/<id>.html.j2` shows."""

    id: str
    title: str
    question: str
    build: Callable[[Overview], dict[str, Any]]


def sources(view: Overview) -> dict[str, Any]:
    """Return what was read of every source, and what is missing."""
    words = view.words
    rows = [
        {
            "name": clean(source.name),
            "kind": words.t(SOURCE_KINDS[source.kind]) if source.kind in SOURCE_KINDS else clean(source.kind),
            "role": words.t("own source") if source.role == "owned" else words.t("channel"),
            "status": source.status,
            "status_word": words.t(STATUSES[source.status].word),
            "documents": words.t(
                "{n} of {total}", n=words.number(source.documents), total=words.number(source.expected)
            )
            if source.expected is not None
            else words.number(source.documents),
            "statements": words.number(source.statements),
            "period": [words.short_date(when) for when in dict.fromkeys((source.first, source.last)) if when],
            "required": source.required,
            "notes": [stopped(view.redactor.text(note)) for note in source.notes],
        }
        for source in view.results.sources
    ]
    read = {address for source in view.results.sources for address in source.discovered}
    return {
        "rows": rows,
        "missing": ov.missing(view.results),
        "discovered": [{"text": clean(address), "href": web_url(address)} for address in sorted(read)],
    }


def _grouped(view: Overview, items: list[ClaimItem]) -> list[dict[str, Any]]:
    """Group claims by overall verdict, what asks for action first."""
    return [
        {
            "label": label,
            "word": view.words.t(VERDICTS[label].word),
            "meaning": view.words.t(VERDICTS[label].meaning),
            "items": found,
        }
        for label in PROBLEMS_FIRST
        if (found := [item for item in items if item.overall == label])
    ]


def promises(view: Overview) -> dict[str, Any]:
    """Return the promises and products with their evidence, grouped by verdict."""
    return {"groups": _grouped(view, claim_items(view, ("promise", "product")))}


def replies(view: Overview) -> dict[str, Any]:
    """Return reply times per channel, and per promise how often it was kept."""
    return {
        "channels": channel_rows(view),
        "spreads": spreads(view),
        "rhythms": rhythms(view),
        "traits": traits(view),
        "promises": promise_rows(view),
        "notes": list(
            dict.fromkeys(
                view.words.t("{channel}: {note}", channel=clean(row.source), note=stopped(view.redactor.text(note)))
                for row in view.results.webcare
                for note in row.notes
            )
        ),
    }


def matrix(view: Overview) -> dict[str, Any]:
    """Return every claim on every channel."""
    groups = []
    for kind in CLAIM_KINDS:
        claims = [claim for claim in view.results.claims if claim.kind == kind]
        if claims:
            groups.append({
                "kind": kind,
                "title": view.words.t(KINDS[kind].meaning),
                "rows": [_matrix_row(view, claim) for claim in claims],
            })  # fmt: skip
    labels = [label for label in VERDICT_ORDER if any(v.verdict == label for v in view.results.verdicts)]
    return {
        "channels": [clean(channel) for channel in view.channels],
        "groups": groups,
        "tall": len(view.results.claims) > _TALL,
        "legend": [(label, view.words.t(VERDICTS[label].word)) for label in labels],
    }


def _matrix_row(view: Overview, claim: Claim) -> dict[str, Any]:
    found: dict[str, VerdictLabel] = {verdict.source: verdict.verdict for verdict in view.verdicts.get(claim.id, ())}
    overall = view.overall.get(claim.id)
    return {
        "id": anchor("c", claim.id),
        "text": row_text(view, claim),
        "lang": claim.language if claim.language and claim.language != view.words.language else None,
        "overall": overall,
        "overall_word": view.words.t(VERDICTS[overall].word) if overall else "–",
        "rank": PROBLEMS_FIRST.index(overall) if overall else len(PROBLEMS_FIRST),
        "cells": [
            (found[channel], view.words.t(VERDICTS[found[channel]].word)) if channel in found else (None, "–")
            for channel in view.channels
        ],
    }


def conflicts(view: Overview) -> dict[str, Any]:
    """Return what the organisation's own sources say differently."""
    found = [finding for rule in _OWN_CONFLICTS for finding in view.findings if finding.rule == rule]
    return {"cards": list(cards_of(view, found[:_CONFLICTS])), "more": max(0, len(found) - _CONFLICTS)}


def findings(view: Overview) -> dict[str, Any]:
    """Return all open findings: cards for the gravest, lines for the rest."""
    words = view.words
    return {
        "cards": list(cards_of(view, view.findings[:_CARDS])),
        "lines": list(cards_of(view, view.findings[_CARDS:])),
        "levels": [
            (level, words.t(LEVELS[level].word), words.number(view.levels[level]), words.t(LEVELS[level].meaning))
            for level in LEVEL_ORDER
            if view.levels[level]
        ],
        "sources": sorted({clean(finding.source) for finding in view.findings if finding.source}),
        "rules": sorted({clean(finding.rule) for finding in view.findings}),
    }


def accepted(view: Overview) -> dict[str, Any]:
    """Return what was left standing on purpose, with reason and last day, and acceptances that nothing answers to."""
    return {
        "rows": [
            {
                "card": card,
                "reason": acceptance_parts(view, finding),
            }
            for finding, card in zip(view.accepted, cards_of(view, view.accepted), strict=True)
        ],
        "stale": [stopped(view.redactor.text(line)) for line in view.results.summary.stale],
    }


_PARAMETERS: Final = {
    "check.fail_on": mark("The check fails at findings of this level and above"),
    "check.grey_zone": mark("Findings less certain than the limit plus this never fail the check"),
    "claims.min_confidence": mark("Claims are taken from this certainty on"),
    "matching.min_confidence": mark("Verdicts are given from this certainty on; below it the judge abstains"),
    "matching.min_posts": mark("Fewer messages than this on a channel are too few to judge it"),
    "matching.verifier": mark("Extra model that verified the verdicts"),
    "subjects.near": mark("From this similarity (cosine) on a post lies near a claim; used for pictures only"),
    "subjects.apart": mark("Below this similarity a post lies far from a claim; used for pictures only"),
    "matching.window": mark("Days back in which a message can back a claim"),
    "webcare.default_hours": mark("Hours after which a question without an answer counts as unanswered"),
    "webcare.min_cases": mark("Fewer conversations than this are too few to judge a promise"),
    "webcare.real_time_minutes": mark("Minutes within which an answer counts as given in real time"),
    "webcare.target_share": mark("Share of questions for which a promised reply time should be met"),
}


def method(view: Overview) -> dict[str, Any]:
    """Return how it was measured, with what, and what the words mean."""
    run, words = view.results.run, view.words
    return {
        "run": run,
        "now": words.date(run.now),
        "parameters": [
            (words.t(_PARAMETERS[name]) if name in _PARAMETERS else clean(name), clean(value))
            for name, value in run.parameters
        ],
        "verdicts": [
            (label, words.t(VERDICTS[label].word), words.t(VERDICTS[label].meaning)) for label in VERDICT_ORDER
        ],
        "exit_code": view.results.summary.exit_code,
        "exit_meaning": ov.exit_meaning(view),
        "redacted": view.redactor.active,
    }


SECTIONS: Final = (
    Section("summary", mark("Summary"), mark("Do we have to do something, and what first?"), summary),
    Section("sources", mark("What was read"), mark("Can we rely on this?"), sources),
    Section("promises", mark("Promises and evidence"), mark("Which promise do we not keep?"), promises),
    Section("replies", mark("Reply times: promised and real"), mark("Do we meet our own service standard?"), replies),
    Section("matrix", mark("Every claim on every channel"), mark("Which message is missing where?"), matrix),
    Section("mission", mark("Mission, vision and values"), mark("Do we tell the same story everywhere?"), mission),
    Section(
        "conflicts", mark("Contradictions between own sources"), mark("Where do we contradict ourselves?"), conflicts
    ),
    Section("trend", mark("Over time"), mark("Is it getting better?"), trend),
    Section(
        "subjects",
        mark("Map of subjects"),
        mark("What do we talk about that stands in none of our claims?"),
        subject_map,
    ),
    Section("findings", mark("All findings"), mark("What is wrong exactly, and what can we do about it?"), findings),
    Section("accepted", mark("Accepted deviations"), mark("What did we leave standing on purpose?"), accepted),
    Section("method", mark("Method and limits"), mark("How was this measured?"), method),
)
