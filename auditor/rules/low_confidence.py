"""Verdicts that are too uncertain to build on."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import Claim, Finding, Verdict
from auditor.rules.backing import HOLDING, doubtful, only_silent
from auditor.rules.base import Audit, Option, Options, Rule
from auditor.rules.views import configuration, judged
from auditor.rules.wording import Text, quote

_SHOWN = 5
_MESSAGE = Text(
    nl="Onzeker op {source}: {n} van de {m} oordelen, zoals over {examples}. Lees die zelf na.",
    en="Uncertain on {source}: {n} of {m} verdicts, such as on {examples}. Read these yourself.",
)
_HELD = Text(
    nl="Door zulke twijfel is {n} keer niet gemeld dat bewijs of een boodschap ontbreekt.",
    en="For such doubt it was not reported {n} times that evidence or a message is missing.",
)


class LowConfidence(Rule):
    """Verdicts of a channel on which the judge itself is unsure.

    Unsure: a post that may or may not be about the promise; also where that doubt held `promise-unbacked` or
    `message-missing` back.
    Sure: other terms in the same words; or nothing on the channel comes near.
    """

    id = "low-confidence"
    title = Text(nl="Onzekere oordelen", en="Uncertain verdicts")
    what = Text(
        nl="Van een deel van de oordelen op een kanaal is de zekerheid lager dan de grens, of hield twijfel over een "
        "bericht `promise-unbacked` of `message-missing` tegen.",
        en="For some of the verdicts on a channel the confidence is below the limit, or doubt about a post held "
        "`promise-unbacked` or `message-missing` back.",
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
        held = _held_back(audit)
        for source in dict.fromkeys(verdict.source for verdict in audit.verdicts):
            of_source = [
                verdict
                for verdict in audit.verdicts
                if verdict.source == source
                and verdict.verdict not in ("unreadable", "not_verifiable")
                and verdict.claim in claims
            ]
            unsure = sorted(
                (v for v in of_source if v.confidence < options["below"] or (v.claim, v.source) in held),
                key=lambda verdict: (verdict.confidence, verdict.claim),
            )
            if unsure:
                yield self._about(audit, unsure, len(of_source), held)

    def _about(self, audit: Audit, unsure: list[Verdict], total: int, held: frozenset[tuple[str, str]]) -> Finding:
        claims: dict[str, Claim] = {claim.id: claim for claim in audit.claims}
        source = unsure[0].source
        # A person should first look where the doubt kept a finding from the report.
        shown = sorted(unsure, key=lambda verdict: (verdict.claim, verdict.source) not in held)[:_SHOWN]
        message = _MESSAGE.say(
            audit.language,
            source=source,
            n=len(unsure),
            m=total,
            examples="; ".join(quote(claims[verdict.claim].text, audit.language, 100) for verdict in shown),
        )
        kept = sum((verdict.claim, verdict.source) in held for verdict in unsure)
        if kept:
            message = f"{message} {_HELD.say(audit.language, n=kept)}"
        return self.finding(
            audit,
            message,
            about=source,
            place=configuration(audit),
            source=source,
            others=[claims[verdict.claim] for verdict in shown],
            evidence=[verdict.evidence[0] for verdict in shown if verdict.evidence],
            confidence=unsure[0].confidence,
        )


def _held_back(audit: Audit) -> frozenset[tuple[str, str]]:
    """Return (claim, source) of the verdicts whose doubtful evidence held a finding back."""
    held: set[tuple[str, str]] = set()
    for rule in HOLDING:
        setting = audit.settings.rules.get(rule)
        if setting is None or setting.level == "off":
            continue
        kinds = setting.options.get("kinds", ["promise"])
        for claim, verdicts in judged(audit, kinds):
            if claim.confidence >= setting.options["min_confidence"] and only_silent(verdicts, audit):
                held |= {(v.claim, v.source) for v in verdicts if doubtful(v, audit, rule, setting.options)}
    return frozenset(held)
