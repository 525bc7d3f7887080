"""Verdicts that are too uncertain to build on."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import Claim, Finding, Verdict
from auditor.rules.base import Audit, Option, Options, Rule
from auditor.rules.views import configuration
from auditor.rules.wording import Text, quote

_SHOWN = 5
_MESSAGE = Text(
    nl="Op {source} zijn {n} van de {m} oordelen onzeker, zoals over {examples}. Lees die zelf na.",
    en="On {source} {n} of {m} verdicts are uncertain, such as those on {examples}. Read these yourself.",
)


class LowConfidence(Rule):
    """Verdicts of a channel on which the judge itself is unsure.

    Unsure: a post that may or may not be about the promise.
    Sure: other terms in the same words; or nothing on the channel comes near.
    """

    id = "low-confidence"
    title = Text(nl="Onzekere oordelen", en="Uncertain verdicts")
    what = Text(
        nl="Van een deel van de oordelen op een kanaal is de zekerheid lager dan de grens.",
        en="For some of the verdicts on a channel the confidence is below the limit.",
    )
    why = Text(
        nl="Een mens ziet hier vaak meteen wat het programma niet kan beslissen.",
        en="A person often sees at once what the program cannot decide.",
    )
    advice = Text(
        nl="Lees de genoemde claims en berichten na en leg uw besluit vast in claims.review.yaml.",
        en="Read the claims and posts named and record your decision in claims.review.yaml.",
    )
    options = (Option("below", nl="Zekerheid onder deze grens (0 tot 1).", en="Confidence below this limit (0 to 1)."),)
    needs = ("claims", "verdicts")

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:
        """Yield one finding per channel with uncertain verdicts, the least certain named first."""
        claims = {claim.id: claim for claim in audit.claims}
        for source in dict.fromkeys(verdict.source for verdict in audit.verdicts):
            judged = [
                verdict
                for verdict in audit.verdicts
                if verdict.source == source
                and verdict.verdict not in ("unreadable", "not_verifiable")
                and verdict.claim in claims
            ]
            unsure = sorted(
                (verdict for verdict in judged if verdict.confidence < options["below"]),
                key=lambda verdict: (verdict.confidence, verdict.claim),
            )
            if unsure:
                yield self._about(audit, source, unsure, len(judged), claims)

    def _about(
        self, audit: Audit, source: str, unsure: list[Verdict], judged: int, claims: dict[str, Claim]
    ) -> Finding:
        shown = unsure[:_SHOWN]
        message = _MESSAGE.say(
            audit.language,
            source=source,
            n=len(unsure),
            m=judged,
            examples="; ".join(quote(claims[verdict.claim].text, audit.language, 100) for verdict in shown),
        )
        return self.finding(
            audit,
            message,
            about=source,
            place=configuration(audit),
            source=source,
            others=[claims[verdict.claim] for verdict in shown],
            evidence=[verdict.evidence[0] for verdict in shown if verdict.evidence],
            confidence=shown[0].confidence,
        )
