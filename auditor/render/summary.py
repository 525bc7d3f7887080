"""The first page: the verdict in one sentence, three figures, how all claims stand, and what to do first and why."""

from __future__ import annotations

from typing import Any

from auditor.render import overview as ov
from auditor.render.cards import Card, cards_of
from auditor.render.overview import Overview
from auditor.render.quotes import Quote, sentence, stopped
from auditor.render.safe_text import clean
from auditor.render.vocabulary import PROBLEMS_FIRST, VERDICTS


def summary(view: Overview) -> dict[str, Any]:
    """Return what the first page shows."""
    results = view.results
    return {
        "headline": ov.headline(view),
        "counts": sentence(ov.counts_line(view)),
        "since": _since(view),
        "incomplete": results.summary.incomplete,
        "reasons": [stopped(view.redactor.text(reason)) for reason in results.summary.reasons],
        "figures": _figures(view),
        "standing": _standing(view),
        "actions": [
            {
                "card": card,
                "sides": _sides(view, card),
                "more": view.words.nt("and {n} finding like it", "and {n} findings like it", action.more)
                if action.more
                else "",
            }
            for action in ov.first_actions(view)
            for card in cards_of(view, [action.finding])
        ],
    }


def _sides(view: Overview, card: Card) -> list[tuple[str, Quote]]:
    """Return the two sides that show why it is true: what is claimed, and what was found against it."""
    claims = [(view.words.t("You say"), quote) for _, _, quote in card.claims]
    found = [(quote.relation_word, quote) for quote in card.evidence]
    if len(claims) > 1:
        return [claims[0], (view.words.t("and also"), claims[1][1])]
    return [*claims[:1], *found[:1]] if claims else found[:2]


def _since(view: Overview) -> str:
    """Return what changed since the run before; empty where there is none to compare with."""
    history = view.results.run.history
    if len(history) < 2 or history[-1].new is None or history[-1].solved is None:
        return ""
    words = view.words
    return words.t(
        "Since {date}: {new} new, {solved} solved.",
        date=words.date(history[-2].now),
        new=words.number(history[-1].new),
        solved=words.number(history[-1].solved),
    )


def _standing(view: Overview) -> list[dict[str, str]]:
    """Return a part of the bar per verdict, what asks for action first."""
    words, counts = view.words, view.counts
    total = sum(counts.values())
    parts, start = [], 0
    for label in PROBLEMS_FIRST:
        n = counts[label]
        if n:
            parts.append({
                "label": label,
                "word": words.t(VERDICTS[label].word),
                "n": words.number(n),
                "x": f"{100 * start / total:.2f}%",
                "width": f"{100 * n / total:.2f}%",
            })  # fmt: skip
            start += n
    return parts


def _figures(view: Overview) -> list[dict[str, str]]:
    words, counts = view.words, view.counts
    total = len(view.claims)
    contradicted = counts["contradicted"] + counts["disputed"]
    figures = [
        {
            "value": words.t("{n} of {total}", n=words.number(counts["backed"]), total=words.number(total)),
            "label": words.t("claims shown on at least one channel, and contradicted on none"),
            "tone": "backed",
        },
        {
            "value": words.number(contradicted),
            "label": words.nt("claim contradicted on a channel", "claims contradicted on a channel", contradicted),
            "tone": "contradicted" if contradicted else "backed",
        },
    ]
    worst = ov.worst_reply_promise(view.results)
    if worst and worst[1].share is not None:
        source, promise = worst
        figures.append({
            "value": words.percent(promise.share or 0.0),
            "label": words.t("answered within the promised time on {channel}", channel=clean(source)),
            "tone": "contradicted" if promise.kept == "broken" else "backed",
        })  # fmt: skip
    else:
        unshown = counts["silent"] + counts["echoed"]
        figures.append({
            "value": words.number(unshown),
            "label": words.nt("claim that no channel shows", "claims that no channel shows", unshown),
            "tone": "silent" if unshown else "backed",
        })  # fmt: skip
    return figures
