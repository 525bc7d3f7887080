"""How near the posts of each channel lie to the mission, the vision and the values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from auditor.model import ChannelFit, Claim, Encode, Mention
from auditor.settings.load import default_rules
from auditor.subjects.said import Said

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from auditor.settings import Settings

_EXAMPLES: Final = 2
_GUIDING: Final = ("mission", "vision", "value")


def channel_fits(
    said: Mapping[str, Sequence[Said]], claims: Sequence[Claim], *, settings: Settings, encode: Encode
) -> tuple[ChannelFit, ...]:
    """Return per channel how many posts lie near a mission, vision or value, with the nearest and the farthest ones.

    Nothing for a channel below `matching.min_posts` posts, and nothing at all where no mission, vision or value is
    known. A post is one of the nearest or one of the farthest, never both.
    """
    guides = [claim for claim in claims if claim.kind in _GUIDING]
    if not guides:
        return ()
    columns = encode([claim.text for claim in guides])
    related, apart = limits(settings)
    fits = []
    for source, items in said.items():
        if len(items) < max(settings.matching.min_posts, 1):
            continue
        scores = encode([item.text for item in items]) @ columns.T
        best = scores.max(axis=1)
        # The same words again say nothing more: of equal posts the first stands for all.
        first = {item.text: k for k, item in reversed(list(enumerate(items)))}
        order = sorted(first.values(), key=lambda k: (-float(best[k]), items[k].text))
        nearest = order[: min(_EXAMPLES, (len(order) + 1) // 2)]
        farthest = [k for k in reversed(order[len(nearest) :]) if best[k] < related][:_EXAMPLES]

        fits.append(
            ChannelFit(
                source=source,
                posts=len(items),
                near=int((best >= related).sum()),
                apart=int((best < apart).sum()),
                nearest=_mentions(items, guides, scores, nearest),
                farthest=_mentions(items, guides, scores, farthest),
            )
        )
    return tuple(fits)


def _mentions(
    items: Sequence[Said], guides: Sequence[Claim], scores: NDArray[np.float32], places: Sequence[int]
) -> tuple[Mention, ...]:
    return tuple(items[k].mention(round(float(scores[k].max()), 4), guides[int(scores[k].argmax())].id) for k in places)


def limits(settings: Settings) -> tuple[float, float]:
    """Return the similarity from which a post lies near a claim, and the one below which it lies apart from it.

    The first is `related` of the rule off-message. The second lies midway to its `unrelated`, below which that rule
    dares to make a finding: a picture may say a little more than a finding.
    """
    options = {**default_rules(), **settings.rules}["off-message"].options
    related, unrelated = float(options["related"]), float(options["unrelated"])
    return related, (related + unrelated) / 2
