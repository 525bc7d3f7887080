"""One claim said in ten places is one claim with ten places.

Two statements say the same when they have the same content words (whatever their order, form of address and small
words), the same numbers, the same denials and the same terms. That is strict on purpose: two claims that differ in one
word ("emergency repairs", "other repairs") are two, and a claim with other terms in another place is a conflict that
the audit has to find.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from auditor.claims.classify import Classified
from auditor.claims.phrases import words
from auditor.claims.wordlists import word_list
from auditor.model import ClaimKind, Statement, Term, normalised, stable_id
from auditor.text.words import stem

# Articles, forms of address and joints: they change no claim.
# The best page to show a claim on: one about the matter before the home page, and news or a vacancy last.
_PAGE_RANK: Final[Mapping[str | None, int]] = {
    "service": 0, "product": 0, "mission": 0, "values": 0, "about": 0, "contact": 1, "other": 1, None: 1, "home": 2,
    "legal": 3, "news": 3, "vacancy": 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A statement that was taken as a claim, with the text that the claim will have."""

    statement: Statement
    text: str
    verdict: Classified
    order: int
    """Where the statement stood among all statements."""
    source_rank: int = 0

    @property
    def id(self) -> str:
        """The id of this text, whatever its kind and terms."""
        return text_id(self.text)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Statements that say the same, the best place first."""

    members: tuple[Found, ...]
    id: str
    kind: ClaimKind
    terms: tuple[Term, ...]
    decided_by: Literal["model", "person"] = "model"
    channels: tuple[str, ...] = ()
    """The channels that a person named; without any they are read from the text."""

    @property
    def best(self) -> Found:
        """The member that the claim is shown with."""
        return self.members[0]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all wordings."""
        return frozenset(member.id for member in self.members) | {self.id}


def text_id(text: str) -> str:
    """Return the stable id of a claim with this text: it depends on the words alone, not on kind, terms or place."""
    return stable_id("claim", normalised(text))


def clusters(found: Iterable[Found]) -> tuple[Cluster, ...]:
    """Group what says the same; the order is that of the first place of each group."""
    groups: dict[tuple[object, ...], list[Found]] = {}
    for item in found:
        groups.setdefault((*signature(item.text), terms_key(item.verdict.terms)), []).append(item)
    return tuple(cluster(group) for group in groups.values())


def cluster(group: Sequence[Found]) -> Cluster:
    """Return one cluster of `group`: kind and confidence of the surest member, text and place of the best page."""
    members = tuple(sorted(group, key=_rank))
    surest = max(members, key=lambda item: (item.verdict.claim, item.verdict.confidence))
    kind = surest.verdict.kind
    if kind == "none":  # only a person can make it one, and then says the kind
        kind = "promise"
    return Cluster(members, members[0].id, kind, members[0].verdict.terms)


def joined(into: Cluster, other: Cluster) -> Cluster:
    """Return `into` with the places of `other` behind its own."""
    return replace(into, members=into.members + other.members)


def signature(text: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the content words of `text` as stems, and its numbers in order of size of the writing."""
    # "publicly-funded" and "publicly funded" are one wording.
    plain = words(text.replace("-", " ")).plain
    content = frozenset(stem(word) for word in plain if word[:1].isalpha() and word not in word_list("small"))
    numbers = tuple(sorted(word for word in plain if not word[:1].isalpha() and word[:1].isalnum()))
    return content, numbers


def terms_key(terms: Sequence[Term]) -> tuple[object, ...]:
    """Return what has to be equal in the terms of two wordings of one claim."""
    return tuple(
        sorted((t.metric, t.comparator, t.value, t.high or 0.0, t.unit, t.calendar or "", t.negated) for t in terms)
    )


def _rank(item: Found) -> tuple[object, ...]:
    statement = item.statement
    path = statement.place.path or statement.place.url or ""
    # A headline-like or linked teaser is a list item or cell; the sentence itself stands in a paragraph.
    return (_PAGE_RANK.get(statement.page_type, 1), item.source_rank, path.count("/"), len(path), item.order)
