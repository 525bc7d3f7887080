"""The subjects of all channels together, each held against what the organisation says of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from auditor.model import Claim, Encode, Subject, Verdict, stable_id
from auditor.subjects.fit import limits
from auditor.subjects.grouping import groups
from auditor.subjects.layout import plane
from auditor.subjects.naming import names
from auditor.subjects.said import Said
from auditor.text.words import words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from auditor.settings import Settings

_MOST: Final = 14
"""More circles than this no reader keeps apart."""
_MOST_UNTOLD: Final = 4
_HEARD: Final = frozenset({"backed", "echoed", "contradicted", "disputed"})
_FEWEST_POSTS: Final = 6
_EXAMPLES: Final = 3
_STRAYS: Final = 2
_CLAIMS: Final = 6


@dataclass(frozen=True, slots=True)
class _Group:
    """Posts and claims (by their place in the lists) that are about one thing."""

    posts: NDArray[np.intp]
    claims: list[int]


def subjects(
    said: Mapping[str, Sequence[Said]],
    claims: Sequence[Claim],
    verdicts: Sequence[Verdict] = (),
    *,
    settings: Settings,
    encode: Encode,
) -> tuple[Subject, ...]:
    """Return what posts and claims are about, the most talked about first; nothing below six posts.

    Posts make the subjects. A claim goes to the subject of the post that it is nearest to, if that is near at all, or
    if the judge found something about the claim; the other claims make subjects of their own.
    """
    posts = [item for items in said.values() for item in items]
    if len(posts) < _FEWEST_POSTS:
        return ()
    related, far = limits(settings)
    rows = encode([item.text for item in posts])
    wanted = encode([claim.text for claim in claims]) if claims else np.empty((0, rows.shape[1]), dtype=np.float32)
    near = rows @ wanted.T
    heard = {verdict.claim for verdict in verdicts if verdict.verdict in _HEARD}
    told = {
        c: int(near[:, c].argmax())
        for c, claim in enumerate(claims)
        if near[:, c].max() >= related or claim.id in heard
    }
    untold = [c for c in range(len(claims)) if c not in told]
    found = [
        _Group(group, _by_nearness([c for c in told if told[c] in group], near[group])) for group in groups(rows, _MOST)
    ]
    found += [
        _Group(np.empty(0, np.intp), [untold[k] for k in group]) for group in groups(wanted[untold], _MOST_UNTOLD)
    ]
    own = [word for name in (settings.organisation.name, *settings.organisation.aliases) for word in words(name)]
    named = names(
        [[*(posts[i].text for i in group.posts), *(claims[c].text for c in group.claims)] for group in found], own
    )
    found, called = _with_one_rest(found, named)
    texts = [[*(posts[i].text for i in group.posts), *(claims[c].text for c in group.claims)] for group in found]
    vectors = [np.vstack([rows[group.posts], wanted[group.claims]]).astype(np.float64) for group in found]
    middles = np.stack([_middle(group) for group in vectors])
    made = []
    for group, name, middle, point, about in zip(found, called, middles, plane(middles), texts, strict=True):
        nearest = [float(near[i].max(initial=0.0)) for i in group.posts]
        order = np.argsort(-(rows[group.posts].astype(np.float64) @ middle), kind="stable")
        made.append(
            Subject(
                id=stable_id("subject", *sorted(about)),
                words=name,
                posts=len(group.posts),
                by_source=tuple(sorted(Counter(posts[i].first.source for i in group.posts).items())),
                claims=tuple(claims[c].id for c in group.claims[:_CLAIMS]),
                told=_told(nearest, settings, claimed=bool(group.claims)),
                apart=sum(score < far for score in nearest),
                nearness=round(float(np.median(nearest)), 4) if nearest else None,
                x=round(float(point[0]), 3),
                y=round(float(point[1]), 3),
                examples=tuple(posts[int(group.posts[k])].mention() for k in order[:_EXAMPLES]),
                strays=tuple(
                    posts[int(group.posts[k])].mention(round(nearest[k], 4))
                    for k in sorted(range(len(nearest)), key=lambda k: nearest[k])[:_STRAYS]
                    if nearest[k] < far
                ),
            )
        )
    return tuple(sorted(made, key=lambda subject: (-subject.posts, subject.id)))


def _with_one_rest(
    found: Sequence[_Group], named: Sequence[tuple[str, ...]]
) -> tuple[list[_Group], list[tuple[str, ...]]]:
    """Return the groups with those that have no name, for nothing in them goes together, put into one: of posts, and of
    claims alone.
    """
    kept = [(group, name) for group, name in zip(found, named, strict=True) if name]
    for talked in (True, False):
        rest = [g for g, name in zip(found, named, strict=True) if not name and (len(g.posts) > 0) is talked]
        if rest:
            members = np.sort(np.concatenate([group.posts for group in rest]))
            kept.append((_Group(members, [c for group in rest for c in group.claims]), ()))
    return [group for group, _ in kept], [name for _, name in kept]


def _by_nearness(claims: list[int], near: NDArray[np.float32]) -> list[int]:
    """Return the claims (columns of `near`) with the nearest first."""
    return sorted(claims, key=lambda c: (-float(near[:, c].max()), c))


def _middle(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    total: NDArray[np.float64] = rows.sum(axis=0)
    length = float(np.linalg.norm(total))
    return total / length if length else total


def _told(
    nearest: Sequence[float], settings: Settings, *, claimed: bool
) -> Literal["both", "posts_only", "claims_only", "between"]:
    """Return where the subject stands; without a claim its post in the middle decides, and may leave it open."""
    if not nearest:
        return "claims_only"
    if claimed:
        return "both"
    return "posts_only" if float(np.median(nearest)) < limits(settings)[1] else "between"
