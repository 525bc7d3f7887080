"""The map of subjects: what posts and claims are about, placed so that near is alike and no label covers another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from auditor.model import Subject
from auditor.render.claim_items import row_text
from auditor.render.links import anchor
from auditor.render.overview import Overview
from auditor.render.quotes import mention_quote, shortened
from auditor.render.safe_text import clean
from auditor.render.words import mark

Told = Literal["both", "posts_only", "claims_only", "between"]

WIDTH: Final = 960
HEIGHT: Final = 600
_MARGIN: Final = 14
_SMALLEST: Final = 13
_LARGEST: Final = 54
_WORD: Final = 22
# Widths of a letter in the two lines of a label, in pixels; rather too wide than too narrow.
_LETTER: Final = 8.0
_SMALL_LETTER: Final = 7.0
_LINE: Final = 17
_ROUNDS: Final = 400
_STRAYS: Final = 4

TOLD: Final[dict[Told, str]] = {
    "posts_only": mark("talked about, in no claim"),
    "between": mark("talked about, not near any claim"),
    "both": mark("talked about, and in a claim"),
    "claims_only": mark("in a claim, not talked about"),
}


@dataclass(slots=True)
class _Node:
    """A subject on the map while it is moved: its middle, and the half sides of what it covers."""

    subject: Subject
    x: float
    y: float
    radius: float
    half_width: float
    half_height: float


def subject_map(view: Overview) -> dict[str, Any]:
    """Return the map, its table, and in words what is talked about that no claim says, and the other way round."""
    found = list(view.results.subjects)
    loose = [subject for subject in found if subject.told == "posts_only"]
    untold = [subject for subject in found if subject.told == "claims_only"]
    return {
        "conclusion": _conclusion(view, found, loose),
        "width": WIDTH,
        "height": HEIGHT,
        "nodes": [_drawn(view, node) for node in _placed(view, found)],
        "legend": [
            (told, view.words.t(word)) for told, word in TOLD.items() if any(subject.told == told for subject in found)
        ],
        "rows": [_row(view, subject) for subject in found],
        "loose": [
            {
                "name": _name(view, subject),
                "posts": view.words.nt("{n} post", "{n} posts", subject.posts),
                "quotes": [mention_quote(view, mention) for mention in subject.examples[:2]],
            }
            for subject in loose
        ],
        "strays": [
            mention_quote(view, mention)
            for mention in sorted(
                (stray for subject in found if subject.told != "posts_only" for stray in subject.strays),
                key=lambda stray: (stray.score if stray.score is not None else 1.0, stray.text),
            )[:_STRAYS]
        ],
        "untold": [
            {
                "name": _name(view, subject),
                "claims": [
                    (anchor("c", claim), row_text(view, view.claims[claim]))
                    for claim in subject.claims
                    if claim in view.claims
                ],
            }
            for subject in untold
        ],
    }


def _conclusion(view: Overview, found: list[Subject], loose: list[Subject]) -> str:
    words = view.words
    total = sum(subject.posts for subject in found)
    if not total:
        return ""
    if not loose:
        apart = sum(subject.apart for subject in found)
        return words.t(
            "Every subject that you talk about lies near something that you say of yourself; "
            "{share} of the single posts do not.",
            share=words.percent(apart / total),
        )
    return words.nt(
        "{share} of your posts are about {n} subject that no claim names: {names}.",
        "{share} of your posts are about {n} subjects that no claim names: {names}.",
        len(loose),
        share=words.percent(sum(subject.posts for subject in loose) / total),
        names=words.listing([_parts(view, subject)[0] for subject in loose]),
    )


def _parts(view: Overview, subject: Subject) -> list[str]:
    """Return the words that name a subject, each short enough for the map."""
    return [shortened(clean(word), _WORD) for word in subject.words if clean(word)] or [view.words.t("various")]


def _name(view: Overview, subject: Subject) -> str:
    return ", ".join(_parts(view, subject))


def _row(view: Overview, subject: Subject) -> dict[str, Any]:
    words = view.words
    return {
        "id": anchor("s", subject.id),
        "name": _name(view, subject),
        "told": subject.told,
        "told_word": words.t(TOLD[subject.told]),
        "posts": words.number(subject.posts),
        "apart": words.number(subject.apart) if subject.posts else "–",
        "channels": words.listing([
            words.t("{channel} {n}", channel=clean(channel), n=words.number(n)) for channel, n in subject.by_source
        ]) or "–",
        "claims": [
            (anchor("c", claim), shortened(view.redactor.text(view.claims[claim].text), 70))
            for claim in subject.claims[:2]
            if claim in view.claims
        ],
    }  # fmt: skip


def _placed(view: Overview, subjects: list[Subject]) -> list[_Node]:
    """Return the subjects where they are drawn: as they lie, then moved apart until no two cover each other."""
    most = max((subject.posts for subject in subjects), default=1) or 1
    nodes = []
    for subject in subjects:
        radius = _SMALLEST + (_LARGEST - _SMALLEST) * (subject.posts / most) ** 0.5
        first, rest = _lines(view, subject)
        half_width = max(radius, len(first) * _LETTER / 2, len(rest) * _SMALL_LETTER / 2) + 4
        half_height = radius + _LINE * (2 if rest else 1) / 2 + 5
        x = WIDTH / 2 + subject.x * (WIDTH / 2 - half_width - _MARGIN)
        y = HEIGHT / 2 + subject.y * (HEIGHT / 2 - half_height - _MARGIN)
        nodes.append(_Node(subject, x, y, radius, half_width, half_height))
    for _ in range(_ROUNDS):
        if not _moved_apart(nodes):
            break
    return nodes


def _moved_apart(nodes: list[_Node]) -> bool:
    """Move every two that overlap half the way apart, along the shorter way; return whether any did."""
    moved = False
    for k, one in enumerate(nodes):
        for other in nodes[k + 1 :]:
            wide = one.half_width + other.half_width - abs(one.x - other.x)
            high = one.half_height + other.half_height - abs(one.y - other.y)
            if wide <= 0.5 or high <= 0.5:
                continue
            moved = True
            if high <= wide:
                push = high / 2 if one.y >= other.y else -high / 2
                one.y, other.y = one.y + push, other.y - push
            else:
                push = wide / 2 if one.x >= other.x else -wide / 2
                one.x, other.x = one.x + push, other.x - push
            for node in (one, other):
                node.x = min(max(node.x, node.half_width + _MARGIN), WIDTH - node.half_width - _MARGIN)
                node.y = min(max(node.y, node.half_height + _MARGIN), HEIGHT - node.half_height - _MARGIN)
    return moved


def _lines(view: Overview, subject: Subject) -> tuple[str, str]:
    """Return the two lines of a label: the most telling word, and the others."""
    parts = _parts(view, subject)
    return parts[0], ", ".join(parts[1:])


def _drawn(view: Overview, node: _Node) -> dict[str, Any]:
    subject = node.subject
    first, rest = _lines(view, subject)
    centre = node.y - (node.half_height - node.radius - 5)
    return {
        "told": subject.told,
        "x": round(node.x),
        "y": round(centre),
        "r": round(node.radius),
        "first": first,
        "rest": rest,
        "count": view.words.number(subject.posts) if subject.posts else "",
        "label_y": round(centre + node.radius + 15),
        "rest_y": round(centre + node.radius + 15 + _LINE),
        "title": view.words.t(
            "{name}: {posts} ({told})",
            name=_name(view, subject),
            posts=view.words.nt("{n} post", "{n} posts", subject.posts),
            told=view.words.t(TOLD[subject.told]),
        ),
    }
