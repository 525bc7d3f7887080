"""The findings as a team accepted them: by comments in its pages, and by the baseline that the configuration names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from auditor import baseline
from auditor.model import Claim, Finding, Results, RunInfo
from auditor.pipeline.gather import Material
from auditor.rules import RULES
from auditor.settings import Settings
from auditor.settings.load import mistake

_DEFAULT = ".auditor-baseline.yaml"


def accept(
    findings: Sequence[Finding],
    settings: Settings,
    run: RunInfo,
    material: Material,
    claims: Sequence[Claim],
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Return the findings with the accepted ones marked, and in words the acceptances that do nothing any more.

    Raises:
        ConfigError: the baseline is not there or cannot be read.
        ModelError: another model made it.
    """
    now = run.now.astimezone(ZoneInfo(settings.organisation.timezone))
    inline = baseline.suppress(
        findings,
        material.documents_of(settings, "owned"),
        now,
        claims={claim.id: claim for claim in claims},
        rules={rule.id for rule in RULES},
        language=settings.report.language,
    )
    if settings.check.baseline is None:
        return inline.findings, inline.stale
    path = settings.check.baseline
    known = read_baseline(settings, path)
    baseline.same_model(known, run.model, run.model_revision, name=_shown(path, settings))
    applied = baseline.apply(inline.findings, known, now, reports=material.reports)
    return applied.findings, (*(str(entry) for entry in applied.stale), *inline.stale)


def read_baseline(settings: Settings, path: Path) -> baseline.Baseline:
    """Return the baseline at `path`. Raises ConfigError; where it is missing, at the line that names it."""
    if not path.is_file():
        raise mistake(
            settings.file,
            ("check", "baseline"),
            f"there is no baseline at {_shown(path, settings)}",
            advice="Run `auditor baseline write` to write one, or check with --no-baseline.",
        )
    return baseline.read(path)


def baseline_path(settings: Settings) -> Path:
    """Return where the baseline is, or would be written."""
    return settings.check.baseline or settings.folder / _DEFAULT


def today(results: Results, settings: Settings) -> date:
    """Return the day of the results in the organisation's time zone."""
    return results.run.now.astimezone(ZoneInfo(settings.organisation.timezone)).date()


def _shown(path: Path, settings: Settings) -> str:
    return path.relative_to(settings.folder).as_posix() if path.is_relative_to(settings.folder) else str(path)
