"""What an organisation says of itself in many words: where one wording is heard on a channel, the message is.

A large site states its mission on twenty pages, each time a little differently. Wordings whose vectors are near form a
family, also by way of a third one.
"""

from __future__ import annotations

from auditor.rules.base import Audit
from auditor.rules.views import judged

_HEARD = ("backed", "echoed", "disputed", "contradicted")
_OF_ITSELF = ("mission", "vision", "value")


def heard_otherwise(audit: Audit, same: float) -> frozenset[str]:
    """Return the ids of the missions, visions and values that are heard on a channel, themselves or in other words.

    Without an encoder only those that are heard themselves.
    """
    known = list(judged(audit, _OF_ITSELF))
    heard = {claim.id for claim, verdicts in known if any(verdict.verdict in _HEARD for verdict in verdicts)}
    if audit.encode is None or not heard:
        return frozenset(heard)
    vectors = audit.encode([claim.text for claim, _ in known])
    near = vectors @ vectors.T >= same
    ids = [claim.id for claim, _ in known]
    todo = [index for index, name in enumerate(ids) if name in heard]
    while todo:
        index = todo.pop()
        new = [other for other in range(len(ids)) if near[index, other] and ids[other] not in heard]
        heard |= {ids[other] for other in new}
        todo += new
    return frozenset(heard)
