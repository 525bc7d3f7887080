"""A source was read in part, so older or further items are missing."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import Finding, SourceReport
from auditor.rules.base import Audit, Options, Rule
from auditor.rules.views import configuration
from auditor.rules.wording import Text, day

_MESSAGE = Text(
    nl="Van {source} ({kind}) is maar een deel gelezen{count}{since}. Wat ontbreekt, telt nergens mee. {notes}",
    en="Only a part of {source} ({kind}) was read{count}{since}. What is missing counts nowhere. {notes}",
)
_COUNT = Text(nl=": {n} van {m}", en=": {n} of {m}")
_SINCE = Text(nl=", vanaf {first}", en=", from {first} on")


class HistoryTruncated(Rule):
    """A source was read in part: fewer items than the other side says there are, or cut short.

    Truncated: 300 of 1,240 posts, because the server stopped answering.
    Whole: all there is, however little.
    """

    id = "history-truncated"
    title = Text(nl="Bron is niet volledig gelezen", en="Source was not read whole")
    what = Text(nl="Van een bron is minder gelezen dan er is.", en="Less of a source was read than there is.")
    why = Text(
        nl="Bewijs kan in het ontbrekende deel staan; stilte op dit kanaal zegt dus minder.",
        en="Evidence may stand in the missing part; so silence on this channel says less.",
    )
    advice = Text(
        nl="Haal opnieuw op, verhoog zo nodig `max_posts` of `max_pages`, of gebruik een export van het kanaal.",
        en="Collect again, raise `max_posts` or `max_pages` if needed, or use an export of the channel.",
    )
    needs = ("sources",)

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:  # noqa: ARG002 - every rule has this signature
        """Yield one finding per source with the status `partial`."""
        for report in audit.sources:
            if report.status == "partial":
                yield self.finding(
                    audit, _say(audit, report), about=report.name, place=configuration(audit), source=report.name
                )


def _say(audit: Audit, report: SourceReport) -> str:
    language = audit.language
    count = _COUNT.say(language, n=report.documents, m=report.expected) if report.expected else ""
    social = report.role == "social" and report.first is not None
    since = _SINCE.say(language, first=day(report.first, language, audit.timezone)) if social and report.first else ""
    message = _MESSAGE.say(
        language, source=report.name, kind=report.kind, count=count, since=since, notes=" ".join(report.notes)
    )
    return message.strip()
