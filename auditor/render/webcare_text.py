"""`auditor webcare` for a terminal: per channel the figures, promises with their room, breakdowns and reply quality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from typing import Final

from babel.dates import format_date, get_day_names
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from auditor.model import Claim, PromiseFigures, Slot, TraitShare, WebcareFigures
from auditor.render.quotes import shortened, stopped
from auditor.render.safe_text import Redactor, clean
from auditor.render.vocabulary import KEPT
from auditor.render.webcare_rows import ChannelTimes, WebcareReport, conversation_rows, redactor_of_report, slots_of
from auditor.render.words import Words
from auditor.resources import lexicon

_QUOTE: Final = 160
_KEPT_STYLES: Final = {"kept": "green", "broken": "red", "undecided": "yellow", "too_few": "bright_black"}
_NUMBERS: Final = 7
# Weekdays are given as numbers; this is a Monday in the language of the calendar.
_MONDAY_FIRST: Final = 1


def render(  # noqa: PLR0913 - what a terminal needs to know, all of it named
    report: WebcareReport,
    language: str,
    *,
    parts: Sequence[str],
    conversations: bool,
    redact: bool,
    width: int = 100,
    colour: bool = False,
) -> str:
    """Return the reply times as text, with the breakdowns in `parts` and, if asked for, the conversations."""
    words = Words(language)
    redactor = redactor_of_report(report, active=redact)
    out = StringIO()
    # Every setting that rich would take from the environment is given, so the same figures are the same text.
    console = Console(
        file=out, width=width, force_terminal=colour, no_color=not colour,
        color_system="standard" if colour else None, markup=False, emoji=False, highlight=False, legacy_windows=False,
        _environ={},
    )  # fmt: skip
    title = Text(clean(report.run.organisation), style="bold")
    title.append(f"  {words.date(report.run.now)}", style="not bold bright_black")
    console.print(title)
    if (report.unit, report.percentile) != ("conversation", "nearest-rank"):
        text = words.t(
            "Counted per {unit}, percentiles as {percentile}: to compare with another program, not our own figures.",
            unit=report.unit, percentile=report.percentile,
        )  # fmt: skip
        console.print(Text(text, style="yellow"))
    page = _Page(console, words, redactor, report)
    for channel in report.channels:
        page.channel(channel, parts)
    if conversations:
        _conversations(console, words, report, redact=redact)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


@dataclass(frozen=True, slots=True)
class _Page:
    """Where to write, in which words, and what to hide."""

    console: Console
    words: Words
    redactor: Redactor
    report: WebcareReport

    def channel(self, channel: ChannelTimes, parts: Sequence[str]) -> None:
        """Write everything of one channel."""
        figures = channel.figures
        self.console.print()
        self.console.print(Text(clean(figures.source), style="bold underline"))
        if figures.conversations:
            _totals(self.console, self.words, figures)
        for note in figures.notes:
            self.indented(Text(stopped(self.redactor.text(note)), style="bright_black"))
        claims = {claim.id: claim for claim in self.report.claims}
        for promise in figures.promises:
            if promise.claim in claims:
                self._promise(promise, claims[promise.claim])
        for part in parts:
            _slots(self.console, self.words, part, slots_of(figures, part))
        _quality(self.console, self.words, figures.traits, self.report.real_time_minutes)

    def _promise(self, promise: PromiseFigures, claim: Claim) -> None:
        term = KEPT[promise.kept]
        line = Text(f"{term.sign} {self.words.t(term.word)}", style=_KEPT_STYLES[promise.kept])
        line.append(f"  “{shortened(self.redactor.text(claim.text), _QUOTE)}”", style="default")
        self.console.print()
        self.indented(line)
        self.indented(Text(" ".join(promise_sentences(self.words, promise, self.report.min_cases))), 4)

    def indented(self, text: Text, columns: int = 2) -> None:
        """Write a paragraph, so many columns from the edge."""
        self.console.print(Padding(text, (0, 0, 0, columns)))


def _totals(console: Console, words: Words, figures: WebcareFigures) -> None:
    table = Table.grid(padding=(0, 2))
    counts = (
        words.nt("{n} conversation", "{n} conversations", figures.conversations),
        words.nt("{n} answered", "{n} answered", figures.answered),
        words.nt("{n} unanswered", "{n} unanswered", figures.unanswered),
        words.nt("{n} still open", "{n} still open", figures.open),
        words.nt("{n} moved to a private message", "{n} moved to a private message", figures.handoffs),
        words.nt("{n} automatic reply passed over", "{n} automatic replies passed over", figures.automatic),
    )
    table.add_row(Text(" · ".join(counts)))
    table.add_row(
        Text(
            words.t(
                "on the clock: half within {median}, nine out of ten within {p90}",
                median=words.minutes(figures.median_minutes), p90=words.minutes(figures.p90_minutes),
            )
        )
    )  # fmt: skip
    table.add_row(
        Text(
            words.t(
                "in opening hours: half within {median}, nine out of ten within {p90}",
                median=words.minutes(figures.median_working_minutes), p90=words.minutes(figures.p90_working_minutes),
            )
        )
    )  # fmt: skip
    console.print(Padding(table, (0, 0, 0, 2)))


def promise_sentences(words: Words, promise: PromiseFigures, min_cases: int) -> list[str]:
    """Return in sentences how often a promise was kept, how sure that is, and how much room is left."""
    if promise.share is None or promise.interval is None or promise.budget is None:
        return [words.t("There was no question to measure it by.")]
    share, (low, high) = words.percent(promise.share), promise.interval
    said = (
        words.t(
            "{within} of {n} questions outside office hours got an answer before the next office day began: {share}.",
            within=words.number(promise.within), n=words.number(promise.n), share=share,
        )
        if promise.metric == "availability"
        else words.t(
            "Kept in {within} of {n} cases: {share}.",
            within=words.number(promise.within), n=words.number(promise.n), share=share,
        )
    )  # fmt: skip
    sure = words.t(
        "With 95% certainty it lies between {low} and {high}; the aim is {target}.",
        low=words.percent(low), high=words.percent(high), target=words.percent(promise.target),
    )  # fmt: skip
    if promise.kept == "too_few":
        return [said, words.t("That is too few to tell: at least {n} are needed.", n=words.number(min_cases))]
    room = words.t(
        "Of the {allowed} of room, {used} is used: {misses} misses where {room} may be.",
        allowed=words.percent(promise.budget.allowed), used=words.percent(promise.budget.used),
        misses=words.number(promise.budget.misses), room=words.number(promise.budget.room),
    )  # fmt: skip
    return [said, sure, room]


def _slots(console: Console, words: Words, part: str, slots: Sequence[Slot]) -> None:
    """Write a breakdown; what is quiet in it is left out, as a table of 24 hours would be mostly zeros."""
    busy = [slot for slot in slots if slot.conversations or slot.replies]
    if not busy:
        return
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    for _ in range(_NUMBERS):
        table.add_column(justify="right", no_wrap=True)
    titles = {
        "weekday": words.t("by weekday"), "hour": words.t("by hour"), "month": words.t("by month"),
        "platform": words.t("by platform"),
    }  # fmt: skip
    head = (
        titles[part], words.t("asked"), words.t("answered"), words.t("unanswered"), words.t("pending"),
        words.t("replied"), words.t("half within"), words.t("90% within"),
    )  # fmt: skip
    table.add_row(*(Text(cell, style="bright_black") for cell in head))
    for slot in busy:
        counts = (slot.conversations, slot.answered, slot.unanswered, slot.open, slot.replies)
        times = (slot.median_minutes, slot.p90_minutes)
        table.add_row(slot_name(words, part, slot.key), *map(words.number, counts), *map(words.minutes, times))
    console.print(Padding(table, (1, 0, 0, 2)))


def slot_name(words: Words, part: str, key: str) -> str:
    """Return a slot as people call it: "maandag", "9–10 uur", "mei 2026", the platform."""
    if part == "weekday":
        return str(get_day_names(locale=words.language)[int(key) - _MONDAY_FIRST])
    if part == "hour":
        return words.t("{start}–{end} h", start=int(key), end=int(key) + 1)
    if part == "month":
        month = datetime.strptime(key, "%Y-%m").replace(tzinfo=UTC)
        return str(format_date(month, "LLLL y", locale=words.language))
    return clean(key)


def _quality(console: Console, words: Words, traits: Sequence[TraitShare], real_time_minutes: float) -> None:
    if not traits:
        return
    book = lexicon("voice", words.language)
    table = Table.grid(padding=(0, 2))
    table.add_row(Text(words.t("reply quality, of the channel"), style="bright_black"))
    for trait in traits:
        label = str(book["labels"][trait.name]).format(minutes=words.number(real_time_minutes))
        share = words.percent(trait.share) if trait.share is not None else "–"
        count = words.t("{n} of {total}", n=words.number(trait.has), total=words.number(trait.due))
        group = Text(str(book["groups"][trait.group]), style="bright_black")
        table.add_row(Text(label), Text(share, justify="right"), Text(count, justify="right"), group)
    console.print(Padding(table, (1, 0, 0, 2)))


def _conversations(console: Console, words: Words, report: WebcareReport, *, redact: bool) -> None:
    """Write one line per conversation, in columns; an address is never cut, so that a terminal makes it a link."""
    states = {
        "answered": words.t("answered"), "unanswered": words.t("unanswered"), "open": words.t("pending"),
    }  # fmt: skip
    private = words.t("to a private message")
    head = (
        words.t("channel"), words.t("asked on"), words.t("asker"), words.t("state"), words.t("on the clock"),
        words.t("in opening hours"), words.t("where"),
    )  # fmt: skip
    lines = [head]
    lines.extend(
        (
            clean(row["source"]), row["asked_at"][:16].replace("T", " "), row["asker"] or "–",
            states[row["state"]] + (f", {private}" if row["handoff"] else ""),
            words.minutes(row["minutes"]), words.minutes(row["working_minutes"]),
            clean(row["question_url"] or row["reply_url"] or row["id"]),
        )
        for row in conversation_rows(report, redact=redact)
    )  # fmt: skip
    widths = [max(len(line[at]) for line in lines) for at in range(len(head) - 1)]
    console.print()
    for line in lines:
        padded = [cell.ljust(width) for cell, width in zip(line, widths, strict=False)]
        console.print(Text("  ".join([*padded, line[-1]])), soft_wrap=True)
