"""The gate: from findings and the state of the sources to one exit code, the same for every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal

from auditor.errors import EXIT_CLEAN, EXIT_FINDINGS, EXIT_INCOMPLETE, EXIT_NOTHING
from auditor.model import LEVEL_ORDER, VERDICT_ORDER, Claim, Finding, SourceReport, Summary, Verdict
from auditor.rules.registry import FAILED
from auditor.rules.wording import Language, Text

if TYPE_CHECKING:
    from auditor.settings.model import Settings

FailOn = Literal["error", "warning", "info", "never"]

# One and many of each reason.
_FAILING: Final = (
    Text(nl="1 bevinding van niveau {levels}", en="1 finding of level {levels}"),
    Text(nl="{n} bevindingen van niveau {levels}", en="{n} findings of level {levels}"),
)
_LEVELS: Final = {
    "error": Text(nl="fout", en="error"),
    "warning": Text(nl="waarschuwing of fout", en="warning or error"),
    "info": Text(nl="suggestie, waarschuwing of fout", en="suggestion, warning or error"),
}
_UNREAD: Final = Text(
    nl="de verplichte bron {name} kon niet worden gelezen", en="the required source {name} could not be read"
)
_PARTLY: Final = Text(
    nl="de verplichte bron {name} kon niet volledig worden gelezen",
    en="the required source {name} could not be read whole",
)
_RULE: Final = (
    Text(nl="1 regel is mislukt", en="1 rule failed"),
    Text(nl="{n} regels zijn mislukt", en="{n} rules failed"),
)
_EXPIRED: Final = (
    Text(
        nl="van 1 aanvaarde bevinding is de einddatum voorbij, zodat ze weer meetelt",
        en="the end date of 1 accepted finding has passed, so it counts again",
    ),
    Text(
        nl="van {n} aanvaarde bevindingen is de einddatum voorbij, zodat ze weer meetellen",
        en="the end date of {n} accepted findings has passed, so they count again",
    ),
)
_STALE: Final = (
    Text(nl="1 aanvaarding hoort bij geen enkele bevinding", en="1 acceptance answers to no finding"),
    Text(nl="{n} aanvaardingen horen bij geen enkele bevinding", en="{n} acceptances answer to no finding"),
)
_NO_CLAIMS: Final = Text(nl="er zijn geen claims gevonden", en="no claims were found")
_NO_ITEMS: Final = Text(nl="er zijn geen berichten op sociale kanalen gelezen", en="no social items were read")


def decide(  # noqa: PLR0913, PLR0917 - what the gate looks at, in the order of the pipeline
    findings: Sequence[Finding],
    reports: Sequence[SourceReport],
    claims: Sequence[Claim],
    social_items: int,
    settings: Settings,
    fail_on: FailOn | None = None,
    *,
    verdicts: Sequence[Verdict] = (),
    stale: Sequence[str] = (),
) -> Summary:
    """Return the counts, the exit code and the reasons for it in words.

    Findings at or above `fail_on` (else `check.fail_on`) give 1; notes, baselined findings and those in the grey zone
    never do. A required source that was not read whole, or a rule that failed, makes the check incomplete: 3, unless it
    is 1 already. No claims or no social items is 5, where nothing graver says why: a check that compared nothing is not
    a pass.

    `stale` are acceptances that do nothing (entries of the baseline, comments in pages); they give 1 only with
    `check.strict_baseline`.
    """
    language = settings.report.language
    limit: FailOn = fail_on or settings.check.fail_on
    new = [finding for finding in findings if finding.status == "new"]
    failing = sum(_counts(finding, limit) for finding in new)
    gaps = _gaps(findings, reports, settings)
    nothing = _nothing(claims, social_items, language)
    levels = _LEVELS[limit].say(language) if limit != "never" else ""
    reasons = _counted(_FAILING, failing, language, levels=levels)
    reasons += _counted(_EXPIRED, sum(finding.accepted is not None for finding in new), language)
    reasons += _counted(_STALE, len(stale), language)
    untidy = bool(stale) and settings.check.strict_baseline and limit != "never"
    return Summary(
        by_level=_by_level(new, baselined=len(findings) - len(new)),
        by_verdict=_by_verdict(claims, verdicts),
        exit_code=_code(failing=bool(failing) or untidy, incomplete=bool(gaps), nothing=bool(nothing)),
        incomplete=bool(gaps),
        reasons=(*reasons, *gaps, *nothing),
        stale=tuple(stale),
    )


def _counted(texts: tuple[Text, Text], n: int, language: Language, **values: str) -> list[str]:
    """Return a reason in the singular or plural; nothing where there is none."""
    return [texts[n > 1].say(language, n=n, **values)] if n else []


def _code(*, failing: bool, incomplete: bool, nothing: bool) -> int:
    if failing:
        return EXIT_FINDINGS
    if incomplete:
        return EXIT_INCOMPLETE
    return EXIT_NOTHING if nothing else EXIT_CLEAN


def _counts(finding: Finding, limit: FailOn) -> bool:
    if limit == "never" or finding.level == "note" or finding.grey:
        return False
    return LEVEL_ORDER.index(finding.level) <= LEVEL_ORDER.index(limit)


def _gaps(findings: Sequence[Finding], reports: Sequence[SourceReport], settings: Settings) -> list[str]:
    """Return in words what makes the check incomplete."""
    language = settings.report.language
    status = {report.name: report.status for report in reports}
    required = dict.fromkeys(
        [source.name for source in settings.sources if source.required]
        + [report.name for report in reports if report.required]
    )
    gaps = []
    for name in required:
        # A required source without a report was never collected.
        if status.get(name, "unreadable") == "unreadable":
            gaps.append(_UNREAD.say(language, name=name))
        elif status[name] == "partial":
            gaps.append(_PARTLY.say(language, name=name))
    failed = sum(finding.rule == FAILED.id for finding in findings)
    return [*gaps, *_counted(_RULE, failed, language)]


def _nothing(claims: Sequence[Claim], social_items: int, language: Language) -> list[str]:
    missing = [] if claims else [_NO_CLAIMS.say(language)]
    return missing if social_items else [*missing, _NO_ITEMS.say(language)]


def _by_level(new: Sequence[Finding], *, baselined: int) -> tuple[tuple[str, int], ...]:
    counts = Counter(finding.level for finding in new)
    levels = tuple((str(level), counts[level]) for level in LEVEL_ORDER)
    return (*levels, ("baselined", baselined)) if baselined else levels


def _by_verdict(claims: Sequence[Claim], verdicts: Sequence[Verdict]) -> tuple[tuple[str, int], ...]:
    """Count the overall verdicts of the claims."""
    labels: dict[str, set[str]] = {}
    for verdict in verdicts:
        labels.setdefault(verdict.claim, set()).add(verdict.verdict)
    overall: Counter[str] = Counter()
    for claim in claims:
        found = labels.get(claim.id, set())
        overall.update([label for label in VERDICT_ORDER if label in found][:1])
    return tuple((str(label), overall[label]) for label in VERDICT_ORDER)
