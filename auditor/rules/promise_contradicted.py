"""A channel states other terms than the promise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from auditor.model import Evidence, Finding
from auditor.rules.base import Audit, Option, Options, Rule
from auditor.rules.views import figures_of, judged
from auditor.rules.wording import Text, quote, said, sentence

_MESSAGE = Text(
    nl="Op {source} staat iets anders dan wat op {origin} is beloofd. Beloofd: {promise}. Op {source}: {other}. {why}",
    en="On {source} something else is said than {origin} promises. Promised: {promise}. On {source}: {other}. {why}",
)
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)")


class PromiseContradicted(Rule):
    """A channel states other terms than the promise.

    Conflict: the site promises an answer within 24 hours, a post says two working days.
    Consistent: the post says "one day", is about another channel, or tells of a step in another year on the way there.
    """

    id = "promise-contradicted"
    title = Text(nl="Kanaal spreekt belofte tegen", en="Channel contradicts promise")
    what = Text(
        nl="De organisatie noemt op een sociaal kanaal een andere termijn, prijs, datum of voorwaarde dan de belofte.",
        en="On a social channel the organisation states another term, price, date or condition than the promise.",
    )
    why = Text(
        nl="Wie beide leest, weet niet waar hij op kan rekenen, en zal u aan de gunstigste van de twee houden.",
        en="Whoever reads both does not know what to count on, and will hold you to the better of the two.",
    )
    advice = Text(
        nl="Kies welke van de twee klopt en pas de andere aan, of zeg in het bericht voor wie de uitzondering geldt.",
        en="Decide which of the two is right and correct the other, or say in the post whom the exception is for.",
    )
    options = (
        Option(
            "min_confidence",
            nl="Een tegenspraak waarvan het oordeel onzekerder is, wordt niet gemeld (0 tot 1).",
            en="A contradiction that the judge is less sure of is not reported (0 to 1).",
        ),
    )
    needs = ("claims", "verdicts")

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:
        """Yield a finding per promise and channel with a conflicting statement of the organisation itself."""
        for claim, verdicts in judged(audit, ["promise"]):
            for verdict in verdicts:
                if verdict.verdict not in ("contradicted", "disputed"):
                    continue
                figures = figures_of(audit, claim.id, verdict.source)
                if figures is not None and figures.kept == "broken":
                    continue
                conflicts = [
                    item
                    for item in verdict.evidence
                    if item.relation == "conflicts"
                    and item.in_window
                    and item.author_is_org
                    and item.confidence >= options["min_confidence"]
                    and not _of_another_year(claim.text, item, audit.now.year)
                ]
                if not conflicts:
                    continue
                message = _MESSAGE.say(
                    audit.language,
                    source=verdict.source,
                    origin=claim.source,
                    promise=quote(claim.text, audit.language),
                    other=said(conflicts[0], audit.language, audit.timezone),
                    why=sentence(conflicts[0].why),
                ).strip()
                yield self.finding(
                    audit,
                    message,
                    about=claim.text,
                    place=claim.place,
                    source=verdict.source,
                    claim=claim,
                    evidence=verdict.evidence,
                    confidence=conflicts[0].confidence,
                )


def _of_another_year(promise: str, item: Evidence, now: int) -> bool:
    """Whether a promise for a year to come meets a step for another: "64 days in 2027" on the way to 45 in 2028.

    Where the years themselves are what differs, that is the contradiction.
    """
    promised, announced = _years_ahead(promise, now), _years_ahead(item.text, now)
    return bool(promised and announced) and not (promised & announced or _years_ahead(item.why, now))


def _years_ahead(text: str, now: int) -> frozenset[int]:
    return frozenset(year for year in map(int, _YEAR.findall(text)) if year > now)
