"""How thick the claims are sown where a sentence stands.

Half the texts that the classifier was fitted on are claims; on a page of service levels that is so too, in a manual or
a report it is one sentence in fifty. The same sentence form is therefore worth less in the one than in the other. The
share of claims in each document is estimated from the probabilities themselves, and these are corrected for it
(Saerens, Latinne and Decaestecker 2002, "Adjusting the outputs of a classifier to new a priori probabilities"). Small
documents lean on their source, small sources on what is usual.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

# The share of claims among the texts of the fit, by weight.
FITTED: Final = 0.48
USUAL: Final = 0.35
# Below this share a document is sparse. The pages of small organisations' sites measured .20 and more.
SPARSE: Final = 0.15
# In a source where claims are as rare as this, only a document as dense as DENSE is read with the usual ease. The sites
# of small organisations measured .34 and more, three large sites of manuals, articles and documentation .03 to .10.
RARE: Final = 0.2
DENSE: Final = 0.4
# Of the claims with less on the pages of those sites a reader would have kept one in two.
LEAST_WHERE_SPARSE: Final = 0.55
_TRUST: Final = 0.35
_STEPS: Final = 4
# How many sentences of its source a document counts with, and how many usual ones a source.
_DOCUMENT_LEANS: Final = 8.0
_SOURCE_LEANS: Final = 40.0


@dataclass(frozen=True, slots=True)
class Corrected:
    """The probability of a sentence to be a claim, and the share of claims in its document and its source."""

    chance: float
    share: float
    source_share: float

    @property
    def sparse(self) -> bool:
        """Whether claims are rare around it, so that only a certain one is taken."""
        return self.share < (SPARSE if self.source_share >= RARE else DENSE)

    def enough(self, least: float) -> bool:
        """Whether the sentence is likely enough to be a claim: where claims are rare, `least` is not enough."""
        return self.chance >= (max(least, LEAST_WHERE_SPARSE) if self.sparse else least)


def corrected(
    chances: Sequence[float], documents: Sequence[Hashable], sources: Sequence[Hashable], prose: Sequence[bool]
) -> tuple[Corrected, ...]:
    """Return the probability of each sentence to be a claim, corrected for how many there are around it.

    Args:
        chances: the probability of each sentence as the classifier gives it.
        documents: the document of each sentence.
        sources: the source of each sentence.
        prose: whether it is a sentence that could be a claim at all; headings and questions tell nothing of the share.
    """
    now = list(chances)
    shares: dict[Hashable, float] = {}
    by_source: dict[Hashable, float] = {}
    for _ in range(_STEPS):
        said = [chance if counts else None for chance, counts in zip(now, prose, strict=True)]
        by_source = _shares(said, sources, dict.fromkeys(sources, USUAL), _SOURCE_LEANS)
        leaning = {document: by_source[source] for document, source in zip(documents, sources, strict=True)}
        shares = _shares(said, documents, leaning, _DOCUMENT_LEANS)
        now = [_shifted(chance, shares[document]) for chance, document in zip(chances, documents, strict=True)]
    return tuple(
        Corrected(chance, shares[document], by_source[source])
        for chance, document, source in zip(now, documents, sources, strict=True)
    )


def _shares(
    chances: Sequence[float | None], groups: Sequence[Hashable], leaning: dict[Hashable, float], weight: float
) -> dict[Hashable, float]:
    totals = {group: [weight * share, weight] for group, share in leaning.items()}
    for chance, group in zip(chances, groups, strict=True):
        if chance is not None:
            totals[group][0] += chance
            totals[group][1] += 1.0
    return {group: total / count for group, (total, count) in totals.items()}


def _shifted(chance: float, share: float) -> float:
    # The root of the full correction: the probabilities of sentences in one document are no independent evidence.
    claim = chance * (share / FITTED) ** _TRUST
    none = (1.0 - chance) * ((1.0 - share) / (1.0 - FITTED)) ** _TRUST
    return claim / (claim + none) if claim + none else chance
