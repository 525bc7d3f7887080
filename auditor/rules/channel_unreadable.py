"""A source could not be read, so nothing is said about it."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import Finding
from auditor.rules.base import Audit, Options, Rule
from auditor.rules.views import configuration
from auditor.rules.wording import Text

_MESSAGE = Text(
    nl="De bron {source} ({kind}) kon niet worden gelezen. Er is dus niets over te zeggen. {notes}",
    en="The source {source} ({kind}) could not be read. So nothing can be said about it. {notes}",
)


class ChannelUnreadable(Rule):
    """A source could not be read; that is not the same as a source that is silent.

    Unreadable: the account does not exist, the server refuses, the export is broken.
    Readable: an account without posts.
    """

    id = "channel-unreadable"
    title = Text(nl="Bron is niet gelezen", en="Source was not read")
    what = Text(
        nl="Een website, brochuremap of kanaal kon niet worden gelezen.",
        en="A website, folder of brochures or channel could not be read.",
    )
    why = Text(
        nl="Over wat daar staat, zegt dit rapport niets; ook niet dat het er ontbreekt.",
        en="This report says nothing about what stands there; not even that it is missing there.",
    )
    advice = Text(
        nl="Controleer adres, toegang of export in auditor.yaml en haal opnieuw op.",
        en="Check address, access or export in auditor.yaml and collect again.",
    )
    needs = ("sources",)

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:  # noqa: ARG002 - every rule has this signature
        """Yield one finding per source with the status `unreadable`."""
        for report in audit.sources:
            if report.status == "unreadable":
                message = _MESSAGE.say(
                    audit.language, source=report.name, kind=report.kind, notes=" ".join(report.notes)
                )
                yield self.finding(
                    audit, message.strip(), about=report.name, place=configuration(audit), source=report.name
                )
