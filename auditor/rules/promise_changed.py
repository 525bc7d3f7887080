"""A change gives a promise other terms while a channel still states the old ones."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.model import Claim, Evidence, Finding, Term, normalised
from auditor.rules.base import Audit, Option, Options, Rule, quoted
from auditor.rules.views import judged
from auditor.rules.wording import Text, quote, said
from auditor.text.quantities.reading import read

_MESSAGE = Text(
    nl="Deze wijziging maakt van {old} op {origin} {new}, maar op {source} staat nog de oude toezegging: {other}.",
    en="This change turns {old} on {origin} into {new}, but {source} still states the old promise: {other}.",
)
_STILL = Text(nl="noemt nog de oude voorwaarde", en="still states the old term")
_WAS = Text(nl="stond er vóór deze wijziging", en="stood there before this change")


class PromiseChanged(Rule):
    """A change gives a promise other terms while a channel still states the old ones.

    Conflict: the change makes 48 hours of 24, a post of last month still promises an answer within 24 hours.
    Consistent: the post only tells of one question that was answered within a day.
    """

    id = "promise-changed"
    title = Text(nl="Kanaal noemt nog de oude belofte", en="Channel still states the old promise")
    what = Text(
        nl="Een wijziging (check --diff) geeft een belofte andere voorwaarden, terwijl een kanaal de oude nog noemt.",
        en="A change (check --diff) gives a promise other terms while a channel still states the old ones.",
    )
    why = Text(
        nl="Wie het oude bericht las, rekent op de oude belofte. Tijdens de wijziging is dat nog te herstellen.",
        en="Whoever read the old post counts on the old promise. While you change it, that can still be mended.",
    )
    advice = Text(
        nl="Pas het bericht aan of plaats een nieuw, tegelijk met deze wijziging. Is die een vergissing, zet "
        "de oude voorwaarde terug.",
        en="Correct the post or place a new one together with this change. If the change is a mistake, put the old term"
        " back.",
    )
    options = (
        Option(
            "alike",
            nl="Zo veel moeten de woorden van oude en nieuwe belofte op elkaar lijken, zonder de getallen (0 tot 1).",
            en="So much the words of the old and the new promise must be alike, the numbers left aside (0 to 1).",
        ),
    )
    needs = ("claims", "verdicts", "earlier")

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:
        """Yield a finding per changed promise and channel that repeats it in its old terms."""
        now = {claim.id for claim in audit.claims}
        known = {claim.id for claim in audit.earlier}
        gone = [claim for claim in audit.earlier if claim.id not in now and claim.kind == "promise" and claim.terms]
        for claim, verdicts in judged(audit, ["promise"]):
            if claim.id in known or not claim.terms:
                continue
            old = _predecessor(claim, gone, options["alike"])
            if old is None:
                continue
            for verdict in verdicts:
                # Where the channel contradicts the new terms, promise-contradicted says so.
                if verdict.verdict in ("contradicted", "disputed"):
                    continue
                stating = [item for item in verdict.evidence if _states(item, old, claim)]
                if stating:
                    # Where the post holds the old promise word for word, there is nothing to be unsure of.
                    literal = any(f" {normalised(old.text)} " in f" {normalised(item.text)} " for item in stating)
                    confidence = max(old.confidence, verdict.confidence) if literal else verdict.confidence
                    yield self._about(audit, claim, old, verdict.source, confidence, stating)

    def _about(  # noqa: PLR0913, PLR0917 - the two promises, and what the channel says
        self, audit: Audit, claim: Claim, old: Claim, source: str, confidence: float, stating: Sequence[Evidence]
    ) -> Finding:
        message = _MESSAGE.say(
            audit.language,
            old=quote(old.text, audit.language),
            new=quote(claim.text, audit.language),
            origin=claim.source,
            source=source,
            other=said(stating[0], audit.language, audit.timezone),
        )
        return self.finding(
            audit,
            message,
            about=claim.text,
            place=claim.place,
            source=source,
            claim=claim,
            evidence=[
                *(replace(item, why=_STILL.say(audit.language)) for item in stating),
                quoted(old, "conflicts", _WAS.say(audit.language)),
            ],
            confidence=confidence,
        )


def _predecessor(claim: Claim, gone: Sequence[Claim], alike: float) -> Claim | None:
    """Return the promise that `claim` was before the change: the most alike in words, in other terms."""
    ranked = sorted(
        ((_alike(claim, old), old) for old in gone if _differ(claim, old)), key=lambda pair: (-pair[0], pair[1].id)
    )
    return ranked[0][1] if ranked and ranked[0][0] >= alike else None


def _alike(one: Claim, other: Claim) -> float:
    mine, theirs = (
        [word for word in normalised(text).split() if not word.isdigit()] for text in (one.text, other.text)
    )
    same_page = 0.1 if one.place.path is not None and one.place.path == other.place.path else 0.0
    return min(difflib.SequenceMatcher(None, mine, theirs, autojunk=False).ratio() + same_page, 1.0)


def _differ(one: Claim, other: Claim) -> bool:
    """Whether the promises measure the same thing, and differently."""
    mine = {term.metric: _amount(term) for term in one.terms}
    theirs = {term.metric: _amount(term) for term in other.terms}
    return any(mine[metric] != theirs[metric] for metric in mine.keys() & theirs.keys())


def _states(item: Evidence, old: Claim, new: Claim) -> bool:
    """Whether a post of the organisation repeats the promise in its old terms."""
    if item.relation != "repeats" or not item.author_is_org or not item.in_window:
        return False
    stated = {term.metric: _amount(term) for term in read(item.text, item.language).terms}
    was = {term.metric: _amount(term) for term in old.terms}
    becomes = {term.metric: _amount(term) for term in new.terms}
    changed = [metric for metric in was.keys() & becomes.keys() if was[metric] != becomes[metric]]
    return any(stated.get(metric) == was[metric] for metric in changed)


def _amount(term: Term) -> tuple[object, ...]:
    return (term.value, term.high, term.unit, term.calendar, term.negated)
