"""Claims with what each channel says of them, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from auditor.model import VERDICT_ORDER, Claim, ClaimKind, Evidence, Relation, Verdict, VerdictLabel
from auditor.render.links import anchor, deep_link
from auditor.render.overview import Overview, sureness
from auditor.render.quotes import Quote, claim_quote, evidence_quote, fragment_text, page_words, shortened
from auditor.render.safe_text import clean
from auditor.render.vocabulary import KINDS, PROBLEMS_FIRST, VERDICTS

_EVIDENCE: Final = 2
# What bears on each verdict. Under "silent" stand only items that are too old to count: what was not sure enough
# would look like a contradiction of the verdict.
_RELEVANT: Final[dict[VerdictLabel, frozenset[Relation]]] = {
    "contradicted": frozenset({"conflicts", "measured", "complaint"}),
    "disputed": frozenset({"conflicts", "measured", "complaint", "shows"}),
    "backed": frozenset({"shows", "measured"}),
    "echoed": frozenset({"repeats"}),
    "silent": frozenset({"shows"}),
}
_ELSEWHERE: Final = 6
_ROW: Final = 140
# In a report of more claims than this, a claim quotes what is against it and its best backing; the other channels
# are listed by name. It keeps the page of a large organisation quick to open and to read.
_MANY: Final = 120
# Channels with these verdicts and nothing to quote are listed in one line.
_AGAINST: Final = frozenset({"contradicted", "disputed"})
_QUIET: Final = frozenset({"silent", "not_verifiable", "unreadable"})


@dataclass(frozen=True, slots=True)
class ChannelVerdict:
    """What one channel says of a claim."""

    channel: str
    label: VerdictLabel
    word: str
    sure: str
    quotes: tuple[Quote, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """A claim and all that is said of it."""

    anchor: str
    kind: ClaimKind
    kind_word: str
    quote: Quote
    headings: str
    elsewhere: tuple[tuple[str, str | None], ...]
    """Other places where the same is said, each with its address."""
    elsewhere_more: int
    overall: VerdictLabel
    overall_word: str
    channels: tuple[ChannelVerdict, ...]
    """Those that have something to quote, what asks for action first."""
    quiet: tuple[tuple[str, str], ...]
    """(verdict in words, the channels) of those that have nothing."""


def claim_items(view: Overview, kinds: Sequence[ClaimKind]) -> list[ClaimItem]:
    """Return the claims of these kinds, those that ask for action first."""
    found = [_item(view, claim) for claim in view.results.claims if claim.kind in kinds and claim.id in view.overall]
    return sorted(found, key=lambda item: (kinds.index(item.kind), PROBLEMS_FIRST.index(item.overall)))


def _item(view: Overview, claim: Claim) -> ClaimItem:
    verdicts = view.verdicts[claim.id]
    overall = view.overall[claim.id]
    spoken = _quoted(view, verdicts)
    places = [
        (
            f"{clean(source)}, {page_words(view, place)}".rstrip(", "),
            deep_link(place.url, _jump(view, claim), place.page),
        )
        for source, place in claim.also_at
    ]
    return ClaimItem(
        anchor=anchor("c", claim.id),
        kind=claim.kind,
        kind_word=view.words.t(KINDS[claim.kind].word),
        quote=claim_quote(
            view,
            claim,
            [evidence for verdict in verdicts if verdict.verdict in _AGAINST for evidence in verdict.evidence],
        ),
        headings=" › ".join(map(clean, claim.headings[-2:])),
        elsewhere=tuple(places[:_ELSEWHERE]),
        elsewhere_more=max(0, len(places) - _ELSEWHERE),
        overall=overall,
        overall_word=view.words.t(VERDICTS[overall].word),
        channels=tuple(_channel(view, verdict) for verdict in spoken),
        quiet=_quiet(view, [verdict for verdict in verdicts if verdict not in spoken]),
    )


def _jump(view: Overview, claim: Claim) -> str:
    return fragment_text(view.redactor, claim.text)


def _quoted(view: Overview, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return the verdicts that are shown with quotations, what asks for action first."""
    spoken = sorted((v for v in verdicts if _speaks(v)), key=lambda v: PROBLEMS_FIRST.index(v.verdict))
    if len(view.claims) <= _MANY:
        return spoken
    against = [verdict for verdict in spoken if verdict.verdict in _AGAINST]
    best = sorted((v for v in spoken if v.verdict == "backed"), key=lambda v: (-v.confidence, v.source))
    return against + best[:1]


def _speaks(verdict: Verdict) -> bool:
    return bool(_relevant(verdict)) or verdict.verdict not in _QUIET


def _relevant(verdict: Verdict) -> tuple[Evidence, ...]:
    """Return the evidence that bears on the verdict; all of it where none is of the usual kind."""
    relations = _RELEVANT.get(verdict.verdict, frozenset())
    found = [item for item in verdict.evidence if item.relation in relations]
    if verdict.verdict in _QUIET:
        return tuple(item for item in found if not item.in_window)
    counted = [item for item in found if item.in_window]
    return tuple(counted or found) or verdict.evidence


def _channel(view: Overview, verdict: Verdict) -> ChannelVerdict:
    relevant = _relevant(verdict)
    shown = _deciding(verdict.verdict, relevant)
    claim = view.claims.get(verdict.claim)
    return ChannelVerdict(
        channel=clean(verdict.source),
        label=verdict.verdict,
        word=view.words.t(VERDICTS[verdict.verdict].word),
        sure=sureness(view.words, verdict.confidence),
        quotes=tuple(evidence_quote(view, evidence, verdict.source, claim) for evidence in shown),
        more=len(relevant) - len(shown),
    )


def _deciding(label: VerdictLabel, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Return the piece that decides; two where something is contradicted, and of a disputed claim one of each side."""
    if label not in _AGAINST:
        return evidence[:1]
    against = [item for item in evidence if item.relation == "conflicts"]
    showing = [item for item in evidence if item.relation in {"shows", "measured"}]
    sides = [*against[:1], *showing[:1]]
    both = label == "disputed" and len(sides) == _EVIDENCE
    return tuple(sides) if both else evidence[:_EVIDENCE]


def _quiet(view: Overview, verdicts: Sequence[Verdict]) -> tuple[tuple[str, str], ...]:
    lines = []
    for label in VERDICT_ORDER:
        channels = [clean(verdict.source) for verdict in verdicts if verdict.verdict == label]
        if channels:
            lines.append((view.words.t(VERDICTS[label].word), view.words.listing(channels)))
    return tuple(lines)


def row_text(view: Overview, claim: Claim) -> str:
    """Return the claim's text short enough for a row of a table."""
    return shortened(view.redactor.text(claim.text), _ROW)
