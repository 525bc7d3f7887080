"""Mission, vision and values: how each channel tells them, in its own posts and claim by claim."""

from __future__ import annotations

from typing import Any, Final

from auditor.model import ChannelFit, Mention
from auditor.render.claim_items import claim_items
from auditor.render.links import anchor
from auditor.render.overview import Overview
from auditor.render.quotes import evidence_quote, mention_quote
from auditor.render.safe_text import clean
from auditor.render.vocabulary import KINDS

_OFF: Final = 10


def mission(view: Overview) -> dict[str, Any]:
    """Return the fit of every channel, the claims with their evidence, and the posts that fit none of the claims."""
    items = claim_items(view, ("mission", "vision", "value"))
    off = [finding for finding in view.findings if finding.rule == "off-message" and finding.evidence]
    fits = view.results.fits
    return {
        "fits": [_fit(view, fit) for fit in fits],
        "conclusion": _conclusion(view, fits),
        "unmeasured": [clean(channel) for channel in view.channels if channel not in {fit.source for fit in fits}],
        "kinds": [
            {"title": view.words.t(KINDS[kind].meaning), "entries": found}
            for kind in ("mission", "vision", "value")
            if (found := [item for item in items if item.kind == kind])
        ],
        "off": [
            {"id": anchor("f", finding.id), "quote": evidence_quote(view, finding.evidence[0], finding.source)}
            for finding in off[:_OFF]
        ],
        "off_more": max(0, len(off) - _OFF),
    }


def _conclusion(view: Overview, fits: tuple[ChannelFit, ...]) -> str:
    words = view.words
    if not fits:
        return ""
    ranked = sorted((fit for fit in fits if fit.posts), key=lambda fit: (-fit.near / fit.posts, fit.source))
    if not ranked or not ranked[0].near:
        return words.t("On no channel a post lies near the mission, the vision or a value.")
    best, least = ranked[0], ranked[-1]
    values = {
        "channel": clean(best.source),
        "near": words.number(best.near),
        "posts": words.number(best.posts),
        "other": clean(least.source),
        "few": words.number(least.near),
        "all": words.number(least.posts),
    }
    if len(ranked) == 1:
        return words.t("{channel}: {near} of {posts} posts lie near the mission, the vision or a value.", **values)
    return words.t(
        "{channel} tells the story most often: {near} of {posts} posts near. {other} tells it least: {few} of {all}.",
        **values,
    )


def _fit(view: Overview, fit: ChannelFit) -> dict[str, Any]:
    words = view.words
    between = fit.posts - fit.near - fit.apart
    total = max(fit.posts, 1)
    return {
        "channel": clean(fit.source),
        "posts": words.number(fit.posts),
        "near": words.number(fit.near),
        "between": words.number(between),
        "apart": words.number(fit.apart),
        "bar": [
            (name, f"{100 * start / total:.1f}%", f"{100 * n / total:.1f}%")
            for name, start, n in (
                ("near", 0, fit.near),
                ("between", fit.near, between),
                ("apart", fit.near + between, fit.apart),
            )
            if n > 0
        ],
        "conclusion": words.t(
            "{channel}: {near} posts near, {between} in between, {apart} far.",
            channel=clean(fit.source),
            near=words.number(fit.near),
            between=words.number(between),
            apart=words.number(fit.apart),
        ),
        "nearest": [_told(view, mention) for mention in fit.nearest],
        "farthest": [_told(view, mention) for mention in fit.farthest],
    }


def _told(view: Overview, mention: Mention) -> dict[str, Any]:
    claim = view.claims.get(mention.claim or "")
    return {
        "quote": mention_quote(view, mention),
        "score": view.words.score(mention.score) if mention.score is not None else "",
        "claim": (anchor("c", claim.id), view.words.t(KINDS[claim.kind].word)) if claim else None,
    }
