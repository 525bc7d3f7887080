"""Reply times in the report for a terminal: a line per channel, and per promise how often it was kept."""

from __future__ import annotations

from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from auditor.model import PromiseFigures, WebcareFigures
from auditor.render.overview import Overview
from auditor.render.quotes import shortened
from auditor.render.safe_text import clean
from auditor.render.vocabulary import KEPT
from auditor.resources import lexicon

_QUOTE: Final = 100
_STYLES: Final = {"kept": "green", "broken": "red", "undecided": "yellow", "too_few": "bright_black"}


def reply_times(console: Console, view: Overview, *, verbose: bool) -> None:
    """Write what was measured; nothing where there are no conversations. `verbose` adds the quality of the replies."""
    measured = [figures for figures in view.results.webcare if figures.conversations]
    if not measured:
        return
    console.print()
    console.print(Text(view.words.t("Reply times"), style="bold underline"))
    for figures in measured:
        console.print(Padding(_channel(view, figures), (0, 0, 0, 2)))
        for promise in figures.promises:
            if promise.claim in view.claims and promise.n:
                console.print(Padding(_promise(view, promise), (0, 0, 0, 4)))
        if verbose and figures.traits:
            console.print(Padding(Text(_quality(view, figures), style="bright_black"), (0, 0, 0, 4)))


def _channel(view: Overview, figures: WebcareFigures) -> Text:
    words = view.words
    line = Text(clean(figures.source), style="bold")
    counts = [
        words.nt("{n} conversation", "{n} conversations", figures.conversations),
        words.nt("{n} answered", "{n} answered", figures.answered),
    ]
    if figures.unanswered:
        counts.append(words.nt("{n} unanswered", "{n} unanswered", figures.unanswered))
    if figures.open:
        counts.append(words.nt("{n} still open", "{n} still open", figures.open))
    if figures.handoffs:
        counts.append(words.nt("{n} moved to a private message", "{n} moved to a private message", figures.handoffs))
    line.append("  " + " · ".join(counts), style="not bold")
    if figures.answered:
        times = words.t(
            "on the clock: half within {median}, nine out of ten within {p90}",
            median=words.minutes(figures.median_minutes), p90=words.minutes(figures.p90_minutes),
        )  # fmt: skip
        line.append(f" · {times}", style="not bold")
    return line


def _promise(view: Overview, promise: PromiseFigures) -> Text:
    words, term = view.words, KEPT[promise.kept]
    line = Text(f"{term.sign} {words.t(term.word)}", style=_STYLES[promise.kept])
    quoted = shortened(view.redactor.text(view.claims[promise.claim].text), _QUOTE)
    count = words.t("{n} of {total}", n=words.number(promise.within), total=words.number(promise.n))
    line.append(f": {count}, “{quoted}”", style="default")
    if promise.budget is not None and promise.kept != "too_few":
        room = words.t(
            "Of the {allowed} of room, {used} is used: {misses} misses where {room} may be.",
            allowed=words.percent(promise.budget.allowed), used=words.percent(promise.budget.used),
            misses=words.number(promise.budget.misses), room=words.number(promise.budget.room),
        )  # fmt: skip
        line.append(f" {room}", style="bright_black")
    return line


def _quality(view: Overview, figures: WebcareFigures) -> str:
    labels = lexicon("voice", view.words.language)["labels"]
    limit = dict(view.results.run.parameters).get("webcare.real_time_minutes", "60")
    parts = [
        f"{str(labels[trait.name]).format(minutes=limit)} {view.words.percent(trait.share)}"
        for trait in figures.traits
        if trait.share is not None and trait.name in labels
    ]
    title = view.words.t("reply quality, of the channel")
    return f"{title}: {', '.join(parts)}"
