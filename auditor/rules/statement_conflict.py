"""Two owned sources state different terms of the same claim."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import Finding
from auditor.rules.base import Audit, Option, Options, Rule
from auditor.rules.owned_pairs import findings
from auditor.rules.wording import Text

_MESSAGE = Text(
    nl="Twee eigen bronnen zeggen iets anders over hetzelfde. Op {source_a}: {a}. Op {source_b}: {b}. {why}",
    en="Two sources of your own say different things about the same. On {source_a}: {a}. On {source_b}: {b}. {why}",
)


class StatementConflict(Rule):
    """Two owned sources state different terms of the same claim.

    Conflict: the site says 24 hours, the brochure says two working days.
    Consistent: the brochure says one day, or is about urgent cases only.
    """

    id = "statement-conflict"
    title = Text(nl="Eigen bronnen spreken elkaar tegen", en="Own sources contradict each other")
    what = Text(
        nl="Website en brochures noemen verschillende termijnen, bedragen of voorwaarden voor dezelfde belofte of "
        "hetzelfde aanbod.",
        en="Website and brochures state different times, amounts or conditions for the same promise or offer.",
    )
    why = Text(
        nl="De lezer kan u aan elk van beide houden, en een van de twee klopt niet.",
        en="The reader can hold you to either of them, and one of the two is wrong.",
    )
    advice = Text(
        nl="Bepaal wat geldt en pas de andere bron aan. Trek een verouderde brochure terug.",
        en="Decide what holds and correct the other source. Withdraw an outdated brochure.",
    )
    options = (
        Option(
            "min_confidence",
            nl="Onzekerder paren worden niet gemeld (0 tot 1).",
            en="Less certain pairs are not reported (0 to 1).",
        ),
        Option(
            "max_pairs",
            nl="Een claim die met meer andere botst, gaat over een onderwerp met veel waarden en wordt niet gemeld.",
            en="A claim that conflicts with more others is about a subject with many values, and is not reported.",
        ),
    )
    needs = ("conflicts",)

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:
        """Yield one finding per pair of owned claims with conflicting terms."""
        pairs = [pair for pair in audit.conflicts if pair.kind == "terms"]
        yield from findings(self, audit, options, pairs, _MESSAGE)
