"""What the pictures of the Dutch sample are drawn from: subjects, fit, spread and rhythm of replies, traits, changes."""

from __future__ import annotations

# ruff: noqa: E501 - constructors and posts read best on one line
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from auditor.model import (
    ChannelFit,
    ErrorBudget,
    Mention,
    PastFinding,
    PromiseFigures,
    Results,
    Slot,
    Subject,
    TimeBin,
    TraitShare,
    WebcareFigures,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENDS = (15, 30, 60, 120, 240, 480, 720, 1440, 2880, 4320, 7200, 10080, None)
_GROUPS = {
    "signature": "personal",
    "greeting": "personal",
    "informal": "informal",
    "apology": "inviting",
    "substance": "helpful",
}


def _said(text: str, source: str, score: float | None = None, claim: str | None = None, day: int = 4) -> Mention:
    when = datetime.fromisoformat(f"2026-10-{day:02}T10:15:00+01:00")
    return Mention(text, source, f"https://{source}.example/@delindewonen/{day}", when, "nl", score, claim)


BARBECUE = _said(
    "De buurtbarbecue in de Esdoornwijk was een feest, dank aan @slagerijvos voor het vlees!", "facebook", day=7
)
SUBJECTS = (
    Subject("s1", ("zonnepanelen", "daken", "energie"), 64, (("bluesky", 20), ("linkedin", 44)), ("b-zonnepanelen", "v1"), "both", 9, 0.52, 0.9, -0.2,
            (_said("Week 24: nog eens 31 daken vol zonnepanelen in de Esdoornwijk.", "linkedin"),)),
    Subject("s2", ("reparatie", "ketel", "monteur"), 51, (("facebook", 31), ("mastodon", 20)), ("b-reparatie",), "both", 12, 0.44, 0.3, 0.5),
    Subject("s3", ("buurtbarbecue", "speeltuin", "straatfeest"), 38, (("facebook", 38),), (), "posts_only", 35, 0.11, -1.0, 0.1,
            (BARBECUE, _said("Wie helpt zaterdag mee met de nieuwe speeltuin?", "facebook", day=9))),
    Subject("s4", ("vacature", "collega", "welkom"), 22, (("linkedin", 22),), (), "between", 6, 0.31, -0.4, -0.8,
            strays=(_said("Vrijdagmiddag pubquiz met het hele team.", "linkedin", 0.02, day=11),)),
    Subject("s5", ("inspraak", "renovatie"), 0, (), ("b-inspraak", "b-spreekuur"), "claims_only", 0, None, -0.1, 1.0),
    Subject("s6", (), 5, (("x", 5),), (), "posts_only", 5, 0.08, 0.1, -0.1, (_said("Goedemorgen Vechtdal!", "x", day=13),)),
)  # fmt: skip
FITS = (
    ChannelFit("facebook", 90, 9, 60, (_said("Vandaag kregen 12 gezinnen de sleutel van een betaalbaar huis.", "facebook", 0.61, "m1"),), (BARBECUE,)),
    ChannelFit("linkedin", 96, 31, 20, (_said("In 2035 heeft niemand bij ons nog energielabel D.", "linkedin", 0.83, "v1", 6),), (_said("Vrijdagmiddag pubquiz met het hele team.", "linkedin", 0.02, day=11),)),
)  # fmt: skip
GONE = (
    PastFinding("0a1b2c3d4e", "promise-unbacked", "error", "Belofte zonder bewijs", "solved", "linkedin", "In 2026 leggen we op 400 daken zonnepanelen."),
    PastFinding("1a1b2c3d4e", "mixed-address", "warning", "U en je door elkaar", "channel_unread", "instagram"),
)  # fmt: skip


def _slots(keys: Sequence[str], asked: Sequence[int], medians: Sequence[float | None]) -> tuple[Slot, ...]:
    return tuple(
        Slot(key, n, n if median is not None else 0, 0, 0, n, median, median, median, median)
        for key, n, median in zip(keys, asked, medians, strict=True)
    )


def _told(figures: WebcareFigures) -> WebcareFigures:
    counts = (2, 3, 5, 6, 4, 2, 1, 3, 2, 3, 1, 1, 1)
    return replace(
        figures,
        promises=tuple(_budgeted(promise) for promise in figures.promises),
        histogram=tuple(TimeBin(end, n, n // 2) for end, n in zip(_ENDS, counts, strict=True)),
        handoffs=2,
        by_weekday=_slots([str(day) for day in range(1, 8)], (9, 7, 6, 8, 7, 0, 0), (610.0, 120.0, 95.0, 80.0, 300.0, None, None)),
        by_hour=_slots([f"{hour:02}" for hour in range(24)], [0] * 8 + [2, 7, 4, 4, 3, 2, 3, 3, 2, 1] + [0] * 6, [None] * 8 + [90.0] * 10 + [None] * 6),
        traits=tuple(TraitShare(name, group, 34, 6 * k, 6 * k / 34) for k, (name, group) in enumerate(_GROUPS.items(), 1)),
    )  # fmt: skip


def _budgeted(promise: PromiseFigures) -> PromiseFigures:
    missed = promise.n - promise.within
    used = missed / promise.n
    return replace(promise, late=missed // 2, budget=ErrorBudget(0.1, used, promise.n // 10, missed))


def with_pictures(results: Results) -> Results:
    """Return the results with everything that pictures need."""
    run = replace(results.run, fresh=("9f2c61d0a4",), gone=GONE)
    return replace(
        results,
        run=run,
        webcare=tuple(_told(figures) for figures in results.webcare),
        fits=FITS,
        subjects=SUBJECTS,
        findings=tuple(
            replace(finding, why="Wie dit leest, weet niet waar hij op kan rekenen.") for finding in results.findings
        ),
    )
