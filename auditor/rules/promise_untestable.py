"""Nothing in a promise can be checked."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import Claim, Finding
from auditor.rules.base import Audit, Options, Rule
from auditor.rules.lexicon import entries, whole
from auditor.rules.views import judged
from auditor.rules.wording import Text, quote

_MESSAGE = Text(
    nl="{promise} noemt niets wat iemand kan nagaan: geen termijn, aantal, bedrag of handeling.",
    en="{promise} names nothing that anybody could check: no time, number, amount or action.",
)


class PromiseUntestable(Rule):
    """A promise without anything that could be shown or refuted.

    Untestable: "we help you as soon as possible".
    Testable: "we help you within two days".
    """

    id = "promise-untestable"
    title = Text(nl="Belofte is niet te toetsen", en="Promise cannot be tested")
    what = Text(
        nl="De belofte bevat niets wat te controleren is, zoals ‘zo snel mogelijk’ zonder meer.",
        en="The promise holds nothing that can be checked, such as “as soon as possible” without more.",
    )
    why = Text(
        nl="De lezer weet niet wat hij mag verwachten, en u kunt niet laten zien dat u het waarmaakt.",
        en="The reader does not know what to expect, and you cannot show that you keep it.",
    )
    advice = Text(
        nl="Noem een termijn, een aantal of een handeling, of schrijf het niet als belofte op.",
        en="Name a time, a number or an action, or do not write it as a promise.",
    )
    needs = ("claims",)

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:  # noqa: ARG002 - every rule has this signature
        """Yield one finding per promise that no channel could show or refute."""
        verdicts = {claim.id: found for claim, found in judged(audit, ["promise"])}
        for claim in audit.claims:
            if claim.kind != "promise" or _names_a_day(claim):
                continue
            found = verdicts.get(claim.id)
            labels = {verdict.verdict for verdict in found} if found else set()
            if labels == {"not_verifiable"} or (not found and not claim.testable):
                yield self.finding(
                    audit,
                    _MESSAGE.say(audit.language, promise=quote(claim.text, audit.language)),
                    about=claim.text,
                    place=claim.place,
                    source=claim.source,
                    claim=claim,
                    confidence=claim.confidence,
                )


def _names_a_day(claim: Claim) -> bool:
    """Whether a promise says on which day: "every Monday" can be looked up, though no term is read from it."""
    # The short names ("za", "zo") are other words too.
    days = [entry for entry in entries("hours.days", claim.language or "") if entry.endswith("*")]
    return whole(days).search(claim.text) is not None
