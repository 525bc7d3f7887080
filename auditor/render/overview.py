"""What every report for people says first: the verdict in one sentence, the figures, what to do, the closing line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.model import LEVEL_ORDER, Claim, Finding, Level, PromiseFigures, Results, Verdict, VerdictLabel
from auditor.render.options import Options
from auditor.render.overall import overall_verdicts
from auditor.render.results_json import canonical
from auditor.render.safe_text import Redactor, redactor_of
from auditor.render.vocabulary import EXIT_CODES, LEVELS
from auditor.render.words import Words


@dataclass(frozen=True, slots=True)
class Overview:
    """The results with what all reports look up in them. `results` is canonical, so every report has one order."""

    results: Results
    words: Words
    redactor: Redactor
    claims: Mapping[str, Claim]
    verdicts: Mapping[str, tuple[Verdict, ...]]
    """Per claim id, in the order of the channels."""
    overall: Mapping[str, VerdictLabel]
    channels: tuple[str, ...]
    """Names of the social sources."""
    findings: tuple[Finding, ...]
    """The open ones, most severe first, the surest first within a level."""
    accepted: tuple[Finding, ...]
    """The ones in the baseline."""
    fresh: frozenset[str]
    """Ids of the findings that the run before did not have."""

    @property
    def counts(self) -> Counter[VerdictLabel]:
        """How many claims have each overall verdict."""
        return Counter(self.overall.values())

    @property
    def levels(self) -> Counter[Level]:
        """How many open findings have each level."""
        return Counter(finding.level for finding in self.findings)


def overview(results: Results, options: Options) -> Overview:
    """Look up once what the reports need. Raises UsageError for a language without a catalogue."""
    ordered = canonical(results)
    by_claim: dict[str, list[Verdict]] = {}
    for verdict in ordered.verdicts:
        by_claim.setdefault(verdict.claim, []).append(verdict)
    channels = [source.name for source in ordered.sources if source.role == "social"]
    named = dict.fromkeys([*channels, *(verdict.source for verdict in ordered.verdicts)])
    severe = sorted(ordered.findings, key=lambda finding: (LEVEL_ORDER.index(finding.level), -finding.confidence))
    return Overview(
        results=ordered,
        words=Words(options.language or ordered.run.language, ordered.run.timezone),
        redactor=redactor_of(ordered, active=options.redact_third_party),
        claims={claim.id: claim for claim in ordered.claims},
        verdicts={claim: tuple(found) for claim, found in by_claim.items()},
        overall=overall_verdicts(ordered.verdicts),
        channels=tuple(named),
        findings=tuple(finding for finding in severe if finding.status == "new"),
        accepted=tuple(finding for finding in severe if finding.status == "baselined"),
        fresh=frozenset(ordered.run.fresh),
    )


def headline(view: Overview) -> str:
    """Return the verdict of the audit in one sentence."""
    words, counts = view.words, view.counts
    total = len(view.claims)
    if any(name == "check.diff" for name, _ in view.results.run.parameters):
        return _of_a_change(view)
    if not total:
        return words.t("No claims were found, so nothing could be compared.")
    if counts["unreadable"] == len(view.overall):
        return words.t("No channel could be read, so nothing could be compared.")
    contradicted = counts["contradicted"] + counts["disputed"]
    unshown = counts["silent"] + counts["echoed"]
    if contradicted:
        return words.nt(
            "{n} of {total} claims is contradicted on your own channels.",
            "{n} of {total} claims are contradicted on your own channels.",
            contradicted,
            total=words.number(total),
        )
    if unshown:
        return words.nt(
            "No claim is contradicted, but {n} of {total} is not shown on any channel.",
            "No claim is contradicted, but {n} of {total} are not shown on any channel.",
            unshown,
            total=words.number(total),
        )
    return words.t("Every claim that can be tested is shown on at least one channel.")


def _of_a_change(view: Overview) -> str:
    caused = sum(finding.level != "note" for finding in view.findings)
    if not caused:
        return view.words.t("This change causes no findings.")
    return view.words.nt("This change causes {n} finding.", "This change causes {n} findings.", caused)


def counts_line(view: Overview) -> str:
    """Return "3 errors, 2 warnings, 1 suggestion, 2 notes"; "no findings" when there are none."""
    words, levels = view.words, view.levels
    parts = [level_count(words, level, levels[level]) for level in LEVEL_ORDER if levels[level]]
    return ", ".join(parts) if parts else words.t("no findings")


def level_count(words: Words, level: Level, n: int) -> str:
    """Return "3 errors", "1 warning"."""
    if level == "error":
        return words.nt("{n} error", "{n} errors", n)
    if level == "warning":
        return words.nt("{n} warning", "{n} warnings", n)
    if level == "info":
        return words.nt("{n} suggestion", "{n} suggestions", n)
    return words.nt("{n} note", "{n} notes", n)


def closing_line(view: Overview) -> str:
    """Return the counts of findings, claims and channels in one line."""
    words = view.words
    parts = [
        counts_line(view),
        words.nt("{n} claim", "{n} claims", len(view.claims)),
        words.nt("{n} channel", "{n} channels", len(view.channels)),
    ]
    if view.accepted:
        parts.insert(1, words.nt("{n} accepted", "{n} accepted", len(view.accepted)))
    return " · ".join(parts)


def exit_meaning(view: Overview) -> str:
    """Return what the exit code of the run means."""
    code = view.results.summary.exit_code
    return view.words.t(EXIT_CODES[code]) if code in EXIT_CODES else ""


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do first: the advice of one finding, which stands for `more` others of its rule."""

    finding: Finding
    more: int


# What a customer runs into comes first: a promise that is broken, then one that is contradicted, then texts of one's
# own that differ. A promise that nothing shows has hurt nobody yet.
_FIRST = ("promise-broken", "promise-contradicted", "statement-conflict", "fact-conflict", "promise-unbacked")


def first_actions(view: Overview, limit: int = 3) -> tuple[Action, ...]:
    """Return what to do first: the surest finding of each of the gravest rules, errors before warnings.

    Notes are about the audit and not about the communication, so they are no actions.
    """
    per_rule: dict[str, list[Finding]] = {}
    for finding in view.findings:
        if finding.level != "note":
            per_rule.setdefault(finding.rule, []).append(finding)
    gravest = sorted(per_rule.values(), key=lambda found: (LEVEL_ORDER.index(found[0].level), _rank(found[0].rule)))
    return tuple(Action(found[0], len(found) - 1) for found in gravest[:limit])


def _rank(rule: str) -> int:
    return _FIRST.index(rule) if rule in _FIRST else len(_FIRST)


def worst_reply_promise(results: Results) -> tuple[str, PromiseFigures] | None:
    """Return the channel and figures of the reply-time promise that is kept least, among those with enough cases."""
    found = [
        (figures.source, promise)
        for figures in results.webcare
        for promise in figures.promises
        if promise.share is not None and promise.kept != "too_few"
    ]
    return min(found, key=lambda item: (item[1].share or 0.0, item[0], item[1].claim), default=None)


def level_word(words: Words, level: Level) -> str:
    """Return the level as a word."""
    return words.t(LEVELS[level].word)


def sureness(words: Words, confidence: float) -> str:
    """Return how sure a judgement is: "fairly sure (72%)".

    0.85 and 0.65 are where the words read naturally beside the percentage; nothing is decided by them.
    """
    if confidence >= 0.85:
        word = words.t("sure")
    else:
        word = words.t("fairly sure") if confidence >= 0.65 else words.t("not sure")
    return words.t("{sure} ({share})", sure=word, share=words.percent(confidence))


def missing(results: Results) -> Sequence[str]:
    """Return the names of the sources that were not read whole."""
    return [source.name for source in results.sources if source.status in {"partial", "unreadable"}]


def percents(share: float) -> str:
    """Return a share, held between 0 and 1, as an SVG length."""
    return f"{min(max(share, 0.0), 1.0) * 100:.1f}%"
