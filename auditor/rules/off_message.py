"""A post or page that relates to no claim at all, while most of its source does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.model import Finding, Statement
from auditor.rules.base import Audit, Option, Options, Rule, cited
from auditor.rules.views import own, recent
from auditor.rules.wording import Text, percent, spoken

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

_SKIPPED_PAGES = ("news", "vacancy", "legal", "contact")
_MIN_WORDS = 6
_MESSAGE = Text(
    nl="{text} op {source} gaat over niets van wat u over uzelf zegt, terwijl {share} van {source} dat wel doet.",
    en="{text} on {source} is about nothing that you say of yourself, while {share} of {source} is.",
)


@dataclass(frozen=True, slots=True)
class _Item:
    """A post or page: its text and the statement that stands for it."""

    text: str
    first: Statement


class OffMessage(Rule):
    """A post or page that relates to no claim at all while most of its source does.

    Off message: a cat video on a channel that otherwise is about housing.
    Fine: anything on a channel that chats about everything; a post near any claim.
    """

    id = "off-message"
    title = Text(nl="Past bij geen enkele boodschap", en="Fits none of the messages")
    what = Text(
        nl="Een bericht of pagina gaat over niets van missie, aanbod of beloften, terwijl het grootste deel van de "
        "bron dat wel doet.",
        en="A post or page is about nothing of mission, offer or promises, while most of its source is.",
    )
    why = Text(
        nl="Op een kanaal met een duidelijk verhaal verzwakt een los bericht dat verhaal.",
        en="On a channel with a clear story a stray post weakens that story.",
    )
    advice = Text(
        nl="Leg de link met uw verhaal, of laat het bericht weg. Hoort het er wel bij, zet het onderwerp dan op de "
        "site.",
        en="Make the link with your story, or leave the post out. If it does belong, put the subject on the site.",
    )
    options = (
        Option(
            "share",
            nl="Zo veel van de bron moet bij een claim passen (0 tot 1).",
            en="So much of the source must relate to a claim (0 to 1).",
        ),
        Option(
            "related",
            nl="Vanaf deze gelijkenis (cosinus) past iets bij een claim.",
            en="From this similarity (cosine) on something relates to a claim.",
        ),
        Option(
            "unrelated",
            nl="Onder deze gelijkenis past iets bij geen enkele claim. Ertussen: geen oordeel.",
            en="Below this similarity something relates to no claim. In between: no judgement.",
        ),
        Option(
            "min_posts",
            nl="Zo veel berichten of pagina's heeft een bron minstens nodig.",
            en="So many posts or pages a source needs at least.",
        ),
        Option(
            "limit",
            nl="Hooguit zo veel bevindingen per bron, de minst passende eerst.",
            en="At most so many findings per source, the least fitting first.",
        ),
    )
    needs = ("claims", "encode")

    def run(self, audit: Audit, options: Options) -> Iterator[Finding]:
        """Yield a finding for each of the least fitting posts or pages of a source that is mostly on message."""
        if audit.encode is None:
            return
        claims = audit.encode([claim.text for claim in audit.claims])
        evidence = {item.text for verdict in audit.verdicts for item in verdict.evidence}
        found = _items(audit)
        published = [item for source, items in found.items() if source not in audit.drafts for item in items]
        for source, items in found.items():
            # A draft is one post: whether posts here are about the claims at all, the published ones tell.
            others = [item for item in published if item.first.role == "social"] if source in audit.drafts else items
            if len(others) < options["min_posts"]:
                continue
            scores = _nearest(audit.encode([item.text for item in items]), claims)
            fits = [
                score >= options["related"] or item.first.text in evidence
                for item, score in zip(items, scores, strict=True)
            ]
            share = sum(fits) / len(items) if others is items else _share(audit, others, claims, options["related"])
            if share <= options["share"]:
                continue
            strays = sorted(
                (
                    (float(score), item)
                    for item, score, fit in zip(items, scores, fits, strict=True)
                    if not fit and score < options["unrelated"]
                ),
                key=lambda pair: (pair[0], pair[1].text),
            )
            for score, item in strays[: options["limit"]]:
                yield self._about(audit, source, item, share, 1 - max(score, 0.0))

    def _about(self, audit: Audit, source: str, item: _Item, share: float, confidence: float) -> Finding:
        message = _MESSAGE.say(
            audit.language,
            text=spoken(item.first, audit.language, audit.timezone),
            source=source,
            share=percent(share, audit.language),
        )
        return self.finding(
            audit,
            message,
            about=item.text,
            place=item.first.place,
            source=source,
            evidence=[cited(item.first, "conflicts", self.title.say(audit.language))],
            confidence=confidence,
        )


def _share(audit: Audit, items: Sequence[_Item], claims: NDArray[float32], related: float) -> float:
    """Return which part of the items relates to a claim."""
    assert audit.encode is not None
    scores = _nearest(audit.encode([item.text for item in items]), claims)
    return sum(score >= related for score in scores) / len(items)


def _nearest(items: NDArray[float32], claims: NDArray[float32]) -> list[float]:
    """Return for each item its similarity to the claim nearest to it."""
    return [float(best) for best in (items @ claims.T).max(axis=1)]


def _items(audit: Audit) -> dict[str, list[_Item]]:
    """Return the posts (no replies) and pages of each source, with enough words to be about something."""
    groups: dict[tuple[str, str], list[Statement]] = {}
    for statement in audit.statements:
        if statement.page_type not in _SKIPPED_PAGES:
            groups.setdefault((statement.source, statement.document), []).append(statement)
    for statements in audit.social.values():
        for statement in own(statements):
            post = statement.post
            if (post is None or post.parent_id is None) and recent(statement, audit):
                groups.setdefault((statement.source, statement.document), []).append(statement)
    found: dict[str, list[_Item]] = {}
    for (source, _), statements in groups.items():
        text = _text(statements)
        if len(text.split()) >= _MIN_WORDS and _says_something(statements):
            found.setdefault(source, []).append(_Item(text, _standing_for(statements)))
    return found


def _says_something(statements: Sequence[Statement]) -> bool:
    """Whether a post, or a page with more on it than names, labels and a list of links."""
    return any(
        one.post is not None or (one.block_kind != "heading" and len(one.text.split()) >= _MIN_WORDS)
        for one in statements
    )


def _text(statements: Sequence[Statement]) -> str:
    """Return what a post or page says, short enough for one vector."""
    return " ".join(" ".join(statement.text for statement in statements).split()[:120])


def _standing_for(statements: Sequence[Statement]) -> Statement:
    return next((one for one in statements if one.block_kind != "heading"), statements[0])
