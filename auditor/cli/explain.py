"""`auditor explain`: what a rule means, or why a finding was made."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Literal

import click

from auditor.cli.options import config_option, settings_of
from auditor.errors import ConfigError, UsageError
from auditor.model import Finding, Results


@click.command("explain")
@click.argument("what", metavar="RULE|FINDING")
@config_option
@click.option("--lang", type=click.Choice(["nl", "en"]), help="Default: the report's language.")
def command(what: str, config: Path | None, lang: str | None) -> int:
    """Explain a rule (such as promise-broken), or a finding or claim of the last check by its id."""
    from auditor import rules  # noqa: PLC0415 - not needed for --help

    known = [rule.id for rule in (*rules.RULES, rules.FAILED)]
    if what in known:
        click.echo(_rule(what, lang or _language(config)))
        return 0
    meant = difflib.get_close_matches(what, known, n=1, cutoff=0.8)
    if meant:
        raise UsageError(f"There is no rule {what!r}.", advice=f"Did you mean {meant[0]!r}?")
    settings = settings_of(config)
    from auditor import pipeline  # noqa: PLC0415 - not needed to explain a rule

    results = pipeline.last_results(settings)
    finding = next((item for item in results.findings if item.id == what), None)
    if finding is not None:
        click.echo(_finding(finding, results))
        click.echo()
        click.echo(_rule(finding.rule, lang or settings.report.language))
        return 0
    if any(claim.id == what for claim in results.claims):
        click.echo(_claim(what, results))
        return 0
    close = difflib.get_close_matches(what, [*known, *(item.id for item in results.findings)], n=1)
    raise UsageError(
        f"{what!r} is no rule, and no finding or claim of the last check.",
        advice=f"Did you mean {close[0]!r}?" if close else f"Rules: {', '.join(known)}.",
    )


def _rule(rule: str, language: str) -> str:
    """Return what a rule says about itself."""
    from auditor import rules  # noqa: PLC0415 - not needed for --help

    about = rules.describe(rule, "nl" if language == "nl" else "en")
    lines = [f"{about.id} ({about.level}): {about.title}", "", about.what, about.why, f"-> {about.advice}"]
    if about.options:
        lines += [
            "",
            *(f"  {name} = {'-' if value is None else value}: {meaning}" for name, value, meaning in about.options),
        ]
    return "\n".join(lines)


def _language(config: Path | None) -> str:
    try:
        return settings_of(config).report.language
    except ConfigError:
        if config is not None:
            raise
        return "en"  # outside any project a rule can be explained all the same


def _finding(finding: Finding, results: Results) -> str:
    lines = [f"{finding.id}  {finding.rule}  {finding.level}", finding.title, finding.message, f"-> {finding.advice}"]
    lines += [_evidence(item.relation, item.score, item.text, item.why, item.url) for item in finding.evidence]
    if finding.claim:
        lines += ["", _claim(finding.claim, results)]
    return "\n".join(lines)


def _claim(claim_id: str, results: Results) -> str:
    from auditor.text.comparison.wording import term_text  # noqa: PLC0415 - not needed to explain a rule

    language: Literal["nl", "en"] = "nl" if results.run.language == "nl" else "en"
    claim = next(item for item in results.claims if item.id == claim_id)
    lines = [f"claim {claim.id}  {claim.kind}  confidence {claim.confidence:.2f}", _clean(claim.text), claim.why]
    lines += [f"  {term_text(term, language)}" for term in claim.terms]
    for verdict in results.verdicts:
        if verdict.claim == claim_id:
            lines.append(f"{verdict.source}: {verdict.verdict} ({verdict.confidence:.2f}) {verdict.why}")
            lines += [_evidence(item.relation, item.score, item.text, item.why, item.url) for item in verdict.evidence]
    return "\n".join(line for line in lines if line)


def _evidence(relation: str, score: float | None, text: str, why: str, url: str | None) -> str:
    shown = "" if score is None else f" {score:.2f}"
    return f"  [{relation}{shown}] {_clean(text)}\n      {why}" + (f"\n      {url}" if url else "")


def _clean(text: str) -> str:
    """Page text must not steer the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)
