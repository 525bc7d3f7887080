"""The report for a terminal: what was read, the verdicts, the findings, and one closing line with the counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from auditor.model import Claim, Finding, Level, Results, SourceReport, SourceStatus, Verdict, VerdictLabel
from auditor.render import overview as ov
from auditor.render.human_replies import reply_times
from auditor.render.links import file_place
from auditor.render.options import Options
from auditor.render.overview import Overview
from auditor.render.quotes import (
    Quote,
    claim_quote,
    evidence_quote,
    finding_message,
    finding_place,
    sentence,
    shortened,
    stopped,
    without_shown_quotes,
)
from auditor.render.safe_text import clean
from auditor.render.vocabulary import KINDS, LEVELS, PROBLEMS_FIRST, STATUSES, VERDICTS

_QUOTE: Final = 220
_SENTENCE: Final = 600
_CLAIMS: Final = 30
_FINDINGS: Final = 50
_EVIDENCE: Final = 2
_NARROWEST: Final = 40
_QUIET: Final = frozenset({"silent", "not_verifiable", "unreadable"})
_NAMED: Final = 3

_VERDICT_STYLES: Final[dict[VerdictLabel, str]] = {
    "contradicted": "red",
    "disputed": "magenta",
    "backed": "green",
    "echoed": "yellow",
    "silent": "bright_black",
    "not_verifiable": "blue",
    "unreadable": "bright_black",
}
_LEVEL_STYLES: Final[dict[Level, str]] = {"error": "red", "warning": "yellow", "info": "blue", "note": "bright_black"}
_STATUS_STYLES: Final[dict[SourceStatus, str]] = {
    "ok": "green", "partial": "yellow", "unreadable": "red", "empty": "bright_black",
}  # fmt: skip


def render(results: Results, options: Options | None = None) -> str:
    """Return the report as text, `options.width` columns wide, with ANSI colours if `options.colour`.

    Texts of pages and posts are cleaned of control characters, ANSI sequences and bidi marks, and are never read as
    markup.
    """
    chosen = options or Options()
    view = ov.overview(results, chosen)
    out = StringIO()
    # Every setting that rich would take from the environment is given, so the same results are the same text.
    console = Console(
        file=out,
        width=max(chosen.width, _NARROWEST),
        force_terminal=chosen.colour,
        no_color=not chosen.colour,
        color_system="standard" if chosen.colour else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
    _head(console, view)
    _sources(console, view)
    _claims(console, view, verbose=chosen.verbose)
    reply_times(console, view, verbose=chosen.verbose)
    _findings(console, view, verbose=chosen.verbose)
    _close(console, view)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _head(console: Console, view: Overview) -> None:
    run = view.results.run
    title = Text(clean(run.organisation) or view.words.t("Consistency audit"), style="bold")
    title.append(f"  {view.words.date(run.now)}", style="not bold bright_black")
    console.print(title)
    console.print(Text(ov.headline(view)))


def _heading(console: Console, text: str) -> None:
    console.print()
    console.print(Text(text, style="bold underline"))


def _sources(console: Console, view: Overview) -> None:
    _heading(console, view.words.t("What was read"))
    table = Table.grid(padding=(0, 2))
    for _ in range(3):
        table.add_column(no_wrap=True)
    table.add_column()
    for source in view.results.sources:
        status = STATUSES[source.status]
        table.add_row(
            Text(f"{status.sign} {view.words.t(status.word)}", style=_STATUS_STYLES[source.status]),
            Text(clean(source.name)),
            Text(_amount(view, source)),
            Text(_about(view, source)),
        )
    console.print(Padding(table, (0, 0, 0, 2)))


def _amount(view: Overview, source: SourceReport) -> str:
    words = view.words
    if source.expected is None:
        return words.number(source.documents)
    return words.t("{n} of {total}", n=words.number(source.documents), total=words.number(source.expected))


def _about(view: Overview, source: SourceReport) -> str:
    parts = [view.words.period(source.first, source.last), *(_brief(view, note) for note in source.notes)]
    return " · ".join(part for part in parts if part)


def _claims(console: Console, view: Overview, *, verbose: bool) -> None:
    _heading(console, view.words.t("Claims"))
    claims = [claim for claim in view.results.claims if claim.id in view.overall]
    ranked = sorted(claims, key=lambda claim: PROBLEMS_FIRST.index(view.overall[claim.id]))
    problems = [claim for claim in ranked if view.overall[claim.id] != "backed"]
    shown = ranked if verbose else problems[:_CLAIMS]
    for claim in shown:
        _claim(console, view, claim, verbose=verbose)
    if not verbose:
        _rest(console, view, len(problems) - len(shown), len(ranked) - len(problems))


def _claim(console: Console, view: Overview, claim: Claim, *, verbose: bool) -> None:
    label = view.overall[claim.id]
    verdict = VERDICTS[label]
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    text = Text(shortened(view.redactor.text(claim.text), _QUOTE))
    text.append(f" ({view.words.t(KINDS[claim.kind].word)})", style="bright_black")
    about = Text(clean(file_place(claim.place) or claim.place.url or ""), style="bright_black")
    for part, style in _per_channel(view, view.verdicts[claim.id], verbose=verbose):
        about.append(" · " if about.plain else "")
        about.append(part, style=style)
    table.add_row(Text(f"{verdict.sign} {view.words.t(verdict.word)}", style=_VERDICT_STYLES[label]), text)
    table.add_row("", about)
    console.print(Padding(table, (0, 0, 0, 2)))


def _per_channel(view: Overview, verdicts: Sequence[Verdict], *, verbose: bool) -> Iterator[tuple[str, str]]:
    """Yield "✗ contradicted: facebook, x" per verdict that occurs; many channels with nothing to tell are counted."""
    for label in PROBLEMS_FIRST:
        channels = [clean(verdict.source) for verdict in verdicts if verdict.verdict == label]
        if not channels:
            continue
        term = VERDICTS[label]
        named = ", ".join(channels)
        if label in _QUIET and len(channels) > _NAMED and not verbose:
            named = view.words.nt("{n} channel", "{n} channels", len(channels))
        yield f"{term.sign} {view.words.t(term.word)}: {named}", _VERDICT_STYLES[label]


def _rest(console: Console, view: Overview, problems: int, backed: int) -> None:
    words = view.words
    if problems:
        text = words.nt("and {n} more claim that asks for action", "and {n} more claims that ask for action", problems)
        console.print(Padding(Text(text, style="bright_black"), (0, 0, 0, 2)))
    if backed:
        text = words.nt("{n} claim is backed", "{n} claims are backed", backed)
        line = Text(f"{VERDICTS['backed'].sign} {text}", style=_VERDICT_STYLES["backed"])
        console.print(Padding(line, (0, 0, 0, 2)))


def _findings(console: Console, view: Overview, *, verbose: bool) -> None:
    _heading(console, view.words.t("Findings"))
    shown = view.findings if verbose else view.findings[:_FINDINGS]
    for finding in shown:
        _finding(console, view, finding)
    more = len(view.findings) - len(shown)
    if more:
        text = view.words.nt("and {n} more finding", "and {n} more findings", more)
        console.print(Padding(Text(text, style="bright_black"), (0, 0, 0, 2)))
    if not view.findings:
        console.print(Padding(Text(view.words.t("No open findings.")), (0, 0, 0, 2)))


def _finding(console: Console, view: Overview, finding: Finding) -> None:
    level = LEVELS[finding.level]
    about = [clean(finding.rule), clean(finding.source or ""), finding_place(view, finding), clean(finding.id)]
    line = Text(
        f"{level.sign} {ov.level_word(view.words, finding.level)}", style=f"bold {_LEVEL_STYLES[finding.level]}"
    )
    line.append("  " + " · ".join(part for part in about if part), style="not bold bright_black")
    console.print(Padding(line, (0, 0, 0, 2)))
    labelled = list(_quotes(view, finding))
    message = without_shown_quotes(finding_message(view, finding), [quote for _, quote in labelled])
    console.print(Padding(Text(sentence(shortened(message, _SENTENCE))), (0, 0, 0, 4)))
    for label, quote in labelled:
        console.print(Padding(_quotation(label, quote), (0, 0, 0, 4)))
    advice = Text("→ ", style="bold")
    advice.append(sentence(_brief(view, finding.advice)), style="not bold")
    console.print(Padding(advice, (0, 0, 1, 4)))


def _quotes(view: Overview, finding: Finding) -> Iterator[tuple[str, Quote]]:
    """Yield both sides with their labels: the claims by their kind, the evidence by its channel."""
    said = set()
    for ident in dict.fromkeys((finding.claim or "", *finding.claims)):
        if ident in view.claims:
            claim = view.claims[ident]
            said.add(claim.text)
            yield view.words.t(KINDS[claim.kind].word), claim_quote(view, claim, finding.evidence)
    for evidence in [item for item in finding.evidence if item.text not in said][:_EVIDENCE]:
        quote = evidence_quote(view, evidence, finding.source, view.claims.get(finding.claim or ""))
        yield quote.source, quote


def _brief(view: Overview, text: str) -> str:
    return shortened(view.redactor.text(text), _SENTENCE)


def _quotation(label: str, quote: Quote) -> Text:
    text = Text(f"{label}: ", style="bright_black")
    said = quote.hidden or shortened(quote.text, _QUOTE)
    text.append(said if quote.hidden or quote.relation == "measured" else f"“{said}”", style="default")
    # The address in full, so that a terminal makes it a link; the text fragment would only make it long.
    where = [quote.date, quote.href.partition("#")[0] if quote.href else quote.where]
    text.append("".join(f" · {part}" for part in where if part), style="bright_black")
    if quote.why and quote.why != quote.text:
        text.append(f" · {quote.why}", style="default")
    return text


def _close(console: Console, view: Overview) -> None:
    words, summary = view.words, view.results.summary
    _heading(console, words.t("Summary"))
    console.print(Text(ov.closing_line(view), style="bold"))
    unread = ov.missing(view.results)
    if unread:
        text = words.nt(
            "{n} source was not read whole: {names}. What is missing there is not counted against it.",
            "{n} sources were not read whole: {names}. What is missing there is not counted against them.",
            len(unread),
            names=", ".join(clean(name) for name in unread),
        )
        console.print(Text(text, style="yellow"))
    if summary.incomplete:
        console.print(Text(words.t("The picture is not complete."), style="yellow"))
    for reason in summary.reasons:
        console.print(Text(f"- {stopped(_brief(view, reason))}"))
    run = view.results.run
    model = words.t("Model: {name}", name=clean(f"{run.model}@{run.model_revision}"))
    console.print(Text(model, style="bright_black"))
    meaning = ov.exit_meaning(view)
    text = words.t("Exit code {code}", code=summary.exit_code)
    console.print(Text(f"{text}: {meaning}" if meaning else text))
