"""Nothing on any channel shows that a promise is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.model import Claim, Finding, Verdict
from auditor.rules import boasts
from auditor.rules.backing import doubtful, forgotten, newest_support, only_silent
from auditor.rules.base import Audit, Option, Options, Rule
from auditor.rules.lexicon import names, pattern
from auditor.rules.views import believed, figures_of, judged, social_reports
from auditor.rules.wording import Text, listing, quote, said

_SILENT = Text(
    nl="{promise} staat op {origin}, maar geen enkel kanaal laat er iets van zien ({channels}).",
    en="{promise} stands on {origin}, but no channel shows anything of it ({channels}).",
)
_ECHOED = Text(
    nl="{promise} staat op {origin}. De kanalen herhalen het alleen, zoals {echo} op {source}; "
    "nergens staat iets waaruit blijkt dat het gebeurt ({channels}).",
    en="{promise} stands on {origin}. The channels only repeat it, as in {echo} on {source}; "
    "nothing shows that it happens ({channels}).",
)
_UNREAD = Text(nl="Niet te lezen, dus niet meegeteld: {names}.", en="Could not be read, so not counted: {names}.")


class PromiseUnbacked(Rule):
    """Every readable channel is silent on a promise or only echoes it, and nothing older backs it.

    Unbacked: "we answer letters within a week", and no post ever tells of a letter answered.
    Not unbacked: one post shows a case, a reply time was measured, or an older post backs it (then it is stale); or it
    is about what is not done with people's data or how long they are kept, which nobody can show.
    """

    id = "promise-unbacked"
    title = Text(nl="Belofte zonder bewijs", en="Promise without evidence")
    what = Text(
        nl="Alle leesbare kanalen zwijgen over de belofte of herhalen haar alleen, en ook ouder bewijs is er niet.",
        en="All readable channels are silent on the promise or only repeat it, and there is no older evidence either.",
    )
    why = Text(
        nl="Een belofte die nergens zichtbaar wordt waargemaakt, leest als reclame.",
        en="A promise that is visibly kept nowhere reads as advertising.",
    )
    advice = Text(
        nl="Laat op een kanaal een voorbeeld, cijfer of resultaat zien. Is dat er niet, haal de belofte dan weg.",
        en="Show an example, a figure or a result on a channel. If there is none, take the promise down.",
    )
    options = (
        Option(
            "window",
            nl="Dagen. Ouder bewijs telt tot zo lang geleden; daarna is de belofte zonder bewijs in plaats van "
            "verouderd. Leeg: bewijs van elke leeftijd telt.",
            en="Days. Older evidence counts back to here; beyond it the promise is unbacked instead of stale. "
            "Null: evidence of any age counts.",
        ),
        Option(
            "margin",
            nl="Een bericht dat de belofte toont of tegenspreekt maar zo weinig te onzeker is (0 tot 1 onder "
            "`matching.min_confidence`), houdt de bevinding tegen; `low-confidence` noemt de belofte dan.",
            en="A post that shows or contradicts the promise but is too uncertain by so little (0 to 1 below "
            "`matching.min_confidence`) holds the finding back; `low-confidence` names the promise then.",
        ),
        Option(
            "certainty",
            nl="Een kanaal waarvan minder zeker is dat het zwijgt (0 tot 1), houdt de bevinding tegen; "
            "`low-confidence` noemt de belofte dan.",
            en="A channel whose silence is less certain (0 to 1) holds the finding back; `low-confidence` names the "
            "promise then.",
        ),
        Option(
            "min_confidence",
            nl="Beloften die onzekerder zijn herkend, tellen niet mee (0 tot 1).",
            en="Promises recognised with less certainty do not count (0 to 1).",
        ),
    )
    needs = ("claims", "verdicts")

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:
        """Yield one finding per promise, at the promise."""
        for claim, verdicts in judged(audit, ["promise"]):
            if claim.confidence < options["min_confidence"] or _boasts(audit, claim) or _leaves_no_trace(audit, claim):
                continue
            if any(doubtful(verdict, audit, self.id, options) for verdict in verdicts):
                continue
            if any(_was_measured(audit, claim, verdict) for verdict in verdicts):
                continue
            if only_silent(verdicts, audit) and forgotten(newest_support(verdicts, audit), audit):
                yield self.finding(
                    audit,
                    _say(audit, claim, verdicts),
                    about=claim.text,
                    place=claim.place,
                    source=claim.source,
                    claim=claim,
                    evidence=[item for verdict in verdicts for item in verdict.evidence],
                    confidence=min(verdict.confidence for verdict in verdicts),
                )


def _boasts(audit: Audit, claim: Claim) -> bool:
    """Whether a promise is an absolute or generic green claim, which `claim-unsubstantiated` is about."""
    language = claim.language or audit.language
    whole = all(term.metric == "share" and term.value == 100 for term in claim.terms)  # "100% carbon neutral"
    return whole and boasts.find(claim.text, language, names(audit), slogans=True) is not None


def _leaves_no_trace(audit: Audit, claim: Claim) -> bool:
    """Whether no post could show the promise: what is not done with people's data, how long they are kept, or a way
    out of a list.
    """
    language = claim.language or audit.language

    def says(*names: str) -> bool:
        return all(pattern(f"discretion.{name}", language).search(claim.text) is not None for name in names)

    if claim.terms:
        return says("keeping", "data")
    return says("leaving") or says("never", "data")


def _was_measured(audit: Audit, claim: Claim, verdict: Verdict) -> bool:
    """Whether a channel shows how often the promise was kept, though not whether that is often enough."""
    figures = figures_of(audit, claim.id, verdict.source)
    return figures is not None and figures.kept == "undecided"


def _say(audit: Audit, claim: Claim, verdicts: Sequence[Verdict]) -> str:
    language = audit.language
    echoes = (
        (verdict, item)
        for verdict in verdicts
        for item in verdict.evidence
        if item.relation == "repeats" and believed(item, audit)
    )
    echo = next(echoes, None)
    values = {
        "promise": quote(claim.text, language),
        "origin": claim.source,
        "channels": listing([verdict.source for verdict in verdicts], language),
    }
    if echo is None:
        message = _SILENT.say(language, **values)
    else:
        message = _ECHOED.say(language, **values, source=echo[0].source, echo=said(echo[1], language, audit.timezone))
    unread = [report.name for report in social_reports(audit) if report.status == "unreadable"]
    return f"{message} {_UNREAD.say(language, names=listing(unread, language))}" if unread else message
