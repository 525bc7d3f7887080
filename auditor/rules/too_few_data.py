"""Too little was read or measured to conclude anything."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import Finding
from auditor.rules.base import Audit, Options, Rule
from auditor.rules.views import configuration, posts_of, social_reports
from auditor.rules.wording import Text, quote

_POSTS = Text(
    nl="Op {source} staan maar {n} berichten van de organisatie (nodig: {least}). Dat het kanaal ergens over zwijgt, "
    "zegt daarom niets.",
    en="There are only {n} posts of the organisation on {source} (needed: {least}). So it means nothing that the "
    "channel is silent on something.",
)
_CASES = Text(
    nl="Op {source} zijn maar {n} vragen te meten voor {promise} (nodig: {least}). Of de belofte wordt gehaald, "
    "is daarmee niet te zeggen.",
    en="There are only {n} measurable questions on {source} for {promise} (needed: {least}). So it cannot be said "
    "whether the promise is kept.",
)


class TooFewData(Rule):
    """A channel with too few posts, or a promise with too few measured cases.

    Too few: three posts in all; or four questions to measure a reply time by.
    Enough: at least `matching.min_posts` posts and `webcare.min_cases` cases.
    """

    id = "too-few-data"
    title = Text(nl="Te weinig gegevens", en="Too few data")
    what = Text(
        nl="Er zijn te weinig berichten of te weinig gemeten gevallen voor een oordeel.",
        en="There are too few posts or too few measured cases for a judgement.",
    )
    why = Text(nl="Een oordeel op een handvol gevallen is toeval.", en="A judgement on a handful of cases is chance.")
    advice = Text(
        nl="Haal een langere periode op of voeg een export toe. Anders: lees dit kanaal zelf na.",
        en="Collect a longer period or add an export. Otherwise read this channel yourself.",
    )
    needs = ("sources",)

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:  # noqa: ARG002 - every rule has this signature
        """Yield one finding per channel with too few posts, and one per promise and channel with too few cases."""
        least = audit.settings.matching.min_posts
        for report in social_reports(audit):
            posts = posts_of(audit, report.name)
            if report.status != "unreadable" and posts < max(least, 1):
                message = _POSTS.say(audit.language, source=report.name, n=posts, least=max(least, 1))
                yield self.finding(audit, message, about=report.name, place=configuration(audit), source=report.name)
        yield from self._promises(audit)

    def _promises(self, audit: Audit) -> Iterator[Finding]:
        claims = {claim.id: claim for claim in audit.claims}
        for channel in audit.webcare:
            for figures in channel.promises:
                claim = claims.get(figures.claim)
                if figures.kept != "too_few" or figures.n == 0 or claim is None:
                    continue
                message = _CASES.say(
                    audit.language,
                    source=channel.source,
                    n=figures.n,
                    promise=quote(claim.text, audit.language),
                    least=audit.settings.webcare.min_cases,
                )
                yield self.finding(
                    audit, message, about=claim.text, place=claim.place, source=channel.source, claim=claim
                )
