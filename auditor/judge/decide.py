"""The judge: all claims against all social sources."""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from auditor.judge.features import affinity, field
from auditor.judge.pairs import pairs
from auditor.judge.phrases import phrase
from auditor.judge.relation import relate_all
from auditor.judge.terms import about_platform
from auditor.judge.units import units
from auditor.judge.verdict import Rules, Weighed, decide, weighed
from auditor.judge.verifier import PairClassifier, Verifier, Weights, shipped
from auditor.model import (
    Claim,
    Encode,
    PromiseFigures,
    SourceReport,
    Statement,
    Verdict,
    WebcareFigures,
)
from auditor.settings import Settings
from auditor.text.words import words


def judge(  # noqa: PLR0913 - the facts of all stations meet here; what is optional is named
    claims: Sequence[Claim],
    statements: Mapping[str, Sequence[Statement]],
    reports: Sequence[SourceReport],
    figures: Sequence[WebcareFigures],
    *,
    settings: Settings,
    encode: Encode,
    now: datetime,
    verifier: Verifier | None = None,
    weights: Weights | None = None,
) -> tuple[Verdict, ...]:
    """Judge every claim on every social source.

    Args:
        claims: what the organisation says of itself.
        statements: per social source everything on it, customers' words included.
        reports: what was read of each source; an unreadable one gets no other verdict.
        figures: measured reply times, whose promises are kept or broken.
        settings: the window, the confidence below which the judge abstains, the report's language.
        encode: gives the vectors of claims and statements.
        now: the moment from which the window counts back.
        verifier: another one than `matching.verifier` names.
        weights: other weights than those that are shipped.

    Returns:
        One verdict per claim and source, in the order of claims and reports.
    """
    rules = Rules(now, settings.matching.window, settings.matching.min_confidence, settings.report.language)
    social = [report for report in reports if report.role == "social"]
    with _undisturbed():
        evidence = _evidence(
            claims=claims,
            statements=statements,
            rules=rules,
            settings=settings,
            encode=encode,
            verifier=verifier or load_verifier(settings.matching.verifier, weights),
            weights=weights or shipped(),
        )
    measured = {(row.source, p.claim): p for row in figures for p in row.promises}
    platforms = {name: _platforms(name, group) for name, group in statements.items()}
    return tuple(
        _verdict(
            claim=claim,
            report=report,
            evidence=evidence.get((claim.id, report.name), ()),
            measured=measured.get((report.name, claim.id)),
            platforms=platforms.get(report.name, frozenset({report.name})),
            rules=rules,
        )
        for claim in claims
        for report in social
    )


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the garbage collector from walking hundreds of thousands of cached words again and again.

    Nothing that is made meanwhile refers to itself. It takes a quarter of the time of a run with stored vectors.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def load_verifier(name: str | None, weights: Weights | None = None) -> Verifier:
    """Return the shipped verifier, or with a name the cross-encoder of that id or folder beside it.

    Raises:
        ModelError: the cross-encoder cannot be loaded, or has no entailment labels.
    """
    classifier = PairClassifier(weights or shipped())
    if name is None:
        return classifier
    from auditor.judge.entailment import EntailmentVerifier  # noqa: PLC0415 - only where one is configured

    return EntailmentVerifier(name, classifier)


def _verdict(  # noqa: PLR0913 - one argument per fact that can settle it
    *,
    claim: Claim,
    report: SourceReport,
    evidence: Sequence[Weighed],
    measured: PromiseFigures | None,
    platforms: frozenset[str],
    rules: Rules,
) -> Verdict:
    """Return one verdict, settling first what needs no evidence."""
    if report.status == "unreadable":
        return Verdict(claim.id, report.name, "unreadable", 1.0, (), phrase("unreadable", rules.language))
    if not claim.testable:
        return Verdict(
            claim.id, report.name, "not_verifiable", claim.confidence, (), phrase("not_verifiable", rules.language)
        )
    if not evidence and measured is None and not about_platform(claim, report.name, platforms):
        return Verdict(claim.id, report.name, "silent", 0.9, (), phrase("silent_scope", rules.language))
    return decide(claim, report.name, evidence, measured, rules)


def _evidence(  # noqa: PLR0913 - the whole of what the judge was given
    *,
    claims: Sequence[Claim],
    statements: Mapping[str, Sequence[Statement]],
    rules: Rules,
    settings: Settings,
    encode: Encode,
    verifier: Verifier,
    weights: Weights,
) -> dict[tuple[str, str], list[Weighed]]:
    """Return the evidence per claim and source."""
    pool = [unit for name in sorted(statements) for unit in units(statements[name])]
    if not pool or not claims:
        return {}
    own_name = {w for name in (settings.organisation.name, *settings.organisation.aliases) for w in words(name)}
    found = field(claims, pool, encode, ignore=own_name)
    read = pairs(
        claims,
        pool,
        found,
        affinity(found, weights.affinity),
        weights.form,
        encode=encode,
        language=rules.language,
        ignore=own_name,
    )
    result: dict[tuple[str, str], list[Weighed]] = defaultdict(list)
    platforms = {name: _platforms(name, group) for name, group in statements.items()}
    sizes = Counter(unit.source for unit in pool)
    for judged in relate_all(read, verifier.opinions(read), sizes, rules.language):
        pair, source = judged.pair, judged.pair.unit.source
        # A promise about one channel is silent on the others, unless they speak of that very channel.
        if not about_platform(pair.claim, source, platforms[source]) and not pair.measures["channel_named"]:
            continue
        item = weighed(judged, rules)
        if item:
            result[pair.claim.id, source].append(item)
    return result


def _platforms(source: str, statements: Sequence[Statement]) -> frozenset[str]:
    """Return the platforms of a source: an export may hold the posts of several."""
    return frozenset({source.lower()} | {s.post.platform.lower() for s in statements if s.post})
