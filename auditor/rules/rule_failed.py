"""A rule failed: said openly, and the check counts as incomplete."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import Finding
from auditor.rules.base import Audit, Options, Rule
from auditor.rules.views import configuration
from auditor.rules.wording import Text


class RuleFailed(Rule):
    """A rule ended with an error, so nothing can be said about what it looks for."""

    id = "rule-failed"
    title = Text(nl="Een regel is mislukt", en="A rule failed")
    what = Text(
        nl="Een regel eindigde met een fout in auditor zelf. De andere regels zijn gewoon uitgevoerd.",
        en="A rule ended with an error in auditor itself. The other rules were run as usual.",
    )
    why = Text(
        nl="Over wat die regel zoekt, is nu niets te zeggen. Daarom heet de controle onvolledig (afsluitcode 3).",
        en="Nothing can be said about what that rule looks for. So the check is called incomplete (exit code 3).",
    )
    advice = Text(
        nl="Meld de fout met de regels uit het logboek. Zet de regel zolang op `off` als de controle door moet gaan.",
        en="Report the error with the lines of the log. Set the rule to `off` meanwhile if the check must go on.",
    )

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:  # noqa: ARG002 - the registry makes these findings
        """Yield nothing: the registry makes these findings when another rule fails."""
        yield from ()

    def because(self, audit: Audit, rule: Rule, error: Exception) -> Finding:
        """Return the finding that says which rule failed and with what."""
        message = Text(
            nl="De regel {rule} is mislukt: {error}. Wat die regel zoekt, is niet gecontroleerd.",
            en="The rule {rule} failed: {error}. What it looks for was not checked.",
        ).say(audit.language, rule=rule.id, error=f"{type(error).__name__}: {error}")
        return self.finding(audit, message, about=rule.id, place=configuration(audit))
