"""Measured behaviour misses the promise."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import Claim, Evidence, Finding, PromiseFigures
from auditor.rules.base import Audit, Options, Rule
from auditor.rules.views import figures_of, judged
from auditor.rules.wording import Text, percent, quote

_MESSAGE = Text(
    nl="Op {source} is {promise} niet waargemaakt: {within} van de {n} keer gehaald ({share}), "
    "waar {target} nodig is. Ook met de onzekerheid van dit aantal mee ligt het hooguit op {upper}.",
    en="{promise} was not kept on {source}: {within} of {n} times ({share}), where {target} is needed. "
    "With the uncertainty of this number it is {upper} at most.",
)
_BUDGET = Text(
    nl="Van de {allowed} speelruimte is {used} gebruikt.",
    en="Of the {allowed} of room, {used} is used.",
)
_UNREACHED = Text(
    nl="Op {source} is {promise} niet waargemaakt: van de {n} vragen die in de beloofde uren maar buiten kantooruren "
    "(maandag tot en met vrijdag 9.00-17.00 uur) zijn gesteld, kregen er {within} antwoord voordat de volgende "
    "kantoordag begon ({share}). Ook met de onzekerheid van dit aantal mee ligt het hooguit op {upper}.",
    en="{promise} was not kept on {source}: of {n} questions that were asked in the promised hours but outside office "
    "hours (Monday to Friday, 9 to 5), {within} got an answer before the next office day began ({share}). With the "
    "uncertainty of this number it is {upper} at most.",
)
_WHY = Text(
    nl="gemeten: {within} van de {n} binnen de beloofde tijd", en="measured: {within} of {n} within the promised time"
)


class PromiseBroken(Rule):
    """Measured reply times miss the promise, with enough cases to tell.

    Broken: an answer within 24 hours is promised, and 4 of 15 questions got one.
    Kept, or not to tell: 14 of 15; or three questions in all.
    """

    id = "promise-broken"
    title = Text(nl="Belofte niet waargemaakt", en="Promise not kept")
    what = Text(
        nl="De gemeten reactietijden halen de belofte niet: ook de bovenkant van het 95%-interval ligt onder het "
        "beloofde aandeel.",
        en="The measured reply times miss the promise: even the upper end of the 95% interval is below the promised "
        "share.",
    )
    why = Text(
        nl="Klanten merken dit zelf. Een belofte die niet wordt gehaald, kost meer vertrouwen dan geen belofte.",
        en="Customers notice this themselves. A promise that is not kept costs more trust than none.",
    )
    advice = Text(
        nl="Organiseer het antwoorden zo dat de termijn wordt gehaald, of beloof een termijn die u wel haalt.",
        en="Organise the answering so that the time is met, or promise a time that you do meet.",
    )
    needs = ("claims", "verdicts", "webcare")

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:  # noqa: ARG002 - every rule has this signature
        """Yield a finding per promise and channel whose figures say `broken`."""
        for claim, verdicts in judged(audit, ["promise"]):
            for verdict in verdicts:
                figures = figures_of(audit, claim.id, verdict.source)
                if figures is None or figures.kept != "broken" or verdict.verdict not in ("contradicted", "disputed"):
                    continue
                yield self.finding(
                    audit,
                    _say(audit, claim, figures, verdict.source),
                    about=claim.text,
                    place=claim.place,
                    source=verdict.source,
                    claim=claim,
                    evidence=verdict.evidence or (_measured(audit, figures, verdict.source),),
                    confidence=verdict.confidence,
                )


def _say(audit: Audit, claim: Claim, figures: PromiseFigures, source: str) -> str:
    share = figures.share if figures.share is not None else figures.within / figures.n
    upper = figures.interval[1] if figures.interval else share
    message = (_UNREACHED if figures.metric == "availability" else _MESSAGE).say(
        audit.language,
        source=source,
        promise=quote(claim.text, audit.language),
        within=figures.within,
        n=figures.n,
        share=percent(share, audit.language),
        target=percent(figures.target, audit.language),
        upper=percent(upper, audit.language),
    )
    if figures.budget is None or figures.metric == "availability":
        return message
    allowed, used = (percent(part, audit.language) for part in (figures.budget.allowed, figures.budget.used))
    return f"{message} {_BUDGET.say(audit.language, allowed=allowed, used=used)}"


def _measured(audit: Audit, figures: PromiseFigures, source: str) -> Evidence:
    text = _WHY.say(audit.language, within=figures.within, n=figures.n)
    return Evidence(text=text, relation="measured", why=text, source=source)
