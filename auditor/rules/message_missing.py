"""A mission, vision, value or product never appears on the social channels."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import Finding
from auditor.rules.backing import doubtful, only_silent
from auditor.rules.base import Audit, Option, Options, Rule
from auditor.rules.families import heard_otherwise
from auditor.rules.views import believed, judged
from auditor.rules.wording import Text, listing, quote

_KINDS = {
    "mission": Text(nl="De missie", en="The mission"),
    "vision": Text(nl="De visie", en="The vision"),
    "value": Text(nl="De waarde", en="The value"),
    "product": Text(nl="Het aanbod", en="The offer"),
}
_MESSAGE = Text(
    nl="{kind} {claim} van {origin} komt op geen enkel kanaal voor ({channels}).",
    en="{kind} {claim} of {origin} appears on no channel ({channels}).",
)


class MessageMissing(Rule):
    """What the organisation says it is or offers is never heard on its channels.

    Missing: a service that the site offers and no post ever names.
    Not missing: one post repeats it or shows it, however long ago; or the site says the same in other words, which are
    heard.
    """

    id = "message-missing"
    title = Text(nl="Boodschap ontbreekt op de kanalen", en="Message missing from channels")
    what = Text(
        nl="Een missie, visie, waarde of product van de site of brochure komt op geen enkel sociaal kanaal voor.",
        en="A mission, vision, value or product of the site or brochure appears on no social channel.",
    )
    why = Text(
        nl="Wie u alleen van sociale media kent, weet niet dat u dit bent of aanbiedt.",
        en="Whoever knows you from social media only does not know that you are or offer this.",
    )
    advice = Text(
        nl="Laat de boodschap op een kanaal terugkomen, liefst met een voorbeeld, of vraag u af of ze nog klopt.",
        en="Bring the message back on a channel, best with an example, or ask whether it still holds.",
    )
    options = (
        Option("kinds", nl="De soorten claims die worden nagegaan.", en="The kinds of claims that are looked at."),
        Option(
            "min_confidence",
            nl="Claims die onzekerder zijn herkend, tellen niet mee (0 tot 1).",
            en="Claims recognised with less certainty do not count (0 to 1).",
        ),
        Option(
            "value_certainty",
            nl="Missie, visie en waarden blijken uit daden die ze niet noemen. Ze ontbreken pas als elk kanaal "
            "daar met deze zekerheid over zwijgt (0 tot 1).",
            en="Mission, vision and values show in deeds that do not name them. They are missing only where every "
            "channel is silent on them with this certainty (0 to 1).",
        ),
        Option(
            "same",
            nl="Vanaf deze gelijkenis (cosinus) zeggen twee missies, visies of waarden hetzelfde. Klinkt de ene, dan "
            "ontbreekt de andere niet.",
            en="From this similarity (cosine) on two missions, visions or values say the same. Where one is heard the "
            "other is not missing.",
        ),
        Option(
            "margin",
            nl="Een bericht dat zo weinig te onzeker is (0 tot 1 onder `matching.min_confidence`), houdt de bevinding "
            "tegen; `low-confidence` noemt de claim dan.",
            en="A post that is too uncertain by so little (0 to 1 below `matching.min_confidence`) holds the finding "
            "back; `low-confidence` names the claim then.",
        ),
    )
    needs = ("claims", "verdicts")

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:
        """Yield one finding per claim that no readable channel repeats or shows, at any time."""
        heard = heard_otherwise(audit, options["same"])
        for claim, verdicts in judged(audit, [kind for kind in options["kinds"] if kind in _KINDS]):
            if claim.confidence < options["min_confidence"] or not only_silent(verdicts, audit):
                continue
            if claim.id in heard:
                continue
            if claim.kind != "product" and min(v.confidence for v in verdicts) < options["value_certainty"]:
                continue
            if any(doubtful(verdict, audit, self.id, options) for verdict in verdicts):
                continue
            if any(
                item.relation != "complaint" and believed(item, audit)
                for verdict in verdicts
                for item in verdict.evidence
            ):
                continue
            message = _MESSAGE.say(
                audit.language,
                kind=_KINDS[claim.kind].say(audit.language),
                claim=quote(claim.text, audit.language),
                origin=claim.source,
                channels=listing([verdict.source for verdict in verdicts], audit.language),
            )
            yield self.finding(
                audit,
                message,
                about=claim.text,
                place=claim.place,
                source=claim.source,
                claim=claim,
                confidence=min(claim.confidence, *(verdict.confidence for verdict in verdicts)),
            )
