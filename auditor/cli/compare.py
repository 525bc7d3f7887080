"""`auditor compare`: two runs held against each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli.options import config_option, settings_of
from auditor.errors import UsageError
from auditor.model import Finding, Results

if TYPE_CHECKING:
    from auditor.history import Comparison

_WORDS = {
    "nl": {
        "new": "Nieuw", "gone": "Weg", "changed": "Anders beoordeeld", "claims_new": "Nieuwe claims",
        "claims_gone": "Verdwenen claims", "solved": "opgelost", "claim_gone": "de claim is verdwenen",
        "channel_unread": "het kanaal is nu niet gelezen", "claim_new": "de claim is nieuw",
        "evidence_new": "er is een nieuw bericht", "evidence_gone": "bewijs is verdwenen",
        "settings": "de instellingen verschillen", "channel_read": "het kanaal is nu wel gelezen",
        "judged": "anders beoordeeld", "changed_settings": "Andere instellingen", "none": "Er is niets veranderd.",
    },
    "en": {
        "new": "New", "gone": "Gone", "changed": "Judged otherwise", "claims_new": "New claims",
        "claims_gone": "Claims that are gone", "solved": "solved", "claim_gone": "the claim is gone",
        "channel_unread": "the channel was not read this time", "claim_new": "the claim is new",
        "evidence_new": "a post is new", "evidence_gone": "evidence is gone",
        "settings": "the settings differ", "channel_read": "the channel was read this time",
        "judged": "judged otherwise", "changed_settings": "Other settings", "none": "Nothing changed.",
    },
}  # fmt: skip


@click.command("compare")
@click.argument("before", metavar="A", required=False)
@click.argument("after", metavar="B", required=False)
@config_option
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", show_default=True)
def command(before: str | None, after: str | None, config: Path | None, form: str) -> int:
    """Tell what differs between two runs: findings that are new or gone, verdicts that changed, and why.

    A and B are files (results.json), numbers of kept runs (see `auditor trend`), or folders with a snapshot
    (.auditor/), which are judged with the present configuration. Without them: the last run against the one before
    it; with A alone: against the last run.
    """
    from auditor import history  # noqa: PLC0415 - not needed for --help

    old, new = (_results(text, config) for text in (before or "-2", after or "-1"))
    found = history.compare(old, new)
    if form == "json":
        click.echo(json.dumps(_data(found, old, new), ensure_ascii=False, indent=1))
        return 0
    for line in _lines(found, "nl" if new.run.language == "nl" else "en"):
        click.echo(line)
    return 0


def _results(text: str, config: Path | None) -> Results:
    from auditor import pipeline  # noqa: PLC0415 - not needed for --help

    if text.lstrip("-").isdecimal():
        return pipeline.kept_results(settings_of(config), int(text))
    if Path(text).is_dir():
        return pipeline.snapshot_results(settings_of(config), Path(text))
    try:
        return pipeline.read_results(Path(text).read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(
            f"{text} cannot be read: {error.strerror}.", advice="Give a results.json, a number, or a folder."
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{text} is no results.json: it is not UTF-8.") from error


def _lines(found: Comparison, language: str) -> list[str]:
    from auditor.render.vocabulary import VERDICTS  # noqa: PLC0415 - catalogues, which --help need not load
    from auditor.render.words import Words  # noqa: PLC0415 - see above

    words, say = _WORDS[language], Words(language).t
    parts = {
        "changed_settings": [f"{item.name}: {item.before or '-'} -> {item.after or '-'}" for item in found.settings],
        "new": [f"{_finding(item)} [{words[found.reasons[item.id]]}]" for item in found.new],
        "gone": [f"{_finding(item.finding)} [{words[item.because]}]" for item in found.gone],
        "changed": [
            f"{item.source}: {say(VERDICTS[item.before].word)} -> {say(VERDICTS[item.after].word)}: "
            f"{item.text} ({item.why})"
            for item in found.changed
        ],
        "claims_new": [f"{item.id} {item.text}" for item in found.claims_new],
        "claims_gone": [f"{item.id} {item.text}" for item in found.claims_gone],
    }
    lines = []
    for name, rows in parts.items():
        if rows:
            lines += [f"{words[name]} ({len(rows)})", *(_printable(f"  {row}") for row in rows)]
    return lines or [words["none"]]


def _finding(finding: Finding) -> str:
    about = f"{finding.rule} ({finding.source})" if finding.source else finding.rule
    return f"{finding.id} {finding.level} {about}: {finding.message}"


def _data(found: Comparison, before: Results, after: Results) -> dict[str, Any]:
    def shown(finding: Finding) -> dict[str, Any]:
        names = ("id", "rule", "level", "source", "claim", "status", "title", "message")
        return {name: getattr(finding, name) for name in names}

    return {
        "before": {"snapshot": before.run.snapshot, "now": before.run.now.isoformat()},
        "after": {"snapshot": after.run.snapshot, "now": after.run.now.isoformat()},
        "model_revision": after.run.model_revision,
        "settings": [{"name": item.name, "before": item.before, "after": item.after} for item in found.settings],
        "new": [{**shown(item), "because": found.reasons[item.id]} for item in found.new],
        "gone": [{**shown(item.finding), "because": item.because} for item in found.gone],
        "changed": [
            {"claim": i.claim, "text": i.text, "source": i.source, "before": i.before, "after": i.after, "why": i.why}
            for i in found.changed
        ],
        "claims_new": [{"id": item.id, "text": item.text} for item in found.claims_new],
        "claims_gone": [{"id": item.id, "text": item.text} for item in found.claims_gone],
    }


def _printable(text: str) -> str:
    """Texts of pages must not steer the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)
