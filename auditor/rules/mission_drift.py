"""Two owned sources state different missions or visions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from auditor.model import Claim, Finding, OwnedConflict
from auditor.rules.base import Audit, Option, Options, Rule
from auditor.rules.families import declared_twice
from auditor.rules.lexicon import pattern
from auditor.rules.owned_pairs import findings
from auditor.rules.wording import Text

_MESSAGE = Text(
    nl="De bronnen vertellen een ander verhaal over waar u voor bent. Op {source_a}: {a}. Op {source_b}: {b}. {why}",
    en="The sources tell different stories of what you are for. On {source_a}: {a}. On {source_b}: {b}. {why}",
)
_WHY = Text(nl="beide zeggen wat de missie is", en="both say what the mission is")
# The confidence of a pair of missions that both say that they are one, and are far apart.
_SURE: Final = 0.8
# Some sites state their mission under a heading of their own ("What drives us"); so sure must its claim be then.
_CERTAIN: Final = 0.95


class MissionDrift(Rule):
    """Two owned sources state different missions or visions.

    Drift: the site is for affordable homes, the annual brochure for growth; two pages that both say what the mission
    is, and say two things.
    No drift: the same mission in other words, or a part of it.
    """

    id = "mission-drift"
    title = Text(nl="Missie of visie verschilt per bron", en="Mission or vision differs between sources")
    what = Text(
        nl="Twee eigen bronnen noemen een andere missie of een andere visie.",
        en="Two sources of your own state another mission or another vision.",
    )
    why = Text(
        nl="Medewerkers en lezers weten dan niet welk verhaal het echte is.",
        en="Staff and readers then do not know which story is the real one.",
    )
    advice = Text(
        nl="Kies één formulering en gebruik die overal, of leg uit hoe de twee samenhangen.",
        en="Choose one wording and use it everywhere, or explain how the two belong together.",
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
    needs = ("claims",)

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:
        """Yield one finding per pair of owned claims that name another mission or vision."""
        pairs = [pair for pair in audit.conflicts if pair.kind == "mission" and _both_are(pair.claim_a, pair.claim_b)]
        declared = [
            OwnedConflict(first, second, _WHY.say(audit.language), "mission", _SURE)
            for first, second in declared_twice(audit)
        ]
        told = {claim.id for pair in declared for claim in (pair.claim_a, pair.claim_b)}
        yield from findings(self, audit, options, declared, _MESSAGE)
        pairs = [pair for pair in pairs if not {pair.claim_a.id, pair.claim_b.id} & told]
        yield from findings(self, audit, options, pairs, _MESSAGE)


def _both_are(first: Claim, second: Claim) -> bool:
    """Whether one says that it is the mission, and the other says so too or is one without any doubt."""
    declared = (_declared(first), _declared(second))
    return any(declared) and all(
        said or claim.confidence >= _CERTAIN for said, claim in zip(declared, (first, second), strict=True)
    )


def _declared(claim: Claim) -> bool:
    """Whether a claim says itself, or stands under a heading that says, that it is the mission or vision."""
    context = " ".join((claim.text, *claim.headings[-2:]))
    return any(pattern("missions.cues", language).search(context) for language in ("nl", "en"))
