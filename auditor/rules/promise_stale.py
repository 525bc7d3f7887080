"""The newest thing that backs a promise is old."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import Finding
from auditor.rules.backing import forgotten, newest_support, outdated
from auditor.rules.base import Audit, Option, Options, Rule
from auditor.rules.views import judged
from auditor.rules.wording import Text, quote, said

_MESSAGE = Text(
    nl="Het nieuwste bewijs voor {promise} is oud: {evidence} op {source}.",
    en="The newest evidence for {promise} is old: {evidence} on {source}.",
)


class PromiseStale(Rule):
    """A promise was backed once, but the newest backing is older than the window.

    Stale: yearly tree planting, last shown fourteen months ago.
    Not stale: shown last month; or never shown at all (then it is unbacked).
    """

    id = "promise-stale"
    title = Text(nl="Bewijs voor belofte is verouderd", en="Evidence for promise is old")
    what = Text(
        nl="Het nieuwste bewijs voor de belofte op enig kanaal is ouder dan het venster.",
        en="The newest evidence for the promise on any channel is older than the window.",
    )
    why = Text(
        nl="Een lezer van nu ziet niet of de belofte nog geldt.",
        en="A reader of today cannot see whether the promise still holds.",
    )
    advice = Text(
        nl="Plaats een nieuw voorbeeld of een nieuw cijfer, of controleer of de belofte nog klopt.",
        en="Post a new example or figure, or check whether the promise still holds.",
    )
    options = (
        Option(
            "window",
            nl="Dagen. Bewijs dat ouder is, heet verouderd. Leeg: `matching.window`.",
            en="Days. Evidence older than this is called old. Null: `matching.window`.",
        ),
    )
    needs = ("claims", "verdicts")

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:
        """Yield one finding per promise whose newest backing is old and which no channel contradicts."""
        for claim, verdicts in judged(audit, ["promise"]):
            labels = {verdict.verdict for verdict in verdicts}
            support = newest_support(verdicts, audit)
            if support is None or not outdated(support, audit, options.get("window")):
                continue
            # Where a channel contradicts the promise, old backing is not what is wrong with it; and a promise that
            # promise-unbacked reports is not reported twice.
            if labels & {"contradicted", "disputed"} or ("backed" not in labels and forgotten(support, audit)):
                continue
            message = _MESSAGE.say(
                audit.language,
                promise=quote(claim.text, audit.language),
                evidence=said(support.evidence, audit.language, audit.timezone),
                source=support.source,
            )
            yield self.finding(
                audit,
                message,
                about=claim.text,
                place=claim.place,
                source=support.source,
                claim=claim,
                evidence=[support.evidence],
                confidence=support.evidence.confidence,
            )
